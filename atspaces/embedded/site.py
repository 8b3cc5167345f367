"""The demo's web server, worker and beat under one supervisor. Run as `python -m atspaces.embedded.site`."""

import os
import sys
from collections.abc import Mapping

from atspaces.embedded.children import Child
from atspaces.embedded.line import Lease, hold
from atspaces.embedded.places import State
from atspaces.embedded.servers import hold_servers, start_supervisor, state_arguments
from atspaces.embedded.supervisor import supervise

MODULE = "atspaces.embedded.site"


def hold_site(state: State, *, port: int, on_embedded_servers: bool) -> Lease:
    """Run the site at `port` of this machine, with the environment of this process."""
    arguments = [f"--port={port}", *(["--on-embedded-servers"] if on_embedded_servers else [])]
    return hold(state.line("site"), start=lambda: start_supervisor(MODULE, state, *arguments))


class Site:
    """What production runs in three containers: web, worker and beat."""

    def __init__(self, state: State, *, port: int, on_embedded_servers: bool) -> None:
        self._state = state
        self._port = port
        self._on_embedded_servers = on_embedded_servers
        self._servers: Lease | None = None
        self.children: list[Child] = []

    def start(self) -> Mapping[str, str]:
        """Start all three; they need a few seconds more to answer."""
        if self._on_embedded_servers:
            # Held here too: whatever ends the demo, the servers outlive those that use them.
            self._servers = hold_servers(self._state)
        for name, command in commands(self._state, self._port).items():
            log = self._state.logs / f"{name}.log"
            child = Child(name=name, command=command, log=log, environment=os.environ)
            self.children.append(child)
            child.start()
        return {"port": str(self._port)}

    def finish(self) -> None:
        if self._servers:
            self._servers.release()


def commands(state: State, port: int, *, web_workers: int = 1) -> dict[str, list[str]]:
    """The command line of each part of the site."""
    python = sys.executable
    celery = [python, "-m", "celery", "--app=atspaces", "--quiet"]
    schedule = state.home / "beat-schedule"
    return {
        "web": [
            *[python, "-m", "granian", "--interface=wsgi", "--host=127.0.0.1", f"--port={port}"],
            *[f"--workers={web_workers}", "--blocking-threads=4", "--no-ws", "atspaces.wsgi:application"],
        ],
        "worker": [*celery, "worker", "--concurrency=2", "--without-gossip", "--without-mingle"],
        "beat": [*celery, "beat", f"--schedule={schedule}", "--pidfile="],
    }


def main() -> None:
    parser = state_arguments()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--on-embedded-servers", action="store_true")
    given = parser.parse_args()
    state = State(home=given.home, sockets=given.sockets, throw_away=given.throw_away)
    site = Site(state, port=given.port, on_embedded_servers=given.on_embedded_servers)
    supervise(site, line=state.line("site"), log=state.logs / "site.log")


if __name__ == "__main__":
    main()
