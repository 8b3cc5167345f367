"""What a stay costs: the cheapest lawful combination of a service's price units, in lines.

Plain arithmetic on dinars (`Decimal`, three decimals). Prices are without sales tax; tax is
rounded once, on the subtotal.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from apps.catalog.asks import Ask, Span
from apps.catalog.statuses import PriceUnit
from atspaces.shared import money

MINUTES_AN_HOUR = 60
DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class PriceLine:
    """`count` units of time at `unit_price` for each of `quantity` units of space."""

    unit: PriceUnit
    count: Decimal
    unit_price: Decimal
    quantity: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Quote:
    """A price with everything it consists of. `total` is what is paid, tax included."""

    lines: tuple[PriceLine, ...]
    subtotal: Decimal
    tax_percent: Decimal
    tax: Decimal
    total: Decimal

    def as_snapshot(self) -> dict[str, Any]:
        """Give the quote as JSON with amounts as strings, to be frozen on a booking."""
        return {**_texts(asdict(self)), "currency": "JOD"}


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


def quote(ask: Ask, span: Span, prices: Mapping[PriceUnit, Decimal], *, tax_percent: Decimal) -> Quote | None:
    """Price an ask; none when the service is not sold by the unit asked for."""
    if ask.plan not in prices:
        return None
    if ask.plan == PriceUnit.HOUR:
        parts = _cheapest_for_hours(ask.minutes, prices)
    else:
        parts = _cheapest_for_days(span.open_days, prices)
    lines = tuple(_line(unit, count, prices[unit], ask.quantity) for unit, count in parts)
    subtotal = sum((line.amount for line in lines), money.ZERO)
    tax = money.share_of(subtotal, tax_percent)
    return Quote(lines, subtotal, tax_percent, tax, subtotal + tax)


def _line(unit: PriceUnit, count: Fraction, price: Decimal, quantity: int) -> PriceLine:
    amount = money.round_to_fils(count * Fraction(price) * quantity)
    return PriceLine(unit, _decimal(count), price, quantity, amount)


def _decimal(count: Fraction) -> Decimal:
    return Decimal(count.numerator) / Decimal(count.denominator)


type Parts = list[tuple[PriceUnit, Fraction]]


def _cost(parts: Parts, prices: Mapping[PriceUnit, Decimal]) -> Fraction:
    return sum((count * Fraction(prices[unit]) for unit, count in parts), Fraction(0))


def _cheapest_for_hours(minutes: int, prices: Mapping[PriceUnit, Decimal]) -> Parts:
    # A whole day covers any stay by the hour within it, so nobody pays more than a day.
    choices: list[Parts] = [[(PriceUnit.HOUR, Fraction(minutes, MINUTES_AN_HOUR))]]
    if PriceUnit.DAY in prices:
        days = -(-minutes // (24 * MINUTES_AN_HOUR))
        choices.append([(PriceUnit.DAY, Fraction(days))])
    return min(choices, key=lambda parts: _cost(parts, prices))


def _cheapest_for_days(days: int, prices: Mapping[PriceUnit, Decimal]) -> Parts:
    most_weeks = -(-days // DAYS_A_WEEK) if PriceUnit.WEEK in prices else 0
    choices = [_weeks_and_days(days, weeks) for weeks in range(most_weeks + 1)]
    return min(choices, key=lambda parts: _cost(parts, prices))


def _weeks_and_days(days: int, weeks: int) -> Parts:
    rest = max(0, days - DAYS_A_WEEK * weeks)
    parts: Parts = [(PriceUnit.WEEK, Fraction(weeks)), (PriceUnit.DAY, Fraction(rest))]
    return [(unit, count) for unit, count in parts if count]
