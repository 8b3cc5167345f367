"""Who may do what at a branch's desk, and which opening hours make sense."""

from collections.abc import Sequence
from datetime import time

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.branches.hours import Interval, have_overlap
from apps.branches.models import Branch
from apps.branches.statuses import StaffRole
from atspaces.shared.clock import is_on_the_half_hour

MOST_SHIFTS = 6
"""How many times a branch may open on one day."""
DESK_ROLES = (StaffRole.OWNER, StaffRole.MANAGER, StaffRole.RECEPTION)


def may_run_desk(branch: Branch, user: User, staff_role: str | None) -> bool:
    """Tell whether a person may receive guests and take cash; an accountant only looks.

    `staff_role` is the part they play in that branch, None when they do not work there.
    """
    return branch.vendor_id == user.pk or staff_role in DESK_ROLES


def fault_in_hours(intervals: Sequence[Interval]) -> Promise | None:
    """Say what is wrong with the intervals of one day; none when nothing is.

    A closing at or before the opening is after midnight; the same time twice is all day, and
    makes sense from midnight only.
    """
    if len(intervals) > MOST_SHIFTS:
        return _("These are too many opening times for one day.")
    if not all(is_on_the_half_hour(moment) for interval in intervals for moment in interval):
        return _("Opening times are whole or half hours.")
    if any(opens == closes != time.min for opens, closes in intervals):
        return _("A branch cannot open and close at the same time. For all day, enter 00:00 to 00:00.")
    if have_overlap({0: intervals}):
        return _("These opening times overlap.")
    return None
