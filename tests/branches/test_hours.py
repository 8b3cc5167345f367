"""When a branch is open, against a plain set of open minutes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.branches.hours import Interval, OpenWindow, WeekOfHours, merged

AMMAN = ZoneInfo("Asia/Amman")
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY, TUESDAY = date(2027, 1, 11), date(2027, 1, 12)
WEDNESDAY, FRIDAY = date(2027, 1, 13), date(2027, 1, 15)
SPLIT: list[Interval] = [(time(8), time(12)), (time(16), time(21))]
NIGHT: list[Interval] = [(time(22), time(2))]
ALL_DAY: list[Interval] = [(time(0), time(0))]


def week(
    intervals: list[Interval], *, special: dict[date, list[Interval]] | None = None, zone: ZoneInfo = AMMAN
) -> WeekOfHours:
    return WeekOfHours(zone=zone, weekly=dict.fromkeys(range(7), intervals), special=special or {})


def at(day: date, hour: int, minute: int = 0, zone: ZoneInfo = AMMAN) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=zone).astimezone(UTC)


def shown(windows: list[OpenWindow], zone: ZoneInfo = AMMAN) -> list[str]:
    return [
        f"{w.opens_at.astimezone(zone):%d %H:%M} to {w.closes_at.astimezone(zone):%d %H:%M}" for w in windows
    ]


def test_windows_are_instants():
    assert week([(time(8), time(20))]).windows(TUESDAY) == [
        OpenWindow(datetime(2027, 1, 12, 5, tzinfo=UTC), datetime(2027, 1, 12, 17, tzinfo=UTC))
    ]


def test_split_day_has_two_windows():
    assert shown(week(SPLIT).windows(TUESDAY)) == ["12 08:00 to 12 12:00", "12 16:00 to 12 21:00"]


def test_closing_after_midnight_belongs_to_the_day_it_began():
    assert shown(week(NIGHT).windows(TUESDAY)) == ["12 22:00 to 13 02:00"]
    assert shown(week([(time(18), time(0))]).windows(TUESDAY)) == ["12 18:00 to 13 00:00"]


def test_the_same_time_twice_means_a_whole_day():
    assert shown(week(ALL_DAY).windows(TUESDAY)) == ["12 00:00 to 13 00:00"]
    assert shown(week([(time(6), time(6))]).windows(TUESDAY)) == ["12 06:00 to 13 06:00"]


def test_a_weekday_without_hours_is_closed():
    hours = WeekOfHours(zone=AMMAN, weekly={TUESDAY.weekday(): SPLIT}, special={})
    assert hours.windows(WEDNESDAY) == []
    assert hours.windows(TUESDAY + timedelta(days=7)) != []


def test_special_hours_replace_the_weekly_ones_on_their_date_alone():
    hours = week(SPLIT, special={TUESDAY: [(time(10), time(14))], WEDNESDAY: []})
    assert shown(hours.windows(TUESDAY)) == ["12 10:00 to 12 14:00"]
    assert hours.windows(WEDNESDAY) == []
    assert len(hours.windows(TUESDAY + timedelta(days=7))) == 2
    assert not hours.is_open_throughout(at(TUESDAY, 8), at(TUESDAY, 9))
    assert not hours.is_open_throughout(at(WEDNESDAY, 10), at(WEDNESDAY, 11))


def test_special_hours_open_a_day_that_is_closed_weekly():
    hours = WeekOfHours(zone=AMMAN, weekly={}, special={FRIDAY: [(time(14), time(18))]})
    assert hours.is_open_throughout(at(FRIDAY, 14), at(FRIDAY, 18))


def test_a_closed_day_still_has_the_small_hours_of_the_evening_before():
    hours = week(NIGHT, special={WEDNESDAY: []})
    assert hours.is_open_throughout(at(TUESDAY, 22), at(WEDNESDAY, 2))
    assert not hours.is_open_throughout(at(WEDNESDAY, 22), at(WEDNESDAY, 23))


def test_a_window_contains_its_own_edges_and_nothing_beyond():
    window = OpenWindow(at(TUESDAY, 8), at(TUESDAY, 20))
    second = timedelta(seconds=1)
    assert window.contains(window.opens_at, window.closes_at)
    assert not window.contains(window.opens_at - second, window.closes_at)
    assert not window.contains(window.opens_at, window.closes_at + second)


def test_windows_that_touch_or_overlap_are_joined_in_the_order_of_time():
    def window(opens: int, closes: int) -> OpenWindow:
        return OpenWindow(at(TUESDAY, opens), at(TUESDAY, closes))

    assert merged([[window(12, 16)], [window(8, 12), window(18, 20)]]) == [window(8, 16), window(18, 20)]
    assert merged([[window(8, 18), window(10, 12), window(17, 20)]]) == [window(8, 20)]
    assert merged([[], []]) == []


def test_open_without_a_break_over_adjacent_windows():
    hours = week([(time(8), time(12)), (time(12), time(16))])
    assert hours.is_open_throughout(at(TUESDAY, 9), at(TUESDAY, 15))
    assert not week(SPLIT).is_open_throughout(at(TUESDAY, 11), at(TUESDAY, 17))


def test_open_over_midnight():
    hours = week(NIGHT)
    assert hours.is_open_throughout(at(TUESDAY, 23), at(WEDNESDAY, 1))
    assert hours.is_open_throughout(at(WEDNESDAY, 0), at(WEDNESDAY, 2))
    assert not hours.is_open_throughout(at(WEDNESDAY, 1), at(WEDNESDAY, 3))


def test_open_around_the_clock_for_days_until_a_closed_one():
    hours = week(ALL_DAY, special={FRIDAY: []})
    assert hours.is_open_throughout(at(MONDAY, 5), at(FRIDAY, 0))
    assert not hours.is_open_throughout(at(MONDAY, 5), at(FRIDAY, 0, 30))


@pytest.mark.parametrize(("day", "true_hours"), [(date(2027, 3, 28), 23), (date(2027, 10, 31), 25)])
def test_days_on_which_the_clocks_change_are_open_for_their_true_hours(day, true_hours):
    hours = week(ALL_DAY, zone=BERLIN)
    begins = at(day, 0, zone=BERLIN)
    ends = begins + timedelta(hours=true_hours)
    assert hours.windows(day) == [OpenWindow(begins, ends)]
    assert ends.astimezone(BERLIN).time() == time(0)
    assert hours.is_open_throughout(begins - timedelta(hours=5), ends + timedelta(hours=5))


# --- the whole rule, minute by minute ----------------------------------------------------------------

half_hours = st.integers(0, 47).map(lambda n: time(n // 2, 30 * (n % 2)))
intervals = st.lists(st.tuples(half_hours, half_hours), max_size=2)


def open_minutes(hours: WeekOfHours, days: list[date]) -> set[int]:
    """Count local minutes from the first day's midnight, without instants or zones."""
    found: set[int] = set()
    for number, day in enumerate(days):
        intervals = hours.special[day] if day in hours.special else hours.weekly.get(day.weekday(), [])
        for opens, closes in intervals:
            begin = opens.hour * 60 + opens.minute
            end = closes.hour * 60 + closes.minute
            found.update(range(1440 * number + begin, 1440 * number + (end if end > begin else end + 1440)))
    return found


@given(
    st.dictionaries(st.integers(0, 6), intervals),
    st.dictionaries(st.sampled_from([MONDAY, TUESDAY, WEDNESDAY]), intervals),
    st.integers(0, 47),
    st.integers(1, 80),
)
def test_open_throughout_means_that_every_minute_is_open(weekly, special, start, length):
    hours = WeekOfHours(zone=AMMAN, weekly=weekly, special=special)
    sunday_midnight = at(MONDAY - timedelta(days=1), 0)
    days = [MONDAY + timedelta(days=n) for n in range(-1, 4)]
    first = 1440 + 30 * start  # some time on Monday, so that Sunday's night reaches into it
    minutes = set(range(first, first + 30 * length))
    starts_at = sunday_midnight + timedelta(minutes=first)
    is_open = hours.is_open_throughout(starts_at, starts_at + timedelta(minutes=30 * length))
    assert is_open == (minutes <= open_minutes(hours, days))
