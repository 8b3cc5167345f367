"""`manage.py prove`: what tests counted becomes one table, and one failing row fails the command."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from atspaces import prove

HOLDS = """
@pytest.mark.scenario(2)
@pytest.mark.parametrize("day", [1, 2])
def test_one_of_twenty_wins(proof, day):
    proof.seed = str(40 + day)
    proof.count(rounds=1, won=1, refused=19)
"""
HARM_SEEN = """
@pytest.mark.scenario(2)
@pytest.mark.control
def test_without_the_lock_all_win(proof):
    proof.count(rounds=1, won=20, oversold=19)
"""
HARM_NOT_SEEN = HARM_SEEN + "    assert not proof.oversold\n"
FAILS = """
@pytest.mark.scenario(1)
def test_nobody_is_sold_what_another_has(proof):
    proof.count(rounds=1, won=2, oversold=1)
    assert not proof.oversold
"""
DEADLOCK = """
@pytest.mark.scenario(4)
@pytest.mark.control
def test_locks_in_any_order_deadlock(proof):
    proof.count(rounds=1, won=1, deadlocks=1)
"""
POWER_CUT = """
@pytest.mark.scenario(3)
def test_power_cut():
    import os
    os._exit(3)
"""


@dataclass
class Proven:
    """What a run of the command gave: its exit status, its screen, its JSON."""

    status: int
    screen: str
    written: dict

    @property
    def table(self) -> list[str]:
        """The lines of the table without its headings."""
        lines = self.screen.partition("#  what")[2].splitlines()
        return lines[1 : lines.index("")]


@pytest.fixture
def proven(tmp_path: Path, monkeypatch, capsys) -> Callable[[str], Proven]:
    """Run the command on some tests, without servers."""
    settings = tmp_path / "pytest.ini"
    settings.write_text("[pytest]\naddopts = -p tests.proof_plugin\nmarkers =\n  scenario(n)\n  control\n")
    monkeypatch.setenv("ATSPACES_STATE_DIR", str(tmp_path))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # a second less for each run

    def run(tests: str) -> Proven:
        stage = tmp_path / "test_stage.py"
        stage.write_text(f"import pytest\n{tests}")
        arguments = ["-q", "-m", "scenario", "-c", str(settings), str(stage)]
        monkeypatch.setattr(prove, "_stages", lambda _options: {"races": arguments})
        report = tmp_path / "proof.json"
        status = prove.main(["--json", str(report)])
        return Proven(status, capsys.readouterr().out, json.loads(report.read_text()))

    return run


def test_everything_that_holds_is_one_table_and_exit_status_zero(proven):
    done = proven(HOLDS + HARM_SEEN)
    assert done.status == 0
    assert [line.split()[0] for line in done.table] == ["2", "2"]
    holds, control = done.table
    assert "one of twenty wins" in holds
    assert holds.split()[5:12] == ["2", "40", "2", "38", "0", "0", "41+1"]
    assert holds.endswith("holds")
    assert "without the lock all win" in control
    assert control.endswith("harm seen")
    assert "everything holds" in done.screen
    assert done.written["holds"] is True
    assert [row["oversold"] for row in done.written["rows"]] == [0, 19]


@pytest.mark.parametrize("broken", [FAILS, HARM_NOT_SEEN], ids=["a race", "a control without harm"])
def test_one_failing_row_fails_the_command(proven, broken):
    done = proven(HOLDS + broken)
    assert done.status == 1
    assert sorted(line.split()[-1] for line in done.table) == ["FAILED", "holds"]
    assert "NOT PROVEN" in done.screen
    assert "everything holds" not in done.screen
    assert done.written["holds"] is False
    assert {row["verdict"] for row in done.written["rows"]} == {"holds", "FAILED"}


@pytest.mark.parametrize("tests", ["", "import nothing_of_that_name\n"], ids=["no test", "a broken one"])
def test_what_did_not_run_proves_nothing(proven, tests):
    done = proven(tests)
    assert done.status == 1
    assert done.written == {"holds": False, "unplanned_deadlocks": 0, "rows": []}


def test_a_stage_that_breaks_off_fails_though_its_rows_hold(proven):
    done = proven(HOLDS + POWER_CUT)
    assert done.status == 1
    assert [line.split()[-1] for line in done.table] == ["holds"]


@pytest.mark.parametrize(("tests", "status"), [(HOLDS, 1), (HOLDS + DEADLOCK, 0)])
def test_a_deadlock_in_the_log_fails_unless_a_control_made_it(proven, tmp_path, tests, status):
    log = tmp_path / "logs" / "postgres.log"
    log.parent.mkdir()
    log.write_text("ERROR:  deadlock detected\n")
    done = proven(tests)
    assert done.status == status
    assert f"outside the controls: {status}" in done.screen
