"""The life of a booking and of its payment, as one table of allowed moves."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from atspaces.shared.flow import Flow


class BookingStatus(TextChoices):
    """A hold and an unanswered request are `pending`; checked in is a timestamp on `confirmed`."""

    PENDING = "pending", _("Pending")
    CONFIRMED = "confirmed", _("Confirmed")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SHOW = "no_show", _("No-show")


class PaymentStatus(TextChoices):
    """The seed's three, and `refunded` for money that went back."""

    PENDING = "pending", _("To be paid")
    PAID = "paid", _("Paid")
    FAILED = "failed", _("Failed")
    REFUNDED = "refunded", _("Refunded")


class PaymentMethod(TextChoices):
    CASH = "cash", _("Cash at the desk")
    CARD = "card", _("Card")
    APPLE_PAY = "apple_pay", _("Apple Pay")


class CancelledBy(TextChoices):
    CUSTOMER = "customer", _("the customer")
    VENDOR = "vendor", _("the branch")
    ADMIN = "admin", _("AtSpaces")
    TIMEOUT = "timeout", _("its time ran out")


class BookingSource(TextChoices):
    SITE = "site", _("Site")
    WALK_IN = "walk_in", _("Walk-in")
    ASSISTANT = "assistant", _("Assistant")


class Side(StrEnum):
    """Who may move a booking. The values are those of `CancelledBy`; time is a side too."""

    CUSTOMER = "customer"
    VENDOR = "vendor"
    ADMIN = "admin"
    TIMEOUT = "timeout"


class When(StrEnum):
    """What a move needs of the moment. `bookings.policies.is_time_for` judges it."""

    HELD = "its hold or its answer time has not run out"
    ASKED = "it is a request that still waits for its answer"
    RUN_OUT = "its hold or its answer time has run out"
    BEFORE_START = "the stay has not begun and the guest is not in"
    BEFORE_END = "the stay is not over"
    AWAITED = "the stay is not over and the guest is not in"
    ON_ITS_DAY = "its first day has come and the stay is not over"
    INSIDE = "the guest is in"
    MISSED = "30 minutes after the start the guest is not in"
    OVER = "the stay and the pause after it are over"


class BookingMove(StrEnum):
    """What may happen to a booking, in the words of the audit log.

    There, a request that is declined or withdrawn is a booking cancelled; of bare holds that run out
    nothing is said.
    """

    REQUEST = "booking requested"
    CONFIRM = "booking confirmed"
    ACCEPT = "request accepted"
    DECLINE = "request declined"
    RELEASE = "hold let go"
    EXPIRE = "request expired"
    CANCEL = "booking cancelled"
    CHECK_IN = "guest checked in"
    EXTEND = "booking extended"
    SHORTEN = "booking shortened"
    RESCHEDULE = "booking moved"
    CHECK_OUT = "guest left early"
    COMPLETE = "booking completed"
    NO_SHOW = "guest did not come"


@dataclass(frozen=True, slots=True)
class Move:
    """From which state to which, and who may do it at which moment."""

    source: BookingStatus
    target: BookingStatus
    who: Mapping[Side, When]


_PENDING, _CONFIRMED = BookingStatus.PENDING, BookingStatus.CONFIRMED
_CANCELLED, _COMPLETED, _NO_SHOW = BookingStatus.CANCELLED, BookingStatus.COMPLETED, BookingStatus.NO_SHOW
_CUSTOMER, _VENDOR, _ADMIN, _TIMEOUT = Side

MOVES: Final[Mapping[BookingMove, Move]] = {
    BookingMove.REQUEST: Move(_PENDING, _PENDING, {_CUSTOMER: When.HELD}),
    BookingMove.CONFIRM: Move(_PENDING, _CONFIRMED, {_CUSTOMER: When.HELD}),
    BookingMove.ACCEPT: Move(_PENDING, _CONFIRMED, {_VENDOR: When.ASKED}),
    BookingMove.DECLINE: Move(_PENDING, _CANCELLED, {_VENDOR: When.ASKED}),
    BookingMove.RELEASE: Move(_PENDING, _CANCELLED, {_CUSTOMER: When.HELD, _ADMIN: When.BEFORE_END}),
    BookingMove.EXPIRE: Move(_PENDING, _CANCELLED, {_TIMEOUT: When.RUN_OUT}),
    BookingMove.CANCEL: Move(
        _CONFIRMED,
        _CANCELLED,
        {_CUSTOMER: When.BEFORE_START, _VENDOR: When.AWAITED, _ADMIN: When.BEFORE_END},
    ),
    BookingMove.CHECK_IN: Move(_CONFIRMED, _CONFIRMED, {_VENDOR: When.ON_ITS_DAY}),
    BookingMove.EXTEND: Move(
        _CONFIRMED, _CONFIRMED, dict.fromkeys([_CUSTOMER, _VENDOR, _ADMIN], When.BEFORE_END)
    ),
    BookingMove.SHORTEN: Move(
        _CONFIRMED, _CONFIRMED, dict.fromkeys([_CUSTOMER, _VENDOR, _ADMIN], When.BEFORE_END)
    ),
    BookingMove.RESCHEDULE: Move(
        _CONFIRMED,
        _CONFIRMED,
        {_CUSTOMER: When.BEFORE_START, _VENDOR: When.BEFORE_END, _ADMIN: When.BEFORE_END},
    ),
    BookingMove.CHECK_OUT: Move(_CONFIRMED, _COMPLETED, {_VENDOR: When.INSIDE}),
    BookingMove.COMPLETE: Move(_CONFIRMED, _COMPLETED, {_TIMEOUT: When.OVER}),
    BookingMove.NO_SHOW: Move(_CONFIRMED, _NO_SHOW, {_VENDOR: When.MISSED}),
}


def _flow_of(moves: Mapping[BookingMove, Move]) -> Flow[BookingStatus]:
    targets: dict[BookingStatus, set[BookingStatus]] = defaultdict(set)
    for move in moves.values():
        if move.target != move.source:
            targets[move.source].add(move.target)
    return Flow({source: frozenset(reached) for source, reached in targets.items()})


BOOKING_FLOW: Final = _flow_of(MOVES)
"""Which state may follow which: the same table without who and when."""
