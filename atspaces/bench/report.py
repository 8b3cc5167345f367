"""The figures as a table for people and as JSON for machines."""

import json
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import django
from django.db import connection

from atspaces.bench.measuring import Figure, shown
from atspaces.bench.options import Plan

HEADINGS = ("row", "what", "figure", "lowest – highest", "aim", "", "measured")
BROKEN = "3"
"""The row that must never be missed."""


def table(figures: Sequence[Figure]) -> str:
    """Lay the figures out under each other."""
    lines = [HEADINGS, *(_cells(figure) for figure in figures)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cells(figure: Figure) -> tuple[str, ...]:
    spread = "" if figure.low is None else f"{shown(figure.low)} – {shown(figure.high)}"
    value = shown(figure.value) + (f" {figure.unit}" if figure.unit and figure.value is not None else "")
    aim = str(figure.aim) if figure.aim else ""
    return (figure.row, figure.what, value, spread, aim, figure.verdict, figure.note)


def is_broken(figures: Sequence[Figure]) -> bool:
    """Tell whether units were sold twice, or the twin shows that this would not have been seen."""
    return any(figure.row.startswith(BROKEN) and figure.verdict == "misses" for figure in figures)


def write_json(
    path: Path, figures: Sequence[Figure], plan: Plan, *, now: datetime, load_before: Sequence[float]
) -> None:
    """Write everything that was measured, and on what."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "at": now.isoformat(),
        "machine": dict(machine()),
        "load_average": {"before": load_before, "after": os.getloadavg()},
        "plan": asdict(plan),
        "figures": [asdict(figure) | {"verdict": figure.verdict} for figure in figures],
    }
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n", encoding="utf-8")


def machine() -> Iterator[tuple[str, Any]]:
    """Give what the absolute figures depend on."""
    yield "cores", os.cpu_count()
    yield "system", platform.platform()
    yield "python", sys.version.split()[0]
    yield "django", django.get_version()
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        yield "postgresql", (cursor.fetchone() or ("",))[0]
