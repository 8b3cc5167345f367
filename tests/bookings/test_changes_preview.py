"""The preview names what the deed then touches, and leaves no trace."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from django.db import connection

from apps.accounts.models import AuditEntry, User
from apps.bookings import services
from apps.bookings.effects import Effects
from apps.bookings.services import WrongCapacity, change_effects
from apps.branches.statuses import BranchStatus
from apps.catalog.models import VendorService
from apps.catalog.statuses import SaleStatus
from apps.catalog.terms import rules_of
from tests.accounts.factories import UserFactory
from tests.bookings.factories import TOMORROW, book, day_ask, hour_ask, service_on_sale
from tests.bookings.supply import assert_books_are_right, numbers

pytestmark = pytest.mark.django_db

type Deed = Callable[[VendorService, User, datetime], Effects]

TABLES = [
    "availability", "service_blocks", "opening_hours", "special_hours", "vendor_services", "branches",
    "service_prices", "bookings", "audit_entries",
]  # fmt: skip

DEEDS: dict[str, Deed] = {
    "hours": lambda service, by, now: services.set_weekly_hours(
        branch=service.branch, week={day: [(time(11), time(14))] for day in range(7)}, by=by, now=now
    ),
    "a closed day": lambda service, by, now: services.set_special_hours(
        branch=service.branch, days=[TOMORROW], intervals=[], by=by, now=now
    ),
    "capacity": lambda service, by, now: services.change_capacity(
        service=service, capacity=1, by=by, now=now
    ),
    "a day's capacity": lambda service, by, now: services.set_day_capacity(
        service=service, days=[TOMORROW], capacity=1, by=by, now=now
    ),
    "a block": lambda service, by, now: services.block_days(
        services=[service], days=[TOMORROW], by=by, now=now
    ),
    "a pause": lambda service, by, now: services.set_sale_status(
        service=service, status=SaleStatus.PAUSED, by=by, now=now
    ),
    "a paused branch": lambda service, by, now: services.set_branch_status(
        branch=service.branch, status=BranchStatus.SUSPENDED, by=by, now=now
    ),
    "a longer pause between bookings": lambda service, by, now: services.change_rules(
        service=service, rules=replace(rules_of(service), buffer_minutes=240), by=by, now=now
    ),
}


def everything() -> dict[str, list[tuple[object, ...]]]:
    with connection.cursor() as cursor:
        rows = {}
        for table in TABLES:
            cursor.execute(f"SELECT t.* FROM {table} t ORDER BY id")
            rows[table] = cursor.fetchall()
        return rows


@pytest.fixture
def busy(now) -> VendorService:
    service = service_on_sale(max_capacity=2)
    book(service, hour_ask(9, 2), now=now)
    book(service, hour_ask(12, 2), now=now + timedelta(minutes=1))
    book(service, day_ask(2), now=now + timedelta(minutes=2))
    return service


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
def test_the_preview_is_what_happens_and_leaves_no_trace(now, busy, deed):
    vendor = UserFactory()
    before = everything()
    seen = change_effects(change=lambda: deed(busy, vendor, now))
    assert everything() == before
    done = deed(busy, vendor, now)
    assert seen.bookings
    assert numbers(seen.bookings) == numbers(done.bookings)
    assert seen.total == done.total
    assert everything() != before
    assert_books_are_right(busy, now)


def test_bookings_in_a_preview_speak_of_the_world_as_it_is(now, busy):
    seen = change_effects(change=lambda: DEEDS["a pause"](busy, UserFactory(), now))
    assert {booking.vendor_service.status for booking in seen.bookings} == {SaleStatus.ACTIVE}


def test_a_wrong_change_is_wrong_in_the_preview_too(now, busy):
    with pytest.raises(WrongCapacity):
        change_effects(
            change=lambda: services.set_day_capacity(
                service=busy, days=[TOMORROW], capacity=9, by=UserFactory(), now=now
            )
        )
    assert not AuditEntry.objects.filter(action="capacity of days changed").exists()
