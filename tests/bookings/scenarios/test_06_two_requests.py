"""Two requests wait for one unit and both are approved: the second is refused and names the first."""

from datetime import timedelta

import pytest

from apps.bookings.models import Booking
from apps.bookings.services import change_capacity, request_booking
from apps.bookings.statuses import BookingStatus, PaymentMethod
from apps.catalog.refusals import RefusalCode, Refused
from apps.payments.services import accept_request
from tests.accounts.factories import UserFactory
from tests.bookings.factories import hold, service_on_sale
from tests.bookings.ledger import assert_availability_equals_ledger
from tests.bookings.racing import Crowd

pytestmark = [pytest.mark.scenario(6), pytest.mark.django_db(transaction=True)]


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


def test_both_approved_at_once_are_one_booking(now, size, proof):
    with Crowd(2) as crowd:
        for _ in range(size.cart_rounds):
            asked = two_requests_for_one_unit(now)
            results = crowd.act([lambda one=one: accept(one, now) for one in asked])
            proof.tally(results)
            confirmed = Booking.objects.filter(
                pk__in=[one.pk for one in asked], status=BookingStatus.CONFIRMED
            )
            assert confirmed.count() == 1
