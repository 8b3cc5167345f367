"""Who may do what at a branch's desk."""

from apps.accounts.models import User
from apps.branches.models import Branch
from apps.branches.statuses import StaffRole

DESK_ROLES = (StaffRole.OWNER, StaffRole.MANAGER, StaffRole.RECEPTION)


def may_run_desk(branch: Branch, user: User, staff_role: str | None) -> bool:
    """Tell whether a person may receive guests and take cash; an accountant only looks.

    `staff_role` is the part they play in that branch, None when they do not work there.
    """
    return branch.vendor_id == user.pk or staff_role in DESK_ROLES
