"""Cash over the counter: taken, and given back."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.services.audit import record_audit
from apps.accounts.services.messages import notify
from apps.bookings.messages import booking_context
from apps.bookings.models import Booking
from apps.bookings.services import book_walk_in as book_at_the_desk
from apps.bookings.services import check_in
from apps.bookings.services.locking import bounded_wait, locked_booking
from apps.bookings.services.walk_in import Guest
from apps.bookings.statuses import PaymentMethod
from apps.catalog.asks import Ask
from apps.catalog.models import VendorService
from apps.payments.models import Payment, Refund
from apps.payments.policies import can_collect_cash
from apps.payments.services.checkout import CannotPay
from apps.payments.services.settling import open_attempt, settle, sum_up
from apps.payments.statuses import ATTEMPT_FLOW, OPEN_ATTEMPTS, REFUND_FLOW, AttemptStatus, RefundStatus


@transaction.atomic
def collect_cash(*, booking: Booking, by: User, now: datetime) -> Payment:
    """Note that the desk took everything that is due. Safe to call twice: the last receipt is given.

    Raises `CannotPay` for a booking that is not to be paid in cash or is over.
    """
    with bounded_wait():
        booking = locked_booking(booking)
    if not can_collect_cash(booking):
        return _last_receipt(booking)
    payment = booking.payments.select_for_update().filter(status__in=OPEN_ATTEMPTS).first()
    if payment is None:
        due = booking.total_price - booking.net_paid
        payment = open_attempt(booking=booking, method=PaymentMethod.CASH, amount=due, now=now)
    ATTEMPT_FLOW.check(payment.status, AttemptStatus.CAPTURED)
    payment.status = AttemptStatus.CAPTURED
    payment.captured_at = now
    payment.collected_by = by
    payment.transaction_id = f"CASH-{secrets.token_hex(5).upper()}"
    payment.save()
    booking = sum_up(booking=booking)
    record_audit(
        actor=by, action="cash collected", target=payment, now=now, details={"amount": str(payment.amount)}
    )
    _tell_paid(booking, payment, now)
    return payment


def _last_receipt(booking: Booking) -> Payment:
    collected = booking.payments.filter(status=AttemptStatus.CAPTURED).order_by("captured_at", "pk").last()
    if collected is None:
        raise CannotPay(_("There is no cash to collect for this booking."))
    return collected


@transaction.atomic
def collect_and_check_in(*, booking: Booking, by: User, now: datetime) -> Booking:
    """Take the cash and let the guest in: both or neither. Safe to call twice.

    Raises `CannotPay` when there is nothing to collect, `NotNow` when nobody may go in.
    """
    collect_cash(booking=booking, by=by, now=now)
    return check_in(booking=booking, by=by, now=now)


@transaction.atomic
def book_walk_in(
    *, service: VendorService, ask: Ask, guest: Guest, by: User, form_key: str, now: datetime
) -> Booking:
    """Book for a guest at the desk who pays in cash before leaving. Safe to press twice.

    Raises like `bookings.services.book_walk_in`.
    """
    booking = book_at_the_desk(service=service, ask=ask, guest=guest, by=by, form_key=form_key, now=now)
    return settle(booking=booking, reason="", actor=by, now=now)


@transaction.atomic
def book_walk_in_and_collect(
    *, service: VendorService, ask: Ask, guest: Guest, by: User, form_key: str, now: datetime
) -> Booking:
    """Book for a guest at the desk and take the cash: both or neither. Safe to press twice."""
    booking = book_walk_in(service=service, ask=ask, guest=guest, by=by, form_key=form_key, now=now)
    if can_collect_cash(booking):
        collect_cash(booking=booking, by=by, now=now)
    return booking


def _tell_paid(booking: Booking, payment: Payment, now: datetime) -> None:
    if booking.customer is not None:
        context = booking_context(booking, language=booking.customer.language)
        notify(
            user=booking.customer,
            event="payments/received",
            context=context,
            now=now,
            dedup_key=f"payments/received:{booking.booking_number}:{payment.pk}",
            url=context["url"],
        )


@transaction.atomic
def hand_back_cash(*, refund: Refund, by: User, now: datetime) -> Refund:
    """Note that the desk gave the money back. Safe to call twice."""
    with bounded_wait():
        booking = locked_booking(refund.payment.booking)
    refund = Refund.objects.select_for_update().select_related("payment__booking").get(pk=refund.pk)
    if refund.status == RefundStatus.DONE:
        return refund
    REFUND_FLOW.check(refund.status, RefundStatus.DONE)
    refund.status = RefundStatus.DONE
    refund.done_at = now
    refund.save(update_fields=["status", "done_at"])
    sum_up(booking=booking)
    record_audit(actor=by, action="cash handed back", target=refund, now=now)
    return refund
