"""Money on real connections at once. Each guard has a twin that takes it away and sees the harm."""

import time as clock
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from apps.accounts.models import AuditEntry
from apps.bookings.models import Booking
from apps.bookings.statuses import CancelledBy, PaymentMethod
from apps.payments import services
from apps.payments.models import Payment, Refund
from apps.payments.services import desk
from apps.payments.statuses import AttemptStatus, RefundStatus
from tests.accounts.factories import UserFactory, VendorFactory
from tests.bookings.factories import hold, service_on_sale
from tests.bookings.racing import at_once
from tests.payments.factories import checked_out, paid

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slow_between_look_and_write(monkeypatch):
    """Keep the moment between looking and taking the money open."""
    look = desk.can_collect_cash

    def slow(booking):
        answer = look(booking)
        clock.sleep(0.1)
        return answer

    monkeypatch.setattr(desk, "can_collect_cash", slow)


def collect_at_once(now, desks: int):
    booking = checked_out(now=now)
    desk = VendorFactory()
    collect = lambda: services.collect_cash(booking=booking, by=desk, now=now)  # noqa: E731
    return at_once([collect] * desks)


def captured() -> int:
    return Payment.objects.filter(status=AttemptStatus.CAPTURED).count()


def test_two_desks_after_one_booking_take_its_cash_once(now, slow_between_look_and_write):
    results = collect_at_once(now, 4)
    assert captured() == Payment.objects.count() == 1
    assert {payment.transaction_id for payment in results} == {Payment.objects.get().transaction_id}
    assert AuditEntry.objects.filter(action="cash collected").count() == 1


def test_twin_without_the_lock_takes_the_cash_twice(now, monkeypatch, slow_between_look_and_write):
    unlocked = lambda booking: Booking.objects.get(pk=booking.pk)  # noqa: E731
    monkeypatch.setattr(desk, "locked_booking", unlocked)
    collect_at_once(now, 2)
    assert captured() == 2


def test_checking_out_many_times_at_once_is_one_attempt(now):
    held, customer = hold(service_on_sale(), now=now), UserFactory()
    check_out = lambda: services.check_out(  # noqa: E731
        booking=held, customer=customer, method=PaymentMethod.CASH, now=now
    )
    assert {booking.pk for booking in at_once([check_out] * 5)} == {held.pk}
    assert Payment.objects.count() == 1


def test_cancelling_while_the_desk_collects_loses_no_money(now):
    booking, desk = checked_out(now=now), VendorFactory()
    collect = lambda: services.collect_cash(booking=booking, by=desk, now=now)  # noqa: E731
    cancel = lambda: services.cancel_and_refund(  # noqa: E731
        booking=booking, cancelled_by=CancelledBy.CUSTOMER, reason="", actor=None, now=now
    )
    at_once([collect, cancel, collect, cancel])
    returned = sum(refund.amount for refund in Refund.objects.all())
    assert returned == sum(p.amount for p in Payment.objects.filter(status=AttemptStatus.CAPTURED))
    assert not Payment.objects.filter(status=AttemptStatus.CREATED).exists()


def test_cancelling_many_times_at_once_is_one_refund(now):
    booking = Booking.objects.get(pk=paid(now=now).booking_id)
    cancel = lambda: services.cancel_and_refund(  # noqa: E731
        booking=booking, cancelled_by=CancelledBy.CUSTOMER, reason="", actor=None, now=now
    )
    refunds = at_once([cancel] * 5)
    assert {refund.pk for refund in refunds} == {Refund.objects.get().pk}


def test_handing_back_many_times_at_once_is_once(now):
    booking = Booking.objects.get(pk=paid(now=now).booking_id)
    refund = services.cancel_and_refund(
        booking=booking, cancelled_by=CancelledBy.VENDOR, reason="", actor=None, now=now
    )
    desk = VendorFactory()
    moments = [now + timedelta(seconds=n) for n in range(4)]
    results = at_once([lambda m=m: services.hand_back_cash(refund=refund, by=desk, now=m) for m in moments])
    assert {(result.status, result.done_at) for result in results} == {
        (RefundStatus.DONE, Refund.objects.get().done_at)
    }
    assert AuditEntry.objects.filter(action="cash handed back").count() == 1


# --- the trigger that keeps refunds within what was captured ---------------------------------------------


def refund_most_of_it_twice_at_once(now) -> list[object]:
    payment = paid(now=now)

    def refund() -> object:
        try:
            with transaction.atomic():
                row = Refund.objects.create(payment=payment, amount=Decimal("3.000"), created_at=now)
                clock.sleep(0.1)
                return row
        except IntegrityError as refused:
            return refused

    return at_once([refund, refund])


def returned() -> Decimal:
    return sum((refund.amount for refund in Refund.objects.all()), Decimal(0))


def test_two_refunds_at_once_do_not_both_find_room(now):
    results = refund_most_of_it_twice_at_once(now)
    assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "Refund"]
    assert returned() == Decimal("3.000")


def test_twin_without_the_triggers_lock_returns_more_than_was_captured(now):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('refunds_stay_within_captured'::regproc)")
        guarded = cursor.fetchone()[0]
        assert "FOR NO KEY UPDATE" in guarded
        cursor.execute(guarded.replace("FOR NO KEY UPDATE", ""))
        try:
            refund_most_of_it_twice_at_once(now)
        finally:
            cursor.execute(guarded)
    assert returned() == Decimal("6.000")
