"""Bookings and vendor blocks at random over 30 days in parallel: no day holds a block and a later booking."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta

import pytest
from django.db import transaction

from apps.bookings import services
from apps.bookings.models import Booking
from apps.catalog.models import ServiceBlock, VendorService
from apps.catalog.refusals import RefusalCode
from tests.accounts.factories import UserFactory
from tests.bookings.factories import TOMORROW, day_ask, hold, hour_ask, service_on_sale
from tests.bookings.ledger import assert_availability_equals_ledger, occupying_rows
from tests.bookings.racing import Crowd, outcomes
from tests.branches.factories import BranchFactory, open_daily

pytestmark = [pytest.mark.scenario(5), pytest.mark.django_db(transaction=True)]

DAYS = 30
GUESTS, VENDORS = 12, 4
MORE_THAN_ANYBODY_BOOKS = 400


@dataclass(frozen=True)
class PutUp:
    """Blocks, and the bookings that lay in the days when they were put up."""

    blocks: tuple[ServiceBlock, ...]
    earlier: frozenset[int]


def put_up_blocks(spaces: list[VendorService], pick: random.Random, now) -> Callable[[], PutUp]:
    vendor = UserFactory()
    days = {TOMORROW + timedelta(days=pick.randrange(DAYS)) for _ in range(3)}
    opens, closes = pick.choice([(0, 0), (8, 14), (12, 20)])
    chosen = pick.sample(spaces, k=pick.randint(1, len(spaces)))

    def put_up() -> PutUp:
        with transaction.atomic():
            done = services.block_days(
                services=chosen,
                days=days,
                from_time=time(opens),
                until_time=time(closes),
                by=vendor,
                now=now,
            )
            # The locks are still held: whoever is not here now came later.
            return PutUp(done.blocks, frozenset(Booking.objects.values_list("pk", flat=True)))

    return put_up


def somebody_books(spaces: list[VendorService], pick: random.Random, now) -> Callable[[], Booking]:
    service, day = pick.choice(spaces), TOMORROW + timedelta(days=pick.randrange(DAYS))
    by_day = pick.random() < 0.3
    ask = day_ask(pick.randint(1, 5), day=day) if by_day else hour_ask(pick.randrange(8, 18), 2, day=day)
    return lambda: hold(service, ask, now=now)


def race(now, rounds: int, seed: int, proof) -> tuple[list[VendorService], list[PutUp]]:
    pick = random.Random(seed)
    proof.seed, put_up = str(seed), []
    branch = open_daily(BranchFactory())
    spaces = [service_on_sale(branch=branch, max_capacity=MORE_THAN_ANYBODY_BOOKS) for _ in range(2)]
    with Crowd(GUESTS + VENDORS) as crowd:
        for _ in range(rounds):
            actions = [somebody_books(spaces, pick, now) for _ in range(GUESTS)]
            actions += [put_up_blocks(spaces, pick, now) for _ in range(VENDORS)]
            pick.shuffle(actions)
            results = crowd.act(actions)
            proof.tally(results)
            assert set(outcomes(results)) <= {"Booking", "PutUp", RefusalCode.BLOCKED, "ServiceBusy"}
            put_up += [result for result in results if isinstance(result, PutUp)]
    return spaces, put_up


def bookings_after_a_block(spaces: list[VendorService], put_up: list[PutUp], now) -> list[str]:
    return [
        f"{booking} in {block}"
        for service in spaces
        for booking in occupying_rows(service, now)
        for together in put_up
        for block in together.blocks
        if block.vendor_service_id == service.pk
        and booking.starts_at < block.ends_at
        and block.starts_at < booking.ends_at
        and booking.pk not in together.earlier
    ]


def test_no_day_holds_a_block_and_a_later_booking(now, size, proof, proof_seed, slow_between_look_and_write):
    spaces, put_up = race(now, size.blocking_rounds, proof_seed, proof)
    assert put_up
    assert bookings_after_a_block(spaces, put_up, now) == []
    for service in spaces:
        assert_availability_equals_ledger(service, now)


@pytest.mark.control
def test_without_the_lock_a_booking_slips_behind_a_block(
    now, size, proof, proof_seed, without_lock, slow_between_look_and_write
):
    harm: list[str] = []
    for seed in range(proof_seed, proof_seed + 10):
        spaces, put_up = race(now, 1, seed, proof)
        harm += bookings_after_a_block(spaces, put_up, now)
        if harm:
            break
    proof.count(oversold=len(harm))
    assert harm, "nothing guarded, yet nobody slipped behind a block"
