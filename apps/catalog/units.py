"""How many units are taken at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Use:
    """Units that are not free during the half-open span [starts_at, ends_at)."""

    starts_at: datetime
    ends_at: datetime
    units: int


@dataclass(frozen=True, slots=True)
class UnitsInUse:
    """Everything that keeps units of a service from being sold.

    `taken` are stays and `blocked` what the vendor withholds; both may reach beyond the time in
    question. `capacities` holds the days that have a capacity of their own.
    """

    taken: list[Use] = field(default_factory=list)
    blocked: list[Use] = field(default_factory=list)
    capacities: dict[date, int] = field(default_factory=dict)


def peak(uses: Iterable[Use], starts_at: datetime, ends_at: datetime) -> int:
    """Give the most units in use at any one moment of a span.

    Not the sum: uses of 9–10 and 11–12 leave one of two units free from 9 to 12.
    """
    moments: list[tuple[datetime, int]] = []
    for use in uses:
        if use.starts_at < ends_at and starts_at < use.ends_at:
            moments += [(max(use.starts_at, starts_at), use.units), (use.ends_at, -use.units)]
    in_use = most = 0
    # At the same moment leavings sort before arrivals: adjacent stays do not collide.
    for _, change in sorted(moments):
        in_use += change
        most = max(most, in_use)
    return most
