"""The queue's order, the line of before and after, and what a decision would touch."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from apps.approvals.models import ApprovalRequest
from apps.approvals.queries import (
    SHOWN_ABOVE,
    difference,
    impact_of,
    next_pending,
    pending_load,
    pending_queue,
    requests_of,
)
from apps.approvals.services import reject_request
from apps.bookings.statuses import BookingStatus
from apps.branches.models import Branch
from apps.branches.statuses import BranchStatus, StaffRole
from apps.catalog.models import VendorService
from tests.accounts.factories import AdminFactory, VendorFactory
from tests.approvals.factories import CapacityRequestFactory, PauseRequestFactory, booked
from tests.branches.factories import BranchStaffFactory
from tests.catalog.factories import VendorServiceFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)


def decided(request: ApprovalRequest) -> ApprovalRequest:
    return reject_request(request=request, by=AdminFactory.create(), reason="No", now=NOW)


class TestQueue:
    def test_holds_what_waits_oldest_first(self) -> None:
        late = PauseRequestFactory.create(submitted_at=NOW)
        early = PauseRequestFactory.create(submitted_at=NOW - timedelta(days=2))
        decided(PauseRequestFactory.create(submitted_at=NOW - timedelta(days=3)))
        assert list(pending_queue()) == [early, late]
        load = pending_load()
        assert (load.count, load.oldest_at) == (2, early.submitted_at)

    def test_next_is_the_one_asked_after_it(self) -> None:
        first, second, third = (PauseRequestFactory.create() for _ in range(3))
        assert next_pending(first) == second
        assert next_pending(second) == third

    def test_after_the_last_comes_the_oldest_then_nothing(self) -> None:
        first, second = (PauseRequestFactory.create() for _ in range(2))
        assert next_pending(second) == first
        decided(first)
        assert next_pending(second) is None

    def test_a_vendor_sees_their_branches_only_waiting_ones_first(self) -> None:
        waiting = PauseRequestFactory.create(submitted_at=NOW - timedelta(days=9))
        answered = decided(CapacityRequestFactory.create(branch=waiting.branch, submitted_at=NOW))
        PauseRequestFactory.create()
        assert list(requests_of(waiting.branch.vendor)) == [waiting, answered]
        manager = BranchStaffFactory.create(branch=waiting.branch, role=StaffRole.MANAGER).user
        assert list(requests_of(manager)) == [waiting, answered]
        reception = BranchStaffFactory.create(branch=waiting.branch, role=StaffRole.RECEPTION).user
        assert not requests_of(reception).exists()
        assert not requests_of(VendorFactory.create()).exists()


class TestDifference:
    def test_capacity(self) -> None:
        line = difference(CapacityRequestFactory.create())
        assert (line.old, line.new, line.now) == ("4 units", "10 units", "")

    def test_status(self) -> None:
        line = difference(PauseRequestFactory.create())
        assert (line.old, line.new, line.now) == ("Open for booking", "Paused", "")

    def test_says_when_something_else_holds_by_now(self) -> None:
        pause, capacity = PauseRequestFactory.create(), CapacityRequestFactory.create()
        Branch.objects.update(status=BranchStatus.SUSPENDED)
        VendorService.objects.update(max_capacity=6)
        pause.branch.refresh_from_db()
        capacity.vendor_service.refresh_from_db()
        assert difference(pause).now == "Paused"
        assert difference(capacity).now == "6 units"


class TestImpact:
    def test_counts_what_is_ahead_on_the_whole_branch(self) -> None:
        request = PauseRequestFactory.create()
        desks, room = VendorServiceFactory.create_batch(2, branch=request.branch)
        booked(desks, TOMORROW, total="4.640")
        booked(room, NOW - timedelta(minutes=30), total="10.005")
        booked(desks, NOW - timedelta(days=1))
        booked(desks, TOMORROW, status=BookingStatus.CANCELLED)
        booked(desks, TOMORROW, status=BookingStatus.PENDING, hold_expires_at=NOW)
        booked(VendorServiceFactory.create(), TOMORROW)
        impact = impact_of(request, now=NOW)
        assert (impact.bookings, impact.total) == (2, Decimal("14.645"))
        assert impact.first_starts_at == NOW - timedelta(minutes=30)

    def test_is_nothing_where_nobody_booked(self) -> None:
        impact = impact_of(PauseRequestFactory.create(), now=NOW)
        assert (impact.bookings, impact.total, impact.first_starts_at) == (0, Decimal(0), None)

    def lowered(self, capacity: int) -> ApprovalRequest:
        return CapacityRequestFactory.create(requested_change={"capacity": capacity})

    def test_names_the_latest_made_above_the_new_capacity(self) -> None:
        request = self.lowered(2)
        service = request.vendor_service
        long_stay = booked(service, TOMORROW, hours=4)
        pair = booked(service, TOMORROW, quantity=2, total="9.280", created_at=NOW)
        booked(service, TOMORROW + timedelta(hours=2))
        impact = impact_of(request, now=NOW)
        assert [booking.booking_number for booking in impact.above] == [pair.booking_number]
        assert (impact.above_count, impact.above_total) == (1, Decimal("9.280"))
        assert impact.bookings == 3
        assert long_stay.booking_number not in {booking.booking_number for booking in impact.above}

    def test_bookings_one_after_the_other_need_one_unit(self) -> None:
        request = self.lowered(1)
        for hour in range(0, 8, 2):
            booked(request.vendor_service, TOMORROW + timedelta(hours=hour))
        assert impact_of(request, now=NOW).above_count == 0

    def test_another_service_of_the_branch_is_not_touched(self) -> None:
        request = self.lowered(1)
        other = VendorServiceFactory.create(branch=request.branch)
        for _ in range(3):
            booked(other, TOMORROW)
        assert impact_of(request, now=NOW).bookings == 0

    def test_counts_all_and_names_some(self) -> None:
        request = self.lowered(1)
        for _ in range(SHOWN_ABOVE + 3):
            booked(request.vendor_service, TOMORROW)
        impact = impact_of(request, now=NOW)
        assert (len(impact.above), impact.above_count) == (SHOWN_ABOVE, SHOWN_ABOVE + 2)
