"""What must hold after every step: nothing oversold, `availability` true, every fils in its place."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection

from apps.bookings.checking import differences_in_availability
from apps.bookings.models import Booking
from apps.catalog.models import Availability
from apps.payments.checking import differences_in_money
from apps.payments.models import Payment, Refund
from tests.bookings.stateful.paper import DAY, SLOT, Paper, Space, State, Stay
from tests.bookings.stateful.world import FIRST_DAY, fils

SLOTS_A_DAY = DAY // SLOT
STATUS = {
    State.HELD: "pending",
    State.ASKED: "pending",
    State.FIRM: "confirmed",
    State.COMPLETED: "completed",
    State.ABSENT: "no_show",
    State.GONE: "cancelled",
}


def check_everything(paper: Paper) -> None:
    """Compare every booking, every half hour of every unit and every fils with the paper."""
    check_stays(paper)
    check_units(paper)
    check_money(paper)


def check_stays(paper: Paper) -> None:
    """Every booking is in the state that the paper has."""
    expected = {stay.key: (STATUS[stay.state], stay.arrived, stay.ended_by) for stay in paper.stays}
    rows = list(Booking.objects.values_list("pk", "status", "checked_in_at", "cancelled_by", "total_price"))
    real = {pk: (status, arrived is not None, by) for pk, status, arrived, by, _ in rows}
    assert real == expected
    assert {row[0]: fils(row[4]) for row in rows} == {stay.key: stay.price for stay in paper.stays}


def check_units(paper: Paper) -> None:
    """No moment has more than there is; each day's row says what the paper says."""
    rows = list(Availability.objects.values_list("vendor_service_id", "date", "available_units", "used"))
    for space in paper.spaces:
        use = paper.in_use(space)
        assert space.was_cut_below_use or not paper.is_oversold(space), f"{use} sold of {space.capacity}"
        if not has_overdue(paper, space):
            assert by_half_hour(row[1:] for row in rows if row[0] == space.key) == +use


def has_overdue(paper: Paper, space: Space) -> bool:
    """Tell whether a hold of a space ran out that nobody wrote down yet; its units are free already."""
    return any(
        stay.service is space and stay.is_pending and not stay.is_live(paper.now) for stay in paper.stays
    )


def by_half_hour(rows: Iterable[tuple[date, int, list[int]]]) -> Counter[int]:
    use: Counter[int] = Counter()
    for day, free, used in rows:
        first = (day - FIRST_DAY).days * SLOTS_A_DAY
        use.update({first + slot: units for slot, units in enumerate(used)})
        assert free >= 0
    return +use


def check_money(paper: Paper) -> None:
    """Money in is money due plus money back."""
    captured = Payment.objects.filter(status="captured").values_list("booking_id", "amount")
    money_in = {booking: fils(amount) for booking, amount in captured}
    assert money_in == {stay.key: stay.paid for stay in paper.stays if stay.paid}
    refunds = Refund.objects.values_list("payment__booking_id", "amount", "status")
    money_back = {booking: (fils(amount), status == "done") for booking, amount, status in refunds}
    assert money_back == {stay.key: (stay.back, stay.handed_back) for stay in paper.stays if stay.back}
    due = sum(kept_of(stay) for stay in paper.stays)
    assert sum(money_in.values()) == due + sum(amount for amount, _ in money_back.values())


def kept_of(stay: Stay) -> int:
    """Give the fils of a paid stay that the house may keep."""
    return stay.paid - stay.back


def check_books(paper: Paper, now: datetime) -> None:
    """`check_bookings` has nothing to say, and no constraint waits for the end to be broken."""
    if not any(has_overdue(paper, space) for space in paper.spaces):
        assert list(differences_in_availability(now=now)) == []
    assert list(differences_in_money()) == []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def amount_of(refund: Refund | None) -> int:
    return fils(refund.amount) if refund else 0
