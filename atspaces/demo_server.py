"""`python3 manage.py demo`: the whole product on one machine, until Ctrl-C."""

import argparse
import contextlib
import fcntl
import os
import shutil
import signal
import socket
import time
import types
from collections.abc import Iterator, Sequence

import django
from django.core.management import call_command
from django.db import connections

from atspaces.embedded.environment import attach, make_local
from atspaces.embedded.errors import EmbeddedError
from atspaces.embedded.line import Lease, held_already, wait_until_any_gone
from atspaces.embedded.places import State, project_state
from atspaces.embedded.site import hold_site
from atspaces.health import last_words, page_answers, worker_answers
from atspaces.static_files import collect_when_changed
from atspaces.translations import compile_translations

FIRST_PORT = 8000
PORTS_TRIED = 100
START_PATIENCE = 90.0  # seconds


def main(arguments: Sequence[str]) -> int:
    """Run the demo until a signal stops it; give the process's exit status. Raises `EmbeddedError`."""
    options = _options(arguments)
    _stop_on_signals()
    state = project_state()
    state.create()
    try:
        with _only_demo(state) as first:
            if not first:
                return _point_to_running(state, reset=options.reset)
            return _run(state, options)
    except KeyboardInterrupt:
        _ignore_signals()
        say("\nStopped.")
        return 0


def say(text: str) -> None:
    print(text, flush=True)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py demo", description=__doc__)
    parser.add_argument("--port", type=int, help=f"default: {FIRST_PORT}, or the next free one")
    parser.add_argument("--reset", action="store_true", help="forget everything and start afresh")
    return parser.parse_args(arguments)


def _run(state: State, options: argparse.Namespace) -> int:
    _end_left_over_site(state)
    if options.reset:
        _forget(state)
    port = options.port or _free_port()
    if options.port and not _is_free(options.port):
        raise EmbeddedError(f"Port {options.port} is in use by another program; choose another with --port.")
    say("Starting PostgreSQL and Valkey ...")
    servers = attach(state)
    make_local(state)
    os.environ["BASE_URL"] = f"http://localhost:{port}"
    _prepare_world()
    say("Starting web, worker and beat ...")
    site = hold_site(state, port=port, on_embedded_servers=servers is not None)
    try:
        _wait_until_it_works(state, site, port)
        call_command("demo_welcome")
        say(f"\nLogs: {state.logs}")
        say("Ctrl-C stops everything; what happened is kept (demo --reset forgets it).")
        wait_until_any_gone([site, *([servers] if servers else [])])
        raise EmbeddedError(f"A part of the demo stopped and would not start again; see {state.logs}.")
    finally:
        _ignore_signals()
        site.release()


def _prepare_world() -> None:
    compile_translations()
    django.setup()
    call_command("migrate", verbosity=0)
    collect_when_changed()
    say("Loading the demo world ...")
    call_command("load_demo_world")
    connections.close_all()


# --- One demo at a time ---------------------------------------------------------------------------


@contextlib.contextmanager
def _only_demo(state: State) -> Iterator[bool]:
    """Whether this is the only demo of this checkout; the kernel forgets it however it ends."""
    with (state.home / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _point_to_running(state: State, *, reset: bool) -> int:
    if reset:
        raise EmbeddedError("The demo is running; stop it before --reset.")
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline:
        if site := held_already(state.line("site")):
            say(f"The demo is already running at http://localhost:{site.answer['port']}/")
            site.release()
            return 0
        time.sleep(0.5)
    raise EmbeddedError("The demo is being started elsewhere and is not ready yet.")


def _end_left_over_site(state: State) -> None:
    # No other demo runs, so a site that still serves belongs to one that was killed just now.
    while site := held_already(state.line("site")):
        site.release()


def _forget(state: State) -> None:
    if {"DATABASE_URL", "REDIS_URL"} & os.environ.keys():
        raise EmbeddedError("--reset forgets embedded servers only, and DATABASE_URL or REDIS_URL is set.")
    if held_already(state.line("servers")):
        raise EmbeddedError("Another command uses the demo's servers; stop it before --reset.")
    for path in state.home.iterdir():
        if path.is_dir() and path not in {state.logs, state.sockets}:
            shutil.rmtree(path)


# --- Ports, health, signals --------------------------------------------------------------------------


def _free_port() -> int:
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if _is_free(port):
            if port != FIRST_PORT:
                say(f"Port {FIRST_PORT} is in use by another program; taking {port}.")
            return port
    raise EmbeddedError(f"No free port from {FIRST_PORT} on; choose one with --port.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _wait_until_it_works(state: State, site: Lease, port: int) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while not (page_answers(port) and worker_answers()):
        if time.monotonic() > deadline or site.wait_until_gone(timeout=0.1):
            raise EmbeddedError(f"The site did not start.\n{last_words(state.logs)}")


def _stop_on_signals() -> None:
    # SIGINT too: a shell that starts us in the background has it ignored.
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, _stop)


def _stop(_signal: int, _frame: types.FrameType | None) -> None:
    raise KeyboardInterrupt


def _ignore_signals() -> None:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
