"""Two carts want services A, B and B, A, with a delay between the locks: no deadlock."""

import threading
import time as clock
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction

from apps.bookings.services import locking
from apps.catalog.models import VendorService
from tests.bookings.factories import service_on_sale
from tests.bookings.racing import Crowd

pytestmark = [pytest.mark.scenario(4), pytest.mark.django_db(transaction=True)]

TAKE_ROW = "SELECT 1 FROM vendor_services WHERE id = %s FOR NO KEY UPDATE"
WAITING = """
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@contextmanager
def held_by_somebody(service: VendorService) -> Iterator[Callable[[], None]]:
    """Hold a service's row on a connection of its own, until what is given is called."""
    with connection.get_new_connection(connection.get_connection_params()) as other:
        other.execute(TAKE_ROW, [service.pk])
        yield other.commit


def wait_for_waiters(count: int) -> None:
    deadline = clock.monotonic() + 10
    while clock.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0] >= count:
                return
        clock.sleep(0.005)
    raise AssertionError("nobody waits for a lock")


def fill(cart: list[int]) -> str:
    """Take what a cart needs, in the cart's own order, and keep it for a moment."""
    with transaction.atomic():
        locking.lock_services(cart)
        clock.sleep(0.005)
    return "filled"


def two_carts(crowd: Crowd, one: VendorService, other: VendorService) -> list[Any]:
    """Both carts wait; then A is set free, and a moment later B: the delay between the locks."""
    carts = [[one.pk, other.pk], [other.pk, one.pk]]

    def release() -> None:
        wait_for_waiters(2)
        free_one()
        clock.sleep(0.05)
        free_other()
        connections.close_all()

    with held_by_somebody(one) as free_one, held_by_somebody(other) as free_other:
        releaser = threading.Thread(target=release)
        releaser.start()
        answers = crowd.act([lambda cart=cart: fill(cart) for cart in carts], also=OperationalError)
        releaser.join()
    return answers


def test_carts_in_opposite_orders_both_get_through(now, size, proof):
    one, other = service_on_sale(), service_on_sale()
    with Crowd(2) as crowd:
        for _ in range(size.cart_rounds):
            answers = two_carts(crowd, one, other)
            proof.tally(answers)
            assert answers == ["filled", "filled"]


@pytest.mark.control
def test_locks_in_the_carts_own_order_deadlock(now, proof, monkeypatch):
    def in_the_order_given(service_ids: list[int]) -> None:
        with connection.cursor() as cursor:
            for pk in service_ids:
                cursor.execute(TAKE_ROW, [pk])

    monkeypatch.setattr(locking, "lock_services", in_the_order_given)
    one, other = service_on_sale(), service_on_sale()
    with Crowd(2) as crowd:
        answers = two_carts(crowd, one, other)
    fallen = [answer for answer in answers if "deadlock detected" in str(answer)]
    proof.count(rounds=1, won=len(answers) - len(fallen), deadlocks=len(fallen))
    assert len(fallen) == 1
