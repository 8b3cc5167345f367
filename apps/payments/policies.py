"""What may be paid and given back now."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from apps.bookings.cancellation import RefundStep, part_refund, refund_percent
from apps.bookings.models import Booking
from apps.bookings.policies import refund_steps_of
from apps.bookings.repricing import EVERYTHING, given_up_of, kept_of
from apps.bookings.statuses import BookingStatus, CancelledBy, PaymentMethod, PaymentStatus
from atspaces.shared import money

_CAN_STILL_PAY = {BookingStatus.CONFIRMED, BookingStatus.COMPLETED}


@dataclass(frozen=True, slots=True)
class RefundPreview:
    """What a cancellation at one moment gives back. What is shown is what is refunded.

    `paid` and `amount` are dinars; `steps` are all steps of the booking, the earliest first.
    """

    paid: Decimal
    percent: int
    amount: Decimal
    steps: list[RefundStep]


def refund_preview(booking: Booking, *, by: CancelledBy, at: datetime) -> RefundPreview:
    """Give what a cancellation gives back; a cancellation by the branch or us gives back all.

    What the branch keeps of time given up before does not come back to a customer who cancels.
    """
    steps = refund_steps_of(booking)
    paid = booking.net_paid
    if by != CancelledBy.CUSTOMER:
        return RefundPreview(paid, EVERYTHING, paid, steps)
    percent = refund_percent(steps, at=at)
    at_stake = max(money.ZERO, paid - kept_of(booking.price_snapshot))
    amount = part_refund(given_up_of(booking.price_snapshot), at_stake, percent)
    return RefundPreview(paid, percent, amount, steps)


def can_collect_cash(booking: Booking) -> bool:
    """Tell whether the desk may still take this booking's money."""
    return (
        booking.payment_method == PaymentMethod.CASH
        and booking.payment_status == PaymentStatus.PENDING
        and booking.status in _CAN_STILL_PAY
    )
