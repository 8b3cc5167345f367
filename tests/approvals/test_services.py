"""Asking, approving, rejecting: who may, what is applied, and that it is all or nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.accounts.models import AuditEntry, Notification, OutboxMessage, User
from apps.accounts.statuses import UserStatus
from apps.approvals import services
from apps.approvals.models import ApprovalRequest
from apps.approvals.services import approve_request, reject_request, submit_request
from apps.approvals.statuses import ApprovalStatus, RequestType
from apps.branches.models import Branch
from apps.branches.statuses import BranchStatus, StaffRole
from apps.catalog.models import VendorService
from apps.catalog.statuses import SaleStatus
from atspaces.shared.errors import DomainError
from tests.accounts.factories import AdminFactory, UserFactory, VendorFactory
from tests.approvals.factories import CapacityRequestFactory, PauseRequestFactory
from tests.branches.factories import BranchFactory, BranchStaffFactory, open_daily
from tests.catalog.factories import VendorServiceFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def branch() -> Branch:
    return open_daily(BranchFactory.create())


@pytest.fixture
def service(branch: Branch) -> VendorService:
    return VendorServiceFactory.create(branch=branch, max_capacity=4)


@pytest.fixture
def admin() -> User:
    return AdminFactory.create(full_name="Rana Admin")


def ask_for_capacity(service: VendorService, capacity: int | None, by: User | None = None) -> ApprovalRequest:
    return submit_request(
        branch=service.branch,
        request_type=RequestType.CAPACITY_CHANGE,
        submitted_by=by or service.branch.vendor,
        now=NOW,
        vendor_service=service,
        new_capacity=capacity,
    )


def ask(branch: Branch, request_type: RequestType, by: User | None = None) -> ApprovalRequest:
    return submit_request(
        branch=branch, request_type=request_type, submitted_by=by or branch.vendor, now=NOW, note="Please"
    )


class TestSubmit:
    def test_capacity_keeps_what_held_and_what_is_asked(self, service: VendorService) -> None:
        request = ask_for_capacity(service, 12)
        request.refresh_from_db()
        assert (request.state_before, request.requested_change) == ({"capacity": 4}, {"capacity": 12})
        assert request.status == ApprovalStatus.PENDING
        assert request.submitted_at == NOW
        service.refresh_from_db()
        assert service.max_capacity == 4

    def test_pause_keeps_what_held_and_what_is_asked(self, branch: Branch) -> None:
        request = ask(branch, RequestType.PAUSE_BRANCH)
        assert request.state_before == {"status": "active"}
        assert request.requested_change == {"status": "suspended"}
        branch.refresh_from_db()
        assert branch.status == BranchStatus.ACTIVE

    def test_writes_the_audit_log(self, branch: Branch) -> None:
        request = ask(branch, RequestType.PAUSE_BRANCH)
        entry = AuditEntry.objects.get(action="request submitted")
        assert (entry.target_id, entry.actor, entry.at) == (str(request.pk), branch.vendor, NOW)

    @pytest.mark.parametrize("role", [StaffRole.OWNER, StaffRole.MANAGER])
    def test_owner_and_manager_on_the_staff_may_ask(self, branch: Branch, role: StaffRole) -> None:
        person = BranchStaffFactory.create(branch=branch, role=role).user
        assert ask(branch, RequestType.PAUSE_BRANCH, person).submitted_by == person

    @pytest.mark.parametrize("role", [StaffRole.RECEPTION, StaffRole.ACCOUNTANT])
    def test_other_staff_may_not(self, branch: Branch, role: StaffRole) -> None:
        person = BranchStaffFactory.create(branch=branch, role=role).user
        with pytest.raises(services.NotAllowed):
            ask(branch, RequestType.PAUSE_BRANCH, person)
        assert not ApprovalRequest.objects.exists()

    @pytest.mark.parametrize("factory", [VendorFactory, UserFactory, AdminFactory])
    def test_strangers_may_not(self, branch: Branch, factory: type[UserFactory]) -> None:
        with pytest.raises(services.NotAllowed):
            ask(branch, RequestType.PAUSE_BRANCH, factory.create())
        assert not ApprovalRequest.objects.exists()

    def test_a_suspended_owner_may_not(self, branch: Branch) -> None:
        branch.vendor.status = UserStatus.SUSPENDED
        with pytest.raises(services.NotAllowed):
            ask(branch, RequestType.PAUSE_BRANCH)

    @pytest.mark.parametrize("capacity", [None, 0, -1, 10_000, 4])
    def test_a_senseless_capacity_is_refused(self, service: VendorService, capacity: int | None) -> None:
        with pytest.raises(services.RequestRefused):
            ask_for_capacity(service, capacity)
        assert not ApprovalRequest.objects.exists()

    @pytest.mark.parametrize("capacity", [1, 9999])
    def test_the_least_and_the_most_capacity_are_accepted(
        self, service: VendorService, capacity: int
    ) -> None:
        assert ask_for_capacity(service, capacity).requested_change == {"capacity": capacity}

    def test_another_branchs_service_is_refused(self, branch: Branch) -> None:
        other = VendorServiceFactory.create()
        with pytest.raises(services.RequestRefused):
            submit_request(
                branch=branch,
                request_type=RequestType.CAPACITY_CHANGE,
                submitted_by=branch.vendor,
                now=NOW,
                vendor_service=other,
                new_capacity=9,
            )

    def test_the_same_request_waits_only_once(self, service: VendorService) -> None:
        ask_for_capacity(service, 12)
        with pytest.raises(services.AlreadyAsked, match="already asked"):
            ask_for_capacity(service, 13)
        assert ApprovalRequest.objects.count() == 1

    def test_after_a_decision_it_may_be_asked_again(self, service: VendorService, admin: User) -> None:
        reject_request(request=ask_for_capacity(service, 12), by=admin, reason="No plan", now=NOW)
        assert ask_for_capacity(service, 12).status == ApprovalStatus.PENDING

    def test_two_services_of_a_branch_wait_side_by_side(self, service: VendorService) -> None:
        ask_for_capacity(service, 12)
        ask_for_capacity(VendorServiceFactory.create(branch=service.branch), 12)
        assert ApprovalRequest.objects.count() == 2

    def test_a_paused_branch_cannot_be_paused(self, branch: Branch) -> None:
        branch.status = BranchStatus.SUSPENDED
        with pytest.raises(services.RequestRefused, match="nothing to pause"):
            ask(branch, RequestType.PAUSE_BRANCH)


class TestActivation:
    def test_an_open_branch_is_refused(self, service: VendorService) -> None:
        with pytest.raises(services.RequestRefused, match="already open"):
            ask(service.branch, RequestType.ACTIVATE_BRANCH)

    def test_without_hours_the_reason_is_said(self) -> None:
        service = VendorServiceFactory.create(branch__status=BranchStatus.PENDING)
        with pytest.raises(services.RequestRefused, match="opening hours"):
            ask(service.branch, RequestType.ACTIVATE_BRANCH)

    def test_without_a_service_the_reason_is_said(self) -> None:
        branch = open_daily(BranchFactory.create(status=BranchStatus.PENDING))
        with pytest.raises(services.RequestRefused, match="one service"):
            ask(branch, RequestType.ACTIVATE_BRANCH)

    def test_a_service_that_is_not_on_sale_does_not_count(self) -> None:
        branch = open_daily(BranchFactory.create(status=BranchStatus.PENDING))
        VendorServiceFactory.create(branch=branch, status=SaleStatus.PAUSED)
        with pytest.raises(services.RequestRefused, match="one service"):
            ask(branch, RequestType.ACTIVATE_BRANCH)

    @pytest.mark.parametrize("status", [BranchStatus.PENDING, BranchStatus.SUSPENDED])
    def test_approving_opens_a_new_or_paused_branch(
        self, service: VendorService, admin: User, status: BranchStatus
    ) -> None:
        Branch.objects.update(status=status)
        branch = Branch.objects.get()
        approve_request(request=ask(branch, RequestType.ACTIVATE_BRANCH), by=admin, now=NOW)
        branch.refresh_from_db()
        assert branch.status == BranchStatus.ACTIVE


class TestApprove:
    def test_capacity_is_applied_with_who_and_when(self, service: VendorService, admin: User) -> None:
        request = ask_for_capacity(service, 12)
        later = NOW + timedelta(hours=1)
        approve_request(request=request, by=admin, now=later)
        request.refresh_from_db()
        service.refresh_from_db()
        assert service.max_capacity == 12
        assert (request.status, request.reviewed_by, request.reviewed_at) == ("approved", admin, later)

    def test_pause_is_applied(self, branch: Branch, admin: User) -> None:
        approve_request(request=ask(branch, RequestType.PAUSE_BRANCH), by=admin, now=NOW)
        branch.refresh_from_db()
        assert branch.status == BranchStatus.SUSPENDED

    def test_audit_and_the_vendors_message_exist(self, service: VendorService, admin: User) -> None:
        request = ask_for_capacity(service, 12)
        approve_request(request=request, by=admin, now=NOW)
        entry = AuditEntry.objects.get(action="request approved")
        assert (entry.actor, entry.target_id) == (admin, str(request.pk))
        assert entry.details == {"before": {"capacity": 4}, "after": {"capacity": 12}}
        told = Notification.objects.get(user=service.branch.vendor)
        assert told.event == "approvals/approved"
        assert told.context["capacity"] == 12
        assert OutboxMessage.objects.filter(user=service.branch.vendor).count() == 2

    def test_the_manager_who_asked_and_the_owner_both_hear(self, branch: Branch, admin: User) -> None:
        manager = BranchStaffFactory.create(branch=branch, role=StaffRole.MANAGER).user
        approve_request(request=ask(branch, RequestType.PAUSE_BRANCH, manager), by=admin, now=NOW)
        assert set(Notification.objects.values_list("user", flat=True)) == {manager.pk, branch.vendor_id}

    @pytest.mark.parametrize("failing", ["change_capacity", "record_audit", "notify"])
    def test_when_any_part_fails_nothing_is_written(
        self, service: VendorService, admin: User, monkeypatch: pytest.MonkeyPatch, failing: str
    ) -> None:
        request = ask_for_capacity(service, 12)
        entries = AuditEntry.objects.count()

        def fail(**_: object) -> None:
            raise DomainError("the wheel came off")

        monkeypatch.setattr(services, failing, fail)
        with pytest.raises(DomainError, match="the wheel came off"):
            approve_request(request=request, by=admin, now=NOW)
        request.refresh_from_db()
        service.refresh_from_db()
        assert (request.status, request.reviewed_by) == ("pending", None)
        assert service.max_capacity == 4
        assert AuditEntry.objects.count() == entries
        assert not Notification.objects.exists()

    @pytest.mark.parametrize("factory", [VendorFactory, UserFactory])
    def test_only_admins_decide(self, service: VendorService, factory: type[UserFactory]) -> None:
        request = ask_for_capacity(service, 12)
        for decide in (approve_request, lambda **decision: reject_request(reason="No", **decision)):
            with pytest.raises(services.NotAllowed):
                decide(request=request, by=factory.create(), now=NOW)
        request.refresh_from_db()
        service.refresh_from_db()
        assert (request.status, service.max_capacity) == ("pending", 4)

    def test_a_suspended_admin_does_not_decide(self, admin: User) -> None:
        admin.status = UserStatus.SUSPENDED
        with pytest.raises(services.NotAllowed):
            approve_request(request=PauseRequestFactory.create(), by=admin, now=NOW)

    def test_what_makes_no_sense_any_more_is_refused(self, branch: Branch, admin: User) -> None:
        request = ask(branch, RequestType.PAUSE_BRANCH)
        Branch.objects.update(status=BranchStatus.SUSPENDED)
        with pytest.raises(services.RequestRefused):
            approve_request(request=request, by=admin, now=NOW)
        request.refresh_from_db()
        assert request.status == ApprovalStatus.PENDING


class TestReject:
    def test_records_who_when_and_why_and_applies_nothing(self, service: VendorService, admin: User) -> None:
        request = ask_for_capacity(service, 12)
        reject_request(request=request, by=admin, reason="  Send the plan.  ", now=NOW)
        request.refresh_from_db()
        service.refresh_from_db()
        assert (request.status, request.reviewed_by, request.reviewed_at) == ("rejected", admin, NOW)
        assert request.rejection_reason == "Send the plan."
        assert service.max_capacity == 4

    def test_the_vendor_hears_the_reason(self, service: VendorService, admin: User) -> None:
        reject_request(request=ask_for_capacity(service, 12), by=admin, reason="Send the plan.", now=NOW)
        told = Notification.objects.get(user=service.branch.vendor)
        assert (told.event, told.context["reason"]) == ("approvals/rejected", "Send the plan.")
        assert AuditEntry.objects.get(action="request rejected").details["reason"] == "Send the plan."

    @pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
    def test_without_a_reason_nothing_is_written(self, admin: User, reason: str) -> None:
        request = PauseRequestFactory.create()
        with pytest.raises(services.ReasonMissing):
            reject_request(request=request, by=admin, reason=reason, now=NOW)
        request.refresh_from_db()
        assert (request.status, request.reviewed_by) == ("pending", None)
        assert not Notification.objects.exists()


class TestDecidedTwice:
    def test_the_second_hears_who_and_when(self, admin: User) -> None:
        request = CapacityRequestFactory.create()
        approve_request(request=request, by=admin, now=NOW)
        later = NOW + timedelta(minutes=5)
        with pytest.raises(services.AlreadyDecided, match="Rana Admin approved this already, 5 minutes ago"):
            reject_request(request=request, by=AdminFactory.create(), reason="No", now=later)
        request.refresh_from_db()
        assert (request.status, request.reviewed_by, request.rejection_reason) == ("approved", admin, "")

    def test_approving_twice_applies_and_tells_once(self, admin: User) -> None:
        request = CapacityRequestFactory.create()
        approve_request(request=request, by=admin, now=NOW)
        VendorService.objects.update(max_capacity=7)
        with pytest.raises(services.AlreadyDecided):
            approve_request(request=request, by=admin, now=NOW)
        assert VendorService.objects.get().max_capacity == 7
        assert Notification.objects.count() == 1
