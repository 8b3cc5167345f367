"""The span of time that an ask means: over midnight, over closed days, over clock changes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.branches.hours import Interval, WeekOfHours
from apps.catalog.asks import Ask, Span, count_between, months_after, span_of
from apps.catalog.statuses import PriceUnit

AMMAN = ZoneInfo("Asia/Amman")
BERLIN = ZoneInfo("Europe/Berlin")
CAIRO = ZoneInfo("Africa/Cairo")
"""Changes its clocks at midnight: the last Friday of April has no 00:00 to 01:00."""

TUESDAY, FRIDAY = date(2027, 1, 12), date(2027, 1, 15)
BERLIN_SPRING, BERLIN_AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
CAIRO_SPRING, CAIRO_AUTUMN = date(2027, 4, 30), date(2027, 10, 28)

NINE_TO_FIVE: list[Interval] = [(time(9), time(17))]
ALL_DAY: list[Interval] = [(time(0), time(0))]


def open_on(
    intervals: list[Interval],
    *,
    closed: tuple[int, ...] = (),
    special: Mapping[date, list[Interval]] | None = None,
    zone: ZoneInfo = AMMAN,
) -> WeekOfHours:
    weekly = {weekday: intervals for weekday in range(7) if weekday not in closed}
    return WeekOfHours(zone=zone, weekly=weekly, special=special or {})


def hours(day: date, start: time, minutes: int, *, zone: ZoneInfo = AMMAN) -> Span:
    found = span_of(Ask(plan=PriceUnit.HOUR, day=day, start=start, minutes=minutes), open_on([], zone=zone))
    assert found is not None
    return found


def days(day: date, count: int, week: WeekOfHours) -> Span | None:
    return span_of(Ask(plan=PriceUnit.DAY, day=day, count=count), week)


def local(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def test_last_day_of_an_ask():
    assert Ask(plan=PriceUnit.HOUR, day=TUESDAY, start=time(23), minutes=600, count=9).last_day == TUESDAY
    assert Ask(plan=PriceUnit.DAY, day=TUESDAY).last_day == TUESDAY
    assert Ask(plan=PriceUnit.DAY, day=date(2028, 2, 28), count=2).last_day == date(2028, 2, 29)


# --- by the hour -------------------------------------------------------------------------------------


def test_hours_are_instants_of_the_branchs_day():
    assert hours(TUESDAY, time(9, 30), 90) == Span(
        datetime(2027, 1, 12, 6, 30, tzinfo=UTC), datetime(2027, 1, 12, 8, tzinfo=UTC)
    )


def test_hours_past_midnight_run_into_the_next_day():
    span = hours(TUESDAY, time(22), 240)
    assert local(span.starts_at, AMMAN) == "2027-01-12 22:00"
    assert local(span.ends_at, AMMAN) == "2027-01-13 02:00"


def test_a_whole_day_of_hours_ends_where_it_began_a_day_later():
    assert local(hours(TUESDAY, time(14), 24 * 60).ends_at, AMMAN) == "2027-01-13 14:00"


def test_hours_without_a_start_mean_no_span():
    assert span_of(Ask(plan=PriceUnit.HOUR, day=TUESDAY), open_on(ALL_DAY)) is None


@pytest.mark.parametrize(
    ("day", "start", "minutes", "local_end"),
    [
        (BERLIN_SPRING, time(1), 120, "04:00"),
        (BERLIN_SPRING, time(3), 60, "04:00"),
        (BERLIN_AUTUMN, time(1), 120, "02:00"),
        (BERLIN_AUTUMN, time(2), 60, "02:00"),
    ],
)
def test_over_a_clock_change_the_true_duration_counts(day, start, minutes, local_end):
    span = hours(day, start, minutes, zone=BERLIN)
    assert span.ends_at - span.starts_at == timedelta(minutes=minutes)
    assert local(span.ends_at, BERLIN).endswith(local_end)


@given(
    st.dates(date(2026, 1, 1), date(2029, 12, 31)),
    st.integers(0, 47),
    st.integers(1, 48),
    st.sampled_from(["Asia/Amman", "Europe/Berlin", "Africa/Cairo", "America/Santiago", "Asia/Kathmandu"]),
)
def test_hours_last_as_long_as_asked_in_every_zone(day, half_hour, half_hours, zone):
    start = time(half_hour // 2, 30 * (half_hour % 2))
    span = hours(day, start, 30 * half_hours, zone=ZoneInfo(zone))
    assert span.ends_at - span.starts_at == timedelta(minutes=30 * half_hours)
    on_the_clock = span.starts_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert on_the_clock - datetime.combine(day, start) in {
        timedelta(0),
        timedelta(hours=1),  # that half hour does not exist: the clock has jumped over it
    }


# --- by the day --------------------------------------------------------------------------------------


def test_a_day_lasts_from_opening_to_closing():
    span = days(TUESDAY, 1, open_on(NINE_TO_FIVE))
    nine, five = datetime(2027, 1, 12, 6, tzinfo=UTC), datetime(2027, 1, 12, 14, tzinfo=UTC)
    assert span == Span(nine, five, (TUESDAY,))


def test_a_split_day_lasts_from_the_first_opening_to_the_last_closing():
    span = days(TUESDAY, 1, open_on([(time(8), time(12)), (time(16), time(21))]))
    assert local(span.starts_at, AMMAN) == "2027-01-12 08:00"
    assert local(span.ends_at, AMMAN) == "2027-01-12 21:00"


def test_a_day_may_close_after_midnight():
    span = days(TUESDAY, 2, open_on([(time(8), time(12)), (time(18), time(2))]))
    assert local(span.starts_at, AMMAN) == "2027-01-12 08:00"
    assert local(span.ends_at, AMMAN) == "2027-01-14 02:00"


def test_days_that_never_close_meet_without_gap_or_overlap():
    week = open_on(ALL_DAY)
    first, second = days(TUESDAY, 1, week), days(TUESDAY + timedelta(days=1), 1, week)
    assert first.ends_at == second.starts_at
    both = days(TUESDAY, 2, week)
    assert (both.starts_at, both.ends_at) == (first.starts_at, second.ends_at)


def test_closed_days_in_between_belong_to_the_stay_and_are_not_counted():
    span = days(date(2027, 1, 14), 3, open_on(NINE_TO_FIVE, closed=(4,)))
    assert span.open_days == (date(2027, 1, 14), date(2027, 1, 16))
    assert local(span.ends_at, AMMAN) == "2027-01-16 17:00"


def test_a_stay_cannot_begin_or_end_on_a_closed_day():
    week = open_on(NINE_TO_FIVE, closed=(4,), special={TUESDAY: []})
    assert days(FRIDAY, 2, week) is None
    assert days(FRIDAY - timedelta(days=1), 2, week) is None
    assert days(TUESDAY, 1, week) is None
    assert days(TUESDAY - timedelta(days=1), 3, week).open_days == (
        TUESDAY - timedelta(days=1),
        TUESDAY + timedelta(days=1),
    )


def test_special_hours_give_the_first_opening_and_the_last_closing():
    special = {TUESDAY: [(time(11), time(15))], FRIDAY: [(time(14), time(18))]}
    span = days(TUESDAY, 4, open_on(NINE_TO_FIVE, closed=(4,), special=special))
    assert local(span.starts_at, AMMAN) == "2027-01-12 11:00"
    assert (local(span.ends_at, AMMAN), len(span.open_days)) == ("2027-01-15 18:00", 4)


@pytest.mark.parametrize(
    ("zone", "day", "true_hours"),
    [
        (BERLIN, BERLIN_SPRING, 23),
        (BERLIN, BERLIN_AUTUMN, 25),
        (CAIRO, CAIRO_SPRING, 23),
        (CAIRO, CAIRO_AUTUMN, 25),
        (CAIRO, CAIRO_AUTUMN + timedelta(days=1), 24),
    ],
)
def test_a_day_around_the_clock_has_its_true_hours_when_clocks_change(zone, day, true_hours):
    week = open_on(ALL_DAY, zone=zone)
    before, span, after = (days(day + timedelta(days=n), 1, week) for n in (-1, 0, 1))
    assert span.ends_at - span.starts_at == timedelta(hours=true_hours)
    assert before.ends_at == span.starts_at
    assert span.ends_at == after.starts_at


def test_a_day_whose_midnight_does_not_exist_begins_when_the_clock_has_jumped():
    span = days(CAIRO_SPRING, 1, open_on(ALL_DAY, zone=CAIRO))
    assert local(span.starts_at, CAIRO) == "2027-04-30 01:00"
    assert hours(CAIRO_SPRING, time(0), 60, zone=CAIRO).starts_at == span.starts_at


# --- by the week and the month ------------------------------------------------------------------------


def lasting(plan: PriceUnit, day: date, count: int = 1) -> date:
    return Ask(plan=plan, day=day, count=count).last_day


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 1, 30), 1, date(2027, 2, 28)),
        (date(2027, 1, 29), 1, date(2027, 2, 28)),
        (date(2028, 1, 29), 1, date(2028, 2, 28)),
        (date(2027, 1, 28), 1, date(2027, 2, 27)),
        (date(2028, 2, 29), 1, date(2028, 3, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 8, 31), 1, date(2027, 9, 30)),
        (date(2027, 1, 15), 1, date(2027, 2, 14)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2027, 1, 31), 3, date(2027, 4, 30)),
        (date(2027, 3, 1), 1, date(2027, 3, 31)),
    ],
)
def test_a_month_ends_on_the_eve_of_its_date_or_with_its_month(first, months, last):
    assert lasting(PriceUnit.MONTH, first, months) == last


@given(st.dates(date(2026, 1, 1), date(2032, 12, 31)), st.integers(1, 24))
def test_months_in_a_row_leave_no_gap_and_share_no_day(first, months):
    last = lasting(PriceUnit.MONTH, first, months)
    following = last + timedelta(days=1)
    assert following == months_after(first, months)
    assert count_between(PriceUnit.MONTH, first, last) == months
    assert count_between(PriceUnit.MONTH, first, following) == months + 1
    assert 28 * months <= (last - first).days + 1 <= 31 * months


@given(st.dates(date(2026, 1, 1), date(2032, 12, 31)), st.integers(1, 60))
def test_days_and_weeks_count_back_and_forth(first, count):
    for plan in (PriceUnit.DAY, PriceUnit.WEEK):
        assert count_between(plan, first, lasting(plan, first, count)) == count


def test_a_week_may_end_on_a_closed_day_but_not_begin_on_one():
    week = open_on(NINE_TO_FIVE, closed=(4,))
    saturday = date(2027, 1, 16)
    span = span_of(Ask(plan=PriceUnit.WEEK, day=saturday), week)
    assert local(span.starts_at, AMMAN) == "2027-01-16 09:00"
    assert local(span.ends_at, AMMAN) == "2027-01-21 17:00", "Thursday: the week's last day is a Friday"
    assert len(span.open_days) == 6
    assert span_of(Ask(plan=PriceUnit.WEEK, day=FRIDAY), week) is None


def test_a_month_over_a_change_of_summer_time_ends_at_its_local_closing():
    span = span_of(Ask(plan=PriceUnit.MONTH, day=date(2027, 3, 15)), open_on(NINE_TO_FIVE, zone=BERLIN))
    assert local(span.starts_at, BERLIN) == "2027-03-15 09:00"
    assert local(span.ends_at, BERLIN) == "2027-04-14 17:00"
    assert span.ends_at - span.starts_at == timedelta(days=30, hours=8) - timedelta(hours=1)
