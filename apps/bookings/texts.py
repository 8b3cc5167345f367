"""Bookings in words, in the active language: when, what it costs, what a cancellation gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
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
    """Say when a stay is: `Tue 14 Jan, 10:00–12:00`, or its days with the hours of the first and last.

    A stay that ends with a day has its last hour at midnight of the day after, which is never named.
    """
    touched = days_touched(starts_at, ends_at, zone)
    first, last = touched[0], touched[-1]
    today = now.astimezone(zone).date()
    first_day = formats.day(first, today=today, relative=True)
    days_text = first_day if first == last else formats.date_range(first, last, today=today)
    begins_a_day, ends_a_day = (i.astimezone(zone).time() == time.min for i in (starts_at, ends_at))
    if plan != PriceUnit.HOUR and begins_a_day and ends_a_day:
        return _("%(days)s, around the clock") % {"days": days_text}
    if plan == PriceUnit.HOUR or first == last:
        return _("%(day)s, %(times)s") % {
            "day": first_day,
            "times": formats.time_range(starts_at, ends_at, zone),
        }
    days = {
        "days": days_text,
        "first": formats.clock(starts_at, zone),
        "last": formats.clock(ends_at, zone),
    }
    if ends_a_day:
        return _("%(days)s, from %(first)s on the first day to midnight on the last") % days
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
    """One line of a price for people; `amount` in dinars, below zero for a `discount`."""

    label: str
    amount: Decimal
    note: str = ""
    discount: bool = False


def price_rows(snapshot: Mapping[str, Any], kind: str) -> list[ShownLine]:
    """Give a price in lines, from the snapshot that is frozen on a booking or about to be.

    The tax is the last line, and absent where none is charged.
    """
    lines = [_shown(line, kind) for line in snapshot.get("lines", [])]
    discount = Decimal(snapshot.get("discount", "0"))
    if discount:
        label = _("Promo code %(code)s") % {"code": snapshot["discount_code"]}
        lines.append(ShownLine(label, -discount, discount=True))
    kept = Decimal(snapshot.get("kept", "0"))
    if kept:
        lines.append(ShownLine(_("Kept for time given up, tax included"), kept))
    tax = Decimal(snapshot.get("tax", "0"))
    if tax:
        percent = f"{Decimal(snapshot['tax_percent']).normalize():f}"
        lines.append(ShownLine(_("Sales tax %(percent)s%%") % {"percent": percent}, tax))
    return lines


def _shown(line: Mapping[str, Any], kind: str) -> ShownLine:
    length = _length(line["unit"], Decimal(line["count"]))
    quantity = int(line["quantity"])
    label = length if quantity == 1 else f"{length} × {units_text(kind, quantity)}"
    note = per_unit_text(line["unit"], Decimal(line["unit_price"]))
    rate = rate_text(Decimal(line.get("percent", "0")))
    return ShownLine(label, Decimal(line["amount"]), formats.listed([note, rate]))


def rate_text(percent: Decimal) -> str:
    """Say why a price is not the usual one: `busy hours, 25% more`; empty when it is."""
    if not percent:
        return ""
    shown = {"percent": f"{abs(percent).normalize():f}"}
    return (
        _("busy time, %(percent)s%% more") % shown
        if percent > 0
        else _("quiet time, %(percent)s%% less") % shown
    )


def _length(unit: str, count: Decimal) -> str:
    if unit == PriceUnit.HOUR:
        return formats.duration(int(count * MINUTES_AN_HOUR))
    return formats.time_units(unit, int(count))


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
