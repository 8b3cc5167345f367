"""Holding units for somebody who is about to book them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.bookings.models import Booking
from apps.bookings.policies import LONGEST_HOLD, MOST_LIVE_HOLDS, ask_of, hold_is_live
from apps.bookings.queries import board_of, standing_of
from apps.bookings.repairs import with_nearest_repairs
from apps.bookings.services.drafts import FormUsed, Holder, draft_booking, save_draft
from apps.bookings.services.locking import (
    ServiceBusy,
    bounded_wait,
    locked_booking,
    locked_offer,
    locked_with_offer,
)
from apps.bookings.services.moves import HoldLost, check_still_stands
from apps.bookings.services.overdue import free_overdue
from apps.bookings.statuses import BookingSource, BookingStatus, PaymentMethod
from apps.catalog.asks import Ask
from apps.catalog.models import VendorService
from apps.catalog.queries import offers_of
from apps.catalog.refusals import Refused
from apps.catalog.statuses import PriceUnit
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
    holder = Holder(holder_key, idempotency_key, customer, language, source)
    try:
        with bounded_wait():
            return _hold(service.pk, ask, holder, now)
    except Refused as refused:
        offer = offers_of([service], first=ask.day, last=ask.last_day)[service.pk]
        raise Refused(with_nearest_repairs(refused.refusal, offer, ask, now=now)) from refused


@transaction.atomic(durable=True)
def _hold(service_id: int, ask: Ask, holder: Holder, now: datetime) -> Booking:
    offer = locked_offer(service_id, first=ask.day, last=ask.last_day)
    standing = standing_of(
        holder_key=holder.key, idempotency_key=holder.form_key, service_id=service_id, now=now
    )
    if standing.earlier is not None:
        return _same_again(Booking.objects.get(pk=standing.earlier), service_id, ask, now)
    if standing.live_holds >= MOST_LIVE_HOLDS:
        raise DomainError(_("You are holding several spaces already. Book or release one of them first."))
    if standing.has_overdue:
        free_overdue(offer, now=now)
    if refusal := board_of(offer, first=ask.day, last=ask.last_day, now=now).refusal(ask, now=now):
        raise Refused(refusal)
    booking = draft_booking(offer=offer, ask=ask, holder=holder, now=now)
    return save_draft(booking=booking, offer=offer, now=now)


def _same_again(earlier: Booking, service_id: int, ask: Ask, now: datetime) -> Booking:
    is_over = earlier.status == BookingStatus.CANCELLED or (
        earlier.status == BookingStatus.PENDING and not hold_is_live(earlier, now)
    )
    held = ask_of(earlier)
    same_length = held.minutes == ask.minutes if ask.plan == PriceUnit.HOUR else held.count == ask.count
    same = (earlier.vendor_service_id, held.plan, held.day, held.start, held.quantity)
    wanted = (service_id, ask.plan, ask.day, ask.start, ask.quantity)
    if is_over or same != wanted or not same_length:
        raise FormUsed
    return earlier


@transaction.atomic
def extend_hold(*, booking: Booking, now: datetime) -> Booking:
    """Give a live hold its full time again, up to ten times its length (WCAG 2.2.1 asks for ten).

    Raises `HoldLost` when it has run out, `Refused` when the branch stopped selling it since, and
    `DomainError` when it was kept for as long as anybody may keep it.
    """
    offer, booking = locked_with_offer(booking)
    if booking.is_request:
        raise HoldLost
    check_still_stands(offer=offer, booking=booking, now=now)
    hold = timedelta(minutes=settings.HOLD_MINUTES)
    longest = booking.created_at + LONGEST_HOLD * hold
    if booking.hold_expires_at == longest:
        raise DomainError(_("This cannot be held any longer. Book it now, or let it go."))
    booking.hold_expires_at = min(now + hold, longest)
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
