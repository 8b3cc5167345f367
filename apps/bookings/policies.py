"""May this be done with this booking now?"""

from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from apps.bookings.cancellation import RefundStep, steps_from_snapshot
from apps.bookings.models import Booking
from apps.bookings.statuses import BOOKING_FLOW, BookingStatus, CancelledBy
from apps.catalog.asks import Ask
from apps.catalog.policies import Offer, not_on_sale
from apps.catalog.refusals import Refusal, RefusalCode
from apps.catalog.statuses import PriceUnit
from atspaces.shared.clock import ONE_DAY, instant

EARLY_CHECK_IN = timedelta(minutes=30)
NO_SHOW_AFTER = timedelta(minutes=30)
REMIND_BEFORE = timedelta(hours=2)
LEAST_TIME_BETWEEN_BOOKING_AND_REMINDER = timedelta(hours=1)
QUIET_UNTIL = time(8)
EVENING_REMINDER = time(20)
MOST_EXTENSIONS = 10
"""How many times a hold's time one hold may last in all."""
MOST_LIVE_HOLDS = 5
"""How many holds one browser may keep at once."""


class Arrival(StrEnum):
    """What the desk sees when a ticket is shown."""

    WELCOME = "welcome"
    EARLY = "early"
    OTHER_DAY = "other_day"
    OVER = "over"
    ALREADY_IN = "already_in"
    NOT_BOOKED = "not_booked"


def hold_is_live(booking: Booking, now: datetime) -> bool:
    """Tell whether a pending booking still keeps its units."""
    return (
        booking.status == BookingStatus.PENDING
        and booking.hold_expires_at is not None
        and now < booking.hold_expires_at
    )


def arrival_of(booking: Booking, now: datetime) -> Arrival:
    """Judge a check-in at this moment. Welcome and early may go in, the others may not."""
    if booking.checked_in_at is not None:
        return Arrival.ALREADY_IN
    if booking.status != BookingStatus.CONFIRMED:
        return Arrival.NOT_BOOKED
    if now >= booking.ends_at:
        return Arrival.OVER
    zone = booking.zone
    if now.astimezone(zone).date() < booking.starts_at.astimezone(zone).date():
        return Arrival.OTHER_DAY
    return Arrival.WELCOME if now >= booking.starts_at - EARLY_CHECK_IN else Arrival.EARLY


def can_check_in(booking: Booking, now: datetime) -> bool:
    return arrival_of(booking, now) in {Arrival.WELCOME, Arrival.EARLY}


def can_cancel(booking: Booking, now: datetime) -> bool:
    """Tell whether the customer may cancel: a live request or a booking that has not begun."""
    if booking.status == BookingStatus.PENDING:
        return hold_is_live(booking, now)
    return (
        booking.status == BookingStatus.CONFIRMED
        and booking.checked_in_at is None
        and now < booking.starts_at
    )


def can_cancel_as_vendor(booking: Booking, now: datetime) -> bool:
    """Tell whether the branch may cancel: until the stay is over, unless the guest is in."""
    return (
        booking.status == BookingStatus.CONFIRMED and booking.checked_in_at is None and now < booking.ends_at
    )


def may_cancel(booking: Booking, by: CancelledBy, now: datetime) -> bool:
    """Tell whether a side may end a booking now; admins may until the stay is over."""
    if by == CancelledBy.CUSTOMER:
        return can_cancel(booking, now)
    if by == CancelledBy.VENDOR:
        return can_cancel_as_vendor(booking, now) or can_answer_request(booking, now)
    return BOOKING_FLOW.allows(booking.status, BookingStatus.CANCELLED) and now < booking.ends_at


def can_mark_no_show(booking: Booking, now: datetime) -> bool:
    """Tell whether the guest may be called absent: not before 30 minutes after the start."""
    return (
        booking.status == BookingStatus.CONFIRMED
        and booking.checked_in_at is None
        and now >= booking.starts_at + NO_SHOW_AFTER
    )


def can_answer_request(booking: Booking, now: datetime) -> bool:
    return booking.is_request and hold_is_live(booking, now)


def refund_steps_of(booking: Booking) -> list[RefundStep]:
    """Give the refund steps that were agreed when the booking was made."""
    return steps_from_snapshot(booking.price_snapshot.get("refund_steps", []))


def reminder_time(starts_at: datetime, zone: ZoneInfo) -> datetime:
    """Give the instant to remind at: two hours ahead, or the evening before an early start."""
    wanted = starts_at - REMIND_BEFORE
    local = wanted.astimezone(zone)
    if local.time() >= QUIET_UNTIL:
        return wanted
    return instant(local.date() - ONE_DAY, EVENING_REMINDER, zone)


def should_remind(booking: Booking, now: datetime) -> bool:
    """Tell whether a reminder is due and useful: not for a booking made shortly before it."""
    due = reminder_time(booking.starts_at, booking.zone)
    made = booking.confirmed_at or booking.created_at
    return due <= now < booking.starts_at and made <= due - LEAST_TIME_BETWEEN_BOOKING_AND_REMINDER


def ask_of(booking: Booking) -> Ask:
    """Give the ask that a booking came from."""
    days = (booking.end_date - booking.booking_date).days + 1
    return Ask(
        plan=PriceUnit(booking.price_unit),
        day=booking.booking_date,
        start=booking.start_time if booking.price_unit == PriceUnit.HOUR else None,
        minutes=int((booking.ends_at - booking.starts_at).total_seconds() // 60),
        days=days,
        quantity=booking.quantity,
    )


def refusal_since_hold(offer: Offer, booking: Booking) -> Refusal | None:
    """Say what became of the offer between hold and confirmation; none when it still stands.

    Notice and length are not judged again: they were right when the hold was made.
    """
    if refusal := not_on_sale(offer, ask_of(booking)):
        return refusal
    if booking.price_unit == PriceUnit.HOUR:
        is_open = offer.hours.is_open_throughout(booking.starts_at, booking.ends_at)
    else:
        is_open = bool(offer.hours.windows(booking.booking_date) and offer.hours.windows(booking.end_date))
    return None if is_open else offer.refuse(RefusalCode.CLOSED)
