"""Money at the desk: what is due, what goes back, and what has happened to a booking."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Case, Q, QuerySet, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from apps.accounts.models import AuditEntry
from apps.bookings.models import Booking
from apps.bookings.policies import (
    can_answer_request,
    can_cancel_as_vendor,
    can_check_in,
    can_mark_no_show,
)
from apps.bookings.statuses import BookingStatus, CancelledBy, PaymentStatus
from apps.branches.models import Branch
from apps.payments.models import Payment, Refund
from apps.payments.policies import can_collect_cash
from apps.payments.providers.cash import CashAtTheDesk
from apps.payments.statuses import AttemptStatus, RefundStatus


@dataclass(frozen=True, slots=True)
class DeskActions:
    """What the desk may do with a booking now. `due` and `give_back` are dinars."""

    may_check_in: bool = False
    may_cancel: bool = False
    may_answer: bool = False
    may_mark_no_show: bool = False
    due: Decimal | None = None
    give_back: Decimal | None = None

    @property
    def any(self) -> bool:
        return (
            self.may_check_in
            or self.may_cancel
            or self.may_answer
            or self.may_mark_no_show
            or self.due is not None
            or self.give_back is not None
        )


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a booking; `note` says who did it or why."""

    text: str | Promise
    at: datetime
    note: str = ""
    state: str = "done"


def cash_due(booking: Booking) -> Decimal | None:
    """Give the dinars the desk still has to take; None when there is nothing to collect."""
    due = booking.total_price - booking.net_paid
    return due if can_collect_cash(booking) and due > 0 else None


def desk_actions(booking: Booking, *, refund: Refund | None, now: datetime) -> DeskActions:
    """Say what may be done with a booking by somebody who runs the desk."""
    waits = (
        refund is not None
        and refund.status == RefundStatus.REQUESTED
        and refund.payment.provider == CashAtTheDesk.slug
    )
    return DeskActions(
        may_check_in=can_check_in(booking, now),
        may_cancel=can_cancel_as_vendor(booking, now),
        may_answer=can_answer_request(booking, now),
        may_mark_no_show=can_mark_no_show(booking, now),
        due=cash_due(booking),
        give_back=refund.amount if refund is not None and waits else None,
    )


def payment_badge(booking: Booking) -> tuple[str, str]:
    """Give the state of a booking's money in words, and the tone of its badge."""
    is_over = booking.status in {BookingStatus.CANCELLED, BookingStatus.NO_SHOW}
    match booking.payment_status:
        case PaymentStatus.PENDING:
            return (_("Not paid"), "") if is_over else (booking.get_payment_status_display(), "warning")
        case PaymentStatus.PAID:
            return booking.get_payment_status_display(), "success"
        case PaymentStatus.FAILED:
            return booking.get_payment_status_display(), "danger"
        case _:
            return booking.get_payment_status_display(), ""


def refunds_to_hand_back(branches: Iterable[Branch]) -> QuerySet[Refund]:
    """The cash that some branches owe guests who cancelled, the oldest first."""
    return (
        Refund.objects.filter(
            status=RefundStatus.REQUESTED,
            payment__provider=CashAtTheDesk.slug,
            payment__booking__vendor_service__branch__in=branches,
        )
        .select_related("payment__booking__customer", "payment__booking__vendor_service__branch")
        .order_by("created_at", "pk")
    )


def captured_payment(booking: Booking) -> Payment | None:
    captured = booking.payments.filter(status=AttemptStatus.CAPTURED).select_related("collected_by")
    return captured.order_by("-captured_at", "-pk").first()


def last_refund(booking: Booking) -> Refund | None:
    """The refund of a booking that counts: one that waits to be given back, else the latest."""
    refunds = Refund.objects.filter(payment__booking=booking).exclude(status=RefundStatus.FAILED)
    waits_first = Case(When(status=RefundStatus.REQUESTED, then=0), default=1)
    return refunds.select_related("payment__booking").order_by(waits_first, "-created_at", "-pk").first()


def history_of(booking: Booking, *, payment: Payment | None, refund: Refund | None) -> list[Event]:
    """What happened to a booking, the oldest first, with who did it where the audit log knows."""
    actors = _actors(booking, payment, refund)
    events = [
        Event(text, at, note or actors.get(action, ""))
        for action, text, at, note in _moments(booking, payment, refund)
        if at is not None
    ]
    return sorted(events, key=lambda event: event.at)


type Moment = tuple[str, str, datetime | None, str]


def _moments(booking: Booking, payment: Payment | None, refund: Refund | None) -> list[Moment]:
    made = _("Request sent") if booking.is_request else _("Booked")
    called_off = _("Request declined") if _was_declined(booking) else _("Cancelled")
    moments: list[Moment] = [
        ("booking requested" if booking.is_request else "", made, booking.created_at, ""),
        ("guest checked in", _("Checked in"), booking.checked_in_at, ""),
        ("guest did not come", _("Did not come"), booking.no_show_at, ""),
        ("booking completed", _("Finished"), booking.completed_at, ""),
        ("booking cancelled", called_off, booking.cancelled_at, booking.cancel_reason),
    ]
    if booking.is_request:
        moments.append(("request accepted", _("Request accepted"), booking.confirmed_at, ""))
    if payment is not None:
        moments.append(("cash collected", _("Paid"), payment.captured_at, payment.transaction_id or ""))
    if refund is not None:
        moments.append(("cash handed back", _("Money given back"), refund.done_at, ""))
    return moments


def _was_declined(booking: Booking) -> bool:
    return booking.confirmed_at is None and booking.cancelled_by == CancelledBy.VENDOR


def _actors(booking: Booking, payment: Payment | None, refund: Refund | None) -> dict[str, str]:
    """The names of who did what to a booking and its money, by the action of the audit log."""
    targets = {"bookings.booking": booking, "payments.payment": payment, "payments.refund": refund}
    wanted = Q()
    for label, target in targets.items():
        if target is not None:
            wanted |= Q(target_type=label, target_id=str(target.pk))
    entries = AuditEntry.objects.filter(wanted, actor__isnull=False).select_related("actor")
    return {entry.action: str(entry.actor) for entry in entries}


def ended_text(booking: Booking) -> str:
    """Say why nobody can be checked in to a booking that is not firm."""
    match booking.status:
        case BookingStatus.CANCELLED:
            return _("This booking was cancelled.")
        case BookingStatus.NO_SHOW:
            return _("This guest was marked as a no-show.")
        case BookingStatus.COMPLETED:
            return _("This booking is finished.")
        case _:
            return _("This is a request that nobody has accepted yet.")
