"""What may be done with a booking at which moment. Nothing here needs a database."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.bookings.models import Booking
from apps.bookings.policies import (
    Arrival,
    arrival_of,
    ask_of,
    can_answer_request,
    can_cancel,
    can_cancel_as_vendor,
    can_check_in,
    can_mark_no_show,
    hold_is_live,
    refund_steps_of,
    refusal_since_hold,
    reminder_time,
    should_remind,
)
from apps.bookings.statuses import BookingStatus
from apps.branches.hours import WeekOfHours
from apps.branches.statuses import BranchStatus
from apps.catalog.policies import Offer
from apps.catalog.refusals import RefusalCode
from apps.catalog.statuses import PriceUnit, SaleStatus
from tests.accounts.factories import VendorFactory
from tests.bookings.factories import day_ask, hour_ask
from tests.branches.factories import BranchFactory
from tests.catalog.factories import VendorServiceFactory

AMMAN = ZoneInfo("Asia/Amman")
TUESDAY, WEDNESDAY, THURSDAY = date(2027, 1, 12), date(2027, 1, 13), date(2027, 1, 14)
SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
)


def at(hour: int, minute: int = 0, *, day: date = WEDNESDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=AMMAN)


MADE = at(11, day=TUESDAY)
START, END = at(10), at(12)


def booking(**fields: Any) -> Booking:
    """A confirmed booking of Wednesday, 10:00 to 12:00 in Amman."""
    branch = BranchFactory.build(vendor=VendorFactory.build(), city=None, district=None)
    defaults: dict[str, Any] = {
        "vendor_service": VendorServiceFactory.build(branch=branch, service=None),
        "price_unit": PriceUnit.HOUR,
        "booking_date": WEDNESDAY,
        "end_date": WEDNESDAY,
        "start_time": time(10),
        "end_time": time(12),
        "starts_at": START.astimezone(UTC),
        "ends_at": END.astimezone(UTC),
        "status": BookingStatus.CONFIRMED,
        "created_at": MADE,
        "confirmed_at": MADE,
    }
    return Booking(**defaults | fields)


def pending(**fields: Any) -> Booking:
    held = {"status": BookingStatus.PENDING, "confirmed_at": None, "hold_expires_at": MADE + 10 * MINUTE}
    return booking(**held | fields)


ENDED = [BookingStatus.CANCELLED, BookingStatus.COMPLETED, BookingStatus.NO_SHOW]
checked_in = {"checked_in_at": START}


# --- holds -----------------------------------------------------------------------------------------------


def test_a_hold_lives_until_the_instant_it_expires():
    held = pending()
    expiry = held.hold_expires_at
    assert hold_is_live(held, expiry - SECOND)
    assert not hold_is_live(held, expiry)
    assert not hold_is_live(pending(hold_expires_at=None), MADE)


@pytest.mark.parametrize("status", [BookingStatus.CONFIRMED, *ENDED])
def test_only_what_is_pending_is_held(status):
    assert not hold_is_live(pending(status=status), MADE)


def test_a_request_is_answered_in_time_and_a_plain_hold_never():
    request = pending(is_request=True)
    assert can_answer_request(request, MADE)
    assert not can_answer_request(request, request.hold_expires_at)
    assert not can_answer_request(pending(), MADE)
    assert not can_answer_request(booking(is_request=True), MADE)


# --- at the door -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(23, 59, day=TUESDAY), Arrival.OTHER_DAY),
        (at(0), Arrival.EARLY),
        (START - 30 * MINUTE - SECOND, Arrival.EARLY),
        (START - 30 * MINUTE, Arrival.WELCOME),
        (START, Arrival.WELCOME),
        (END - SECOND, Arrival.WELCOME),
        (END, Arrival.OVER),
        (END + DAY, Arrival.OVER),
    ],
)
def test_an_arrival_is_judged_by_the_branchs_clock(moment, expected):
    assert arrival_of(booking(), moment.astimezone(UTC)) == expected
    assert can_check_in(booking(), moment) == (expected in {Arrival.EARLY, Arrival.WELCOME})


def test_a_stay_of_several_days_may_begin_on_a_later_one():
    stay = booking(price_unit=PriceUnit.DAY, end_date=THURSDAY, ends_at=at(20, day=THURSDAY))
    assert arrival_of(stay, at(9, day=THURSDAY)) == Arrival.WELCOME


def test_just_after_midnight_the_evening_before_counts_as_another_day():
    late = booking(starts_at=at(0, 10), ends_at=at(2))
    assert arrival_of(late, at(23, 55, day=TUESDAY)) == Arrival.OTHER_DAY


@pytest.mark.parametrize("status", [BookingStatus.PENDING, *ENDED])
def test_nobody_goes_in_without_a_confirmed_booking(status):
    assert arrival_of(booking(status=status), START) == Arrival.NOT_BOOKED


@pytest.mark.parametrize("status", [BookingStatus.CONFIRMED, BookingStatus.COMPLETED])
def test_whoever_is_in_is_in(status):
    assert arrival_of(booking(status=status, **checked_in), END) == Arrival.ALREADY_IN


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(START, False), (START + 30 * MINUTE - SECOND, False), (START + 30 * MINUTE, True), (END + DAY, True)],
)
def test_a_guest_is_absent_half_an_hour_after_the_start(moment, expected):
    assert can_mark_no_show(booking(), moment) == expected
    assert not can_mark_no_show(booking(**checked_in), moment)
    assert not any(can_mark_no_show(booking(status=status), moment) for status in ENDED)


# --- cancelling ------------------------------------------------------------------------------------------


def test_a_customer_cancels_until_the_start():
    assert can_cancel(booking(), START - SECOND)
    assert not can_cancel(booking(), START)
    assert not can_cancel(booking(**checked_in), START - SECOND)
    assert not any(can_cancel(booking(status=status), MADE) for status in ENDED)


def test_a_customer_cancels_a_request_or_a_hold_while_it_lives():
    held = pending()
    assert can_cancel(held, held.hold_expires_at - SECOND)
    assert not can_cancel(held, held.hold_expires_at)


def test_the_branch_cancels_until_the_end_unless_the_guest_is_in():
    assert can_cancel_as_vendor(booking(), END - SECOND)
    assert not can_cancel_as_vendor(booking(), END)
    assert not can_cancel_as_vendor(booking(**checked_in), START)
    for status in [BookingStatus.PENDING, *ENDED]:
        assert not can_cancel_as_vendor(booking(status=status), START)


def test_refund_steps_are_those_of_the_snapshot():
    steps = refund_steps_of(
        booking(price_snapshot={"refund_steps": [{"until": START.isoformat(), "percent": 50}]})
    )
    assert [(step.until, step.percent) for step in steps] == [(START, 50)]
    assert refund_steps_of(booking()) == []


# --- reminding -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (at(14), at(12)),
        (at(10), at(8)),
        (at(9, 59), at(20, day=TUESDAY)),
        (at(8), at(20, day=TUESDAY)),
        (at(2), at(20, day=TUESDAY)),
        (at(1), at(23, day=TUESDAY)),
        (at(0), at(22, day=TUESDAY)),
    ],
)
def test_a_reminder_comes_two_hours_before_or_the_evening_before_an_early_start(start, expected):
    assert reminder_time(start.astimezone(UTC), AMMAN) == expected


def test_a_reminder_of_the_evening_before_is_in_the_branchs_own_evening():
    berlin = ZoneInfo("Europe/Berlin")
    first_morning_of_summer_time = datetime(2027, 3, 28, 9, tzinfo=berlin)
    assert reminder_time(first_morning_of_summer_time, berlin) == datetime(2027, 3, 27, 20, tzinfo=berlin)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)))  # noqa: DTZ001 (Amman's zone is added)
def test_reminders_never_come_before_eight_nor_late_nor_sixteen_hours_ahead(local_start):
    start = local_start.replace(tzinfo=AMMAN)
    moment = reminder_time(start, AMMAN)
    assert 2 * HOUR <= start - moment <= 16 * HOUR
    assert moment.astimezone(AMMAN).time() >= time(8)


def test_a_reminder_is_due_from_its_time_until_the_start():
    due = at(8)
    assert not should_remind(booking(), due - SECOND)
    assert should_remind(booking(), due)
    assert should_remind(booking(), START - SECOND)
    assert not should_remind(booking(), START)


def test_who_booked_less_than_an_hour_before_the_reminder_gets_none():
    due = at(8)
    assert should_remind(booking(confirmed_at=due - HOUR), due)
    assert not should_remind(booking(confirmed_at=due - HOUR + SECOND), due)
    assert not should_remind(booking(confirmed_at=None, created_at=due - MINUTE), due)


# --- the ask and the offer since -------------------------------------------------------------------------


def test_an_ask_is_read_back_from_its_booking():
    assert ask_of(booking(quantity=3)) == hour_ask(10, 2, quantity=3)
    stay = booking(price_unit=PriceUnit.DAY, end_date=THURSDAY, starts_at=at(8), ends_at=at(20, day=THURSDAY))
    found = ask_of(stay)
    wanted = day_ask(2)
    assert (found.plan, found.day, found.count, found.start) == (wanted.plan, wanted.day, wanted.count, None)


def offer_of(held: Booking, **fields: Any) -> Offer:
    for name, value in fields.items():
        setattr(held.vendor_service, name, value)
    hours = WeekOfHours(
        zone=AMMAN, weekly={weekday: [(time(8), time(20))] for weekday in range(7)}, special={}
    )
    return Offer(held.vendor_service, hours, {PriceUnit.HOUR: Decimal(2), PriceUnit.DAY: Decimal(10)})


def code_since(held: Booking, offer: Offer) -> RefusalCode | None:
    refusal = refusal_since_hold(offer, held)
    return refusal.code if refusal else None


def test_an_offer_that_has_not_changed_still_stands():
    held = pending()
    assert code_since(held, offer_of(held)) is None


def test_notice_and_length_are_not_judged_again():
    held = pending()
    assert code_since(held, offer_of(held, notice_minutes=9999, min_booking_duration=600)) is None


def test_what_became_of_an_offer_since_the_hold():
    held = pending(quantity=3)
    assert code_since(held, offer_of(held, status=SaleStatus.PAUSED)) == RefusalCode.SERVICE_PAUSED
    held = pending(quantity=3)
    assert code_since(held, offer_of(held, max_capacity=2)) == RefusalCode.OVER_CAPACITY
    held = pending()
    held.vendor_service.branch.status = BranchStatus.SUSPENDED
    assert code_since(held, offer_of(held)) == RefusalCode.BRANCH_PAUSED


@pytest.mark.parametrize("plan", [PriceUnit.HOUR, PriceUnit.DAY])
def test_a_branch_that_closed_since_the_hold(plan):
    held = pending(price_unit=plan)
    offer = offer_of(held)
    closed = WeekOfHours(zone=AMMAN, weekly=offer.hours.weekly, special={WEDNESDAY: []})
    assert code_since(held, Offer(offer.service, closed, offer.prices)) == RefusalCode.CLOSED
    assert code_since(held, Offer(offer.service, offer.hours, {})) == RefusalCode.NOT_SOLD
