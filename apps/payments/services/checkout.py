"""From a hold to a booking with an attempt to pay it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.services.audit import record_audit
from apps.bookings.models import Booking
from apps.bookings.policies import can_answer_request
from apps.bookings.services import accept_booking, confirm_series
from apps.bookings.services.locking import bounded_wait, locked_booking
from apps.bookings.services.moves import confirm_within, request_within
from apps.bookings.statuses import BookingMove, BookingStatus, PaymentMethod
from apps.payments.providers import provider_for
from apps.payments.services.cancelling import TooLate
from apps.payments.services.settling import open_attempt
from apps.payments.statuses import OPEN_ATTEMPTS, AttemptStatus
from atspaces.shared.errors import DomainError

_TO_BE_PAID = {BookingStatus.PENDING, BookingStatus.CONFIRMED}


class CannotPay(DomainError):
    """This booking cannot be paid this way now."""


@transaction.atomic
def check_out(*, booking: Booking, customer: User, method: PaymentMethod, now: datetime) -> Booking:
    """Book what is held, to be paid in person. Safe to call twice.

    A space that the branch confirms itself becomes a request. Raises `HoldLost`, `Refused`,
    and `CannotPay` for a method that nobody takes here.
    """
    _check_method(method)
    move = confirm_within if booking.vendor_service.is_instant else request_within
    booking = move(booking=booking, customer=customer, payment_method=method, now=now)
    _open_once(booking, method, now)
    return booking


@transaction.atomic
def check_out_series(
    *, series_key: str, customer: User, method: PaymentMethod, now: datetime
) -> Sequence[Booking]:
    """Book a held weekly series, all of it or nothing, each booking with its own attempt to pay.

    Safe to call twice. Raises like `check_out`.
    """
    _check_method(method)
    bookings = confirm_series(series_key=series_key, customer=customer, payment_method=method, now=now)
    for booking in bookings:
        # Sent twice, a week may have been called off in between: nobody owes anything for it.
        if booking.status in _TO_BE_PAID:
            _open_once(booking, method, now)
    return bookings


def _check_method(method: PaymentMethod) -> None:
    provider = provider_for(method)
    if provider is None or not provider.capabilities().is_paid_on_site:
        raise CannotPay(_("This way of paying is not available. Choose another one."))


def _open_once(booking: Booking, method: PaymentMethod, now: datetime) -> None:
    if not booking.payments.filter(status__in=[*OPEN_ATTEMPTS, AttemptStatus.CAPTURED]).exists():
        open_attempt(booking=booking, method=method, amount=booking.total_price, now=now)


@transaction.atomic
def accept_request(*, booking: Booking, by: User, now: datetime) -> Booking:
    """Confirm, as the branch, what a customer asked for. Safe to call twice.

    Raises `TooLate` when it was answered otherwise or ran out, `Refused` when it is off sale now;
    when the units are gone, its facts name the booking that has them.
    """
    with bounded_wait():
        booking = locked_booking(booking)
    if booking.is_request and booking.status == BookingStatus.CONFIRMED:
        return booking
    if not can_answer_request(booking, now):
        raise TooLate(_("This request can no longer be answered: it ran out or was called off."))
    booking = accept_booking(booking=booking, now=now)
    record_audit(actor=by, action=BookingMove.ACCEPT.value, target=booking, now=now)
    return booking
