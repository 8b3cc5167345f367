"""What somebody asks for, and the span of time it means at a branch."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from apps.branches.hours import WeekOfHours
from apps.catalog.statuses import PriceUnit
from atspaces.shared.clock import ONE_DAY, each_day, instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Units wanted by the hour (`start`, `minutes`) or by the day (`days`), in the branch's time."""

    plan: PriceUnit
    day: date
    start: time | None = None
    minutes: int = 60
    days: int = 1
    quantity: int = 1

    @property
    def last_day(self) -> date:
        """The last day asked for; an hour booking may still run past its midnight."""
        return self.day if self.plan == PriceUnit.HOUR else self.day + ONE_DAY * (self.days - 1)


@dataclass(frozen=True, slots=True)
class Span:
    """The half-open time [starts_at, ends_at) that an ask occupies, and how many open days it has."""

    starts_at: datetime
    ends_at: datetime
    open_days: int


def span_of(ask: Ask, hours: WeekOfHours) -> Span | None:
    """Give the span that an ask means; none when its first or last day is closed.

    A stay by the day lasts from the first day's opening to the last day's closing. Closed days
    in between belong to the stay and are not charged.
    """
    if ask.plan == PriceUnit.HOUR:
        return _hours(ask, hours)
    first, last = hours.windows(ask.day), hours.windows(ask.last_day)
    if not first or not last:
        return None
    open_days = sum(1 for day in each_day(ask.day, ask.last_day) if hours.windows(day))
    return Span(first[0].opens_at, max(window.closes_at for window in last), open_days)


def _hours(ask: Ask, hours: WeekOfHours) -> Span | None:
    if ask.start is None:
        return None
    starts_at = instant(ask.day, ask.start, hours.zone)
    return Span(starts_at, starts_at + timedelta(minutes=ask.minutes), 1)
