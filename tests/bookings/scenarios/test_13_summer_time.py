"""A zone with summer time: on the day before, of and after both changes every listed start can be booked.

Jordan has none since 2022; Berlin moves its clocks on the last Sundays of March and October.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from apps.bookings.queries import board_of, day_slots
from apps.bookings.services import release_hold
from apps.catalog.asks import Ask
from apps.catalog.queries import offers_of, services_with_places
from apps.catalog.refusals import RefusalCode, Refused
from apps.catalog.search import SearchQuery, search
from apps.catalog.statuses import PriceUnit
from tests.bookings.books import assert_books_agree
from tests.bookings.factories import book, day_ask, hold, service_on_sale
from tests.branches.factories import BranchFactory, open_daily

pytestmark = [pytest.mark.scenario(13), pytest.mark.django_db]

BERLIN = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
A_DAY = timedelta(days=1)
AROUND = [change + A_DAY * n for change in (SPRING, AUTUMN) for n in (-1, 0, 1)]
WITH_TAX = Decimal("1.16")


def in_berlin(**fields):
    branch = open_daily(BranchFactory(time_zone="Europe/Berlin"), time(0), time(0))
    return service_on_sale(branch=branch, max_capacity=1, max_advance_days=365, **fields)


def slots_of(service, ask: Ask, now):
    offer = offers_of(services_with_places().filter(pk=service.pk), first=ask.day, last=ask.day)[service.pk]
    return day_slots(board_of(offer, first=ask.day, last=ask.day, now=now), ask, now=now)


def is_found(service, ask: Ask, now) -> bool:
    query = SearchQuery(plan=PriceUnit.HOUR, day=ask.day, start=ask.start, minutes=ask.minutes)
    return service.pk in {card.service.pk for card in search(query, now=now).cards}


@pytest.mark.parametrize(
    ("day", "minutes"), [*((day, 60) for day in AROUND), (SPRING, 180), (AUTUMN, 180)], ids=str
)
def test_every_listed_start_can_be_found_and_booked(now, proof, day, minutes):
    service = in_berlin()
    slots = slots_of(service, Ask(plan=PriceUnit.HOUR, day=day, minutes=minutes), now)
    assert len(slots) >= 23
    for slot in slots:
        assert slot.is_free == is_found(service, slot.ask, now), slot.ask.start
        if not slot.is_free:
            proof.count(refused=1)
            continue
        held = hold(service, slot.ask, now=now)
        assert (held.starts_at, held.ends_at) == (slot.starts_at, slot.ends_at)
        release_hold(booking=held, now=now)
        proof.count(won=1)
    assert proof.won >= 20
    assert_books_agree(now)
    proof.count(rounds=1)


@pytest.mark.parametrize("taken_from", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("day", [SPRING, AUTUMN], ids=str)
def test_a_taken_hour_is_neither_listed_nor_found(now, proof, day, taken_from):
    service = in_berlin()
    ask = Ask(plan=PriceUnit.HOUR, day=day, start=time(taken_from), minutes=60)
    try:
        taken = book(service, ask, now=now)
    except Refused:
        proof.count(refused=1)  # the hour that the clocks leave out
        return
    for slot in slots_of(service, Ask(plan=PriceUnit.HOUR, day=day, minutes=60), now):
        meets = slot.starts_at < taken.ends_at and taken.starts_at < slot.ends_at
        assert slot.is_free == is_found(service, slot.ask, now), slot.ask.start
        assert not (slot.is_free and meets), slot.ask.start
    assert_books_agree(now)
    proof.count(rounds=1, won=1)


@pytest.mark.parametrize(
    ("day", "until"), [(SPRING, time(6)), (AUTUMN, time(4)), (SPRING + A_DAY, time(5))], ids=str
)
def test_the_true_time_is_kept_and_charged(now, proof, day, until):
    """Five hours from midnight are five hours, whatever the clock on the wall says at their end."""
    booking = book(in_berlin(), Ask(plan=PriceUnit.HOUR, day=day, start=time(0), minutes=300), now=now)
    assert booking.ends_at - booking.starts_at == timedelta(hours=5)
    assert (booking.start_time, booking.end_time) == (time(0), until)
    assert booking.ends_at == datetime.combine(day, until, tzinfo=BERLIN)
    assert booking.total_price == 10 * WITH_TAX
    proof.count(rounds=1, won=1)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (AUTUMN + A_DAY, 24)], ids=str)
def test_a_day_lasts_from_midnight_to_midnight_and_costs_a_day(now, proof, day, hours):
    service = in_berlin()
    booking = book(service, day_ask(1, day=day), now=now)
    assert booking.ends_at - booking.starts_at == timedelta(hours=hours)
    assert booking.total_price == 10 * WITH_TAX
    assert book(service, day_ask(1, day=day + A_DAY), now=now).starts_at == booking.ends_at
    assert_books_agree(now)
    proof.count(rounds=1, won=2)


def test_a_day_whose_only_hours_the_clocks_leave_out_is_closed(now, proof):
    branch = open_daily(BranchFactory(time_zone="Europe/Berlin"), time(2), time(3))
    service = service_on_sale(branch=branch, max_advance_days=365)
    with pytest.raises(Refused) as refused:
        hold(service, day_ask(1, day=SPRING), now=now)
    assert refused.value.refusal.code == RefusalCode.CLOSED
    by_the_day = SearchQuery(plan=PriceUnit.DAY, day=SPRING)
    assert not search(by_the_day, now=now).cards, "search offers a day without an hour in it"
    assert hold(service, day_ask(1, day=SPRING + A_DAY), now=now)
    proof.count(rounds=1, won=1, refused=1)
