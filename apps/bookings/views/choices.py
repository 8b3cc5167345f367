"""What the builder shows for an ask: days, times, the total, what a cancellation gives back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from apps.bookings.ask_links import builder_url, read_length
from apps.bookings.cancellation import refund_steps
from apps.bookings.forms import AskForm, lengths_of
from apps.bookings.queries import Slot, board_of, day_slots
from apps.bookings.repairs import with_nearest_repairs
from apps.bookings.texts import RefundRow, ShownLine, price_rows, refund_rows, when_text
from apps.catalog.asks import Ask, Span, span_of
from apps.catalog.policies import Offer
from apps.catalog.queries import quote_of
from apps.catalog.refusals import Refusal, RefusalCode
from apps.catalog.statuses import CancellationTier, PriceUnit
from atspaces.shared import formats
from atspaces.shared.clock import ONE_DAY, WEEKEND

DAYS_SHOWN = 14
NOON = time(12)
AFTERNOON_ENDS = time(17)
# Starts that nobody can choose are left out; these are shown as gone, so that the day is readable.
_SHOWN_AS_TAKEN = frozenset({RefusalCode.TAKEN, RefusalCode.BLOCKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Everything the builder shows beside its form. `refusal` is why the ask cannot be had now."""

    ask: Ask
    is_hourly: bool
    days: list[dict[str, Any]]
    plans: list[dict[str, Any]]
    slot_groups: list[dict[str, Any]]
    when: str
    lines: list[ShownLine]
    total: Decimal | None
    refunds: list[RefundRow]
    refusal: Refusal | None

    @property
    def can_continue(self) -> bool:
        """Tell whether there is something left to hold."""
        return bool(self.slot_groups) if self.is_hourly else self.refusal is None


def choices_for(form: AskForm, offer: Offer, *, refusal: Refusal | None, now: datetime) -> Choices:
    """Read what is free and what it costs. `refusal` is the answer to a hold that was just tried."""
    ask = form.ask()
    board = board_of(offer, first=ask.day, last=ask.last_day, now=now)
    slots = day_slots(board, ask, now=now) if ask.plan == PriceUnit.HOUR else []
    probe = _probe(ask, slots)
    has_nothing = ask.plan == PriceUnit.HOUR and not any(slot.is_free for slot in slots)
    if refusal is None and (ask.start is not None or ask.plan != PriceUnit.HOUR or has_nothing):
        refusal = board.refusal(probe, now=now)
        if refusal is not None:
            refusal = with_nearest_repairs(refusal, offer, probe, now=now)
    span = span_of(probe, offer.hours)
    quote = quote_of(offer, probe, span)
    is_chosen = ask.plan != PriceUnit.HOUR or (ask.start is not None and refusal is None)
    return Choices(
        ask=ask,
        is_hourly=ask.plan == PriceUnit.HOUR,
        days=_days(offer, ask, now),
        plans=_plans(offer, ask),
        slot_groups=_groups(slots, ask, offer.hours.zone),
        when=_when(offer, ask, span, now) if span and is_chosen else "",
        lines=price_rows(quote.as_snapshot(), offer.service.service.name) if quote else [],
        total=quote.total if quote else None,
        refunds=_refunds(offer, span, quote.total, now) if quote and span and is_chosen else [],
        refusal=refusal,
    )


def _probe(ask: Ask, slots: list[Slot]) -> Ask:
    """Give the ask with a start to be priced and judged, when none was chosen yet."""
    if ask.plan != PriceUnit.HOUR or ask.start is not None:
        return ask
    return replace(ask, start=slots[0].ask.start if slots else NOON)


def _days(offer: Offer, ask: Ask, now: datetime) -> list[dict[str, Any]]:
    today = now.astimezone(offer.hours.zone).date()
    first = today if ask.day < today + ONE_DAY * DAYS_SHOWN else ask.day - ONE_DAY * 3
    return [_day(offer, ask, first + ONE_DAY * ahead, now) for ahead in range(DAYS_SHOWN)]


def _day(offer: Offer, ask: Ask, day: date, now: datetime) -> dict[str, Any]:
    is_open = any(window.closes_at > now for window in offer.hours.windows(day))
    return {
        "date": day,
        "weekend": day.weekday() in WEEKEND,
        "closed": not is_open,
        "current": day == ask.day,
        "url": builder_url(offer.service, replace(ask, day=day)),
    }


def _plans(offer: Offer, ask: Ask) -> list[dict[str, Any]]:
    if len(offer.prices) < 2:
        return []
    names = {
        PriceUnit.HOUR: _("By the hour"),
        PriceUnit.DAY: _("By the day"),
        PriceUnit.WEEK: _("By the week"),
        PriceUnit.MONTH: _("By the month"),
    }
    return [
        {
            "text": names[plan],
            "url": builder_url(offer.service, ask if plan == ask.plan else _shortest(offer, ask, plan)),
            "current": plan == ask.plan,
        }
        for plan in offer.prices
    ]


def _shortest(offer: Offer, ask: Ask, plan: PriceUnit) -> Ask:
    read = read_length(lengths_of(offer, plan)[0])
    assert read is not None  # we wrote it
    if plan == PriceUnit.HOUR:
        return replace(ask, plan=plan, minutes=read[1], count=1)
    return replace(ask, plan=plan, start=None, count=read[1])


def _groups(slots: Iterable[Slot], ask: Ask, zone: ZoneInfo) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {_("Morning"): [], _("Afternoon"): [], _("Evening"): []}
    names = list(groups)
    for slot in slots:
        start = slot.ask.start
        if start is None or (slot.refusal and slot.refusal.code not in _SHOWN_AS_TAKEN):
            continue
        part = 0 if start < NOON else 1 if start < AFTERNOON_ENDS else 2
        groups[names[part]].append(_slot_row(slot, start, ask, zone))
    if not any(not row["taken"] for rows in groups.values() for row in rows):
        return []
    return [{"legend": name, "slots": rows} for name, rows in groups.items() if rows]


def _slot_row(slot: Slot, start: time, ask: Ask, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "value": f"{start:%H:%M}",
        "text": formats.clock(slot.starts_at, zone),
        "taken": not slot.is_free,
        "checked": slot.is_free and start == ask.start,
    }


def _when(offer: Offer, ask: Ask, span: Span, now: datetime) -> str:
    zone = offer.hours.zone
    return when_text(plan=ask.plan, starts_at=span.starts_at, ends_at=span.ends_at, zone=zone, now=now)


def _refunds(offer: Offer, span: Span, total: Decimal, now: datetime) -> list[RefundRow]:
    tier = CancellationTier(offer.service.cancellation_tier)
    return refund_rows(refund_steps(tier, starts_at=span.starts_at, booked_at=now), total, now=now)
