"""Bookings as the desk works through them: who comes, in which state, the lists and their search."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.phones import mobile_number
from apps.bookings.models import Booking, not_firm, unpaid_cash
from apps.bookings.numbers import as_booking_number
from apps.bookings.policies import can_mark_no_show
from apps.bookings.queries import bookings_in, on_day, with_places
from apps.bookings.statuses import BookingStatus, CancelledBy
from apps.bookings.texts import booking_when
from apps.branches.models import Branch
from apps.branches.queries import desk_branches
from atspaces.shared import formats
from atspaces.shared.digits import western_digits

LATE_AFTER: Final = timedelta(minutes=10)
SHORTEST_PHONE_PART: Final = 4
MOST_COUNTED: Final = 250
"""Beyond so many a list's badge says "at least", so that it costs the same after ten years."""

_FIRM = Q(status__in=[BookingStatus.CONFIRMED, BookingStatus.COMPLETED])


class DeskState(StrEnum):
    """What the desk needs to know of a guest at a glance."""

    EXPECTED = "expected"
    LATE = "late"
    MISSING = "missing"
    IN = "in"
    LEFT = "left"
    NO_SHOW = "no_show"

    @property
    def label(self) -> str | Promise:
        return _LABELS[self]

    @property
    def tone(self) -> str:
        return _TONES[self]

    @property
    def is_awaited(self) -> bool:
        """Tell whether somebody may still come through the door."""
        return self in {DeskState.EXPECTED, DeskState.LATE, DeskState.MISSING}


_LABELS: dict[DeskState, str | Promise] = {
    DeskState.EXPECTED: _("Expected"),
    DeskState.LATE: _("Late"),
    DeskState.MISSING: _("No-show possible"),
    DeskState.IN: _("Here"),
    DeskState.LEFT: _("Finished"),
    DeskState.NO_SHOW: _("No-show"),
}
_TONES = {
    DeskState.EXPECTED: "",
    DeskState.LATE: "warning",
    DeskState.MISSING: "danger",
    DeskState.IN: "success",
    DeskState.LEFT: "",
    DeskState.NO_SHOW: "danger",
}


def desk_state(booking: Booking, now: datetime) -> DeskState:
    """Judge a firm booking: has the guest come, and if not, is it time to wonder?"""
    if booking.status == BookingStatus.NO_SHOW:
        return DeskState.NO_SHOW
    if booking.status == BookingStatus.COMPLETED:
        return DeskState.LEFT
    if booking.checked_in_at is not None:
        return DeskState.IN
    if can_mark_no_show(booking, now):
        return DeskState.MISSING
    return DeskState.LATE if now >= booking.starts_at + LATE_AFTER else DeskState.EXPECTED


def status_badge(booking: Booking, now: datetime) -> tuple[str | Promise, str]:
    """Give the state of any booking in words, and the tone of its badge."""
    match booking.status:
        case BookingStatus.CANCELLED:
            is_declined = booking.confirmed_at is None and booking.cancelled_by == CancelledBy.VENDOR
            return (_("Declined") if is_declined else _("Cancelled")), "danger"
        case BookingStatus.PENDING:
            ran_out = booking.hold_expires_at is not None and booking.hold_expires_at <= now
            return (_("Ran out"), "danger") if ran_out else (_("To answer"), "warning")
        case _:
            state = desk_state(booking, now)
            return state.label, state.tone


def guest_name(booking: Booking) -> str | Promise:
    """Give the name to call out at the desk."""
    return booking.contact_name or (booking.customer.full_name if booking.customer else "") or _("Walk-in")


def guest_phone(booking: Booking) -> str:
    """Give the number to call in E.164, or the empty string."""
    return booking.contact_phone or (booking.customer.phone_number if booking.customer else None) or ""


def days_or_times(booking: Booking, *, now: datetime) -> str:
    """Say when a booking is, in few words: its days when there are several, else its day and times."""
    if booking.end_date == booking.booking_date:
        return booking_when(booking, now=now)
    today = now.astimezone(booking.zone).date()
    return formats.date_range(booking.booking_date, booking.end_date, today=today)


def deadline_text(booking: Booking, *, now: datetime) -> str:
    """Say until when a request can be answered; empty for a booking that nobody waits with."""
    if booking.hold_expires_at is None:
        return ""
    local = booking.hold_expires_at.astimezone(booking.zone)
    parts = {
        "day": formats.day(local.date(), today=now.astimezone(booking.zone).date()),
        "clock": formats.clock(local, booking.zone),
    }
    return gettext("%(day)s, %(clock)s") % parts


def served_bookings(user: User) -> QuerySet[Booking]:
    """The bookings whose guests a person may receive: those of the branches where they run the desk."""
    return with_places(bookings_in(desk_branches(user)))


def desk_zone(branches: Sequence[Branch]) -> ZoneInfo:
    """Give the zone whose day a desk means by "today": that of the branch it shows, of several the first."""
    return branches[0].zone if branches else ZoneInfo(timezone.get_default_timezone_name())


class Tab(TextChoices):
    """The lists of the bookings page."""

    ANSWER = "answer", _("To answer")
    TODAY = "today", _("Today")
    UPCOMING = "upcoming", _("Upcoming")
    CASH = "cash", _("Cash to collect")
    PAST = "past", _("Past")
    OFF = "off", _("Cancelled or no-show")

    @property
    def order(self) -> list[str]:
        """Give what the list is sorted by: what is nearest in time first."""
        if self == Tab.ANSWER:
            return ["hold_expires_at", "pk"]
        return ["starts_at", "pk"] if self in {Tab.TODAY, Tab.UPCOMING} else ["-starts_at", "-pk"]


def in_tab(tab: Tab, *, today: date, now: datetime) -> Q:
    """Give the condition of one list. Every booking is in exactly one, and unpaid cash in one more."""
    waiting = Q(status=BookingStatus.PENDING, is_request=True, hold_expires_at__gt=now)
    conditions = {
        Tab.ANSWER: waiting,
        Tab.TODAY: _FIRM & on_day(today),
        Tab.UPCOMING: _FIRM & Q(booking_date__gt=today),
        Tab.CASH: unpaid_cash(),
        # The first day is named for the index on it.
        Tab.PAST: _FIRM & Q(booking_date__lt=today, end_date__lt=today),
        Tab.OFF: not_firm() & ~waiting,
    }
    return conditions[tab]


def tab_counts(bookings: QuerySet[Booking], *, today: date, now: datetime) -> dict[Tab, int]:
    """Count every list in one query, each no further than to `MOST_COUNTED`."""
    counted, params = [], list[Any]()
    for tab in Tab:
        # In the order of the index by day, so that the past is read no further than it is counted.
        order = ["vendor_service_id", "booking_date"] if tab == Tab.PAST else []
        found = bookings.filter(in_tab(tab, today=today, now=now)).order_by(*order)
        sql, of_this = found.values("pk")[:MOST_COUNTED].query.sql_with_params()
        counted.append(f"(SELECT count(*) FROM ({sql}) counted)")  # noqa: S608 (all of it Django's)
        params += of_this
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counted)}", params)
        return dict(zip(Tab, cursor.fetchone(), strict=True))


def matching(bookings: QuerySet[Booking], typed: str) -> QuerySet[Booking]:
    """Find bookings by what a guest says at the desk: a name, a phone in any form, a booking number."""
    text = western_digits(typed).strip()
    if not text:
        return bookings
    wanted = Q(contact_name__icontains=text) | Q(customer__full_name__icontains=text)
    if number := as_booking_number(text):
        wanted |= Q(booking_number=number)
    for part in _phone_parts(text):
        wanted |= Q(contact_phone__contains=part) | Q(customer__phone_number__contains=part)
    return bookings.filter(wanted)


def _phone_parts(text: str) -> list[str]:
    if whole := mobile_number(text):
        return [whole]
    digits = re.sub(r"[\s\-.()+]", "", text)
    # Stored as +9627…: the zero that people say first is not in there.
    part = digits.removeprefix("00962").lstrip("0")
    return [part] if part.isdigit() and len(part) >= SHORTEST_PHONE_PART else []
