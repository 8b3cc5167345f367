"""May this ask be booked? Every rule that does not depend on other people's bookings.

The one validator: search offers, the builder lists, holding, confirming and paying all ask it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from apps.accounts.statuses import UserStatus
from apps.branches.hours import WeekOfHours
from apps.branches.statuses import BranchStatus
from apps.catalog.asks import Ask, Span, span_of
from apps.catalog.models import VendorService
from apps.catalog.rates import Rate
from apps.catalog.refusals import Refusal, RefusalCode
from apps.catalog.statuses import PriceUnit, SaleStatus
from apps.catalog.units import UnitsInUse, Use, peak
from atspaces.shared.clock import ONE_DAY, day_start, days_touched


@dataclass(frozen=True, slots=True)
class Limits:
    """How many days, weeks or months one stay may last; no `most` is without end."""

    least: int = 1
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A service with everything its rules read. Branch and vendor are loaded on the service."""

    service: VendorService
    hours: WeekOfHours
    prices: Mapping[PriceUnit, Decimal]
    limits: Mapping[PriceUnit, Limits] = field(default_factory=dict)
    rates: Sequence[Rate] = ()

    @property
    def pause(self) -> timedelta:
        """The time between two stays in one unit."""
        return timedelta(minutes=self.service.buffer_minutes)

    def refuse(self, code: RefusalCode, **facts: object) -> Refusal:
        """Give a refusal about this service."""
        return Refusal(code, self.hours.zone, facts)


def refusal_of(offer: Offer, ask: Ask, *, now: datetime) -> Refusal | None:
    """Say why an ask is not lawful, whoever else booked; none when it is."""
    if refusal := not_on_sale(offer, ask):
        return refusal
    span = span_of(ask, offer.hours)
    if span is None:
        return offer.refuse(RefusalCode.CLOSED)
    return _wrong_moment(offer, ask, span, now) or refusal_of_length(offer, ask, span)


def refusal_for_units(offer: Offer, ask: Ask, span: Span, in_use: UnitsInUse) -> Refusal | None:
    """Say why the units are not free, given everybody's use of them; none when they are."""
    pause = offer.pause
    # A pause after each stay: the same rule seen from the earlier and from the later one.
    stays = [Use(use.starts_at, use.ends_at + pause, use.units) for use in in_use.taken]
    parts = list(_parts_by_capacity(offer, span.starts_at, span.ends_at + pause, in_use.capacities))
    free = _least_free(parts, [*stays, *in_use.blocked])
    if free >= ask.quantity:
        return None
    capacity = min(part.capacity for part in parts)
    if 0 < capacity < ask.quantity:
        return offer.refuse(RefusalCode.OVER_CAPACITY, capacity=capacity)
    times = {"starts_at": span.starts_at, "ends_at": span.ends_at}
    if not capacity or _least_free(parts, stays) >= ask.quantity:
        return offer.refuse(RefusalCode.BLOCKED, **times)
    return offer.refuse(RefusalCode.TAKEN, free=max(0, free), **times)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a stay during which there is one capacity."""

    starts_at: datetime
    ends_at: datetime
    capacity: int


def _parts_by_capacity(
    offer: Offer, starts_at: datetime, ends_at: datetime, capacities: Mapping[date, int]
) -> Iterator[_Part]:
    usual, zone = offer.service.max_capacity, offer.hours.zone
    if not capacities:
        yield _Part(starts_at, ends_at, usual)
        return
    for day in days_touched(starts_at, ends_at, zone):
        first, last = max(starts_at, day_start(day, zone)), min(ends_at, day_start(day + ONE_DAY, zone))
        yield _Part(first, last, min(usual, capacities.get(day, usual)))


def _least_free(parts: Sequence[_Part], uses: Sequence[Use]) -> int:
    return min(part.capacity - peak(uses, part.starts_at, part.ends_at) for part in parts)


def not_on_sale(offer: Offer, ask: Ask) -> Refusal | None:
    """Say why nothing of this kind is sold at the moment; none when it is."""
    service = offer.service
    branch = service.branch
    if branch.status != BranchStatus.ACTIVE or branch.vendor.status == UserStatus.SUSPENDED:
        return offer.refuse(RefusalCode.BRANCH_PAUSED)
    if service.status != SaleStatus.ACTIVE:
        return offer.refuse(RefusalCode.SERVICE_PAUSED)
    if ask.plan not in offer.prices:
        return offer.refuse(RefusalCode.NOT_SOLD)
    if ask.quantity > service.max_capacity:
        return offer.refuse(RefusalCode.OVER_CAPACITY, capacity=service.max_capacity)
    return None


def _wrong_moment(offer: Offer, ask: Ask, span: Span, now: datetime) -> Refusal | None:
    service = offer.service
    today = now.astimezone(offer.hours.zone).date()
    # A day that has begun can still be booked for what is left of it.
    last_moment = span.starts_at if ask.plan == PriceUnit.HOUR else _closing(offer, ask)
    if last_moment <= now:
        return offer.refuse(RefusalCode.PAST)
    if service.notice_minutes and span.starts_at < now + timedelta(minutes=service.notice_minutes):
        return offer.refuse(RefusalCode.TOO_LATE, minutes=service.notice_minutes)
    if ask.day > today + ONE_DAY * service.max_advance_days:
        return offer.refuse(RefusalCode.TOO_EARLY, days=service.max_advance_days)
    return None


def _closing(offer: Offer, ask: Ask) -> datetime:
    return max(window.closes_at for window in offer.hours.windows(ask.day))


def refusal_of_length(offer: Offer, ask: Ask, span: Span) -> Refusal | None:
    """Say why a stay is too short, too long, off the steps or beyond the hours; none when it is not."""
    if ask.plan != PriceUnit.HOUR:
        return _wrong_count(offer, ask)
    service = offer.service
    if ask.minutes < service.min_booking_duration:
        return offer.refuse(RefusalCode.TOO_SHORT, minutes=service.min_booking_duration)
    if service.max_booking_duration is not None and ask.minutes > service.max_booking_duration:
        return offer.refuse(RefusalCode.TOO_LONG, minutes=service.max_booking_duration)
    starts_at_minute = ask.start.hour * 60 + ask.start.minute if ask.start else 0
    if starts_at_minute % service.step_minutes or ask.minutes % service.step_minutes:
        return offer.refuse(RefusalCode.OFF_STEP, minutes=service.step_minutes)
    if not offer.hours.is_open_throughout(span.starts_at, span.ends_at):
        return offer.refuse(RefusalCode.CLOSED)
    return None


def _wrong_count(offer: Offer, ask: Ask) -> Refusal | None:
    limits = offer.limits.get(ask.plan, Limits())
    if ask.count < limits.least:
        return offer.refuse(RefusalCode.TOO_SHORT, unit=ask.plan, count=limits.least)
    if limits.most is not None and ask.count > limits.most:
        return offer.refuse(RefusalCode.TOO_LONG, unit=ask.plan, count=limits.most)
    return None
