"""What the scenarios share: the guards taken away, and an eye on PostgreSQL's log."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tests.bookings import racing
from tests.proof_plugin import deadlocks_in, server_log


@pytest.fixture
def slow_between_look_and_write(monkeypatch: pytest.MonkeyPatch) -> None:
    racing.hesitate(monkeypatch)


@pytest.fixture
def without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service's lock taken away; the CHECK still stands."""
    racing.take_lock_away(monkeypatch)


@pytest.fixture
def unguarded(without_lock: None, slow_between_look_and_write: None, db: None) -> Iterator[None]:
    """Neither lock nor CHECK, and time enough to harm."""
    with racing.without_backstop():
        yield


@pytest.fixture(autouse=True)
def no_deadlock(request: pytest.FixtureRequest) -> Iterator[None]:
    """PostgreSQL's log tells of no deadlock in this test, unless it is there to make one."""
    log = server_log()
    before = log.stat().st_size if log else 0
    yield
    if log and request.node.get_closest_marker("control") is None:
        database = str(connection.settings_dict["NAME"])
        assert not deadlocks_in(log, since=before, database=database), "PostgreSQL's log tells of a deadlock"
