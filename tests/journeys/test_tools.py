"""The tools of the journeys themselves, without a browser and without a site."""

from pathlib import Path

import pytest

from atspaces.embedded.places import State
from tests.journeys import stack
from tests.journeys.people import new_number


def test_no_two_workers_draw_the_same_number(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = set()
    for worker in ("gw0", "gw1", "gw10", "gw11"):
        monkeypatch.setattr("tests.journeys.people._places", iter(range(3)))
        drawn |= {new_number(worker) for _ in range(3)}
    assert len(drawn) == 12
    assert {len(number) for number in drawn} == {10}


def test_a_stack_of_ones_own_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Held:
        answer = {"port": 8000, "DATABASE_URL": "", "REDIS_URL": ""}  # noqa: RUF012

        def release(self) -> None: ...

    home = tmp_path / "atspaces-1"
    monkeypatch.setattr(stack, "held_already", lambda _line: Held())
    monkeypatch.setattr(stack, "throw_away_state", lambda: State(home=home, sockets=home / "run"))
    with stack.own_stack() as running:
        assert running.url == "http://localhost:8000"
        assert home.exists()
    assert not list(tmp_path.iterdir())
