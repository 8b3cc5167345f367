"""The whole bench on a tiny world: every row is measured, over HTTP where it says so."""

import json
from pathlib import Path
from statistics import median

import pytest
from django.conf import settings
from django.utils import timezone

from atspaces.bench.bench import Bench
from atspaces.bench.options import ROWS, Plan
from atspaces.bench.report import is_broken, table, write_json
from atspaces.bench.rows import measured
from atspaces.bench.start import environment
from atspaces.bench.world import World
from atspaces.embedded.places import State

TINY = World(services=60, branches=14, showcases=(2, 6, 9))
PLAN = Plan(
    rows=ROWS,
    sizes=(200, 500),
    repeats=1,
    seconds=0.3,
    world=TINY,
    writes=World(services=60, branches=14, bookings=100, showcases=(2, 6, 9), plain=True),
    writers=2,
    clients=5,
    rushes=1,
)


@pytest.fixture
def like_the_bench(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give its servers the settings that the bench gives them, on the servers of the test run."""
    state = State(home=tmp_path, sockets=tmp_path / "run")
    state.logs.mkdir()
    for name, value in environment(state, {}, json="").items():
        monkeypatch.setenv(name, value)
    # Codes are read in this process, and nobody has gathered static files.
    monkeypatch.setenv("SECRET_KEY", settings.SECRET_KEY)
    monkeypatch.setenv("STATICFILES_STORAGE", settings.STORAGES["staticfiles"]["BACKEND"])
    monkeypatch.setenv("STATIC_ROOT", str(settings.STATIC_ROOT))
    return state.logs


@pytest.mark.alone
def test_every_row_of_the_table_is_measured(make_databases, like_the_bench, tmp_path):
    said: list[str] = []
    bench = Bench(PLAN, timezone.now(), make_databases(), like_the_bench, said.append)
    try:
        figures = measured(bench)
    finally:
        bench.stop()
    assert {int(figure.row.split()[0]) for figure in figures} == set(ROWS)
    assert [figure.row for figure in figures if figure.value is None] == [
        figure.row for figure in figures if figure.verdict == "not built"
    ]
    assert not is_broken(figures), table(figures)
    by_row = {figure.row: figure for figure in figures}
    assert median(by_row["1"].detail["ours"]) > 0
    assert not by_row["1"].detail["errors"]
    write_json(tmp_path / "figures.json", figures, PLAN, now=bench.now, load_before=(0, 0, 0))
    written = json.loads((tmp_path / "figures.json").read_text())
    assert [row["row"] for row in written["figures"]] == [figure.row for figure in figures]
    assert any(words.startswith("Row 13") for words in said)
