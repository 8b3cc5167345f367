"""The line between those who need processes and the supervisor that runs them.

A line is a Unix socket. Each holder keeps one connection open; the kernel closes it however the
holder ends, so nobody has to count pids or clean up after a kill -9. The supervisor answers once
with a line of JSON when its processes are ready, and closes the connection when they are stopped.
"""

import contextlib
import fcntl
import json
import os
import select
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from atspaces.embedded.errors import EmbeddedError

FIRST_HOLDER_WITHIN = 15.0  # seconds


class Lease:
    """A holder's end of the line; what it holds runs until `release` or the process's end."""

    def __init__(self, connection: socket.socket, answer: Mapping[str, str]) -> None:
        self.answer = answer
        self.connection = connection
        self._owner = os.getpid()

    def release(self) -> None:
        """Let go, and wait until the processes are stopped if nobody else holds them."""
        # A forked child shares the connection; only the process that asked may let go of it.
        if self._owner == os.getpid() and self.connection.fileno() != -1:
            with contextlib.suppress(OSError):  # it may have been killed
                self.connection.shutdown(socket.SHUT_WR)
            self.wait_until_gone(timeout=40)
            self.connection.close()

    def wait_until_gone(self, *, timeout: float | None = None) -> bool:
        """Block until the supervisor hangs up; false when it did not within `timeout` seconds."""
        ready, _, _ = select.select([self.connection], [], [], timeout)
        return bool(ready)


def hold(path: Path, *, start: Callable[[], None], patience: float = 90) -> Lease:
    """Hold the line at `path`, calling `start` for a supervisor when none serves it.

    Raises `EmbeddedError` with the supervisor's reason when it cannot serve.
    """
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if (lease := held_already(path, patience=patience)) is not None:
            return lease
        start()
    raise EmbeddedError(f"The embedded servers did not answer within {patience:.0f} seconds.")


def held_already(path: Path, *, patience: float = 90) -> Lease | None:
    """Hold the line if a supervisor serves it now."""
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(patience)
    try:
        connection.connect(os.fspath(path))
        with connection.makefile() as reader:
            said = reader.readline()
    except (FileNotFoundError, ConnectionError):
        said = ""
    except TimeoutError as error:
        connection.close()
        raise EmbeddedError(f"The embedded servers did not answer within {patience:.0f} seconds.") from error
    if not said:
        # It is not there, or was just hanging up.
        connection.close()
        return None
    answer = json.loads(said)
    if "error" in answer:
        connection.close()
        raise EmbeddedError(answer["error"])
    return Lease(connection, answer)


def wait_until_any_gone(leases: Iterable[Lease]) -> None:
    """Block until a supervisor hangs up on one of `leases`."""
    select.select([lease.connection for lease in leases], [], [])


class Line:
    """The supervisor's end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._holders: list[socket.socket] = []
        self._opened_at = time.monotonic()
        self._ever_held = False
        self._last_left = False

    def open(self) -> bool:
        """Take the line; false when another supervisor serves it already."""
        self._lock = self._path.with_suffix(".lock").open("w")
        while not self._locked():
            if self._path.exists():
                return False
            # The one before us is still stopping its processes.
            time.sleep(0.05)
        self._path.unlink(missing_ok=True)
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(os.fspath(self._path))
        self._path.chmod(0o600)
        self._door.listen(64)
        self._opened_at = time.monotonic()
        return True

    def turn(self, answer: Mapping[str, str], *, timeout: float) -> None:
        """Let in who knocks, let go who left, for at most `timeout` seconds."""
        ready, _, _ = select.select([self._door, *self._holders], [], [], timeout)
        for connection in ready:
            if connection is self._door:
                self._let_in(answer)
            # Holders never write: readable means gone. The last one is told when all has stopped.
            elif len(self._holders) > 1:
                self._holders.remove(connection)
                connection.close()
            else:
                self._last_left = True

    @property
    def abandoned(self) -> bool:
        if self._ever_held:
            return self._last_left
        return time.monotonic() - self._opened_at > FIRST_HOLDER_WITHIN

    def refuse(self, reason: str) -> None:
        """Tell everybody who waits that there will be no servers, and why."""
        while select.select([self._door], [], [], 1.0)[0]:
            self._let_in({"error": reason})

    def close_door(self) -> None:
        """Let nobody in any more: whoever comes now starts a new supervisor, which waits for us."""
        self._path.unlink(missing_ok=True)
        self._door.close()

    def hang_up(self) -> None:
        for holder in self._holders:
            holder.close()
        self._lock.close()

    def _let_in(self, answer: Mapping[str, str]) -> None:
        connection, _ = self._door.accept()
        try:
            connection.sendall(json.dumps(answer).encode() + b"\n")
        except ConnectionError:
            connection.close()
            return
        self._holders.append(connection)
        self._ever_held = True
        self._last_left = False

    def _locked(self) -> bool:
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
