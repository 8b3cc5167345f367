"""What a stay costs: the cheapest lawful combination of a service's price units, in lines.

Plain arithmetic on dinars (`Decimal`, three decimals). Prices are without sales tax. The sum is
exact; it is rounded once, and the tax once more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from apps.catalog.asks import DAYS_A_WEEK, Ask, Span, months_after
from apps.catalog.rates import NO_RATE, Rate, rate_at, rated_price
from apps.catalog.statuses import PriceUnit
from atspaces.shared import money
from atspaces.shared.clock import HALF_HOUR, ONE_DAY, each_day

HALF_HOURS_A_DAY = 48


@dataclass(frozen=True, slots=True)
class PriceLine:
    """`count` units of time at `unit_price` for each of `quantity` units of space.

    `percent` is the surcharge, or below zero the reduction, that `unit_price` contains.
    """

    unit: PriceUnit
    count: Decimal
    unit_price: Decimal
    quantity: int
    amount: Decimal
    percent: Decimal = NO_RATE


@dataclass(frozen=True, slots=True)
class Discount:
    """What a promo code takes off a subtotal: `percent` of it, and `amount` dinars."""

    code: str
    percent: Decimal = Decimal(0)
    amount: Decimal = money.ZERO

    def of(self, subtotal: Decimal) -> Decimal:
        """Give the dinars taken off; never more than there is."""
        return min(subtotal, money.share_of(subtotal, self.percent) + self.amount)


@dataclass(frozen=True, slots=True)
class Quote:
    """A price with everything it consists of. `total` is what is paid, tax included.

    The lines add up to `subtotal`; tax is charged on what the discount leaves of it.
    """

    lines: tuple[PriceLine, ...]
    subtotal: Decimal
    tax_percent: Decimal
    tax: Decimal
    total: Decimal
    discount: Decimal = money.ZERO
    discount_code: str = ""

    def as_snapshot(self) -> dict[str, Any]:
        """Give the quote as JSON with amounts as strings, to be frozen on a booking."""
        return {**_texts(asdict(self)), "currency": "JOD"}


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


@dataclass(frozen=True, slots=True)
class PriceList:
    """Everything a service's price is made of: a price for each unit sold, rates, the tax."""

    prices: Mapping[PriceUnit, Decimal]
    tax_percent: Decimal
    rates: Sequence[Rate] = ()


def quote(
    ask: Ask, span: Span, price_list: PriceList, *, zone: ZoneInfo, discount: Discount | None = None
) -> Quote | None:
    """Price an ask; none when the service is not sold by the unit asked for."""
    if ask.plan not in price_list.prices:
        return None
    by_hour = ask.plan == PriceUnit.HOUR
    steps = (
        _steps_by_half_hour(ask, span, price_list, zone) if by_hour else _steps_by_day(ask, span, price_list)
    )
    lines = _lines(_cheapest_cover(steps), ask.quantity)
    subtotal = sum((line.amount for line in lines), money.ZERO)
    off = discount.of(subtotal) if discount else money.ZERO
    tax = money.share_of(subtotal - off, price_list.tax_percent)
    return Quote(
        lines=tuple(lines),
        subtotal=subtotal,
        discount=off,
        discount_code=discount.code if discount else "",
        tax_percent=price_list.tax_percent,
        tax=tax,
        total=subtotal - off + tax,
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """Time bought at once, which pays for everything up to the position `until`.

    `halves` counts half units, so that half hours are whole numbers.
    """

    unit: PriceUnit
    halves: int
    unit_price: Decimal
    percent: Decimal
    until: int

    @property
    def half_fils(self) -> int:
        """The exact cost in halves of a fils."""
        return self.halves * money.fils(self.unit_price)


type Steps = list[list[Piece]]
"""For each position of a stay, a half hour or a day, the pieces that may be bought there."""


def _cheapest_cover(steps: Steps) -> list[Piece]:
    """Give the pieces that pay for a whole stay and cost least; among equals the first offered."""
    least = [0] * (len(steps) + 1)
    chosen: list[Piece] = []
    for position in reversed(range(len(steps))):
        costs = [piece.half_fils + least[piece.until] for piece in steps[position]]
        least[position] = min(costs)
        chosen.append(steps[position][costs.index(least[position])])
    chosen.reverse()
    cover: list[Piece] = []
    position = 0
    while position < len(chosen):
        cover.append(chosen[position])
        position = chosen[position].until
    return cover


def _steps_by_half_hour(ask: Ask, span: Span, price_list: PriceList, zone: ZoneInfo) -> Steps:
    # A day covers 24 hours from wherever it begins, so nobody pays more than a day for less.
    half_hours = -((span.starts_at - span.ends_at) // HALF_HOUR)
    day = _day_price(ask.day, price_list)
    steps: Steps = []
    for position in range(half_hours):
        local = (span.starts_at + HALF_HOUR * position).astimezone(zone)
        percent = rate_at(price_list.rates, local.date(), local.hour * 60 + local.minute)
        price = rated_price(price_list.prices[PriceUnit.HOUR], percent)
        pieces = [Piece(PriceUnit.HOUR, 1, price, percent, position + 1)]
        if day:
            pieces.append(Piece(PriceUnit.DAY, 2, *day, min(position + HALF_HOURS_A_DAY, half_hours)))
        steps.append(pieces)
    return steps


def _day_price(day: date, price_list: PriceList) -> tuple[Decimal, Decimal] | None:
    if PriceUnit.DAY not in price_list.prices:
        return None
    percent = rate_at(price_list.rates, day, None)
    return rated_price(price_list.prices[PriceUnit.DAY], percent), percent


def _steps_by_day(ask: Ask, span: Span, price_list: PriceList) -> Steps:
    # The unit that was asked for stands first: at the same price it is the one that is shown.
    longer = [unit for unit in price_list.prices if unit != PriceUnit.HOUR]
    units = sorted(longer, key=lambda unit: unit != ask.plan)
    days = list(each_day(ask.day, ask.last_day))
    is_open = set(span.open_days)
    return [
        [_piece(unit, position, days, price_list, is_open=day in is_open) for unit in units]
        for position, day in enumerate(days)
    ]


def _piece(
    unit: PriceUnit, position: int, days: Sequence[date], price_list: PriceList, *, is_open: bool
) -> Piece:
    day = days[position]
    if unit == PriceUnit.DAY:
        percent = rate_at(price_list.rates, day, None)
        price = rated_price(price_list.prices[unit], percent)
        return Piece(unit, 2 if is_open else 0, price, percent, position + 1)
    after = day + ONE_DAY * DAYS_A_WEEK if unit == PriceUnit.WEEK else months_after(day, 1)
    until = min(position + (after - day).days, len(days))
    return Piece(unit, 2, price_list.prices[unit], NO_RATE, until)


_LARGEST_FIRST = [PriceUnit.MONTH, PriceUnit.WEEK, PriceUnit.DAY, PriceUnit.HOUR]


def _lines(pieces: Iterable[Piece], quantity: int) -> list[PriceLine]:
    """Join equal pieces to lines. Rounded as they run on, so that they add up to the exact sum."""
    kept = sorted(
        (piece for piece in pieces if piece.halves),
        key=lambda piece: (_LARGEST_FIRST.index(piece.unit), piece.percent),
    )
    lines: list[PriceLine] = []
    exact, shown = Fraction(0), money.ZERO
    for (unit, price, percent), same in groupby(kept, lambda p: (p.unit, p.unit_price, p.percent)):
        halves = sum(piece.halves for piece in same)
        exact += Fraction(halves, 2) * Fraction(price) * quantity
        amount = money.round_to_fils(exact) - shown
        shown += amount
        lines.append(PriceLine(unit, Decimal(halves) / 2, price, quantity, amount, percent))
    return lines
