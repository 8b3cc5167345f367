"""What every test may ask for."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def now() -> datetime:
    """A fixed moment: Tuesday 12 January 2027, 11:00 in Amman."""
    return datetime(2027, 1, 12, 8, 0, tzinfo=UTC)
