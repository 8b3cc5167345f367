"""The whole product as `manage.py demo` starts it, for the journeys: web, worker, beat and servers."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from atspaces.embedded import site
from atspaces.embedded.line import Lease, held_already
from atspaces.embedded.places import PROJECT, State, throw_away_state

MANAGE = [sys.executable, str(PROJECT / "manage.py")]
READY = "Ctrl-C stops everything"
START_PATIENCE = 150.0  # seconds; CI's machines are slow
KEPT_FROM_OUTSIDE = ("PATH", "HOME", "LANG", "TMPDIR")


@dataclass(frozen=True)
class Stack:
    """A running site. `url` has no slash at its end; `settings` is what its processes read besides."""

    state: State
    url: str
    database: str
    broker: str
    settings: Mapping[str, str] = field(default_factory=dict)

    def manage(self, *arguments: str) -> str:
        """Run a command of `manage.py` beside the site, on its database; give what it printed."""
        done = subprocess.run(
            [*MANAGE, *arguments],
            env=environment(self.state) | self.settings,
            capture_output=True,
            text=True,
            check=False,
            timeout=90,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def run(self, code: str) -> str:
        """Run Python beside the site; give what it printed."""
        return self.manage("shell", "--no-imports", "--command", code)

    def rows(self, query: str, *given: Any) -> list[tuple[Any, ...]]:
        """Read from the site's database."""
        with psycopg.connect(self.database) as connection:
            return connection.execute(query, given).fetchall()

    def change(self, statement: str, *given: Any) -> int:
        """Write to the site's database behind its back; give the number of rows."""
        with psycopg.connect(self.database) as connection:
            return connection.execute(statement, given).rowcount


def environment(state: State) -> dict[str, str]:
    """Give what a person's terminal would hold: nothing of the test run's own settings."""
    kept = {name: os.environ[name] for name in KEPT_FROM_OUTSIDE if name in os.environ}
    return kept | {"ATSPACES_STATE_DIR": str(state.home), "ATSPACES_NO_BOOTSTRAP": "1"}


@contextmanager
def shared_stack(home: Path) -> Iterator[Stack]:
    """Have the stack whose folder is `home`; who comes first starts it, who leaves last ends it."""
    state = State(home=home, sockets=home / "run")
    with _one_at_a_time(home):
        state.create()
        running = held_already(state.line("site")) or _start(state)
        servers = held_already(state.line("servers"))
        assert servers is not None
    try:
        url = f"http://localhost:{running.answer['port']}"
        yield Stack(state, url, servers.answer["DATABASE_URL"], servers.answer["REDIS_URL"])
    finally:
        with _one_at_a_time(home):
            running.release()
            servers.release()
            _forget_unless_in_use(state)


@contextmanager
def own_stack() -> Iterator[Stack]:
    """Have a stack that nobody else knows of; nothing of it stays behind."""
    home = throw_away_state().home
    try:
        with shared_stack(home) as running:
            yield running
    finally:
        shutil.rmtree(home, ignore_errors=True)
        _turn_of(home).unlink(missing_ok=True)


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    with _turn_of(home).open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def _turn_of(home: Path) -> Path:
    # Beside the folder, not in it: the last one deletes the folder.
    return home.with_suffix(".turn")


def _start(state: State) -> Lease:
    screen = state.home / "screen"
    with screen.open("wb") as output:
        demo = subprocess.Popen(
            [*MANAGE, "demo", f"--port={free_port()}"],
            env=environment(state),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for(demo, screen)
        lease = held_already(state.line("site"))
        assert lease is not None
        return lease
    finally:
        # We hold the site ourselves now, and the kernel lets go for us however we end.
        demo.send_signal(signal.SIGTERM)
        demo.wait(timeout=60)


def _wait_for(demo: "subprocess.Popen[bytes]", screen: Path) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while READY not in screen.read_text(encoding="utf-8"):
        gone = demo.poll() is not None
        assert not gone, screen.read_text(encoding="utf-8")
        assert time.monotonic() < deadline, screen.read_text(encoding="utf-8")
        time.sleep(0.1)


def _forget_unless_in_use(state: State) -> None:
    others = held_already(state.line("servers"))
    if others is None:
        shutil.rmtree(state.home, ignore_errors=True)
    else:
        others.release()


@contextmanager
def quiet_stack(beside: Stack, *, web_workers: int = 1) -> Iterator[Stack]:
    """Run a web server and nothing else, on a demo world of its own in the servers of another stack."""
    name, port = f"quiet_{os.getpid()}", free_port()
    with psycopg.connect(beside.database, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    settings = {
        "DATABASE_URL": beside.database.replace("/atspaces?", f"/{name}?"),
        # A database of the cache for each process of the tests: the worlds share nothing.
        "REDIS_URL": beside.broker.replace("db=0", f"db={_number_of_this_process()}"),
        "SECRET_KEY": "for-this-test-only-and-long-enough-for-the-checks",
        "BASE_URL": f"http://localhost:{port}",
        "STATIC_ROOT": str(beside.state.home / "static"),
        "DEMO": "1",
    }
    quiet = replace(
        beside,
        url=settings["BASE_URL"],
        database=settings["DATABASE_URL"],
        broker=settings["REDIS_URL"],
        settings=settings,
    )
    assert (quiet.database, quiet.broker) != (beside.database, beside.broker)
    quiet.manage("migrate")
    quiet.manage("load_demo_world")
    web = subprocess.Popen(
        site.commands(beside.state, port, web_workers=web_workers)["web"],
        cwd=PROJECT,
        env=environment(beside.state) | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for_page(quiet.url, web)
        yield quiet
    finally:
        web.terminate()
        web.wait(timeout=20)


def _number_of_this_process() -> int:
    """Give 1 for the first of the processes that run the tests, 2 for the second."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) + 1


def _wait_for_page(url: str, web: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_PATIENCE
    while True:
        assert web.poll() is None
        try:
            urllib.request.urlopen(url, timeout=20).close()
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        else:
            return


def free_port() -> int:
    """Give a port of this machine that nobody listens at now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
