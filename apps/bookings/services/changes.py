"""What vendors and admins change about the supply: blocks, capacity, pausing a branch."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.services.audit import record_audit
from apps.bookings.services.locking import bounded_wait, lock_services, locked_offer
from apps.bookings.services.projection import project_days, project_days_after_cut
from apps.branches.models import Branch
from apps.branches.statuses import BranchStatus
from apps.catalog.models import Availability, ServiceBlock, VendorService
from apps.catalog.policies import Offer
from atspaces.shared.clock import days_touched
from atspaces.shared.errors import DomainError


class WrongBlock(DomainError):
    """A block that ends before it starts, or lies in the past."""


@transaction.atomic
def block_units(
    *,
    service: VendorService,
    starts_at: datetime,
    ends_at: datetime,
    units: int | None,
    reason: str,
    by: User,
    now: datetime,
) -> ServiceBlock:
    """Take units off sale from one instant to another; `units` None means all of them.

    Bookings that are there already stay. Raises `WrongBlock`.
    """
    if ends_at <= starts_at or ends_at <= now:
        raise WrongBlock(_("The block must end after it starts, and in the future."))
    zone = service.branch.zone
    days = days_touched(starts_at, ends_at, zone)
    offer = _locked(service, days)
    block = ServiceBlock.objects.create(
        vendor_service=service,
        starts_at=starts_at,
        ends_at=ends_at,
        units=units,
        reason=reason,
        created_by=by,
    )
    project_days(offer=offer, days=days, now=now)
    record_audit(actor=by, action="units blocked", target=block, now=now)
    return block


@transaction.atomic
def remove_block(*, block: ServiceBlock, by: User, now: datetime) -> None:
    """Put blocked units on sale again. Safe to call twice."""
    days = days_touched(block.starts_at, block.ends_at, block.vendor_service.branch.zone)
    offer = _locked(block.vendor_service, days)
    if not ServiceBlock.objects.filter(pk=block.pk, removed_at__isnull=True).update(removed_at=now):
        return
    project_days(offer=offer, days=days, now=now)
    record_audit(actor=by, action="block removed", target=block, now=now)


@transaction.atomic
def change_capacity(*, service: VendorService, capacity: int, by: User, now: datetime) -> VendorService:
    """Set how many units there are from now on.

    Days with more bookings than the new capacity keep them and show nothing free.
    """
    today = now.astimezone(service.branch.zone).date()
    with bounded_wait():
        lock_services([service.pk])
    before = VendorService.objects.values_list("max_capacity", flat=True).get(pk=service.pk)
    VendorService.objects.filter(pk=service.pk).update(max_capacity=capacity, updated_at=now)
    days = _projected_days(service, since=today)
    offer = _locked(service, days or [today])
    project_days_after_cut(offer=offer, days=days, now=now)
    record_audit(
        actor=by,
        action="capacity changed",
        target=service,
        now=now,
        details={"from": before, "to": capacity},
    )
    return offer.service


@transaction.atomic
def set_branch_status(*, branch: Branch, status: BranchStatus, by: User, now: datetime) -> Branch:
    """Open or pause a branch. Every booking after the commit sees it, none slips through before.

    Existing bookings stay.
    """
    services = list(VendorService.objects.filter(branch=branch).values_list("pk", flat=True))
    with bounded_wait():
        lock_services(services)
    branch = Branch.objects.select_for_update(no_key=True, of=("self",)).get(pk=branch.pk)
    before = branch.status
    branch.status = status
    branch.save(update_fields=["status", "updated_at"])
    record_audit(
        actor=by,
        action="branch status changed",
        target=branch,
        now=now,
        details={"from": before, "to": status},
    )
    return branch


def _projected_days(service: VendorService, *, since: date) -> list[date]:
    rows = Availability.objects.filter(vendor_service=service, date__gte=since)
    return list(rows.order_by("date").values_list("date", flat=True))


def _locked(service: VendorService, days: Collection[date]) -> Offer:
    with bounded_wait():
        return locked_offer(service.pk, first=min(days), last=max(days))
