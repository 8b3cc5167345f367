"""A booking as its owner reads it: in which state it is, how to get there, what happened."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from apps.bookings.models import Booking
from apps.bookings.policies import hold_is_live
from apps.bookings.statuses import BookingStatus, CancelledBy, PaymentMethod
from apps.branches.models import Branch
from atspaces.shared import formats, money


@dataclass(frozen=True, slots=True)
class State:
    """The state of a booking in words, with the tone of its badge."""

    text: str
    tone: str
    note: str = ""


def state_of(booking: Booking, *, now: datetime) -> State:
    """Say in which state a booking is."""
    match booking.status:
        case BookingStatus.CONFIRMED if booking.checked_in_at:
            return State(_("Checked in"), "info")
        case BookingStatus.CONFIRMED:
            return State(pgettext("booking", "Confirmed"), "success")
        case BookingStatus.COMPLETED:
            return State(pgettext("booking", "Completed"), "")
        case BookingStatus.NO_SHOW:
            return State(_("Nobody came"), "danger", _("The desk noted that nobody came."))
        case BookingStatus.PENDING if hold_is_live(booking, now):
            return _waiting(booking, now)
        case BookingStatus.PENDING:
            return State(
                _("Time ran out"), "danger", _("The branch did not answer in time. Nothing was booked.")
            )
        case _:
            return State(pgettext("booking", "Cancelled"), "danger", _cancelled_note(booking))


def _waiting(booking: Booking, now: datetime) -> State:
    assert booking.hold_expires_at is not None  # only live ones come here
    local = booking.hold_expires_at.astimezone(booking.zone)
    facts = {
        "clock": formats.clock(booking.hold_expires_at, booking.zone),
        "day": formats.day(local.date(), today=now.astimezone(booking.zone).date()),
    }
    if booking.is_request:
        return State(
            _("Waiting for the branch"), "warning", _("The branch answers by %(day)s, %(clock)s.") % facts
        )
    return State(_("Held, not booked yet"), "warning", _("Held for you until %(clock)s.") % facts)


def _cancelled_note(booking: Booking) -> str:
    match booking.cancelled_by:
        case CancelledBy.CUSTOMER:
            return _("You cancelled it.")
        case CancelledBy.VENDOR if booking.confirmed_at is None:
            return _("The branch could not take it. You pay nothing.")
        case CancelledBy.VENDOR:
            return _("The branch cancelled it. Everything you paid comes back.")
        case CancelledBy.TIMEOUT:
            return _("The branch did not answer in time. Nothing was booked.")
        case _:
            return _("AtSpaces cancelled it. Everything you paid comes back.")


@dataclass(frozen=True, slots=True)
class Dues:
    """What of a booking was paid, is to be paid, and comes back; dinars."""

    paid: Decimal
    due: Decimal
    refund: Decimal


def dues_of(booking: Booking) -> Dues:
    """Give what a booking still asks for and gives back."""
    if booking.status == BookingStatus.CANCELLED:
        return Dues(booking.paid_amount, money.ZERO, booking.refunded_amount)
    is_firm = booking.status in {BookingStatus.CONFIRMED, BookingStatus.COMPLETED}
    is_due = is_firm and booking.payment_method == PaymentMethod.CASH
    due = max(money.ZERO, booking.total_price - booking.net_paid) if is_due else money.ZERO
    return Dues(booking.net_paid, due, money.ZERO)


def directions(branch: Branch) -> list[dict[str, str]]:
    """Give the ways to be led to a branch: the common map services and the device's own."""
    point = f"{branch.latitude.normalize():f},{branch.longitude.normalize():f}"
    google = urlencode({"api": 1, "destination": point})
    apple = urlencode({"daddr": point, "q": branch.name})
    return [
        {"text": _("Google Maps"), "url": f"https://www.google.com/maps/dir/?{google}"},
        {"text": _("Apple Maps"), "url": f"https://maps.apple.com/?{apple}"},
        {"text": _("Waze"), "url": f"https://waze.com/ul?{urlencode({'ll': point, 'navigate': 'yes'})}"},
        {"text": _("Other map"), "url": f"geo:{point}?{urlencode({'q': point})}"},
    ]


def events_of(booking: Booking) -> list[dict[str, Any]]:
    """Give what happened with a booking, in order, and what comes next."""
    asked = _("Request sent") if booking.is_request else _("Held for you")
    past = [
        (asked, booking.created_at),
        (pgettext("booking", "Confirmed"), booking.confirmed_at),
        (_("Checked in"), booking.checked_in_at),
        (_("Nobody came"), booking.no_show_at),
        (pgettext("booking", "Cancelled"), booking.cancelled_at),
        (pgettext("booking", "Completed"), booking.completed_at),
    ]
    events = [{"text": text, "at": at, "state": "done"} for text, at in past if at is not None]
    events[-1]["state"] = "now"
    if booking.status == BookingStatus.CONFIRMED and not booking.checked_in_at:
        events.append({"text": _("Your stay begins"), "at": booking.starts_at, "state": ""})
    return events
