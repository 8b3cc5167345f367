"""Who may ask, and who may decide."""

from apps.accounts.models import User
from apps.accounts.statuses import UserRole, UserStatus
from apps.approvals.models import ApprovalRequest
from apps.approvals.statuses import ApprovalStatus
from apps.branches.models import Branch
from apps.branches.statuses import StaffRole

ASKING_ROLES = (StaffRole.OWNER, StaffRole.MANAGER)


def can_request(branch: Branch, user: User, staff_role: str | None) -> bool:
    """Tell whether a person may ask for a change of a branch.

    `staff_role` is the part they play in that branch, `None` when they do not work there.
    """
    if user.role != UserRole.VENDOR or user.status != UserStatus.ACTIVE:
        return False
    return branch.vendor_id == user.pk or staff_role in ASKING_ROLES


def can_decide(user: User) -> bool:
    """Tell whether a person may decide requests at all."""
    return user.role == UserRole.ADMIN and user.status == UserStatus.ACTIVE


def is_open(request: ApprovalRequest) -> bool:
    """Tell whether a request still waits for its decision."""
    return request.status == ApprovalStatus.PENDING
