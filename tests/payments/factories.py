"""Paid and unpaid bookings for tests, always made through the services."""

from datetime import datetime
from typing import Any

from apps.accounts.models import User
from apps.bookings.models import Booking
from apps.bookings.statuses import PaymentMethod
from apps.payments.models import Payment
from apps.payments.services import check_out, collect_cash
from tests.accounts.factories import UserFactory
from tests.bookings.factories import hold, service_on_sale


def checked_out(*, now: datetime, customer: User | None = None, **service: Any) -> Booking:
    """Book two hours from tomorrow at 10:00, to be paid in cash at the desk."""
    return check_out(
        booking=hold(service_on_sale(**service), now=now),
        customer=customer or UserFactory.create(),
        method=PaymentMethod.CASH,
        now=now,
    )


def paid(*, now: datetime, **service: Any) -> Payment:
    """Book and collect the cash. Two hours at 2 JOD with tax: 4.640."""
    booking = checked_out(now=now, **service)
    return collect_cash(booking=booking, by=booking.vendor_service.branch.vendor, now=now)
