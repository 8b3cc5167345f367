"""The small process that runs children for as long as somebody holds its line."""

import os
import signal
import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from atspaces.embedded.children import Child, stop_all
from atspaces.embedded.errors import EmbeddedError
from atspaces.embedded.line import Line

STOPPING_PATIENCE = 8.0  # seconds


class Troupe(Protocol):
    """Children that come and go together."""

    @property
    def children(self) -> Sequence[Child]:
        """What `start` has started so far."""

    def start(self) -> Mapping[str, str]:
        """Start them, wait until they work, and describe them for their holders."""

    def finish(self) -> None:
        """Clean up once they are stopped."""


class Asked(Exception):
    """A signal asked the supervisor to stop."""


def supervise(troupe: Troupe, *, line: Path, log: Path) -> None:
    """Serve `line` from a process of its own for as long as somebody holds it.

    Returns in the caller's process at once, when the line is open or somebody else serves it.
    """
    end = Line(line)
    if not end.open() or os.fork():
        return
    _detach(log)
    try:
        _serve(end, troupe)
    except EmbeddedError as error:
        stop_all(troupe.children, patience=STOPPING_PATIENCE)
        end.refuse(str(error))
    except Asked:
        pass
    end.close_door()
    stop_all(troupe.children, patience=STOPPING_PATIENCE)
    troupe.finish()
    end.hang_up()


def _serve(end: Line, troupe: Troupe) -> None:
    answer = troupe.start()
    while not end.abandoned:
        end.turn(answer, timeout=0.25)
        alive = [child.revive() for child in troupe.children]
        if not all(alive):
            return


def _detach(log: Path) -> None:
    os.setsid()
    signal.signal(signal.SIGTERM, _ask)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    sink = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, sink), (2, sink)):
        os.dup2(source, target)


def _ask(_signal: int, _frame: types.FrameType | None) -> None:
    # Once is enough: stopping must not be interrupted.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Asked
