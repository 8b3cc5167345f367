"""What the writing processes are told to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What every process does at once. `services` are keys; services, days and `hours` are drawn."""

    database: str
    services: range
    now: datetime
    seconds: float
    hours: Sequence[int] = range(8, 17)
    bare: bool = False
    fresh_day_every: float = 0.0
    without_locks: bool = False
    slow_to_write: bool = False
    begins: float = 0.0
    seed: int = 0


def moment_of(now: datetime, day: int, hour: int) -> datetime:
    """Give an hour of a day to come, in UTC."""
    return (now + timedelta(days=day)).replace(hour=hour, minute=0, second=0, microsecond=0)
