"""What a changed stay costs, as arithmetic on the snapshot."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from apps.bookings.cancellation import (
    GivenUp,
    RefundStep,
    kinder_steps,
    part_refund,
    refund_percent,
    stricter_steps,
)
from apps.bookings.repricing import agreed_discount, kept_of, lengthened, moved, shortened, stay_price
from apps.catalog.pricing import PriceLine, Quote
from apps.catalog.statuses import PriceUnit
from atspaces.shared import money

START = datetime(2027, 1, 13, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def quote(hours: int, price: str = "2", *, capped_at: str | None = None) -> Quote:
    """Hours at a price without tax, capped by a day's price; 16 % tax."""
    amount = hours * Decimal(price)
    line = PriceLine(PriceUnit.HOUR, Decimal(hours), Decimal(price), 1, amount)
    if capped_at is not None and amount > Decimal(capped_at):
        amount = Decimal(capped_at)
        line = PriceLine(PriceUnit.DAY, Decimal(1), amount, 1, amount)
    tax = money.share_of(amount, Decimal(16))
    return Quote((line,), amount, Decimal(16), tax, amount + tax)


def agreed(hours: int, price: str = "2", **options: Any) -> dict[str, Any]:
    return quote(hours, price, **options).as_snapshot()


def total(snapshot: dict[str, Any]) -> Decimal:
    return Decimal(snapshot["total"])


def assert_adds_up(snapshot: dict[str, Any]) -> None:
    lines = sum(Decimal(line["amount"]) for line in snapshot["lines"])
    assert lines == Decimal(snapshot["subtotal"])
    discount = Decimal(snapshot.get("discount", "0"))
    assert lines - discount + Decimal(snapshot["tax"]) + kept_of(snapshot) == total(snapshot)


# --- longer ----------------------------------------------------------------------------------------------


def test_longer_at_the_same_prices_costs_what_the_whole_stay_costs():
    longer = lengthened(agreed(2), whole=quote(3), added=quote(1))
    assert total(longer) == quote(3).total
    assert_adds_up(longer)


def test_longer_reaches_the_price_of_a_day_and_no_more():
    longer = lengthened(agreed(4), whole=quote(8, capped_at="10"), added=quote(4))
    assert total(longer) == Decimal("11.600")


def test_a_dearer_list_charges_only_the_added_time():
    longer = lengthened(agreed(2), whole=quote(3, "9"), added=quote(1, "9"))
    assert total(longer) == quote(2).total + quote(1, "9").total
    assert_adds_up(longer)


def test_a_cheaper_list_never_makes_a_longer_stay_cheaper_than_what_was_agreed():
    snapshot = agreed(2)
    assert lengthened(snapshot, whole=quote(3, "1"), added=quote(1, "1")) == snapshot


# --- shorter and moved -----------------------------------------------------------------------------------


def test_shorter_in_time_for_everything_costs_what_is_left():
    shorter = shortened(agreed(3), ratio=Fraction(1, 3), short=quote(1), percent=100)
    assert (total(shorter), kept_of(shorter)) == (quote(1).total, 0)
    assert_adds_up(shorter)


def test_shorter_too_late_costs_the_same_and_says_what_is_kept():
    shorter = shortened(agreed(3), ratio=Fraction(1, 3), short=quote(1), percent=0)
    assert total(shorter) == quote(3).total
    assert kept_of(shorter) == quote(3).total - quote(1).total
    assert_adds_up(shorter)


def test_prices_that_changed_since_do_not_change_what_time_was_worth():
    for price in ("1", "9"):
        shorter = shortened(agreed(4), ratio=Fraction(1, 2), short=quote(2, price), percent=100)
        assert total(shorter) == quote(2).total
        assert_adds_up(shorter)


def test_hours_that_a_day_covers_anyway_give_nothing_back():
    snapshot = agreed(8, capped_at="10")
    assert shortened(snapshot, ratio=Fraction(1), short=quote(7, capped_at="10"), percent=100) == snapshot


def test_moved_to_a_cheaper_place_gives_back_by_the_steps():
    half = moved(agreed(4), quote=quote(2), percent=50)
    difference = quote(4).total - quote(2).total
    assert total(half) == quote(4).total - money.share_of(difference, Decimal(50))
    assert stay_price(half) == quote(2).total
    assert_adds_up(half)


def test_a_discount_moves_along_and_never_grows():
    snapshot = agreed(4) | {"discount": "1.000", "discount_code": "NEW"}
    for share, amount in [(Fraction(2), "1.000"), (Fraction(1), "1.000"), (Fraction(1, 2), "0.500")]:
        discount = agreed_discount(snapshot, share=share)
        assert discount is not None
        assert (discount.code, discount.of(Decimal(100))) == ("NEW", Decimal(amount))
    assert agreed_discount(agreed(4)) is None


hours = st.integers(min_value=1, max_value=12)
prices = st.integers(min_value=1, max_value=9999).map(lambda fils: str(Decimal(fils) / 1000))
percents = st.sampled_from([0, 50, 100])


@given(hours, st.integers(min_value=0, max_value=11), prices, prices, percents)
def test_any_change_adds_up_and_never_gives_back_more_than_there_was(whole, less, then, now_price, percent):
    snapshot = agreed(whole, then)
    short = max(1, whole - less)
    shorter = shortened(
        snapshot, ratio=Fraction(short, whole), short=quote(short, now_price), percent=percent
    )
    elsewhere = moved(shorter, quote=quote(less + 1, now_price), percent=percent)
    longer = lengthened(elsewhere, whole=quote(whole + 2, now_price), added=quote(2, now_price))
    for changed in (shorter, elsewhere, longer):
        assert_adds_up(changed)
    assert 0 <= total(shorter) <= total(snapshot)
    assert total(longer) >= total(elsewhere)


amounts = st.integers(min_value=0, max_value=99999).map(lambda fils: Decimal(fils) / 1000)


@given(st.lists(amounts, min_size=1, max_size=6), percents)
def test_giving_up_in_parts_costs_what_giving_up_at_once_costs(parts, percent):
    given_up: list[GivenUp] = []
    for part in parts:
        given_up.append(GivenUp(part, percent, part_refund(given_up, part, percent)))
    at_once = money.share_of(sum(parts, Decimal(0)), Decimal(percent))
    assert sum(part.returned for part in given_up) == at_once
    assert all(0 <= part.returned <= part.amount for part in given_up)


# --- terms -----------------------------------------------------------------------------------------------

steps = st.lists(
    st.tuples(st.integers(min_value=-96, max_value=96), st.sampled_from([100, 75, 50, 25])), max_size=4
).map(
    lambda rows: [
        RefundStep(START + HOUR * hour, percent)
        for hour, percent in zip(
            sorted({hour for hour, _ in rows}),
            sorted({percent for _, percent in rows}, reverse=True),
            strict=False,
        )
    ]
)


@given(steps, steps, st.integers(min_value=-100 * 60, max_value=100 * 60))
def test_joined_terms_are_the_lesser_or_the_greater_at_every_instant(one, other, minutes):
    at = START + timedelta(minutes=minutes)
    both = refund_percent(one, at=at), refund_percent(other, at=at)
    assert refund_percent(stricter_steps(one, other), at=at) == min(both)
    assert refund_percent(kinder_steps(one, other), at=at) == max(both)
