"""Capacity 3: a fourth is refused; with two booked, a request for two is refused and for one not."""

import random
from datetime import timedelta

import pytest

from apps.catalog.refusals import RefusalCode, Refused
from tests.bookings.factories import TOMORROW, book, hold, hour_ask, service_on_sale
from tests.bookings.ledger import assert_availability_equals_ledger, most_in_use
from tests.bookings.racing import Crowd, outcomes

pytestmark = [pytest.mark.scenario(3), pytest.mark.django_db(transaction=True)]

CLIENTS = 12
CAPACITY = 3


def test_the_fourth_is_refused(now, proof):
    service = service_on_sale(max_capacity=CAPACITY)
    for _ in range(CAPACITY):
        book(service, now=now)
    with pytest.raises(Refused) as refused:
        hold(service, now=now)
    assert refused.value.refusal.code == RefusalCode.TAKEN
    proof.count(rounds=1, won=CAPACITY, refused=1)


def test_with_two_booked_two_more_are_refused_and_one_is_not(now, proof):
    service = service_on_sale(max_capacity=CAPACITY)
    book(service, hour_ask(quantity=2), now=now)
    with pytest.raises(Refused) as refused:
        hold(service, hour_ask(quantity=2), now=now)
    assert refused.value.refusal.facts["free"] == 1
    assert hold(service, hour_ask(quantity=1), now=now).quantity == 1
    proof.count(rounds=1, won=2, refused=1)


def test_stays_before_and_after_each_other_are_a_peak_and_no_sum(now, proof):
    service = service_on_sale(max_capacity=2)
    book(service, hour_ask(9, 1), now=now)
    book(service, hour_ask(11, 1), now=now)
    assert hold(service, hour_ask(9, 3), now=now)
    proof.count(rounds=1, won=3)


def race(service, now, rounds: int, seed: int, proof) -> list:
    pick = random.Random(seed)
    proof.seed, answers = str(seed), []
    with Crowd(CLIENTS) as crowd:
        for n in range(rounds):
            day = TOMORROW + timedelta(days=n % 80)
            asks = [
                hour_ask(
                    pick.randrange(8, 16), pick.randrange(1, 5), day=day, quantity=pick.choice([1, 1, 2])
                )
                for _ in range(CLIENTS)
            ]
            answers.append(crowd.act([lambda ask=ask: hold(service, ask, now=now) for ask in asks]))
            proof.tally(answers[-1])
    return answers


def test_mixed_requests_never_exceed_three(now, size, proof, proof_seed, slow_between_look_and_write):
    service = service_on_sale(max_capacity=CAPACITY)
    for results in race(service, now, size.mixed_rounds, proof_seed, proof):
        assert set(outcomes(results)) <= {"Booking", RefusalCode.TAKEN}
        assert outcomes(results)["Booking"]
    assert most_in_use(service, now) == CAPACITY
    assert_availability_equals_ledger(service, now)


@pytest.mark.control
def test_without_the_guards_mixed_requests_exceed_three(now, proof, proof_seed, unguarded):
    service = service_on_sale(max_capacity=CAPACITY)
    race(service, now, 2, proof_seed, proof)
    proof.count(oversold=most_in_use(service, now) - CAPACITY)
    assert proof.oversold > 0
