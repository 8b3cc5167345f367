"""Many people at the same moment, each on a connection of their own; and the guards, to take away."""

import threading
import time as clock
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Self

import pytest
from django.db import connection, connections

from apps.bookings.services import drafts, locking
from apps.catalog.refusals import Refused
from atspaces.shared.errors import DomainError

Action = Callable[[], Any]


class Crowd:
    """People who act at once, again and again. Their connections last as long as the crowd."""

    def __init__(self, people: int) -> None:
        self.people = people
        self._pool = ThreadPoolExecutor(people)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._together([connections.close_all] * self.people)
        self._pool.shutdown()

    def act(self, actions: Sequence[Action], *, also: type[Exception] = DomainError) -> list[Any]:
        """Start one action a person at the same moment. Refusals are results, and `also` errors."""

        def answer(action: Action) -> Any:
            try:
                return action()
            except (DomainError, also) as refused:
                return refused

        return self._together([lambda action=action: answer(action) for action in actions])

    def _together(self, actions: Sequence[Action]) -> list[Any]:
        barrier = threading.Barrier(len(actions))

        def run(action: Action) -> Any:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            return action()

        return list(self._pool.map(run, actions))


def at_once(actions: Sequence[Action]) -> list[Any]:
    """Run every action on a connection of its own, all starting together; refusals are results."""
    with Crowd(len(actions)) as crowd:
        return crowd.act(actions)


def outcomes(results: list[Any]) -> Counter[str]:
    return Counter(r.refusal.code if isinstance(r, Refused) else type(r).__name__ for r in results)


# --- the guards, and the moment in which they count ------------------------------------------------------


def hesitate(monkeypatch: pytest.MonkeyPatch, *, seconds: float = 0.02) -> None:
    """Keep the moment between looking and writing open, where an unguarded engine oversells."""
    draw = drafts.new_booking_number

    def slowly() -> str:
        clock.sleep(seconds)
        return draw()

    monkeypatch.setattr(drafts, "new_booking_number", slowly)


def take_lock_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every writer of a service in at once."""
    monkeypatch.setattr(locking, "lock_services", lambda _service_ids: None)


@contextmanager
def without_backstop() -> Iterator[None]:
    """Let `availability` say that less than nothing is free."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE availability DROP CONSTRAINT availability_never_oversold")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM availability")
            cursor.execute(
                "ALTER TABLE availability ADD CONSTRAINT availability_never_oversold"
                " CHECK (available_units >= 0)"
            )
