"""Does the money add up? Every booking against its snapshot, its payments and its refunds."""

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from apps.bookings.models import Booking
from apps.bookings.statuses import BookingStatus, PaymentStatus
from apps.payments.models import Payment
from apps.payments.statuses import AttemptStatus, RefundStatus
from atspaces.shared import money

ROWS_AT_ONCE = 2000


def differences_in_money() -> Iterator[str]:
    """Name every booking whose total, payments and refunds do not agree, to the fils."""
    captured = Q(payments__status=AttemptStatus.CAPTURED)
    bookings = Booking.objects.annotate(
        paid_amount=Coalesce(Sum("payments__amount", filter=captured), money.ZERO)
    ).order_by("pk")
    for booking in bookings.iterator(chunk_size=ROWS_AT_ONCE):
        yield from _of_booking(booking, booking.paid_amount)
    yield from _of_refunds()


def _of_booking(booking: Booking, paid: Decimal) -> Iterator[str]:
    number, snapshot = booking.booking_number, booking.price_snapshot
    if Decimal(snapshot["total"]) != booking.total_price:
        yield f"{number}: total {booking.total_price}, the snapshot says {snapshot['total']}"
    lines = sum((Decimal(line["amount"]) for line in snapshot["lines"]), money.ZERO)
    if lines != Decimal(snapshot["subtotal"]) or lines + Decimal(snapshot["tax"]) != booking.total_price:
        yield f"{number}: the lines of its price do not add up"
    says_paid = booking.payment_status in {PaymentStatus.PAID, PaymentStatus.REFUNDED}
    if says_paid != (paid > 0) and booking.total_price > 0:
        yield f"{number}: is {booking.payment_status}, {paid} was received"
    if says_paid and paid != booking.total_price:
        yield f"{number}: received {paid} of {booking.total_price}"
    if booking.status == BookingStatus.CONFIRMED and booking.payment_method is None:
        yield f"{number}: confirmed without a way of paying"


def _of_refunds() -> Iterator[str]:
    kept = ~Q(refunds__status=RefundStatus.FAILED)
    payments = Payment.objects.annotate(returned=Sum("refunds__amount", filter=kept))
    for payment in payments.filter(returned__gt=0).iterator():
        if payment.returned > payment.amount or payment.status != AttemptStatus.CAPTURED:
            yield f"payment {payment.pk}: {payment.returned} goes back of {payment.amount} {payment.status}"
