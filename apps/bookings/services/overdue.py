"""Letting go of holds and requests whose time ran out."""

from datetime import date, datetime

from apps.accounts.services.audit import record_audit
from apps.bookings import messages
from apps.bookings.models import Booking
from apps.bookings.queries import with_places
from apps.bookings.services.locking import locked_offer
from apps.bookings.services.projection import project_days
from apps.bookings.statuses import BOOKING_FLOW, BookingMove, BookingStatus, CancelledBy
from apps.catalog.policies import Offer
from atspaces.shared.clock import days_touched


def free_overdue(offer: Offer, *, now: datetime) -> set[date]:
    """Cancel the overdue holds of a locked service, recompute the days they leave and give them.

    Their units are free since the moment they ran out, whether or not anybody came by to write
    it down.
    """
    freed = _drop_overdue(offer, now)
    if freed:
        # The days freed may lie far from those the offer was read for.
        around = locked_offer(offer.service.pk, first=min(freed), last=max(freed))
        project_days(offer=around, days=freed, now=now)
    return freed


def _drop_overdue(offer: Offer, now: datetime) -> set[date]:
    overdue = Booking.objects.filter(
        vendor_service=offer.service, status=BookingStatus.PENDING, hold_expires_at__lte=now
    )
    freed: set[date] = set()
    for booking in with_places(overdue.select_for_update(of=("self",), no_key=True)):
        BOOKING_FLOW.check(booking.status, BookingStatus.CANCELLED)
        booking.status = BookingStatus.CANCELLED
        booking.cancelled_by = CancelledBy.TIMEOUT
        booking.cancelled_at = booking.hold_expires_at
        booking.save(update_fields=["status", "cancelled_by", "cancelled_at", "updated_at"])
        freed.update(touched_days(offer, booking))
        if booking.is_request:
            record_audit(actor=None, action=BookingMove.EXPIRE.value, target=booking, now=now)
            messages.tell_request_expired(booking, now=now)
    return freed


def touched_days(offer: Offer, booking: Booking) -> list[date]:
    """Give the local days whose availability a booking changes, its pause included."""
    return days_touched(booking.starts_at, booking.ends_at + offer.pause, offer.hours.zone)
