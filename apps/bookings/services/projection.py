"""`availability`, recomputed from the ledger inside the transaction that changed it.

Recomputing makes a double release harmless and drift impossible. Call with the service's lock.
The rows are claimed before the ledger is read: even without that lock, a second writer of a day
waits for the first and then counts its booking, so that the CHECK on the row refuses an oversell.
"""

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

from django.db import connection

from apps.bookings.day_rows import DayOfUse, Known
from apps.bookings.queries import in_use_between
from apps.catalog.models import Availability, VendorService
from apps.catalog.policies import Offer
from apps.catalog.units import Use
from atspaces.shared.clock import ONE_DAY, day_start

_CLAIM: Final = """
INSERT INTO availability
    (vendor_service_id, date, available_units, is_blocked, used, blocked, excess_units)
SELECT %s, day, 0, false, '{}', '{}', 0 FROM unnest(%s::date[]) AS day ORDER BY day
ON CONFLICT (vendor_service_id, date) DO UPDATE SET date = excluded.date
RETURNING date, capacity, excess_units
"""

_WRITE: Final = """
UPDATE availability SET
    start_time = row.start_time, end_time = row.end_time, available_units = row.available_units,
    is_blocked = row.is_blocked, used = row.used, blocked = row.blocked, excess_units = row.excess_units
FROM json_to_recordset(%s) AS row (
    date date, start_time time, end_time time, available_units int, is_blocked bool,
    used smallint[], blocked smallint[], excess_units int
)
WHERE availability.vendor_service_id = %s AND availability.date = row.date
"""

_FREE_AGAIN: Final = "DELETE FROM availability WHERE vendor_service_id = %s AND date = ANY(%s)"


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
    starts_at, ends_at = day_start(days[0], zone), day_start(days[-1] + ONE_DAY, zone)
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [offer.service.pk, days])
        known = {day: Known(capacity, excess) for day, capacity, excess in cursor.fetchall()}
    in_use = in_use_between([offer.service], starts_at - offer.pause, ends_at, now=now)[offer.service.pk]
    stays = [Use(use.starts_at, use.ends_at + offer.pause, use.units) for use in in_use.taken]
    rows = [DayOfUse(offer, day, stays, in_use.blocked).row(known[day], accept) for day in days]
    _save(offer.service, days, [row for row in rows if row])


def _save(service: VendorService, days: list[date], rows: list[Availability]) -> None:
    free_again = sorted(set(days) - {row.date for row in rows})
    with connection.cursor() as cursor:
        if free_again:
            cursor.execute(_FREE_AGAIN, [service.pk, free_again])
        if rows:
            cursor.execute(_WRITE, [json.dumps([_written(row) for row in rows], default=str), service.pk])


def _written(row: Availability) -> dict[str, object]:
    return {name: getattr(row, name) for name in _PROJECTED}


_PROJECTED = (
    "date",
    "start_time",
    "end_time",
    "available_units",
    "is_blocked",
    "used",
    "blocked",
    "excess_units",
)
