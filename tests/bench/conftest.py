"""Databases of the bench's own beside the test's, for as long as one module of tests."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from atspaces.bench.databases import Databases, leave

# A Tuesday, late enough in the day that some of its guests have come and gone.
NOW = datetime(2027, 1, 12, 12, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def make_databases(django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], Databases]]:
    """Give migrated databases under a prefix of this process: xdist's workers share one server."""
    made: list[Databases] = []

    def make() -> Databases:
        made.append(Databases(os.environ["DATABASE_URL"], prefix=f"bench_{os.getpid()}_"))
        made[-1].migrate()
        return made[-1]

    with django_db_blocker.unblock():
        of_the_tests = connections["default"]
        yield make
        connections["default"] = of_the_tests
        leave()
        for databases in made:
            databases.forget_all()
