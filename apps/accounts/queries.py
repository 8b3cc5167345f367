"""Questions about people, the codes they were sent and what they were told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from apps.accounts.models import Notification, OtpSession, OutboxMessage, User
from apps.accounts.phones import mobile_number
from apps.accounts.policies import DAY, SentCode, next_code_at


def person_by_email(email: str) -> User | None:
    """Find someone by e-mail in any case."""
    # `iexact` would compare in upper case and miss the unique index, which is on the lower case.
    return User.objects.filter(Exact(Lower("email"), email.strip().lower())).first()


def person_by_phone(phone_number: str) -> User | None:
    """Find someone by number in E.164."""
    return User.objects.filter(phone_number=phone_number).first()


def person_by_identity(text: str) -> User | None:
    """Find someone by e-mail in any case or mobile number in any form."""
    if "@" in text:
        return person_by_email(text)
    phone_number = mobile_number(text)
    return person_by_phone(phone_number) if phone_number else None


def codes_to_number(phone_number: str, now: datetime) -> list[SentCode]:
    """List the codes that went to a number during the last day."""
    sent = OtpSession.objects.filter(phone_number=phone_number, created_at__gt=now - DAY)
    return [SentCode(sent_at, is_used) for sent_at, is_used in sent.values_list("created_at", "is_used")]


class CodesSent(NamedTuple):
    """The codes of the last day: to one number, asked for from one internet address, and how many in all."""

    to_number: Sequence[SentCode]
    from_address: Sequence[datetime]
    to_anybody: int


_CODES_SENT: Final = """
SELECT number.sent, number.used, address.sent,
    (SELECT count(*) FROM otp_sessions WHERE created_at > %(since)s)
FROM (
    SELECT array_agg(created_at) AS sent, array_agg(is_used) AS used FROM otp_sessions
    WHERE phone_number = %(number)s AND created_at > %(since)s
) AS number, (
    SELECT array_agg(created_at) AS sent FROM otp_sessions
    WHERE ip_address = %(address)s::inet AND created_at > %(since)s
) AS address
"""


def codes_sent(phone_number: str, ip_address: str | None, now: datetime) -> CodesSent:
    """Give what every limit of codes counts, in one query: others wait while it is asked."""
    asked = {"number": phone_number, "address": ip_address, "since": now - DAY}
    with connection.cursor() as cursor:
        cursor.execute(_CODES_SENT, asked)
        sent, used, from_address, to_anybody = cursor.fetchone()
    to_number = [SentCode(*code) for code in zip(sent or [], used or [], strict=True)]
    return CodesSent(to_number, from_address or [], to_anybody)


def code_allowed_at(phone_number: str, now: datetime) -> datetime:
    """Tell from when a number may get its next code."""
    return next_code_at(codes_to_number(phone_number, now), now)


def notifications_of(user: User) -> QuerySet[Notification]:
    """List what someone was told, newest first."""
    return Notification.objects.filter(user=user).order_by("-created_at", "-pk")


def unread_count(user: User) -> int:
    """Count what someone has not read yet."""
    return Notification.objects.filter(user=user, read_at__isnull=True).count()


def outbox() -> QuerySet[OutboxMessage]:
    """List every message that left or waits, newest first."""
    return OutboxMessage.objects.order_by("-created_at", "-pk")


def codes_for(phone_number: str, browser_key: str) -> QuerySet[OtpSession]:
    """List the codes sent to a number for one browser, in whatever state they are, the last one first."""
    sent = OtpSession.objects.filter(phone_number=phone_number, browser_key=browser_key)
    return sent.order_by("-created_at", "-pk")


def last_code_to(phone_number: str, browser_key: str) -> OtpSession | None:
    """Find the code last sent to a number for one browser."""
    return codes_for(phone_number, browser_key).first()
