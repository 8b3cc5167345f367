"""Somebody stands at the desk: booked at once, without an account."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from apps.accounts.models import User
from apps.accounts.services.audit import record_audit
from apps.bookings.models import Booking
from apps.bookings.queries import board_of
from apps.bookings.repairs import with_nearest_repairs
from apps.bookings.services.drafts import FormUsed, Holder, draft_booking, save_draft
from apps.bookings.services.locking import bounded_wait, locked_offer
from apps.bookings.services.overdue import free_overdue
from apps.bookings.services.placing import in_good_time, place_facts
from apps.bookings.statuses import BookingSource, BookingStatus, PaymentMethod
from apps.catalog.asks import Ask, span_of
from apps.catalog.models import VendorService
from apps.catalog.policies import Offer
from apps.catalog.refusals import Refusal, RefusalCode, Refused
from apps.catalog.statuses import PriceUnit


@dataclass(frozen=True, slots=True)
class Guest:
    """Who stands at the desk, as far as they like to say."""

    name: str = ""
    phone: str = ""
    email: str = ""
    language: str = "ar"


def ask_from_now(*, service: VendorService, minutes: int, now: datetime, quantity: int = 1) -> Ask:
    """Give the ask for a stay by the hour that begins with the step that has begun."""
    local = now.astimezone(service.branch.zone)
    minute = (local.hour * 60 + local.minute) // service.step_minutes * service.step_minutes
    start = time(minute // 60, minute % 60)
    return Ask(plan=PriceUnit.HOUR, day=local.date(), start=start, minutes=minutes, quantity=quantity)


@transaction.atomic
def book_walk_in(
    *, service: VendorService, ask: Ask, guest: Guest, by: User, form_key: str, now: datetime
) -> Booking:
    """Book for a guest at the desk at once, to be paid in cash. The same form gives the same booking.

    No notice is needed, and the step that has begun may still be booked; whoever's stay has begun
    is in. Raises `Refused` with repairs, `ServiceBusy`, `FormUsed`.
    """
    with bounded_wait():
        offer = locked_offer(service.pk, first=ask.day, last=ask.last_day)
    desk = f"desk-{by.pk}"
    earlier = Booking.objects.filter(holder_key=desk, idempotency_key=form_key).first()
    if earlier is not None:
        return _same_again(earlier, service, ask)
    if refusal := _refusal(offer, ask, now):
        raise Refused(with_nearest_repairs(refusal, offer, ask, now=now))
    free_overdue(offer, now=now)
    holder = Holder(desk, form_key, None, guest.language, BookingSource.WALK_IN)
    booking = draft_booking(offer=offer, ask=ask, holder=holder, now=now)
    booking.status = BookingStatus.CONFIRMED
    booking.payment_method = PaymentMethod.CASH
    booking.confirmed_at = now
    booking.hold_expires_at = None
    booking.checked_in_at = now if booking.starts_at <= now else None
    booking.contact_name = guest.name
    booking.contact_phone = guest.phone
    booking.contact_email = guest.email
    save_draft(booking=booking, offer=offer, now=now)
    record_audit(
        actor=by, action="walk-in booked", target=booking, now=now, details=place_facts(booking=booking)
    )
    return booking


def _refusal(offer: Offer, ask: Ask, now: datetime) -> Refusal | None:
    span = span_of(ask, offer.hours)
    if span is None:
        return offer.refuse(RefusalCode.CLOSED)
    step = timedelta(minutes=offer.service.step_minutes)
    is_past = span.starts_at <= now - step if ask.plan == PriceUnit.HOUR else span.ends_at <= now
    if is_past:
        return offer.refuse(RefusalCode.PAST)
    board = board_of(offer, first=ask.day, last=ask.last_day, now=now)
    return board.refusal(ask, now=in_good_time(offer=offer, starts_at=span.starts_at, now=now))


def _same_again(earlier: Booking, service: VendorService, ask: Ask) -> Booking:
    was = (earlier.vendor_service_id, earlier.price_unit, earlier.booking_date, earlier.quantity)
    if was != (service.pk, ask.plan, ask.day, ask.quantity):
        raise FormUsed
    return earlier
