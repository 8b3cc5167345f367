"""Two desks and one guest, on real connections. The twin without the lock takes the cash twice."""

import time as clock
from datetime import datetime, timedelta
from typing import Any

import pytest

from apps.accounts.models import AuditEntry
from apps.bookings.models import Booking
from apps.bookings.services import moves
from apps.bookings.statuses import BookingStatus, CancelledBy
from apps.payments import services
from apps.payments.models import Payment
from apps.payments.services import desk as desk_services
from apps.payments.statuses import AttemptStatus
from tests.bookings.desk import desk_service, guest_of
from tests.bookings.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)

DESKS = 8


@pytest.fixture
def booking(now: datetime) -> Booking:
    return guest_of(desk_service(), now=now)


@pytest.fixture
def _slow_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the moment between looking and writing open."""
    look = desk_services.can_collect_cash

    def slow(booking: Booking) -> bool:
        clock.sleep(0.05)
        return look(booking)

    monkeypatch.setattr(desk_services, "can_collect_cash", slow)


def collect_everywhere(booking: Booking, now: datetime) -> list[Any]:
    by = booking.vendor_service.branch.vendor
    return at_once([lambda: services.collect_and_check_in(booking=booking, by=by, now=now)] * DESKS)


def captured() -> int:
    return Payment.objects.filter(status=AttemptStatus.CAPTURED).count()


@pytest.mark.usefixtures("_slow_hands")
def test_cash_is_taken_once_by_many_desks(booking: Booking, now: datetime) -> None:
    results = collect_everywhere(booking, now)
    assert {type(result) for result in results} == {Booking}
    assert captured() == 1
    assert AuditEntry.objects.filter(action="cash collected").count() == 1
    assert AuditEntry.objects.filter(action="guest checked in").count() == 1


@pytest.mark.usefixtures("_slow_hands")
def test_without_the_lock_it_is_taken_more_than_once(
    booking: Booking, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlocked(booking: Booking) -> Booking:
        return Booking.objects.select_related("vendor_service__branch").get(pk=booking.pk)

    monkeypatch.setattr(desk_services, "locked_booking", unlocked)
    monkeypatch.setattr(moves, "locked_booking", unlocked)
    collect_everywhere(booking, now)
    assert captured() > 1


def test_guest_and_desk_at_once_end_in_one_truth(booking: Booking, now: datetime) -> None:
    """A cancellation and a cash collection meet: kept money always has a booking or a refund."""
    before_start = now - timedelta(hours=1)
    by = booking.vendor_service.branch.vendor
    at_once(
        [
            lambda: services.collect_cash(booking=booking, by=by, now=before_start),
            lambda: services.cancel_and_refund(
                booking=booking, cancelled_by=CancelledBy.VENDOR, reason="x", actor=by, now=before_start
            ),
        ]
    )
    payment = Payment.objects.get(booking=booking)
    refunds = sum(refund.amount for refund in payment.refunds.all())
    taken = payment.amount if payment.status == AttemptStatus.CAPTURED else 0
    assert refunds == taken
    assert Booking.objects.get(pk=booking.pk).status == BookingStatus.CANCELLED
