"""What a service costs from now on. Whatever is held or booked keeps its price."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.services.audit import record_audit
from apps.bookings.services.supply.gate import lock_supply
from apps.catalog.models import ServicePrice, ServiceRate, VendorService
from apps.catalog.policies import Limits
from apps.catalog.queries import UNIT_ORDER
from apps.catalog.statuses import PriceUnit
from apps.catalog.terms import MOST_RATES, fault_in_prices, fault_in_rate
from atspaces.shared.errors import DomainError

NO_LIMITS: Mapping[PriceUnit, Limits] = {}


class WrongPrice(DomainError):
    """A price, a limit of stays or a rate that cannot be."""


@transaction.atomic
def set_prices(
    *,
    service: VendorService,
    prices: Mapping[PriceUnit, Decimal],
    by: User,
    now: datetime,
    limits: Mapping[PriceUnit, Limits] = NO_LIMITS,
) -> None:
    """Set the whole price list of a service, in JOD without tax: a unit not named is not sold.

    `limits` say how many days, weeks or months one stay may last. Raises `WrongPrice`.
    """
    if fault := fault_in_prices(prices, limits):
        raise WrongPrice(fault)
    lock_supply(services=[service.pk])
    before = _price_list(service)
    service.prices.exclude(price_unit__in=prices.keys()).delete()
    ServicePrice.objects.bulk_create(
        (
            ServicePrice(
                vendor_service=service,
                price_unit=unit,
                price=price,
                min_count=limits.get(unit, Limits()).least,
                max_count=limits.get(unit, Limits()).most,
            )
            for unit, price in prices.items()
        ),
        update_conflicts=True,
        unique_fields=["vendor_service", "price_unit"],
        update_fields=["price", "min_count", "max_count"],
    )
    smallest = min(prices, key=UNIT_ORDER.index)
    VendorService.objects.filter(pk=service.pk).update(
        price_unit=smallest, price_per_unit=prices[smallest], updated_at=now
    )
    _record("prices changed", service, before, _price_list(service), by, now)


@transaction.atomic
def set_rates(*, service: VendorService, rates: Sequence[ServiceRate], by: User, now: datetime) -> None:
    """Replace all rates of a service by unsaved ones, the weightiest first.

    A rate with dates still comes before one without, and one with times before one without.
    Raises `WrongPrice`.
    """
    if len(rates) > MOST_RATES:
        raise WrongPrice(_("These are too many rates for one space."))
    for rate in rates:
        if fault := fault_in_rate(rate):
            raise WrongPrice(fault)
    lock_supply(services=[service.pk])
    before = _rate_list(service)
    service.rates.all().delete()
    # Of two that weigh the same, the newest holds.
    for rate in reversed(rates):
        rate.vendor_service = service
        rate.save(force_insert=True)
    _record("rates changed", service, before, _rate_list(service), by, now)


def _price_list(service: VendorService) -> list[dict[str, Any]]:
    rows = service.prices.order_by("pk").values("price_unit", "price", "min_count", "max_count")
    return [row | {"price": str(row["price"])} for row in rows]


def _rate_list(service: VendorService) -> list[dict[str, Any]]:
    columns = ("name", "percent", "weekdays", "starts_at", "ends_at", "first_date", "last_date")
    rows = service.rates.order_by("-pk").values(*columns)
    return [{name: _as_json(value) for name, value in row.items()} for row in rows]


def _as_json(value: object) -> object:
    return value if value is None or isinstance(value, list) else str(value)


def _record(
    action: str, service: VendorService, before: object, after: object, by: User, now: datetime
) -> None:
    if before != after:
        record_audit(
            actor=by, action=action, target=service, now=now, details={"before": before, "after": after}
        )
