"""When a branch is open: weekly hours and dated exceptions turned into instants."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from atspaces.shared.clock import ONE_DAY, instant

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
        """Give the windows that begin on a day; the last one may run past midnight."""
        return [self._window(day, *interval) for interval in self.intervals(day)]

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
