"""`availability` and the attempts to pay, worked out from the ledger by SQL in a few statements.

`verified` compares a sample with what the engine itself computes: a data set that the product could
not have written would measure nothing.
"""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from psycopg import Connection

from apps.bookings.services import project_days
from apps.catalog.models import Availability
from apps.catalog.queries import offers_of, services_with_places
from apps.payments.models import Payment
from apps.payments.statuses import AttemptStatus
from atspaces.bench.copying import insert_select
from atspaces.bench.world import SLOTS_A_DAY

ZEROS: Final = "array_fill(0, ARRAY[48])"
USED: Final = ", ".join(
    f"coalesce(sum(quantity) FILTER (WHERE first <= {slot} AND last > {slot}), 0)"
    for slot in range(SLOTS_A_DAY)
)
# Midnight is the same distance apart all year in Jordan: a day has 48 half hours.
DAYS: Final = f"""
FROM (
    SELECT stays.vendor_service_id, stays.max_capacity, stays.branch_id, day::date AS day,
        ARRAY[{USED}]::int[] AS used
    FROM (
        SELECT b.vendor_service_id, s.max_capacity, s.branch_id, b.quantity,
            b.starts_at AT TIME ZONE br.time_zone AS starts,
            b.ends_at AT TIME ZONE br.time_zone + make_interval(mins => s.buffer_minutes) AS ends
        FROM bookings b
        JOIN vendor_services s ON s.id = b.vendor_service_id
        JOIN branches br ON br.id = s.branch_id
        WHERE b.status = 'confirmed' OR (b.status = 'pending' AND b.hold_expires_at > '{{now}}')
    ) stays
    CROSS JOIN generate_series(
        date_trunc('day', starts), ends - interval '1 microsecond', interval '1 day'
    ) AS day
    CROSS JOIN LATERAL (
        SELECT greatest(0, floor(extract(epoch FROM starts - day) / 1800)) AS first,
            least(48, ceil(extract(epoch FROM ends - day) / 1800)) AS last
    ) slots
    GROUP BY stays.vendor_service_id, stays.max_capacity, stays.branch_id, day::date
) days
LEFT JOIN opening_hours h ON h.branch_id = days.branch_id AND h.weekday = extract(isodow FROM day)::int - 1
ORDER BY day, vendor_service_id
"""
DAY_COLUMNS: Final = {
    "vendor_service_id": "vendor_service_id",
    "date": "day",
    "start_time": "h.opens_at",
    "end_time": "h.closes_at",
    "available_units": "max_capacity - (SELECT max(units) FROM unnest(used) AS units)",
    "used": "used",
    "blocked": ZEROS,
}
ATTEMPT_COLUMNS: Final = {
    "booking_id": "id",
    "amount": "total_price",
    "payment_method": "payment_method",
    "provider": "'cash'",
    "status": f"CASE WHEN payment_status = 'paid' THEN '{AttemptStatus.CAPTURED}'"
    f" WHEN status IN ('cancelled', 'no_show') THEN '{AttemptStatus.CANCELLED}'"
    f" ELSE '{AttemptStatus.CREATED}' END",
    "created_at": "created_at",
    "captured_at": "CASE WHEN payment_status = 'paid' THEN coalesce(checked_in_at, created_at) END",
    "transaction_id": "CASE WHEN payment_status = 'paid' THEN 'CASH-' || id END",
}
ATTEMPTS: Final = "FROM bookings WHERE NOT is_request ORDER BY id"
SAMPLE = 24


class Dishonest(Exception):
    """The data set says something that the engine would not."""


def write_projection(connection: "Connection[Any]", *, now: datetime) -> None:
    """Compute `availability` from the bookings."""
    insert_select(connection, Availability, DAY_COLUMNS, DAYS.format(now=now.isoformat()), now=now)


def write_attempts(connection: "Connection[Any]", *, now: datetime) -> None:
    """Give every booking its attempt to pay, as checking out does."""
    insert_select(connection, Payment, ATTEMPT_COLUMNS, ATTEMPTS, now=now)


def verify(*, now: datetime) -> int:
    """Let the engine project a sample of services again; give how many days that was.

    On Django's default connection, and rolled back. Raises `Dishonest` when a row would change.
    """
    keys = list(
        Availability.objects.order_by("vendor_service").values_list("vendor_service", flat=True).distinct()
    )
    chosen = keys[:: max(1, len(keys) // SAMPLE)]
    days = sorted(set(Availability.objects.filter(vendor_service__in=chosen).values_list("date", flat=True)))
    if not days:
        return 0
    offers = offers_of(services_with_places().filter(pk__in=chosen), first=days[0], last=days[-1])
    with transaction.atomic():
        before = _rows(chosen)
        for offer in offers.values():
            project_days(offer=offer, days=days, now=now)
        after = _rows(chosen)
        transaction.set_rollback(True)
    if before != after:
        wrong = [key for key in before | after if before.get(key) != after.get(key)]
        raise Dishonest(f"availability differs from the ledger for {wrong[:5]} and {len(wrong)} rows in all")
    return len(before)


def _rows(keys: list[int]) -> dict[tuple[int, object], dict[str, Any]]:
    rows = Availability.objects.filter(vendor_service__in=keys).values()
    return {(row["vendor_service_id"], row["date"]): row | {"id": None} for row in rows}
