"""Cash: what desks took for bookings, what they still wait for, and what they gave back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from apps.bookings.models import Booking
from apps.bookings.statuses import BookingStatus, PaymentMethod, PaymentStatus
from apps.payments.models import Payment, Refund
from apps.payments.statuses import AttemptStatus, RefundStatus

PROVIDER = "cash"


def write_cash(bookings: Iterable[Booking]) -> None:
    """Write the attempt to pay of every booking that got past its hold, and the refunds.

    Receipts are numbered in the order in which the money came.
    """
    agreed = sorted(
        (booking for booking in bookings if booking.payment_method),
        key=lambda booking: (_collected_at(booking), booking.booking_number),
    )
    payments = Payment.objects.bulk_create(
        [_payment(booking, receipt=f"CASH-{number:010X}") for number, booking in enumerate(agreed, start=1)],
        batch_size=1000,
    )
    Refund.objects.bulk_create(
        _refund(payment) for payment in payments if payment.booking.payment_status == PaymentStatus.REFUNDED
    )


def _collected_at(booking: Booking) -> datetime:
    return booking.checked_in_at or booking.confirmed_at or booking.created_at


def _payment(booking: Booking, *, receipt: str) -> Payment:
    payment = Payment(
        booking=booking,
        amount=booking.total_price,
        provider=PROVIDER,
        payment_method=PaymentMethod.CASH,
        status=AttemptStatus.CREATED,
        created_at=booking.confirmed_at or booking.created_at,
    )
    if booking.payment_status != PaymentStatus.PENDING:
        payment.status = AttemptStatus.CAPTURED
        payment.transaction_id = receipt
        payment.captured_at = _collected_at(booking)
        payment.collected_by = booking.vendor_service.branch.vendor
    elif booking.status == BookingStatus.CANCELLED:
        payment.status = AttemptStatus.CANCELLED
    return payment


def _refund(payment: Payment) -> Refund:
    booking = payment.booking
    at = booking.cancelled_at or payment.created_at
    return Refund(
        payment=payment,
        amount=payment.amount,
        status=RefundStatus.DONE,
        reason=booking.cancel_reason,
        requested_by=payment.collected_by,
        created_at=at,
        done_at=at,
    )
