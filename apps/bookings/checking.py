"""Does `availability` say what the bookings say? Recomputed from the ledger, row by row."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from apps.bookings.day_rows import DayOfUse, Known
from apps.bookings.models import Booking, occupying
from apps.bookings.queries import boards_of
from apps.catalog.models import Availability
from apps.catalog.policies import Offer
from apps.catalog.queries import offers_of, services_with_places
from apps.catalog.units import Use
from atspaces.shared.clock import days_touched

SERVICES_AT_ONCE = 200
_COMPARED = ["start_time", "end_time", "available_units", "is_blocked", "used", "blocked", "excess_units"]


def differences_in_availability(*, now: datetime) -> Iterator[str]:
    """Name every row that is missing, needless or different, and every moment that is oversold.

    Overdue holds must have been written down before: they count for nothing.
    """
    keys = list(services_with_places().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), SERVICES_AT_ONCE):
        yield from _differences(keys[start : start + SERVICES_AT_ONCE], now)


def _differences(keys: list[int], now: datetime) -> Iterator[str]:
    rows = {
        (row.vendor_service_id, row.date): row for row in Availability.objects.filter(vendor_service__in=keys)
    }
    first, last = _reach(keys, rows, now)
    offers = offers_of(services_with_places().filter(pk__in=keys), first=first, last=last)
    boards = boards_of(offers, first=first, last=last, now=now)
    for pk, offer in offers.items():
        stays = [Use(use.starts_at, use.ends_at + offer.pause, use.units) for use in boards[pk].in_use.taken]
        due = {day for use in [*stays, *boards[pk].in_use.blocked] for day in _days(use, offer)}
        for day in sorted(due | {day for key, day in rows if key == pk}):
            yield from _compare(DayOfUse(offer, day, stays, boards[pk].in_use.blocked), rows.get((pk, day)))


def _compare(day: DayOfUse, row: Availability | None) -> Iterator[str]:
    name = f"{day.offer.service.branch.slug}/{day.offer.service.slug} on {day.day}"
    known = Known(row.capacity, row.excess_units) if row else Known()
    expected = day.row(known, min)
    if expected is None or row is None:
        if expected is not row:
            yield f"{name}: {'a row is missing' if row is None else 'a row stands for nothing'}"
        return
    if expected.available_units < 0:
        yield f"{name}: oversold by {-expected.available_units}"
    for column in _COMPARED:
        is_now, should_be = getattr(row, column), getattr(expected, column)
        if is_now != should_be:
            yield f"{name}: {column} is {is_now}, the bookings say {should_be}"


def _days(use: Use, offer: Offer) -> list[date]:
    return days_touched(use.starts_at, use.ends_at, offer.hours.zone)


def _reach(keys: list[int], rows: dict[tuple[int, date], Availability], now: datetime) -> tuple[date, date]:
    """Give the first and last day that rows or occupying bookings of some services speak of."""
    spans = Booking.objects.filter(occupying(now), vendor_service__in=keys).values_list(
        "starts_at", "ends_at"
    )
    days = [day for _, day in rows] + [moment.date() for span in spans for moment in span]
    margin = timedelta(days=2)
    return min(days, default=now.date()) - margin, max(days, default=now.date()) + margin
