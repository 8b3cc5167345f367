"""What time does to bookings. Every function may run twice, late, or twice at once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from apps.accounts.services.audit import record_audit
from apps.bookings import messages
from apps.bookings.models import Booking
from apps.bookings.policies import should_remind
from apps.bookings.queries import with_places
from apps.bookings.services.locking import bounded_wait, locked_offer
from apps.bookings.services.overdue import free_overdue, touched_days
from apps.bookings.services.projection import project_days
from apps.bookings.statuses import BOOKING_FLOW, BookingStatus

LONGEST_REMINDER_LEAD = timedelta(hours=16)


def expire_overdue_holds(*, now: datetime) -> int:
    """Write down which holds and requests ran out. Gives how many days were freed.

    Their units were free already; this only tidies what search reads, and tells people.
    """
    overdue = Booking.objects.filter(status=BookingStatus.PENDING, hold_expires_at__lte=now)
    return sum(_expire(service, now) for service in _services_of(overdue))


@transaction.atomic
def _expire(service_id: int, now: datetime) -> int:
    today = now.date()
    with bounded_wait():
        offer = locked_offer(service_id, first=today, last=today)
    return len(free_overdue(offer, now=now))


def complete_past_bookings(*, now: datetime) -> int:
    """Close confirmed bookings whose time is over. Gives how many."""
    over = Booking.objects.filter(status=BookingStatus.CONFIRMED, ends_at__lte=now)
    return sum(_complete(service, now) for service in _services_of(over))


@transaction.atomic
def _complete(service_id: int, now: datetime) -> int:
    today = now.date()
    with bounded_wait():
        offer = locked_offer(service_id, first=today, last=today)
    over = Booking.objects.filter(vendor_service=service_id, status=BookingStatus.CONFIRMED, ends_at__lte=now)
    bookings = list(with_places(over.select_for_update(of=("self",), no_key=True)))
    for booking in bookings:
        BOOKING_FLOW.check(booking.status, BookingStatus.COMPLETED)
        booking.status = BookingStatus.COMPLETED
        booking.completed_at = now
        booking.save(update_fields=["status", "completed_at", "updated_at"])
        record_audit(actor=None, action="booking completed", target=booking, now=now)
    days = {day for booking in bookings for day in touched_days(offer, booking)}
    if days:
        offer = locked_offer(service_id, first=min(days), last=max(days))
        project_days(offer=offer, days=days, now=now)
    return len(bookings)


def remind_of_upcoming(*, now: datetime) -> int:
    """Remind of bookings that begin soon, each once. Gives how many were reminded."""
    soon = Booking.objects.filter(
        status=BookingStatus.CONFIRMED,
        reminded_at__isnull=True,
        checked_in_at__isnull=True,
        customer__isnull=False,
        starts_at__gt=now,
        starts_at__lte=now + LONGEST_REMINDER_LEAD,
    )
    due = [booking for booking in with_places(soon) if should_remind(booking, now)]
    return sum(_remind(booking, now) for booking in due)


@transaction.atomic
def _remind(booking: Booking, now: datetime) -> int:
    # The row says whether it was done, so that two beats at once remind once.
    claimed = Booking.objects.filter(
        pk=booking.pk, status=BookingStatus.CONFIRMED, reminded_at__isnull=True
    ).update(reminded_at=now)
    if claimed:
        messages.tell_reminder(booking, now=now)
    return claimed


def _services_of(bookings: QuerySet[Booking]) -> list[int]:
    return list(bookings.order_by("vendor_service").values_list("vendor_service", flat=True).distinct())
