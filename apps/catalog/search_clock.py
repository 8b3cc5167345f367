"""The clock as search reads it: days and moments in each zone as whole minutes since 1970 in UTC.

Python knows the zones and their changes; the statement then only adds and compares integers. It
agrees with `atspaces.shared.clock.instant` to the minute, also where an hour is skipped or repeats.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from apps.catalog.asks import months_after
from atspaces.shared.clock import HALF_HOUR, ONE_DAY, day_start, each_day, instant

NEVER = 100_000
"""A minute of the day that no day has."""
MINUTES_A_DAY = 24 * 60
HALF_HOURS_A_DAY = 48
DAYS_A_WEEK = 7
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class LocalDay:
    """One day of a zone. A time of day, `wall` minutes after 00:00, is the real minute
    `midnight + wall`, and from `changes_at` on `midnight + wall + shift`. It holds for the next
    day's times too, as minutes beyond 1440: hours past midnight belong to the day they begin on.
    """

    zone: str
    day: date
    midnight: int
    minutes: int
    changes_at: int
    shift: int


def minute_of(moment: datetime) -> int:
    """Give the minute, counted from 1970, in which a moment lies."""
    return (moment - _EPOCH) // _MINUTE


def next_minute_of(moment: datetime) -> int:
    """Give the first minute, counted from 1970, that is not before a moment."""
    return -((_EPOCH - moment) // _MINUTE)


@lru_cache(maxsize=4096)
def local_day(zone: str, day: date) -> LocalDay:
    """Work out one day of a zone."""
    info = ZoneInfo(zone)
    midnight = minute_of(day_start(day, info))
    minutes = minute_of(day_start(day + ONE_DAY, info)) - midnight
    changes_at, shift = _change(info, day, midnight)
    return LocalDay(zone, day, midnight, minutes, changes_at, shift)


def _change(zone: ZoneInfo, day: date, midnight: int) -> tuple[int, int]:
    """Find the first half hour, in this day or the next, before which the clock was changed."""
    if minute_of(day_start(day + 2 * ONE_DAY, zone)) - midnight == 2 * MINUTES_A_DAY:
        return NEVER, 0
    for wall in range(30, 2 * MINUTES_A_DAY, 30):
        days, minute = divmod(wall, MINUTES_A_DAY)
        real = minute_of(instant(day + ONE_DAY * days, time(minute // 60, minute % 60), zone))
        if shift := real - midnight - wall:
            return wall, shift
    return NEVER, 0


def local_days(zones: Iterable[str], first: date, last: date) -> list[LocalDay]:
    """Work out every day from `first` to `last` in some zones."""
    return [local_day(zone, day) for zone in zones for day in each_day(first, last)]


@dataclass(frozen=True, slots=True)
class Moment:
    """The local day and minute at which one half hour of a stay begins; positions count from 1."""

    zone: str
    position: int
    day: date
    minute: int


def half_hours(zone: str, day: date, start: time, minutes: int) -> list[Moment]:
    """Give the half hours of a stay by the hour, as the rates of prices see them."""
    info = ZoneInfo(zone)
    starts_at = instant(day, start, info)
    locals_ = [(starts_at + HALF_HOUR * n).astimezone(info) for n in range(-(-minutes // 30))]
    return [
        Moment(zone, position, local.date(), local.hour * 60 + local.minute)
        for position, local in enumerate(locals_, 1)
    ]


def positions_after_weeks(days: int) -> list[int]:
    """Give for each day of a stay, from 1, the position that a week bought there pays up to."""
    return [min(position + DAYS_A_WEEK, days + 1) for position in range(1, days + 1)]


def positions_after_months(first: date, days: int) -> list[int]:
    """Give for each day of a stay, from 1, the position that a month bought there pays up to."""
    return [
        min(position + (months_after(day, 1) - day).days, days + 1)
        for position, day in enumerate(each_day(first, first + ONE_DAY * (days - 1)), 1)
    ]


def positions_after_days(half_hours_asked: int) -> list[int]:
    """Give for each half hour of a stay, from 1, the position that a day bought there pays up to."""
    last = half_hours_asked + 1
    return [min(position + HALF_HOURS_A_DAY, last) for position in range(1, last)]
