"""Capacity 1, twenty people send the same booking: one wins, nineteen hear "just taken"."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from apps.catalog.asks import Ask
from apps.catalog.refusals import RefusalCode
from tests.bookings.factories import TOMORROW, hold, hour_ask, service_on_sale
from tests.bookings.ledger import assert_availability_equals_ledger, most_in_use
from tests.bookings.racing import Crowd, outcomes

pytestmark = [pytest.mark.scenario(1), pytest.mark.django_db(transaction=True)]

CLIENTS = 20
HOURS_A_DAY = 12


def hours_to_come(count: int) -> Iterator[Ask]:
    """One hour after the other, from tomorrow's first on."""
    for n in range(count):
        yield hour_ask(8 + n % HOURS_A_DAY, 1, day=TOMORROW + timedelta(days=n // HOURS_A_DAY))


def test_one_of_twenty_wins_and_nineteen_hear_just_taken(now, size, proof, slow_between_look_and_write):
    service = service_on_sale(max_capacity=1)
    with Crowd(CLIENTS) as crowd:
        for ask in hours_to_come(size.one_unit_rounds):
            results = crowd.act([lambda ask=ask: hold(service, ask, now=now)] * CLIENTS)
            proof.tally(results)
            assert outcomes(results) == {"Booking": 1, RefusalCode.TAKEN: CLIENTS - 1}
            assert all("just taken" in str(said) for said in results if isinstance(said, Exception))
    assert_availability_equals_ledger(service, now)


def test_without_the_lock_the_check_alone_refuses_the_second(
    now, size, proof, without_lock, slow_between_look_and_write
):
    service = service_on_sale(max_capacity=1)
    with Crowd(CLIENTS) as crowd:
        for ask in hours_to_come(size.one_unit_rounds // 4):
            results = crowd.act([lambda ask=ask: hold(service, ask, now=now)] * CLIENTS)
            proof.tally(results)
            assert set(outcomes(results)) <= {"Booking", RefusalCode.TAKEN, "ServiceBusy"}
    assert most_in_use(service, now) == 1, "the CHECK must refuse what the lock let by"


@pytest.mark.control
def test_without_lock_and_check_one_desk_is_sold_many_times(now, proof, unguarded):
    service = service_on_sale(max_capacity=1)
    with Crowd(CLIENTS) as crowd:
        proof.tally(crowd.act([lambda: hold(service, now=now)] * CLIENTS))
    proof.count(oversold=most_in_use(service, now) - 1)
    assert proof.oversold, "nothing guarded, yet nothing oversold"


def test_two_people_after_one_expired_hold_get_one_between_them(now, size, proof):
    service = service_on_sale(max_capacity=1)
    with Crowd(2) as crowd:
        for n, ask in enumerate(hours_to_come(size.one_unit_rounds)):
            moment = now + n * timedelta(minutes=11)
            hold(service, ask, now=moment)
            later = moment + timedelta(minutes=10)
            results = crowd.act([lambda ask=ask, later=later: hold(service, ask, now=later)] * 2)
            proof.tally(results)
            assert outcomes(results) == {"Booking": 1, RefusalCode.TAKEN: 1}


def test_the_same_form_sent_five_times_at_once_is_one_hold(now, proof):
    service = service_on_sale()
    same = {"holder_key": "me", "idempotency_key": "form"}
    with Crowd(5) as crowd:
        results = crowd.act([lambda: hold(service, now=now, **same)] * 5)
    proof.tally(results)
    assert len({booking.pk for booking in results}) == 1
    assert most_in_use(service, now) == 1
