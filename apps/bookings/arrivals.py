"""The guests of one day as the desk goes through them: who may still come, who is in, who is gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When, Window

from apps.bookings.models import Booking
from apps.bookings.policies import NO_SHOW_AFTER
from apps.bookings.queries import arrivals_on
from apps.bookings.statuses import BookingStatus, PaymentMethod, PaymentStatus
from apps.branches.models import Branch
from atspaces.shared import money

SHOWN: Final = 200
"""How many guests of one day are on one page."""

_AWAITED = Q(status=BookingStatus.CONFIRMED, checked_in_at__isnull=True)
_IN = Q(status=BookingStatus.CONFIRMED, checked_in_at__isnull=False)
_OWES = Q(
    status__in=[BookingStatus.CONFIRMED, BookingStatus.COMPLETED],
    payment_method=PaymentMethod.CASH,
    payment_status=PaymentStatus.PENDING,
    total_price__gt=F("paid_amount") - F("refunded_amount"),
)
_READ: Final = (
    "booking_number", "price_unit", "booking_date", "end_date", "starts_at", "ends_at", "quantity", "status",
    "total_price", "paid_amount", "refunded_amount", "payment_status", "payment_method", "checked_in_at",
    "contact_name", "contact_phone", "customer__full_name", "customer__phone_number",
    "vendor_service__branch", "vendor_service__name", "vendor_service__name_ar",
    "vendor_service__service__name",
)  # fmt: skip
"""What a row shows. Whole bookings with all that hangs on them take longer to load than to draw."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """One page of a day's guests, and what the whole day adds up to; `due` in dinars.

    Those who may still come stand first, then who is in, then who is gone, each in the order of time.
    """

    bookings: list[Booking]
    awaited: int = 0
    inside: int = 0
    total: int = 0
    due: Decimal = money.ZERO


def arrivals_page(branches: Iterable[Branch], day: date, *, page: int) -> Arrivals:
    """Read one page, numbered from 1, of a day's guests and the day's sums, in one query."""
    known = {branch.pk: branch for branch in branches}
    group = Case(When(_AWAITED, Value(0)), When(_IN, Value(1)), default=Value(2), output_field=IntegerField())
    owed = F("total_price") - F("paid_amount") + F("refunded_amount")
    sums = {
        "day_awaited": Window(Count("pk", filter=_AWAITED)),
        "day_inside": Window(Count("pk", filter=_IN)),
        "day_total": Window(Count("pk")),
        "day_due": Window(Sum(owed, filter=_OWES)),
    }
    found = _readable(arrivals_on(known.values(), day)).annotate(**sums).order_by(group, "starts_at", "pk")
    bookings = list(found[(page - 1) * SHOWN : page * SHOWN])
    if not bookings:
        return Arrivals([])
    first: Any = bookings[0]  # each has the day's sums beside its own columns
    return Arrivals(
        _placed(bookings, known),
        first.day_awaited,
        first.day_inside,
        first.day_total,
        first.day_due or money.ZERO,
    )


def next_arrival(branches: Iterable[Branch], day: date, *, now: datetime) -> Booking | None:
    """Give who of a day's guests comes next, or should have come a moment ago."""
    known = {branch.pk: branch for branch in branches}
    coming = arrivals_on(known.values(), day).filter(_AWAITED, starts_at__gt=now - NO_SHOW_AFTER)
    return next(iter(_placed(list(_readable(coming)[:1]), known)), None)


def _readable(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    return bookings.select_related("customer", "vendor_service__service").only(*_READ)


def _placed(bookings: list[Booking], known: dict[int, Branch]) -> list[Booking]:
    """Give bookings their branches, which are at hand."""
    for booking in bookings:
        booking.vendor_service.branch = known[booking.vendor_service.branch_id]
    return bookings
