from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atspaces.shared.money import ONE_FILS, fils, round_to_fils, share_of

HALF_A_FILS = Fraction(1, 2000)

fractions = st.fractions(min_value=-1_000_000, max_value=1_000_000, max_denominator=10_000)
amounts = st.decimals(min_value=-9_999_999, max_value=9_999_999, places=6)
prices = st.integers(0, 9_999_999).map(lambda n: Decimal(n) / 1000)
percents = st.decimals(min_value=0, max_value=100, places=2)


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("1.0004", "1.000"),
        ("1.0005", "1.001"),
        ("1.0015", "1.002"),
        ("1.0025", "1.003"),
        ("-1.0005", "-1.001"),
        ("-1.0004", "-1.000"),
        ("0", "0.000"),
    ],
)
def test_halves_are_rounded_away_from_zero(exact, rounded):
    assert round_to_fils(Decimal(exact)) == round_to_fils(Fraction(exact)) == Decimal(rounded)


def test_thirds_are_rounded_exactly():
    assert round_to_fils(Fraction(1, 3)) == Decimal("0.333")
    assert round_to_fils(Fraction(2, 3)) == Decimal("0.667")
    assert round_to_fils(Fraction(10**12, 3)) == Decimal("333333333333.333")


@given(fractions)
def test_rounding_moves_at_most_half_a_fils_to_a_whole_number_of_fils(exact):
    rounded = Fraction(round_to_fils(exact))
    assert (rounded * 1000).denominator == 1
    assert abs(rounded - exact) <= HALF_A_FILS


@given(amounts)
def test_decimals_and_fractions_are_rounded_alike(amount):
    assert round_to_fils(amount) == round_to_fils(Fraction(amount))
    assert round_to_fils(round_to_fils(amount)) == round_to_fils(amount)


@given(amounts)
def test_rounding_has_no_side(amount):
    assert round_to_fils(-amount) == -round_to_fils(amount)


@given(prices)
def test_fils_are_whole_thousandths(price):
    assert fils(price) == price * 1000
    assert fils(price) * ONE_FILS == price


@given(prices, percents)
def test_a_share_is_rounded_once(amount, percent):
    exact = Fraction(amount) * Fraction(percent) / 100
    assert share_of(amount, percent) * 1000 == floor(exact * 1000 + Fraction(1, 2))
    assert 0 <= share_of(amount, percent) <= amount


@given(prices)
def test_nothing_and_all_of_an_amount(amount):
    assert share_of(amount, Decimal(0)) == 0
    assert share_of(amount, Decimal(100)) == amount
