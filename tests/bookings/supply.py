"""What the tests of a changing supply share."""

from datetime import date, datetime, time, timedelta

from apps.accounts.models import AuditEntry
from apps.bookings.checking import differences_in_availability
from apps.bookings.models import Booking
from apps.catalog.models import VendorService
from tests.bookings.factories import TOMORROW
from tests.bookings.ledger import assert_availability_equals_ledger


def tomorrow_at(hour: int, service: VendorService, *, day: date = TOMORROW) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=service.branch.zone)


def days_from_tomorrow(count: int) -> list[date]:
    return [TOMORROW + timedelta(days=n) for n in range(count)]


def assert_books_are_right(service: VendorService, now: datetime) -> None:
    """The projection says what the ledger says, by the tests' own counting and by the product's."""
    service.refresh_from_db()
    assert_availability_equals_ledger(service, now)
    assert list(differences_in_availability(now=now)) == []


def told(action: str) -> dict[str, object]:
    """Before and after, as the audit log has them."""
    details: dict[str, object] = AuditEntry.objects.get(action=action).details
    return details


def numbers(bookings: tuple[Booking, ...]) -> list[str]:
    return [booking.booking_number for booking in bookings]
