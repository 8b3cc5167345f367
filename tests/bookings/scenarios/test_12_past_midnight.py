"""Open 22:00–02:00 or all day: stays end at midnight or cross it, and both days' rows drop."""

from datetime import time, timedelta

import pytest

from apps.catalog.asks import Ask
from apps.catalog.models import Availability
from apps.catalog.refusals import RefusalCode, Refused
from apps.catalog.statuses import PriceUnit
from tests.bookings.factories import TOMORROW, book, day_ask, hold, service_on_sale
from tests.bookings.ledger import assert_availability_equals_ledger
from tests.branches.factories import BranchFactory, open_daily

pytestmark = [pytest.mark.scenario(12), pytest.mark.django_db]

NEXT_DAY = TOMORROW + timedelta(days=1)


def at_night(opens: time = time(22), closes: time = time(2), **fields):
    return service_on_sale(branch=open_daily(BranchFactory(), opens, closes), **fields)


def from_to(start: int, hours: int, day=TOMORROW) -> Ask:
    return Ask(plan=PriceUnit.HOUR, day=day, start=time(start), minutes=60 * hours)


def free_units(service) -> dict:
    return dict(Availability.objects.filter(vendor_service=service).values_list("date", "available_units"))


def test_stay_over_midnight_lowers_both_days(now, proof):
    service = at_night(max_capacity=2)
    booking = book(service, from_to(23, 2), now=now)
    assert (booking.booking_date, booking.end_time) == (TOMORROW, time(1))
    assert free_units(service) == {TOMORROW: 1, NEXT_DAY: 1}
    assert_availability_equals_ledger(service, now)
    proof.count(rounds=1, won=1)


def test_stay_that_ends_at_midnight_lowers_its_own_day_only(now, proof):
    service = at_night(max_capacity=1)
    booking = book(service, from_to(22, 2), now=now)
    assert (booking.end_date, booking.end_time) == (TOMORROW, time(0))
    assert free_units(service) == {TOMORROW: 0}
    assert book(service, from_to(0, 2, NEXT_DAY), now=now)
    with pytest.raises(Refused):
        hold(service, from_to(23, 2), now=now)
    proof.count(rounds=1, won=2, refused=1)


def test_the_night_is_closed_before_and_after(now, proof):
    service = at_night()
    for ask in (from_to(21, 2), from_to(1, 2, NEXT_DAY), from_to(12, 1)):
        with pytest.raises(Refused) as refused:
            hold(service, ask, now=now)
        assert refused.value.refusal.code == RefusalCode.CLOSED
    proof.count(rounds=1, refused=3)


def test_all_day_open_sells_every_hour_across_midnight(now, proof):
    service = at_night(time(0), time(0), max_capacity=1)
    book(service, from_to(20, 8), now=now)
    for ask in (from_to(16, 4), from_to(4, 4, NEXT_DAY)):
        book(service, ask, now=now)
    for ask in (from_to(19, 2), from_to(3, 2, NEXT_DAY), from_to(23, 2)):
        with pytest.raises(Refused):
            hold(service, ask, now=now)
    assert free_units(service) == {TOMORROW: 0, NEXT_DAY: 0}
    assert_availability_equals_ledger(service, now)
    proof.count(rounds=1, won=3, refused=3)


def test_a_night_booked_by_the_day_reaches_into_the_next(now, proof):
    service = at_night(max_capacity=1)
    book(service, day_ask(1), now=now)
    with pytest.raises(Refused):
        hold(service, from_to(0, 2, NEXT_DAY), now=now)
    assert hold(service, from_to(22, 2, NEXT_DAY), now=now)
    assert_availability_equals_ledger(service, now)
    proof.count(rounds=1, won=2, refused=1)
