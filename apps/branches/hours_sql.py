"""The opening hours of a branch as two values of any statement, and how to read them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time
from typing import Final
from zoneinfo import ZoneInfo

from apps.branches.hours import Interval, WeekOfHours

WEEKLY_HOURS: Final = """
(SELECT json_agg(json_build_array(h.weekday, h.opens_at, h.closes_at) ORDER BY h.opens_at)
 FROM opening_hours h WHERE h.branch_id = {branch})
"""
SPECIAL_HOURS: Final = """
(SELECT json_agg(json_build_array(s.date, s.opens_at, s.closes_at) ORDER BY s.opens_at)
 FROM special_hours s WHERE s.branch_id = {branch} AND s.date BETWEEN %(first)s AND %(last)s)
"""

type WeeklyRows = Iterable[tuple[int, str, str]] | None
type SpecialRows = Iterable[tuple[str, str | None, str | None]] | None


def week_of(zone: ZoneInfo, weekly: WeeklyRows, special: SpecialRows) -> WeekOfHours:
    """Read what the two statements gave."""
    by_weekday: dict[int, list[Interval]] = defaultdict(list)
    by_date: dict[date, list[Interval]] = defaultdict(list)
    for weekday, opens, closes in weekly or ():
        by_weekday[weekday].append((time.fromisoformat(opens), time.fromisoformat(closes)))
    for day, opens_then, closes_then in special or ():
        intervals = by_date[date.fromisoformat(day)]
        if opens_then is not None and closes_then is not None:
            intervals.append((time.fromisoformat(opens_then), time.fromisoformat(closes_then)))
    return WeekOfHours(zone=zone, weekly=dict(by_weekday), special=dict(by_date))
