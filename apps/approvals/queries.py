"""What is asked, by whom, since when, and what a decision would touch."""

from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db.models import Case, Count, Max, Min, Q, QuerySet, Sum, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.approvals.models import ApprovalRequest
from apps.approvals.statuses import ApprovalStatus, RequestType
from apps.bookings.effects import Effects, above_capacity, effects_on
from apps.bookings.models import Booking, occupying
from apps.branches.models import Branch, BranchStaff
from apps.branches.queries import managed_branches
from apps.branches.statuses import BranchStatus
from apps.catalog.models import VendorService
from apps.catalog.queries import offers_of
from apps.catalog.statuses import SaleStatus
from atspaces.shared import money

SHOWN_ABOVE = 10


@dataclass(frozen=True)
class Difference:
    """One line of before and after. `now` is filled when the present state is neither of them."""

    label: str | Promise
    old: str | Promise
    new: str | Promise
    now: str | Promise = ""


@dataclass(frozen=True)
class Impact:
    """Bookings from now on that a decision touches, and their worth in JOD with tax."""

    bookings: int
    total: Decimal
    first_starts_at: datetime | None
    above: tuple[Booking, ...] = ()
    above_count: int = 0
    above_total: Decimal = money.ZERO


def with_subjects() -> QuerySet[ApprovalRequest]:
    """Give all requests with whom and what they are about loaded."""
    return ApprovalRequest.objects.select_related(
        "branch__city", "branch__vendor", "vendor_service__branch", "submitted_by", "reviewed_by"
    )


def askable_services(user: User) -> QuerySet[VendorService]:
    """Give the services whose capacity someone may ask to change."""
    return (
        VendorService.objects.filter(branch__in=managed_branches(user))
        .exclude(status=SaleStatus.ARCHIVED)
        .select_related("branch")
        .order_by("branch__name", "name", "pk")
    )


def staff_role(branch: Branch, user: User) -> str | None:
    """Give the part someone plays in a branch; `None` when they do not work there."""
    return BranchStaff.objects.filter(branch=branch, user=user).values_list("role", flat=True).first()


def requests_of(user: User) -> QuerySet[ApprovalRequest]:
    """Give the requests about someone's branches: what still waits first, then the latest."""
    decided = Case(When(status=ApprovalStatus.PENDING, then=0), default=1)
    mine = with_subjects().filter(branch__in=managed_branches(user))
    return mine.order_by(decided, "-submitted_at", "-pk")


def pending_queue() -> QuerySet[ApprovalRequest]:
    """Give what waits for a decision, the oldest first."""
    return with_subjects().filter(status=ApprovalStatus.PENDING).order_by("submitted_at", "pk")


def next_pending(after: ApprovalRequest) -> ApprovalRequest | None:
    """Give the request to decide next: the one asked after this, else the oldest that waits."""
    later = Q(submitted_at__gt=after.submitted_at) | Q(submitted_at=after.submitted_at, pk__gt=after.pk)
    waiting = pending_queue().exclude(pk=after.pk)
    return waiting.filter(later).first() or waiting.first()


def difference(request: ApprovalRequest) -> Difference:
    """Give the one line that a request changes, as it was when asked and as it would be."""
    before, after = request.state_before, request.requested_change
    if request.request_type == RequestType.CAPACITY_CHANGE and request.vendor_service is not None:
        old, new, now = before["capacity"], after["capacity"], request.vendor_service.max_capacity
        drifted = request.status == ApprovalStatus.PENDING and now != old
        return Difference(_("Units"), _units(old), _units(new), _units(now) if drifted else "")
    old_status, new_status = BranchStatus(before["status"]), BranchStatus(after["status"])
    present = BranchStatus(request.branch.status)
    drifted = request.status == ApprovalStatus.PENDING and present != old_status
    return Difference(_("Branch"), old_status.label, new_status.label, present.label if drifted else "")


def _units(count: int) -> str:
    return ngettext("%(count)d unit", "%(count)d units", count) % {"count": count}


def impact_of(request: ApprovalRequest, *, now: datetime) -> Impact:
    """Count the bookings from `now` on that a decision touches, and add up their totals.

    For a change of capacity they are those of the service, and `above` names the ones that would
    not fit if those made first keep their units; at most `SHOWN_ABOVE` are named, all are counted.
    """
    touched = Booking.objects.filter(occupying(now), ends_at__gt=now)
    if request.request_type != RequestType.CAPACITY_CHANGE:
        return _summed(touched.filter(vendor_service__branch_id=request.branch_id))
    touched = touched.filter(vendor_service_id=request.vendor_service_id)
    above = _above(request, now)
    return replace(
        _summed(touched),
        above=above.bookings[:SHOWN_ABOVE],
        above_count=len(above.bookings),
        above_total=above.total,
    )


def _summed(bookings: QuerySet[Booking]) -> Impact:
    sums = bookings.aggregate(count=Count("pk"), total=Sum("total_price"), first=Min("starts_at"))
    return Impact(sums["count"], sums["total"] or money.ZERO, sums["first"])


def _above(request: ApprovalRequest, now: datetime) -> Effects:
    """What `change_capacity` would give back: the service as it would be, judged by the same query."""
    service, today = copy(request.vendor_service), now.date()
    ahead = Booking.objects.filter(occupying(now), vendor_service=service, ends_at__gt=now)
    last = ahead.aggregate(last=Max("ends_at"))["last"]
    if service is None or last is None:
        return Effects()
    service.max_capacity = request.requested_change["capacity"]
    offer = offers_of([service], first=today, last=today)[service.pk]
    return effects_on(above_capacity(offer, [(now, last)], now=now))


@dataclass(frozen=True)
class Queue:
    """How much waits, and since when."""

    count: int
    oldest_at: datetime | None


def pending_load() -> Queue:
    """Count what waits for a decision and say since when the oldest does."""
    load = ApprovalRequest.objects.filter(status=ApprovalStatus.PENDING).aggregate(
        count=Count("pk"), oldest=Min("submitted_at")
    )
    return Queue(load["count"], load["oldest"])
