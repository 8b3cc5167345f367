"""Whether and under which rules a branch's spaces are sold."""

from datetime import datetime

from django.db import transaction

from apps.accounts.models import User
from apps.accounts.services.audit import record_audit
from apps.bookings.effects import Effects, above_capacity, bookings_ahead, effects_on, spans_of_days
from apps.bookings.services.overdue import touched_days
from apps.bookings.services.projection import project_days_after_cut
from apps.bookings.services.supply.gate import lock_branch, lock_supply, offers_for, projected_days
from apps.branches.models import Branch
from apps.branches.statuses import BranchStatus
from apps.catalog.models import VendorService
from apps.catalog.statuses import SALE_FLOW, SaleStatus
from apps.catalog.terms import Rules, fault_in_rules, rules_of
from atspaces.shared.errors import DomainError


class WrongRules(DomainError):
    """Rules under which nothing could be booked, or that cannot be counted in half hours."""


@transaction.atomic
def set_branch_status(*, branch: Branch, status: BranchStatus, by: User, now: datetime) -> Effects:
    """Open or pause a branch. Every booking after the commit sees it, none slips through before.

    Existing bookings stay; when the branch stops selling they are given back.
    """
    branch, services = lock_branch(branch=branch)
    before = branch.status
    branch.status = status
    branch.save(update_fields=["status", "updated_at"])
    record_audit(
        actor=by,
        action="branch status changed",
        target=branch,
        now=now,
        details={"before": before, "after": status},
    )
    stops = before == BranchStatus.ACTIVE != status
    return effects_on(bookings_ahead(services, now=now)) if stops else Effects()


@transaction.atomic
def set_sale_status(*, service: VendorService, status: SaleStatus, by: User, now: datetime) -> Effects:
    """Put a service on sale, pause it or archive it. Safe to call twice.

    Existing bookings stay; when the service goes off sale they are given back. Raises
    `IllegalMove`: what was archived is only paused at first.
    """
    lock_supply(services=[service.pk])
    before = VendorService.objects.values_list("status", flat=True).get(pk=service.pk)
    if before == status:
        return Effects()
    SALE_FLOW.check(before, status)
    VendorService.objects.filter(pk=service.pk).update(status=status, updated_at=now)
    record_audit(
        actor=by,
        action="sale status changed",
        target=service,
        now=now,
        details={"before": before, "after": status},
    )
    stops = before == SaleStatus.ACTIVE
    return effects_on(bookings_ahead([service.pk], now=now)) if stops else Effects()


@transaction.atomic
def change_rules(*, service: VendorService, rules: Rules, by: User, now: datetime) -> Effects:
    """Set how a service is booked from now on; what is booked keeps its own terms.

    A longer pause between bookings may push the use above the capacity: that is accepted like a
    cut, and the bookings above are given back. Raises `WrongRules`.
    """
    if fault := fault_in_rules(rules):
        raise WrongRules(fault)
    lock_supply(services=[service.pk])
    before = rules_of(VendorService.objects.get(pk=service.pk))
    if before == rules:
        return Effects()
    VendorService.objects.filter(pk=service.pk).update(**rules.as_fields(), updated_at=now)
    record_audit(
        actor=by,
        action="rules changed",
        target=service,
        now=now,
        details={"before": before.as_fields(), "after": rules.as_fields()},
    )
    return Effects() if before.buffer_minutes == rules.buffer_minutes else _project_pause(service, now)


def _project_pause(service: VendorService, now: datetime) -> Effects:
    today = now.astimezone(service.branch.zone).date()
    offer = offers_for(services=[service.pk], days=[today])[service.pk]
    # A longer pause may reach into days that have no row yet.
    ahead = bookings_ahead([service.pk], now=now)
    days = {day for booking in ahead for day in touched_days(offer, booking)}
    days.update(projected_days(service_id=service.pk))
    if not days:
        return Effects()
    offer = offers_for(services=[service.pk], days=days)[service.pk]
    project_days_after_cut(offer=offer, days=days, now=now)
    return effects_on(above_capacity(offer, spans_of_days(days, offer.hours.zone, now=now), now=now))
