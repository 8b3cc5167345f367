"""The price against a model of its own: exact fractions, every lawful combination tried."""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.branches.hours import WeekOfHours
from apps.catalog.asks import Ask, Span, span_of
from apps.catalog.pricing import Discount, PriceList, Quote, quote
from apps.catalog.rates import Rate
from apps.catalog.statuses import PriceUnit

DAY = date(2027, 1, 13)
FRIDAY = 4
AMMAN = ZoneInfo("Asia/Amman")
SIXTEEN = Decimal(16)
A_DAY_IN_MINUTES = 24 * 60

fils = st.integers(min_value=0, max_value=500_000)
prices_in_dinars = fils.map(lambda n: Decimal(n) / 1000)
percents = st.decimals(min_value=0, max_value=100, places=2)
stays_in_minutes = st.integers(min_value=1, max_value=96).map(lambda n: 30 * n)
"""Stays by the hour go up to two whole days, in half hours."""
half_hour_spans = st.tuples(st.integers(0, 47), st.integers(1, 48)).map(sorted).filter(lambda s: s[0] < s[1])
type Rates = tuple[Rate, ...]
weekday_rates = st.lists(
    st.builds(
        Rate,
        st.integers(-100, 500).map(Decimal),
        weekdays=st.sets(st.integers(0, 6), min_size=1).map(frozenset),
    ),
    max_size=3,
).map(tuple)


@st.composite
def price_lists(draw: st.DrawFn, must_have: PriceUnit) -> dict[PriceUnit, Decimal]:
    others = st.sets(st.sampled_from(list(PriceUnit)))
    return {unit: draw(prices_in_dinars) for unit in sorted({must_have, *draw(others)})}


def prices(**by_unit: str) -> dict[PriceUnit, Decimal]:
    return {PriceUnit(unit): Decimal(price) for unit, price in by_unit.items()}


def price_hours(
    minutes: int,
    of: dict[PriceUnit, Decimal],
    *,
    quantity: int = 1,
    tax: Decimal = SIXTEEN,
    day: date = DAY,
    start: time = time(0),
    rates: tuple[Rate, ...] = (),
    zone: ZoneInfo = AMMAN,
) -> Quote:
    ask = Ask(plan=PriceUnit.HOUR, day=day, start=start, minutes=minutes, quantity=quantity)
    return priced(ask, PriceList(of, tax, rates), open_all_week(zone))


def price_days(
    days: int,
    of: dict[PriceUnit, Decimal],
    *,
    quantity: int = 1,
    tax: Decimal = SIXTEEN,
    day: date = DAY,
    closed: frozenset[int] = frozenset(),
    rates: tuple[Rate, ...] = (),
) -> Quote:
    ask = Ask(plan=PriceUnit.DAY, day=day, count=days, quantity=quantity)
    return priced(ask, PriceList(of, tax, rates), open_all_week(closed=closed))


def priced(ask: Ask, price_list: PriceList, hours: WeekOfHours) -> Quote:
    span = span_of(ask, hours)
    assert span is not None
    found = quote(ask, span, price_list, zone=hours.zone)
    assert found is not None
    return found


def open_all_week(zone: ZoneInfo = AMMAN, closed: frozenset[int] = frozenset()) -> WeekOfHours:
    return WeekOfHours(
        zone=zone, weekly={n: [(time(0), time(0))] for n in range(7) if n not in closed}, special={}
    )


# --- the model: nothing of it is shared with the code ------------------------------------------------


def in_fils(dinars: Fraction) -> int:
    return floor(dinars * 1000 + Fraction(1, 2))


def every_cost_of_hours(minutes: int, of: dict[PriceUnit, Decimal]) -> list[Fraction]:
    """The cost of every number of days and half hours that covers a stay by the hour."""
    hour, day = Fraction(of[PriceUnit.HOUR]), of.get(PriceUnit.DAY)
    return [
        days * Fraction(day or 0) + Fraction(half_hours, 2) * hour
        for days in (range(4) if day is not None else range(1))
        for half_hours in range(97)
        if days * A_DAY_IN_MINUTES + half_hours * 30 >= minutes
    ]


def every_cost_of_days(first: date, days: int, of: dict[PriceUnit, Decimal], rates: Rates) -> list[Fraction]:
    """The cost of every way to lay days, weeks and calendar months over a stay, end to end."""
    if days <= 0:
        return [Fraction(0)]
    ways = []
    if PriceUnit.DAY in of:
        percent = next((rate.percent for rate in rates if first.weekday() in rate.weekdays), Decimal(0))
        one = Fraction(in_fils(Fraction(of[PriceUnit.DAY]) * (100 + Fraction(percent)) / 100), 1000)
        ways.append((one, 1))
    if PriceUnit.WEEK in of:
        ways.append((Fraction(of[PriceUnit.WEEK]), 7))
    if PriceUnit.MONTH in of:
        ways.append((Fraction(of[PriceUnit.MONTH]), month_lasts(first)))
    return [
        cost + rest
        for cost, covered in ways
        for rest in every_cost_of_days(first + timedelta(days=covered), days - covered, of, rates)
    ]


def month_lasts(first: date) -> int:
    """Days from a date to the same date a month on, or past the end of a month that is shorter."""
    after = first + timedelta(days=1)
    while after.day != first.day and not (
        after.day == 1 and (after - timedelta(days=1)).month != first.month
    ):
        after += timedelta(days=1)
    return (after - first).days


# --- properties ------------------------------------------------------------------------------------


@given(stays_in_minutes, price_lists(PriceUnit.HOUR), st.integers(1, 20))
def test_hours_cost_what_the_cheapest_combination_costs(minutes, of, quantity):
    costs = every_cost_of_hours(minutes, of)
    subtotal = price_hours(minutes, of, quantity=quantity).subtotal
    assert subtotal * 1000 == in_fils(min(costs) * quantity)
    assert all(subtotal * 1000 <= in_fils(cost * quantity) for cost in costs)


@given(
    st.dates(date(2027, 1, 1), date(2028, 12, 31)),
    st.integers(1, 15),
    price_lists(PriceUnit.DAY),
    st.integers(1, 20),
    weekday_rates,
)
def test_days_cost_what_the_cheapest_combination_costs(first, days, of, quantity, rates):
    costs = every_cost_of_days(first, days, of, rates)
    subtotal = price_days(days, of, quantity=quantity, day=first, rates=rates).subtotal
    assert subtotal * 1000 == in_fils(min(costs) * quantity)


@given(st.integers(1, 400), price_lists(PriceUnit.DAY), st.dates(date(2027, 1, 1), date(2028, 12, 31)))
def test_a_long_stay_never_costs_more_than_one_unit_repeated(days, of, first):
    subtotal = price_days(days, of, day=first).subtotal
    lasts = {PriceUnit.DAY: 1, PriceUnit.WEEK: 7, PriceUnit.MONTH: 28}
    for unit, price in of.items():
        if unit in lasts:
            assert subtotal <= price * -(-days // lasts[unit])


@given(st.lists(st.sampled_from([-50, -20, 0, 25, 50]), min_size=48, max_size=48), half_hour_spans, fils)
def test_each_half_hour_costs_what_its_own_rate_says(percents_by_slot, slots, price):
    first, last = slots
    rates = tuple(
        Rate(Decimal(percent), starts_minute=30 * n, ends_minute=30 * n + 30)
        for n, percent in enumerate(percents_by_slot)
    )
    exact = sum(
        Fraction(in_fils(Fraction(price * (100 + percents_by_slot[n]), 100_000)), 2000)
        for n in range(first, last)
    )
    found = price_hours(
        30 * (last - first),
        {PriceUnit.HOUR: Decimal(price) / 1000},
        start=time(first // 2, first % 2 * 30),
        rates=rates,
    )
    assert found.subtotal * 1000 == in_fils(exact)


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
    found = price_days(7, prices(day="5"), tax=Decimal(0), closed=frozenset({FRIDAY}))
    assert found.total == Decimal("30.000")


def test_a_month_is_a_calendar_month_whatever_its_length():
    of = prices(day="10", week="50", month="120")
    january = Ask(plan=PriceUnit.MONTH, day=date(2027, 1, 31))
    assert shown(priced(january, PriceList(of, SIXTEEN), open_all_week())) == [
        ("month", Decimal(1), Decimal("120.000"))
    ]
    quarter = Ask(plan=PriceUnit.MONTH, day=date(2027, 1, 31), count=3)
    assert shown(priced(quarter, PriceList(of, SIXTEEN), open_all_week())) == [
        ("month", Decimal(3), Decimal("360.000"))
    ]


def test_a_month_and_a_half_is_a_month_and_weeks_and_days():
    of = prices(day="10", week="50", month="120")
    assert shown(price_days(31 + 8, of, day=date(2027, 3, 1))) == [
        ("month", Decimal(1), Decimal("120.000")),
        ("week", Decimal(1), Decimal("50.000")),
        ("day", Decimal(1), Decimal("10.000")),
    ]


def test_a_weekend_day_costs_more_and_is_a_line_of_its_own():
    weekend = Rate(Decimal(25), weekdays=frozenset({4, 5}))
    found = price_days(7, prices(day="10"), rates=(weekend,))
    assert [(line.count, line.unit_price, line.percent, line.amount) for line in found.lines] == [
        (Decimal(5), Decimal(10), Decimal(0), Decimal("50.000")),
        (Decimal(2), Decimal("12.500"), Decimal(25), Decimal("25.000")),
    ]


def test_evening_hours_cost_less_from_their_minute_on():
    evening = Rate(Decimal(-20), starts_minute=18 * 60, ends_minute=24 * 60)
    found = price_hours(180, prices(hour="5"), start=time(16, 30), rates=(evening,))
    assert [(line.count, line.unit_price) for line in found.lines] == [
        (Decimal("1.5"), Decimal("4.000")),
        (Decimal("1.5"), Decimal(5)),
    ]


def test_a_rate_past_midnight_is_the_next_days():
    friday_only = Rate(Decimal(100), weekdays=frozenset({FRIDAY}))
    thursday = date(2027, 1, 14)
    found = price_hours(120, prices(hour="5"), day=thursday, start=time(23), rates=(friday_only,))
    assert [(line.count, line.percent) for line in found.lines] == [
        (Decimal(1), Decimal(0)),
        (Decimal(1), Decimal(100)),
    ]


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 28), 2), (date(2027, 10, 31), 2)])
def test_the_true_duration_is_charged_when_the_clocks_change(day, hours):
    found = price_hours(hours * 60, prices(hour="4"), day=day, start=time(1), zone=ZoneInfo("Europe/Berlin"))
    assert found.subtotal == 4 * hours


def test_a_discount_is_taken_before_the_tax_and_is_never_more_than_there_is():
    ask = Ask(plan=PriceUnit.DAY, day=DAY)
    span = span_of(ask, open_all_week())
    assert span is not None
    price_list = PriceList(prices(day="10"), SIXTEEN)
    tenth = quote(ask, span, price_list, zone=AMMAN, discount=Discount("TEN", percent=Decimal(10)))
    assert tenth is not None
    assert (tenth.subtotal, tenth.discount, tenth.tax, tenth.total) == (
        Decimal("10.000"), Decimal("1.000"), Decimal("1.440"), Decimal("10.440"),
    )  # fmt: skip
    all_of_it = quote(ask, span, price_list, zone=AMMAN, discount=Discount("ALL", amount=Decimal(99)))
    assert all_of_it is not None
    assert (all_of_it.discount, all_of_it.total) == (Decimal("10.000"), Decimal("0.000"))


@given(st.integers(1, 40), price_lists(PriceUnit.DAY), st.integers(1, 7), fils, percents)
def test_a_discounted_price_adds_up(days, of, quantity, amount, percent):
    ask = Ask(plan=PriceUnit.DAY, day=DAY, count=days, quantity=quantity)
    span = span_of(ask, open_all_week())
    assert span is not None
    code = Discount("X", percent=percent, amount=Decimal(amount) / 1000)
    found = quote(ask, span, PriceList(of, SIXTEEN), zone=AMMAN, discount=code)
    assert found is not None
    assert found.total == found.subtotal - found.discount + found.tax
    assert 0 <= found.discount <= found.subtotal


@pytest.mark.parametrize("plan", [PriceUnit.HOUR, PriceUnit.DAY])
def test_what_is_not_sold_has_no_price(plan):
    ask = Ask(plan=plan, day=DAY, start=time(10))
    others = {unit: Decimal(1) for unit in PriceUnit if unit != plan}
    span = Span(datetime(2027, 1, 13, tzinfo=UTC), datetime(2027, 1, 13, 1, tzinfo=UTC), (DAY,))
    assert quote(ask, span, PriceList(others, SIXTEEN), zone=AMMAN) is None
