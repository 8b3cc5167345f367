"""The cancellation tiers: until how many hours before a stay how much of its price comes back."""

from typing import Final

from apps.catalog.statuses import CancellationTier

HOURS_AND_PERCENT: Final[dict[CancellationTier, tuple[tuple[int, int], ...]]] = {
    CancellationTier.FLEXIBLE: ((2, 100),),
    CancellationTier.MODERATE: ((24, 100), (4, 50)),
    CancellationTier.STRICT: ((72, 100), (24, 50)),
}
FREE_UNTIL_HOURS: Final = {tier: steps[0][0] for tier, steps in HOURS_AND_PERCENT.items()}
"""Until how many hours before the start a cancellation costs nothing."""
