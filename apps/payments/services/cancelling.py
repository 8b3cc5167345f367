"""Calling off a booking, with the money that comes back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.bookings.models import Booking
from apps.bookings.policies import may_cancel
from apps.bookings.services import cancel_booking
from apps.bookings.services.locking import bounded_wait, locked_booking
from apps.bookings.statuses import BookingStatus, CancelledBy
from apps.payments.models import Refund
from apps.payments.policies import refund_preview
from apps.payments.services.settling import close_open_attempts, give_back, sum_up
from apps.payments.statuses import RefundStatus
from atspaces.shared.errors import DomainError


class TooLate(DomainError):
    """The branch may no longer answer or cancel this booking."""


@transaction.atomic
def cancel_and_refund(
    *, booking: Booking, cancelled_by: CancelledBy, reason: str, actor: User | None, now: datetime
) -> Refund | None:
    """Cancel a booking, or decline a request, and give back what its terms say.

    Safe to call twice. Gives the refund, or None when nothing was paid or nothing comes back; of a
    booking paid in several parts, the refund of the last part. Raises `TooLate` once the stay has
    begun or somebody else has ended the booking.
    """
    with bounded_wait():
        booking = locked_booking(booking)
    is_done = booking.status == BookingStatus.CANCELLED and booking.cancelled_by == cancelled_by
    if is_done and (earlier := _refund_of_cancellation(booking)):
        return earlier
    if not is_done and not may_cancel(booking, cancelled_by, now):
        raise TooLate(_("This booking can no longer be cancelled: it has begun, or it has ended."))
    booking = sum_up(booking=booking)
    amount = refund_preview(booking, by=cancelled_by, at=booking.cancelled_at or now).amount
    booking = cancel_booking(
        booking=booking,
        cancelled_by=cancelled_by,
        reason=reason,
        actor=actor,
        refund_amount=amount,
        now=now,
    )
    close_open_attempts(booking=booking)
    refunds = give_back(booking=booking, amount=amount, reason=reason, actor=actor, now=now)
    sum_up(booking=booking)
    return refunds[0] if refunds else None


def _refund_of_cancellation(booking: Booking) -> Refund | None:
    """The refund that a cancellation asked for; refunds of earlier changes are older."""
    refunds = Refund.objects.filter(payment__booking=booking, created_at__gte=booking.cancelled_at)
    return refunds.exclude(status=RefundStatus.FAILED).order_by("-payment__captured_at", "pk").first()
