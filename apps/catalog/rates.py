"""Times that cost more or less than usual: evenings, weekends, Ramadan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from atspaces.shared import money

NO_RATE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Rate:
    """A change of price by `percent`, below zero for a reduction.

    It holds on `weekdays` (numbered as `date.weekday()`, none for every day) between two dates,
    both included, and between two minutes of the local day, the second not included.
    """

    percent: Decimal
    weekdays: frozenset[int] = frozenset()
    first_date: date | None = None
    last_date: date | None = None
    starts_minute: int | None = None
    ends_minute: int | None = None

    @property
    def is_dated(self) -> bool:
        return self.first_date is not None or self.last_date is not None

    @property
    def is_timed(self) -> bool:
        return self.starts_minute is not None

    def holds(self, day: date, minute: int | None) -> bool:
        """Tell whether a moment, or with no minute a whole day, has this rate."""
        if self.weekdays and day.weekday() not in self.weekdays:
            return False
        if (self.first_date and day < self.first_date) or (self.last_date and day > self.last_date):
            return False
        if self.starts_minute is None or self.ends_minute is None:
            return True
        return minute is not None and self.starts_minute <= minute < self.ends_minute


def rate_at(rates: Iterable[Rate], day: date, minute: int | None) -> Decimal:
    """Give the per cent by which prices differ then: of the first rate that holds.

    Rates come in their order of precedence, see `catalog.queries.offer_from`.
    """
    return next((rate.percent for rate in rates if rate.holds(day, minute)), NO_RATE)


def rated_price(price: Decimal, percent: Decimal) -> Decimal:
    """Give a price in dinars with a rate on it, rounded to the fils."""
    if not percent:
        return price
    return money.round_to_fils(Fraction(price) * (100 + Fraction(percent)) / 100)
