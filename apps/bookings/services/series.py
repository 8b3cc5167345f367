"""The same stay every week: held together and booked together, or not at all."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.bookings import messages
from apps.bookings.models import Booking
from apps.bookings.policies import MOST_LIVE_HOLDS, ask_of
from apps.bookings.queries import board_of, live_holds
from apps.bookings.repairs import with_nearest_repairs
from apps.bookings.services import locking
from apps.bookings.services.drafts import FormUsed, Holder, draft_booking, is_over, save_draft
from apps.bookings.services.locking import bounded_wait, locked_booking, locked_offer
from apps.bookings.services.moves import HoldLost, confirm_locked, request_locked
from apps.bookings.services.overdue import free_overdue
from apps.bookings.statuses import BookingStatus, PaymentMethod
from apps.catalog.asks import Ask
from apps.catalog.models import VendorService
from apps.catalog.policies import Offer
from apps.catalog.queries import offers_of
from apps.catalog.refusals import Refusal
from apps.catalog.units import Use
from atspaces.shared.errors import DomainError

A_WEEK: Final = timedelta(days=7)
MOST_WEEKS: Final = 26


class WrongSeries(DomainError):
    """A series of no weeks, or of too many."""


@dataclass(frozen=True, slots=True)
class RefusedWeek:
    """A week of a series that cannot be had, with ways around it."""

    ask: Ask
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class HeldSeries:
    """What became of a series: either its bookings, or the weeks that stand in its way."""

    series_key: str
    bookings: tuple[Booking, ...]
    refused: tuple[RefusedWeek, ...] = ()


def book_series(
    *,
    service: VendorService,
    ask: Ask,
    weeks: int,
    holder_key: str,
    idempotency_key: str,
    customer: User | None,
    language: str,
    now: datetime,
    skip: Collection[date] = (),
) -> HeldSeries:
    """Hold a stay in each of some weeks, the first as asked. The same key gives the same series.

    `skip` are the days that were ticked to be left out; of the others all are held or none, and
    then the result lists the weeks that are refused, with repairs. Check out with
    `payments.services.check_out_series`. Raises `WrongSeries`, `ServiceBusy`, and `DomainError`
    for a key used for something else or too many holds at once.
    """
    asks = [replace(ask, day=ask.day + A_WEEK * n) for n in range(max(0, weeks))]
    asks = [one for one in asks if one.day not in skip]
    if not asks or weeks > MOST_WEEKS:
        raise WrongSeries(_("A series lasts from one week to 26 weeks."))
    holder = Holder(holder_key, idempotency_key, customer, language)
    with bounded_wait():
        held = _hold_all(service.pk, asks, holder, now)
    if not held.refused:
        return held
    offer = offers_of([service], first=asks[0].day, last=asks[-1].last_day)[service.pk]
    refused = [
        replace(week, refusal=with_nearest_repairs(week.refusal, offer, week.ask, now=now))
        for week in held.refused
    ]
    return replace(held, refused=tuple(refused))


@transaction.atomic(durable=True)
def _hold_all(service_id: int, asks: list[Ask], holder: Holder, now: datetime) -> HeldSeries:
    offer = locked_offer(service_id, first=asks[0].day, last=asks[-1].last_day)
    if earlier := _held_before(holder, service_id, asks, now):
        return earlier
    mine = live_holds(Booking.objects.filter(holder_key=holder.key), now=now)
    if mine.count() >= MOST_LIVE_HOLDS:
        raise DomainError(_("You are holding several spaces already. Book or release one of them first."))
    free_overdue(offer, now=now)
    key = secrets.token_hex(8)
    drafts, refused = _drafts(offer, asks, holder, now)
    if refused:
        return HeldSeries(key, (), tuple(refused))
    for number, draft in enumerate(drafts):
        draft.series_key = key
        draft.idempotency_key = f"{holder.form_key}#{number}"
        save_draft(booking=draft, offer=offer, now=now)
    return HeldSeries(key, tuple(drafts))


def _drafts(
    offer: Offer, asks: list[Ask], holder: Holder, now: datetime
) -> tuple[list[Booking], list[RefusedWeek]]:
    board = board_of(offer, first=asks[0].day, last=asks[-1].last_day, now=now)
    drafts: list[Booking] = []
    refused: list[RefusedWeek] = []
    for ask in asks:
        if refusal := board.refusal(ask, now=now):
            refused.append(RefusedWeek(ask, refusal))
            continue
        draft = draft_booking(offer=offer, ask=ask, holder=holder, now=now)
        drafts.append(draft)
        # Stays longer than a week meet each other.
        taken = [*board.in_use.taken, Use(draft.starts_at, draft.ends_at, draft.quantity)]
        board = replace(board, in_use=replace(board.in_use, taken=taken))
    return drafts, refused


def _held_before(holder: Holder, service_id: int, asks: list[Ask], now: datetime) -> HeldSeries | None:
    earlier = list(
        Booking.objects.filter(
            holder_key=holder.key, idempotency_key__startswith=f"{holder.form_key}#"
        ).order_by("starts_at")
    )
    if not earlier:
        return None
    is_same = [(service_id, ask.plan, ask.day, ask.quantity) for ask in asks] == [
        (b.vendor_service_id, b.price_unit, b.booking_date, b.quantity) for b in earlier
    ] and all(ask_of(b).start == ask.start for b, ask in zip(earlier, asks, strict=True))
    if not is_same or any(is_over(booking=b, now=now) for b in earlier):
        raise FormUsed
    return HeldSeries(earlier[0].series_key or "", tuple(earlier))


@transaction.atomic
def confirm_series(
    *, series_key: str, customer: User, payment_method: PaymentMethod, now: datetime
) -> Sequence[Booking]:
    """Make a held series firm, or a request for each week where the branch answers itself.

    All of it or nothing. Safe to call twice. Raises `HoldLost` when one of its holds was lost,
    `Refused` when one is off sale since.
    """
    held = list(Booking.objects.filter(series_key=series_key).order_by("starts_at", "pk"))
    if not held:
        raise HoldLost
    with bounded_wait():
        locking.lock_services({booking.vendor_service_id for booking in held})
        bookings = [locked_booking(booking) for booking in held]
    if all(_is_agreed(booking, customer) for booking in bookings):
        return bookings
    if any(booking.status == BookingStatus.CANCELLED and not booking.confirmed_at for booking in bookings):
        raise HoldLost
    first, last = bookings[0].booking_date, max(booking.end_date for booking in bookings)
    offer = locked_offer(bookings[0].vendor_service_id, first=first, last=last)
    become = confirm_locked if offer.service.is_instant else request_locked
    for booking in filter(lambda booking: booking.is_hold, bookings):
        become(offer=offer, booking=booking, customer=customer, payment_method=payment_method, now=now)
    if offer.service.is_instant:
        messages.tell_series_confirmed(bookings, now=now)
    return bookings


def _is_agreed(booking: Booking, customer: User) -> bool:
    """Tell whether a booking of a series is past its hold already, whatever became of it since."""
    is_past_hold = booking.confirmed_at is not None or booking.is_request
    return is_past_hold and booking.customer_id == customer.pk
