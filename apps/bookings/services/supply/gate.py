"""What every change of the supply begins and ends with: locks, sane days, re-projection."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from apps.bookings.services import locking
from apps.bookings.services.projection import project_days
from apps.branches.models import Branch
from apps.catalog.models import Availability, VendorService
from apps.catalog.policies import Offer
from apps.catalog.queries import offers_of, services_with_places
from atspaces.shared.errors import DomainError

MOST_DAYS = 366
"""How many days one change may speak of."""


def lock_supply(*, services: Collection[int]) -> None:
    """Lock services in the one order. Raises `ServiceBusy`."""
    with locking.bounded_wait():
        locking.lock_services(services)


def lock_branch(*, branch: Branch) -> tuple[Branch, list[int]]:
    """Lock all services of a branch, then the branch, and give both as they are now.

    The branch's own lock orders changes of one that has no services yet. Raises `ServiceBusy`.
    """
    services = list(VendorService.objects.filter(branch=branch).values_list("pk", flat=True))
    lock_supply(services=services)
    with locking.bounded_wait():
        Branch.objects.select_for_update(no_key=True).filter(pk=branch.pk).values_list("pk").get()
    # Read in a later statement: what a statement that waited had joined may be stale.
    return Branch.objects.select_related("vendor").get(pk=branch.pk), services


def offers_for(*, services: Collection[int], days: Collection[date]) -> dict[int, Offer]:
    """Read locked services as they are now, with the hours around some local days."""
    rows = services_with_places().filter(pk__in=services)
    return offers_of(rows, first=min(days), last=max(days))


def check_days(*, days: Collection[date], today: date, wrong: type[DomainError]) -> list[date]:
    """Give the days of a change in order. Raises `wrong` for none, too many, or one that is over."""
    if not days:
        raise wrong(_("Choose at least one day."))
    if len(days) > MOST_DAYS:
        raise wrong(_("Choose no more than a year at once."))
    if min(days) < today:
        raise wrong(_("One of these days is over."))
    return sorted(set(days))


def projected_days(*, service_id: int) -> list[date]:
    """The days of a service that have a row; those that are over keep their blocks."""
    rows = Availability.objects.filter(vendor_service=service_id)
    return list(rows.order_by("date").values_list("date", flat=True))


def project_anew(*, services: Iterable[int], now: datetime, days: Collection[date] | None = None) -> None:
    """Recompute the rows of locked services, of some days or of all: their opening has changed."""
    rows = Availability.objects.filter(vendor_service__in=list(services))
    if days is not None:
        rows = rows.filter(date__in=days)
    touched: dict[int, list[date]] = {}
    for service_id, day in rows.values_list("vendor_service_id", "date"):
        touched.setdefault(service_id, []).append(day)
    if not touched:
        return
    offers = offers_for(services=touched, days=[day for found in touched.values() for day in found])
    for service_id in sorted(touched):
        project_days(offer=offers[service_id], days=touched[service_id], now=now)
