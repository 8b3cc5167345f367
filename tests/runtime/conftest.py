"""Servers, checkouts and command lines of our own, apart from those the test run stands on."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atspaces.embedded.leftovers import command_line
from atspaces.embedded.places import State, throw_away_state
from tests.runtime.terminal import environment


@pytest.fixture
def state() -> Iterator[State]:
    """Folders that last as long as the test and that servers of any account may enter."""
    short_lived = throw_away_state()
    yield State(home=short_lived.home, sockets=short_lived.sockets)
    for lock in short_lived.sockets.glob("*.lock"):
        with lock.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX)  # until the supervisor that holds it has stopped everything
    shutil.rmtree(short_lived.home)


@pytest.fixture
def outside(state: State) -> dict[str, str]:
    """The environment of a person's terminal: nothing of the test run's own settings."""
    return environment(ATSPACES_STATE_DIR=str(state.home), ATSPACES_NO_BOOTSTRAP="1")


@pytest.fixture
def processes_of(state: State) -> Callable[[], list[str]]:
    """The command lines of all running processes that belong to the test's servers or site."""
    process_folders = Path("/proc")
    if not process_folders.joinpath("self").exists():
        pytest.skip("this machine has no /proc to look for left-over processes in")

    def find() -> list[str]:
        pids = [int(folder.name) for folder in process_folders.iterdir() if folder.name.isdigit()]
        return [line for pid in pids if pid != os.getpid() and str(state.home) in (line := command_line(pid))]

    return find
