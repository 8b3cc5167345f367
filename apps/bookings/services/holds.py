"""Holding units for somebody who is about to book them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.utils import IntegrityError
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.bookings.cancellation import refund_steps, steps_to_snapshot
from apps.bookings.models import Booking
from apps.bookings.numbers import new_booking_number
from apps.bookings.policies import MOST_EXTENSIONS, MOST_LIVE_HOLDS, ask_of, hold_is_live
from apps.bookings.queries import board_of
from apps.bookings.repairs import with_nearest_repairs
from apps.bookings.services.locking import (
    ServiceBusy,
    bounded_wait,
    locked_booking,
    locked_offer,
    locked_with_offer,
)
from apps.bookings.services.moves import HoldLost, check_still_stands
from apps.bookings.services.overdue import free_overdue, touched_days
from apps.bookings.services.projection import project_days
from apps.bookings.statuses import BookingSource, BookingStatus, PaymentMethod
from apps.catalog.asks import Ask, Span, span_of
from apps.catalog.models import VendorService
from apps.catalog.policies import Offer
from apps.catalog.pricing import Quote
from apps.catalog.queries import commission_percent_of, offers_of, quote_of
from apps.catalog.refusals import RefusalCode, Refused
from apps.catalog.statuses import CancellationTier, PriceUnit
from atspaces.shared.db import violated_constraint
from atspaces.shared.errors import DomainError

__all__ = ["ServiceBusy", "extend_hold", "hold_units", "set_contact"]


def hold_units(
    *,
    service: VendorService,
    ask: Ask,
    holder_key: str,
    idempotency_key: str,
    customer: User | None,
    language: str,
    now: datetime,
    source: BookingSource = BookingSource.SITE,
) -> Booking:
    """Keep units for `HOLD_MINUTES` minutes and fix their price. The same key gives the same hold.

    `holder_key` names the browser, `idempotency_key` the form that was sent. `service` carries
    its branch and vendor. Raises `Refused` with up to three repairs, `ServiceBusy`, and
    `DomainError` for a key used for something else or too many holds at once.
    """
    holder = _Holder(holder_key, idempotency_key, customer, language, source)
    try:
        with bounded_wait():
            return _hold(service.pk, ask, holder, now)
    except Refused as refused:
        offer = offers_of([service], first=ask.day, last=ask.last_day)[service.pk]
        raise Refused(with_nearest_repairs(refused.refusal, offer, ask, now=now)) from refused


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who holds, from where, and by which form."""

    key: str
    form_key: str
    customer: User | None
    language: str
    source: BookingSource


@transaction.atomic(durable=True)
def _hold(service_id: int, ask: Ask, holder: _Holder, now: datetime) -> Booking:
    offer = locked_offer(service_id, first=ask.day, last=ask.last_day)
    earlier = Booking.objects.filter(holder_key=holder.key, idempotency_key=holder.form_key).first()
    if earlier is not None:
        return _same_again(earlier, service_id, ask)
    _refuse_hoarding(holder, now)
    free_overdue(offer, now=now)
    if refusal := board_of(offer, first=ask.day, last=ask.last_day, now=now).refusal(ask, now=now):
        raise Refused(refusal)
    booking = _pending_booking(offer, ask, holder, now)
    try:
        booking.save(force_insert=True)
        project_days(offer=offer, days=touched_days(offer, booking), now=now)
    except IntegrityError as error:
        raise _as_refusal(error, offer, booking) from error
    return booking


def _as_refusal(error: IntegrityError, offer: Offer, booking: Booking) -> Exception:
    """The database's own backstop spoke: an oversell, or a key used for another service."""
    match violated_constraint(error):
        case "availability_never_oversold":
            times = {"starts_at": booking.starts_at, "ends_at": booking.ends_at}
            return Refused(offer.refuse(RefusalCode.TAKEN, free=0, **times))
        case "bookings_booking_number_key":
            # Two draws of one number in 850 billion: the next draw is another.
            return ServiceBusy()
        case "bookings_idempotency_key_once":
            return DomainError(_("This form was already used for another booking. Please start again."))
        case _:
            return error


def _same_again(earlier: Booking, service_id: int, ask: Ask) -> Booking:
    if earlier.status == BookingStatus.CANCELLED:
        raise DomainError(_("This form was already used for another booking. Please start again."))
    held = ask_of(earlier)
    same_length = held.minutes == ask.minutes if ask.plan == PriceUnit.HOUR else held.days == ask.days
    same = (earlier.vendor_service_id, held.plan, held.day, held.start, held.quantity)
    if same != (service_id, ask.plan, ask.day, ask.start, ask.quantity) or not same_length:
        raise DomainError(_("This form was already used for another booking. Please start again."))
    return earlier


def _refuse_hoarding(holder: _Holder, now: datetime) -> None:
    live = Booking.objects.filter(
        holder_key=holder.key, status=BookingStatus.PENDING, is_request=False, hold_expires_at__gt=now
    )
    if live.count() >= MOST_LIVE_HOLDS:
        raise DomainError(_("You are holding several spaces already. Book or release one of them first."))


def _pending_booking(offer: Offer, ask: Ask, holder: _Holder, now: datetime) -> Booking:
    span = span_of(ask, offer.hours)
    quote = quote_of(offer, ask, span)
    assert span is not None  # the validator has answered for both
    assert quote is not None
    zone = offer.hours.zone
    starts, ends = span.starts_at.astimezone(zone), span.ends_at.astimezone(zone)
    return Booking(
        booking_number=new_booking_number(),
        customer=holder.customer,
        holder_key=holder.key,
        idempotency_key=holder.form_key,
        language=holder.language,
        source=holder.source,
        vendor_service=offer.service,
        price_unit=ask.plan,
        booking_date=ask.day,
        end_date=max(ask.last_day, ask.day),
        start_time=starts.time(),
        end_time=ends.time(),
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        quantity=ask.quantity,
        total_price=quote.total,
        price_snapshot=_snapshot(offer, quote, span, now),
        commission_percent=commission_percent_of(offer.service),
        status=BookingStatus.PENDING,
        hold_expires_at=now + timedelta(minutes=settings.HOLD_MINUTES),
        created_at=now,
    )


def _snapshot(offer: Offer, quote: Quote, span: Span, now: datetime) -> dict[str, object]:
    tier = CancellationTier(offer.service.cancellation_tier)
    steps = refund_steps(tier, starts_at=span.starts_at, booked_at=now)
    return quote.as_snapshot() | {"cancellation_tier": tier, "refund_steps": steps_to_snapshot(steps)}


@transaction.atomic
def extend_hold(*, booking: Booking, now: datetime) -> Booking:
    """Give a live hold its full time again, ten times at most (WCAG 2.2.1 asks for ten).

    Raises `HoldLost` when it has run out, `Refused` when the branch stopped selling it since, and
    `DomainError` when it was kept for as long as anybody may keep it.
    """
    offer, booking = locked_with_offer(booking)
    if booking.is_request:
        raise HoldLost
    check_still_stands(offer=offer, booking=booking, now=now)
    hold = timedelta(minutes=settings.HOLD_MINUTES)
    if now >= booking.created_at + MOST_EXTENSIONS * hold:
        raise DomainError(_("This cannot be held any longer. Book it now, or let it go."))
    booking.hold_expires_at = now + hold
    booking.save(update_fields=["hold_expires_at", "updated_at"])
    return booking


@transaction.atomic
def set_contact(
    *,
    booking: Booking,
    full_name: str,
    phone_number: str,
    email: str,
    payment_method: PaymentMethod,
    now: datetime,
) -> Booking:
    """Note on a live hold who comes and how they mean to pay. Raises `HoldLost` when it has run out."""
    with bounded_wait():
        booking = locked_booking(booking)
    if booking.is_request or not hold_is_live(booking, now):
        raise HoldLost
    booking.contact_name = full_name
    booking.contact_phone = phone_number
    booking.contact_email = email
    booking.payment_method = payment_method
    booking.save(
        update_fields=["contact_name", "contact_phone", "contact_email", "payment_method", "updated_at"]
    )
    return booking
