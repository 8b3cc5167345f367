"""How many units there are: from now on, or on particular days."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.accounts.services.audit import record_audit
from apps.bookings.effects import Effects, above_capacity, effects_on, spans_of_days
from apps.bookings.services.projection import project_days_after_cut
from apps.bookings.services.supply.gate import check_days, lock_supply, offers_for, projected_days
from apps.catalog.models import Availability, VendorService
from atspaces.shared.errors import DomainError


class WrongCapacity(DomainError):
    """A number of units that cannot be, or days that cannot be set."""


@transaction.atomic
def change_capacity(*, service: VendorService, capacity: int, by: User, now: datetime) -> Effects:
    """Set how many units there are from now on.

    Days with more bookings than the new capacity keep them and show nothing free; the bookings
    above it, the latest made, are given back. Raises `WrongCapacity`.
    """
    if capacity < 1:
        raise WrongCapacity(_("A space has at least one unit. To stop selling it, pause it."))
    lock_supply(services=[service.pk])
    before = VendorService.objects.values_list("max_capacity", flat=True).get(pk=service.pk)
    VendorService.objects.filter(pk=service.pk).update(max_capacity=capacity, updated_at=now)
    days = projected_days(service_id=service.pk)
    record_audit(
        actor=by,
        action="capacity changed",
        target=service,
        now=now,
        details={"before": before, "after": capacity},
    )
    if not days:
        return Effects()
    offer = offers_for(services=[service.pk], days=days)[service.pk]
    project_days_after_cut(offer=offer, days=days, now=now)
    return effects_on(above_capacity(offer, spans_of_days(days, offer.hours.zone, now=now), now=now))


@transaction.atomic
def set_day_capacity(
    *, service: VendorService, days: Collection[date], capacity: int | None, by: User, now: datetime
) -> Effects:
    """Set how many units there are on some local days; None lets the service's own number hold.

    Like `change_capacity` it keeps what is booked and gives back the bookings above. Raises
    `WrongCapacity` for more units than the service has, and for days that are over or too many.
    """
    today = now.astimezone(service.branch.zone).date()
    days = check_days(days=days, today=today, wrong=WrongCapacity)
    lock_supply(services=[service.pk])
    offer = offers_for(services=[service.pk], days=days)[service.pk]
    _check_units(offer.service, capacity)
    own = _own_capacities(service, days)
    _write(offer.service, days, capacity)
    project_days_after_cut(offer=offer, days=days, now=now)
    record_audit(
        actor=by,
        action="capacity of days changed",
        target=service,
        now=now,
        details={
            "before": {day.isoformat(): own.get(day) for day in days},
            "after": {day.isoformat(): capacity for day in days},
        },
    )
    return effects_on(above_capacity(offer, spans_of_days(days, offer.hours.zone, now=now), now=now))


def _check_units(service: VendorService, capacity: int | None) -> None:
    if capacity is not None and not 0 <= capacity <= service.max_capacity:
        most = service.max_capacity
        raise WrongCapacity(
            ngettext(
                "%(name)s has %(units)d unit. A day can have fewer, not more.",
                "%(name)s has %(units)d units. A day can have fewer, not more.",
                most,
            )
            % {"name": service.display_name, "units": most}
        )


def _own_capacities(service: VendorService, days: Collection[date]) -> dict[date, int | None]:
    rows = Availability.objects.filter(vendor_service=service, date__in=days)
    return dict(rows.values_list("date", "capacity"))


def _write(service: VendorService, days: Collection[date], capacity: int | None) -> None:
    if capacity is None:
        Availability.objects.filter(vendor_service=service, date__in=days).update(capacity=None)
        return
    # A new row stands for nothing until the days are projected.
    rows = [
        Availability(vendor_service=service, date=day, available_units=0, capacity=capacity) for day in days
    ]
    Availability.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["vendor_service", "date"], update_fields=["capacity"]
    )
