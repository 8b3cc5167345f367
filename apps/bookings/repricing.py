"""What a changed stay costs: plain arithmetic on the snapshot that is frozen on a booking.

A snapshot's `total` is the price of the stay plus `kept`: what the branch keeps of time that was
given up too late to get all of it back. `given_up` lists these parts. Amounts are dinars, tax
included unless a name says otherwise.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from apps.bookings.cancellation import GivenUp, part_refund
from apps.catalog.pricing import Discount, Quote
from atspaces.shared import money

type Snapshot = dict[str, Any]

EVERYTHING = 100


def kept_of(snapshot: Mapping[str, Any]) -> Decimal:
    """Give what the branch keeps of time given up; it never comes back."""
    return Decimal(snapshot.get("kept", money.ZERO))


def given_up_of(snapshot: Mapping[str, Any]) -> list[GivenUp]:
    """Give the parts of the stay that were given up so far."""
    return [
        GivenUp(Decimal(row["amount"]), row["percent"], Decimal(row["returned"]))
        for row in snapshot.get("given_up", [])
    ]


def stay_price(snapshot: Mapping[str, Any]) -> Decimal:
    """Give the price of the stay itself, without what is kept of earlier parts."""
    return Decimal(snapshot["total"]) - kept_of(snapshot)


def agreed_discount(snapshot: Mapping[str, Any], *, share: Fraction = Fraction(1)) -> Discount | None:
    """Give the discount a stay keeps when it changes: its dinars, or a share of them; never more."""
    amount = Decimal(snapshot.get("discount", money.ZERO))
    if not amount:
        return None
    part = money.round_to_fils(Fraction(amount) * min(share, Fraction(1)))
    return Discount(snapshot.get("discount_code", ""), amount=part)


def lengthened(snapshot: Snapshot, *, whole: Quote, added: Quote) -> Snapshot:
    """Give the snapshot of a longer stay: the cheaper of two ways to count, never below what was agreed.

    Either the whole new stay at the prices of now, so that a day's price caps its hours, or what
    was agreed and the added time at the prices of now, so that a dearer price list changes nothing
    of what was agreed.
    """
    agreed = stay_price(snapshot)
    if whole.total <= agreed:
        return snapshot
    if whole.total <= agreed + added.total:
        return _with_stay(snapshot, whole.as_snapshot())
    extra = added.as_snapshot()
    both = {
        "lines": [*snapshot["lines"], *extra["lines"]],
        "subtotal": _text(Decimal(snapshot["subtotal"]) + added.subtotal),
        "tax": _text(Decimal(snapshot["tax"]) + added.tax),
        "tax_percent": extra["tax_percent"],
        "total": _text(agreed + added.total),
    }
    return _with_stay(snapshot, both)


def shortened(snapshot: Snapshot, *, ratio: Fraction, short: Quote | None, percent: int) -> Snapshot:
    """Give the snapshot of a shorter stay: the agreed price in the ratio of the prices of now.

    So neither a dearer nor a cheaper price list since changes what an hour given up is worth.
    `short` is the shorter stay at the prices of now, whose lines are shown; `percent` is what comes
    back now of time given up.
    """
    if ratio >= 1:
        return snapshot
    subtotal = money.round_to_fils(Fraction(Decimal(snapshot["subtotal"])) * ratio)
    discount = money.round_to_fils(Fraction(Decimal(snapshot.get("discount", money.ZERO))) * ratio)
    tax = money.share_of(subtotal - discount, Decimal(snapshot["tax_percent"]))
    lines = short.as_snapshot()["lines"] if short is not None else snapshot["lines"]
    stay = {
        "lines": _scaled(lines, subtotal),
        "subtotal": _text(subtotal),
        "discount": _text(discount),
        "tax": _text(tax),
        "total": _text(subtotal - discount + tax),
    }
    return _giving_up(snapshot, stay, percent)


def moved(snapshot: Snapshot, *, quote: Quote, percent: int) -> Snapshot:
    """Give the snapshot of a stay moved elsewhere at the prices of now.

    When it is cheaper there, the difference is time given up: `percent` of it comes back.
    """
    return _giving_up(snapshot, quote.as_snapshot(), percent)


def _giving_up(snapshot: Snapshot, stay: Snapshot, percent: int) -> Snapshot:
    given = max(money.ZERO, stay_price(snapshot) - Decimal(stay["total"]))
    if not given:
        return _with_stay(snapshot, stay)
    earlier = given_up_of(snapshot)
    returned = part_refund(earlier, given, percent)
    row = {"amount": _text(given), "percent": percent, "returned": _text(returned)}
    kept = kept_of(snapshot) + given - returned
    more = {"kept": _text(kept), "given_up": [*snapshot.get("given_up", []), row]}
    return _with_stay(snapshot | more, stay)


def _with_stay(snapshot: Snapshot, stay: Snapshot) -> Snapshot:
    return snapshot | stay | {"total": _text(Decimal(stay["total"]) + kept_of(snapshot))}


def _scaled(lines: list[Snapshot], subtotal: Decimal) -> list[Snapshot]:
    """Scale lines so that they add up to a subtotal; rounded as they run on."""
    whole = sum((Fraction(line["amount"]) for line in lines), Fraction(0))
    if not whole or whole == Fraction(subtotal):
        return lines
    factor = Fraction(subtotal) / whole
    scaled: list[Snapshot] = []
    exact, shown = Fraction(0), money.ZERO
    for line in lines:
        exact += Fraction(line["amount"]) * factor
        amount = money.round_to_fils(exact) - shown
        shown += amount
        price = money.round_to_fils(Fraction(line["unit_price"]) * factor)
        scaled.append(line | {"amount": _text(amount), "unit_price": _text(price)})
    return scaled


def _text(amount: Decimal) -> str:
    return str(amount)
