import random
from contextlib import suppress
from datetime import date, timedelta

import pytest

from apps.bookings import services
from apps.bookings.services import WrongCapacity
from apps.bookings.statuses import BookingStatus, CancelledBy
from apps.catalog.models import Availability
from apps.catalog.refusals import RefusalCode, Refused
from tests.accounts.factories import UserFactory
from tests.bookings.factories import TOMORROW, book, day_ask, hold, hour_ask, service_on_sale
from tests.bookings.supply import assert_books_are_right, days_from_tomorrow, numbers, told

pytestmark = pytest.mark.django_db

NEXT = TOMORROW + timedelta(days=1)


def set_days(service, capacity, now, days=(TOMORROW,)):
    return services.set_day_capacity(service=service, days=days, capacity=capacity, by=UserFactory(), now=now)


def test_a_day_may_have_fewer_units_and_the_days_beside_keep_theirs(now):
    service = service_on_sale(max_capacity=4)
    assert set_days(service, 1, now).bookings == ()
    assert hold(service, now=now)
    with pytest.raises(Refused):
        hold(service, now=now)
    assert hold(service, hour_ask(day=NEXT, quantity=4), now=now)
    assert_books_are_right(service, now)


def test_more_than_a_day_has_is_refused_with_the_day_s_number(now):
    service = service_on_sale(max_capacity=4)
    set_days(service, 2, now)
    with pytest.raises(Refused) as refused:
        hold(service, hour_ask(quantity=3), now=now)
    assert refused.value.refusal.code == RefusalCode.OVER_CAPACITY
    assert refused.value.refusal.facts["capacity"] == 2


def test_a_day_without_units_is_a_blocked_day(now):
    service = service_on_sale()
    set_days(service, 0, now, days=days_from_tomorrow(2))
    row = Availability.objects.get(date=TOMORROW)
    assert (row.available_units, row.capacity, row.is_blocked) == (0, 0, True)
    for ask in (hour_ask(), day_ask(2), day_ask(3, day=TOMORROW - timedelta(days=1))):
        with pytest.raises(Refused) as refused:
            hold(service, ask, now=now)
        assert refused.value.refusal.code == RefusalCode.BLOCKED
    assert_books_are_right(service, now)


def test_below_what_is_booked_a_day_shows_zero_and_names_the_latest_made_at_the_peak(now):
    service = service_on_sale(max_capacity=4)
    first = book(service, hour_ask(10, 2), now=now)
    second = book(service, hour_ask(11, 2), now=now + timedelta(minutes=1))
    aside = book(service, hour_ask(15, 1), now=now + timedelta(minutes=2))
    third = book(service, hour_ask(11, 1), now=now + timedelta(minutes=3))
    done = set_days(service, 1, now)
    assert numbers(done.bookings) == numbers((second, third))
    assert done.total == second.total_price + third.total_price
    assert {first, aside}.isdisjoint(done.bookings)
    row = Availability.objects.get()
    assert (row.available_units, row.excess_units) == (0, 2)
    third.refresh_from_db()
    assert third.status == BookingStatus.CONFIRMED
    assert_books_are_right(service, now)
    with pytest.raises(Refused):
        hold(service, hour_ask(11, 1), now=now)
    assert hold(service, hour_ask(16, 1), now=now), "another hour of that day is free"


def test_a_hold_makes_way_before_a_booking_made_later(now):
    service = service_on_sale(max_capacity=2)
    held = hold(service, now=now)
    booked = book(service, now=now + timedelta(minutes=1))
    done = set_days(service, 1, now + timedelta(minutes=2))
    assert held not in done.bookings
    assert booked not in done.bookings
    with pytest.raises(Refused):
        services.confirm_booking(
            booking=held, customer=UserFactory(), payment_method="cash", now=now + timedelta(minutes=3)
        )


def test_a_stay_of_several_days_is_above_where_one_of_its_days_is(now):
    service = service_on_sale(max_capacity=2)
    stay = book(service, day_ask(5), now=now)
    done = set_days(service, 0, now, days=[TOMORROW + timedelta(days=3)])
    assert numbers(done.bookings) == [stay.booking_number]
    assert_books_are_right(service, now)


def test_what_is_over_counts_for_nothing(now):
    service = service_on_sale(max_capacity=2)
    done_today = book(service, hour_ask(12, 1, day=date(2027, 1, 12)), now=now)
    later = done_today.ends_at
    assert set_days(service, 0, later, days=[date(2027, 1, 12)]).bookings == ()


def test_none_lets_the_space_s_own_number_hold_again(now):
    service = service_on_sale(max_capacity=3)
    booked = book(service, hour_ask(quantity=2), now=now)
    assert numbers(set_days(service, 1, now).bookings) == [booked.booking_number]
    assert set_days(service, None, now, days=[TOMORROW, NEXT]).bookings == ()
    row = Availability.objects.get()
    assert (row.capacity, row.available_units, row.excess_units) == (None, 1, 0)
    assert_books_are_right(service, now)


def test_a_day_s_number_outlives_a_cut_and_never_exceeds_the_space_s(now):
    service, admin = service_on_sale(max_capacity=4), UserFactory()
    set_days(service, 3, now)
    services.change_capacity(service=service, capacity=2, by=admin, now=now)
    row = Availability.objects.get()
    assert (row.capacity, row.available_units) == (3, 2)
    service.refresh_from_db()
    with pytest.raises(Refused):
        hold(service, hour_ask(quantity=3), now=now)
    services.change_capacity(service=service, capacity=8, by=admin, now=now)
    assert Availability.objects.get().available_units == 3
    assert_books_are_right(service, now)


@pytest.mark.parametrize(
    ("capacity", "days"),
    [(5, [TOMORROW]), (-1, [TOMORROW]), (1, []), (1, [date(2027, 1, 11)]), (1, days_from_tomorrow(367))],
)
def test_wrong_numbers_and_days_are_refused(now, capacity, days):
    service = service_on_sale(max_capacity=4)
    with pytest.raises(WrongCapacity):
        set_days(service, capacity, now, days=days)
    assert not Availability.objects.exists()


def test_a_space_keeps_at_least_one_unit(now):
    with pytest.raises(WrongCapacity):
        services.change_capacity(service=service_on_sale(), capacity=0, by=UserFactory(), now=now)


def test_a_cut_gives_back_the_bookings_above_it(now):
    service = service_on_sale(max_capacity=3)
    booked = [book(service, now=now + timedelta(minutes=n)) for n in range(3)]
    done = services.change_capacity(service=service, capacity=1, by=UserFactory(), now=now)
    assert numbers(done.bookings) == numbers(tuple(booked[1:]))
    assert told("capacity changed") == {"before": 3, "after": 1}


def test_a_pause_counts_as_use_when_the_units_are_counted(now):
    service = service_on_sale(max_capacity=2, buffer_minutes=60)
    book(service, hour_ask(10, 1), now=now)
    second = book(service, hour_ask(11, 1), now=now + timedelta(minutes=1))
    assert numbers(set_days(service, 1, now).bookings) == [second.booking_number]
    assert Availability.objects.get().excess_units == 1


def test_a_cut_leaves_the_rows_of_past_blocks_right(now):
    service, admin = service_on_sale(max_capacity=4), UserFactory()
    services.block_days(services=[service], days=[TOMORROW], units=2, by=admin, now=now)
    later = now + timedelta(days=10)
    services.change_capacity(service=service, capacity=3, by=admin, now=later)
    assert_books_are_right(service, later)


def test_days_are_told_with_before_and_after(now):
    service = service_on_sale(max_capacity=4)
    set_days(service, 2, now)
    day = TOMORROW.isoformat()
    assert told("capacity of days changed") == {"before": {day: None}, "after": {day: 2}}


@pytest.mark.parametrize("seed", range(5))
def test_without_the_bookings_given_back_nothing_is_above_any_more(now, seed):
    pick = random.Random(seed)
    service = service_on_sale(max_capacity=9, buffer_minutes=pick.choice([0, 30]))
    days = days_from_tomorrow(4)
    for n in range(25):
        hours = hour_ask(pick.randrange(8, 17), pick.randint(1, 3), day=pick.choice(days))
        ask = pick.choice([hours, day_ask(pick.randint(1, 3), day=pick.choice(days))])
        with suppress(Refused):
            book(service, ask, now=now + timedelta(minutes=n))
    done = set_days(service, pick.randint(0, 2), now, days=days[1:3])
    assert done.bookings
    assert any(row.excess_units for row in Availability.objects.all())
    for booking in done.bookings:
        services.cancel_booking(
            booking=booking, cancelled_by=CancelledBy.VENDOR, reason="", actor=None, now=now
        )
    assert not any(row.excess_units for row in Availability.objects.all())
    assert_books_are_right(service, now)
