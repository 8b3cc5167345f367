"""The same moment gives the same world; another moment gives a lawful one too."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from apps.accounts.models import User
from apps.approvals.models import ApprovalRequest
from apps.bookings.models import Booking
from apps.bookings.queries import arrivals_on
from apps.bookings.statuses import BookingStatus
from apps.branches.queries import branches_of
from apps.catalog.models import Availability, VendorService
from apps.payments.models import Payment
from atspaces.demo.world import ZONE, load_demo_world

NOW = datetime(2026, 11, 23, 11, 20, tzinfo=UTC)
SERVICE = ("vendor_service__branch__slug", "vendor_service__slug")


def _rows() -> dict[str, list[tuple[Any, ...]]]:
    """Everything that could differ, by what it says and not by the key it got."""
    keys = {"id", "customer", "vendor_service"}
    booking = [field.name for field in Booking._meta.concrete_fields if field.name not in keys]
    rows = {
        "bookings": Booking.objects.values_list(*booking, *SERVICE, "customer__phone_number"),
        "payments": Payment.objects.values_list(
            "booking__booking_number", "transaction_id", "status", "created_at"
        ),
        "availability": Availability.objects.values_list(
            *SERVICE, "date", "used", "blocked", "available_units"
        ),
        "services": VendorService.objects.values_list("branch__slug", "slug", "price_per_unit", "created_at"),
        "requests": ApprovalRequest.objects.values_list("branch__slug", "request_type", "submitted_at"),
    }
    return {name: sorted(found, key=str) for name, found in rows.items()}


def _rows_after_loading(now: datetime) -> dict[str, list[tuple[Any, ...]]]:
    with transaction.atomic():
        load_demo_world(now=now)
        rows = _rows()
        transaction.set_rollback(True)
    return rows


@pytest.mark.django_db
def test_same_moment_gives_the_same_rows() -> None:
    first = _rows_after_loading(NOW)
    assert len(first["bookings"]) > 1000
    assert _rows_after_loading(NOW) == first


@pytest.mark.django_db
def test_five_minutes_to_midnight_has_arrivals() -> None:
    now = datetime(2026, 11, 25, 20, 55, tzinfo=UTC)
    load_demo_world(now=now)
    _assert_demo_vendor_is_busy(now)


@pytest.mark.django_db
def test_command_builds_the_world_of_a_friday() -> None:
    call_command("load_demo_world", "--as-of", "2026-11-27")
    _assert_demo_vendor_is_busy(datetime(2026, 11, 27, 10, tzinfo=ZONE))


def _assert_demo_vendor_is_busy(now: datetime) -> None:
    vendor = User.objects.get(email="vendor@atspaces.test")
    today = now.astimezone(ZONE).date()
    assert arrivals_on(branches_of(vendor), today).exists()
    assert Booking.objects.filter(
        status=BookingStatus.CONFIRMED,
        vendor_service__branch__vendor=vendor,
        starts_at__range=(now, now + timedelta(hours=3)),
    ).exists()
