"""The rate rules as arithmetic: no database, the clock passed in."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.accounts.policies import (
    ADDRESS_LIMITS,
    DAY,
    HOUR,
    LONGEST_PAUSE,
    NUMBER_LIMITS,
    TRIES_PER_CODE,
    Limit,
    SentCode,
    cool_down,
    delivery_pause,
    free_again_at,
    next_code_at,
    next_from_address_at,
    whole_minute,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _unused(*minutes_ago: float) -> list[SentCode]:
    return [SentCode(NOW - timedelta(minutes=minutes), is_used=False) for minutes in minutes_ago]


def test_cool_down_grows_and_ends() -> None:
    seconds = [cool_down(count).total_seconds() for count in range(5)]
    assert seconds == [0, 30, 60, 120, 240]
    assert cool_down(40) == LONGEST_PAUSE


def test_first_code_may_go_at_once() -> None:
    assert next_code_at([], NOW) == NOW


@pytest.mark.parametrize(
    ("minutes_ago", "wait_seconds"),
    [((0,), 30), ((0.5,), 0), ((0, 1), 60), ((2, 1), 0), ((0, 1, 3), 120), ((61, 62, 63, 0), 30)],
)
def test_next_code_waits_after_the_last(minutes_ago: tuple[float, ...], wait_seconds: int) -> None:
    assert next_code_at(_unused(*minutes_ago), NOW) == NOW + timedelta(seconds=wait_seconds)


def test_used_code_lengthens_no_pause() -> None:
    assert next_code_at([SentCode(NOW - timedelta(seconds=1), is_used=True)], NOW) == NOW


def test_used_codes_count_towards_the_hourly_limit() -> None:
    sent = [SentCode(NOW - timedelta(minutes=n), is_used=True) for n in range(NUMBER_LIMITS[0].most)]
    assert next_code_at(sent, NOW) == sent[-1].sent_at + HOUR


def test_daily_limit_of_a_number() -> None:
    most = NUMBER_LIMITS[1].most
    sent = _unused(*(62 + 60 * n for n in range(most)))
    assert next_code_at(sent, NOW) == sent[-1].sent_at + DAY


def test_limit_frees_when_the_oldest_that_counts_leaves() -> None:
    limit = Limit(2, HOUR)
    sent = [NOW - timedelta(minutes=minutes) for minutes in (90, 50, 10)]
    assert free_again_at(sent, limit, NOW) == NOW + timedelta(minutes=10)
    assert free_again_at(sent[:2], limit, NOW) == NOW


def test_address_limit_is_wider_than_a_numbers() -> None:
    assert ADDRESS_LIMITS[0].most > NUMBER_LIMITS[0].most
    sent = [NOW - timedelta(minutes=1)] * ADDRESS_LIMITS[0].most
    assert next_from_address_at(sent[1:], NOW) == NOW
    assert next_from_address_at(sent, NOW) == NOW + timedelta(minutes=59)


def test_guessing_a_code_is_hopeless() -> None:
    """A day's codes of one number, every try spent: less than one chance in ten thousand."""
    tries_a_day = NUMBER_LIMITS[1].most * TRIES_PER_CODE
    assert tries_a_day / 10**6 < 1e-4


def test_whole_minute_never_comes_early() -> None:
    assert whole_minute(NOW) == NOW
    assert whole_minute(NOW + timedelta(seconds=1)) == NOW + timedelta(minutes=1)
    assert whole_minute(NOW + timedelta(seconds=59, microseconds=1)) == NOW + timedelta(minutes=1)


def test_delivery_pauses_grow_to_an_hour() -> None:
    seconds = [delivery_pause(attempts).total_seconds() for attempts in (1, 2, 3)]
    assert seconds == [10, 20, 40]
    assert delivery_pause(50) == HOUR
