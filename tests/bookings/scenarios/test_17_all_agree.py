"""Search, calendar, quote and booking agree: nothing is offered that the last step refuses."""

import random
from datetime import UTC, date, datetime, time, timedelta

import pytest

from apps.bookings.models import Booking
from apps.bookings.queries import Board, board_of, day_slots, day_states
from apps.bookings.services import release_hold
from apps.catalog import search_sql
from apps.catalog.asks import Ask
from apps.catalog.queries import offers_of, quote_of, services_with_places
from apps.catalog.refusals import RefusalCode, Refused
from apps.catalog.search import Card, SearchQuery, search
from apps.catalog.statuses import PriceUnit
from tests.bookings.books import assert_books_agree
from tests.bookings.factories import TOMORROW, book, hold, hour_ask, service_on_sale
from tests.bookings.undoing import undone
from tests.catalog.worlds import Place, fill_world, make_world, random_query

pytestmark = [pytest.mark.scenario(17), pytest.mark.django_db]

JANUARY = Place(now=datetime(2027, 1, 12, 8, 0, tzinfo=UTC), first=date(2027, 1, 12))
SUMMER_TIME = Place(
    now=datetime(2027, 3, 26, 21, 30, tzinfo=UTC),
    first=date(2027, 3, 27),
    days=3,
    zones=("Europe/Berlin", "Asia/Amman"),
)
QUERIES = 15
EVERYTHING = 1000


def boards(query: SearchQuery, place: Place) -> dict[int, Board]:
    offers = offers_of(services_with_places(), first=query.day, last=query.last_day)
    return {
        pk: board_of(offer, first=query.day, last=query.last_day, now=place.now)
        for pk, offer in offers.items()
    }


def cards_of(query: SearchQuery, place: Place) -> dict[int, Card]:
    page = search(query, now=place.now, per_page=EVERYTHING)
    assert page.total == len(page.cards)
    return {card.service.pk: card for card in page.cards}


def check_against_booking(query: SearchQuery, board: Board, card: Card | None, place: Place, proof) -> None:
    """Try to hold what search offered or left out; the total is the one on the card."""
    service = board.offer.service
    ask = query.ask_for(service)
    if service.seats * ask.quantity < query.people:
        assert card is None
        return
    held, refusal = held_or_refused(board, ask, place)
    proof.count(**{"refused" if refusal else "won": 1})
    assert (card is None) == (held is None), f"{query}: {'offered' if card else 'not offered'}, {refusal}"
    if held is None or card is None:
        return
    quote = quote_of(board.offer, ask)
    assert quote is not None
    assert held.total_price == card.quote.total == quote.total
    assert (held.starts_at, held.ends_at) == (card.span.starts_at, card.span.ends_at)
    release_hold(booking=held, now=place.now)


def held_or_refused(board: Board, ask: Ask, place: Place) -> tuple[Booking | None, str]:
    try:
        return hold(board.offer.service, ask, now=place.now), ""
    except Refused as refused:
        return None, str(refused.refusal.code)


def check_against_calendar(query: SearchQuery, board: Board, card: Card | None, place: Place) -> None:
    """The list of starts and the strip of the day say the same as search."""
    ask = query.ask_for(board.offer.service)
    slots = {slot.ask.start: slot for slot in day_slots(board, ask, now=place.now)}
    slot = slots.get(ask.start)
    if card is not None:
        assert slot is not None, query
        assert slot.is_free, query
    (state,) = day_states(board, [ask.day], quantity=ask.quantity, now=place.now)
    for slot in slots.values():
        if slot.is_free:
            free = any(start <= slot.starts_at and slot.ends_at <= end for start, end in state.free)
            crosses_midnight = slot.ends_at > max((end for _, end in state.free), default=slot.starts_at)
            assert free or crosses_midnight, f"{query}: {slot.ask.start} is listed, and not in the strip"


@pytest.mark.parametrize("unit", [PriceUnit.WEEK, PriceUnit.MONTH])
def test_what_is_held_with_its_last_day_closed_can_be_confirmed(now, proof, unit):
    """A week or a month may end on a closed day; a first draft of the engine refused it at the end."""
    ask = Ask(plan=unit, day=TOMORROW)
    service = service_on_sale(prices={"week": "40", "month": "150"})
    service.branch.opening_hours.filter(weekday=ask.last_day.weekday()).exclude(
        weekday=ask.day.weekday()
    ).delete()
    assert book(service, ask, now=now).end_date == ask.last_day
    proof.count(rounds=1, won=1)


@pytest.mark.parametrize("place", [JANUARY, SUMMER_TIME], ids=["january", "summer time"])
def test_what_search_offers_can_be_had_for_its_total(place, size, proof, proof_seed):
    proof.seed = str(proof_seed)
    for n in range(size.worlds):
        with undone():
            one_world(random.Random(proof_seed + n), place, proof)
    assert proof.won


def compare(query: SearchQuery, place: Place, proof) -> None:
    """Ask everybody about every space."""
    found = cards_of(query, place)
    for pk, board in boards(query, place).items():
        check_against_booking(query, board, found.get(pk), place, proof)
        if query.plan == PriceUnit.HOUR:
            check_against_calendar(query, board, found.get(pk), place)


def one_world(pick: random.Random, place: Place, proof) -> None:
    services = make_world(pick, place)
    fill_world(pick, services, place)
    for _ in range(QUERIES):
        compare(random_query(pick, place), place, proof)
    assert_books_agree(place.now + timedelta(minutes=1))
    proof.count(rounds=1)


BROKEN_RULES = {
    "the pause after a stay": ("FREE", "asked.ends + asked.buffer_minutes", "asked.ends", RefusalCode.TAKEN),
    "the notice before it": (
        "ASKED",
        "spans.starts - vs.notice_minutes",
        "spans.starts",
        RefusalCode.TOO_LATE,
    ),
    "the longest stay": (
        "LAWFUL_BY_HOUR",
        "%(minutes)s <= vs.max_booking_duration",
        "TRUE",
        RefusalCode.TOO_LONG,
    ),
}
"""By the rule's name: where search has it, its words, what breaks it, and what the others still say."""
TWO_HOURS = SearchQuery(plan=PriceUnit.HOUR, day=TOMORROW, start=time(10), minutes=120)


@pytest.mark.control
@pytest.mark.parametrize("rule", BROKEN_RULES)
def test_a_rule_that_search_forgets_is_seen(rule, proof, monkeypatch):
    part, words, broken, code = BROKEN_RULES[rule]
    with_pause = service_on_sale(max_capacity=1, buffer_minutes=60)
    book(with_pause, hour_ask(12, 1), now=JANUARY.now)
    service_on_sale(notice_minutes=2 * 24 * 60)
    service_on_sale(max_booking_duration=60)
    compare(TWO_HOURS, JANUARY, proof)
    statement = getattr(search_sql, part)
    assert words in statement
    monkeypatch.setattr(search_sql, part, statement.replace(words, broken))
    with pytest.raises(AssertionError, match=f": offered, {code}"):
        compare(TWO_HOURS, JANUARY, proof)
    proof.count(rounds=1, oversold=1)
