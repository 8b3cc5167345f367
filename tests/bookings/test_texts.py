"""Bookings in words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from apps.bookings.texts import when_text
from apps.catalog.statuses import PriceUnit

AMMAN = ZoneInfo("Asia/Amman")
NOW = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)


def said(plan: str, start: datetime, end: datetime) -> str:
    return when_text(plan=plan, starts_at=start, ends_at=end, zone=AMMAN, now=NOW).replace("\u00a0", " ")


def amman(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=AMMAN)


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (amman(7, 20), "Thu 3 Dec – Mon 7 Dec, from 8:00 am on the first day to 8:00 pm on the last"),
        (amman(8), "Thu 3 Dec – Mon 7 Dec, from 8:00 am on the first day to midnight on the last"),
    ],
)
def test_a_stay_of_days_names_its_first_and_last_hour(end: datetime, words: str) -> None:
    assert said(PriceUnit.DAY, amman(3, 8), end) == words


def test_days_around_the_clock_name_no_midnight() -> None:
    """The midnight after the last day would read as the one before it."""
    assert said(PriceUnit.WEEK, amman(3), amman(8)) == "Thu 3 Dec – Mon 7 Dec, around the clock"
    assert said(PriceUnit.DAY, amman(3), amman(4)) == "Thu 3 Dec, around the clock"


def test_hours_are_a_span_of_the_clock() -> None:
    start = amman(3, 8)
    assert said(PriceUnit.HOUR, start, start + timedelta(hours=2)) == "Thu 3 Dec, 8:00–\u206010:00 am"
