"""What the paper knows of: houses, spaces with their prices, blocks, and stays with their money.

Time is minutes since the first day's local midnight, money is fils, and units are counted by half
hours. Every branch is open from 08:00 to 20:00.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

SLOT = 30
DAY = 24 * 60
WEEK = 7
OPENS, CLOSES = 8 * 60, 20 * 60
SHORTEST = 60
HOLD = 10
ANSWER = DAY
MOST_HOLDS = 10
EARLIEST_NO_SHOW = 30


class State(StrEnum):
    HELD = "held"
    ASKED = "asked"
    FIRM = "firm"
    COMPLETED = "completed"
    ABSENT = "absent"
    GONE = "gone"


class Plan(StrEnum):
    """By what a stay is booked, in the engine's words."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(eq=False)
class House:
    """One branch. Units may be swapped within one company only."""

    company: int
    is_open: bool = True


@dataclass(eq=False)
class Block:
    key: int
    start: int
    end: int
    units: int | None


@dataclass(eq=False)
class Space:
    """One service of one branch. `list_percent` is its price list, in per cent of the usual one."""

    key: int
    house: House
    capacity: int
    pause: int
    step: int
    is_instant: bool
    tier: str = "flexible"
    has_rates: bool = False
    list_percent: int = 100
    blocks: list[Block] = field(default_factory=list)
    own_units: dict[int, int] = field(default_factory=dict)
    """Days, counted from the first, that have fewer units than the others."""
    was_cut_below_use: bool = False

    def units_at(self, slot: int) -> int:
        """Give how many units there are in a half hour."""
        return min(self.capacity, self.own_units.get(slot * SLOT // DAY, self.capacity))


type Terms = Callable[[int], int]
"""The per cent that comes back of what is given up at a minute."""


@dataclass(frozen=True)
class Price:
    """Fils without tax, and the tax on them."""

    net: int
    tax: int

    @property
    def total(self) -> int:
        return self.net + self.tax


@dataclass(frozen=True)
class Place:
    """Where and when a stay is, or shall be: `count` of minutes, days, weeks or months as planned."""

    service: Space
    plan: Plan
    start: int
    end: int
    count: int
    units: int

    @property
    def by_hour(self) -> bool:
        return self.plan == Plan.HOUR

    def is_asked_for_like(self, other: "Place") -> bool:
        """Tell whether the same words ask for both; a stay left early ends before what was asked for."""
        return replace(self, end=0) == replace(other, end=0)


@dataclass(eq=False)
class Stay:
    """One booking. `keeps_until` is when a hold or request runs out by itself."""

    key: int
    place: Place
    worth: Price
    terms: Terms
    tier: str
    made: int
    keeps_until: int
    state: State = State.HELD
    was_request: bool = False
    was_firm: bool = False
    arrived: bool = False
    walked_in: bool = False
    ended_by: str = ""
    ended: int = 0
    asked: int = 0
    """The fils of the attempt to pay that is open."""
    paid: int = 0
    back: int = 0
    handed_back: int = 0
    given_up: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By the per cent that came back: the fils of time given up, and those of them that came back."""

    @property
    def service(self) -> Space:
        return self.place.service

    @property
    def start(self) -> int:
        return self.place.start

    @property
    def end(self) -> int:
        return self.place.end

    @property
    def units(self) -> int:
        return self.place.units

    @property
    def kept(self) -> int:
        """The fils of time given up that the house keeps."""
        return sum(given - returned for given, returned in self.given_up.values())

    @property
    def price(self) -> int:
        return self.worth.total + self.kept

    @property
    def due(self) -> int:
        """The fils still to be paid; below zero what is too much."""
        return self.price - self.paid + self.back

    @property
    def is_pending(self) -> bool:
        return self.state in {State.HELD, State.ASKED}

    def is_live(self, now: int) -> bool:
        """Tell whether a hold or request is in time."""
        return self.is_pending and now < self.keeps_until

    def uses_units(self, now: int) -> bool:
        return self.state == State.FIRM or self.is_live(now)
