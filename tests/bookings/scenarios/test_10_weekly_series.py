"""A weekly series of eight with week five full is all or nothing, or the skip that was ticked."""

import itertools
from datetime import timedelta

import pytest

from apps.bookings.models import Booking
from apps.bookings.services import book_series
from apps.catalog.models import Availability
from apps.catalog.refusals import RefusalCode
from tests.bookings.factories import TOMORROW, book, hour_ask, service_on_sale
from tests.bookings.ledger import assert_availability_equals_ledger, most_in_use
from tests.bookings.racing import Crowd

pytestmark = [pytest.mark.scenario(10), pytest.mark.django_db(transaction=True)]

WEEKS = 8
FIFTH = TOMORROW + timedelta(weeks=4)
CLIENTS = 6
_keys = itertools.count()


def series(service, now, *, skip=(), day=TOMORROW):
    key = f"series-{next(_keys)}"
    return book_series(
        service=service,
        ask=hour_ask(day=day),
        weeks=WEEKS,
        holder_key=key,
        idempotency_key=key,
        customer=None,
        language="en",
        now=now,
        skip=skip,
    )


def with_week_five_full(now):
    service = service_on_sale(max_capacity=1)
    book(service, hour_ask(day=FIFTH), now=now)
    return service


def test_a_full_week_lets_nothing_of_the_series_through(now, proof):
    service = with_week_five_full(now)
    answer = series(service, now)
    assert answer.bookings == ()
    (refused,) = answer.refused
    assert (refused.ask.day, refused.refusal.code) == (FIFTH, RefusalCode.TAKEN)
    assert refused.refusal.repairs
    assert Booking.objects.count() == 1
    assert Availability.objects.count() == 1
    proof.count(rounds=1, won=1, refused=1)


def test_the_full_week_skipped_all_others_are_held(now, proof):
    service = with_week_five_full(now)
    answer = series(service, now, skip=[FIFTH])
    assert not answer.refused
    days = {booking.booking_date for booking in answer.bookings}
    assert days == {TOMORROW + timedelta(weeks=n) for n in range(WEEKS)} - {FIFTH}
    assert_availability_equals_ledger(service, now)
    proof.count(rounds=1, won=1 + len(days))


def race(service, now) -> list:
    """Series that begin in different weeks and so meet in some."""
    days = [TOMORROW + timedelta(weeks=n) for n in range(CLIENTS)]
    with Crowd(CLIENTS) as crowd:
        return crowd.act([lambda day=day: series(service, now, day=day) for day in days])


def test_series_that_meet_are_had_by_one_as_a_whole(now, size, proof, slow_between_look_and_write):
    for _ in range(size.cart_rounds):
        service = service_on_sale(max_capacity=1, max_advance_days=365)
        answers = race(service, now)
        lengths = sorted(len(answer.bookings) for answer in answers)
        proof.count(rounds=1, won=lengths.count(WEEKS), refused=lengths.count(0))
        assert lengths == [0] * (CLIENTS - 1) + [WEEKS]
        assert_availability_equals_ledger(service, now)


@pytest.mark.control
def test_without_the_guards_two_series_share_a_week(now, proof, unguarded):
    service = service_on_sale(max_capacity=1, max_advance_days=365)
    answers = race(service, now)
    proof.count(rounds=1, won=sum(1 for answer in answers if answer.bookings))
    proof.count(oversold=most_in_use(service, now) - 1)
    assert proof.oversold > 0
