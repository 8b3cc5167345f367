"""What the proofs of the booking engine saw: counted by the tests, read by `manage.py prove`.

Loaded with `-p`. A test that carries `@pytest.mark.scenario(N)` counts through the `proof` fixture;
`size` says how much of everything it does. `--proof-file` has a line of JSON for each such test.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

from atspaces.shared.errors import DomainError

DEADLOCK = "deadlock detected"


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything: a sample for every run of the tests, the whole for `prove`."""

    one_unit_rounds: int = 4
    staggered_rounds: int = 2
    mixed_rounds: int = 3
    cart_rounds: int = 3
    worlds: int = 2
    blocking_rounds: int = 2
    http_rounds: int = 2
    http_attempts: int = 100
    http_single_rounds: int = 3
    steps: int = 10_000


FULL = Size(
    one_unit_rounds=200,
    staggered_rounds=50,
    mixed_rounds=100,
    cart_rounds=50,
    worlds=30,
    blocking_rounds=20,
    http_rounds=50,
    http_attempts=500,
    http_single_rounds=20,
    steps=50_000,
)


@dataclass
class Proof:
    """What one test saw. `oversold` are units above capacity, `errors` answers that nobody planned."""

    rounds: int = 0
    won: int = 0
    refused: int = 0
    oversold: int = 0
    errors: int = 0
    deadlocks: int = 0
    seed: str = ""
    note: str = ""

    def count(self, **more: int) -> None:
        """Add to some of the counters."""
        for name, number in more.items():
            setattr(self, name, getattr(self, name) + number)

    def tally(self, results: Iterable[Any]) -> None:
        """Count one round of answers: a refusal is a `DomainError`, any other exception an error."""
        self.rounds += 1
        for result in results:
            is_error = isinstance(result, BaseException) and not isinstance(result, DomainError)
            kind = "refused" if isinstance(result, DomainError) else "errors" if is_error else "won"
            self.count(**{kind: 1})


kept = pytest.StashKey[Proof]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("proof", "proofs of the booking engine")
    group.addoption("--full-size", action="store_true", help="every round of every scenario")
    group.addoption("--steps", type=int, help="steps of the stateful test")
    group.addoption("--shrink", action="store_true", help="shorten a story of the stateful test that failed")
    group.addoption("--proof-seed", type=int, default=0, help="where the random worlds begin")
    group.addoption("--proof-file", type=Path, help="write a line of JSON for every scenario's test")


def size_of(config: pytest.Config) -> Size:
    return FULL if config.getoption("full_size") else Size()


def steps_of(config: pytest.Config) -> int:
    """Give how many steps the stateful test goes in all."""
    return int(config.getoption("steps") or size_of(config).steps)


@pytest.fixture(scope="session")
def size(pytestconfig: pytest.Config) -> Size:
    return size_of(pytestconfig)


@pytest.fixture(scope="session")
def proof_seed(pytestconfig: pytest.Config) -> int:
    return int(pytestconfig.getoption("proof_seed"))


@pytest.fixture
def proof(request: pytest.FixtureRequest) -> Proof:
    """Count here what was attempted and what came of it."""
    return request.node.stash.setdefault(kept, Proof())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report: Any = yield
    scenario = item.get_closest_marker("scenario")
    if scenario and (report.when == "call" or report.outcome != "passed"):
        seen = asdict(item.stash.get(kept, Proof()))
        about = {
            "scenario": scenario.args[0],
            "control": item.get_closest_marker("control") is not None,
            "what": what_of(item.name),
        }
        # A list of its own: xdist sends it to the process that writes the file.
        report.user_properties = [*report.user_properties, ("proof", about | seen)]
    return report


def what_of(name: str) -> str:
    """Read a test's name as the sentence that it is."""
    return name.partition("[")[0].removeprefix("test_").replace("_", " ")


def pytest_collection_finish(session: pytest.Session) -> None:
    planned = [item for item in session.items if item.get_closest_marker("scenario")]
    if planned and not hasattr(session.config, "workerinput"):
        _write(session.config, {"planned": len(planned)})


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: list[str]) -> None:
    if node.gateway.id == "gw0":
        _write(node.config, {"planned": len(ids)})


class _Writer:
    """Writes each report as it comes in, in the process that leads the run."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, seen in report.user_properties:
            if name == "proof" and isinstance(seen, dict):
                about = {"test": report.nodeid, "outcome": report.outcome, "seconds": report.duration}
                _write(self._config, about | seen)


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("proof_file") and not hasattr(config, "workerinput"):
        config.getoption("proof_file").unlink(missing_ok=True)
        config.pluginmanager.register(_Writer(config), "proof-writer")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput") and (log := server_log()):
        _write(session.config, {"deadlocks_in_log": deadlocks_in(log)})


def _write(config: pytest.Config, line: dict[str, Any]) -> None:
    if file := config.getoption("proof_file"):
        with file.open("a", encoding="utf-8") as out:
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


def server_log() -> Path | None:
    """Give the log of this run's own PostgreSQL; none when the server was given from outside."""
    home = os.environ.get("ATSPACES_STATE_DIR")
    log = Path(home) / "logs" / "postgres.log" if home else None
    return log if log and log.exists() else None


def deadlocks_in(log: Path, *, since: int = 0, database: str = "") -> int:
    """Count the deadlocks that PostgreSQL's log tells of from byte `since` on, of one database if named."""
    mark = f" {database} " if database else ""
    with log.open("rb") as lines:
        lines.seek(since)
        return sum(
            1 for line in lines if DEADLOCK in (said := line.decode(errors="replace")) and mark in said
        )
