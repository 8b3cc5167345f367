"""The shape of a data set: what there is, before a row of it is written."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time

from apps.catalog.statuses import PriceUnit, ServiceName

SEED = 962
SLOTS_A_DAY = 48
BRANCHES_A_VENDOR = 3
DAYS_BACK, DAYS_AHEAD = 240, 60

HOT_DESK, ROOM, OFFICE = ServiceName.HOT_DESK, ServiceName.MEETING_ROOM, ServiceName.PRIVATE_OFFICE
FRIDAY, SATURDAY = 4, 5
CLOSED = (0, 0)

type Week = tuple[tuple[int, int], ...]
"""The first open slot and the one at which it closes, for each weekday from Monday; (0, 0) is closed."""

DAILY: Week = ((16, 44),) * 7
OFFICE_WEEK: Week = tuple(
    CLOSED if day == FRIDAY else (20, 36) if day == SATURDAY else (16, 40) for day in range(7)
)
ROUND_THE_CLOCK: Week = ((0, 48),) * 7
LEVELS = 5

PRICES: dict[ServiceName, dict[PriceUnit, tuple[float, float]]] = {
    HOT_DESK: {
        PriceUnit.HOUR: (1.5, 0.25), PriceUnit.DAY: (8, 1), PriceUnit.WEEK: (35, 5),
        PriceUnit.MONTH: (95, 20),
    },
    ROOM: {PriceUnit.HOUR: (6, 1.5), PriceUnit.DAY: (40, 8)},
    OFFICE: {PriceUnit.DAY: (25, 4), PriceUnit.WEEK: (120, 20), PriceUnit.MONTH: (380, 60)},
}  # fmt: skip
"""What the cheapest level costs, and how much dearer each further one is, in dinars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """How much of everything. `showcases` are branches of so many rooms, each with one guest today.

    Services and branches of the showcases are among those counted. `plain` makes everything else
    desks that are open daily, so that hardly an ask is refused.
    """

    services: int
    branches: int
    bookings: int = 0
    showcases: tuple[int, int, int] = (20, 200, 500)
    plain: bool = False

    def with_bookings(self, bookings: int) -> "World":
        """Give the same world with another number of bookings."""
        return replace(self, bookings=bookings)


@dataclass(frozen=True, slots=True)
class Shop:
    """One service: what the ledger must know to place a stay. `level` is one of the price levels."""

    number: int
    branch: int
    kind: ServiceName
    level: int
    capacity: int
    seats: int
    pause_slots: int
    week: Week
    is_instant: bool = True
    is_showcase: bool = False

    @property
    def slug(self) -> str:
        """Name it in an address."""
        return f"{self.kind.replace('_', '-')}-{self.number}"


@dataclass(frozen=True, slots=True)
class House:
    """One branch. `showcase` is the number of its rooms when it is one of the showcases, else 0."""

    number: int
    vendor: int
    week: Week
    showcase: int = 0

    @property
    def slug(self) -> str:
        """Name it in an address."""
        return f"showcase-{self.showcase}" if self.showcase else f"house-{self.number}"


def houses_of(world: World) -> list[House]:
    """Give the branches, the showcases first; each of these has a vendor of its own."""
    weeks = (DAILY,) * 4 if world.plain else (OFFICE_WEEK, DAILY, OFFICE_WEEK, ROUND_THE_CLOCK)
    shown = [House(n + 1, n + 1, ROUND_THE_CLOCK, size) for n, size in enumerate(world.showcases)]
    vendors = len(shown) + 1
    rest = range(len(shown) + 1, world.branches + 1)
    return shown + [House(n, vendors + n // BRANCHES_A_VENDOR, weeks[n % 4]) for n in rest]


def shops_of(world: World, houses: list[House]) -> list[Shop]:
    """Give the services: the showcases' rooms first, then the other branches in turn."""
    rooms = [_room_of(house) for house in houses for _ in range(house.showcase)]
    shown = [replace(room, number=number) for number, room in enumerate(rooms, start=1)]
    others = [house for house in houses if not house.showcase]
    dice = random.Random(SEED)
    numbers = range(len(shown) + 1, world.services + 1)
    weights = (1, 0, 0) if world.plain else (45, 40, 15)
    return shown + [_shop(number, others[number % len(others)], dice, weights) for number in numbers]


def _room_of(house: House) -> Shop:
    return Shop(0, house.number, ROOM, 1, 1, 6, 0, house.week, is_showcase=True)


def _shop(number: int, house: House, dice: random.Random, weights: tuple[int, int, int]) -> Shop:
    kind = dice.choices((HOT_DESK, ROOM, OFFICE), weights)[0]
    capacity = {HOT_DESK: dice.randint(4, 14), ROOM: 1, OFFICE: dice.randint(1, 3)}[kind]
    seats = {HOT_DESK: 1, ROOM: dice.choice((4, 6, 8, 10)), OFFICE: dice.choice((2, 4, 6))}[kind]
    # A pause would run into the next day where a branch never closes.
    pauses = kind == ROOM and house.week is not ROUND_THE_CLOCK and dice.random() < 0.25
    level, is_instant = dice.randrange(LEVELS), dice.random() < 0.9
    return Shop(number, house.number, kind, level, capacity, seats, int(pauses), house.week, is_instant)


def vendors_of(houses: list[House]) -> int:
    """Count the vendors."""
    return max(house.vendor for house in houses)


def price_of(kind: ServiceName, level: int, unit: PriceUnit) -> str:
    """Give a price in dinars, as text."""
    first, step = PRICES[kind][unit]
    return f"{first + step * level:.3f}"


def clock(slot: int) -> time:
    """Give the time of day at which a slot of half an hour begins; the 48th is midnight again."""
    return time(slot // 2 % 24, 30 * (slot % 2))


def days_of(world: World) -> Iterator[tuple[int, int]]:
    """Give each day, counted from today, with how many stays begin on it; the showcases' are extra."""
    days = range(-DAYS_BACK, DAYS_AHEAD + 1)
    left = world.bookings - sum(world.showcases)
    for done, day in enumerate(days):
        share = left // (len(days) - done)
        left -= share
        yield day, share
