"""Real connections at once: a number that comes in through two windows is one person."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection

from apps.accounts.models import AuditEntry, User
from apps.accounts.services import people
from apps.accounts.services.people import PhoneTaken, customer_for

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NUMBER = "+962790123456"


@pytest.fixture(autouse=True)
def _looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make whoever has looked for the number wait for the other to have looked too."""
    meeting = Barrier(2)
    real = people.may_sign_in

    def slow(user: User) -> bool:
        try:
            meeting.wait(timeout=0.5)
        except BrokenBarrierError:
            meeting.reset()
        return real(user)

    monkeypatch.setattr(people, "may_sign_in", slow)


def _in_two_windows(come_in: Callable[[], User]) -> list[int | None]:
    def one(_window: int) -> int | None:
        try:
            return come_in().pk
        except PhoneTaken:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, range(2)))


def test_a_new_number_in_two_windows_is_one_person() -> None:
    came_in = _in_two_windows(lambda: customer_for(phone_number=NUMBER, language="en", now=NOW))
    assert came_in == [User.objects.get().pk] * 2
    assert AuditEntry.objects.filter(action="signed up").count() == 1


def test_twin_without_looking_again_one_window_is_turned_away() -> None:
    assert None in _in_two_windows(lambda: people._come_in(NUMBER, "", "", "en", NOW))
