from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from apps.branches.models import Branch, SpecialHours
from apps.branches.queries import (
    branches_of,
    desk_branches,
    hours_by_branch,
    hours_of,
    managed_branches,
    staff_roles_of,
    weekly_lines,
)
from apps.branches.statuses import BranchStatus, StaffRole, Weekday
from tests.accounts.factories import VendorFactory
from tests.branches.factories import BranchFactory, BranchStaffFactory, OpeningHoursFactory, open_daily

pytestmark = pytest.mark.django_db

TUESDAY = date(2027, 1, 12)
NEXT_TUESDAY = TUESDAY + timedelta(days=7)
NINE_TO_FIVE = [(time(9), time(17))]


@pytest.fixture
def owner():
    return VendorFactory()


@pytest.fixture
def own(owner) -> list[Branch]:
    BranchFactory()  # somebody else's
    return [BranchFactory(vendor=owner), BranchFactory(vendor=owner, status=BranchStatus.PENDING)]


def employee(branch: Branch, role: StaffRole):
    return BranchStaffFactory(branch=branch, role=role).user


# --- whose ---------------------------------------------------------------------------------------------


def test_an_owner_has_own_branches_whatever_their_status(owner, own):
    for query in (branches_of, managed_branches, desk_branches):
        assert set(query(owner)) == set(own)


def test_a_stranger_has_none(own):
    stranger = VendorFactory()
    for query in (branches_of, managed_branches, desk_branches):
        assert not query(stranger).exists()


@pytest.mark.parametrize("role", StaffRole)
def test_what_each_part_in_a_branch_opens(own, role):
    works_here, not_here = own
    user = employee(works_here, role)
    manages = role in {StaffRole.OWNER, StaffRole.MANAGER}
    assert list(branches_of(user)) == [works_here]
    assert list(managed_branches(user)) == ([works_here] if manages else [])
    assert list(desk_branches(user)) == ([works_here] if role != StaffRole.ACCOUNTANT else [])
    assert staff_roles_of(user) == {works_here.pk: role}
    assert not_here not in branches_of(user)


def test_no_branch_is_listed_twice(owner, own):
    branch = own[0]
    BranchStaffFactory(branch=branch, user=owner, role=StaffRole.OWNER)
    for _ in range(2):
        employee(branch, StaffRole.RECEPTION)
    for query in (branches_of, managed_branches, desk_branches):
        assert sorted(found.pk for found in query(owner)) == sorted(found.pk for found in own)


def test_places_are_loaded_with_branches(owner, own, django_assert_num_queries):
    for query in (branches_of, managed_branches):
        with django_assert_num_queries(1):
            assert all((branch.city.name, branch.district.name) for branch in query(owner))


# --- when ------------------------------------------------------------------------------------------------


def special(branch: Branch, day: date, opens: int | None = None, closes: int | None = None) -> None:
    SpecialHours.objects.create(
        branch=branch,
        date=day,
        opens_at=None if opens is None else time(opens),
        closes_at=None if closes is None else time(closes),
    )


@pytest.mark.parametrize("count", [1, 20])
def test_hours_of_any_number_of_branches_take_one_query(count):
    branches = [open_daily(BranchFactory()) for _ in range(count)]
    for branch in branches:
        special(branch, TUESDAY, 10, 14)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        hours = hours_by_branch(branches, first=TUESDAY, last=NEXT_TUESDAY)
        assert len(hours) == count
        assert all(week.intervals(TUESDAY) == [(time(10), time(14))] for week in hours.values())
    assert len(queries) == 1


def test_each_branch_has_its_own_hours_and_zone():
    here = open_daily(BranchFactory(), time(9), time(17))
    there = open_daily(BranchFactory(time_zone="Asia/Dubai"), time(8), time(20))
    special(there, TUESDAY)
    hours = hours_by_branch([here, there], first=TUESDAY, last=NEXT_TUESDAY)
    assert hours[here.pk].intervals(TUESDAY) == NINE_TO_FIVE
    assert hours[there.pk].intervals(TUESDAY) == []
    assert hours[there.pk].intervals(NEXT_TUESDAY) == [(time(8), time(20))]
    assert hours[there.pk].zone.key == "Asia/Dubai"


def test_only_special_days_between_the_two_days_are_read_both_included():
    branch = open_daily(BranchFactory(), time(9), time(17))
    last = TUESDAY + timedelta(days=2)
    for day in (TUESDAY - timedelta(days=1), TUESDAY, last, last + timedelta(days=1)):
        special(branch, day)
    assert set(hours_of(branch, first=TUESDAY, last=last).special) == {TUESDAY, last}


def test_split_days_come_in_the_order_of_time():
    branch = BranchFactory()
    for opens, closes in [(16, 21), (8, 12)]:
        OpeningHoursFactory(
            branch=branch, weekday=TUESDAY.weekday(), opens_at=time(opens), closes_at=time(closes)
        )
        special(branch, NEXT_TUESDAY, opens + 1, closes)
    hours = hours_of(branch, first=TUESDAY, last=NEXT_TUESDAY)
    assert hours.intervals(TUESDAY) == [(time(8), time(12)), (time(16), time(21))]
    assert hours.intervals(NEXT_TUESDAY) == [(time(9), time(12)), (time(17), time(21))]
    assert hours.intervals(TUESDAY + timedelta(days=1)) == []


def test_a_branch_without_rows_is_closed():
    hours = hours_of(BranchFactory(), first=TUESDAY, last=NEXT_TUESDAY)
    assert hours.windows(TUESDAY) == []
    assert hours_by_branch([], first=TUESDAY, last=NEXT_TUESDAY) == {}


def test_the_week_is_listed_from_saturday_to_friday():
    branch = BranchFactory()
    for opens, closes in [(16, 21), (8, 12)]:
        OpeningHoursFactory(
            branch=branch, weekday=Weekday.SATURDAY, opens_at=time(opens), closes_at=time(closes)
        )
    OpeningHoursFactory(branch=branch, weekday=Weekday.THURSDAY, opens_at=time(9), closes_at=time(17))
    with override("en"):
        lines = weekly_lines(branch)
    assert [name for name, _ in lines] == [
        "Saturday",
        "Sunday",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
    ]
    assert lines[0][1] == [(time(8), time(12)), (time(16), time(21))]
    assert lines[5][1] == NINE_TO_FIVE
    assert [intervals for _, intervals in lines[1:5] + lines[6:]] == [[]] * 5
