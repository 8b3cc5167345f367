"""Changes of bookings on real connections at once. Each guard has a twin that takes it away."""

import time
from datetime import timedelta

import pytest

from apps.bookings import services
from apps.bookings.models import Booking
from apps.bookings.services import locking, placing
from apps.bookings.services import rescheduling as rescheduling_module
from apps.bookings.services import stays as stays_module
from apps.bookings.statuses import Side
from apps.catalog.models import VendorService
from apps.catalog.refusals import RefusalCode
from tests.bookings.books import assert_books_agree
from tests.bookings.factories import book, hold, hour_ask, service_on_sale
from tests.bookings.ledger import most_in_use
from tests.bookings.racing import at_once, outcomes, take_lock_away, without_backstop

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 5


@pytest.fixture
def slow_between_look_and_write(monkeypatch):
    """Keep the moment between looking and writing open, for moves and extensions alike."""
    write = placing.set_place

    def slow(**arguments) -> None:
        time.sleep(0.05)
        write(**arguments)

    monkeypatch.setattr(rescheduling_module, "set_place", slow)
    monkeypatch.setattr(stays_module, "set_place", slow)


def moved(booking: Booking, service: VendorService, start: int, now) -> Booking:
    return services.reschedule_booking(
        booking=booking, service=service, ask=hour_ask(start), side=Side.CUSTOMER, by=None, now=now
    )


def extended(booking: Booking, now) -> Booking:
    return services.extend_booking(booking=booking, length=180, side=Side.CUSTOMER, by=None, now=now)


def move_against_holds(now) -> tuple[VendorService, list[object]]:
    """One wants to move to 14:00, four want to hold it; there is one unit."""
    service = service_on_sale(max_capacity=1)
    booking = book(service, now=now)
    others = [lambda: hold(service, hour_ask(14), now=now)] * 4
    return service, at_once([lambda: moved(booking, service, 14, now), *others])


def test_a_move_and_holds_after_the_last_unit_have_one_winner(now, slow_between_look_and_write):
    for _ in range(ROUNDS):
        service, results = move_against_holds(now)
        assert outcomes(results) == {"Booking": 1, RefusalCode.TAKEN: 4}
        assert most_in_use(service, now) == 1
    assert_books_agree(now)


def test_twin_without_lock_and_backstop_moves_into_a_taken_unit(
    now, monkeypatch, slow_between_look_and_write
):
    take_lock_away(monkeypatch)
    with without_backstop():
        most = [most_in_use(move_against_holds(now)[0], now) for _ in range(ROUNDS)]
        assert max(most) > 1, "nothing guarded, yet nothing oversold"


def test_twin_without_the_lock_only_the_backstop_stands(now, monkeypatch, slow_between_look_and_write):
    take_lock_away(monkeypatch)
    for _ in range(ROUNDS):
        service, results = move_against_holds(now)
        assert set(outcomes(results)) <= {"Booking", RefusalCode.TAKEN, "ServiceBusy"}
        assert most_in_use(service, now) <= 1


def test_an_extension_and_holds_after_the_next_hour_have_one_winner(now, slow_between_look_and_write):
    for _ in range(ROUNDS):
        service = service_on_sale(max_capacity=1)
        booking = book(service, now=now)
        nexts = [lambda service=service: hold(service, hour_ask(12, 1), now=now)] * 4
        results = at_once([lambda booking=booking: extended(booking, now), *nexts])
        assert outcomes(results) == {"Booking": 1, RefusalCode.TAKEN: 4}
    assert_books_agree(now)


def test_two_moves_across_each_other_do_not_deadlock(now, monkeypatch):
    lock = locking.lock_services

    def slow(service_ids) -> None:
        for service_id in sorted(service_ids):
            lock([service_id])
            time.sleep(0.02)

    monkeypatch.setattr(locking, "lock_services", slow)
    one = service_on_sale()
    other = service_on_sale(branch=one.branch)
    pairs = [(book(one, now=now), other) for _ in range(2)] + [(book(other, now=now), one) for _ in range(2)]
    results = at_once([lambda b=b, to=to: moved(b, to, 14, now) for b, to in pairs])
    assert outcomes(results) == {"Booking": 4}
    assert_books_agree(now)


def test_twin_with_locks_in_the_order_of_arrival_deadlocks(now, monkeypatch):
    lock = locking.lock_services

    def in_the_order_of_arrival(service_ids) -> None:
        # The service left first, then the one gone to: what each of the two would do by itself.
        ordered = sorted(service_ids, reverse=wants_reverse.pop() if len(service_ids) > 1 else False)
        for service_id in ordered:
            lock([service_id])
            time.sleep(0.3)

    wants_reverse = [True, False]
    monkeypatch.setattr(locking, "lock_services", in_the_order_of_arrival)
    one = service_on_sale()
    other = service_on_sale(branch=one.branch)
    first, second = book(one, now=now), book(other, now=now)
    results = at_once([lambda: moved(first, other, 14, now), lambda: moved(second, one, 14, now)])
    assert "ServiceBusy" in outcomes(results)


def test_the_same_booking_moved_and_cancelled_at_once_leaves_the_books_right(now):
    for _ in range(ROUNDS):
        service = service_on_sale(max_capacity=1)
        other = service_on_sale(branch=service.branch, max_capacity=1)
        booking = book(service, now=now)
        cancel = lambda booking=booking: services.cancel_booking(  # noqa: E731
            booking=booking, cancelled_by="customer", reason="", actor=None, now=now
        )
        move = lambda booking=booking, other=other: moved(booking, other, 14, now)  # noqa: E731
        results = at_once([cancel, move])
        assert set(outcomes(results)) <= {"Booking", "ServiceBusy", "IllegalMove"}
    assert_books_agree(now)


def series_of(service: VendorService, now, n: int):
    return services.book_series(
        service=service,
        ask=hour_ask(10 + n % 2),
        weeks=6,
        holder_key=f"browser-{n}",
        idempotency_key="form",
        customer=None,
        language="en",
        now=now,
    )


def test_series_against_series_and_any_desk_have_one_winner_a_unit_and_no_deadlock(now):
    one = service_on_sale(max_capacity=1)
    other = service_on_sale(branch=one.branch, max_capacity=1)
    actions = [lambda n=n: series_of([one, other][n % 2], now, n) for n in range(8)]
    any_desk = lambda: services.hold_any_of(  # noqa: E731
        services=[other, one],
        ask=hour_ask(),
        holder_key="any",
        idempotency_key="form",
        customer=None,
        language="en",
        now=now,
    )
    results = at_once([*actions, any_desk])
    assert "ServiceBusy" not in outcomes(results)
    held = [result for result in results[:-1] if result.bookings]
    assert all(len(result.bookings) in {0, 6} for result in results[:-1])
    assert held
    assert max(most_in_use(service, now) for service in (one, other)) == 1
    assert_books_agree(now)


def test_the_same_series_sent_five_times_at_once_is_one(now):
    service = service_on_sale()
    results = at_once([lambda: series_of(service, now, 0)] * 5)
    assert {tuple(b.pk for b in result.bookings) for result in results} == {
        tuple(Booking.objects.order_by("starts_at").values_list("pk", flat=True))
    }
    assert Booking.objects.count() == 6


def test_the_same_extension_pressed_five_times_at_once_is_one(now):
    booking = book(service_on_sale(), now=now)
    results = at_once([lambda: extended(booking, now)] * 5)
    assert {result.ends_at for result in results} == {booking.ends_at + timedelta(hours=1)}
    assert_books_agree(now)
