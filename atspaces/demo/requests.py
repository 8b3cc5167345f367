"""What vendors asked the admins for: some decided already, some waiting in the queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.accounts.models import User
from apps.accounts.statuses import UserRole
from apps.approvals.models import ApprovalRequest
from apps.approvals.statuses import ApprovalStatus, RequestType
from apps.branches.models import Branch
from apps.branches.statuses import BranchStatus
from apps.catalog.models import VendorService
from atspaces.demo.people import ADMIN


@dataclass(frozen=True, slots=True)
class _Asked:
    branch: str
    kind: RequestType
    hours_ago: int
    note: str
    service: str = ""
    units: int = 0
    units_before: int = 0
    rejected: str = ""
    decided_after: int = 0


WAITING = (
    _Asked("yasmeen-business-park", RequestType.ACTIVATE_BRANCH, 52,
           "All inspections passed. The civil defence certificate was sent by e-mail."),
    _Asked("qantara-weibdeh", RequestType.ACTIVATE_BRANCH, 27,
           "Furniture and fibre are in, we would like to open this week."),
    _Asked("hawsh-zarqa", RequestType.ACTIVATE_BRANCH, 9,
           "المكان جاهز بالكامل والصور محدّثة، بانتظار موافقتكم."),
    _Asked("nuqta-sweifieh", RequestType.CAPACITY_CHANGE, 21,
           "Four desks moved to the new corner room.", service="hot-desk", units=34),
    _Asked("qantara-shmeisani", RequestType.CAPACITY_CHANGE, 4,
           "The back row makes way for two phone booths.", service="hot-desk", units=36),
    _Asked("rukn-awajan", RequestType.PAUSE_BRANCH, 6,
           "سنغلق أسبوعين لتجديد التمديدات الكهربائية."),
)  # fmt: skip
DECIDED = (
    _Asked("mishwar-salt", RequestType.PAUSE_BRANCH, 24 * 20,
           "The roof leaks, we have to close until it is repaired.", decided_after=5),
    _Asked("qantara-abdali", RequestType.CAPACITY_CHANGE, 24 * 17,
           "Four more desks by the window.", service="hot-desk", units=28, units_before=24, decided_after=20),
    _Asked("qantara-irbid", RequestType.CAPACITY_CHANGE, 24 * 12,
           "Room for twice as many desks.", service="hot-desk", units=60, units_before=30, decided_after=9,
           rejected="The floor plan shows 30 places. Please attach a new plan and ask again."),
)  # fmt: skip


def write_requests(*, now: datetime) -> None:
    """Write the queue as it stands at `now`, and what was decided in the weeks before."""
    branches = {branch.slug: branch for branch in Branch.objects.select_related("vendor")}
    services = {(one.branch_id, one.slug): one for one in VendorService.objects.all()}
    admin = User.objects.get(role=UserRole.ADMIN, email=ADMIN.email)
    rows = []
    for asked in (*WAITING, *DECIDED):
        branch = branches[asked.branch]
        row = _request(asked, branch, services.get((branch.pk, asked.service)), now)
        if asked in DECIDED:
            row.status = ApprovalStatus.REJECTED if asked.rejected else ApprovalStatus.APPROVED
            row.reviewed_by = admin
            row.reviewed_at = row.submitted_at + timedelta(hours=asked.decided_after)
            row.rejection_reason = asked.rejected
        rows.append(row)
    ApprovalRequest.objects.bulk_create(rows)


def _request(asked: _Asked, branch: Branch, service: VendorService | None, now: datetime) -> ApprovalRequest:
    request = ApprovalRequest(
        branch=branch,
        vendor_service=service,
        request_type=asked.kind,
        note=asked.note,
        submitted_by=branch.vendor,
        submitted_at=now - timedelta(hours=asked.hours_ago),
    )
    if service is not None:
        request.state_before = {"capacity": asked.units_before or service.max_capacity}
        request.requested_change = {"capacity": asked.units}
        return request
    before, after = {
        RequestType.ACTIVATE_BRANCH: (BranchStatus.PENDING, BranchStatus.ACTIVE),
        RequestType.PAUSE_BRANCH: (BranchStatus.ACTIVE, BranchStatus.SUSPENDED),
    }[asked.kind]
    request.state_before = {"status": str(before)}
    request.requested_change = {"status": str(after)}
    return request
