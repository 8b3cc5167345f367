"""Servers that outlived their supervisor: found by their pid file, stopped only when they are ours."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path


def stop_leftover(pid_file: Path, *, mark: str, stop_signal: signal.Signals) -> None:
    """End the process that `pid_file` names if its command line holds `mark`, and forget the file.

    A pid may by now belong to a stranger's process, which is left alone.
    """
    pid = _recorded_pid(pid_file)
    if pid is not None and mark in command_line(pid):
        os.kill(pid, stop_signal)
        if not _gone(pid, mark, within=10):
            os.kill(pid, signal.SIGKILL)
            _gone(pid, mark, within=5)
    pid_file.unlink(missing_ok=True)


def command_line(pid: int) -> str:
    """The command line of a running process, empty when there is none."""
    recorded = Path(f"/proc/{pid}/cmdline")
    if recorded.parent.parent.joinpath("self").exists():
        with contextlib.suppress(OSError):
            return recorded.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return ""
    ask = ["ps", "-ww", "-o", "command=", "-p", str(pid)]
    shown = subprocess.run(ask, capture_output=True, text=True, check=False)
    return shown.stdout.strip()


def _recorded_pid(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _gone(pid: int, mark: str, *, within: float) -> bool:
    deadline = time.monotonic() + within
    while mark in command_line(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
