"""What can be asked of the bench, and the sizes that follow from it."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from atspaces.bench.world import World

ROWS = (1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13)
SMALL, MIDDLE, LARGE = 10_000, 100_000, 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is measured. `sizes` are bookings, the first and the last are compared."""

    rows: tuple[int, ...]
    sizes: tuple[int, ...]
    repeats: int
    seconds: float
    world: World
    writes: World
    writers: int = 4
    clients: int = 50
    rushes: int = 5

    def world_of(self, bookings: int) -> World:
        """Give the world of one size; services and branches are the same in all of them."""
        return self.world.with_bookings(bookings)


def full_plan(rows: tuple[int, ...] = ROWS) -> Plan:
    """Give everything, as the table asks for it."""
    return Plan(
        rows=rows,
        sizes=(SMALL, MIDDLE, LARGE),
        repeats=7,
        seconds=3.0,
        world=World(services=5_000, branches=1_500),
        writes=World(services=10_720, branches=3_000, bookings=SMALL, plain=True),
    )


def quick_plan(rows: tuple[int, ...] = ROWS) -> Plan:
    """Give the same rows on less, within two minutes."""
    return Plan(
        rows=rows,
        sizes=(SMALL, MIDDLE),
        repeats=3,
        seconds=1.2,
        world=World(services=5_000, branches=1_500),
        writes=World(services=10_720, branches=3_000, bookings=SMALL, plain=True),
        rushes=2,
    )


@dataclass(frozen=True, slots=True)
class Options:
    plan: Plan
    json: Path | None


def add_options(parser: argparse.ArgumentParser) -> None:
    """Teach a parser the bench's options."""
    parser.add_argument("--quick", action="store_true", help="10,000 and 100,000 bookings, fewer tries")
    parser.add_argument(
        "--only", type=_rows, default=ROWS, metavar="ROWS", help="rows to measure, as 1,4 or 5-8"
    )
    parser.add_argument(
        "--json",
        type=Path,
        metavar="FILE",
        help="where the figures go (default: bench.json in the state folder)",
    )


def options_of(arguments: Sequence[str]) -> Options:
    """Read a command line. Ends the process when it is wrong."""
    parser = argparse.ArgumentParser(prog="manage.py bench", description="Measure the table of aims.")
    add_options(parser)
    return options_from(parser.parse_args(arguments))


def options_from(given: argparse.Namespace) -> Options:
    """Turn what was parsed into a plan."""
    plan = quick_plan(given.only) if given.quick else full_plan(given.only)
    return Options(plan, given.json)


def _rows(text: str) -> tuple[int, ...]:
    wanted: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        if not first.isdigit() or (last and not last.isdigit()):
            raise argparse.ArgumentTypeError(f"{part!r} is no row")
        wanted.update(range(int(first), int(last or first) + 1))
    if not wanted & set(ROWS):
        raise argparse.ArgumentTypeError(f"the rows are {', '.join(map(str, ROWS))}")
    return tuple(row for row in ROWS if row in wanted)
