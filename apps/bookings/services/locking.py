"""The gate: nobody changes what is free of a service without holding its row's lock.

Order everywhere: service rows by primary key, then bookings, then payments.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from django.db import connection
from django.db.utils import OperationalError
from django.utils.translation import gettext_lazy as _

from apps.bookings.models import Booking
from apps.catalog.models import VendorService
from apps.catalog.policies import Offer
from apps.catalog.queries import offer_of
from atspaces.shared.db import is_lock_timeout
from atspaces.shared.errors import DomainError


class ServiceBusy(DomainError):
    """Too many people change this service at once; a moment later it works."""

    def __init__(self) -> None:
        super().__init__(_("Many people are booking this space right now. Please try again in a moment."))


@contextmanager
def bounded_wait() -> Iterator[None]:
    """Turn PostgreSQL's lock timeout into `ServiceBusy`."""
    try:
        yield
    except OperationalError as error:
        if is_lock_timeout(error):
            raise ServiceBusy from error
        raise


def lock_services(service_ids: Collection[int]) -> None:
    """Take the locks of services until the end of the transaction, in the one order."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [list(service_ids)])


_LOCK: Final = "SELECT id FROM vendor_services WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"


def try_lock_service(service_id: int) -> bool:
    """Take a service's lock unless somebody else has it; tell whether it was had."""
    rows = VendorService.objects.select_for_update(no_key=True, skip_locked=True).filter(pk=service_id)
    return bool(rows.values_list("pk", flat=True))


def locked_offer(service_id: int, *, first: date, last: date) -> Offer:
    """Lock a service and read it, its branch and its rules as they are now.

    Read in later statements than the lock: what was read while waiting may be stale.
    """
    lock_services([service_id])
    return offer_of(service_id, first=first, last=last)


def locked_booking(booking: Booking) -> Booking:
    """Lock a booking's service, then the booking, and read it as it is now."""
    lock_services([booking.vendor_service_id])
    Booking.objects.select_for_update(no_key=True).filter(pk=booking.pk).values_list("pk").get()
    found = Booking.objects.select_related(
        "customer",
        "vendor_service__branch__vendor",
        "vendor_service__branch__city",
        "vendor_service__service",
    ).get(pk=booking.pk)
    if found.vendor_service_id != booking.vendor_service_id:
        # Moved to another unit since it was read: the lock held is the wrong one.
        raise ServiceBusy
    return found


def locked_with_offer(booking: Booking) -> tuple[Offer, Booking]:
    """Lock a booking's service and the booking, and read both as they are now."""
    with bounded_wait():
        offer = locked_offer(booking.vendor_service_id, first=booking.booking_date, last=booking.end_date)
        return offer, locked_booking(booking)
