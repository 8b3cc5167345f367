"""Every rule of the one validator, each at its boundary."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from apps.accounts.statuses import UserStatus
from apps.branches.hours import Interval, WeekOfHours
from apps.branches.statuses import BranchStatus
from apps.catalog.asks import Ask, Span, span_of
from apps.catalog.policies import Limits, Offer, refusal_for_units, refusal_of
from apps.catalog.refusals import Refusal, RefusalCode, Refused
from apps.catalog.statuses import PriceUnit, SaleStatus
from apps.catalog.units import UnitsInUse, Use
from tests.accounts.factories import VendorFactory
from tests.branches.factories import BranchFactory
from tests.catalog.factories import VendorServiceFactory

AMMAN = ZoneInfo("Asia/Amman")
NOW = datetime(2027, 1, 12, 8, 0, tzinfo=UTC)
"""Tuesday, 11:00 in Amman. The branch is open from 08:00 to 20:00, never on Friday."""

TODAY, TOMORROW, FRIDAY = date(2027, 1, 12), date(2027, 1, 13), date(2027, 1, 15)
EIGHT_TO_EIGHT: list[Interval] = [(time(8), time(20))]


def offer(
    *,
    intervals: list[Interval] = EIGHT_TO_EIGHT,
    sold_by: tuple[str, ...] = ("hour", "day"),
    branch_status: str = BranchStatus.ACTIVE,
    vendor_status: str = UserStatus.ACTIVE,
    **fields: Any,
) -> Offer:
    """An offer made of objects in memory: the rules read nothing else."""
    branch = BranchFactory.build(
        vendor=VendorFactory.build(status=vendor_status), city=None, district=None, status=branch_status
    )
    service = VendorServiceFactory.build(branch=branch, service=None, **fields)
    weekly = {weekday: intervals for weekday in range(7) if weekday != FRIDAY.weekday()}
    hours = WeekOfHours(zone=AMMAN, weekly=weekly, special={})
    return Offer(service, hours, {PriceUnit(unit): Decimal(2) for unit in sold_by})


def by_hour(start: time = time(10), minutes: int = 120, *, day: date = TOMORROW, quantity: int = 1) -> Ask:
    return Ask(plan=PriceUnit.HOUR, day=day, start=start, minutes=minutes, quantity=quantity)


def by_day(days: int = 1, *, day: date = TOMORROW, quantity: int = 1) -> Ask:
    return Ask(plan=PriceUnit.DAY, day=day, count=days, quantity=quantity)


def code(of: Offer, ask: Ask, *, now: datetime = NOW) -> str | None:
    refusal = refusal_of(of, ask, now=now)
    return refusal and refusal.code


def at(hour: int, minute: int = 0, *, day: date = TOMORROW) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=AMMAN)


# --- is anything sold at all ---------------------------------------------------------------------------


def test_what_is_lawful_is_not_refused():
    assert code(offer(), by_hour()) is None
    assert code(offer(), by_day(2)) is None


@pytest.mark.parametrize("status", [BranchStatus.PENDING, BranchStatus.SUSPENDED])
def test_a_branch_that_is_not_active_sells_nothing(status):
    assert code(offer(branch_status=status), by_hour()) == RefusalCode.BRANCH_PAUSED


def test_a_suspended_vendor_sells_nothing():
    assert code(offer(vendor_status=UserStatus.SUSPENDED), by_hour()) == RefusalCode.BRANCH_PAUSED


@pytest.mark.parametrize("status", [SaleStatus.PAUSED, SaleStatus.ARCHIVED])
def test_a_service_that_is_off_sale(status):
    assert code(offer(status=status), by_day()) == RefusalCode.SERVICE_PAUSED


def test_a_service_is_sold_only_by_the_units_that_have_a_price():
    assert code(offer(sold_by=("day",)), by_hour()) == RefusalCode.NOT_SOLD
    assert code(offer(sold_by=("hour", "week")), by_day()) == RefusalCode.NOT_SOLD


def test_up_to_the_capacity_and_not_above():
    assert code(offer(max_capacity=3), by_hour(quantity=3)) is None
    refusal = refusal_of(offer(max_capacity=3), by_hour(quantity=4), now=NOW)
    assert (refusal.code, refusal.facts) == (RefusalCode.OVER_CAPACITY, {"capacity": 3})


# --- the moment ---------------------------------------------------------------------------------------


def test_an_hour_must_begin_after_now():
    ask = by_hour(time(11), day=TODAY)
    assert code(offer(), ask, now=NOW - timedelta(seconds=1)) is None
    assert code(offer(), ask, now=NOW) == RefusalCode.PAST


def test_a_day_that_has_begun_is_sold_until_it_closes():
    closing = at(20, day=TODAY)
    assert code(offer(), by_day(day=TODAY), now=closing - timedelta(seconds=1)) is None
    assert code(offer(), by_day(day=TODAY), now=closing) == RefusalCode.PAST
    assert code(offer(), by_day(3, day=TODAY - timedelta(days=1))) == RefusalCode.PAST


def test_a_day_that_closes_after_midnight_is_sold_after_midnight():
    late = offer(intervals=[(time(10), time(2))])
    assert code(late, by_day(day=TODAY), now=at(1, 59)) is None
    assert code(late, by_day(day=TODAY), now=at(2)) == RefusalCode.PAST


def test_notice():
    needs_two_hours = offer(notice_minutes=120)
    start = at(13, day=TODAY)
    ask = by_hour(time(13), day=TODAY)
    assert code(needs_two_hours, ask, now=start - timedelta(hours=2)) is None
    too_late = refusal_of(needs_two_hours, ask, now=start - timedelta(hours=2) + timedelta(seconds=1))
    assert (too_late.code, too_late.facts) == (RefusalCode.TOO_LATE, {"minutes": 120})
    assert code(needs_two_hours, by_day(day=TODAY)) == RefusalCode.TOO_LATE


def test_how_far_ahead():
    week_ahead = offer(max_advance_days=7)
    assert code(week_ahead, by_hour(day=TODAY + timedelta(days=7))) is None
    too_early = refusal_of(week_ahead, by_hour(day=TODAY + timedelta(days=8)), now=NOW)
    assert (too_early.code, too_early.facts) == (RefusalCode.TOO_EARLY, {"days": 7})
    assert code(week_ahead, by_day(30, day=TODAY + timedelta(days=7))) is None, "the first day counts"
    assert code(week_ahead, by_day(1, day=TODAY + timedelta(days=8))) == RefusalCode.TOO_EARLY


def test_days_weeks_and_months_have_limits_of_their_own():
    sold = offer(sold_by=("day", "week", "month"))
    limited = replace(sold, limits={PriceUnit.DAY: Limits(2, 5), PriceUnit.MONTH: Limits(3)})
    too_short = refusal_of(limited, by_day(1), now=NOW)
    assert (too_short.code, too_short.facts) == (RefusalCode.TOO_SHORT, {"unit": "day", "count": 2})
    assert "2 days" in too_short.message
    too_long = refusal_of(limited, by_day(6, day=date(2027, 1, 16)), now=NOW)
    assert (too_long.code, too_long.facts) == (RefusalCode.TOO_LONG, {"unit": "day", "count": 5})
    assert code(limited, by_day(2)) is None
    assert code(limited, Ask(plan=PriceUnit.MONTH, day=TOMORROW, count=2)) == RefusalCode.TOO_SHORT
    assert code(limited, Ask(plan=PriceUnit.MONTH, day=TOMORROW, count=13)) is None
    assert code(limited, Ask(plan=PriceUnit.WEEK, day=TOMORROW)) is None


def test_how_far_ahead_counts_the_branchs_days():
    day_ahead = offer(max_advance_days=1)
    ask = by_hour(day=TODAY + timedelta(days=2))
    before_midnight_in_amman = datetime(2027, 1, 12, 20, 59, tzinfo=UTC)
    assert code(day_ahead, ask, now=before_midnight_in_amman) == RefusalCode.TOO_EARLY
    assert code(day_ahead, ask, now=before_midnight_in_amman + timedelta(minutes=1)) is None


# --- the length and the hours --------------------------------------------------------------------------


def test_shortest_and_longest_stay():
    limited = offer(min_booking_duration=120, max_booking_duration=240)
    assert [code(limited, by_hour(minutes=minutes)) for minutes in (120, 240)] == [None, None]
    too_short = refusal_of(limited, by_hour(minutes=60), now=NOW)
    assert (too_short.code, too_short.facts) == (RefusalCode.TOO_SHORT, {"minutes": 120})
    too_long = refusal_of(limited, by_hour(minutes=300), now=NOW)
    assert (too_long.code, too_long.facts) == (RefusalCode.TOO_LONG, {"minutes": 240})
    assert code(limited, by_day(5)) is None, "limits of minutes are for stays by the hour"


@pytest.mark.parametrize(
    ("step", "start", "minutes", "expected"),
    [
        (30, time(10, 30), 90, None),
        (30, time(10, 15), 90, RefusalCode.OFF_STEP),
        (30, time(10, 30), 75, RefusalCode.OFF_STEP),
        (60, time(10, 30), 60, RefusalCode.OFF_STEP),
        (120, time(10), 120, None),
        (120, time(11), 120, RefusalCode.OFF_STEP),
    ],
)
def test_starts_and_lengths_are_whole_steps(step, start, minutes, expected):
    assert code(offer(step_minutes=step), by_hour(start, minutes)) == expected


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        (time(8), 60, None),
        (time(19), 60, None),
        (time(8), 720, None),
        (time(7), 60, RefusalCode.CLOSED),
        (time(7), 120, RefusalCode.CLOSED),
        (time(19), 120, RefusalCode.CLOSED),
        (time(20), 60, RefusalCode.CLOSED),
    ],
)
def test_hours_lie_within_the_opening_hours(start, minutes, expected):
    assert code(offer(), by_hour(start, minutes)) == expected


def test_hours_do_not_span_the_break_of_a_split_day():
    split = offer(intervals=[(time(8), time(12)), (time(14), time(20))])
    assert code(split, by_hour(time(10))) is None
    assert code(split, by_hour(time(11), 240)) == RefusalCode.CLOSED


def test_hours_without_a_start_and_days_that_are_closed():
    assert code(offer(), replace(by_hour(), start=None)) == RefusalCode.CLOSED
    assert code(offer(), by_hour(day=FRIDAY)) == RefusalCode.CLOSED
    assert code(offer(), by_day(day=FRIDAY)) == RefusalCode.CLOSED
    assert code(offer(), by_day(3, day=TOMORROW)) == RefusalCode.CLOSED, "ends on a Friday"
    assert code(offer(), by_day(4, day=TOMORROW)) is None


# --- the units ------------------------------------------------------------------------------------------


def use(start: int, end: int, units: int = 1) -> Use:
    return Use(at(start), at(end), units)


def units(of: Offer, ask: Ask, **uses: list[Use]) -> Refusal | None:
    span = span_of(ask, of.hours)
    return refusal_for_units(of, ask, span, UnitsInUse(uses.get("taken", []), uses.get("blocked", [])))


def test_units_are_free_up_to_the_peak_of_the_others():
    two = offer(max_capacity=2)
    ask = by_hour(time(9), 180)
    assert units(two, ask, taken=[use(9, 10), use(11, 12)]) is None
    refusal = units(two, ask, taken=[use(9, 10), use(9, 11)])
    assert refusal.code == RefusalCode.TAKEN
    assert refusal.facts == {"free": 0, "starts_at": at(9), "ends_at": at(12)}


def test_a_refusal_says_how_many_are_left():
    refusal = units(offer(max_capacity=3), by_hour(quantity=3), taken=[use(11, 14)])
    assert (refusal.code, refusal.facts["free"]) == (RefusalCode.TAKEN, 2)


def test_capacity_below_what_is_taken_leaves_nothing_and_never_less():
    refusal = units(offer(max_capacity=1), by_hour(), taken=[use(9, 20, 5)])
    assert refusal.facts["free"] == 0


def test_what_the_vendor_withholds_is_blocked_and_not_taken():
    one = offer(max_capacity=2)
    assert units(one, by_hour(), blocked=[use(9, 20, 2)]).code == RefusalCode.BLOCKED
    assert units(one, by_hour(), taken=[use(9, 20)], blocked=[use(9, 20)]).code == RefusalCode.BLOCKED
    both_full = units(one, by_hour(), taken=[use(9, 20, 2)], blocked=[use(9, 20, 2)])
    assert both_full.code == RefusalCode.TAKEN
    assert units(one, by_hour(), blocked=[use(12, 20, 2), use(8, 10, 2)]) is None


def test_a_pause_is_kept_before_and_after_a_stay():
    with_pause = offer(max_capacity=1, buffer_minutes=30, step_minutes=30)
    ask = by_hour(time(12), 60)
    half_past = [Use(at(9), at(11, 30), 1), Use(at(13, 30), at(15), 1)]
    assert units(with_pause, ask, taken=half_past) is None
    assert units(with_pause, ask, taken=[use(9, 12)]).code == RefusalCode.TAKEN
    assert units(with_pause, ask, taken=[use(13, 15)]).code == RefusalCode.TAKEN
    assert units(offer(max_capacity=1), ask, taken=[use(9, 12), use(13, 15)]) is None


def on_days(of: Offer, ask: Ask, capacities: dict[date, int], **uses: list[Use]) -> str | None:
    found = refusal_for_units(
        of, ask, span_of(ask, of.hours), UnitsInUse(uses.get("taken", []), [], capacities)
    )
    return found and found.code


def test_a_day_may_have_less_capacity_than_others():
    of = offer(max_capacity=4)
    assert on_days(of, by_hour(quantity=2), {TOMORROW: 2}) is None
    assert on_days(of, by_hour(quantity=3), {TOMORROW: 2}) == RefusalCode.OVER_CAPACITY
    assert on_days(of, by_hour(quantity=3), {TODAY: 2}) is None, "another day's"
    assert on_days(of, by_hour(), {TOMORROW: 2}, taken=[use(9, 20, 2)]) == RefusalCode.TAKEN
    assert on_days(of, by_hour(), {TOMORROW: 0}) == RefusalCode.BLOCKED
    several = by_day(2, day=TODAY, quantity=3)
    assert on_days(of, several, {TOMORROW: 2}) == RefusalCode.OVER_CAPACITY


def test_a_days_capacity_is_never_more_than_the_services():
    assert on_days(offer(max_capacity=1), by_hour(), {TOMORROW: 9}, taken=[use(9, 20)]) == RefusalCode.TAKEN


# --- the words ------------------------------------------------------------------------------------------

SPAN = Span(at(10), at(12))
TIMES = {"starts_at": SPAN.starts_at, "ends_at": SPAN.ends_at}
FACTS: dict[str, dict[str, Any]] = {
    RefusalCode.TAKEN: {"free": 0, **TIMES},
    RefusalCode.BLOCKED: TIMES,
    RefusalCode.TOO_LATE: {"minutes": 90},
    RefusalCode.TOO_EARLY: {"days": 7},
    RefusalCode.TOO_SHORT: {"minutes": 60},
    RefusalCode.TOO_LONG: {"minutes": 240},
    RefusalCode.OFF_STEP: {"minutes": 30},
    RefusalCode.OVER_CAPACITY: {"capacity": 3},
}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("refused", RefusalCode)
def test_every_refusal_is_a_sentence(refused, language):
    with override(language):
        refusal = offer().refuse(refused, **FACTS.get(refused, {}))
        assert refusal.message.endswith((".", "؟"))
        assert "%" not in refusal.message
        assert str(Refused(refusal)) == refusal.message


def test_no_two_refusals_say_the_same():
    sentences = {offer().refuse(code, **FACTS.get(code, {})).message for code in RefusalCode}
    assert len(sentences) == len(RefusalCode)
