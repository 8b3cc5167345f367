"""A hold is valid at 9:59 and dead at 10:01; no worker runs, and the server's zone does not matter."""

import time as clock
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from apps.bookings import services
from apps.bookings.services import moves
from apps.bookings.statuses import BookingStatus, PaymentMethod
from apps.catalog.refusals import RefusalCode, Refused
from atspaces.shared.errors import DomainError
from tests.accounts.factories import UserFactory
from tests.bookings.factories import hold, service_on_sale

pytestmark = [pytest.mark.scenario(8), pytest.mark.django_db(transaction=True)]

JUST_IN_TIME = timedelta(minutes=9, seconds=59)
TOO_LATE = timedelta(minutes=10, seconds=1)


@pytest.fixture(params=["UTC", "Asia/Amman", "Pacific/Kiritimati", "Pacific/Honolulu"])
def server_in(request, settings, monkeypatch) -> Iterator[str]:
    """The machine, Django's default and PostgreSQL's in one part of the world."""
    zone = request.param
    settings.TIME_ZONE = zone
    monkeypatch.setenv("TZ", zone)
    clock.tzset()
    with database_in(zone), timezone.override(zone):
        yield zone
    monkeypatch.undo()
    clock.tzset()


@contextmanager
def database_in(zone: str) -> Iterator[None]:
    """Let every new session begin in a zone, as the settings of a server do."""
    name = connection.ops.quote_name(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} SET timezone TO '{zone}'")
    connection.close()
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER DATABASE {name} RESET timezone")
    connection.close()


def confirm(booking, now):
    return services.confirm_booking(
        booking=booking, customer=UserFactory(), payment_method=PaymentMethod.CASH, now=now
    )


def test_hold_can_be_booked_just_in_time(now, proof, server_in):
    booking = hold(service_on_sale(max_capacity=1), now=now)
    with pytest.raises(Refused) as refused:
        hold(booking.vendor_service, now=now + JUST_IN_TIME)
    assert refused.value.refusal.code == RefusalCode.TAKEN
    assert confirm(booking, now + JUST_IN_TIME).status == BookingStatus.CONFIRMED
    proof.count(rounds=1, won=1, refused=1)


def test_hold_is_dead_after_its_time_and_its_unit_somebody_elses(now, proof, server_in):
    booking = hold(service_on_sale(max_capacity=1), now=now)
    with pytest.raises(services.HoldLost):
        confirm(booking, now + TOO_LATE)
    with pytest.raises(services.HoldLost):
        services.extend_hold(booking=booking, now=now + TOO_LATE)
    other = hold(booking.vendor_service, now=now + TOO_LATE)
    assert confirm(other, now + TOO_LATE).status == BookingStatus.CONFIRMED
    with pytest.raises(DomainError):
        confirm(booking, now + TOO_LATE)
    proof.count(rounds=1, won=1, refused=3)


@pytest.mark.control
def test_without_its_end_a_hold_is_booked_when_its_time_is_over(now, proof, monkeypatch):
    monkeypatch.setattr(moves, "hold_is_live", lambda *_: True)
    booking = hold(service_on_sale(max_capacity=1), now=now)
    assert confirm(booking, now + TOO_LATE).status == BookingStatus.CONFIRMED
    proof.count(rounds=1, won=1)
