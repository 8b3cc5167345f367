"""One process that a supervisor runs: started on a leash, revived when it dies, stopped for good."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from atspaces.embedded.places import PROJECT, Account

REVIVALS_ALLOWED = 5
REVIVALS_WITHIN = 60.0  # seconds
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """A program, how to start it and which signal asks it to stop."""

    name: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str]
    stop_signal: signal.Signals = signal.SIGTERM
    account: Account | None = None
    _process: subprocess.Popen[bytes] | None = None
    _starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it in a session of its own, so that the terminal's Ctrl-C reaches only us."""
        if not self._starts:
            self.log.unlink(missing_ok=True)  # one run's words are enough
        self._starts.append(time.monotonic())
        account = self.account
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.log.parent if account else PROJECT,
                env=dict(self.environment),
                start_new_session=True,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
                preexec_fn=_leash(self.stop_signal),  # noqa: PLW1509 - the supervisor has one thread
            )

    @property
    def pid(self) -> int:
        """The process id of a child that was started."""
        assert self._process is not None
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def revive(self) -> bool:
        """Start it again if it died; false when it dies too often to be worth it."""
        if self.alive:
            return True
        self._end_group()
        self._process = None
        recent = [at for at in self._starts if at > time.monotonic() - REVIVALS_WITHIN]
        if len(recent) > REVIVALS_ALLOWED:
            return False
        if not recent or time.monotonic() - recent[-1] > len(recent):
            self.start()
        return True

    def ask_to_stop(self) -> None:
        if self._process and self.alive:
            self._process.send_signal(self.stop_signal)

    def ensure_stopped(self, *, by: float) -> None:
        """Wait until `by` (monotonic seconds), then end it and whatever it started."""
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=max(0.0, by - time.monotonic()))
        self._end_group()
        self._process.wait()

    def _end_group(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)


def stop_all(children: Sequence[Child], *, patience: float) -> None:
    """Ask all of them to stop at once and give them `patience` seconds."""
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + patience
    for child in children:
        child.ensure_stopped(by=deadline)


def _leash(stop_signal: signal.Signals) -> Callable[[], None] | None:
    """Linux stops the child by itself when its supervisor is killed."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(PR_SET_PDEATHSIG, int(stop_signal))
