"""The web servers that are measured: ours and a bare Django one, started the same way."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from atspaces.embedded.children import Child, stop_all

HOST = "127.0.0.1"
WORKERS = 2
OURS, BARE = "atspaces.wsgi:application", "atspaces.bench.bare:application"
START_PATIENCE = 60.0  # seconds
STOP_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, reached at `port` of this machine."""

    port: int
    pid: int

    def workers(self) -> list[int]:
        """Give the process ids of its workers: the largest of its children, helpers are small."""
        children = [pid for pid, parent in _parents() if parent == self.pid]
        return sorted(children, key=touched_kib)[-WORKERS:]


@contextmanager
def serving(application: str, logs: Path, settings: Mapping[str, str]) -> Iterator[Server]:
    """Run granian with two workers and one thread each, as production's `web` does."""
    port = free_port()
    granian = [sys.executable, "-m", "granian", "--interface=wsgi", f"--host={HOST}", f"--port={port}"]
    command = [*granian, f"--workers={WORKERS}", "--blocking-threads=1", "--no-ws", application]
    log = logs / f"{application.partition(':')[0]}.log"
    child = Child(name=application, command=command, log=log, environment=os.environ | dict(settings))
    child.start()
    try:
        yield Server(port, _wait_for(child, port))
    finally:
        stop_all([child], patience=STOP_PATIENCE)


def free_port() -> int:
    """Give a port that nobody listens at now."""
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def resident_kib(pid: int) -> int:
    """Give the memory of a process in KiB: its share of it where the system tells, else all it touches."""
    shares = Path(f"/proc/{pid}/smaps_rollup")
    with contextlib.suppress(OSError):
        for line in shares.read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return touched_kib(pid)


def touched_kib(pid: int) -> int:
    """Give all the memory that a process touches, shared with others or not, in KiB (RSS)."""
    said = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(said.stdout)


def _wait_for(child: Child, port: int) -> int:
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return child.pid
        if not child.alive:
            break
        time.sleep(0.1)
    raise RuntimeError(f"{child.name} did not start:\n{child.log.read_text(errors='replace')[-2000:]}")


def _parents() -> Iterator[tuple[int, int]]:
    said = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
    for line in said.stdout.splitlines():
        pid, parent = line.split()
        yield int(pid), int(parent)
