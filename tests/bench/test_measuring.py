"""Ratios, verdicts, options and the table."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat
from threading import Thread

import pytest

from atspaces.bench.hammer import WrongAnswers, _is_whole, hammer, request_bytes
from atspaces.bench.measuring import Aim, Figure, Sides, percentile, shown, side_by_side
from atspaces.bench.options import ROWS, options_of
from atspaces.bench.report import is_broken, table
from atspaces.bench.servers import HOST
from atspaces.bench.start import environment
from atspaces.bench.writers import LOCKS
from atspaces.embedded.places import State


def test_a_ratio_is_the_median_of_pairs_with_the_lowest_and_the_highest():
    figure = Sides([1, 6, 2], [2, 2, 2]).figure("1", "x ÷ y", Aim("≥", 0.9))
    assert (figure.value, figure.low, figure.high, figure.verdict) == (1, 0.5, 3, "ok")


def test_sides_are_measured_in_turn_and_the_first_try_does_not_count():
    calls: list[str] = []
    side_by_side(lambda: float(not calls.append("a")), lambda: float(not calls.append("b")), repeats=3)
    assert "".join(calls) == "ab" + "ab" + "ba" + "ab"


@pytest.mark.parametrize(
    ("aim", "value", "verdict"),
    [
        (Aim("≥", 0.35), 0.35, "ok"),
        (Aim("≥", 0.35), 0.34, "misses"),
        (Aim("≤", 1.2), 1.21, "misses"),
        (Aim("=", 0), 0.0, "ok"),
        (Aim("=", 0), 1.0, "misses"),
        (Aim("≥", 0.4), None, "not built"),
        (None, 3.0, ""),
    ],
)
def test_verdicts(aim, value, verdict):
    assert Figure(row="1", what="x", value=value, aim=aim).verdict == verdict


def test_percentiles_are_values_that_occurred():
    assert percentile([3, 1, 2], 99) == 3
    assert percentile(range(1, 201), 99) == 198


def test_numbers_have_the_places_they_deserve():
    assert [shown(n) for n in (0.0, 0.00672, 0.354, 1234.5, 12, None)] == [
        "0",
        "0.0067",
        "0.35",
        "1,234",
        "12",
        "–",
    ]


def test_rows_are_chosen_by_number_and_span():
    assert options_of(["--only", "1,4-6,13"]).plan.rows == (1, 4, 5, 6, 13)
    assert options_of([]).plan.rows == ROWS
    assert options_of([]).plan.sizes == (10_000, 100_000, 1_000_000)
    assert options_of(["--quick"]).plan.sizes == (10_000, 100_000)


@pytest.mark.parametrize("wrong", ["9", "x", "1-", ""])
def test_rows_that_do_not_exist_are_refused(wrong, capsys):
    if wrong == "1-":
        assert options_of(["--only", wrong]).plan.rows == (1,)
        return
    with pytest.raises(SystemExit):
        options_of(["--only", wrong])


def test_the_twin_runs_without_any_row_lock():
    for words in (" FOR NO KEY UPDATE", " FOR UPDATE", ' FOR NO KEY UPDATE OF "bookings" SKIP LOCKED'):
        assert LOCKS.sub("", "SELECT 1 FROM t WHERE id = 1" + words) == "SELECT 1 FROM t WHERE id = 1"
    upsert = "INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET id = 1"
    assert LOCKS.sub("", upsert) == upsert


def test_answers_are_whole_by_length_or_by_last_chunk():
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
    assert not _is_whole(bytearray(head + b"1234"))
    assert _is_whole(bytearray(head + b"12345"))
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert not _is_whole(bytearray(chunked + b"1\r\na\r\n"))
    assert _is_whole(bytearray(chunked + b"1\r\na\r\n0\r\n\r\n"))
    assert _is_whole(bytearray(b"HTTP/1.1 304 Not Modified\r\n\r\n"))


class Teapot(BaseHTTPRequestHandler):
    """A server that answers everything alike."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(418)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


def test_only_the_expected_answers_make_a_rate():
    with ThreadingHTTPServer((HOST, 0), Teapot) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        load = hammer(server.server_port, repeat(request_bytes("/")), seconds=0.1, connections=2)
        server.shutdown()
    assert load.rate == pytest.approx(len(load.latencies) / load.seconds)
    assert load.expect(418) is load
    with pytest.raises(WrongAnswers):
        load.expect(200)


def test_production_settings_replace_the_callers(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgresql://precious/data")
    given = environment(State(tmp_path, tmp_path), {"DATABASE_URL": "a", "REDIS_URL": "b"}, json="c")
    assert given["DATABASE_URL"] == "a"
    assert (given["DEMO"], given["DEBUG"], given["HTTPS"]) == ("0", "0", "1")


def test_the_table_lines_up_and_an_oversell_is_a_failure():
    figures = [
        Figure(row="1", what="bookings", value=0.4, aim=Aim("≥", 0.35)),
        Figure(row="3", what="oversold", value=2.0, aim=Aim("=", 0)),
    ]
    lines = table(figures).splitlines()
    assert {line.index(cell) for line, cell in zip(lines, ("figure", "0.40", "2"), strict=True)} == {
        lines[0].index("figure")
    }
    assert is_broken(figures)
    assert not is_broken(figures[:1])
    assert json.dumps(figures[0].detail) == "{}"
