"""What time does to bookings. Every function may run twice, late, or twice at once."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, QuerySet, Value

from apps.accounts.services.audit import record_audit
from apps.bookings import messages
from apps.bookings.models import Booking
from apps.bookings.policies import should_remind
from apps.bookings.queries import with_places
from apps.bookings.services.locking import ServiceBusy, bounded_wait, locked_offer, try_lock_service
from apps.bookings.services.overdue import free_overdue, touched_days
from apps.bookings.services.projection import project_days
from apps.bookings.statuses import BOOKING_FLOW, BookingMove, BookingStatus

LONGEST_REMINDER_LEAD = timedelta(hours=16)
MOST_TIDIED = 20

_PAUSE = ExpressionWrapper(
    F("vendor_service__buffer_minutes") * Value(timedelta(minutes=1)), output_field=DurationField()
)

log = structlog.get_logger(__name__)


def expire_overdue_holds(*, now: datetime) -> int:
    """Write down which holds and requests ran out. Gives how many days were freed.

    Their units were free already; this only tidies what search reads, and tells people.
    """
    return _for_each(_services_of(_overdue(now)), lambda service: _expire(service, now))


def tidy_overdue_holds(*, now: datetime) -> int:
    """Do the same before somebody searches: a few services, and none that is being changed.

    Gives how many days were freed. Never waits; what is left is found by the task.
    """
    return sum(_expire_if_idle(service, now) for service in _services_of(_overdue(now))[:MOST_TIDIED])


def _overdue(now: datetime) -> QuerySet[Booking]:
    return Booking.objects.filter(status=BookingStatus.PENDING, hold_expires_at__lte=now)


@transaction.atomic
def _expire_if_idle(service_id: int, now: datetime) -> int:
    return _expire(service_id, now) if try_lock_service(service_id) else 0


@transaction.atomic
def _expire(service_id: int, now: datetime) -> int:
    today = now.date()
    with bounded_wait():
        offer = locked_offer(service_id, first=today, last=today)
    return len(free_overdue(offer, now=now))


def complete_past_bookings(*, now: datetime) -> int:
    """Close confirmed bookings whose time and the pause after it are over. Gives how many.

    Before the pause is over its units are not free, and a closed booking keeps none.
    """
    over = Booking.objects.filter(status=BookingStatus.CONFIRMED, ends_at__lte=now)  # has an index
    over = over.filter(ends_at__lte=now - _PAUSE)
    return _for_each(_services_of(over), lambda service: _complete(service, now))


@transaction.atomic
def _complete(service_id: int, now: datetime) -> int:
    today = now.date()
    with bounded_wait():
        offer = locked_offer(service_id, first=today, last=today)
    over = Booking.objects.filter(
        vendor_service=service_id, status=BookingStatus.CONFIRMED, ends_at__lte=now - offer.pause
    )
    bookings = list(with_places(over.select_for_update(of=("self",), no_key=True)))
    for booking in bookings:
        BOOKING_FLOW.check(booking.status, BookingStatus.COMPLETED)
        booking.status = BookingStatus.COMPLETED
        booking.completed_at = now
        booking.save(update_fields=["status", "completed_at", "updated_at"])
        record_audit(actor=None, action=BookingMove.COMPLETE.value, target=booking, now=now)
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


def _for_each(services: list[int], change: Callable[[int], int]) -> int:
    """Change one service after the other; a busy one is left to the next run and stops no other."""
    done = 0
    for service in services:
        try:
            done += change(service)
        except ServiceBusy:
            log.warning("service busy, left to the next run", service=service)
    return done


def _services_of(bookings: QuerySet[Booking]) -> list[int]:
    return list(bookings.order_by("vendor_service").values_list("vendor_service", flat=True).distinct())
