"""What is free instead, when nothing is free for exactly what was asked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from apps.catalog.search import SearchQuery, count_found
from apps.catalog.statuses import PriceUnit, ServiceName
from atspaces.shared.clock import ONE_DAY

MOST_SHOWN: Final = 4
HOURS_AROUND: Final = (1, -1, 2, -2)
DAYS_AHEAD: Final = 3


class Change(StrEnum):
    """What is different in an alternative."""

    WITHOUT_AMENITY = "without_amenity"
    WITHOUT_WISHES = "without_wishes"
    ANY_PRICE = "any_price"
    OTHER_TIME = "other_time"
    WHOLE_CITY = "whole_city"
    OTHER_DAY = "other_day"
    BY_THE_DAY = "by_the_day"
    OTHER_KIND = "other_kind"


@dataclass(frozen=True, slots=True)
class Alternative:
    """A search close to the one asked for, with how much it finds; `amenity` is the slug left out."""

    change: Change
    query: SearchQuery
    found: int
    amenity: str = ""


type Candidate = tuple[Change, str, SearchQuery]


def alternatives_to(query: SearchQuery, *, now: datetime) -> list[Alternative]:
    """Look for searches that find something, at most four, one of each change but amenities."""
    found: list[Alternative] = []
    for change, amenity, other in _candidates(query):
        is_known = change != Change.WITHOUT_AMENITY and any(known.change == change for known in found)
        if is_known or len(found) == MOST_SHOWN:
            continue
        if count := count_found(other, now=now):
            found.append(Alternative(change, other, count, amenity))
    return found


def _candidates(query: SearchQuery) -> Iterator[Candidate]:
    yield from _without_one_amenity(query)
    if query.max_total is not None:
        yield Change.ANY_PRICE, "", replace(query, max_total=None, sort="price")
    if len(query.facilities) + len(query.features) + (query.max_total is not None) > 1:
        yield Change.WITHOUT_WISHES, "", replace(query, facilities=(), features=(), max_total=None)
    for start in _starts_around(query):
        yield Change.OTHER_TIME, "", replace(query, start=start)
    if query.district:
        yield Change.WHOLE_CITY, "", replace(query, district="")
    if query.plan == PriceUnit.HOUR:
        yield Change.BY_THE_DAY, "", replace(query, plan=PriceUnit.DAY, start=None, count=1)
    for ahead in range(1, DAYS_AHEAD + 1):
        yield Change.OTHER_DAY, "", replace(query, day=query.day + ONE_DAY * ahead)
    if query.kind in _OTHER_KIND:
        yield Change.OTHER_KIND, "", replace(query, kind=_OTHER_KIND[query.kind])


def _without_one_amenity(query: SearchQuery) -> Iterator[Candidate]:
    for slug in query.facilities:
        rest = tuple(other for other in query.facilities if other != slug)
        yield Change.WITHOUT_AMENITY, slug, replace(query, facilities=rest)
    for slug in query.features:
        rest = tuple(other for other in query.features if other != slug)
        yield Change.WITHOUT_AMENITY, slug, replace(query, features=rest)


_OTHER_KIND: Final = {
    ServiceName.PRIVATE_OFFICE: ServiceName.HOT_DESK,
    ServiceName.HOT_DESK: ServiceName.PRIVATE_OFFICE,
}


def _starts_around(query: SearchQuery) -> Iterator[time]:
    """Give the starts nearest to the asked one, the same day."""
    if query.plan != PriceUnit.HOUR or query.start is None:
        return
    asked = datetime.combine(query.day, query.start)
    for hours in HOURS_AROUND:
        moved = asked + timedelta(hours=hours)
        if moved.date() == query.day:
            yield moved.time()
