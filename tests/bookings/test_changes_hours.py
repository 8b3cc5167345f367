from datetime import date, time, timedelta

import pytest

from apps.accounts.models import AuditEntry
from apps.bookings import services
from apps.bookings.statuses import BookingStatus
from apps.branches.models import OpeningHours, SpecialHours
from apps.branches.services import Exceptional, WrongHours
from apps.catalog.models import Availability
from apps.catalog.refusals import RefusalCode, Refused
from tests.accounts.factories import UserFactory
from tests.bookings.factories import TOMORROW, book, day_ask, hold, hour_ask, service_on_sale
from tests.bookings.supply import assert_books_are_right, days_from_tomorrow, numbers, told
from tests.branches.factories import BranchFactory, open_daily

pytestmark = pytest.mark.django_db

WEDNESDAY = TOMORROW.weekday()
EIGHT_TO_EIGHT = (time(8), time(20))
TEN_TO_FOUR = (time(10), time(16))
FRIDAY = 4


def every_day(*intervals):
    return dict.fromkeys(range(7), intervals)


def set_week(branch, week, now):
    return services.set_weekly_hours(branch=branch, week=week, by=UserFactory(), now=now)


def set_days(branch, days, intervals, now, **fields):
    return services.set_special_hours(
        branch=branch, days=days, intervals=intervals, by=UserFactory(), now=now, **fields
    )


def is_closed(service, ask, now):
    try:
        hold(service, ask, now=now)
    except Refused as refused:
        return refused.refusal.code == RefusalCode.CLOSED
    return False


def test_a_week_with_a_split_shift_and_a_night_replaces_the_old_one(now):
    service = service_on_sale()
    set_week(service.branch, {WEDNESDAY: [(time(8), time(12)), (time(18), time(2))]}, now)
    assert hold(service, hour_ask(10, 2), now=now)
    assert hold(service, hour_ask(23, 3), now=now)
    assert is_closed(service, hour_ask(11, 2), now)
    assert is_closed(service, hour_ask(10, 2, day=TOMORROW + timedelta(days=1)), now)
    assert OpeningHours.objects.count() == 2
    assert_books_are_right(service, now)


def test_rows_get_the_new_window_and_bookings_stay(now):
    branch = open_daily(BranchFactory())
    desks, room = service_on_sale(branch=branch), service_on_sale(branch=branch)
    inside, outside = book(desks, hour_ask(11, 2), now=now), book(room, hour_ask(8, 3), now=now)
    done = set_week(branch, every_day(TEN_TO_FOUR), now)
    assert numbers(done.bookings) == [outside.booking_number]
    assert done.total == outside.total_price
    rows = Availability.objects.values_list("start_time", "end_time")
    assert set(rows) == {TEN_TO_FOUR}
    outside.refresh_from_db()
    assert outside.status == BookingStatus.CONFIRMED
    assert inside not in done.bookings
    for service in (desks, room):
        assert_books_are_right(service, now)


def test_a_block_of_the_shorter_day_is_a_blocked_day(now):
    service, vendor = service_on_sale(), UserFactory()
    services.block_days(
        services=[service], days=[TOMORROW], from_time=time(10), until_time=time(16), by=vendor, now=now
    )
    assert not Availability.objects.get().is_blocked
    set_days(service.branch, [TOMORROW], [TEN_TO_FOUR], now)
    assert Availability.objects.get().is_blocked
    services.clear_special_hours(branch=service.branch, days=[TOMORROW], by=vendor, now=now)
    assert not Availability.objects.get().is_blocked
    assert_books_are_right(service, now)


@pytest.mark.parametrize(
    "week",
    [
        {0: [(time(8), time(12)), (time(11), time(14))]},
        {0: [(time(20), time(2))], 1: [(time(1), time(5))]},
        {6: [(time(20), time(2))], 0: [(time(1), time(5))]},
        {0: [(time(8, 15), time(12))]},
        {0: [(time(8), time(8))]},
        {7: [EIGHT_TO_EIGHT]},
        {0: [(time(hour), time(hour, 30)) for hour in range(8)]},
    ],
)
def test_hours_that_overlap_or_lie_off_the_grid_are_refused(now, week):
    branch = open_daily(BranchFactory())
    with pytest.raises(WrongHours):
        set_week(branch, week, now)
    assert branch.opening_hours.count() == 7


def test_hours_that_only_touch_and_days_without_an_end_are_fine(now):
    branch = open_daily(BranchFactory())
    set_week(branch, every_day((time(0), time(0))), now)
    set_week(branch, {0: [(time(8), time(12)), (time(12), time(0))], 1: [(time(0), time(6))]}, now)
    assert branch.opening_hours.count() == 3


def test_closed_days_refuse_asks_and_give_back_what_is_booked_on_them(now):
    service = service_on_sale()
    booked, stay = book(service, now=now), book(service, day_ask(4), now=now)
    after = book(service, hour_ask(day=TOMORROW + timedelta(days=3)), now=now)
    why = Exceptional("Works", "أعمال صيانة")
    done = set_days(service.branch, days_from_tomorrow(2), [], now, why=why)
    assert numbers(done.bookings) == numbers((stay, booked))
    assert after not in done.bookings
    assert is_closed(service, hour_ask(), now)
    row = SpecialHours.objects.filter(date=TOMORROW).get()
    assert (row.opens_at, row.reason, row.reason_ar) == (None, "Works", "أعمال صيانة")
    assert Availability.objects.get(date=TOMORROW).start_time is None
    assert_books_are_right(service, now)


def test_a_closed_day_in_the_middle_of_a_stay_takes_open_time_from_it(now):
    service = service_on_sale()
    stay = book(service, day_ask(5), now=now)
    middle = TOMORROW + timedelta(days=2)
    assert numbers(set_days(service.branch, [middle], [], now).bookings) == [stay.booking_number]
    assert set_days(service.branch, [middle], [], now).bookings == (), "no second loss"


def test_a_night_before_reaches_into_the_day_and_is_lost_with_it(now):
    service = service_on_sale(branch=open_daily(BranchFactory(), time(18), time(4)))
    night = book(service, hour_ask(23, 4), now=now)
    assert numbers(set_days(service.branch, [TOMORROW], [(time(18), time(1))], now).bookings) == [
        night.booking_number
    ]


def test_longer_hours_take_nothing_from_anybody(now):
    service = service_on_sale()
    book(service, now=now)
    book(service, day_ask(), now=now)
    assert set_week(service.branch, every_day((time(7), time(22))), now).bookings == ()


def test_ramadan_has_a_week_of_its_own_and_keeps_fridays_closed(now):
    service = service_on_sale(max_advance_days=90)
    set_week(service.branch, {day: [EIGHT_TO_EIGHT] for day in range(7) if day != FRIDAY}, now)
    first, last = date(2027, 2, 8), date(2027, 3, 9)
    week = {day: [TEN_TO_FOUR] for day in range(7) if day != FRIDAY}
    services.set_season_hours(
        branch=service.branch,
        first=first,
        last=last,
        week=week,
        by=UserFactory(),
        now=now,
        why=Exceptional("Ramadan", "رمضان"),
    )
    assert SpecialHours.objects.count() == 30
    assert is_closed(service, hour_ask(15, 2, day=first), now)
    assert hold(service, hour_ask(10, 6, day=first), now=now)
    assert is_closed(service, hour_ask(10, 2, day=date(2027, 2, 12)), now)
    assert hold(service, hour_ask(8, 2, day=last + timedelta(days=1)), now=now)
    assert_books_are_right(service, now)


def test_provisional_eid_closes_until_it_is_called_off_or_confirmed(now):
    branch, vendor = open_daily(BranchFactory()), UserFactory()
    service = service_on_sale(branch=branch)
    first, second = days_from_tomorrow(2)
    set_days(branch, [first, second], [], now, why=Exceptional("Eid", "العيد", is_provisional=True))
    assert is_closed(service, hour_ask(), now)
    services.confirm_special_hours(branch=branch, days=[first], by=vendor, now=now)
    services.call_off_special_hours(branch=branch, days=[first, second], by=vendor, now=now)
    assert list(SpecialHours.objects.values_list("date", "is_provisional")) == [(first, False)]
    assert is_closed(service, hour_ask(), now)
    assert hold(service, hour_ask(day=second), now=now)
    assert told("special hours confirmed")["before"] == {
        first.isoformat(): {"open": [], "reason": "Eid", "provisional": True}
    }


def test_clearing_gives_back_bookings_that_lived_on_the_exception(now):
    service = service_on_sale()
    set_days(service.branch, [TOMORROW], [(time(6), time(23))], now)
    early = book(service, hour_ask(6, 2), now=now)
    done = services.clear_special_hours(branch=service.branch, days=[TOMORROW], by=UserFactory(), now=now)
    assert numbers(done.bookings) == [early.booking_number]
    assert not SpecialHours.objects.exists()
    assert_books_are_right(service, now)


@pytest.mark.parametrize(
    ("days", "intervals"),
    [
        ([], []),
        ([date(2027, 1, 11)], []),
        (days_from_tomorrow(367), []),
        ([TOMORROW], [(time(8), time(12)), (time(10), time(14))]),
        ([TOMORROW], [(time(8, 10), time(12))]),
    ],
)
def test_wrong_dates_and_hours_are_refused(now, days, intervals):
    with pytest.raises(WrongHours):
        set_days(open_daily(BranchFactory()), days, intervals, now)
    assert not SpecialHours.objects.exists()


@pytest.mark.parametrize("last", [date(2027, 1, 31), date(2028, 2, 3)])
def test_a_season_has_an_order_and_an_end(now, last):
    with pytest.raises(WrongHours):
        services.set_season_hours(
            branch=open_daily(BranchFactory()),
            first=date(2027, 2, 1),
            last=last,
            week={},
            by=UserFactory(),
            now=now,
        )


def test_saying_the_same_again_changes_and_tells_nothing(now):
    branch = open_daily(BranchFactory())
    for _ in range(2):
        set_week(branch, every_day(TEN_TO_FOUR), now)
    assert AuditEntry.objects.filter(action="weekly hours changed").count() == 1
    assert told("weekly hours changed")["after"] == {str(day): ["10:00-16:00"] for day in range(7)}


def test_a_branch_without_spaces_can_be_given_hours(now):
    branch = BranchFactory()
    set_week(branch, every_day(EIGHT_TO_EIGHT), now)
    assert branch.opening_hours.count() == 7


def test_rows_of_past_blocks_stay_right_when_the_week_changes(now):
    service = service_on_sale()
    services.block_days(services=[service], days=[TOMORROW], by=UserFactory(), now=now)
    later = now + timedelta(days=10)
    set_week(service.branch, every_day(TEN_TO_FOUR), later)
    assert_books_are_right(service, later)
