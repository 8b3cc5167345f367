"""Money in and money back, in one transaction with the booking it belongs to.

Locks in the one order: service, booking, payment.
"""

from apps.payments.services.cancelling import TooLate, cancel_and_refund
from apps.payments.services.changing import (
    extend_and_settle,
    reschedule_and_settle,
    shorten_and_settle,
)
from apps.payments.services.checkout import CannotPay, accept_request, check_out, check_out_series
from apps.payments.services.desk import (
    book_walk_in,
    book_walk_in_and_collect,
    collect_and_check_in,
    collect_cash,
    hand_back_cash,
)
from apps.payments.services.settling import close_stale_attempts

__all__ = [
    "CannotPay",
    "TooLate",
    "accept_request",
    "book_walk_in",
    "book_walk_in_and_collect",
    "cancel_and_refund",
    "check_out",
    "check_out_series",
    "close_stale_attempts",
    "collect_and_check_in",
    "collect_cash",
    "extend_and_settle",
    "hand_back_cash",
    "reschedule_and_settle",
    "shorten_and_settle",
]
