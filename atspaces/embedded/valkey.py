"""The embedded Valkey: a cache and a broker in memory, reachable over a Unix socket only."""

import contextlib
import signal
import socket
import time
from urllib.parse import quote

from atspaces.embedded.binaries import find_valkey
from atspaces.embedded.children import Child
from atspaces.embedded.errors import EmbeddedError
from atspaces.embedded.leftovers import stop_leftover
from atspaces.embedded.places import State, give_to_servers, server_account


class EmbeddedValkey:
    """One server in `state`. It keeps nothing on disk: losing it costs speed, never a booking."""

    def __init__(self, state: State) -> None:
        self._folder = state.home / "valkey"
        self._socket = state.server_sockets / "valkey.sock"
        self._pid_file = self._folder / "valkey.pid"
        settings = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "dir": str(self._folder),
            "pidfile": str(self._pid_file),
            "save": "",
            "appendonly": "no",
        }
        flags = [flag for name, value in settings.items() for flag in (f"--{name}", value)]
        self.child = Child(
            name="valkey",
            command=[str(find_valkey(state)), *flags],
            log=state.logs / "valkey.log",
            environment={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            account=server_account(),
        )

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self._socket))}?db=0"

    def prepare(self) -> None:
        """Make its folder, and end a server that outlived its supervisor."""
        give_to_servers(self._folder)
        stop_leftover(self._pid_file, mark=str(self._socket.parent), stop_signal=signal.SIGTERM)

    def wait_until_ready(self, *, patience: float = 20) -> None:
        deadline = time.monotonic() + patience
        while not self._answers():
            if time.monotonic() > deadline or not self.child.alive:
                log = self.child.log.read_text(errors="replace")[-2000:]
                raise EmbeddedError(f"Valkey did not start:\n{log}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as connection, contextlib.suppress(OSError):
            connection.settimeout(1)
            connection.connect(str(self._socket))
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
        return False
