"""Starts one step apart that all overlap have one winner; twenty desks for twenty people, twenty."""

from datetime import time, timedelta

import pytest

from apps.catalog.asks import Ask
from apps.catalog.models import Availability
from apps.catalog.refusals import RefusalCode
from apps.catalog.statuses import PriceUnit
from tests.bookings.factories import TOMORROW, hold, hour_ask, service_on_sale
from tests.bookings.ledger import assert_availability_equals_ledger, most_in_use
from tests.bookings.racing import Crowd, outcomes
from tests.branches.factories import BranchFactory, open_daily

pytestmark = [pytest.mark.scenario(2), pytest.mark.django_db(transaction=True)]

CLIENTS = 20
STEP = 30  # minutes; nobody may start between two steps, so this is as near as two starts come


def all_day(**fields):
    branch = open_daily(BranchFactory(), time(0), time(0))
    return service_on_sale(branch=branch, step_minutes=STEP, **fields)


def staggered(n: int, day) -> Ask:
    """Ten and a half hours from the `n`th half hour on: all twenty meet at 10:00."""
    start = time(n * STEP // 60, n * STEP % 60)
    return Ask(plan=PriceUnit.HOUR, day=day, start=start, minutes=630)


def race(service, now, rounds: int, proof) -> list:
    answers = []
    with Crowd(CLIENTS) as crowd:
        for n in range(rounds):
            asks = [staggered(client, TOMORROW + timedelta(days=n)) for client in range(CLIENTS)]
            answers.append(crowd.act([lambda ask=ask: hold(service, ask, now=now) for ask in asks]))
            proof.tally(answers[-1])
    return answers


def test_of_twenty_starts_that_all_overlap_one_wins(now, size, proof, slow_between_look_and_write):
    service = all_day(max_capacity=1)
    for results in race(service, now, size.staggered_rounds, proof):
        assert outcomes(results) == {"Booking": 1, RefusalCode.TAKEN: CLIENTS - 1}
    assert_availability_equals_ledger(service, now)


@pytest.mark.control
def test_without_the_guards_overlapping_stays_share_one_desk(now, proof, unguarded):
    service = all_day(max_capacity=1)
    race(service, now, 1, proof)
    proof.count(oversold=most_in_use(service, now) - 1)
    assert proof.oversold


def test_nobody_may_start_a_minute_after_a_step(now, proof):
    service = all_day(max_capacity=1)
    asks = [Ask(plan=PriceUnit.HOUR, day=TOMORROW, start=time(10, n), minutes=60) for n in range(1, 21)]
    with Crowd(CLIENTS) as crowd:
        results = crowd.act([lambda ask=ask: hold(service, ask, now=now) for ask in asks])
    proof.tally(results)
    assert outcomes(results) == {RefusalCode.OFF_STEP: CLIENTS}


def test_twenty_people_for_twenty_desks_all_win(now, size, proof, slow_between_look_and_write):
    service = service_on_sale(max_capacity=CLIENTS)
    with Crowd(CLIENTS) as crowd:
        for n in range(size.staggered_rounds):
            ask = hour_ask(day=TOMORROW + timedelta(days=n))
            results = crowd.act([lambda ask=ask: hold(service, ask, now=now)] * CLIENTS)
            proof.tally(results)
            assert outcomes(results) == {"Booking": CLIENTS}
    assert set(Availability.objects.values_list("available_units", flat=True)) == {0}
