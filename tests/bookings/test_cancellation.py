"""What a cancellation gives back, at each boundary to the second."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.bookings.cancellation import (
    GRACE,
    RefundStep,
    refund_amount,
    refund_percent,
    refund_steps,
    steps_from_snapshot,
    steps_to_snapshot,
)
from apps.catalog.statuses import CancellationTier

START = datetime(2027, 1, 13, 7, 0, tzinfo=UTC)
LONG_BEFORE = START - timedelta(days=30)
SECOND = timedelta(seconds=1)
FLEXIBLE, MODERATE, STRICT = CancellationTier


def hours_before(hours: float) -> datetime:
    return START - timedelta(hours=hours)


def steps(tier: CancellationTier, booked_at: datetime = LONG_BEFORE) -> list[RefundStep]:
    return refund_steps(tier, starts_at=START, booked_at=booked_at)


@pytest.mark.parametrize(
    ("tier", "boundary", "before", "after"),
    [
        (FLEXIBLE, hours_before(2), 100, 0),
        (MODERATE, hours_before(24), 100, 50),
        (MODERATE, hours_before(4), 50, 0),
        (STRICT, hours_before(72), 100, 50),
        (STRICT, hours_before(24), 50, 0),
        (FLEXIBLE, LONG_BEFORE + GRACE, 100, 100),
        (STRICT, START, 0, 0),
    ],
)
def test_percent_drops_at_the_very_instant(tier, boundary, before, after):
    found = [refund_percent(steps(tier), at=boundary + change) for change in (-SECOND, 0 * SECOND, SECOND)]
    assert found == [before, after, after]


@pytest.mark.parametrize(
    ("tier", "booked", "expected"),
    [
        # Within the terms' own full refund, grace adds nothing.
        (FLEXIBLE, 3, [(2, 100)]),
        (MODERATE, 30, [(24, 100), (4, 50)]),
        # Booked later than that, everything comes back for a quarter of an hour.
        (FLEXIBLE, 1, [(0.75, 100)]),
        (MODERATE, 10, [(9.75, 100), (4, 50)]),
        (MODERATE, 3, [(2.75, 100)]),
        (STRICT, 48, [(47.75, 100), (24, 50)]),
        (STRICT, 24.1, [(23.85, 100)]),
        # Never into the stay itself.
        (FLEXIBLE, 0.1, [(0, 100)]),
        (STRICT, 0.25, [(0, 100)]),
    ],
)
def test_grace_after_booking(tier, booked, expected):
    found = steps(tier, hours_before(booked))
    assert found == [RefundStep(hours_before(hours), percent) for hours, percent in expected]


def test_grace_that_outlasts_the_full_refund_by_a_moment():
    booked_at = hours_before(2) - GRACE + SECOND
    assert steps(FLEXIBLE, booked_at) == [RefundStep(hours_before(2) + SECOND, 100)]
    assert steps(FLEXIBLE, booked_at - SECOND) == [RefundStep(hours_before(2), 100)]


def test_a_day_booked_after_it_began_gives_nothing_back():
    late = steps(FLEXIBLE, START + timedelta(hours=1))
    assert refund_percent(late, at=START + timedelta(hours=1)) == 0


def test_amounts_are_rounded_to_the_fils():
    half = steps(MODERATE)
    assert refund_amount(Decimal("23.200"), half, at=hours_before(5)) == Decimal("11.600")
    assert refund_amount(Decimal("0.001"), half, at=hours_before(5)) == Decimal("0.001")
    assert refund_amount(Decimal("4.641"), half, at=hours_before(5)) == Decimal("2.321")
    assert refund_amount(Decimal("4.641"), half, at=hours_before(3)) == Decimal(0)


moments = st.integers(min_value=-100 * 60, max_value=3 * 60).map(lambda minutes: timedelta(minutes=minutes))
paid_amounts = st.integers(min_value=0, max_value=9_999_999).map(lambda fils: Decimal(fils) / 1000)
tiers = st.sampled_from(CancellationTier)


@given(tiers, moments, moments, moments, paid_amounts)
def test_later_never_gives_more_nor_less_than_nothing_nor_more_than_all(tier, booked, one, other, paid):
    terms = steps(tier, START + booked)
    earlier, later = sorted([START + one, START + other])
    assert paid >= refund_amount(paid, terms, at=earlier) >= refund_amount(paid, terms, at=later) >= 0


@given(tiers, moments)
def test_grace_gives_all_back_unless_the_stay_has_begun(tier, booked):
    booked_at = START + booked
    last_moment = min(booked_at + GRACE, START) - SECOND
    if booked_at <= last_moment:
        assert refund_percent(steps(tier, booked_at), at=booked_at) == 100
        assert refund_percent(steps(tier, booked_at), at=last_moment) == 100
    assert refund_percent(steps(tier, booked_at), at=START) == 0


@given(tiers, moments)
def test_steps_come_in_order_each_later_and_lower(tier, booked):
    terms = steps(tier, START + booked)
    assert terms == sorted(terms, key=lambda step: step.until)
    assert all(one.until < two.until and one.percent > two.percent for one, two in pairwise(terms))


@given(tiers, moments)
def test_terms_survive_the_bookings_snapshot(tier, booked):
    terms = steps(tier, START + booked)
    snapshot: list[dict[str, Any]] = steps_to_snapshot(terms)
    assert all(isinstance(row["until"], str) and isinstance(row["percent"], int) for row in snapshot)
    assert steps_from_snapshot(snapshot) == terms


def test_without_terms_nothing_comes_back():
    assert refund_amount(Decimal(10), [], at=LONG_BEFORE) == 0
