"""Processes that write bookings as fast as they can: through the door, or by a bare INSERT."""

import multiprocessing
import os
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import django
from django.db import connection

from atspaces.bench.jobs import Job

START_LEAD = 0.4  # seconds until all begin together
LOCKS = re.compile(
    r"\s+FOR\s+(?:NO\s+KEY\s+)?UPDATE\b(?:\s+OF\s+[\w\", ]+)?(?:\s+NOWAIT|\s+SKIP\s+LOCKED)?", re.IGNORECASE
)
WRITING = re.compile(r'INSERT INTO "?bookings"?\b')
LEAVING_TAKES = 0.2  # seconds, so that each process does it once
LOOKING_TAKES = 0.01  # seconds between looking and writing, where the races are


@dataclass(slots=True)
class Tally:
    """What became of the tries: `errors` by the name of what was raised, `refused` by code."""

    done: int = 0
    seconds: float = 0.0
    refused: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Tally") -> "Tally":
        seconds = max(self.seconds, other.seconds)
        return Tally(
            self.done + other.done, seconds, self.refused + other.refused, self.errors + other.errors
        )

    @property
    def rate(self) -> float:
        """Give the committed bookings in a second."""
        return self.done / self.seconds


class Writers:
    """A pool of `count` processes, each with one connection of its own."""

    def __init__(self, count: int) -> None:
        self.count = count
        # Not forked: a process of its own has connections and dice of its own.
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(count, mp_context=context, initializer=_set_up)

    def run(self, job: Job) -> Tally:
        """Let every process do the job at the same time; give the sum."""
        begins = time.monotonic() + START_LEAD
        jobs = [replace(job, begins=begins, seed=job.seed * self.count + n) for n in range(self.count)]
        return sum(self._pool.map(_work, jobs), Tally())

    def let_go(self) -> None:
        """Close the connections, so that their database can be copied."""
        list(self._pool.map(_leave, [LEAVING_TAKES] * self.count))

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown()


def _set_up() -> None:
    django.setup()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None  # we were spawned
    parent.join()
    os._exit(1)


def _work(job: Job) -> Tally:
    from atspaces.bench.databases import use  # noqa: PLC0415 - models load after `django.setup`
    from atspaces.bench.doors import bare_insert, through_the_door  # noqa: PLC0415

    use(job.database)
    connection.ensure_connection()
    write = bare_insert(job) if job.bare else through_the_door(job)
    with _disturbed(job):
        time.sleep(max(0.0, job.begins - time.monotonic()))
        return _count(job, write)


def _leave(seconds: float) -> None:
    from atspaces.bench.databases import leave  # noqa: PLC0415

    leave()
    time.sleep(seconds)


def _count(job: Job, write: Callable[[int, int], str]) -> Tally:
    tally, dice = Tally(), random.Random(job.seed)
    began = time.monotonic()
    while (passed := time.monotonic() - began) < job.seconds:
        # All at the same empty day, a moment later at the next one: the race never ends.
        day = 2 + int(passed / job.fresh_day_every) % 55 if job.fresh_day_every else dice.randrange(2, 57)
        service = job.services[int(dice.random() * len(job.services))]
        try:
            refusal = write(service, day)
        except Exception as error:  # noqa: BLE001 - counted, and the row fails
            tally.errors[f"{type(error).__name__}: {error}"[:120]] += 1
            continue
        if refusal:
            tally.refused[refusal] += 1
        else:
            tally.done += 1
    tally.seconds = time.monotonic() - began
    return tally


@contextmanager
def _disturbed(job: Job) -> Iterator[None]:
    """Take the row locks out of every statement, or widen the moment before a booking is written."""
    with ExitStack() as stack:
        if job.without_locks:
            stack.enter_context(connection.execute_wrapper(_unlocked))
        if job.slow_to_write:
            stack.enter_context(connection.execute_wrapper(_slow))
        yield


def _unlocked(execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:
    return execute(LOCKS.sub("", statement), params, many, context)


def _slow(execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:
    if WRITING.search(statement):
        time.sleep(LOOKING_TAKES)
    return execute(statement, params, many, context)
