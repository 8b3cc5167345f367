"""Asks as addresses say them: readable, shareable, the same in search, space page and builder."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from apps.bookings.models import Booking
from apps.bookings.policies import ask_of
from apps.catalog.asks import Ask
from apps.catalog.models import VendorService
from apps.catalog.statuses import PriceUnit

A_WEEK = timedelta(days=7)
MOST_MINUTES = 24 * 60
MOST_DAYS = 31
MOST_WEEKS = 12
MOST_MONTHS = 12
_UNITS = {
    "d": (PriceUnit.DAY, MOST_DAYS),
    "w": (PriceUnit.WEEK, MOST_WEEKS),
    "mo": (PriceUnit.MONTH, MOST_MONTHS),
}
_LETTERS = {unit: letters for letters, (unit, _most) in _UNITS.items()}


def length_of(ask: Ask) -> str:
    """Write how long somebody wants to stay: `120` minutes, `3d`, `2w` or `1mo`."""
    return str(ask.minutes) if ask.plan == PriceUnit.HOUR else length_of_count(ask.plan, ask.count)


def length_of_count(plan: PriceUnit, count: int) -> str:
    """Write a number of days, weeks or months."""
    return f"{count}{_LETTERS[plan]}"


def read_length(text: str) -> tuple[PriceUnit, int] | None:
    """Read a length: the plan with its minutes, days, weeks or months; none for anything else."""
    match = re.fullmatch(r"(\d{1,4})(d|w|mo)?", text, re.ASCII)
    if match is None:
        return None
    amount = int(match[1])
    plan, most = _UNITS.get(match[2], (PriceUnit.HOUR, MOST_MINUTES))
    return (plan, amount) if 1 <= amount <= most else None


def ask_query(ask: Ask) -> dict[str, str]:
    """Write an ask as the parameters of an address."""
    query = {"day": ask.day.isoformat(), "length": length_of(ask), "quantity": str(ask.quantity)}
    if ask.plan == PriceUnit.HOUR and ask.start is not None:
        query["start"] = f"{ask.start:%H:%M}"
    return query


def builder_url(service: VendorService, ask: Ask | None = None) -> str:
    """Give the page where a service is booked, filled with an ask."""
    address = reverse("bookings:builder", args=[service.branch.slug, service.slug])
    return f"{address}?{urlencode(ask_query(ask))}" if ask else address


def space_url(service: VendorService, ask: Ask | None = None) -> str:
    """Give the branch's page with one service chosen and priced for an ask."""
    query = {"service": service.slug} | (ask_query(ask) if ask else {})
    return f"{reverse('pages:space', args=[service.branch.slug])}?{urlencode(query)}"


def again_url(booking: Booking, *, now: datetime) -> str:
    """Give the page where the same is booked again: then, or on the next such weekday to come."""
    ask = ask_of(booking)
    weeks = max(0, (now - booking.starts_at) // A_WEEK + 1)
    return builder_url(booking.vendor_service, replace(ask, day=ask.day + A_WEEK * weeks))
