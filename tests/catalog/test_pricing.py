"""The price against a model of its own: exact fractions, every lawful combination tried."""

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.catalog.asks import Ask, Span
from apps.catalog.pricing import Quote, quote
from apps.catalog.statuses import PriceUnit

DAY = date(2027, 1, 13)
SIXTEEN = Decimal(16)
A_DAY_IN_MINUTES = 24 * 60

fils = st.integers(min_value=0, max_value=500_000)
prices_in_dinars = fils.map(lambda n: Decimal(n) / 1000)
percents = st.decimals(min_value=0, max_value=100, places=2)
stays_in_minutes = st.integers(min_value=1, max_value=48).map(lambda n: 30 * n)
"""Stays by the hour go up to a whole day, in half hours."""


@st.composite
def price_lists(draw: st.DrawFn, must_have: PriceUnit) -> dict[PriceUnit, Decimal]:
    others = st.sets(st.sampled_from(list(PriceUnit)))
    return {unit: draw(prices_in_dinars) for unit in sorted({must_have, *draw(others)})}


def prices(**by_unit: str) -> dict[PriceUnit, Decimal]:
    return {PriceUnit(unit): Decimal(price) for unit, price in by_unit.items()}


def price_hours(
    minutes: int, of: dict[PriceUnit, Decimal], *, quantity: int = 1, tax: Decimal = SIXTEEN
) -> Quote:
    ask = Ask(plan=PriceUnit.HOUR, day=DAY, start=time(0), minutes=minutes, quantity=quantity)
    return _sold(quote(ask, _span(1), of, tax_percent=tax))


def price_days(
    open_days: int, of: dict[PriceUnit, Decimal], *, quantity: int = 1, tax: Decimal = SIXTEEN
) -> Quote:
    ask = Ask(plan=PriceUnit.DAY, day=DAY, days=open_days, quantity=quantity)
    return _sold(quote(ask, _span(open_days), of, tax_percent=tax))


def _span(open_days: int) -> Span:
    moment = datetime(2027, 1, 13, tzinfo=UTC)
    return Span(moment, moment, open_days)


def _sold(found: Quote | None) -> Quote:
    assert found is not None
    return found


# --- the model: nothing of it is shared with the code ------------------------------------------------


def in_fils(dinars: Fraction) -> int:
    return floor(dinars * 1000 + Fraction(1, 2))


def every_cost_of_hours(minutes: int, of: dict[PriceUnit, Decimal]) -> list[Fraction]:
    """The cost of every number of days and half hours that covers a stay by the hour."""
    hour, day = Fraction(of[PriceUnit.HOUR]), of.get(PriceUnit.DAY)
    return [
        days * Fraction(day or 0) + Fraction(half_hours, 2) * hour
        for days in (range(3) if day is not None else range(1))
        for half_hours in range(49)
        if days * A_DAY_IN_MINUTES + half_hours * 30 >= minutes
    ]


def every_cost_of_days(days: int, of: dict[PriceUnit, Decimal]) -> list[Fraction]:
    """The cost of every number of weeks and days that covers a stay by the day."""
    day, week = Fraction(of[PriceUnit.DAY]), of.get(PriceUnit.WEEK)
    return [
        weeks * Fraction(week or 0) + singles * day
        for weeks in (range(days // 7 + 3) if week is not None else range(1))
        for singles in range(days + 1)
        if weeks * 7 + singles >= days
    ]


# --- properties ------------------------------------------------------------------------------------


@given(stays_in_minutes, price_lists(PriceUnit.HOUR), st.integers(1, 20))
def test_hours_cost_what_the_cheapest_combination_costs(minutes, of, quantity):
    costs = every_cost_of_hours(minutes, of)
    subtotal = price_hours(minutes, of, quantity=quantity).subtotal
    assert subtotal * 1000 == in_fils(min(costs) * quantity)
    assert all(subtotal * 1000 <= in_fils(cost * quantity) for cost in costs)


@given(st.integers(1, 31), price_lists(PriceUnit.DAY), st.integers(1, 20))
def test_days_cost_what_the_cheapest_combination_costs(days, of, quantity):
    costs = every_cost_of_days(days, of)
    subtotal = price_days(days, of, quantity=quantity).subtotal
    assert subtotal * 1000 == in_fils(min(costs) * quantity)
    assert all(subtotal * 1000 <= in_fils(cost * quantity) for cost in costs)


@given(st.integers(1, 31), price_lists(PriceUnit.DAY), st.integers(1, 20), percents)
def test_tax_is_rounded_once_and_the_lines_add_up(days, of, quantity, percent):
    found = price_days(days, of, quantity=quantity, tax=percent)
    assert sum(line.amount for line in found.lines) == found.subtotal
    assert found.tax * 1000 == in_fils(Fraction(found.subtotal) * Fraction(percent) / 100)
    assert found.total == found.subtotal + found.tax
    assert found.tax_percent == percent


@given(st.integers(1, 24), st.integers(1, 31), price_lists(PriceUnit.HOUR), st.integers(1, 50))
def test_price_of_whole_hours_and_days_is_linear_in_quantity(hours, days, of, quantity):
    one, many = price_hours(60 * hours, of), price_hours(60 * hours, of, quantity=quantity)
    assert many.subtotal == quantity * one.subtotal
    if PriceUnit.DAY in of:
        assert price_days(days, of, quantity=quantity).subtotal == quantity * price_days(days, of).subtotal


@given(st.integers(1, 30), price_lists(PriceUnit.DAY), stays_in_minutes, price_lists(PriceUnit.HOUR))
def test_staying_longer_never_costs_less(days, by_day, minutes, by_hour):
    assert price_days(days, by_day).total <= price_days(days + 1, by_day).total
    if minutes < A_DAY_IN_MINUTES:
        assert price_hours(minutes, by_hour).total <= price_hours(minutes + 30, by_hour).total


@given(stays_in_minutes, price_lists(PriceUnit.HOUR), st.integers(1, 20), percents)
def test_snapshot_survives_json_with_every_amount_a_string(minutes, of, quantity, percent):
    found = price_hours(minutes, of, quantity=quantity, tax=percent)
    snapshot = found.as_snapshot()
    read = json.loads(json.dumps(snapshot), parse_float=pytest.fail)
    assert read == snapshot
    assert read["currency"] == "JOD"
    for name in ("subtotal", "tax_percent", "tax", "total"):
        assert isinstance(read[name], str)
        assert Decimal(read[name]) == getattr(found, name)
    for row, line in zip(read["lines"], found.lines, strict=True):
        assert (PriceUnit(row["unit"]), row["quantity"]) == (line.unit, line.quantity)
        for name in ("count", "unit_price", "amount"):
            assert isinstance(row[name], str)
            assert Decimal(row[name]) == getattr(line, name)


# --- examples --------------------------------------------------------------------------------------


def shown(found: Quote) -> list[tuple[str, Decimal, Decimal]]:
    return [(line.unit, line.count, line.amount) for line in found.lines]


def test_five_hours_cost_no_more_than_the_day():
    of = prices(hour="2.500", day="10")
    assert shown(price_hours(180, of)) == [("hour", Decimal(3), Decimal("7.500"))]
    assert shown(price_hours(300, of)) == [("day", Decimal(1), Decimal("10.000"))]
    assert shown(price_hours(300, prices(hour="2.500"))) == [("hour", Decimal(5), Decimal("12.500"))]


def test_seven_days_cost_no_more_than_the_week():
    of = prices(day="10", week="50")
    assert shown(price_days(4, of)) == [("day", Decimal(4), Decimal("40.000"))]
    assert shown(price_days(6, of)) == [("week", Decimal(1), Decimal("50.000"))]
    assert shown(price_days(7, of)) == [("week", Decimal(1), Decimal("50.000"))]


def test_eight_days_are_a_week_and_a_day():
    found = price_days(8, prices(day="10", week="50"), quantity=3)
    assert shown(found) == [
        ("week", Decimal(1), Decimal("150.000")),
        ("day", Decimal(1), Decimal("30.000")),
    ]
    assert (found.subtotal, found.tax, found.total) == (
        Decimal("180.000"),
        Decimal("28.800"),
        Decimal("208.800"),
    )


def test_thirteen_days_may_be_two_weeks():
    assert shown(price_days(13, prices(day="10", week="50"))) == [("week", Decimal(2), Decimal("100.000"))]


def test_half_hours_are_rounded_once_for_all_units():
    of = prices(hour="2.333")
    assert shown(price_hours(90, of)) == [("hour", Decimal("1.5"), Decimal("3.500"))]
    assert price_hours(90, of, quantity=2).subtotal == Decimal("6.999"), "not twice 3.500"


def test_tax_is_taken_of_the_sum_and_not_of_each_line():
    found = price_days(8, prices(day="0.003", week="0.004"), tax=Decimal(10))
    assert [line.amount for line in found.lines] == [Decimal("0.004"), Decimal("0.003")]
    assert found.tax == Decimal("0.001"), "each line alone would be rounded to nothing"


def test_the_branchs_closed_days_are_not_charged():
    ask = Ask(plan=PriceUnit.DAY, day=DAY, days=7)
    found = _sold(quote(ask, _span(6), prices(day="5"), tax_percent=Decimal(0)))
    assert found.total == Decimal("30.000")


@pytest.mark.parametrize("plan", [PriceUnit.HOUR, PriceUnit.DAY])
def test_what_is_not_sold_has_no_price(plan):
    ask = Ask(plan=plan, day=DAY, start=time(10))
    others = {unit: Decimal(1) for unit in PriceUnit if unit != plan}
    assert quote(ask, _span(1), others, tax_percent=SIXTEEN) is None
