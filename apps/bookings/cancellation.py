"""What a cancellation gives back: steps of time and per cent, frozen on each booking."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from apps.catalog.statuses import CancellationTier
from atspaces.shared import money

GRACE = timedelta(minutes=15)
"""After booking, a change of mind costs nothing, as long as the stay has not begun."""

_HOURS_AND_PERCENT: dict[CancellationTier, tuple[tuple[int, int], ...]] = {
    CancellationTier.FLEXIBLE: ((2, 100),),
    CancellationTier.MODERATE: ((24, 100), (4, 50)),
    CancellationTier.STRICT: ((72, 100), (24, 50)),
}


@dataclass(frozen=True, slots=True)
class RefundStep:
    """Until the instant `until`, `percent` per cent of what was paid comes back."""

    until: datetime
    percent: int


def refund_steps(tier: CancellationTier, *, starts_at: datetime, booked_at: datetime) -> list[RefundStep]:
    """Turn a tier into the instants at which a booking's refund drops, the earliest first."""
    rules = _HOURS_AND_PERCENT[tier]
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


def steps_to_snapshot(steps: list[RefundStep]) -> list[dict[str, Any]]:
    """Write steps as JSON for a booking's snapshot."""
    return [{"until": step.until.isoformat(), "percent": step.percent} for step in steps]


def steps_from_snapshot(snapshot: list[dict[str, Any]]) -> list[RefundStep]:
    """Read steps back from a booking's snapshot."""
    return [RefundStep(datetime.fromisoformat(row["until"]), row["percent"]) for row in snapshot]
