"""One table says which move leads where, who may make it, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.bookings.models import Booking
from apps.bookings.policies import may_move
from apps.bookings.statuses import (
    BOOKING_FLOW,
    MOVES,
    BookingMove,
    BookingStatus,
    CancelledBy,
    Side,
)
from apps.catalog.models import VendorService

START = datetime(2027, 1, 13, 7, 0, tzinfo=UTC)
END, MADE = START + timedelta(hours=2), START - timedelta(days=1)
MINUTE = timedelta(minutes=1)


def firm(**fields) -> Booking:
    values = {
        "status": BookingStatus.CONFIRMED,
        "starts_at": START,
        "ends_at": END,
        "created_at": MADE,
        "vendor_service": VendorService(buffer_minutes=30),
    } | fields
    return Booking(**values)


def test_every_move_has_a_row_and_the_flow_is_the_same_table():
    assert MOVES.keys() == set(BookingMove)
    reached = {(move.source, move.target) for move in MOVES.values() if move.source != move.target}
    allowed = {
        (one, other)
        for one in BookingStatus
        for other in BookingStatus
        if BOOKING_FLOW.allows(one.value, other)
    }
    assert reached == allowed
    assert {side.value for side in Side} == set(CancelledBy.values)


@pytest.mark.parametrize("status", [BookingStatus.CANCELLED, BookingStatus.COMPLETED, BookingStatus.NO_SHOW])
def test_what_is_over_moves_no_more(status):
    booking = firm(status=status)
    assert not any(may_move(booking, move, side, MADE) for move in BookingMove for side in Side)


@pytest.mark.parametrize(
    ("move", "side", "fields", "last"),
    [
        (BookingMove.EXTEND, Side.CUSTOMER, {}, END),
        (BookingMove.SHORTEN, Side.CUSTOMER, {"checked_in_at": START}, END),
        (BookingMove.RESCHEDULE, Side.CUSTOMER, {}, START),
        (BookingMove.RESCHEDULE, Side.VENDOR, {"checked_in_at": START}, END),
        (BookingMove.CANCEL, Side.CUSTOMER, {}, START),
        (BookingMove.CANCEL, Side.VENDOR, {}, END),
    ],
)
def test_until_when(move, side, fields, last):
    assert may_move(firm(**fields), move, side, last - MINUTE)
    assert not may_move(firm(**fields), move, side, last)


@pytest.mark.parametrize(
    ("move", "side", "fields", "first"),
    [
        (BookingMove.NO_SHOW, Side.VENDOR, {}, START + 30 * MINUTE),
        (BookingMove.COMPLETE, Side.TIMEOUT, {}, END + 30 * MINUTE),
    ],
)
def test_from_when(move, side, fields, first):
    assert may_move(firm(**fields), move, side, first)
    assert not may_move(firm(**fields), move, side, first - MINUTE)


def test_only_who_is_in_leaves_early_and_only_the_branch_says_so():
    assert may_move(firm(checked_in_at=START), BookingMove.CHECK_OUT, Side.VENDOR, START)
    assert not may_move(firm(), BookingMove.CHECK_OUT, Side.VENDOR, START)
    assert not may_move(firm(checked_in_at=START), BookingMove.CHECK_OUT, Side.CUSTOMER, START)
