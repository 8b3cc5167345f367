"""`availability`, recomputed from the ledger inside the transaction that changed it.

Recomputing makes a double release harmless and drift impossible. Call with the service's lock.
The rows are claimed before the ledger is read: even without that lock, a second writer of a day
waits for the first and then counts its booking, so that the CHECK on the row refuses an oversell.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

from django.db import connection

from apps.bookings.day_rows import DayOfUse, Known
from apps.bookings.queries import blocks_between, uses_between
from apps.catalog.models import Availability, VendorService
from apps.catalog.policies import Offer
from apps.catalog.units import Use
from atspaces.shared.clock import ONE_DAY, day_start

_PROJECTED = [
    "start_time",
    "end_time",
    "available_units",
    "is_blocked",
    "used",
    "blocked",
    "capacity",
    "excess_units",
]


_CLAIM: Final = """
INSERT INTO availability
    (vendor_service_id, date, available_units, is_blocked, used, blocked, excess_units)
SELECT %s, day, 0, false, '{}', '{}', 0 FROM unnest(%s::date[]) AS day ORDER BY day
ON CONFLICT (vendor_service_id, date) DO UPDATE SET date = excluded.date
RETURNING date, capacity, excess_units
"""


def project_days(*, offer: Offer, days: Iterable[date], now: datetime) -> None:
    """Recompute the rows of some local days.

    Raises `IntegrityError` on `availability_never_oversold` when more is booked than there is.
    """
    # Excess may shrink as bookings go, and grow only when a capacity is lowered knowingly.
    _project(offer, days, now, min)


def project_days_after_cut(*, offer: Offer, days: Iterable[date], now: datetime) -> None:
    """Recompute the rows of some local days, accepting what is booked above a lowered capacity."""
    _project(offer, days, now, lambda _known, excess: excess)


def _project(offer: Offer, days: Iterable[date], now: datetime, accept: Callable[[int, int], int]) -> None:
    days = sorted(set(days))
    if not days:
        return
    zone = offer.hours.zone
    service = offer.service
    starts_at, ends_at = day_start(days[0], zone), day_start(days[-1] + ONE_DAY, zone)
    pause = offer.pause
    known = _claim_rows(service, days)
    taken = uses_between(service.pk, starts_at - pause, ends_at, now=now)
    stays = [Use(use.starts_at, use.ends_at + pause, use.units) for use in taken]
    blocks = blocks_between(service, starts_at, ends_at)
    rows = [DayOfUse(offer, day, stays, blocks).row(known[day], accept) for day in days]
    _save(service, days, [row for row in rows if row])


def _claim_rows(service: VendorService, days: list[date]) -> dict[date, Known]:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [service.pk, days])
        return {day: Known(capacity, excess) for day, capacity, excess in cursor.fetchall()}


def _save(service: VendorService, days: list[date], rows: list[Availability]) -> None:
    free_again = set(days) - {row.date for row in rows}
    if free_again:
        Availability.objects.filter(vendor_service=service, date__in=free_again).delete()
    if rows:
        Availability.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["vendor_service", "date"],
            update_fields=_PROJECTED,
        )
