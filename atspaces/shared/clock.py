"""Days, half hours and instants in a branch's own zone. Nothing here reads the clock."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
HALF_HOUR = timedelta(minutes=30)
WEEKEND = frozenset({4, 5})
"""Friday and Saturday in Jordan, numbered as `date.weekday()`."""


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Turn a local date and time into a UTC instant.

    A time that a clock change skips moves forward by the gap, as `zoneinfo` does with fold 0;
    a time that occurs twice is its first occurrence.
    """
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """Give the UTC instant at which a local day begins."""
    return instant(day, time.min, zone)


def is_on_the_half_hour(at: time) -> bool:
    """Tell whether a time of day is a whole or half hour."""
    return at.minute % 30 == 0 and not at.second and not at.microsecond


def half_hours_in(day: date, zone: ZoneInfo) -> int:
    """Count the half hours of a local day: 48, or 46 and 50 where the clocks change."""
    return (day_start(day + ONE_DAY, zone) - day_start(day, zone)) // HALF_HOUR


def days_touched(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> list[date]:
    """List the local days that the half-open span [starts_at, ends_at) touches."""
    first = starts_at.astimezone(zone).date()
    last = (ends_at - timedelta(microseconds=1)).astimezone(zone).date()
    return list(each_day(first, last))


def each_day(first: date, last: date) -> Iterator[date]:
    """Yield every day from `first` to `last`, both included."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY
