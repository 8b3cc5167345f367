"""When a branch is open: weekly hours and dated exceptions turned into instants."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from atspaces.shared.clock import ONE_DAY, each_day, instant

type Interval = tuple[time, time]
"""Opening and closing time of one local day; a closing at or before the opening is after midnight."""


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """A span without a break in which a branch is open, as UTC instants."""

    opens_at: datetime
    closes_at: datetime

    def contains(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Tell whether the half-open span lies within this window."""
        return self.opens_at <= starts_at and ends_at <= self.closes_at


@dataclass(frozen=True, slots=True)
class WeekOfHours:
    """Everything that decides when a branch is open.

    `special` replaces `weekly` on its dates; an empty list there is a closed day.
    """

    zone: ZoneInfo
    weekly: Mapping[int, list[Interval]]
    special: Mapping[date, list[Interval]]

    def intervals(self, day: date) -> list[Interval]:
        """Give the local opening intervals that begin on a day."""
        return self.special.get(day, self.weekly.get(day.weekday(), []))

    def windows(self, day: date) -> list[OpenWindow]:
        """Give the windows that begin on a day; the last one may run past midnight.

        An interval that the clocks leave out when they go forward is none.
        """
        windows = (self._window(day, *interval) for interval in self.intervals(day))
        return [window for window in windows if window.opens_at < window.closes_at]

    def open_parts(self, starts_at: datetime, ends_at: datetime) -> list[OpenWindow]:
        """Give the parts of a span in which the branch is open, in the order of time."""
        first = starts_at.astimezone(self.zone).date() - ONE_DAY
        last = ends_at.astimezone(self.zone).date()
        windows = merged(self.windows(day) for day in each_day(first, last))
        parts = (OpenWindow(max(w.opens_at, starts_at), min(w.closes_at, ends_at)) for w in windows)
        return [part for part in parts if part.opens_at < part.closes_at]

    def _window(self, day: date, opens: time, closes: time) -> OpenWindow:
        closing_day = day if closes > opens else day + ONE_DAY
        return OpenWindow(instant(day, opens, self.zone), instant(closing_day, closes, self.zone))

    def is_open_throughout(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Tell whether the branch is open, without a break, for a whole span."""
        first = starts_at.astimezone(self.zone).date() - ONE_DAY
        last = ends_at.astimezone(self.zone).date()
        days = (first + ONE_DAY * n for n in range((last - first).days + 1))
        return any(window.contains(starts_at, ends_at) for window in merged(self.windows(d) for d in days))


def merged(windows: Iterable[list[OpenWindow]]) -> list[OpenWindow]:
    """Join windows that touch or overlap, in the order of time."""
    joined: list[OpenWindow] = []
    for window in sorted((w for day in windows for w in day), key=lambda w: w.opens_at):
        if joined and window.opens_at <= joined[-1].closes_at:
            last = joined[-1]
            joined[-1] = OpenWindow(last.opens_at, max(last.closes_at, window.closes_at))
        else:
            joined.append(window)
    return joined


MINUTES_A_DAY = 24 * 60


def have_overlap(week: Mapping[int, Sequence[Interval]]) -> bool:
    """Tell whether two intervals of a week overlap, after midnight and over the week's end too.

    Those that only touch do not.
    """
    spans = sorted(
        (weekday * MINUTES_A_DAY + opens, weekday * MINUTES_A_DAY + closes)
        for weekday, intervals in week.items()
        for opens, closes in map(_minutes, intervals)
    )
    if not spans:
        return False
    first_again = spans[0][0] + 7 * MINUTES_A_DAY
    return spans[-1][1] > first_again or any(one[1] > other[0] for one, other in pairwise(spans))


def _minutes(interval: Interval) -> tuple[int, int]:
    opens, closes = (moment.hour * 60 + moment.minute for moment in interval)
    return opens, closes if closes > opens else closes + MINUTES_A_DAY


def as_texts(intervals: Iterable[Interval]) -> list[str]:
    """Write intervals down for the audit log, in the order of the day."""
    return [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in sorted(intervals)]
