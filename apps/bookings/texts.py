"""Bookings in words, in the active language: when, what it costs, what a cancellation gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.bookings.ask_links import builder_url
from apps.bookings.cancellation import RefundStep
from apps.bookings.models import Booking
from apps.catalog.refusals import Refusal, Repair, RepairKind
from apps.catalog.statuses import PriceUnit, ServiceName
from atspaces.shared import formats, money
from atspaces.shared.clock import days_touched

MINUTES_AN_HOUR = 60
FULL = 100
"""Per cent of a refund that gives everything back."""


def when_text(*, plan: str, starts_at: datetime, ends_at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Say when a stay is: `Tue 14 Jan, 10:00–12:00`, or its days with the hours of the first and last."""
    touched = days_touched(starts_at, ends_at, zone)
    first, last = touched[0], touched[-1]
    today = now.astimezone(zone).date()
    if plan == PriceUnit.HOUR or first == last:
        parts = {
            "day": formats.day(first, today=today, relative=True),
            "times": formats.time_range(starts_at, ends_at, zone),
        }
        return _("%(day)s, %(times)s") % parts
    days = {
        "days": formats.date_range(first, last, today=today),
        "first": formats.clock(starts_at, zone),
        "last": formats.clock(ends_at, zone),
    }
    return _("%(days)s, from %(first)s on the first day to %(last)s on the last") % days


def booking_when(booking: Booking, *, now: datetime) -> str:
    """Say when a booking is."""
    return when_text(
        plan=booking.price_unit,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        zone=booking.zone,
        now=now,
    )


def units_text(kind: str, quantity: int) -> str:
    """Count what is booked: `2 desks`, `1 meeting room`."""
    words = {
        ServiceName.HOT_DESK: ngettext("%(count)d desk", "%(count)d desks", quantity),
        ServiceName.MEETING_ROOM: ngettext("%(count)d meeting room", "%(count)d meeting rooms", quantity),
        ServiceName.PRIVATE_OFFICE: ngettext("%(count)d office", "%(count)d offices", quantity),
    }
    return words[ServiceName(kind)] % {"count": quantity}


def per_unit_text(unit: str, price: Decimal) -> str:
    """Say a price with its unit of time: `JOD 2 an hour`."""
    words = {
        PriceUnit.HOUR: _("%(price)s an hour"),
        PriceUnit.DAY: _("%(price)s a day"),
        PriceUnit.WEEK: _("%(price)s a week"),
        PriceUnit.MONTH: _("%(price)s a month"),
    }
    return words[PriceUnit(unit)] % {"price": formats.price(price)}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a price for people; `amount` in dinars."""

    label: str
    amount: Decimal
    note: str = ""


def price_rows(snapshot: Mapping[str, Any], kind: str) -> list[ShownLine]:
    """Give a price in lines, from the snapshot that is frozen on a booking or about to be.

    The tax is the last line, and absent where none is charged.
    """
    lines = [_shown(line, kind) for line in snapshot.get("lines", [])]
    tax = Decimal(snapshot.get("tax", "0"))
    if tax:
        percent = f"{Decimal(snapshot['tax_percent']).normalize():f}"
        lines.append(ShownLine(_("Sales tax %(percent)s%%") % {"percent": percent}, tax))
    return lines


def _shown(line: Mapping[str, Any], kind: str) -> ShownLine:
    length = _length(line["unit"], Decimal(line["count"]))
    quantity = int(line["quantity"])
    label = length if quantity == 1 else f"{length} × {units_text(kind, quantity)}"
    return ShownLine(label, Decimal(line["amount"]), per_unit_text(line["unit"], Decimal(line["unit_price"])))


def _length(unit: str, count: Decimal) -> str:
    if unit == PriceUnit.HOUR:
        return formats.duration(int(count * MINUTES_AN_HOUR))
    whole = int(count)
    words = {
        PriceUnit.DAY: ngettext("%(count)d day", "%(count)d days", whole),
        PriceUnit.WEEK: ngettext("%(count)d week", "%(count)d weeks", whole),
        PriceUnit.MONTH: ngettext("%(count)d month", "%(count)d months", whole),
    }
    return words[PriceUnit(unit)] % {"count": whole}


@dataclass(frozen=True, slots=True)
class RefundRow:
    """One step of a refund as people read it; `until` none is the end."""

    until: datetime | None
    percent: int
    amount: Decimal
    is_over: bool


def refund_rows(steps: Sequence[RefundStep], total: Decimal, *, now: datetime) -> list[RefundRow]:
    """Give the steps of a refund with their dinars, the last one being nothing."""
    rows = [
        RefundRow(step.until, step.percent, money.share_of(total, Decimal(step.percent)), step.until <= now)
        for step in steps
    ]
    return [*rows, RefundRow(None, 0, money.ZERO, is_over=False)]


def free_until_text(steps: Sequence[RefundStep], *, zone: ZoneInfo, now: datetime) -> str:
    """Say until when cancelling costs nothing; in few words when it always costs."""
    full = [step.until for step in steps if step.percent == FULL and step.until > now]
    if not full:
        return _("Not refundable any more")
    local = max(full)
    parts = {
        "day": formats.day(local.astimezone(zone).date(), today=now.astimezone(zone).date()),
        "clock": formats.clock(local, zone),
    }
    return _("Free cancellation until %(day)s, %(clock)s") % parts


def distance_text(kilometres: float) -> str:
    """Say a distance as people judge it: `350 m`, `2.4 km`."""
    if kilometres < 1:
        return _("%(metres)d m") % {"metres": max(50, round(kilometres * 20) * 50)}
    return _("%(kilometres)s km") % {"kilometres": f"{kilometres:.1f}"}


def repair_rows(refusal: Refusal | None, *, now: datetime) -> list[dict[str, str]]:
    """Give the ways around a refusal as links to the page where they are booked."""
    if refusal is None:
        return []
    return [{"url": builder_url(r.service, r.ask), "text": _repair_text(r, now)} for r in refusal.repairs]


def _repair_text(repair: Repair, now: datetime) -> str:
    zone = repair.service.branch.zone
    when = when_text(
        plan=repair.ask.plan,
        starts_at=repair.starts_at,
        ends_at=repair.ends_at,
        zone=zone,
        now=now,
    )
    place = {
        "service": repair.service.display_name,
        "branch": repair.service.branch.display_name,
        "when": when,
    }
    match repair.kind:
        case RepairKind.OTHER_UNIT:
            return _("%(service)s, same branch: %(when)s") % place
        case RepairKind.OTHER_BRANCH:
            place["distance"] = distance_text(repair.distance_km or 0)
            return _("%(branch)s, %(distance)s away: %(when)s") % place
        case _:
            return when
