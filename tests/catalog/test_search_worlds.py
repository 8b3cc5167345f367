"""Search and booking agree on random worlds: what is found can be held, for exactly its total."""

import random
from datetime import UTC, date, datetime

import pytest

from apps.bookings.queries import boards_of
from apps.catalog.asks import span_of
from apps.catalog.queries import offers_of, quote_of, services_with_places
from apps.catalog.search import SearchQuery, found_rows
from tests.catalog.worlds import Place, fill_world, make_world, random_query

pytestmark = pytest.mark.django_db

JANUARY = Place(now=datetime(2027, 1, 12, 8, 0, tzinfo=UTC), first=date(2027, 1, 12))
END_OF_MONTH = Place(now=datetime(2027, 1, 28, 8, 0, tzinfo=UTC), first=date(2027, 1, 29), days=3)


def around(day: date) -> Place:
    """The days around a change of the clock in one of these zones."""
    now = datetime(day.year, day.month, day.day - 2, 21, 30, tzinfo=UTC)
    return Place(now, date(day.year, day.month, day.day - 1), days=3, zones=("Europe/Berlin", "Africa/Cairo"))


CHANGES = {
    "Berlin in spring": around(date(2027, 3, 28)),
    "Berlin in autumn": around(date(2027, 10, 31)),
    "Cairo in spring": around(date(2027, 4, 30)),
    "Cairo in autumn": around(date(2027, 10, 29)),
}


def bookable(query: SearchQuery, now: datetime) -> dict[int, object]:
    """What booking would accept, with the total it would charge."""
    offers = offers_of(services_with_places(), first=query.day, last=query.last_day)
    boards = boards_of(offers, first=query.day, last=query.last_day, now=now)
    accepted = {}
    for pk, offer in offers.items():
        ask = query.ask_for(offer.service)
        seats = offer.service.seats * ask.quantity
        if seats >= query.people and boards[pk].refusal(ask, now=now) is None:
            quote = quote_of(offer, ask, span_of(ask, offer.hours))
            assert quote is not None
            accepted[pk] = quote.total
    return accepted


def agree(seed: int, place: Place, *, queries: int) -> int:
    """Compare search with booking; give how often something was found."""
    pick = random.Random(seed)
    services = make_world(pick, place)
    fill_world(pick, services, place)
    hits = 0
    for _ in range(queries):
        query = random_query(pick, place)
        rows, found = found_rows(query, now=place.now, limit=100)
        assert {row.service_id: row.total for row in rows} == bookable(query, place.now), query
        assert found == len(rows)
        hits += bool(rows)
    return hits


@pytest.mark.parametrize("seed", range(4))
def test_search_and_booking_agree(seed):
    assert agree(seed, JANUARY, queries=40) > 5


@pytest.mark.parametrize("seed", range(2))
def test_search_and_booking_agree_at_the_end_of_a_month(seed):
    assert agree(seed, END_OF_MONTH, queries=30) > 3


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", range(2))
def test_search_and_booking_agree_when_the_clock_changes(seed, change):
    assert agree(seed, CHANGES[change], queries=40) > 5
