"""What may be done now: when a code may be sent, whether one may still be tried."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from apps.accounts.models import OtpSession, User
from apps.accounts.statuses import UserRole, UserStatus

CODE_LIFETIME: Final = timedelta(minutes=5)
TRIES_PER_CODE: Final = 5

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(minutes=15)

MAX_DELIVERY_ATTEMPTS: Final = 8
# Longer than a task may run (CELERY_TASK_TIME_LIMIT), so that only a dead worker's message is redone.
CLAIM_LEASE: Final = timedelta(minutes=3)


class Limit(NamedTuple):
    """At most `most` codes in any span of `period`."""

    most: int
    period: timedelta


class SentCode(NamedTuple):
    """When a code left, and whether its digits came back."""

    sent_at: datetime
    is_used: bool


NUMBER_LIMITS: Final = (Limit(6, HOUR), Limit(15, DAY))
# Wider, because a whole office or mobile operator can share one address.
ADDRESS_LIMITS: Final = (Limit(30, HOUR), Limit(100, DAY))


def cool_down(unused_codes: int) -> timedelta:
    """Give the pause after that many codes that nobody has used: 30 s, 60 s, 2 min, 4 min …"""
    if unused_codes <= 0:
        return timedelta(0)
    return _doubled(FIRST_PAUSE, unused_codes - 1, LONGEST_PAUSE)


def free_again_at(sent: Sequence[datetime], limit: Limit, now: datetime) -> datetime:
    """Tell from when a limit allows one more code; `now` when it does already.

    `sent` are the instants of earlier codes in any order.
    """
    inside = sorted(moment for moment in sent if moment > now - limit.period)
    if len(inside) < limit.most:
        return now
    return inside[-limit.most] + limit.period


def next_code_at(to_number: Sequence[SentCode], now: datetime) -> datetime:
    """Tell from when a number may get its next code: its limits, and the growing pause.

    A code that was used lengthens no pause: its owner had it in hand.
    """
    sent = [code.sent_at for code in to_number]
    unused = [code.sent_at for code in to_number if not code.is_used and code.sent_at > now - HOUR]
    after_pause = max(unused) + cool_down(len(unused)) if unused else now
    return max(now, after_pause, *(free_again_at(sent, limit, now) for limit in NUMBER_LIMITS))


def next_from_address_at(from_address: Sequence[datetime], now: datetime) -> datetime:
    """Tell from when an internet address may ask for its next code."""
    return max(free_again_at(from_address, limit, now) for limit in ADDRESS_LIMITS)


def whole_minute(moment: datetime) -> datetime:
    """Give the first whole minute that is not before a moment, for a clock without seconds."""
    into = timedelta(seconds=moment.second, microseconds=moment.microsecond)
    return moment + timedelta(minutes=1) - into if into else moment


def has_run_out(session: OtpSession, now: datetime) -> bool:
    """Tell whether a code is too old to be used."""
    return now >= session.expires_at


def has_tries_left(session: OtpSession) -> bool:
    """Tell whether a code may be tried once more."""
    return session.attempts < TRIES_PER_CODE


def may_sign_in(user: User) -> bool:
    """Tell whether someone may be in at all; asked on every request of an open session too."""
    return user.status != UserStatus.SUSPENDED


def has_a_way_in(role: str, *, email: str, phone_number: str, password: str) -> bool:
    """Tell whether somebody with these could ever sign in: no code opens the back office."""
    if role == UserRole.ADMIN:
        return bool(email and password)
    return bool(phone_number or password)


def delivery_pause(attempts: int) -> timedelta:
    """Give the wait before the next attempt: 10 s, 20 s, 40 s … up to an hour."""
    return _doubled(timedelta(seconds=10), attempts - 1, HOUR)


def _doubled(first: timedelta, times: int, longest: timedelta) -> timedelta:
    pause = first
    for _ in range(times):
        pause = min(pause * 2, longest)
    return pause
