from datetime import date, time, timedelta

import pytest

from apps.accounts.models import AuditEntry
from apps.bookings import services
from apps.bookings.services import WrongBlock
from apps.bookings.statuses import BookingStatus
from apps.catalog.models import Availability, ServiceBlock
from apps.catalog.refusals import RefusalCode, Refused
from tests.accounts.factories import UserFactory
from tests.bookings.factories import TOMORROW, book, day_ask, hold, hour_ask, service_on_sale
from tests.bookings.supply import assert_books_are_right, days_from_tomorrow, numbers, told, tomorrow_at
from tests.branches.factories import BranchFactory, open_daily

pytestmark = pytest.mark.django_db


def block(*chosen, now, days=None, **fields):
    return services.block_days(services=chosen, days=days or [TOMORROW], by=UserFactory(), now=now, **fields)


def block_span(service, starts_at, ends_at, now, units=None):
    return services.block_units(
        service=service,
        starts_at=starts_at,
        ends_at=ends_at,
        units=units,
        reason="",
        by=UserFactory(),
        now=now,
    )


def refusal_code(service, ask, now):
    with pytest.raises(Refused) as refused:
        hold(service, ask, now=now)
    return refused.value.refusal.code


def test_many_days_and_spaces_are_blocked_at_once_for_part_of_the_day(now):
    branch = open_daily(BranchFactory())
    desks, room = service_on_sale(branch=branch), service_on_sale(branch=branch)
    done = block(desks, room, now=now, days=days_from_tomorrow(3), from_time=time(10), until_time=time(14))
    assert len(done.blocks) == 6
    for service in (desks, room):
        assert refusal_code(service, hour_ask(13, 2), now) == RefusalCode.BLOCKED
        assert hold(service, hour_ask(14, 2, day=TOMORROW + timedelta(days=2)), now=now)
        assert_books_are_right(service, now)
    assert AuditEntry.objects.filter(action="units blocked").count() == 2


def test_a_block_after_midnight_belongs_to_the_night_of_its_day(now):
    service = service_on_sale(branch=open_daily(BranchFactory(), time(18), time(4)))
    done = block(service, now=now, from_time=time(22), until_time=time(2))
    assert done.blocks[0].ends_at - done.blocks[0].starts_at == timedelta(hours=4)
    assert refusal_code(service, hour_ask(1, 1, day=TOMORROW + timedelta(days=1)), now) == RefusalCode.BLOCKED
    assert hold(service, hour_ask(1, 1), now=now), "the night before is free"
    assert Availability.objects.filter(vendor_service=service).count() == 2
    assert_books_are_right(service, now)


def test_a_whole_day_is_blocked_without_times(now):
    service = service_on_sale()
    block(service, now=now)
    assert Availability.objects.get().is_blocked
    assert refusal_code(service, day_ask(), now) == RefusalCode.BLOCKED


def test_bookings_in_a_block_stay_and_are_given_back(now):
    service = service_on_sale()
    early, late = book(service, hour_ask(9, 2), now=now), book(service, hour_ask(12, 2), now=now)
    over_days = book(service, day_ask(2, day=TOMORROW - timedelta(days=1)), now=now)
    beside = book(service, hour_ask(9, 1), now=now)
    held = hold(service, hour_ask(10, 1), now=now)
    done = block(service, now=now, from_time=time(10), until_time=time(13))
    assert numbers(done.bookings) == numbers((over_days, early, late))
    assert done.total == over_days.total_price + early.total_price + late.total_price
    assert beside not in done.bookings
    assert held not in done.bookings, "no booking yet: it is refused when it would become one"
    late.refresh_from_db()
    assert late.status == BookingStatus.CONFIRMED
    assert_books_are_right(service, now)


def test_a_block_of_some_units_gives_back_only_those_made_last_without_room(now):
    service = service_on_sale(max_capacity=4)
    first, _second, third = (book(service, hour_ask(10, 2), now=now + timedelta(minutes=n)) for n in range(3))
    assert block(service, now=now, units=1).bookings == ()
    assert numbers(block(service, now=now, units=1).bookings) == [third.booking_number]
    assert first not in block(service, now=now, units=1).bookings
    assert_books_are_right(service, now)


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": [date(2027, 1, 11)]},
        {"days": [TOMORROW + timedelta(days=n) for n in range(367)]},
        {"from_time": time(10, 15)},
        {"until_time": time(10, 0, 30)},
        {"from_time": time(14), "until_time": time(14)},
        {"units": 0},
        {"units": 5},
        {"days": [date(2027, 1, 12)], "from_time": time(8), "until_time": time(11)},
    ],
)
def test_wrong_blocks_are_refused_and_nothing_is_written(now, wrong):
    service = service_on_sale(max_capacity=4)
    with pytest.raises(WrongBlock):
        block(service, now=now, **wrong)
    assert not ServiceBlock.objects.exists()
    assert not Availability.objects.exists()


def test_days_and_spaces_must_be_chosen_and_in_one_branch(now):
    with pytest.raises(WrongBlock):
        block(now=now)
    with pytest.raises(WrongBlock):
        block(service_on_sale(), service_on_sale(), now=now)
    with pytest.raises(WrongBlock):
        services.block_days(services=[service_on_sale()], days=[], by=UserFactory(), now=now)


def test_a_single_span_is_checked_like_days(now):
    service = service_on_sale()
    at_ten = tomorrow_at(10, service)
    for starts, ends in [
        (at_ten, at_ten),
        (at_ten + timedelta(minutes=1), at_ten + timedelta(hours=1)),
        (now - timedelta(hours=2), now),
        (at_ten, at_ten + timedelta(days=367)),
    ]:
        with pytest.raises(WrongBlock):
            block_span(service, starts, ends, now)
    assert block_span(service, at_ten, at_ten + timedelta(hours=1), now, units=4)


def test_the_last_half_hour_in_a_zone_off_the_hour_is_on_its_own_grid(now):
    branch = open_daily(BranchFactory(time_zone="Asia/Kathmandu"))
    service = service_on_sale(branch=branch)
    assert block_span(service, tomorrow_at(10, service), tomorrow_at(11, service), now)
    assert_books_are_right(service, now)


def test_several_blocks_are_removed_at_once_and_once(now):
    branch = open_daily(BranchFactory())
    desks, room = service_on_sale(branch=branch), service_on_sale(branch=branch)
    blocks = block(desks, room, now=now, days=days_from_tomorrow(2)).blocks
    other = block(desks, now=now, days=[TOMORROW + timedelta(days=5)]).blocks[0]
    vendor = UserFactory()
    assert services.remove_blocks(blocks=blocks, by=vendor, now=now) == 4
    assert services.remove_blocks(blocks=[*blocks, other], by=vendor, now=now) == 1
    assert not Availability.objects.exists()
    assert hold(desks, now=now)
    assert hold(room, now=now)


def test_blocks_are_told_with_before_and_after(now):
    service = service_on_sale()
    done = block(service, now=now, units=2, reason="Painting").blocks[0]
    assert told("units blocked")["before"] == []
    after = told("units blocked")["after"]
    assert [(row["block"], row["units"], row["reason"]) for row in after] == [(done.pk, 2, "Painting")]
    services.remove_block(block=done, by=UserFactory(), now=now)
    assert told("blocks removed") == {"before": after, "after": []}


def test_capacity_that_falls_below_a_block_of_some_units_shows_nothing_less_than_zero(now):
    service = service_on_sale(max_capacity=4)
    block(service, now=now, units=3)
    services.change_capacity(service=service, capacity=2, by=UserFactory(), now=now)
    assert Availability.objects.get().is_blocked
    assert refusal_code(service, hour_ask(), now) == RefusalCode.BLOCKED
    assert_books_are_right(service, now)
