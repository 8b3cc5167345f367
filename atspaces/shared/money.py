"""Jordanian dinars. One dinar is 1000 fils, so every amount has at most three decimals.

ISO 4217 gives JOD the exponent 3. Amounts are `Decimal` dinars at the edges and in the
database, and are rounded here and nowhere else.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

FILS_PER_DINAR = 1000
ONE_FILS = Decimal("0.001")
ZERO = Decimal("0.000")

MAX_DIGITS = 11
"""Eight before the point, as in the seed, and three after it."""
DECIMAL_PLACES = 3


def round_to_fils(amount: Decimal | Fraction) -> Decimal:
    """Round dinars to the nearest fils, halves away from zero."""
    if isinstance(amount, Fraction):
        # Scaled first so that the division below is the only inexact step.
        scaled = amount * FILS_PER_DINAR
        sign = -1 if scaled < 0 else 1
        whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
        return Decimal(sign * whole) / FILS_PER_DINAR
    return amount.quantize(ONE_FILS, rounding=ROUND_HALF_UP)


def fils(amount: Decimal) -> int:
    """Give an amount in dinars as whole fils, for gateways and comparisons."""
    return int(round_to_fils(amount) * FILS_PER_DINAR)


def share_of(amount: Decimal, percent: Decimal) -> Decimal:
    """Give `percent` per cent of an amount in dinars, rounded to the fils."""
    return round_to_fils(amount * percent / 100)
