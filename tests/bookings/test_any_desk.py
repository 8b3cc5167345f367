"""Any one of several units: whichever is free, and never one of them twice."""

import time

import pytest

from apps.bookings import services
from apps.bookings.models import Booking
from apps.bookings.services import locking
from apps.bookings.services.any_desk import NotAlike
from apps.bookings.services.drafts import FormUsed
from apps.catalog.models import VendorService
from apps.catalog.refusals import RefusalCode, Refused
from apps.catalog.statuses import ServiceName
from tests.bookings.books import assert_books_agree
from tests.bookings.factories import book, hour_ask, service_on_sale
from tests.bookings.ledger import most_in_use
from tests.bookings.racing import at_once, hesitate, outcomes, take_lock_away, without_backstop
from tests.catalog.factories import ServiceFactory

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 10


def desks(count: int = 2, **fields) -> list[VendorService]:
    """Services of one unit each in one branch."""
    first = service_on_sale(max_capacity=1, **fields)
    return [first, *(service_on_sale(branch=first.branch, max_capacity=1) for _ in range(count - 1))]


def hold_any(found: list[VendorService], now, *, client: object = "me", **more) -> Booking:
    values = {
        "ask": hour_ask(),
        "holder_key": f"browser-{client}",
        "idempotency_key": "form",
        "customer": None,
        "language": "en",
    } | more
    return services.hold_any_of(services=found, now=now, **values)


def test_the_first_in_the_order_of_keys_that_is_free(now):
    first, second, third = desks(3)
    book(first, now=now)
    assert hold_any([third, first, second], now).vendor_service_id == second.pk
    assert_books_agree(now)


def test_none_is_free_and_the_refusal_has_repairs(now):
    found = desks()
    for service in found:
        book(service, now=now)
    with pytest.raises(Refused) as refused:
        hold_any(found, now)
    assert refused.value.refusal.code == RefusalCode.TAKEN
    assert refused.value.refusal.repairs


def test_the_same_form_gives_the_same_hold(now):
    found = desks()
    assert hold_any(found, now) == hold_any(found, now)
    with pytest.raises(FormUsed):
        hold_any(found, now, ask=hour_ask(quantity=2))
    assert Booking.objects.count() == 1


def test_a_desk_does_not_stand_for_a_room_nor_for_another_branch(now):
    (desk,) = desks(1)
    room = service_on_sale(branch=desk.branch, service=ServiceFactory(name=ServiceName.MEETING_ROOM))
    with pytest.raises(NotAlike):
        hold_any([desk, room], now)
    with pytest.raises(NotAlike):
        hold_any([desk, service_on_sale()], now)


def test_of_ten_after_two_desks_two_win_on_different_ones(now):
    found = desks()
    orders = [found, found[::-1]]
    results = at_once(
        [lambda n=n: hold_any(orders[n % 2], now, client=n) for n in range(CLIENTS)],
    )
    assert outcomes(results) == {"Booking": 2, RefusalCode.TAKEN: CLIENTS - 2}
    assert {booking.vendor_service_id for booking in Booking.objects.all()} == {s.pk for s in found}
    assert_books_agree(now)


def test_twin_without_lock_and_backstop_sells_a_desk_twice(now, monkeypatch):
    take_lock_away(monkeypatch)
    hesitate(monkeypatch, seconds=0.05)
    found = desks()
    with without_backstop():
        at_once([lambda n=n: hold_any(found, now, client=n) for n in range(CLIENTS)])
        assert max(most_in_use(service, now) for service in found) > 1


def test_two_orders_of_the_same_locks_never_meet_in_a_deadlock(now, monkeypatch):
    slow_locks(monkeypatch)
    found = desks()
    orders = [found, found[::-1]] * 4
    results = at_once([lambda n=n, order=o: hold_any(order, now, client=n) for n, o in enumerate(orders)])
    assert "ServiceBusy" not in outcomes(results)


def slow_locks(monkeypatch) -> None:
    """Wait a little after the locks are had, so that others queue up."""
    lock = locking.lock_services

    def slow(service_ids) -> None:
        lock(service_ids)
        time.sleep(0.02)

    monkeypatch.setattr(locking, "lock_services", slow)
