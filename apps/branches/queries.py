"""Questions about branches: whose they are, where, and when they are open."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time
from typing import Final

from django.db import connection
from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.branches.hours import WeekOfHours
from apps.branches.hours_sql import SPECIAL_HOURS, WEEKLY_HOURS, week_of
from apps.branches.models import Branch, BranchStaff
from apps.branches.policies import DESK_ROLES
from apps.branches.statuses import StaffRole, Weekday


def branches_of(user: User) -> QuerySet[Branch]:
    """The branches that a vendor owns or works in."""
    worked_in = BranchStaff.objects.filter(user=user).values("branch")
    return Branch.objects.filter(Q(vendor=user) | Q(pk__in=worked_in)).select_related("city", "district")


def managed_branches(user: User) -> QuerySet[Branch]:
    """The branches in whose name a person may ask for changes: as owner or manager."""
    managed = BranchStaff.objects.filter(user=user, role__in=[StaffRole.OWNER, StaffRole.MANAGER]).values(
        "branch"
    )
    return Branch.objects.filter(Q(vendor=user) | Q(pk__in=managed)).select_related("city", "district")


def desk_branches(user: User) -> QuerySet[Branch]:
    """The branches in which a person may receive guests and take cash; see `may_run_desk`."""
    served = BranchStaff.objects.filter(user=user, role__in=DESK_ROLES).values("branch")
    return Branch.objects.filter(Q(vendor=user) | Q(pk__in=served))


def staff_roles_of(user: User) -> dict[int, str]:
    """The parts that a person plays, by the primary key of the branch."""
    return dict(BranchStaff.objects.filter(user=user).values_list("branch_id", "role"))


def hours_of(branch: Branch, *, first: date, last: date) -> WeekOfHours:
    """The opening hours of one branch, with the exceptions between two days."""
    return hours_by_branch([branch], first=first, last=last)[branch.pk]


def hours_by_branch(branches: Iterable[Branch], *, first: date, last: date) -> dict[int, WeekOfHours]:
    """The opening hours of several branches in one query."""
    known = {branch.pk: branch for branch in branches}
    with connection.cursor() as cursor:
        cursor.execute(_HOURS, {"branches": list(known), "first": first, "last": last})
        return {pk: week_of(known[pk].zone, weekly, special) for pk, weekly, special in cursor.fetchall()}


_HOURS: Final = f"""
SELECT b.id, {WEEKLY_HOURS.format(branch="b.id")}, {SPECIAL_HOURS.format(branch="b.id")}
FROM branches b WHERE b.id = ANY(%(branches)s)
"""


def weekly_lines(branch: Branch) -> list[tuple[str, list[tuple[time, time]]]]:
    """The week from Saturday on: the name of each day and its opening intervals."""
    by_day: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for row in branch.opening_hours.all():
        by_day[row.weekday].append((row.opens_at, row.closes_at))
    return [(str(day.label), sorted(by_day[day.value])) for day in Weekday]
