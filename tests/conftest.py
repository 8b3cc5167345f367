"""What every test may ask for."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.utils import translation


@pytest.fixture
def now() -> datetime:
    """A fixed moment: Tuesday 12 January 2027, 11:00 in Amman."""
    return datetime(2027, 1, 12, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    """Forget the language of the last page: Django's test client leaves it on."""
    yield
    translation.deactivate()
