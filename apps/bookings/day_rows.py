"""One day's row of `availability`, worked out from the stays and blocks that touch the day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from apps.catalog.models import Availability
from apps.catalog.policies import Offer
from apps.catalog.units import Use
from atspaces.shared.clock import HALF_HOUR, day_start, half_hours_in


@dataclass(frozen=True, slots=True)
class Known:
    """What of a day's row is not computed from the ledger."""

    capacity: int | None = None
    excess_units: int = 0


@dataclass(frozen=True, slots=True)
class DayOfUse:
    """A local day of one service, with everything that uses its units; pauses are part of the stays."""

    offer: Offer
    day: date
    stays: Sequence[Use]
    blocks: Sequence[Use]

    def row(self, known: Known, accept: Callable[[int, int], int]) -> Availability | None:
        """Give the day's row; none when the day is all free, which needs no row."""
        used, blocked = self._by_half_hour(self.stays), self._by_half_hour(self.blocks)
        if not any(used) and not any(blocked) and known.capacity is None:
            return None
        usual = self.offer.service.max_capacity
        capacity = usual if known.capacity is None else min(usual, known.capacity)
        most = max(used)
        excess = accept(known.excess_units, max(0, most - capacity))
        opens, closes = self._window()
        return Availability(
            vendor_service=self.offer.service,
            date=self.day,
            start_time=opens.time() if opens else None,
            end_time=closes.time() if closes else None,
            available_units=capacity + excess - most,
            is_blocked=self._is_blocked(blocked, capacity, opens, closes),
            used=used,
            blocked=blocked,
            capacity=known.capacity,
            excess_units=excess,
        )

    def _by_half_hour(self, uses: Sequence[Use]) -> list[int]:
        midnight = day_start(self.day, self.offer.hours.zone)
        units = [0] * half_hours_in(self.day, self.offer.hours.zone)
        for use in uses:
            first = max(0, (use.starts_at - midnight) // HALF_HOUR)
            last = min(len(units), -((midnight - use.ends_at) // HALF_HOUR))
            for slot in range(first, last):
                units[slot] += use.units
        return units

    def _window(self) -> tuple[datetime | None, datetime | None]:
        windows = self.offer.hours.windows(self.day)
        if not windows:
            return None, None
        zone = self.offer.hours.zone
        closes = max(window.closes_at for window in windows)
        return windows[0].opens_at.astimezone(zone), closes.astimezone(zone)

    def _is_blocked(
        self, blocked: list[int], capacity: int, opens: datetime | None, closes: datetime | None
    ) -> bool:
        if opens is None or closes is None:
            return False
        midnight = day_start(self.day, self.offer.hours.zone)
        first, last = (opens - midnight) // HALF_HOUR, (closes - midnight) // HALF_HOUR
        open_slots = blocked[first : min(last, len(blocked))]
        return bool(open_slots) and min(open_slots) >= capacity
