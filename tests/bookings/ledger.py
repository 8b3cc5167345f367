"""An independent reading of the ledger: counts minute by minute, shares no code with the engine."""

from collections import Counter
from datetime import datetime, timedelta

from apps.bookings.models import Booking
from apps.catalog.models import Availability, VendorService


def occupying_rows(service: VendorService, now: datetime) -> list[Booking]:
    rows = []
    for booking in Booking.objects.filter(vendor_service=service):
        live = (
            booking.status == "pending"
            and booking.hold_expires_at is not None
            and booking.hold_expires_at > now
        )
        if booking.status == "confirmed" or live:
            rows.append(booking)
    return rows


def use_by_half_hour(service: VendorService, now: datetime) -> Counter[datetime]:
    """Units in use at each half hour, buffers included."""
    use: Counter[datetime] = Counter()
    for booking in occupying_rows(service, now):
        moment = booking.starts_at
        while moment < booking.ends_at + timedelta(minutes=service.buffer_minutes):
            use[moment] += booking.quantity
            moment += timedelta(minutes=30)
    return use


def most_in_use(service: VendorService, now: datetime) -> int:
    """Give the most units in use at any one moment."""
    return max(use_by_half_hour(service, now).values(), default=0)


def assert_availability_equals_ledger(service: VendorService, now: datetime) -> None:
    """Compare every row of the projection with the ledger, and demand a row wherever one is due."""
    zone = service.branch.zone
    expected: dict[object, Counter[int]] = {}
    for moment, units in use_by_half_hour(service, now).items():
        local = moment.astimezone(zone)
        slots = expected.setdefault(local.date(), Counter())
        slots[local.hour * 2 + local.minute // 30] += units
    rows = {row.date: row for row in Availability.objects.filter(vendor_service=service)}
    for day, slots in expected.items():
        assert [slots[n] for n in range(48)] == rows[day].used, f"{service} on {day}"
        own = rows[day].capacity
        capacity = service.max_capacity if own is None else min(own, service.max_capacity)
        assert rows[day].available_units == max(0, capacity - max(slots.values()))
    for day, row in rows.items():
        assert day in expected or any(row.blocked) or row.capacity is not None, f"needless row on {day}"
