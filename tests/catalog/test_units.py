"""How many units are in use at once, against counting minute by minute."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from apps.catalog.units import Use, peak

MIDNIGHT = datetime(2027, 1, 13, tzinfo=UTC)


def at(minute: int) -> datetime:
    return MIDNIGHT + timedelta(minutes=minute)


def use(start: int, end: int, units: int = 1) -> Use:
    return Use(at(60 * start), at(60 * end), units)


def peak_between(start: int, end: int, *uses: Use) -> int:
    return peak(uses, at(60 * start), at(60 * end))


stays = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 60), st.integers(1, 5)), max_size=12)


@given(stays, st.integers(0, 120), st.integers(1, 60))
def test_peak_is_the_fullest_minute(stays, start, length):
    uses = [Use(at(begin), at(begin + minutes), units) for begin, minutes, units in stays]
    in_use_by_minute = [
        sum(units for begin, minutes, units in stays if begin <= minute < begin + minutes)
        for minute in range(start, start + length)
    ]
    assert peak(uses, at(start), at(start + length)) == max(in_use_by_minute)


def test_peak_is_not_the_sum():
    assert peak_between(9, 12, use(9, 10), use(11, 12)) == 1


def test_adjacent_stays_do_not_collide():
    assert peak_between(8, 11, use(8, 9, 2), use(9, 10, 2), use(10, 11, 2)) == 2


def test_what_ends_at_the_beginning_or_begins_at_the_end_is_outside():
    assert peak_between(9, 10, use(8, 9), use(10, 11)) == 0
    assert peak_between(9, 10, use(8, 12, 3)) == 3


def test_nothing_in_use():
    assert peak_between(9, 10) == 0
