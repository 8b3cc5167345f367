"""Cancel, decline, expire, refund, each twice and at once: units come back once, on every day."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from apps.bookings.checking import differences_in_availability
from apps.bookings.models import Booking
from apps.bookings.services import expire_overdue_holds, moves, release_hold
from apps.bookings.statuses import BookingStatus, PaymentMethod
from apps.catalog.models import Availability
from apps.payments.models import Refund
from apps.payments.services import cancel_and_refund, check_out, collect_cash, hand_back_cash
from atspaces.shared.errors import DomainError
from tests.accounts.factories import UserFactory
from tests.bookings.books import assert_books_agree
from tests.bookings.factories import book, day_ask, hold, service_on_sale
from tests.bookings.racing import Crowd

pytestmark = [pytest.mark.scenario(16), pytest.mark.django_db(transaction=True)]

DAYS = 3
AT_ONCE = 6
End = Callable[[Booking, Any], Any]


def cancelled(by: str) -> End:
    return lambda booking, now: cancel_and_refund(
        booking=booking, cancelled_by=by, reason="", actor=None, now=now
    )


ENDS: dict[str, tuple[str, End]] = {
    "cancelled by the customer": ("paid", cancelled("customer")),
    "cancelled by the branch": ("paid", cancelled("vendor")),
    "cancelled by an admin": ("paid", cancelled("admin")),
    "declined": ("asked", cancelled("vendor")),
    "let go": ("held", lambda booking, now: release_hold(booking=booking, now=now)),
    "expired": ("held", lambda _, now: expire_overdue_holds(now=now + timedelta(minutes=10))),
}


def stay_of(state: str, now) -> Booking:
    """Three days of one of two units; the other one is somebody else's on the same days."""
    service = service_on_sale(max_capacity=2, is_instant=state != "asked")
    held = hold(service, day_ask(DAYS), now=now)
    if state != "held":
        held = check_out(booking=held, customer=UserFactory(), method=PaymentMethod.CASH, now=now)
    if state == "paid":
        collect_cash(booking=held, by=UserFactory(), now=now)
    return held


def free_units() -> list[int]:
    return list(Availability.objects.order_by("date").values_list("available_units", flat=True))


@pytest.mark.parametrize("way", ENDS)
def test_units_come_back_once_however_often_it_ends(now, proof, way):
    state, end = ENDS[way]
    booking = stay_of(state, now)
    beside = book(booking.vendor_service, day_ask(DAYS), now=now)
    assert free_units() == [0] * DAYS
    with Crowd(AT_ONCE) as crowd:
        answers = crowd.act([lambda: end(booking, now)] * AT_ONCE)
    proof.tally(answers)
    assert not [answer for answer in answers if isinstance(answer, DomainError)]
    assert free_units() == [1] * DAYS
    later = now + timedelta(minutes=11)
    assert_books_agree(later)
    assert Booking.objects.get(pk=booking.pk).status == BookingStatus.CANCELLED
    assert Booking.objects.get(pk=beside.pk).status == BookingStatus.CONFIRMED
    assert Refund.objects.count() == (state == "paid")


def test_a_refund_is_handed_back_once(now, proof):
    booking = stay_of("paid", now)
    refund = cancelled("vendor")(booking, now)
    with Crowd(AT_ONCE) as crowd:
        hand_back = lambda: hand_back_cash(refund=refund, by=UserFactory(), now=now)  # noqa: E731
        answers = crowd.act([hand_back] * AT_ONCE)
    proof.tally(answers)
    assert {answer.pk for answer in answers} == {refund.pk}
    assert not Availability.objects.exists()
    assert_books_agree(now)


@pytest.mark.control
def test_units_that_are_counted_back_and_not_recomputed_come_back_twice(now, proof, monkeypatch):
    """What an engine that increments would do: two cancellations, two units."""
    booking = stay_of("held", now)
    book(booking.vendor_service, day_ask(DAYS), now=now)
    monkeypatch.setattr(
        moves,
        "project_days",
        lambda *, days, **_: Availability.objects.filter(date__in=days).update(
            available_units=F("available_units") + 1
        ),
    )
    monkeypatch.setattr(moves.BOOKING_FLOW, "check", lambda *_: None)
    for _ in range(2):
        Booking.objects.filter(pk=booking.pk).update(status=BookingStatus.PENDING)
        release_hold(booking=booking, now=now)
    assert free_units() == [2] * DAYS, "one unit is booked, and yet both are free"
    assert list(differences_in_availability(now=now))
    proof.count(rounds=1, won=2, oversold=1)
