"""What waits for somebody at the desk: requests, cash to collect, cash to give back, what we still decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Sum, Window
from django.utils.functional import Promise

from apps.bookings.desk import Tab, days_or_times, guest_name, in_tab
from apps.bookings.models import Booking
from apps.bookings.queries import bookings_in
from apps.branches.models import Branch
from apps.payments.desk import refunds_to_hand_back
from apps.payments.models import Refund
from atspaces.shared import formats, money

SHOWN_REQUESTS = 5
SHOWN_REFUNDS = 5


@dataclass(frozen=True)
class WaitingRequest:
    """A request to answer; `wait` says how long there is still time."""

    booking: Booking
    name: str | Promise
    when: str
    wait: str


@dataclass(frozen=True)
class CashToCollect:
    """Guests who came and have not paid; the total in JOD."""

    count: int
    total: Decimal


@dataclass(frozen=True)
class Needs:
    """What waits for somebody at the desk. Requests are those that the soonest run out."""

    requests: list[WaitingRequest]
    more_requests: int
    cash: CashToCollect
    refunds: list[tuple[Refund, str | Promise]]
    asked: int

    @property
    def is_empty(self) -> bool:
        return not (self.requests or self.cash.count or self.refunds or self.asked)


def needs_of(branches: Sequence[Branch], *, asked: int, today: date, now: datetime) -> Needs:
    """Give what waits at some branches; `asked` is how many of their own requests we still decide."""
    requests, waiting = _to_answer(branches, today, now)
    unpaid = (
        bookings_in(branches)
        .filter(in_tab(Tab.CASH, today=today, now=now))
        .aggregate(count=Count("pk"), total=Sum("total_price"))
    )
    to_hand_back = refunds_to_hand_back(branches)
    return Needs(
        requests=[_waiting(booking, now) for booking in requests],
        more_requests=waiting - len(requests),
        cash=CashToCollect(unpaid["count"], unpaid["total"] or money.ZERO),
        refunds=[(each, guest_name(each.payment.booking)) for each in to_hand_back[:SHOWN_REFUNDS]],
        asked=asked,
    )


def _to_answer(branches: Sequence[Branch], today: date, now: datetime) -> tuple[list[Booking], int]:
    """Read the requests that are shown, and how many there are, in one query."""
    found = (
        bookings_in(branches)
        .filter(in_tab(Tab.ANSWER, today=today, now=now))
        .select_related("customer", "vendor_service__branch")
        .annotate(waiting=Window(Count("pk")))
        .order_by(*Tab.ANSWER.order)
    )
    requests = list(found[:SHOWN_REQUESTS])
    return list[Booking](requests), requests[0].waiting if requests else 0


def _waiting(booking: Booking, now: datetime) -> WaitingRequest:
    assert booking.hold_expires_at is not None  # a request that waits always has its deadline
    return WaitingRequest(
        booking=booking,
        name=guest_name(booking),
        when=days_or_times(booking, now=now),
        wait=formats.relative(booking.hold_expires_at, now=now),
    )
