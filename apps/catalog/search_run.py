"""Putting the parts of the search statement together and running it with the clock as rows."""

from datetime import date, datetime, time
from decimal import Decimal
from threading import Lock
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from apps.catalog import search_sql as sql
from apps.catalog.asks import Ask
from apps.catalog.search_clock import (
    half_hours,
    local_days,
    minute_of,
    next_minute_of,
    positions_after_days,
    positions_after_months,
    positions_after_weeks,
)
from apps.catalog.search_query import SearchQuery
from apps.catalog.statuses import PriceUnit
from atspaces.shared.clock import ONE_DAY, instant

DINARS_PER_KM: Final = 0.25
"""What a kilometre of the way counts in the order of the best matches."""
DAYS_AFTER: Final = 3
"""A stay may end the day after its last one, and a pause of a day may follow it."""


def statement_of(
    query: SearchQuery, wanted: str, *, failed: str = "NULL", also: str = "", is_free: bool = True
) -> str:
    """Give the statement up to `priced`: services for which `wanted` holds, free or not free.

    `failed` is the SQL of the names of filters that do not hold, `also` that of further columns.
    """
    by_hour = query.plan == PriceUnit.HOUR
    lawful = sql.LAWFUL_BY_HOUR if by_hour else sql.LAWFUL_BY_DAY
    parts = [
        sql.CLOCK,
        sql.OPENING_BY_HOUR if by_hour else sql.OPENING_BY_DAY,
        sql.ASKED.format(lawful=lawful, wanted=wanted, failed=failed, also=also),
        sql.FREE.format(is_free="NOT IN" if is_free else "IN"),
        sql.PRICED.format(
            cost=sql.COST_BY_HOUR if by_hour else sql.COST_BY_DAY,
            joins=sql.JOINS_BY_HOUR if by_hour else sql.JOINS_BY_DAY,
        ),
    ]
    return f"WITH {','.join(parts)}"


class _ZonesHeardOf:
    """The zones of branches, as far as searches have met them. One too many does no harm."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.zones = frozenset({settings.TIME_ZONE})

    def hear_of(self, zones: list[str]) -> None:
        with self._lock:
            self.zones |= frozenset(zones)


_heard = _ZonesHeardOf()


def found_pages(query: SearchQuery, text: str, parameters: dict[str, Any], *, now: datetime) -> list[Any]:
    """Run a statement whose first column names the zones that were not given to it.

    It is run again with those. Gives the rows without that column, and none for a row of nothing.
    """
    with connection.cursor() as cursor:
        for _attempt in range(2):
            zones = sorted(_heard.zones)
            cursor.execute(text, {**parameters, **_facts(query, zones, now)})
            rows = cursor.fetchall()
            if not rows[0][0]:
                break
            _heard.hear_of(rows[0][0])
    return [row[1:] for row in rows if row[1] is not None]


def _facts(query: SearchQuery, zones: list[str], now: datetime) -> dict[str, Any]:
    """What every search statement is told: the ask, the clock, the tax."""
    ask = query.ask
    latitude, longitude = query.near or (None, None)
    start = query.start or time.min
    return {
        "plan": query.plan,
        "day": query.day,
        "last_day": ask.last_day,
        "start": start.hour * 60 + start.minute,
        "minutes": query.minutes,
        "count": query.count,
        "people": query.people,
        "most_units": query.people,
        "now": minute_of(now),
        "not_before": next_minute_of(now),
        "tax_percent": Decimal(settings.SALES_TAX_PERCENT),
        "latitude": latitude,
        "longitude": longitude,
        "dinars_per_km": DINARS_PER_KM,
        **_clock(query, ask, zones, now),
        **(_half_hours(query, start, zones) if ask.plan == PriceUnit.HOUR else _days(ask)),
    }


def _clock(query: SearchQuery, ask: Ask, zones: list[str], now: datetime) -> dict[str, Any]:
    todays = [now.astimezone(ZoneInfo(zone)).date() for zone in zones]
    days = local_days(zones, query.day - ONE_DAY, _last_day(query, ask))
    eve, today_at_most = min(todays) - ONE_DAY, max(todays)
    if query.open_now:
        days = list(dict.fromkeys([*days, *local_days(zones, eve, today_at_most)]))
    starts = [minute_of(instant(query.day, query.start or time.min, ZoneInfo(zone))) for zone in zones]
    return {
        "zones": zones,
        "todays": todays,
        "starts": starts,
        "eve": eve,
        "today_at_most": today_at_most,
        "day_zones": [day.zone for day in days],
        "days": [day.day for day in days],
        "midnights": [day.midnight for day in days],
        "lengths": [day.minutes for day in days],
        "changes": [day.changes_at for day in days],
        "shifts": [day.shift for day in days],
    }


def _last_day(query: SearchQuery, ask: Ask) -> date:
    nights = query.minutes // (24 * 60) if ask.plan == PriceUnit.HOUR else 0
    return ask.last_day + ONE_DAY * (nights + DAYS_AFTER)


def _half_hours(query: SearchQuery, start: time, zones: list[str]) -> dict[str, Any]:
    moments = [m for zone in zones for m in half_hours(zone, query.day, start, query.minutes)]
    count = -(-query.minutes // 30)
    after = positions_after_days(count)
    return {
        "half_hours": count,
        "moment_zones": [moment.zone for moment in moments],
        "positions": [moment.position for moment in moments],
        "moment_days": [moment.day for moment in moments],
        "moment_minutes": [moment.minute for moment in moments],
        "after_longer": after,
        "after_longest": after,
    }


def _days(ask: Ask) -> dict[str, Any]:
    days = (ask.last_day - ask.day).days + 1
    return {
        "after_longer": positions_after_weeks(days),
        "after_longest": positions_after_months(ask.day, days),
    }
