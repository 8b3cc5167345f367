"""Days and instants in zones whose clocks change, at midnight too."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atspaces.shared.clock import ONE_DAY, day_start, days_touched, each_day, half_hours_in, instant

AMMAN = ZoneInfo("Asia/Amman")
BERLIN = ZoneInfo("Europe/Berlin")
CAIRO = ZoneInfo("Africa/Cairo")
BERLIN_SPRING, BERLIN_AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
CAIRO_SPRING, CAIRO_AUTUMN = date(2027, 4, 30), date(2027, 10, 28)
TUESDAY = date(2027, 1, 12)

zones = st.sampled_from(
    ["Asia/Amman", "Europe/Berlin", "Africa/Cairo", "America/Santiago", "Asia/Kathmandu", "Pacific/Apia"]
).map(ZoneInfo)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_a_local_time_is_an_instant():
    assert instant(TUESDAY, time(11), AMMAN) == datetime(2027, 1, 12, 8, tzinfo=UTC)
    assert instant(TUESDAY, time(11), AMMAN).tzinfo is UTC


def test_amman_kept_summer_time_until_it_stopped_changing():
    assert instant(date(2022, 1, 12), time(11), AMMAN).hour == 9
    assert instant(date(2023, 1, 12), time(11), AMMAN).hour == 8


def test_a_time_that_is_skipped_moves_forward_and_one_that_repeats_is_the_first():
    assert instant(BERLIN_SPRING, time(2, 30), BERLIN) == instant(BERLIN_SPRING, time(3, 30), BERLIN)
    assert instant(BERLIN_AUTUMN, time(2, 30), BERLIN) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "zone", "expected"),
    [
        (TUESDAY, AMMAN, 48),
        (BERLIN_SPRING, BERLIN, 46),
        (BERLIN_AUTUMN, BERLIN, 50),
        (BERLIN_AUTUMN + ONE_DAY, BERLIN, 48),
        (CAIRO_SPRING, CAIRO, 46),
        (CAIRO_SPRING - ONE_DAY, CAIRO, 48),
        (CAIRO_AUTUMN, CAIRO, 50),
        (CAIRO_AUTUMN + ONE_DAY, CAIRO, 48),
    ],
)
def test_half_hours_of_a_day(day, zone, expected):
    assert half_hours_in(day, zone) == expected


def test_a_day_whose_midnight_is_skipped_begins_at_one():
    assert day_start(CAIRO_SPRING, CAIRO).astimezone(CAIRO).time() == time(1)


@given(days, zones)
def test_each_moment_belongs_to_one_day(day, zone):
    begins, ends = day_start(day, zone), day_start(day + ONE_DAY, zone)
    almost_over = ends - timedelta(microseconds=1)
    if begins == ends:
        return  # a zone that crossed the date line left out this day
    assert begins.astimezone(zone).date() == almost_over.astimezone(zone).date() == day
    assert days_touched(begins, ends, zone) == [day]


def test_a_span_touches_the_days_it_lies_in_and_not_the_one_it_ends_at():
    def touched(start: tuple[int, int], end: tuple[int, int]) -> list[int]:
        first, last = (datetime(2027, 1, d, h, tzinfo=AMMAN) for d, h in (start, end))
        return [day.day for day in days_touched(first, last, AMMAN)]

    assert touched((12, 10), (12, 12)) == [12]
    assert touched((12, 22), (13, 0)) == [12]
    assert touched((12, 22), (13, 2)) == [12, 13]
    assert touched((12, 0), (15, 0)) == [12, 13, 14]


def test_days_are_those_of_the_zone():
    late_evening_in_utc = datetime(2027, 1, 12, 21, 30, tzinfo=UTC)
    touched = days_touched(late_evening_in_utc, late_evening_in_utc + timedelta(hours=1), AMMAN)
    assert touched == [date(2027, 1, 13)]


def test_each_day_from_first_to_last():
    assert list(each_day(date(2028, 2, 28), date(2028, 3, 1))) == [
        date(2028, 2, 28),
        date(2028, 2, 29),
        date(2028, 3, 1),
    ]
    assert list(each_day(TUESDAY, TUESDAY)) == [TUESDAY]
    assert list(each_day(TUESDAY, TUESDAY - ONE_DAY)) == []
