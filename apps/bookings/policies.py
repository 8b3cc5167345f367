"""May this be done with this booking now?"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from apps.bookings.cancellation import RefundStep, steps_from_snapshot
from apps.bookings.models import Booking
from apps.bookings.repricing import kept_of
from apps.bookings.statuses import MOVES, BookingMove, BookingStatus, CancelledBy, Side, When
from apps.catalog.asks import Ask, count_between, span_of
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
LONGEST_HOLD = 10
"""How long one hold may last in all, in times of a hold."""
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


def may_move(booking: Booking, move: BookingMove, side: Side, now: datetime) -> bool:
    """Tell whether a side may do this with a booking now, by the one table of moves."""
    rule = MOVES[move]
    when = rule.who.get(side)
    return booking.status == rule.source and when is not None and is_time_for(when, booking, now)


def is_time_for(when: When, booking: Booking, now: datetime) -> bool:
    """Tell whether a moment is what a move needs."""
    return _MOMENTS[when](booking, now)


def _is_missed(booking: Booking, now: datetime) -> bool:
    return booking.checked_in_at is None and now >= booking.starts_at + NO_SHOW_AFTER


def pause_after(booking: Booking) -> timedelta:
    """Give the time after a stay that its units need before the next one."""
    return timedelta(minutes=booking.vendor_service.buffer_minutes)


_MOMENTS: dict[When, Callable[[Booking, datetime], bool]] = {
    When.HELD: hold_is_live,
    When.ASKED: lambda b, now: b.is_request and hold_is_live(b, now),
    When.RUN_OUT: lambda b, now: not hold_is_live(b, now),
    When.BEFORE_START: lambda b, now: b.checked_in_at is None and now < b.starts_at,
    When.BEFORE_END: lambda b, now: now < b.ends_at,
    When.AWAITED: lambda b, now: b.checked_in_at is None and now < b.ends_at,
    When.ON_ITS_DAY: lambda b, now: arrival_of(b, now) in {Arrival.WELCOME, Arrival.EARLY},
    When.INSIDE: lambda b, _now: b.checked_in_at is not None,
    When.MISSED: _is_missed,
    When.OVER: lambda b, now: now >= b.ends_at + pause_after(b),
}


def can_check_in(booking: Booking, now: datetime) -> bool:
    return may_move(booking, BookingMove.CHECK_IN, Side.VENDOR, now)


def can_cancel(booking: Booking, now: datetime) -> bool:
    """Tell whether the customer may cancel: a live request or a booking that has not begun."""
    return may_cancel(booking, CancelledBy.CUSTOMER, now)


def can_cancel_as_vendor(booking: Booking, now: datetime) -> bool:
    """Tell whether the branch may cancel: until the stay is over, unless the guest is in."""
    return may_move(booking, BookingMove.CANCEL, Side.VENDOR, now)


def may_cancel(booking: Booking, by: CancelledBy, now: datetime) -> bool:
    """Tell whether a side may end a booking now; admins may until the stay is over."""
    return any(may_move(booking, move, Side(by), now) for move in _ENDINGS)


_ENDINGS = (BookingMove.RELEASE, BookingMove.DECLINE, BookingMove.CANCEL)


def can_mark_no_show(booking: Booking, now: datetime) -> bool:
    """Tell whether the guest may be called absent: not before 30 minutes after the start."""
    return may_move(booking, BookingMove.NO_SHOW, Side.VENDOR, now)


def can_answer_request(booking: Booking, now: datetime) -> bool:
    return may_move(booking, BookingMove.ACCEPT, Side.VENDOR, now)


def refund_steps_of(booking: Booking) -> list[RefundStep]:
    """Give the refund steps that were agreed when the booking was made."""
    return steps_from_snapshot(booking.price_snapshot.get("refund_steps", []))


def refundable_of(booking: Booking) -> Decimal:
    """Give the dinars that the refund steps speak of: all but what is kept of time given up."""
    return booking.total_price - kept_of(booking.price_snapshot)


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
    plan, day, quantity = PriceUnit(booking.price_unit), booking.booking_date, booking.quantity
    if plan == PriceUnit.HOUR:
        minutes = int((booking.ends_at - booking.starts_at).total_seconds() // 60)
        return Ask(plan=plan, day=day, start=booking.start_time, minutes=minutes, quantity=quantity)
    return Ask(plan=plan, day=day, count=count_between(plan, day, booking.end_date), quantity=quantity)


def refusal_since_hold(offer: Offer, booking: Booking) -> Refusal | None:
    """Say what became of the offer between hold and confirmation; none when it still stands.

    Notice and length are not judged again: they were right when the hold was made.
    """
    ask = ask_of(booking)
    if refusal := not_on_sale(offer, ask):
        return refusal
    if booking.price_unit == PriceUnit.HOUR:
        is_open = offer.hours.is_open_throughout(booking.starts_at, booking.ends_at)
    else:
        is_open = span_of(ask, offer.hours) is not None
    return None if is_open else offer.refuse(RefusalCode.CLOSED)
