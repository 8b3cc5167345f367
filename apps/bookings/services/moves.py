"""The moves of a booking after its hold: confirmed, cancelled, arrived, absent."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.services.audit import record_audit
from apps.bookings import messages
from apps.bookings.models import Booking
from apps.bookings.policies import (
    Arrival,
    arrival_of,
    ask_of,
    can_answer_request,
    can_mark_no_show,
    hold_is_live,
    refusal_since_hold,
)
from apps.bookings.queries import Board, board_of
from apps.bookings.services.locking import bounded_wait, locked_booking, locked_with_offer
from apps.bookings.services.overdue import touched_days
from apps.bookings.services.projection import project_days
from apps.bookings.statuses import (
    BOOKING_FLOW,
    BookingMove,
    BookingStatus,
    CancelledBy,
    PaymentMethod,
)
from apps.catalog.asks import Span
from apps.catalog.policies import Offer
from apps.catalog.refusals import Refusal, RefusalCode, Refused
from apps.catalog.units import Use
from atspaces.shared import money
from atspaces.shared.errors import DomainError


class HoldLost(DomainError):
    """The hold ran out. The units may be free still, at the price of now."""

    def __init__(self) -> None:
        super().__init__(_("The time we kept this for you has run out. Nothing was booked."))


class NotNow(DomainError):
    """The move is right for another moment."""


@transaction.atomic
def confirm_booking(
    *, booking: Booking, customer: User | None, payment_method: PaymentMethod, now: datetime
) -> Booking:
    """Turn a hold, or a request that the branch accepts, into a firm booking. Safe to call twice.

    Raises `HoldLost` when its time ran out, `Refused` when the branch stopped selling it since.
    """
    return confirm_within(booking=booking, customer=customer, payment_method=payment_method, now=now)


def confirm_within(
    *, booking: Booking, customer: User | None, payment_method: PaymentMethod, now: datetime
) -> Booking:
    """Do what `confirm_booking` does, within the caller's transaction and for a round trip or two less.

    A refusal has to end that transaction.
    """
    offer, booking = locked_with_offer(booking)
    if booking.status == BookingStatus.CONFIRMED and booking.customer_id == getattr(customer, "pk", None):
        return booking
    booking = confirm_locked(
        offer=offer, booking=booking, customer=customer, payment_method=payment_method, now=now
    )
    messages.tell_confirmed(booking, now=now)
    return booking


def confirm_locked(
    *, offer: Offer, booking: Booking, customer: User | None, payment_method: PaymentMethod, now: datetime
) -> Booking:
    """Make a locked hold or request firm, and tell nobody. Raises like `confirm_booking`."""
    BOOKING_FLOW.check(booking.status, BookingStatus.CONFIRMED)
    check_still_stands(offer=offer, booking=booking, now=now)
    booking.status = BookingStatus.CONFIRMED
    booking.customer = customer
    booking.payment_method = payment_method
    booking.confirmed_at = now
    booking.save()
    project_days(offer=offer, days=touched_days(offer, booking), now=now)
    record_audit(actor=customer, action=BookingMove.CONFIRM.value, target=booking, now=now)
    return booking


@transaction.atomic
def accept_booking(*, booking: Booking, now: datetime) -> Booking:
    """Make a request firm, as the branch. Raises like `confirm_booking`.

    Only the branch comes here, so a refusal names in its facts the booking that has the units.
    """
    offer, booking = locked_with_offer(booking)
    method = PaymentMethod(booking.payment_method or PaymentMethod.CASH)
    try:
        booking = confirm_locked(
            offer=offer, booking=booking, customer=booking.customer, payment_method=method, now=now
        )
    except Refused as refused:
        raise Refused(_naming_the_holder(refused.refusal, offer, booking)) from refused
    messages.tell_confirmed(booking, now=now)
    return booking


_UNITS_ARE_GONE = {RefusalCode.TAKEN, RefusalCode.OVER_CAPACITY}


def _naming_the_holder(refusal: Refusal, offer: Offer, booking: Booking) -> Refusal:
    first = _firm_beside(booking, pause=offer.pause).order_by("confirmed_at", "pk").first()
    if refusal.code not in _UNITS_ARE_GONE or first is None:
        return refusal
    times = {"starts_at": first.starts_at, "ends_at": first.ends_at}
    return offer.refuse(RefusalCode.TAKEN, booking_number=first.booking_number, **times)


@transaction.atomic
def request_booking(
    *, booking: Booking, customer: User, payment_method: PaymentMethod, now: datetime
) -> Booking:
    """Turn a hold into a request that the branch answers within `REQUEST_ANSWER_HOURS` hours.

    Raises like `confirm_booking`. The units stay kept until the answer or its deadline: the start
    at the latest, but never less than a hold's time.
    """
    return request_within(booking=booking, customer=customer, payment_method=payment_method, now=now)


def request_within(
    *, booking: Booking, customer: User, payment_method: PaymentMethod, now: datetime
) -> Booking:
    """Do what `request_booking` does, within the caller's transaction, which a refusal has to end."""
    offer, booking = locked_with_offer(booking)
    is_accepted = booking.is_request and booking.status == BookingStatus.CONFIRMED
    if (is_accepted or can_answer_request(booking, now)) and booking.customer_id == customer.pk:
        return booking
    return request_locked(
        offer=offer, booking=booking, customer=customer, payment_method=payment_method, now=now
    )


def request_locked(
    *, offer: Offer, booking: Booking, customer: User, payment_method: PaymentMethod, now: datetime
) -> Booking:
    """Make a locked hold a request and tell the branch. Raises like `request_booking`."""
    check_still_stands(offer=offer, booking=booking, now=now)
    deadline = now + timedelta(hours=settings.REQUEST_ANSWER_HOURS)
    booking.is_request = True
    booking.customer = customer
    booking.payment_method = payment_method
    booking.hold_expires_at = max(
        min(deadline, booking.starts_at), now + timedelta(minutes=settings.HOLD_MINUTES)
    )
    booking.save()
    project_days(offer=offer, days=touched_days(offer, booking), now=now)
    record_audit(actor=customer, action=BookingMove.REQUEST.value, target=booking, now=now)
    messages.tell_vendor_of_request(booking, now=now)
    return booking


def check_still_stands(*, offer: Offer, booking: Booking, now: datetime) -> None:
    """Judge a locked hold again. Raises `HoldLost` when it ran out, `Refused` when it is off sale."""
    if not hold_is_live(booking, now):
        raise HoldLost
    if now >= booking.ends_at:
        raise Refused(offer.refuse(RefusalCode.PAST))
    if refusal := refusal_since_hold(offer, booking):
        raise Refused(refusal)
    board = board_of(offer, first=booking.booking_date, last=booking.end_date, now=now, without=booking.pk)
    span = Span(booking.starts_at, booking.ends_at)
    if refusal := board.refusal_for_span(ask_of(booking), span) and _refusal_by_firm(board, booking, span):
        raise Refused(refusal)


def _firm_beside(booking: Booking, *, pause: timedelta) -> QuerySet[Booking]:
    """The other firm bookings of a unit that leave no time between them and a booking."""
    return Booking.objects.filter(
        vendor_service=booking.vendor_service_id,
        status=BookingStatus.CONFIRMED,
        starts_at__lt=booking.ends_at + pause,
        ends_at__gt=booking.starts_at - pause,
    ).exclude(pk=booking.pk)


def _refusal_by_firm(board: Board, booking: Booking, span: Span) -> Refusal | None:
    """Judge by firm bookings alone, after everybody's use left no room.

    All that is pending fitted when it was made. Where capacity was taken away since, pending ones
    would refuse each other; like this the first to become firm has the units.
    """
    firm = [
        Use(*row)
        for row in _firm_beside(booking, pause=board.offer.pause).values_list(
            "starts_at", "ends_at", "quantity"
        )
    ]
    alone = replace(board, in_use=replace(board.in_use, taken=firm))
    return alone.refusal_for_span(ask_of(booking), span)


@transaction.atomic
def cancel_booking(
    *,
    booking: Booking,
    cancelled_by: CancelledBy,
    reason: str,
    actor: User | None,
    now: datetime,
    refund_amount: Decimal = money.ZERO,
) -> Booking:
    """End a booking before its time and free its units. Safe to call twice.

    Money is the caller's: `payments.services.cancel_and_refund` calls this and says how many
    dinars go back, for the message. Raises `IllegalMove` for a booking that is over.
    """
    offer, booking = locked_with_offer(booking)
    if booking.status == BookingStatus.CANCELLED:
        return booking
    was_firm = booking.confirmed_at is not None or booking.is_request
    booking = _end(offer, booking, cancelled_by, reason, now)
    record_audit(
        actor=actor, action=BookingMove.CANCEL.value, target=booking, now=now, details={"reason": reason}
    )
    if was_firm:
        messages.tell_cancelled(booking, refund_amount, now=now)
    return booking


@transaction.atomic
def release_hold(*, booking: Booking, now: datetime) -> Booking:
    """Let go of a hold. Whatever else the booking has become meanwhile stays as it is."""
    offer, booking = locked_with_offer(booking)
    if not booking.is_hold:
        return booking
    booking = _end(offer, booking, CancelledBy.CUSTOMER, "", now)
    record_audit(actor=booking.customer, action=BookingMove.RELEASE.value, target=booking, now=now)
    return booking


def _end(offer: Offer, booking: Booking, by: CancelledBy, reason: str, now: datetime) -> Booking:
    BOOKING_FLOW.check(booking.status, BookingStatus.CANCELLED)
    booking.status = BookingStatus.CANCELLED
    booking.cancelled_at = now
    booking.cancelled_by = by
    booking.cancel_reason = reason
    booking.save()
    project_days(offer=offer, days=touched_days(offer, booking), now=now)
    return booking


_REFUSED_ARRIVALS = {
    Arrival.OTHER_DAY: _("This booking is for another day."),
    Arrival.OVER: _("This booking is over."),
    Arrival.NOT_BOOKED: _("This booking is not confirmed."),
}


@transaction.atomic
def check_in(*, booking: Booking, by: User, now: datetime) -> Booking:
    """Note that the guest has arrived. Safe to call twice. Raises `NotNow` with the reason."""
    with bounded_wait():
        booking = locked_booking(booking)
    arrival = arrival_of(booking, now)
    if arrival == Arrival.ALREADY_IN:
        return booking
    if arrival in _REFUSED_ARRIVALS:
        raise NotNow(_REFUSED_ARRIVALS[arrival])
    booking.checked_in_at = now
    booking.save(update_fields=["checked_in_at", "updated_at"])
    record_audit(actor=by, action=BookingMove.CHECK_IN.value, target=booking, now=now)
    return booking


@transaction.atomic
def mark_no_show(*, booking: Booking, by: User, now: datetime) -> Booking:
    """Note that the guest did not come. Raises `NotNow` before 30 minutes after the start."""
    offer, booking = locked_with_offer(booking)
    if booking.status == BookingStatus.NO_SHOW:
        return booking
    BOOKING_FLOW.check(booking.status, BookingStatus.NO_SHOW)
    if not can_mark_no_show(booking, now):
        raise NotNow(_("A guest is absent only 30 minutes after the start, and not after checking in."))
    booking.status = BookingStatus.NO_SHOW
    booking.no_show_at = now
    booking.save(update_fields=["status", "no_show_at", "updated_at"])
    project_days(offer=offer, days=touched_days(offer, booking), now=now)
    record_audit(actor=by, action=BookingMove.NO_SHOW.value, target=booking, now=now)
    return booking
