"""Does the money add up? Every booking against its snapshot, its payments and its refunds."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from apps.bookings.models import Booking
from apps.bookings.repricing import given_up_of, kept_of
from apps.bookings.statuses import BookingStatus, CancelledBy, PaymentStatus
from apps.payments.models import Payment, Refund
from apps.payments.statuses import OPEN_ATTEMPTS, AttemptStatus, RefundStatus
from atspaces.shared import money

ROWS_AT_ONCE = 2000
_FIRM = {BookingStatus.CONFIRMED, BookingStatus.COMPLETED}
_BY_US = {CancelledBy.VENDOR, CancelledBy.ADMIN}


def differences_in_money() -> Iterator[str]:
    """Name every booking whose total, payments and refunds do not agree, to the fils."""
    payments = Payment.objects.filter(booking=OuterRef("pk"))
    refunds = Refund.objects.filter(payment__booking=OuterRef("pk")).exclude(status=RefundStatus.FAILED)
    bookings = Booking.objects.annotate(
        received=_sum(payments.filter(status=AttemptStatus.CAPTURED), by="booking"),
        returned=_sum(refunds, by="payment__booking"),
        asked_for=_sum(payments.filter(status__in=OPEN_ATTEMPTS), by="booking"),
    ).order_by("pk")
    for booking in bookings.iterator(chunk_size=ROWS_AT_ONCE):
        yield from _of_price(booking)
        yield from _of_sums(booking, booking.received, booking.returned)
        yield from _of_state(booking, booking.asked_for)
    yield from _of_refunds()


def _sum(rows: Any, *, by: str) -> Coalesce:
    total = rows.order_by().values(by).annotate(sum=Sum("amount")).values("sum")
    field = DecimalField(max_digits=money.MAX_DIGITS, decimal_places=money.DECIMAL_PLACES)
    return Coalesce(Subquery(total, output_field=field), money.ZERO)


def _of_price(booking: Booking) -> Iterator[str]:
    number, snapshot = booking.booking_number, booking.price_snapshot
    if Decimal(snapshot["total"]) != booking.total_price:
        yield f"{number}: total {booking.total_price}, the snapshot says {snapshot['total']}"
    lines = sum((Decimal(line["amount"]) for line in snapshot["lines"]), money.ZERO)
    if lines != Decimal(snapshot["subtotal"]) or _total_of(snapshot, lines) != booking.total_price:
        yield f"{number}: the lines of its price do not add up"
    kept = sum((part.amount - part.returned for part in given_up_of(snapshot)), money.ZERO)
    if kept != kept_of(snapshot):
        yield f"{number}: keeps {kept_of(snapshot)} of time given up, its parts say {kept}"


def _total_of(snapshot: Mapping[str, Any], lines: Decimal) -> Decimal:
    return lines - Decimal(snapshot.get("discount", "0")) + Decimal(snapshot["tax"]) + kept_of(snapshot)


def _of_sums(booking: Booking, received: Decimal, returned: Decimal) -> Iterator[str]:
    number = booking.booking_number
    if (booking.paid_amount, booking.refunded_amount) != (received, returned):
        says = f"{booking.paid_amount} received and {booking.refunded_amount} given back"
        yield f"{number}: says {says}, its payments say {received} and {returned}"
    says_paid = booking.payment_status in {PaymentStatus.PAID, PaymentStatus.REFUNDED}
    is_settled = received > 0 and (
        booking.status == BookingStatus.CANCELLED or received - returned >= booking.total_price
    )
    if says_paid != is_settled and booking.total_price > 0:
        yield f"{number}: is {booking.payment_status}, {received} was received of {booking.total_price}"


def _of_state(booking: Booking, asked_for: Decimal) -> Iterator[str]:
    """Compare what was received and not given back with what the booking costs."""
    number, net = booking.booking_number, booking.net_paid
    if booking.status != BookingStatus.CANCELLED and net > booking.total_price:
        yield f"{number}: keeps {net} of {booking.total_price}"
    if booking.status == BookingStatus.CANCELLED and booking.cancelled_by in _BY_US and net:
        yield f"{number}: cancelled by {booking.cancelled_by}, yet keeps {net}"
    if booking.status in _FIRM:
        if booking.payment_method is None:
            yield f"{number}: {booking.status} without a way of paying"
        if asked_for and asked_for != booking.total_price - net:
            yield f"{number}: asks for {asked_for}, {booking.total_price - net} is due"


def _of_refunds() -> Iterator[str]:
    kept = ~Q(refunds__status=RefundStatus.FAILED)
    payments = Payment.objects.annotate(returned=Sum("refunds__amount", filter=kept))
    for payment in payments.filter(returned__gt=0).iterator():
        if payment.returned > payment.amount or payment.status != AttemptStatus.CAPTURED:
            yield f"payment {payment.pk}: {payment.returned} goes back of {payment.amount} {payment.status}"
