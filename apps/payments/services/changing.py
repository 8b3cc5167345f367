"""Changes of a firm booking together with the money they move.

Unpaid, the open attempt follows the booking's total. Paid, a difference to pay becomes an attempt
of its own and a difference back becomes a refund, by the booking's own refund steps.
"""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from apps.accounts.models import User
from apps.bookings.models import Booking
from apps.bookings.services import extend_booking, reschedule_booking, shorten_booking
from apps.bookings.statuses import BookingMove, Side
from apps.catalog.asks import Ask
from apps.catalog.models import VendorService
from apps.payments.services.settling import settle


@transaction.atomic
def extend_and_settle(
    *,
    booking: Booking,
    length: int,
    side: Side,
    by: User | None,
    now: datetime,
    shown_total: Decimal | None = None,
) -> Booking:
    """Let a guest stay longer and ask for the difference. See `extend_booking`."""
    booking = extend_booking(
        booking=booking, length=length, side=side, by=by, now=now, shown_total=shown_total
    )
    return settle(booking=booking, reason=BookingMove.EXTEND.value, actor=by, now=now)


@transaction.atomic
def shorten_and_settle(
    *,
    booking: Booking,
    length: int,
    side: Side,
    by: User | None,
    now: datetime,
    shown_total: Decimal | None = None,
) -> Booking:
    """End a stay earlier and give back what its refund steps say. See `shorten_booking`."""
    booking = shorten_booking(
        booking=booking, length=length, side=side, by=by, now=now, shown_total=shown_total
    )
    return settle(booking=booking, reason=BookingMove.SHORTEN.value, actor=by, now=now)


@transaction.atomic
def reschedule_and_settle(
    *,
    booking: Booking,
    service: VendorService,
    ask: Ask,
    side: Side,
    by: User | None,
    now: datetime,
    shown_total: Decimal | None = None,
) -> Booking:
    """Move a booking and settle the difference of the prices. See `reschedule_booking`."""
    booking = reschedule_booking(
        booking=booking, service=service, ask=ask, side=side, by=by, now=now, shown_total=shown_total
    )
    return settle(booking=booking, reason=BookingMove.RESCHEDULE.value, actor=by, now=now)
