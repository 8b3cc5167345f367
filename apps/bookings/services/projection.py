"""`availability`, recomputed from the ledger inside the transaction that changed it.

Recomputing makes a double release harmless and drift impossible. Call with the service's lock.
The rows are claimed before the ledger is read: even without that lock, a second writer of a day
waits for the first and then counts its booking, so that the CHECK on the row refuses an oversell.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import connection

from apps.bookings.queries import blocks_between, uses_between
from apps.catalog.models import Availability, VendorService
from apps.catalog.policies import Offer
from apps.catalog.units import Use
from atspaces.shared.clock import HALF_HOUR, ONE_DAY, day_start, half_hours_in

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
    rows = [_Day(offer, day, stays, blocks).row(known[day], accept) for day in days]
    _save(service, days, [row for row in rows if row])


@dataclass(frozen=True, slots=True)
class _Known:
    """What of a day's row is not computed from the ledger."""

    capacity: int | None
    excess_units: int


def _claim_rows(service: VendorService, days: list[date]) -> dict[date, _Known]:
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [service.pk, days])
        return {day: _Known(capacity, excess) for day, capacity, excess in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class _Day:
    offer: Offer
    day: date
    stays: list[Use]
    blocks: list[Use]

    def row(self, known: _Known, accept: Callable[[int, int], int]) -> Availability | None:
        """Give the day's row; none when the day is all free, which needs no row."""
        used, blocked = self._by_half_hour(self.stays), self._by_half_hour(self.blocks)
        if not any(used) and not any(blocked) and known.capacity is None:
            return None
        capacity = self.offer.service.max_capacity if known.capacity is None else known.capacity
        most = max(used)
        excess = accept(known.excess_units, max(0, most - capacity))
        opens, closes = self._window()
        return Availability(
            vendor_service=self.offer.service,
            date=self.day,
            start_time=opens.time() if opens else None,
            end_time=closes.time() if closes else None,
            available_units=capacity + excess - most,
            is_blocked=self._is_blocked(blocked, capacity, opens, closes),
            used=used,
            blocked=blocked,
            capacity=known.capacity,
            excess_units=excess,
        )

    def _by_half_hour(self, uses: list[Use]) -> list[int]:
        midnight = day_start(self.day, self.offer.hours.zone)
        units = [0] * half_hours_in(self.day, self.offer.hours.zone)
        for use in uses:
            first = max(0, (use.starts_at - midnight) // HALF_HOUR)
            last = min(len(units), -((midnight - use.ends_at) // HALF_HOUR))
            for slot in range(first, last):
                units[slot] += use.units
        return units

    def _window(self) -> tuple[datetime | None, datetime | None]:
        windows = self.offer.hours.windows(self.day)
        if not windows:
            return None, None
        zone = self.offer.hours.zone
        closes = max(window.closes_at for window in windows)
        return windows[0].opens_at.astimezone(zone), closes.astimezone(zone)

    def _is_blocked(
        self, blocked: list[int], capacity: int, opens: datetime | None, closes: datetime | None
    ) -> bool:
        if opens is None or closes is None:
            return False
        midnight = day_start(self.day, self.offer.hours.zone)
        first, last = (opens - midnight) // HALF_HOUR, (closes - midnight) // HALF_HOUR
        open_slots = blocked[first : min(last, len(blocked))]
        return bool(open_slots) and min(open_slots) >= capacity


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
