"""Ratios measured side by side, and the figures made of them."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Aim:
    """What a figure should be: at least or at most a number, or exactly it."""

    sense: Literal["≥", "≤", "="]
    number: float

    def __str__(self) -> str:
        return f"{self.sense} {shown(self.number)}"

    def met_by(self, value: float) -> bool:
        """Tell whether a figure reaches the aim."""
        match self.sense:
            case "≥":
                return value >= self.number
            case "≤":
                return value <= self.number
            case _:
                return value == self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table. `value` None means that it is not built; `detail` goes to the JSON."""

    row: str
    what: str
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    aim: Aim | None = None
    note: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """Say in a word how the figure stands to its aim."""
        if self.value is None:
            return "not built"
        if self.aim is None:
            return ""
        return "ok" if self.aim.met_by(self.value) else "misses"


@dataclass(frozen=True, slots=True)
class Sides:
    """Measurements of the thing and of what it is compared with, taken in turn."""

    ours: list[float]
    theirs: list[float]

    def figure(self, row: str, what: str, aim: Aim, *, note: str = "", **detail: Any) -> Figure:
        """Give ours ÷ theirs: the median of the pairs, with the lowest and highest pair."""
        ratios = [a / b for a, b in zip(self.ours, self.theirs, strict=True) if b]
        measured = {"ours": self.ours, "theirs": self.theirs}
        return Figure(
            row=row,
            what=what,
            value=median(ratios),
            low=min(ratios),
            high=max(ratios),
            aim=aim,
            note=note,
            detail=measured | detail,
        )


def side_by_side(ours: Callable[[], float], theirs: Callable[[], float], *, repeats: int) -> Sides:
    """Measure two things in turn, the order changing each time, after one try of each that does not count."""
    ours(), theirs()
    sides = Sides([], [])
    for turn in range(repeats):
        pair = [(ours, sides.ours), (theirs, sides.theirs)]
        for measure, kept in pair if turn % 2 == 0 else reversed(pair):
            kept.append(measure())
    return sides


def seconds_of(action: Callable[[], object], *, times: int = 1) -> float:
    """Give the median of the seconds that an action takes."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        action()
        taken.append(time.perf_counter() - began)
    return median(taken)


def percentile(values: Sequence[float], percent: float) -> float:
    """Give the value that so many per cent of all do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def shown(number: float | None) -> str:
    """Write a figure with as many places as it deserves."""
    if number is None:
        return "–"
    if number == int(number) and abs(number) < 1e9:
        return f"{int(number):,}"
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.2f}" if abs(number) >= 0.1 else f"{number:.4f}"
