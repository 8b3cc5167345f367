"""What becomes of a booking: the columns that each turn of its life fills."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from apps.accounts.models import User
from apps.bookings.cancellation import refund_steps, steps_to_snapshot
from apps.bookings.models import Booking
from apps.bookings.numbers import ALPHABET, GROUP
from apps.bookings.policies import reminder_time
from apps.bookings.statuses import BookingSource, BookingStatus, CancelledBy, PaymentMethod, PaymentStatus
from apps.catalog.asks import Ask
from apps.catalog.queries import commission_percent_of, quote_of
from apps.catalog.statuses import CancellationTier
from atspaces.demo.records import Text
from atspaces.demo.shelves import Shelf

CHECKOUT_TAKES = timedelta(minutes=2)
HOLD = timedelta(minutes=settings.HOLD_MINUTES)

CUSTOMER_REASONS: tuple[Text, ...] = (
    Text("Plans changed", "تغيّرت الخطة"),
    Text("The meeting was moved", "تأجّل الاجتماع"),
    Text("Working from home today", "سأعمل من البيت اليوم"),
    Text("Booked the wrong day", "حجزت اليوم الخطأ"),
)
BRANCH_REASONS: tuple[Text, ...] = (
    Text("Air-conditioning under repair", "المكيّف تحت الصيانة"),
    Text("Water cut in the building", "الماء مقطوع عن البناية"),
    Text("The floor is closed for a private event", "الطابق محجوز لفعالية خاصة"),
)


@dataclass(frozen=True, slots=True)
class Guest:
    """Who comes: a customer with an account, or a name at the desk."""

    name: str
    phone: str
    email: str
    language: str
    user: User | None = None


def guest_of(user: User) -> Guest:
    """The guest a customer is."""
    return Guest(user.full_name, user.phone_number or "", user.email or "", user.language, user)


NOBODY_YET = Guest("", "", "", "en")


def booking_number(dice: random.Random) -> str:
    """Draw a booking number from the demo's own dice, so that it is the same every time."""
    letters = "".join(dice.choices(ALPHABET, k=2 * GROUP))
    return f"{letters[:GROUP]}-{letters[GROUP:]}"


def held(shelf: Shelf, ask: Ask, guest: Guest, *, made_at: datetime, dice: random.Random) -> Booking:
    """A booking as it starts: a hold with its price frozen."""
    service, zone = shelf.offer.service, shelf.offer.hours.zone
    span, price = shelf.span(ask), quote_of(shelf.offer, ask)
    if span is None or price is None:
        raise ValueError(f"{shelf.key} cannot be asked for {ask}")
    tier = CancellationTier(service.cancellation_tier)
    steps = steps_to_snapshot(refund_steps(tier, starts_at=span.starts_at, booked_at=made_at))
    starts, ends = span.starts_at.astimezone(zone), span.ends_at.astimezone(zone)
    return Booking(
        booking_number=booking_number(dice),
        customer=guest.user,
        vendor_service=service,
        price_unit=ask.plan,
        booking_date=ask.day,
        end_date=ask.last_day,
        start_time=starts.time(),
        end_time=ends.time(),
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        quantity=ask.quantity,
        total_price=price.total,
        price_snapshot=price.as_snapshot() | {"cancellation_tier": str(tier), "refund_steps": steps},
        commission_percent=commission_percent_of(service),
        hold_expires_at=made_at + HOLD,
        contact_name=guest.name,
        contact_phone=guest.phone,
        contact_email=guest.email,
        language=guest.language,
        created_at=made_at,
    )


def waiting_for_answer(booking: Booking, *, until: datetime) -> None:
    """A request that the branch has not answered yet."""
    booking.is_request = True
    booking.payment_method = PaymentMethod.CASH
    booking.hold_expires_at = until


def confirmed(booking: Booking) -> None:
    """Booked for good, to be paid at the desk."""
    booking.status = BookingStatus.CONFIRMED
    booking.payment_method = PaymentMethod.CASH
    booking.confirmed_at = booking.created_at + CHECKOUT_TAKES


def walked_in(booking: Booking) -> None:
    """Somebody who came to the desk without a booking."""
    booking.source = BookingSource.WALK_IN
    booking.payment_method = PaymentMethod.CASH
    booking.status = BookingStatus.CONFIRMED
    booking.confirmed_at = booking.checked_in_at = booking.created_at


def reminded(booking: Booking, *, now: datetime) -> None:
    """Note the reminder that went out, so that the first minute of the demo does not send them all."""
    due = reminder_time(booking.starts_at, booking.zone)
    if due <= now:
        booking.reminded_at = due


def arrived(booking: Booking, *, at: datetime) -> None:
    """Checked in by the desk."""
    booking.checked_in_at = at


def paid(booking: Booking) -> None:
    """The cash is in the drawer."""
    booking.payment_status = PaymentStatus.PAID
    booking.paid_amount = booking.total_price


def paid_back(booking: Booking) -> None:
    """Paid ahead at the desk, and given back when the branch called it off."""
    booking.payment_status = PaymentStatus.REFUNDED
    booking.paid_amount = booking.refunded_amount = booking.total_price


def completed(booking: Booking) -> None:
    """The stay is over."""
    booking.status = BookingStatus.COMPLETED
    booking.completed_at = booking.ends_at + timedelta(minutes=1)


def absent(booking: Booking) -> None:
    """Nobody came."""
    booking.status = BookingStatus.NO_SHOW
    booking.no_show_at = booking.starts_at + timedelta(minutes=45)


def cancelled(booking: Booking, *, by: CancelledBy, at: datetime, dice: random.Random) -> None:
    """Called off by one side, or dead because its time ran out."""
    booking.status = BookingStatus.CANCELLED
    booking.cancelled_by = by
    booking.cancelled_at = at
    reasons = {CancelledBy.CUSTOMER: CUSTOMER_REASONS, CancelledBy.TIMEOUT: ()}.get(by, BRANCH_REASONS)
    if reasons:
        reason = dice.choice(reasons)
        booking.cancel_reason = reason.ar if booking.language == "ar" else reason.en


def lost(booking: Booking, *, dice: random.Random) -> None:
    """A hold whose guest never finished the checkout."""
    if booking.hold_expires_at is not None:
        cancelled(booking, by=CancelledBy.TIMEOUT, at=booking.hold_expires_at, dice=dice)
