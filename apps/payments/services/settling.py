"""Keeping a booking's money in step with what it costs. Call with the booking locked.

The sums on a booking are recomputed from its payments and refunds, never counted up, so that doing
it twice is harmless.
"""

from datetime import datetime
from decimal import Decimal

import structlog
from django.db import transaction
from django.db.models import Sum

from apps.accounts.models import User
from apps.bookings.models import Booking
from apps.bookings.services.locking import ServiceBusy, bounded_wait, locked_booking
from apps.bookings.statuses import BookingStatus, PaymentMethod, PaymentStatus
from apps.payments.models import Payment, Refund
from apps.payments.providers import provider_for, provider_named
from apps.payments.providers.base import CheckoutRequest, RefundRequest
from apps.payments.statuses import ATTEMPT_FLOW, OPEN_ATTEMPTS, REFUND_FLOW, AttemptStatus, RefundStatus
from atspaces.shared import money

ROWS_AT_ONCE = 500

log = structlog.get_logger(__name__)


def open_attempt(*, booking: Booking, method: PaymentMethod, amount: Decimal, now: datetime) -> Payment:
    """Start an attempt to pay some dinars of a booking by a method that somebody takes."""
    provider = provider_for(method)
    assert provider is not None  # check_out has asked
    request = CheckoutRequest(booking.booking_number, amount, "JOD", booking.language, "")
    result = provider.create_checkout(request)
    return Payment.objects.create(
        booking=booking,
        amount=amount,
        payment_method=method,
        provider=provider.slug,
        status=result.status,
        gateway_response=dict(result.raw),
        created_at=now,
    )


def close_open_attempts(*, booking: Booking) -> None:
    """Close what was started and not paid."""
    for payment in booking.payments.select_for_update().filter(status__in=OPEN_ATTEMPTS):
        ATTEMPT_FLOW.check(payment.status, AttemptStatus.CANCELLED)
        payment.status = AttemptStatus.CANCELLED
        payment.save(update_fields=["status"])


def close_stale_attempts() -> int:
    """Close the attempts of bookings that ended without their money: lost, or nobody came.

    Gives how many bookings that was. A busy one is left to the next run and stops no other.
    Bookings know nothing of payments, so this comes after them.
    """
    stale = Booking.objects.filter(
        payments__status__in=OPEN_ATTEMPTS, status__in=[BookingStatus.CANCELLED, BookingStatus.NO_SHOW]
    )
    return sum(_close_stale(booking) for booking in stale.distinct().iterator(chunk_size=ROWS_AT_ONCE))


def _close_stale(booking: Booking) -> int:
    try:
        with transaction.atomic(), bounded_wait():
            close_open_attempts(booking=locked_booking(booking))
    except ServiceBusy:
        log.warning("service busy, left to the next run", booking=booking.booking_number)
        return 0
    return 1


def sum_up(*, booking: Booking) -> Booking:
    """Write on a booking what was received and given back, and what state of payment that is."""
    captured = booking.payments.filter(status=AttemptStatus.CAPTURED)
    refunds = Refund.objects.filter(payment__booking=booking).exclude(status=RefundStatus.FAILED)
    received = captured.aggregate(sum=Sum("amount"))["sum"]
    booking.paid_amount = received or money.ZERO
    booking.refunded_amount = refunds.aggregate(sum=Sum("amount"))["sum"] or money.ZERO
    is_waiting = refunds.exclude(status=RefundStatus.DONE).exists()
    booking.payment_status = (
        PaymentStatus.PENDING if received is None else _status(booking, is_waiting=is_waiting)
    )
    booking.save(update_fields=["paid_amount", "refunded_amount", "payment_status", "updated_at"])
    return booking


def _status(booking: Booking, *, is_waiting: bool) -> PaymentStatus:
    if booking.status == BookingStatus.CANCELLED:
        is_back = booking.refunded_amount > 0 and not is_waiting
        return PaymentStatus.REFUNDED if is_back else PaymentStatus.PAID
    return PaymentStatus.PENDING if booking.net_paid < booking.total_price else PaymentStatus.PAID


def settle(*, booking: Booking, reason: str, actor: User | None, now: datetime) -> Booking:
    """Make the money of a firm booking follow its total.

    What is still due is one open attempt of exactly that amount; what is too much goes back. What
    a refund step keeps is part of the total already. Of a hold, or of what is over, nothing is asked.
    """
    if booking.status != BookingStatus.CONFIRMED:
        return booking
    booking = sum_up(booking=booking)
    due = booking.total_price - booking.net_paid
    if due > 0:
        _ask_for(booking, due, now)
        return booking
    close_open_attempts(booking=booking)
    if due < 0:
        give_back(booking=booking, amount=-due, reason=reason, actor=actor, now=now)
        booking = sum_up(booking=booking)
    return booking


def _ask_for(booking: Booking, due: Decimal, now: datetime) -> None:
    attempt = booking.payments.select_for_update().filter(status__in=OPEN_ATTEMPTS).first()
    if attempt is not None and provider_named(attempt.provider).capabilities().is_paid_on_site:
        attempt.amount = due
        attempt.save(update_fields=["amount"])
        return
    # An amount that a gateway was told cannot change: that attempt ends and another begins.
    close_open_attempts(booking=booking)
    method = PaymentMethod(booking.payment_method or PaymentMethod.CASH)
    open_attempt(booking=booking, method=method, amount=due, now=now)


def give_back(
    *, booking: Booking, amount: Decimal, reason: str, actor: User | None, now: datetime
) -> list[Refund]:
    """Ask for some dinars of a booking to go back, of what was paid last first."""
    refunds = []
    captured = booking.payments.filter(status=AttemptStatus.CAPTURED).order_by("-captured_at", "-pk")
    for payment in captured:
        earlier = payment.refunds.exclude(status=RefundStatus.FAILED).aggregate(sum=Sum("amount"))["sum"]
        part = min(amount, payment.amount - (earlier or money.ZERO))
        if part > 0:
            refunds.append(_refund(payment, part, reason, actor, now))
            amount -= part
    return refunds


def _refund(payment: Payment, amount: Decimal, reason: str, actor: User | None, now: datetime) -> Refund:
    refund = Refund.objects.create(
        payment=payment, amount=amount, reason=reason, requested_by=actor, created_at=now
    )
    # Asking cash is no call to anybody, so it may happen under the lock; the desk then gives it back.
    request = RefundRequest(f"R{refund.pk}", payment.transaction_id, amount, payment.currency)
    result = provider_named(payment.provider).refund(request)
    if result.status != refund.status:
        REFUND_FLOW.check(refund.status, result.status)
        refund.status = result.status
        refund.save(update_fields=["status"])
    return refund
