"""The supply changes while people book, on real connections."""

import random
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import transaction

from apps.bookings import services
from apps.bookings.effects import Effects
from apps.bookings.models import Booking
from apps.bookings.statuses import CancelledBy
from apps.branches.statuses import BranchStatus
from apps.catalog.models import Availability, ServiceBlock, VendorService
from apps.catalog.refusals import RefusalCode
from apps.catalog.statuses import SaleStatus
from apps.catalog.terms import rules_of
from tests.accounts.factories import UserFactory
from tests.bookings.factories import TOMORROW, book, day_ask, hold, hour_ask, service_on_sale
from tests.bookings.racing import Crowd, at_once, outcomes, take_lock_away, without_backstop
from tests.bookings.supply import assert_books_are_right
from tests.branches.factories import BranchFactory, open_daily
from tests.proof_plugin import deadlocks_in, server_log

pytestmark = pytest.mark.django_db(transaction=True)

DAYS = 20
PEOPLE = 12
ROUNDS = 6

NEWS: dict[str, tuple[Callable[..., Effects], RefusalCode]] = {
    "closed": (
        lambda service, **told: services.set_special_hours(
            branch=service.branch, days=[TOMORROW], intervals=[], **told
        ),
        RefusalCode.CLOSED,
    ),
    "shorter week": (
        lambda service, **told: services.set_weekly_hours(
            branch=service.branch, week={day: [(time(12), time(20))] for day in range(7)}, **told
        ),
        RefusalCode.CLOSED,
    ),
    "blocked": (
        lambda service, **told: services.block_days(services=[service], days=[TOMORROW], **told),
        RefusalCode.BLOCKED,
    ),
    "no units": (
        lambda service, **told: services.set_day_capacity(
            service=service, days=[TOMORROW], capacity=0, **told
        ),
        RefusalCode.BLOCKED,
    ),
    "paused": (
        lambda service, **told: services.set_sale_status(service=service, status=SaleStatus.PAUSED, **told),
        RefusalCode.SERVICE_PAUSED,
    ),
    "branch paused": (
        lambda service, **told: services.set_branch_status(
            branch=service.branch, status=BranchStatus.SUSPENDED, **told
        ),
        RefusalCode.BRANCH_PAUSED,
    ),
    "longer stays only": (
        lambda service, **told: services.change_rules(
            service=service, rules=replace(rules_of(service), min_booking_duration=240), **told
        ),
        RefusalCode.TOO_SHORT,
    ),
}
every_news = pytest.mark.parametrize("news", NEWS.values(), ids=NEWS.keys())


def hold_while_uncommitted(service: VendorService, change: Callable[..., Effects], now: Any) -> Any:
    """Let somebody hold while a change is made and not committed; give what they hear."""
    made, answered = threading.Event(), threading.Event()
    vendor = UserFactory()

    def slow_vendor() -> None:
        with transaction.atomic():
            change(service, by=vendor, now=now)
            made.set()
            # Whoever waits for the lock has no answer yet.
            answered.wait(timeout=0.4)

    def guest() -> Any:
        made.wait(timeout=10)
        try:
            return hold(service, now=now)
        finally:
            answered.set()

    return at_once([slow_vendor, guest])[1]


@every_news
def test_a_hold_that_waited_for_the_lock_sees_the_new_rules(now, news):
    change, code = news
    service = service_on_sale()
    heard = hold_while_uncommitted(service, change, now)
    assert outcomes([heard]) == {code: 1}
    assert not Booking.objects.exists()
    assert_books_are_right(service, now)


@every_news
def test_twin_without_the_lock_the_hold_goes_by_the_old_rules(now, news, monkeypatch):
    take_lock_away(monkeypatch)
    with without_backstop():
        assert outcomes([hold_while_uncommitted(service_on_sale(), news[0], now)]) == {"Booking": 1}


class World:
    """One branch with three spaces, and everything that people and vendors may do to it."""

    def __init__(self, seed: int, now: Any) -> None:
        self.pick, self.now = random.Random(seed), now
        self.branch = open_daily(BranchFactory())
        self.spaces = [service_on_sale(branch=self.branch, max_capacity=units) for units in (2, 5, 8)]
        self.vendor = UserFactory()
        self.people = [UserFactory() for _ in range(PEOPLE)]
        self.bookings: list[Booking] = []
        self.blocks: list[ServiceBlock] = []

    @property
    def told(self) -> dict[str, Any]:
        return {"by": self.vendor, "now": self.now}

    def day(self) -> date:
        return TOMORROW + timedelta(days=self.pick.randrange(DAYS))

    def booking(self) -> Callable[[], Any]:
        service, who, day = self.pick.choice(self.spaces), self.pick.choice(self.people), self.day()
        if self.pick.random() < 0.3:
            ask = day_ask(self.pick.randint(1, 3), day=day)
        else:
            ask = hour_ask(self.pick.randrange(8, 18), 2, day=day, quantity=self.pick.randint(1, 2))
        return lambda: book(service, ask, now=self.now, customer=who)

    def cancelling(self) -> Callable[[], Any]:
        if not self.bookings:
            return self.booking()
        booking = self.bookings.pop(self.pick.randrange(len(self.bookings)))
        return lambda: services.cancel_booking(
            booking=booking, cancelled_by=CancelledBy.VENDOR, reason="", actor=None, now=self.now
        )

    def editing(self) -> Callable[[], Any]:
        service, days = self.pick.choice(self.spaces), {self.day(), self.day()}
        capacity, number = self.pick.randint(1, 8), self.pick.choice([0, 1, None])
        opens = self.pick.choice([8, 10, 13])
        some = self.pick.sample(self.spaces, k=2)
        standing, self.blocks = self.blocks[:2], self.blocks[2:]
        rules = replace(rules_of(service), buffer_minutes=self.pick.choice([0, 30, 90]))
        week = {day: [(time(opens), time(20))] for day in range(7)}
        branch = self.branch
        return self.pick.choice(
            [
                lambda: services.change_capacity(service=service, capacity=capacity, **self.told),
                lambda: services.set_day_capacity(service=service, days=days, capacity=number, **self.told),
                lambda: services.set_special_hours(branch=branch, days=days, intervals=[], **self.told),
                lambda: services.clear_special_hours(branch=branch, days=days, **self.told),
                lambda: services.set_weekly_hours(branch=branch, week=week, **self.told),
                lambda: services.block_days(services=some, days=days, **self.told),
                lambda: services.remove_blocks(blocks=standing, **self.told),
                lambda: services.change_rules(service=service, rules=rules, **self.told),
            ]
        )

    def remember(self, results: list[Any]) -> None:
        self.bookings += [b for b in results if isinstance(b, Booking) and b.status == "confirmed"]
        self.blocks += [b for done in results if isinstance(done, Effects) for b in done.blocks]

    def round(self, crowd: Crowd) -> None:
        kinds = [self.booking] * 6 + [self.cancelling] * 2 + [self.editing] * 4
        actions = [kind() for kind in kinds]
        self.pick.shuffle(actions)
        results = crowd.act(actions)
        self.remember(results)
        assert set(outcomes(results)) <= {
            "Booking", "Effects", "int", "ServiceBusy", "WrongCapacity", *RefusalCode.values,
        }  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_capacity_hours_and_blocks_change_while_people_book_and_the_books_stay_right(now, seed):
    log = server_log()
    before = log.stat().st_size if log else 0
    world = World(seed, now)
    with Crowd(PEOPLE) as crowd:
        for _ in range(ROUNDS):
            world.round(crowd)
            for service in world.spaces:
                assert_books_are_right(service, now)
            assert not Availability.objects.filter(available_units__lt=0).exists()
    assert not (log and deadlocks_in(log, since=before))
    assert Booking.objects.filter(confirmed_at__isnull=False).count() > ROUNDS


def test_two_vendors_who_block_the_same_spaces_in_other_orders_never_deadlock(now):
    branch = open_daily(BranchFactory())
    spaces = [service_on_sale(branch=branch) for _ in range(4)]
    vendor = UserFactory()

    def block(chosen: list[VendorService]) -> Effects:
        return services.block_days(services=chosen, days=[TOMORROW], by=vendor, now=now)

    results = at_once([lambda: block(spaces), lambda: block(spaces[::-1])] * 4)
    assert outcomes(results) == {"Effects": 8}
    for service in spaces:
        assert_books_are_right(service, now)
