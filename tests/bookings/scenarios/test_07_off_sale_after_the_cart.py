"""Off sale between cart and confirm: confirming, extending and paying refuse through one validator."""

from collections.abc import Callable
from datetime import datetime

import pytest

from apps.accounts.models import User
from apps.accounts.services.people import suspend_person
from apps.bookings import services
from apps.bookings.models import Booking
from apps.bookings.services import holds, moves
from apps.bookings.statuses import BookingStatus, PaymentMethod
from apps.branches.statuses import BranchStatus
from apps.catalog.refusals import RefusalCode, Refused
from apps.catalog.statuses import SaleStatus
from apps.payments.services import check_out
from tests.accounts.factories import AdminFactory, UserFactory
from tests.bookings.factories import TOMORROW, day_ask, hold, hour_ask, service_on_sale
from tests.bookings.ledger import assert_availability_equals_ledger

pytestmark = [pytest.mark.scenario(7), pytest.mark.django_db]

type Change = Callable[[Booking, User, datetime], object]
type Step = Callable[[Booking, datetime], Booking]

OFF_SALE: dict[str, tuple[Change, RefusalCode]] = {
    "closed that day": (
        lambda cart, by, now: services.set_special_hours(
            branch=cart.vendor_service.branch, days=[TOMORROW], intervals=[], by=by, now=now
        ),
        RefusalCode.CLOSED,
    ),
    "closed on that weekday": (
        lambda cart, by, now: services.set_weekly_hours(
            branch=cart.vendor_service.branch, week={}, by=by, now=now
        ),
        RefusalCode.CLOSED,
    ),
    "blocked": (
        lambda cart, by, now: services.block_days(
            services=[cart.vendor_service], days=[TOMORROW], by=by, now=now
        ),
        RefusalCode.BLOCKED,
    ),
    "no units that day": (
        lambda cart, by, now: services.set_day_capacity(
            service=cart.vendor_service, days=[TOMORROW], capacity=0, by=by, now=now
        ),
        RefusalCode.BLOCKED,
    ),
    "space paused": (
        lambda cart, by, now: services.set_sale_status(
            service=cart.vendor_service, status=SaleStatus.PAUSED, by=by, now=now
        ),
        RefusalCode.SERVICE_PAUSED,
    ),
    "branch paused": (
        lambda cart, by, now: services.set_branch_status(
            branch=cart.vendor_service.branch, status=BranchStatus.SUSPENDED, by=by, now=now
        ),
        RefusalCode.BRANCH_PAUSED,
    ),
    "vendor suspended": (
        lambda cart, by, now: suspend_person(user=cart.vendor_service.branch.vendor, by=by, now=now),
        RefusalCode.BRANCH_PAUSED,
    ),
}

STEPS: dict[str, Step] = {
    "confirm": lambda cart, now: services.confirm_booking(
        booking=cart, customer=UserFactory(), payment_method=PaymentMethod.CASH, now=now
    ),
    "request": lambda cart, now: services.request_booking(
        booking=cart, customer=UserFactory(), payment_method=PaymentMethod.CASH, now=now
    ),
    "extend the hold": lambda cart, now: services.extend_hold(booking=cart, now=now),
    "pay": lambda cart, now: check_out(
        booking=cart, customer=UserFactory(), method=PaymentMethod.CASH, now=now
    ),
}

every_way = pytest.mark.parametrize("off_sale", OFF_SALE.values(), ids=OFF_SALE.keys())
every_step = pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
by_hour_and_by_day = pytest.mark.parametrize("ask", [hour_ask(), day_ask()], ids=["hours", "a day"])


@every_way
@every_step
@by_hour_and_by_day
def test_what_went_off_sale_cannot_be_confirmed_extended_or_paid(now, proof, off_sale, step, ask):
    take_off_sale, code = off_sale
    cart = hold(service_on_sale(), ask, now=now)
    held_until = cart.hold_expires_at
    take_off_sale(cart, AdminFactory(), now)
    with pytest.raises(Refused) as refused:
        step(cart, now)
    assert refused.value.refusal.code == code
    cart.refresh_from_db()
    assert (cart.status, cart.hold_expires_at, cart.is_request) == (BookingStatus.PENDING, held_until, False)
    assert not cart.payments.exists()
    assert_availability_equals_ledger(cart.vendor_service, now)
    proof.count(rounds=1, refused=1)


@every_way
def test_nothing_is_off_sale_for_a_booking_that_is_firm(now, proof, off_sale):
    take_off_sale, _code = off_sale
    booked = STEPS["pay"](hold(service_on_sale(), now=now), now)
    take_off_sale(booked, AdminFactory(), now)
    booked.refresh_from_db()
    assert booked.status == BookingStatus.CONFIRMED
    proof.count(rounds=1, won=1)


@pytest.mark.control
@every_step
def test_without_the_validator_every_step_lets_it_through(now, proof, monkeypatch, step):
    for module in (holds, moves):
        monkeypatch.setattr(module, "check_still_stands", lambda **_judged: None)
    for take_off_sale, _code in OFF_SALE.values():
        cart = hold(service_on_sale(), now=now)
        take_off_sale(cart, AdminFactory(), now)
        assert step(cart, now)
        proof.count(rounds=1, oversold=1)
