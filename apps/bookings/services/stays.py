"""A firm stay made longer or shorter, and a guest who leaves early."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.services.audit import record_audit
from apps.bookings import messages
from apps.bookings.cancellation import refund_percent
from apps.bookings.extension_repairs import with_repairs_for_longer
from apps.bookings.models import Booking
from apps.bookings.policies import ask_of, refund_steps_of
from apps.bookings.queries import board_of
from apps.bookings.repricing import EVERYTHING, Snapshot, agreed_discount, lengthened, shortened
from apps.bookings.services.locking import bounded_wait, locked_booking, locked_offer, locked_with_offer
from apps.bookings.services.moves import NotNow
from apps.bookings.services.overdue import touched_days
from apps.bookings.services.placing import (
    check_consent,
    check_move,
    check_price,
    in_good_time,
    place_facts,
    project_or_refuse,
    set_place,
    set_price,
)
from apps.bookings.services.projection import project_days
from apps.bookings.statuses import BookingMove, BookingStatus, Side
from apps.catalog.asks import Ask, Span, span_of
from apps.catalog.policies import Offer, refusal_of, refusal_of_length
from apps.catalog.queries import quote_of
from apps.catalog.refusals import RefusalCode, Refused
from apps.catalog.statuses import PriceUnit
from atspaces.shared.clock import HALF_HOUR, ONE_DAY, day_start


@transaction.atomic
def extend_booking(
    *,
    booking: Booking,
    length: int,
    side: Side,
    by: User | None,
    now: datetime,
    shown_total: Decimal | None = None,
) -> Booking:
    """Let a guest stay longer in the same unit. Safe to press twice.

    `length` is the whole new length: minutes of a stay by the hour, else days, weeks or months as
    it was booked. The validator judges the added time; notice and start are not judged again.
    `side` is on whose wish, `by` who pressed. Raises `Refused` with repairs, `PriceChanged` when
    `shown_total` no longer holds, `NotNow`, `IllegalMove`, `NeedsTheBranch`.
    """
    offer, booking, longer = _locked(booking, length)
    if longer == ask_of(booking):
        return booking
    if _size(longer) < _size(ask_of(booking)):
        raise NotNow(_("Choose a time after the end of your stay."))
    check_move(booking=booking, move=BookingMove.EXTEND, side=side, now=now)
    check_consent(offer=offer, booking=booking, by=by)
    span = _longer_span(offer, booking, longer, now)
    snapshot = _longer_price(offer, booking, longer, span)
    check_price(total=Decimal(snapshot["total"]), shown=shown_total)
    before = _change(offer, booking, longer, span, snapshot, now)
    _audit(BookingMove.EXTEND, booking, before, by, side, now)
    messages.tell_extended(booking, now=now)
    if side != Side.VENDOR:
        messages.tell_vendor_of_change(booking, now=now)
    return booking


@transaction.atomic
def shorten_booking(
    *,
    booking: Booking,
    length: int,
    side: Side,
    by: User | None,
    now: datetime,
    shown_total: Decimal | None = None,
) -> Booking:
    """End a stay before its time but not before now, and free the rest. Safe to press twice.

    `length` as for `extend_booking`. What the time given up was worth comes back by the booking's
    own refund steps, all of it when the branch or an admin wishes it. Raises like `extend_booking`;
    a stay may become neither shorter than the service allows nor end in the past.
    """
    offer, booking, shorter = _locked(booking, length)
    if shorter == ask_of(booking):
        return booking
    if _size(shorter) > _size(ask_of(booking)):
        raise NotNow(_("Choose a time before the end of your stay."))
    check_move(booking=booking, move=BookingMove.SHORTEN, side=side, now=now)
    span = _shorter_span(offer, booking, shorter, now)
    snapshot = _shorter_price(offer, booking, shorter, span, side, now)
    check_price(total=Decimal(snapshot["total"]), shown=shown_total)
    before = _change(offer, booking, shorter, span, snapshot, now)
    _audit(BookingMove.SHORTEN, booking, before, by, side, now)
    messages.tell_shortened(booking, now=now)
    if side != Side.VENDOR:
        messages.tell_vendor_of_change(booking, now=now)
    return booking


@transaction.atomic
def check_out_early(*, booking: Booking, by: User, now: datetime) -> Booking:
    """Note that a guest who was in has left: the stay is over and its units are free at once.

    Safe to press twice. The stay ends with the half hour that has begun; its price stays. Raises
    `NotNow` for a guest who is not checked in.
    """
    offer, booking = locked_with_offer(booking)
    if booking.status == BookingStatus.COMPLETED:
        return booking
    check_move(booking=booking, move=BookingMove.CHECK_OUT, side=Side.VENDOR, now=now)
    before, days = place_facts(booking=booking), touched_days(offer, booking)
    _end_at(booking, _end_of_use(booking, now))
    booking.status = BookingStatus.COMPLETED
    booking.completed_at = now
    booking.save()
    project_days(offer=offer, days=days, now=now)
    _audit(BookingMove.CHECK_OUT, booking, before, by, Side.VENDOR, now)
    return booking


def _end_of_use(booking: Booking, now: datetime) -> datetime:
    """Give the end of the half hour that has begun, within the stay and after its first one."""
    midnight = day_start(now.astimezone(booking.zone).date(), booking.zone)
    half_hours = -((midnight - now) // HALF_HOUR)
    return min(booking.ends_at, max(midnight + HALF_HOUR * half_hours, booking.starts_at + HALF_HOUR))


def _end_at(booking: Booking, ends_at: datetime) -> None:
    local = ends_at.astimezone(booking.zone)
    booking.ends_at, booking.end_time = ends_at, local.time()
    last_day = (local - timedelta(microseconds=1)).date()
    booking.end_date = min(booking.end_date, max(booking.booking_date, last_day))


def _locked(booking: Booking, length: int) -> tuple[Offer, Booking, Ask]:
    """Lock a booking and its service, and read what is offered on all days of the old and new stay."""
    with bounded_wait():
        booking = locked_booking(booking)
    changed = _of_length(ask_of(booking), length)
    last = max(booking.end_date, changed.last_day)
    return locked_offer(booking.vendor_service_id, first=booking.booking_date, last=last), booking, changed


def _of_length(ask: Ask, length: int) -> Ask:
    return replace(ask, minutes=length) if ask.plan == PriceUnit.HOUR else replace(ask, count=max(1, length))


def _size(ask: Ask) -> int:
    return ask.minutes if ask.plan == PriceUnit.HOUR else ask.count


def _longer_span(offer: Offer, booking: Booking, longer: Ask, now: datetime) -> Span:
    """Give the span of the longer stay. Raises `Refused` unless the added time is free and lawful."""
    judged_at = in_good_time(offer=offer, starts_at=booking.starts_at, now=now)
    refusal = refusal_of(offer, longer, now=judged_at)
    whole = span_of(longer, offer.hours)
    if whole is None or (refusal is None and whole.ends_at <= booking.ends_at):
        refusal = refusal or offer.refuse(RefusalCode.CLOSED)
    board = board_of(
        offer, first=booking.end_date, last=longer.last_day + ONE_DAY, now=now, without=booking.pk
    )
    if refusal is None and whole is not None:
        # Only what is added: capacity lowered under the stay itself takes nothing from it.
        refusal = board.refusal_for_span(longer, Span(booking.ends_at, whole.ends_at))
    if refusal is not None or whole is None:
        assert refusal is not None  # a missing span has been refused
        added = _added_ask(booking, longer)
        raise Refused(with_repairs_for_longer(refusal, board, booking, longer, added, now=now))
    return replace(whole, starts_at=booking.starts_at)


def _added_ask(booking: Booking, longer: Ask) -> Ask:
    """Give the ask for the added time alone, from the end of the stay."""
    agreed = ask_of(booking)
    if agreed.plan != PriceUnit.HOUR:
        day = booking.end_date + ONE_DAY
        return replace(longer, day=day, count=max(1, longer.count - agreed.count))
    local = booking.ends_at.astimezone(booking.zone)
    minutes = max(0, longer.minutes - agreed.minutes)
    return replace(longer, day=local.date(), start=local.time(), minutes=minutes)


def _longer_price(offer: Offer, booking: Booking, longer: Ask, span: Span) -> Snapshot:
    new_days = tuple(day for day in span.open_days if day > booking.end_date)
    added = quote_of(offer, _added_ask(booking, longer), Span(booking.ends_at, span.ends_at, new_days))
    snapshot: Snapshot = booking.price_snapshot
    whole = quote_of(offer, longer, span, discount=agreed_discount(snapshot))
    assert added is not None  # the validator has seen that it is sold
    assert whole is not None
    return lengthened(snapshot, whole=whole, added=added)


_JUDGED_WHEN_SHORTER = {RefusalCode.TOO_SHORT, RefusalCode.OFF_STEP}


def _shorter_span(offer: Offer, booking: Booking, shorter: Ask, now: datetime) -> Span:
    """Give the span of the shorter stay. Raises `Refused` when it is too short or ends in the past.

    Whether the branch still sells the space does not matter: nothing is taken.
    """
    span = span_of(shorter, offer.hours)
    if span is None or span.ends_at >= booking.ends_at:
        raise Refused(offer.refuse(RefusalCode.CLOSED))
    if span.ends_at <= max(now, booking.starts_at):
        raise Refused(offer.refuse(RefusalCode.PAST))
    refusal = refusal_of_length(offer, shorter, span)
    if refusal is not None and refusal.code in _JUDGED_WHEN_SHORTER:
        raise Refused(refusal)
    return replace(span, starts_at=booking.starts_at)


def _shorter_price(
    offer: Offer, booking: Booking, shorter: Ask, span: Span, side: Side, now: datetime
) -> Snapshot:
    is_theirs = side == Side.CUSTOMER
    percent = refund_percent(refund_steps_of(booking), at=now) if is_theirs else EVERYTHING
    whole, short = quote_of(offer, ask_of(booking)), quote_of(offer, shorter, span)
    if whole is not None and short is not None and whole.subtotal:
        ratio = Fraction(short.subtotal) / Fraction(whole.subtotal)
    else:
        # No longer sold by that unit: time is what is left to compare.
        ratio = Fraction((span.ends_at - span.starts_at) / (booking.ends_at - booking.starts_at))
    return shortened(booking.price_snapshot, ratio=ratio, short=short, percent=percent)


def _change(
    offer: Offer, booking: Booking, ask: Ask, span: Span, snapshot: Snapshot, now: datetime
) -> dict[str, str | int]:
    """Write the changed stay and recompute every day it touched or touches. Gives what was before."""
    before = place_facts(booking=booking)
    days: set[date] = set(touched_days(offer, booking))
    set_place(booking=booking, offer=offer, ask=ask, span=span)
    set_price(booking=booking, snapshot=snapshot)
    booking.save()
    project_or_refuse(offer=offer, booking=booking, days=days | set(touched_days(offer, booking)), now=now)
    return before


def _audit(
    move: BookingMove,
    booking: Booking,
    before: dict[str, str | int],
    by: User | None,
    side: Side,
    now: datetime,
) -> None:
    details = {"side": side.value, "before": before, "after": place_facts(booking=booking)}
    record_audit(actor=by, action=move.value, target=booking, now=now, details=details)
