"""Which weeks overlap, and which parts of a span are open."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from apps.branches.hours import WeekOfHours, have_overlap

AMMAN = ZoneInfo("Asia/Amman")


def of(*hours: int) -> list[tuple[time, time]]:
    return [(time(opens), time(closes)) for opens, closes in zip(hours[::2], hours[1::2], strict=True)]


@pytest.mark.parametrize(
    ("week", "overlap"),
    [
        ({}, False),
        ({0: of(8, 12, 12, 16)}, False),
        ({0: of(8, 12, 11, 16)}, True),
        ({0: of(12, 16, 8, 12)}, False),
        ({0: of(18, 2), 1: of(2, 6)}, False),
        ({0: of(18, 2), 1: of(1, 6)}, True),
        ({6: of(18, 2), 0: of(1, 6)}, True),
        ({6: of(18, 2), 0: of(2, 6)}, False),
        (dict.fromkeys(range(7), of(0, 0)), False),
        ({0: of(0, 0, 8, 9)}, True),
    ],
)
def test_overlaps_are_seen_over_midnight_and_over_the_week_s_end(week, overlap):
    assert have_overlap(week) is overlap


def test_the_open_parts_of_a_span_are_cut_at_its_ends_and_joined_at_midnight():
    hours = WeekOfHours(AMMAN, {0: of(8, 12, 18, 0), 1: of(0, 3, 9, 17)}, {})
    starts = datetime(2027, 1, 11, 10, tzinfo=AMMAN)
    ends = datetime(2027, 1, 12, 10, tzinfo=AMMAN)
    parts = [
        (part.opens_at.astimezone(AMMAN).hour, part.closes_at.astimezone(AMMAN).hour)
        for part in hours.open_parts(starts.astimezone(UTC), ends.astimezone(UTC))
    ]
    assert parts == [(10, 12), (18, 3), (9, 10)]


def test_a_closed_span_has_no_open_parts():
    hours = WeekOfHours(AMMAN, {}, {})
    assert hours.open_parts(datetime(2027, 1, 11, tzinfo=UTC), datetime(2027, 1, 12, tzinfo=UTC)) == []
