"""Telling people things: a row in the transaction of the change, delivery after its commit.

A message is claimed with a lease before it is sent. Whoever claims it and dies leaves it to the
next, so it leaves at least once; the claim, the key given to the far side and `dedup_key` keep
that to one effect.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import structlog
from django.db import transaction

from apps.accounts import message_texts
from apps.accounts.mail import send_email
from apps.accounts.models import Notification, OtpSession, OutboxMessage, User
from apps.accounts.policies import CLAIM_LEASE, MAX_DELIVERY_ATTEMPTS, delivery_pause, has_run_out
from apps.accounts.sms import DeliveryFailed, SentMessage, sms_backend
from apps.accounts.statuses import Channel, DeliveryStatus
from atspaces.shared.queueing import enqueue_after_commit
from atspaces.shared.rows import insert_new

log = structlog.get_logger(__name__)

DRAIN_BATCH: Final = 100
DELIVER_TASK: Final = "accounts.deliver_message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one person is told of one event; `dedup_key` names both."""

    user: User
    event: str
    context: dict[str, Any]
    dedup_key: str
    url: str = ""


def notify(
    *, user: User, event: str, context: dict[str, Any], now: datetime, dedup_key: str, url: str = ""
) -> bool:
    """Tell someone under the bell and by SMS and e-mail, as far as they can be reached.

    Returns False and does nothing when they were told under this key before.
    """
    notice = Notice(user=user, event=event, context=context, dedup_key=dedup_key, url=url)
    return bool(notify_all(notices=[notice], now=now))


# No savepoint: nothing in here is a refusal that somebody would catch and live with.
@transaction.atomic(savepoint=False)
def notify_all(*, notices: Sequence[Notice], now: datetime) -> Sequence[Notice]:
    """Tell several people at once, each as `notify` does. Gives what was new."""
    messages = [_message(notice, *way, now) for notice in notices for way in ways_to_reach(notice.user)]
    put_out = {message.dedup_key for message in _put_out(messages)}
    new = [
        notice
        for notice in notices
        if any(_message_key(notice, channel) in put_out for channel, _ in ways_to_reach(notice.user))
    ]
    Notification.objects.bulk_create(
        Notification(user=notice.user, event=notice.event, context=notice.context, url=notice.url)
        for notice in new
    )
    return new


def _message(notice: Notice, channel: Channel, recipient: str, now: datetime) -> OutboxMessage:
    return OutboxMessage(
        user=notice.user,
        channel=channel,
        recipient=recipient,
        language=notice.user.language,
        event=notice.event,
        context=notice.context,
        dedup_key=_message_key(notice, channel),
        next_try_at=now,
    )


def _message_key(notice: Notice, channel: Channel) -> str:
    return f"{notice.dedup_key}:{notice.user.pk}:{channel}"


def ways_to_reach(user: User) -> Sequence[tuple[Channel, str]]:
    """Give the channels for someone: a verified number, an e-mail, or what else there is."""
    ways: list[tuple[Channel, str]] = []
    if user.phone_number and (user.is_phone_verified or not user.email):
        ways.append((Channel.SMS, user.phone_number))
    if user.email:
        ways.append((Channel.EMAIL, user.email))
    return ways


def send_message(
    *,
    channel: Channel,
    recipient: str,
    language: str,
    event: str,
    context: dict[str, Any],
    dedup_key: str,
    now: datetime,
    user: User | None = None,
) -> bool:
    """Put one message into the outbox; it leaves after the commit. False when the key is known."""
    message = OutboxMessage(
        user=user,
        channel=channel,
        recipient=recipient,
        language=language,
        event=event,
        context=context,
        dedup_key=dedup_key,
        next_try_at=now,
    )
    return bool(_put_out([message]))


def _put_out(messages: Sequence[OutboxMessage]) -> Sequence[OutboxMessage]:
    """Write what is not in the outbox yet, and have it sent after the commit."""
    new = insert_new(messages, unless="dedup_key")
    for message in new:
        enqueue_after_commit(DELIVER_TASK, message_id=message.pk)
    return new


def deliver(message_id: int, now: datetime) -> bool:
    """Send one message if it is due and nobody else is at it. True when it left."""
    message = _claim(now, message_id)
    return message is not None and _attempt(message, now)


def drain_outbox(now: datetime) -> int:
    """Send what is due, at most a batch; returns how many messages left."""
    sent = 0
    for _ in range(DRAIN_BATCH):
        message = _claim(now)
        if message is None:
            break
        sent += _attempt(message, now)
    return sent


@transaction.atomic
def mark_all_read(*, user: User, now: datetime) -> int:
    """Mark everything someone was told as read; returns how many were new."""
    return Notification.objects.filter(user=user, read_at__isnull=True).update(read_at=now)


def _claim(now: datetime, message_id: int | None = None) -> OutboxMessage | None:
    """Take a due message for the length of the lease, in a transaction of its own."""
    due = OutboxMessage.objects.filter(status=DeliveryStatus.QUEUED, next_try_at__lte=now)
    if message_id is not None:
        due = due.filter(pk=message_id)
    with transaction.atomic():
        message = due.select_for_update(skip_locked=True, of=("self",)).order_by("next_try_at", "pk").first()
        if message is not None:
            message.attempts += 1
            message.next_try_at = now + CLAIM_LEASE
            message.save(update_fields=["attempts", "next_try_at"])
    return message


def _attempt(message: OutboxMessage, now: datetime) -> bool:
    if message.attempts > MAX_DELIVERY_ATTEMPTS or _is_stale(message, now):
        _give_up(message, message.last_error or "no longer of use")
        return False
    try:
        sent = _send(message)
    except DeliveryFailed as error:
        _postpone(message, str(error), now)
        return False
    # Only while still ours: a lease that ran out belongs to whoever claimed the message since.
    return bool(
        _mine(message).update(
            status=DeliveryStatus.SENT,
            sent_at=now,
            provider_reference=sent.reference[:100],
            transcript=sent.transcript,
            last_error="",
        )
    )


def _send(message: OutboxMessage) -> SentMessage:
    key = f"atspaces-{message.pk}"
    if message.channel == Channel.SMS:
        text = message_texts.sms_text(event=message.event, context=message.context, language=message.language)
        return sms_backend().send(message.recipient, text, key=key)
    mail = message_texts.email_text(event=message.event, context=message.context, language=message.language)
    return send_email(
        recipient=message.recipient, subject=mail.subject, text=mail.text, html=mail.html, key=key
    )


def _postpone(message: OutboxMessage, reason: str, now: datetime) -> None:
    log.warning("message did not leave", message=message.pk, attempts=message.attempts, reason=reason)
    if message.attempts >= MAX_DELIVERY_ATTEMPTS:
        _give_up(message, reason)
    else:
        _mine(message).update(next_try_at=now + delivery_pause(message.attempts), last_error=reason[:255])


def _give_up(message: OutboxMessage, reason: str) -> None:
    log.error("message given up", message=message.pk, event_name=message.event, reason=reason)
    _mine(message).update(status=DeliveryStatus.FAILED, last_error=reason[:255])


def _mine(message: OutboxMessage) -> Any:
    return OutboxMessage.objects.filter(
        pk=message.pk, status=DeliveryStatus.QUEUED, attempts=message.attempts
    )


def _is_stale(message: OutboxMessage, now: datetime) -> bool:
    """Tell whether a message carries a code that has run out."""
    session_id = message.context.get("otp_session")
    session = OtpSession.objects.filter(pk=session_id).first() if session_id else None
    return session_id is not None and (session is None or has_run_out(session, now))
