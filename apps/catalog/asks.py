"""What somebody asks for, and the span of time it means at a branch."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from apps.branches.hours import WeekOfHours
from apps.catalog.statuses import PriceUnit
from atspaces.shared.clock import ONE_DAY, each_day, instant

DAYS_A_WEEK = 7
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Units wanted, in the branch's time: from `start` for `minutes`, or from `day` for `count`.

    `count` is a number of days, weeks or months, as the plan says.
    """

    plan: PriceUnit
    day: date
    start: time | None = None
    minutes: int = 60
    count: int = 1
    quantity: int = 1

    @property
    def last_day(self) -> date:
        """The last day asked for; an hour booking may still run past its midnight."""
        match self.plan:
            case PriceUnit.HOUR:
                return self.day
            case PriceUnit.DAY:
                return self.day + ONE_DAY * (self.count - 1)
            case PriceUnit.WEEK:
                return self.day + ONE_DAY * (DAYS_A_WEEK * self.count - 1)
            case PriceUnit.MONTH:
                return months_after(self.day, self.count) - ONE_DAY


def months_after(day: date, months: int) -> date:
    """Give the day on which the stay after one of whole calendar months may begin.

    The same day of a later month, or the first of the month after it where that day does not
    exist: a month from 31 January ends with the last day of February, and the next one begins in
    March. So consecutive months leave no gap and share no day.
    """
    years, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    if day.day <= monthrange(years, month + 1)[1]:
        return day.replace(year=years, month=month + 1)
    return date(years, month + 1, 1) + ONE_DAY * monthrange(years, month + 1)[1]


def count_between(plan: PriceUnit, day: date, last_day: date) -> int:
    """Give the number of days, weeks or months from a first to a last day; a begun one counts.

    The inverse of `Ask.last_day`. One for a stay by the hour.
    """
    days = (last_day - day).days + 1
    match plan:
        case PriceUnit.HOUR:
            return 1
        case PriceUnit.DAY:
            return days
        case PriceUnit.WEEK:
            return -(-days // DAYS_A_WEEK)
        case PriceUnit.MONTH:
            months = (last_day.year - day.year) * MONTHS_A_YEAR + last_day.month - day.month
            # The day after the last one is the same day of a month, or the first of the next.
            return months if last_day < months_after(day, months) else months + 1


@dataclass(frozen=True, slots=True)
class Span:
    """The half-open time [starts_at, ends_at) that an ask occupies.

    `open_days` are the local days of a stay by the day, week or month on which the branch opens.
    """

    starts_at: datetime
    ends_at: datetime
    open_days: tuple[date, ...] = ()


def span_of(ask: Ask, hours: WeekOfHours) -> Span | None:
    """Give the span that an ask means; none when it begins on a closed day.

    A stay by the day lasts from the first day's opening to the last day's closing, so its last day
    must be open too. A week or a month ends with the last closing in it. Closed days in between
    belong to the stay and are not charged as days.
    """
    if ask.plan == PriceUnit.HOUR:
        return _hours(ask, hours)
    first = hours.windows(ask.day)
    if not first or (ask.plan == PriceUnit.DAY and not hours.windows(ask.last_day)):
        return None
    open_days = tuple(day for day in each_day(ask.day, ask.last_day) if hours.windows(day))
    closes_at = max(window.closes_at for window in hours.windows(open_days[-1]))
    return Span(first[0].opens_at, closes_at, open_days)


def _hours(ask: Ask, hours: WeekOfHours) -> Span | None:
    if ask.start is None:
        return None
    starts_at = instant(ask.day, ask.start, hours.zone)
    return Span(starts_at, starts_at + timedelta(minutes=ask.minutes))
