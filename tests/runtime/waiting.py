"""Waiting for what other processes do."""

import time
from collections.abc import Callable


def eventually(check: Callable[[], bool], *, within: float = 15) -> bool:
    """Whether `check` came true within so many seconds."""
    deadline = time.monotonic() + within
    while not check():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
