"""Two requests wait for one unit and both are approved: the second is refused and names the first."""

import time as clock
from datetime import timedelta
from typing import Any

import pytest

from apps.bookings.models import Booking
from apps.bookings.services import change_capacity, moves, request_booking
from apps.bookings.statuses import BookingStatus, PaymentMethod
from apps.catalog.refusals import RefusalCode, Refused
from apps.payments.services import accept_request
from tests.accounts.factories import UserFactory
from tests.bookings.factories import hold, service_on_sale
from tests.bookings.ledger import assert_availability_equals_ledger, most_in_use
from tests.bookings.racing import Crowd

pytestmark = [pytest.mark.scenario(6), pytest.mark.django_db(transaction=True)]

TRIES = 15


def two_requests_for_one_unit(now, service=None) -> list[Booking]:
    """Requests keep their units, so the second one is there from when there were two."""
    service = service or service_on_sale(max_capacity=2, is_instant=False)
    asked = [
        request_booking(
            booking=hold(service, now=now), customer=UserFactory(), payment_method=PaymentMethod.CASH, now=now
        )
        for _ in range(2)
    ]
    change_capacity(service=service, capacity=1, by=UserFactory(), now=now)
    return asked


def accept(booking: Booking, now):
    return accept_request(booking=booking, by=UserFactory(), now=now + timedelta(minutes=5))


def test_the_second_approval_is_refused_and_names_the_first(now, proof):
    first, second = two_requests_for_one_unit(now)
    assert accept(first, now).status == BookingStatus.CONFIRMED
    with pytest.raises(Refused) as refused:
        accept(second, now)
    assert refused.value.refusal.code == RefusalCode.TAKEN
    assert refused.value.refusal.facts["booking_number"] == first.booking_number
    proof.count(rounds=1, won=1, refused=1)
    service = first.vendor_service
    service.refresh_from_db()
    assert_availability_equals_ledger(service, now)


@pytest.fixture
def slow_between_look_and_answer(monkeypatch) -> None:
    """The moment between judging a request and making it firm, kept open."""
    judge = moves.check_still_stands

    def slowly(**judged: Any) -> None:
        judge(**judged)
        clock.sleep(0.02)

    monkeypatch.setattr(moves, "check_still_stands", slowly)


def approve_both(asked: list[Booking], now, crowd: Crowd, proof) -> list[Any]:
    results = crowd.act([lambda one=one: accept(one, now) for one in asked])
    proof.tally(results)
    return results


def test_both_approved_at_once_are_one_booking(now, size, proof, slow_between_look_and_answer):
    with Crowd(2) as crowd:
        for _ in range(size.cart_rounds):
            asked = two_requests_for_one_unit(now)
            approve_both(asked, now, crowd, proof)
            confirmed = Booking.objects.filter(
                pk__in=[one.pk for one in asked], status=BookingStatus.CONFIRMED
            )
            assert confirmed.count() == 1


@pytest.mark.control
def test_without_the_lock_both_requests_get_the_one_unit(
    now, proof, without_lock, slow_between_look_and_answer
):
    """The cut has accepted what was asked for before it, so here the CHECK has nothing to refuse."""
    later = now + timedelta(days=2)  # no request that was not accepted has units still
    with Crowd(2) as crowd:
        # On a busy machine the two may miss each other: one meeting is enough.
        for _ in range(TRIES):
            asked = two_requests_for_one_unit(now)
            approve_both(asked, now, crowd, proof)
            proof.count(oversold=most_in_use(asked[0].vendor_service, later) - 1)
            if proof.oversold:
                break
    assert proof.oversold == 1
