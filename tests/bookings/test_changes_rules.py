from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from apps.accounts.models import AuditEntry
from apps.bookings import services
from apps.bookings.services import WrongRules
from apps.bookings.statuses import BookingStatus
from apps.branches.statuses import BranchStatus
from apps.catalog.models import Availability
from apps.catalog.refusals import RefusalCode, Refused
from apps.catalog.statuses import CancellationTier, SaleStatus
from apps.catalog.terms import rules_of
from atspaces.shared.flow import IllegalMove
from tests.accounts.factories import UserFactory
from tests.bookings.factories import TOMORROW, book, hold, hour_ask, service_on_sale
from tests.bookings.supply import assert_books_are_right, numbers, told
from tests.branches.factories import BranchFactory, open_daily

pytestmark = pytest.mark.django_db


def change(service, now, **rules):
    service.refresh_from_db()
    return services.change_rules(
        service=service, rules=replace(rules_of(service), **rules), by=UserFactory(), now=now
    )


def set_status(service, status, now):
    return services.set_sale_status(service=service, status=status, by=UserFactory(), now=now)


def refusal_code(service, ask, now):
    with pytest.raises(Refused) as refused:
        hold(service, ask, now=now)
    return refused.value.refusal.code


@pytest.mark.parametrize("status", [SaleStatus.PAUSED, SaleStatus.ARCHIVED])
def test_a_space_off_sale_refuses_and_gives_back_its_bookings(now, status):
    service = service_on_sale()
    booked, held = book(service, now=now), hold(service, now=now)
    done = set_status(service, status, now)
    assert numbers(done.bookings) == [booked.booking_number]
    assert done.total == booked.total_price > Decimal(0)
    assert refusal_code(service, hour_ask(), now) == RefusalCode.SERVICE_PAUSED
    with pytest.raises(Refused):
        services.extend_hold(booking=held, now=now)
    booked.refresh_from_db()
    assert booked.status == BookingStatus.CONFIRMED
    assert told("sale status changed") == {"before": "active", "after": status}


def test_pausing_twice_is_pausing_once_and_going_back_gives_nothing_back(now):
    service = service_on_sale()
    book(service, now=now)
    set_status(service, SaleStatus.PAUSED, now)
    assert set_status(service, SaleStatus.PAUSED, now).bookings == ()
    assert set_status(service, SaleStatus.ACTIVE, now).bookings == ()
    assert AuditEntry.objects.filter(action="sale status changed").count() == 2
    assert hold(service, now=now)


def test_what_was_archived_is_paused_before_it_is_sold_again(now):
    service = service_on_sale()
    set_status(service, SaleStatus.ARCHIVED, now)
    with pytest.raises(IllegalMove):
        set_status(service, SaleStatus.ACTIVE, now)
    set_status(service, SaleStatus.PAUSED, now)
    set_status(service, SaleStatus.ACTIVE, now)
    assert hold(service, now=now)


def test_a_paused_branch_gives_back_the_bookings_of_all_its_spaces(now):
    branch = open_daily(BranchFactory())
    booked = [book(service_on_sale(branch=branch), hour_ask(start), now=now) for start in (9, 12)]
    elsewhere = book(service_on_sale(), now=now)
    admin = UserFactory()
    done = services.set_branch_status(branch=branch, status=BranchStatus.SUSPENDED, by=admin, now=now)
    assert numbers(done.bookings) == numbers(tuple(booked))
    assert elsewhere not in done.bookings
    done = services.set_branch_status(branch=branch, status=BranchStatus.ACTIVE, by=admin, now=now)
    assert done.bookings == ()


def test_rules_hold_for_the_next_ask_and_are_told_with_before_and_after(now):
    service = service_on_sale()
    change(
        service,
        now,
        min_booking_duration=120,
        max_booking_duration=240,
        step_minutes=30,
        notice_minutes=60,
        max_advance_days=7,
        is_instant=False,
        cancellation_tier=CancellationTier.STRICT,
    )
    assert refusal_code(service, hour_ask(10, 1), now) == RefusalCode.TOO_SHORT
    assert refusal_code(service, hour_ask(10, 5), now) == RefusalCode.TOO_LONG
    far = hour_ask(day=TOMORROW + timedelta(days=8))
    assert refusal_code(service, far, now) == RefusalCode.TOO_EARLY
    booked = hold(service, now=now)
    assert booked.price_snapshot["cancellation_tier"] == CancellationTier.STRICT
    assert told("rules changed")["before"]["step_minutes"] == 60
    assert told("rules changed")["after"]["step_minutes"] == 30


def test_a_hold_keeps_the_terms_it_was_made_under(now):
    service = service_on_sale()
    held = hold(service, now=now)
    change(service, now, cancellation_tier=CancellationTier.STRICT, min_booking_duration=240)
    booked = services.confirm_booking(booking=held, customer=UserFactory(), payment_method="cash", now=now)
    assert booked.price_snapshot["cancellation_tier"] == CancellationTier.FLEXIBLE


def test_a_longer_pause_may_push_the_use_above_the_units_there_are(now):
    service = service_on_sale(max_capacity=1)
    first = book(service, hour_ask(10, 1), now=now)
    second = book(service, hour_ask(11, 1), now=now + timedelta(minutes=1))
    done = change(service, now, buffer_minutes=60)
    assert numbers(done.bookings) == [second.booking_number]
    assert first not in done.bookings
    row = Availability.objects.get()
    assert (row.available_units, row.excess_units) == (0, 1)
    assert refusal_code(service, hour_ask(12, 1), now) == RefusalCode.TAKEN
    assert_books_are_right(service, now)
    assert change(service, now, buffer_minutes=0).bookings == ()
    assert Availability.objects.get().excess_units == 0
    assert_books_are_right(service, now)


def test_a_longer_pause_reaches_into_the_next_day(now):
    service = service_on_sale(branch=open_daily(BranchFactory(), *2 * [hour_ask(0).start]), max_capacity=1)
    book(service, hour_ask(22, 2), now=now)
    next_day = hour_ask(0, 1, day=TOMORROW + timedelta(days=1))
    change(service, now, buffer_minutes=60)
    assert refusal_code(service, next_day, now) == RefusalCode.TAKEN
    assert Availability.objects.count() == 2
    assert_books_are_right(service, now)
    change(service, now, buffer_minutes=0)
    assert Availability.objects.count() == 1


def test_the_same_rules_again_change_nothing(now):
    service = service_on_sale()
    change(service, now, step_minutes=60)
    assert not AuditEntry.objects.filter(action="rules changed").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"step_minutes": 45},
        {"step_minutes": 0},
        {"step_minutes": 24 * 60 + 30},
        {"buffer_minutes": 15},
        {"buffer_minutes": -30},
        {"min_booking_duration": 0},
        {"min_booking_duration": 120, "max_booking_duration": 60},
        {"step_minutes": 120, "min_booking_duration": 60, "max_booking_duration": 90},
        {"notice_minutes": -1},
        {"max_advance_days": 0},
        {"max_advance_days": 731},
        {"cancellation_tier": "never"},
    ],
)
def test_rules_under_which_nothing_can_be_booked_are_refused(now, wrong):
    service = service_on_sale()
    with pytest.raises(WrongRules):
        change(service, now, **wrong)
    assert not AuditEntry.objects.filter(action="rules changed").exists()
