"""The customer never comes back from the checkout: units free, booking over, nothing left behind."""

from datetime import timedelta

import pytest

from apps.bookings.models import Booking
from apps.bookings.services import expire_overdue_holds, set_contact
from apps.bookings.statuses import BookingStatus, CancelledBy, PaymentMethod
from apps.catalog.models import Availability
from apps.payments.models import Payment
from apps.payments.services import check_out, close_stale_attempts
from apps.payments.statuses import OPEN_ATTEMPTS
from tests.accounts.factories import UserFactory
from tests.bookings.books import assert_books_agree
from tests.bookings.factories import hold, service_on_sale

pytestmark = [pytest.mark.scenario(15), pytest.mark.django_db]

A_DAY_LATER = timedelta(days=1, minutes=1)


def left_at_checkout(now, **service) -> Booking:
    """Typed who comes and how they would pay, and was never seen again."""
    booking = hold(service_on_sale(max_capacity=1, **service), now=now)
    return set_contact(
        booking=booking,
        full_name="Lina Al-Hassan",
        phone_number="+962791234567",
        email="",
        payment_method=PaymentMethod.CASH,
        now=now,
    )


def assert_over(booking: Booking, now) -> None:
    booking.refresh_from_db()
    assert (booking.status, booking.cancelled_by) == (BookingStatus.CANCELLED, CancelledBy.TIMEOUT)
    assert not Availability.objects.exists()
    assert not Payment.objects.filter(status__in=OPEN_ATTEMPTS).exists()
    assert_books_agree(now)


def test_hold_with_a_name_on_it_ends_like_any_other(now, proof):
    booking = left_at_checkout(now)
    later = now + timedelta(minutes=10)
    other = hold(booking.vendor_service, now=later)
    assert other.pk != booking.pk
    expire_overdue_holds(now=later + timedelta(minutes=10))
    assert_over(booking, later + timedelta(minutes=10))
    proof.count(rounds=1, won=2)


def test_a_request_that_nobody_answers_leaves_no_open_payment(now, proof):
    held = left_at_checkout(now, is_instant=False)
    asked = check_out(booking=held, customer=UserFactory(), method=PaymentMethod.CASH, now=now)
    assert Payment.objects.filter(status__in=OPEN_ATTEMPTS).count() == 1
    later = max(now + A_DAY_LATER, asked.starts_at + timedelta(minutes=1))
    expire_overdue_holds(now=later)
    close_stale_attempts()
    assert_over(asked, later)
    proof.count(rounds=1, won=1)


def test_without_any_worker_the_unit_is_sold_again(now, proof):
    booking = left_at_checkout(now)
    for n in range(1, 4):
        assert hold(booking.vendor_service, now=now + n * timedelta(minutes=10))
    assert Booking.objects.filter(status=BookingStatus.PENDING).count() == 1
    proof.count(rounds=1, won=4)
