"""Further races on real connections, beside the scenarios. Each guard has a twin that takes it away."""

import threading
import time as clock

import pytest
from django.db import connection, connections

from apps.bookings import services
from apps.bookings.models import Booking
from apps.bookings.statuses import BookingStatus, CancelledBy, PaymentMethod
from apps.branches.statuses import BranchStatus
from apps.catalog.refusals import RefusalCode, Refused
from tests.accounts.factories import UserFactory
from tests.bookings.factories import hold, hour_ask, service_on_sale
from tests.bookings.ledger import assert_availability_equals_ledger
from tests.bookings.racing import at_once, outcomes

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 20


def test_confirming_one_hold_many_times_at_once_is_one_booking(now):
    customer, booking = UserFactory(), hold(service_on_sale(max_capacity=1), now=now)
    confirm = lambda: services.confirm_booking(  # noqa: E731
        booking=booking, customer=customer, payment_method=PaymentMethod.CASH, now=now
    )
    assert outcomes(at_once([confirm] * 8)) == {"Booking": 8}
    assert_availability_equals_ledger(booking.vendor_service, now)


def test_pausing_a_branch_while_people_book_lets_nobody_slip_through(now):
    service, admin = service_on_sale(max_capacity=CLIENTS), UserFactory()
    pause = lambda: services.set_branch_status(  # noqa: E731
        branch=service.branch, status=BranchStatus.SUSPENDED, by=admin, now=now
    )
    results = at_once([lambda: hold(service, now=now)] * 10 + [pause])
    assert set(outcomes(results)) <= {"Booking", "Effects", RefusalCode.BRANCH_PAUSED}
    with pytest.raises(Refused):
        hold(service, now=now)
    assert_availability_equals_ledger(service, now)


def test_capacity_blocks_holds_and_cancellations_at_random_keep_the_projection_true(now):
    service, admin = service_on_sale(max_capacity=6), UserFactory()
    held = [hold(service, hour_ask(8 + n), now=now) for n in range(6)]
    cancels = [
        lambda b=b: services.cancel_booking(
            booking=b, cancelled_by=CancelledBy.CUSTOMER, reason="", actor=None, now=now
        )
        for b in held[:3]
    ]
    changes = [
        lambda units=units: services.change_capacity(service=service, capacity=units, by=admin, now=now)
        for units in (3, 8, 2)
    ]
    block = lambda: services.block_units(  # noqa: E731
        service=service,
        starts_at=held[0].starts_at,
        ends_at=held[2].ends_at,
        units=1,
        reason="",
        by=admin,
        now=now,
    )
    more = [lambda hour=hour: hold(service, hour_ask(hour), now=now) for hour in range(8, 18)]
    results = at_once([*cancels, *changes, block, *more])
    assert set(outcomes(results)) <= {
        "Booking",
        "Effects",
        "ServiceBlock",
        "ServiceBusy",
        RefusalCode.TAKEN,
        RefusalCode.BLOCKED,
        RefusalCode.OVER_CAPACITY,
    }
    service.refresh_from_db()
    assert_availability_equals_ledger(service, now)
    assert not Booking.objects.filter(status=BookingStatus.CANCELLED).exclude(pk__in=[b.pk for b in held])


def test_a_lock_held_too_long_is_a_polite_answer(now):
    service = service_on_sale()
    locked, release = threading.Event(), threading.Event()

    def occupy() -> None:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT 1 FROM vendor_services WHERE id = %s FOR UPDATE", [service.pk])
            locked.set()
            release.wait(timeout=20)
            cursor.execute("ROLLBACK")
        connections.close_all()

    thread = threading.Thread(target=occupy)
    thread.start()
    locked.wait(timeout=10)
    try:
        began = clock.monotonic()
        with pytest.raises(services.ServiceBusy):
            hold(service, now=now)
        assert clock.monotonic() - began < 6
    finally:
        release.set()
        thread.join()
    assert not Booking.objects.exists()


def release_against_confirm(now) -> Booking:
    customer, booking = UserFactory(), hold(service_on_sale(), now=now)
    at_once(
        [
            lambda: services.confirm_booking(
                booking=booking, customer=customer, payment_method=PaymentMethod.CASH, now=now
            ),
            *[lambda: services.release_hold(booking=booking, now=now)] * 3,
        ]
    )
    return booking


def test_letting_go_never_ends_what_was_booked_meanwhile(now):
    for _ in range(5):
        booking = release_against_confirm(now)
        booking.refresh_from_db()
        was_confirmed = booking.confirmed_at is not None
        assert was_confirmed == (booking.status == BookingStatus.CONFIRMED)
        assert_availability_equals_ledger(booking.vendor_service, now)


def test_twin_that_looks_before_the_lock_ends_a_booking(now):
    booking = hold(service_on_sale(), now=now)
    looked_like_a_hold = Booking.objects.get(pk=booking.pk).is_hold
    services.confirm_booking(
        booking=booking, customer=UserFactory(), payment_method=PaymentMethod.CASH, now=now
    )
    assert looked_like_a_hold
    services.cancel_booking(
        booking=booking, cancelled_by=CancelledBy.CUSTOMER, reason="", actor=None, now=now
    )
    booking.refresh_from_db()
    assert (booking.confirmed_at is not None, booking.status) == (True, BookingStatus.CANCELLED)
