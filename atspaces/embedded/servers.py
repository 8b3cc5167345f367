"""PostgreSQL and Valkey under one supervisor. Run as `python -m atspaces.embedded.servers`."""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from atspaces.embedded.children import Child
from atspaces.embedded.errors import EmbeddedError
from atspaces.embedded.line import Lease, hold
from atspaces.embedded.places import PROJECT, State
from atspaces.embedded.postgres import EmbeddedPostgres
from atspaces.embedded.supervisor import supervise
from atspaces.embedded.valkey import EmbeddedValkey

# By its full name: under `-m` our own `__name__` is another.
MODULE = "atspaces.embedded.servers"


def hold_servers(state: State, *, wanted: Sequence[str] = ("DATABASE_URL", "REDIS_URL")) -> Lease:
    """Hold the running servers of `state`, starting the `wanted` ones when none run.

    The lease's answer has the address of each that runs. Raises `EmbeddedError`.
    """
    state.create()
    return hold(state.line("servers"), start=lambda: start_supervisor(MODULE, state, *wanted))


def start_supervisor(module: str, state: State, *arguments: str) -> None:
    """Run `module`'s supervisor; it goes to the background by itself once its line is open."""
    command = [sys.executable, "-m", module, f"--home={state.home}", f"--sockets={state.sockets}"]
    command += ["--throw-away"] if state.throw_away else []
    command += arguments
    started = subprocess.run(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True, check=False)
    if started.returncode:
        raise EmbeddedError(f"{module} did not start:\n{started.stderr}")


def state_arguments() -> argparse.ArgumentParser:
    """The command line that `start_supervisor` speaks."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--sockets", type=Path, required=True)
    parser.add_argument("--throw-away", action="store_true")
    return parser


class Servers:
    """PostgreSQL, Valkey or both, started side by side."""

    def __init__(self, state: State, wanted: Sequence[str]) -> None:
        self._state = state
        self._wanted = wanted
        self.children: list[Child] = []

    def start(self) -> Mapping[str, str]:
        """Make what is missing, start them and wait for them. Raises `EmbeddedError`."""
        servers = {name: self._server(name) for name in self._wanted}
        for server in servers.values():
            server.prepare()
            self.children.append(server.child)
            server.child.start()
        for server in servers.values():
            server.wait_until_ready()
        return {name: server.url for name, server in servers.items()}

    def _server(self, name: str) -> EmbeddedPostgres | EmbeddedValkey:
        return EmbeddedPostgres(self._state) if name == "DATABASE_URL" else EmbeddedValkey(self._state)

    def finish(self) -> None:
        """Leave nothing of a throw-away set behind."""
        if self._state.throw_away:
            shutil.rmtree(self._state.home, ignore_errors=True)


def main() -> None:
    parser = state_arguments()
    parser.add_argument("wanted", nargs="+")
    given = parser.parse_args()
    state = State(home=given.home, sockets=given.sockets, throw_away=given.throw_away)
    supervise(Servers(state, given.wanted), line=state.line("servers"), log=state.logs / "servers.log")


if __name__ == "__main__":
    main()
