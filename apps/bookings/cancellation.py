"""What a cancellation gives back: steps of time and per cent, frozen on each booking."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from apps.catalog.statuses import CancellationTier
from apps.catalog.tiers import HOURS_AND_PERCENT
from atspaces.shared import money

GRACE = timedelta(minutes=15)
"""After booking, a change of mind costs nothing, as long as the stay has not begun."""


@dataclass(frozen=True, slots=True)
class RefundStep:
    """Until the instant `until`, `percent` per cent of what was paid comes back."""

    until: datetime
    percent: int


def refund_steps(tier: CancellationTier, *, starts_at: datetime, booked_at: datetime) -> list[RefundStep]:
    """Turn a tier into the instants at which a booking's refund drops, the earliest first."""
    rules = HOURS_AND_PERCENT[tier]
    steps = [RefundStep(starts_at - timedelta(hours=hours), percent) for hours, percent in rules]
    grace = RefundStep(min(booked_at + GRACE, starts_at), 100)
    full_until = max((step.until for step in steps if step.percent == grace.percent), default=grace.until)
    if grace.until <= full_until:
        return steps
    return [grace, *(step for step in steps if step.until > grace.until)]


def refund_percent(steps: list[RefundStep], *, at: datetime) -> int:
    """Give the per cent that a cancellation at an instant gives back."""
    return next((step.percent for step in steps if at < step.until), 0)


def refund_amount(paid: Decimal, steps: list[RefundStep], *, at: datetime) -> Decimal:
    """Give the dinars that a cancellation at an instant gives back of what was paid."""
    return money.share_of(paid, Decimal(refund_percent(steps, at=at)))


def stricter_steps(one: list[RefundStep], other: list[RefundStep]) -> list[RefundStep]:
    """Give terms that at every instant give back the lesser of two: moving renews no deadline."""
    instants = sorted({step.until for step in [*one, *other]})
    # Terms only drop, and they drop at these instants: just before each, both are what they are.
    rows = [(until, min(_until(one, until), _until(other, until))) for until in instants]
    return _drops(rows)


def kinder_steps(one: list[RefundStep], other: list[RefundStep]) -> list[RefundStep]:
    """Give terms that at every instant give back the greater of two."""
    instants = sorted({step.until for step in [*one, *other]})
    return _drops([(until, max(_until(one, until), _until(other, until))) for until in instants])


def _until(steps: list[RefundStep], instant: datetime) -> int:
    return next((step.percent for step in steps if instant <= step.until), 0)


def _drops(rows: list[tuple[datetime, int]]) -> list[RefundStep]:
    """Keep of ascending instants those at which the per cent drops."""
    kept: list[RefundStep] = []
    then = 0
    for until, percent in reversed(rows):
        if percent > then:
            kept.append(RefundStep(until, percent))
            then = percent
    return kept[::-1]


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A part of a stay that was given up: what it was worth, and what of that came back. Dinars."""

    amount: Decimal
    percent: int
    returned: Decimal


def part_refund(earlier: Iterable[GivenUp], amount: Decimal, percent: int) -> Decimal:
    """Give the dinars that come back for one more part of a stay.

    Rounded over all parts given up at the same per cent together, so that giving up a stay in
    parts costs, to the fils, what giving it up at once costs.
    """
    same = [part for part in earlier if part.percent == percent]
    whole = sum((part.amount for part in same), amount)
    returned = sum((part.returned for part in same), money.ZERO)
    return min(amount, max(money.ZERO, money.share_of(whole, Decimal(percent)) - returned))


def steps_to_snapshot(steps: list[RefundStep]) -> list[dict[str, Any]]:
    """Write steps as JSON for a booking's snapshot."""
    return [{"until": step.until.isoformat(), "percent": step.percent} for step in steps]


def steps_from_snapshot(snapshot: list[dict[str, Any]]) -> list[RefundStep]:
    """Read steps back from a booking's snapshot."""
    return [RefundStep(datetime.fromisoformat(row["until"]), row["percent"]) for row in snapshot]
