"""`python3 manage.py prove`: the booking engine's scenarios at full size, in one table.

Runs the tests that carry a scenario's number, on throw-away servers: the races, their twins without
the guard, the race over HTTP with two web workers, and the random stories.
"""

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from atspaces.embedded.places import PROJECT, project_state

STORIES = "tests/bookings/test_stateful.py"
QUICK_STEPS, STEPS = 2_000, 20_000
LOOK_EVERY = 0.5  # seconds
COUNTERS = ("rounds", "won", "refused", "oversold", "errors", "deadlocks")
PASSED = {False: "holds", True: "harm seen"}


@dataclass
class Row:
    """One line of the table: a test with everything its parts counted."""

    scenario: int
    what: str
    control: bool
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTERS, 0))
    seeds: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0
    passed: bool = True

    def add(self, line: dict[str, Any]) -> None:
        for name in COUNTERS:
            self.counts[name] += line[name]
        self.seeds += [line["seed"]] if line["seed"] else []
        self.notes += [line["note"]] if line["note"] else []
        self.seconds += line["seconds"]
        self.passed &= line["outcome"] == "passed"

    @property
    def attempts(self) -> int:
        return self.counts["won"] + self.counts["refused"] + self.counts["errors"]

    @property
    def seed(self) -> str:
        return self.seeds[0] if len(self.seeds) < 2 else f"{self.seeds[0]}+{len(self.seeds) - 1}"

    @property
    def verdict(self) -> str:
        return PASSED[self.control] if self.passed else "FAILED"


@dataclass
class Findings:
    """What all stages reported."""

    rows: dict[str, Row] = field(default_factory=dict)
    deadlocks_in_logs: int = 0
    logs_read: int = 0
    broken_stages: list[str] = field(default_factory=list)

    def add(self, line: dict[str, Any]) -> None:
        if "deadlocks_in_log" in line:
            self.logs_read += 1
            self.deadlocks_in_logs += line["deadlocks_in_log"]
        elif "test" in line:
            name = line["test"].partition("[")[0]
            row = self.rows.setdefault(name, Row(line["scenario"], line["what"], line["control"]))
            row.add(line)

    @property
    def table(self) -> list[Row]:
        return sorted(self.rows.values(), key=lambda row: (row.scenario, row.control))

    @property
    def unplanned_deadlocks(self) -> int:
        """Deadlocks in PostgreSQL's logs that no control was there to make."""
        return self.deadlocks_in_logs - sum(row.counts["deadlocks"] for row in self.table if row.control)

    @property
    def holds(self) -> bool:
        fine = all(row.passed for row in self.table) and not self.unplanned_deadlocks
        return bool(self.table) and fine and not self.broken_stages


def main(arguments: Sequence[str]) -> int:
    """Run every proof and print the table; give the process's exit status."""
    options = _options(arguments)
    findings = Findings()
    with tempfile.TemporaryDirectory(prefix="atspaces-proof-") as folder:
        for name, stage in _stages(options).items():
            _run(name, stage, Path(folder), findings)
    print("\n" + "\n".join(_lines(findings)), flush=True)
    _write(options.json, findings)
    return 0 if findings.holds else 1


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py prove", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a sample of every scenario, in minutes")
    parser.add_argument("--steps", type=int, help=f"of the random stories; {STEPS}, quick {QUICK_STEPS}")
    parser.add_argument("--seed", type=int, help="where the random worlds and stories begin")
    parser.add_argument("--only", metavar="WORDS", help="pytest's -k: some of the tests")
    parser.add_argument("--json", type=Path, help="where to write the table; default: the state folder")
    options = parser.parse_args(arguments)
    options.seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    options.steps = options.steps or (QUICK_STEPS if options.quick else STEPS)
    options.json = options.json or project_state().home / "proof.json"
    return options


def _stages(options: argparse.Namespace) -> dict[str, list[str]]:
    """Give pytest's arguments of each stage. Races have the machine to themselves, stories share it."""
    common = ["-q", "-m", "scenario", "--color=no", f"--proof-seed={options.seed}"]
    common += [] if options.quick else ["--full-size"]
    common += ["-k", options.only] if options.only else []
    workers = os.cpu_count() or 1
    return {
        "races": [*common, "-n0", f"--ignore={STORIES}", "tests"],
        "stories": [*common, f"-n{workers}", f"--steps={options.steps}", STORIES],
    }


def _run(name: str, arguments: list[str], folder: Path, findings: Findings) -> None:
    file, screen = folder / f"{name}.jsonl", folder / f"{name}.txt"
    command = [sys.executable, "-m", "pytest", *arguments, f"--proof-file={file}"]
    print(f"{name} ...", flush=True)
    with screen.open("wb") as output, subprocess.Popen(command, cwd=PROJECT, stdout=output) as pytest:
        try:
            _follow(pytest, file, findings)
        except BaseException:
            pytest.terminate()
            raise
    if pytest.returncode not in {0, 5}:  # 5: nothing of this stage was asked for
        findings.broken_stages.append(name)
        print(screen.read_text(encoding="utf-8", errors="replace"), flush=True)


def _follow(pytest: "subprocess.Popen[bytes]", file: Path, findings: Findings) -> None:
    """Report every test as it ends, until the stage does."""
    read = done = planned = 0
    while True:
        running = pytest.poll() is None
        lines = file.read_bytes().splitlines(keepends=True) if file.exists() else []
        for raw in lines[read:]:
            if not raw.endswith(b"\n"):
                break
            read += 1
            line = json.loads(raw)
            planned = line.get("planned", planned)
            findings.add(line)
            if "test" in line:
                done += 1
                print(_progress(line, done, planned), flush=True)
        if not running:
            return
        time.sleep(LOOK_EVERY)


def _progress(line: dict[str, Any], done: int, planned: int) -> str:
    seed = f" (seed {line['seed']})" if line["seed"] else ""
    return (
        f"  {done}/{planned}  scenario {line['scenario']}: {line['what']}{seed}"
        f" - {line['outcome']}, {line['seconds']:.1f} s"
    )


# --- the table -------------------------------------------------------------------------------------------

HEADINGS = ("#", "what", "rounds", "attempts", "won", "refused", "oversold", "errors", "seed", "s", "verdict")


def _lines(findings: Findings) -> Iterable[str]:
    cells = [HEADINGS, *(_cells(row) for row in findings.table)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    for line in cells:
        yield "  ".join(
            cell.ljust(width) if column in {1, len(HEADINGS) - 1} else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
    yield ""
    yield from (f"{row.what}: {note}" for row in findings.table for note in row.notes)
    if findings.logs_read:
        yield f"deadlocks in PostgreSQL's log, outside the controls: {findings.unplanned_deadlocks}"
    else:
        yield "PostgreSQL's log was not read: the server is not ours"
    yield "everything holds" if findings.holds else "NOT PROVEN"


def _cells(row: Row) -> tuple[str, ...]:
    counts = row.counts
    numbers = [counts["rounds"], row.attempts, counts["won"], counts["refused"], counts["oversold"]]
    return (
        str(row.scenario),
        row.what,
        *map(str, [*numbers, counts["errors"]]),
        row.seed if row.seeds else "",
        f"{row.seconds:.1f}",
        row.verdict,
    )


def _write(file: Path, findings: Findings) -> None:
    rows = [
        {
            "scenario": row.scenario,
            "what": row.what,
            "control": row.control,
            "attempts": row.attempts,
            **row.counts,
            "seeds": row.seeds,
            "notes": row.notes,
            "seconds": round(row.seconds, 3),
            "verdict": row.verdict,
        }
        for row in findings.table
    ]
    content = {
        "holds": findings.holds,
        "unplanned_deadlocks": findings.unplanned_deadlocks,
        "rows": rows,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"written to {file}", flush=True)
