"""Money in and money back, in one transaction with the booking it belongs to.

Locks in the one order: service, booking, payment.
"""

import secrets
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.services.audit import record_audit
from apps.accounts.services.messages import notify
from apps.bookings.messages import booking_context
from apps.bookings.models import Booking
from apps.bookings.policies import can_answer_request, may_cancel
from apps.bookings.services import cancel_booking, check_in, confirm_booking, request_booking
from apps.bookings.services.locking import bounded_wait, locked_booking
from apps.bookings.statuses import BookingStatus, CancelledBy, PaymentMethod, PaymentStatus
from apps.payments.models import Payment, Refund
from apps.payments.policies import can_collect_cash, refund_preview
from apps.payments.providers import provider_for, provider_named
from apps.payments.providers.base import CheckoutRequest, RefundRequest
from apps.payments.statuses import ATTEMPT_FLOW, OPEN_ATTEMPTS, REFUND_FLOW, AttemptStatus, RefundStatus
from atspaces.shared.errors import DomainError


class CannotPay(DomainError):
    """This booking cannot be paid this way now."""


class TooLate(DomainError):
    """The branch may no longer answer or cancel this booking."""


@transaction.atomic
def check_out(*, booking: Booking, customer: User, method: PaymentMethod, now: datetime) -> Booking:
    """Book what is held, to be paid in person. Safe to call twice.

    A space that the branch confirms itself becomes a request. Raises `HoldLost`, `Refused`,
    and `CannotPay` for a method that nobody takes here.
    """
    provider = provider_for(method)
    if provider is None or not provider.capabilities().is_paid_on_site:
        raise CannotPay(_("This way of paying is not available. Choose another one."))
    move = confirm_booking if booking.vendor_service.is_instant else request_booking
    booking = move(booking=booking, customer=customer, payment_method=method, now=now)
    if not booking.payments.filter(status__in=[*OPEN_ATTEMPTS, AttemptStatus.CAPTURED]).exists():
        _open_attempt(booking, method, now)
    return booking


def _open_attempt(booking: Booking, method: PaymentMethod, now: datetime) -> Payment:
    provider = provider_for(method)
    assert provider is not None  # check_out has asked
    request = CheckoutRequest(booking.booking_number, booking.total_price, "JOD", booking.language, "")
    result = provider.create_checkout(request)
    return Payment.objects.create(
        booking=booking,
        amount=booking.total_price,
        payment_method=method,
        provider=provider.slug,
        status=result.status,
        gateway_response=dict(result.raw),
        created_at=now,
    )


@transaction.atomic
def accept_request(*, booking: Booking, by: User, now: datetime) -> Booking:
    """Confirm, as the branch, what a customer asked for. Safe to call twice.

    Raises `TooLate` when it was answered otherwise or ran out, `Refused` when it is off sale now.
    """
    with bounded_wait():
        booking = locked_booking(booking)
    if booking.is_request and booking.status == BookingStatus.CONFIRMED:
        return booking
    if not can_answer_request(booking, now):
        raise TooLate(_("This request can no longer be answered: it ran out or was called off."))
    customer, method = booking.customer, PaymentMethod(booking.payment_method or PaymentMethod.CASH)
    booking = confirm_booking(booking=booking, customer=customer, payment_method=method, now=now)
    record_audit(actor=by, action="request accepted", target=booking, now=now)
    return booking


@transaction.atomic
def collect_cash(*, booking: Booking, by: User, now: datetime) -> Payment:
    """Note that the desk took the whole amount. Safe to call twice: the first receipt is given.

    Raises `CannotPay` for a booking that is not to be paid in cash or is over.
    """
    with bounded_wait():
        booking = locked_booking(booking)
    collected = booking.payments.filter(status=AttemptStatus.CAPTURED).first()
    if collected is not None:
        return collected
    if not can_collect_cash(booking):
        raise CannotPay(_("There is no cash to collect for this booking."))
    payment = booking.payments.select_for_update().filter(status__in=OPEN_ATTEMPTS).first()
    if payment is None:
        payment = _open_attempt(booking, PaymentMethod.CASH, now)
    ATTEMPT_FLOW.check(payment.status, AttemptStatus.CAPTURED)
    payment.status = AttemptStatus.CAPTURED
    payment.captured_at = now
    payment.collected_by = by
    payment.transaction_id = f"CASH-{secrets.token_hex(5).upper()}"
    payment.save()
    booking.payment_status = PaymentStatus.PAID
    booking.save(update_fields=["payment_status", "updated_at"])
    record_audit(
        actor=by, action="cash collected", target=payment, now=now, details={"amount": str(payment.amount)}
    )
    _tell_paid(booking, now)
    return payment


@transaction.atomic
def collect_and_check_in(*, booking: Booking, by: User, now: datetime) -> Booking:
    """Take the cash and let the guest in: both or neither. Safe to call twice.

    Raises `CannotPay` when there is nothing to collect, `NotNow` when nobody may go in.
    """
    collect_cash(booking=booking, by=by, now=now)
    return check_in(booking=booking, by=by, now=now)


def _tell_paid(booking: Booking, now: datetime) -> None:
    if booking.customer is not None:
        context = booking_context(booking, language=booking.customer.language)
        notify(
            user=booking.customer,
            event="payments/received",
            context=context,
            now=now,
            dedup_key=f"payments/received:{booking.booking_number}",
            url=context["url"],
        )


@transaction.atomic
def cancel_and_refund(
    *, booking: Booking, cancelled_by: CancelledBy, reason: str, actor: User | None, now: datetime
) -> Refund | None:
    """Cancel a booking, or decline a request, and give back what its terms say.

    Safe to call twice. Gives the refund, or None when nothing was paid or nothing comes back.
    Raises `TooLate` once the stay has begun or somebody else has ended the booking.
    """
    with bounded_wait():
        booking = locked_booking(booking)
    is_done = booking.status == BookingStatus.CANCELLED and booking.cancelled_by == cancelled_by
    if not is_done and not may_cancel(booking, cancelled_by, now):
        raise TooLate(_("This booking can no longer be cancelled: it has begun, or it has ended."))
    amount = refund_preview(booking, by=cancelled_by, at=booking.cancelled_at or now).amount
    booking = cancel_booking(
        booking=booking,
        cancelled_by=cancelled_by,
        reason=reason,
        actor=actor,
        refund_amount=amount,
        now=now,
    )
    _close_open_attempts(booking)
    return _refund_once(booking, amount, reason, actor, now)


def close_stale_attempts() -> int:
    """Close the attempts of bookings that ended without their money: lost, or nobody came.

    Gives how many bookings that was. Bookings know nothing of payments, so this comes after them.
    """
    stale = Booking.objects.filter(
        payments__status__in=OPEN_ATTEMPTS, status__in=[BookingStatus.CANCELLED, BookingStatus.NO_SHOW]
    ).distinct()
    for booking in stale:
        with transaction.atomic(), bounded_wait():
            _close_open_attempts(locked_booking(booking))
    return len(stale)


def _close_open_attempts(booking: Booking) -> None:
    for payment in booking.payments.select_for_update().filter(status__in=OPEN_ATTEMPTS):
        ATTEMPT_FLOW.check(payment.status, AttemptStatus.CANCELLED)
        payment.status = AttemptStatus.CANCELLED
        payment.save(update_fields=["status"])


def _refund_once(
    booking: Booking, amount: Decimal, reason: str, actor: User | None, now: datetime
) -> Refund | None:
    paid = booking.payments.filter(status=AttemptStatus.CAPTURED).first()
    if paid is None or not amount:
        return None
    existing = paid.refunds.exclude(status=RefundStatus.FAILED).first()
    return existing or _refund(paid, amount, reason, actor, now)


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


@transaction.atomic
def hand_back_cash(*, refund: Refund, by: User, now: datetime) -> Refund:
    """Note that the desk gave the money back. Safe to call twice."""
    with bounded_wait():
        locked_booking(refund.payment.booking)
    refund = Refund.objects.select_for_update().select_related("payment__booking").get(pk=refund.pk)
    if refund.status == RefundStatus.DONE:
        return refund
    REFUND_FLOW.check(refund.status, RefundStatus.DONE)
    refund.status = RefundStatus.DONE
    refund.done_at = now
    refund.save(update_fields=["status", "done_at"])
    booking = refund.payment.booking
    booking.payment_status = PaymentStatus.REFUNDED
    booking.save(update_fields=["payment_status", "updated_at"])
    record_audit(actor=by, action="cash handed back", target=refund, now=now)
    return refund
