"""Any one of two desks and ten people at once: two win, on different desks."""

import itertools

import pytest

from apps.bookings.services import hold_any_of
from apps.catalog.refusals import RefusalCode
from tests.bookings.factories import TOMORROW, hour_ask, service_on_sale
from tests.bookings.ledger import assert_availability_equals_ledger, most_in_use
from tests.bookings.racing import Crowd, outcomes
from tests.branches.factories import BranchFactory, open_daily

pytestmark = [pytest.mark.scenario(9), pytest.mark.django_db(transaction=True)]

CLIENTS = 10
_keys = itertools.count()


def two_desks() -> list:
    branch = open_daily(BranchFactory())
    return [service_on_sale(branch=branch, max_capacity=1) for _ in range(2)]


def hold_one(desks: list, ask, now):
    key = f"any-{next(_keys)}"
    return hold_any_of(
        services=desks,
        ask=ask,
        holder_key=key,
        idempotency_key=key,
        customer=None,
        language="en",
        now=now,
    )


def race(desks: list, ask, now) -> list:
    """Half of the people name the desks in one order, half in the other."""
    orders = [desks, desks[::-1]] * (CLIENTS // 2)
    with Crowd(CLIENTS) as crowd:
        return crowd.act([lambda order=order: hold_one(order, ask, now) for order in orders])


def test_ten_people_after_any_of_two_desks_get_both(now, size, proof, slow_between_look_and_write):
    for _ in range(size.cart_rounds):
        desks = two_desks()
        results = race(desks, hour_ask(day=TOMORROW), now)
        proof.tally(results)
        assert outcomes(results) == {"Booking": 2, RefusalCode.TAKEN: CLIENTS - 2}
        held = {result.vendor_service_id for result in results if not isinstance(result, Exception)}
        assert held == {desk.pk for desk in desks}
        for desk in desks:
            assert_availability_equals_ledger(desk, now)


@pytest.mark.control
def test_without_the_guards_one_of_two_desks_is_sold_twice(now, proof, unguarded):
    desks = two_desks()
    proof.tally(race(desks, hour_ask(), now))
    proof.count(oversold=sum(max(0, most_in_use(desk, now) - 1) for desk in desks))
    assert proof.oversold
