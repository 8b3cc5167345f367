"""Requests to decide, and bookings that a decision touches."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from apps.approvals.models import ApprovalRequest
from apps.approvals.statuses import ApprovalStatus, RequestType
from apps.bookings.models import Booking
from apps.bookings.statuses import BookingStatus
from apps.branches.statuses import BranchStatus
from apps.catalog.models import VendorService
from apps.catalog.statuses import PriceUnit
from tests.accounts.factories import UserFactory
from tests.branches.factories import BranchFactory
from tests.catalog.factories import VendorServiceFactory

ASKED_AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


class PauseRequestFactory(DjangoModelFactory[ApprovalRequest]):
    """A waiting request to pause an active branch, by its owner."""

    class Meta:
        model = ApprovalRequest

    branch: Any = factory.SubFactory(BranchFactory)
    request_type = RequestType.PAUSE_BRANCH
    state_before = factory.LazyFunction(lambda: {"status": str(BranchStatus.ACTIVE)})
    requested_change = factory.LazyFunction(lambda: {"status": str(BranchStatus.SUSPENDED)})
    status = ApprovalStatus.PENDING
    submitted_by = factory.SelfAttribute("branch.vendor")
    submitted_at = factory.Sequence(lambda n: ASKED_AT + timedelta(minutes=n))


class CapacityRequestFactory(PauseRequestFactory):
    """A waiting request to have ten units instead of four."""

    vendor_service: Any = factory.SubFactory(
        VendorServiceFactory, branch=factory.SelfAttribute("..branch"), max_capacity=4
    )
    request_type = RequestType.CAPACITY_CHANGE
    state_before = factory.LazyFunction(lambda: {"capacity": 4})
    requested_change = factory.LazyFunction(lambda: {"capacity": 10})


def booked(
    service: VendorService,
    starts_at: datetime,
    *,
    hours: int = 2,
    quantity: int = 1,
    total: str = "4.640",
    **columns: Any,
) -> Booking:
    """Write one booking straight into the ledger: confirmed unless told otherwise."""
    zone = service.branch.zone
    ends_at = starts_at + timedelta(hours=hours)
    local_start, local_end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    defaults: dict[str, Any] = {
        "booking_number": f"T{Booking.objects.count():04}",
        "customer": columns.pop("customer", None) or UserFactory.create(),
        "vendor_service": service,
        "price_unit": PriceUnit.HOUR,
        "booking_date": local_start.date(),
        "end_date": local_end.date(),
        "start_time": local_start.time(),
        "end_time": local_end.time(),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "quantity": quantity,
        "total_price": Decimal(total),
        "commission_percent": Decimal(10),
        "status": BookingStatus.CONFIRMED,
        "created_at": ASKED_AT - timedelta(days=1),
    }
    return Booking.objects.create(**defaults | columns)
