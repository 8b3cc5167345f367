"""One-time codes: sending one to a number, and checking what came back."""

from datetime import datetime, timedelta
from math import ceil
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts import codes, queries
from apps.accounts.models import OtpSession, User
from apps.accounts.policies import (
    CODE_LIFETIME,
    TRIES_PER_CODE,
    has_run_out,
    has_tries_left,
    next_code_at,
    next_from_address_at,
    whole_minute,
)
from apps.accounts.services.messages import send_message
from apps.accounts.statuses import Channel, OtpPurpose
from atspaces.shared import formats
from atspaces.shared.db import is_lock_timeout
from atspaces.shared.errors import DomainError

log = structlog.get_logger(__name__)

# One number for the whole database: whoever holds it is the only one counting and sending codes.
SENDING_LOCK: Final = 7_001
# Up to here the wait is told in seconds, beyond as a time of the clock.
SHORT_WAIT: Final = timedelta(seconds=90)


class CodeRefused(DomainError):
    """No code may be sent now. `retry_at` is when to ask again."""

    def __init__(self, message: str, retry_at: datetime) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class WrongCode(DomainError):
    """These digits open nothing: mistyped, too old, used, tried too often, or of another browser."""


class NoCode(WrongCode):
    """No code was sent that these digits could be."""

    def __init__(self) -> None:
        super().__init__(_("Ask for a code first."))


def purpose_for(owner: User | None) -> OtpPurpose:
    """Tell what a code to this person's number, or to nobody's, is for.

    Never shown: it tells who has an account.
    """
    return OtpPurpose.SIGNUP if owner is None else OtpPurpose.LOGIN


def send_code(
    *,
    phone_number: str,
    purpose: OtpPurpose,
    browser_key: str,
    ip_address: str | None,
    language: str,
    now: datetime,
    user: User | None = None,
) -> OtpSession:
    """Send a new code to a number in E.164; the earlier one from this browser stops working.

    Raises `CodeRefused` while the number, the address or the whole site has had its share.
    """
    with transaction.atomic():
        _queue_up(now)
        sent = queries.codes_sent(phone_number, ip_address, now)
        _check_limits(sent, now)
        if sent.to_number:
            _withdraw_earlier(phone_number, browser_key, now)
        nonce = codes.new_nonce()
        session = OtpSession.objects.create(
            phone_number=phone_number,
            otp_code=codes.code_hash(nonce, codes.digits_of(nonce)),
            purpose=purpose,
            expires_at=now + CODE_LIFETIME,
            user=user,
            nonce=nonce,
            browser_key=browser_key,
            ip_address=ip_address,
            created_at=now,
        )
        _text(session, language, now)
    return session


def _text(session: OtpSession, language: str, now: datetime) -> None:
    # The digits are derived when the message goes out: no queue holds them.
    send_message(
        channel=Channel.SMS,
        recipient=session.phone_number,
        language=language,
        event="accounts/otp",
        context={"otp_session": session.pk},
        dedup_key=f"otp:{session.pk}",
        now=now,
        user=session.user,
    )


def check_code(
    *, phone_number: str, purpose: OtpPurpose | None = None, browser_key: str, digits: str, now: datetime
) -> OtpSession:
    """Accept the code last sent to this number for this browser, once.

    A `purpose` narrows it to the codes for that. Raises `WrongCode`, and `NoCode` when none was
    sent. The try is counted in a transaction of its own, which commits before the error is
    raised; calling this inside another transaction is therefore a RuntimeError.
    """
    with transaction.atomic(durable=True):
        session = _last_session(phone_number, purpose, browser_key)
        problem = _try_digits(session, digits, now) if session else ""
    if session is None:
        raise NoCode
    if problem:
        raise WrongCode(problem)
    return session


def _last_session(phone_number: str, purpose: OtpPurpose | None, browser_key: str) -> OtpSession | None:
    # Lock first, then look: of two that come at once with the same digits, only one may pass.
    sessions = queries.codes_for(phone_number, browser_key).select_for_update(of=("self",))
    if purpose is not None:
        sessions = sessions.filter(purpose=purpose)
    return sessions.first()


def _try_digits(session: OtpSession, digits: str, now: datetime) -> str:
    """Use the code up, or count the failed try and say what is wrong."""
    if session.is_used:
        return _("This code has already been used. Ask for a new one.")
    if not has_tries_left(session):
        return _("Too many tries with this code. Ask for a new one.")
    if has_run_out(session, now):
        return _("This code has run out. Ask for a new one.")
    if codes.is_code(session.nonce, digits, session.otp_code):
        session.is_used = True
        session.save(update_fields=["is_used"])
        return ""
    session.attempts += 1
    session.save(update_fields=["attempts"])
    return _tries_left(TRIES_PER_CODE - session.attempts)


def _tries_left(count: int) -> str:
    if count == 0:
        return _("Too many tries with this code. Ask for a new one.")
    return ngettext(
        "That is not the code we sent. One try is left.",
        "That is not the code we sent. %(count)d tries are left.",
        count,
    ) % {"count": count}


def _withdraw_earlier(phone_number: str, browser_key: str, now: datetime) -> None:
    # Only this browser's: a stranger who asks for codes must not spoil the one its owner holds.
    OtpSession.objects.filter(
        phone_number=phone_number, browser_key=browser_key, is_used=False, expires_at__gt=now
    ).update(expires_at=now)


def _queue_up(now: datetime) -> None:
    """Let one request at a time count and send, or a burst would slip past every limit."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SENDING_LOCK])
    except OperationalError as error:
        if not is_lock_timeout(error):
            raise
        raise _refusal(now + timedelta(seconds=30), now) from error


def _check_limits(sent: queries.CodesSent, now: datetime) -> None:
    if sent.to_anybody >= settings.OTP_DAILY_CAP:
        log.error("daily cap of codes reached", cap=settings.OTP_DAILY_CAP)
        raise CodeRefused(_("No codes can be sent at the moment. Try again later."), now + timedelta(hours=1))
    allowed_at = max(next_code_at(sent.to_number, now), next_from_address_at(sent.from_address, now))
    if allowed_at > now:
        raise _refusal(allowed_at, now)


def _refusal(retry_at: datetime, now: datetime) -> CodeRefused:
    wait = retry_at - now
    if wait <= SHORT_WAIT:
        count = ceil(wait.total_seconds())
        text = ngettext(
            "You can ask for a new code in %(count)d second.",
            "You can ask for a new code in %(count)d seconds.",
            count,
        ) % {"count": count}
    else:
        clock = formats.clock(whole_minute(retry_at), ZoneInfo(settings.TIME_ZONE))
        text = _("You can ask for a new code at %(clock)s.") % {"clock": clock}
    return CodeRefused(text, retry_at)
