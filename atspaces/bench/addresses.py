"""The searches that are measured, as addresses, the way people's browsers ask."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count
from urllib.parse import urlencode

from django.http import QueryDict

from apps.branches.models import Facility
from apps.catalog.search import SearchQuery
from atspaces.pages.search_form import FilterForm, known_places, site_zone
from atspaces.shared.clock import ONE_DAY

HOUR = {"kind": "hot_desk", "where": "jordan", "start": "10:00", "length": "120", "people": "1"}
USUAL = HOUR | {"where": "amman"}
"""What the search box asks when nobody has changed it: a desk in the capital."""
KINDS: dict[str, dict[str, str]] = {
    "hour": HOUR,
    "day": HOUR | {"length": "1d"},
    "30 days": HOUR | {"length": "30d"},
    "text": HOUR | {"text": "jasmine"},
    "city": USUAL,
    "rooms by price": HOUR | {"kind": "meeting_room", "people": "4", "sort": "price"},
}
FIRST_DAY, DAYS = 3, 14


def first_day(now: datetime) -> date:
    """Give a day to come on which everybody is open: a Monday."""
    today = now.astimezone(site_zone()).date()
    days = (today + ONE_DAY * ahead for ahead in range(FIRST_DAY, FIRST_DAY + 7))
    return next(day for day in days if day.weekday() == 0)


def address(fields: dict[str, str], day: date, **more: str) -> str:
    """Give the address of a search."""
    return f"/search/?{urlencode(fields | {'day': day.isoformat()} | more)}"


def query_of(fields: dict[str, str], day: date, now: datetime) -> SearchQuery:
    """Read a search as the results page does."""
    given = QueryDict(urlencode(fields | {"day": day.isoformat()}))
    facilities = list(Facility.objects.all())
    return FilterForm(given, places=known_places(), facilities=facilities, now=now).query()


def ever_new(now: datetime) -> Iterator[str]:
    """Give addresses of searches by the hour, no two the same: nothing kept of one answers another."""
    day = first_day(now)
    for n in count():
        # A limit that excludes nothing makes each address another.
        yield address(USUAL, day, max_total=f"{5_000 + n // 1000}.{n % 1000:03d}")
