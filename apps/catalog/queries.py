"""Questions about services: their prices, what an ask costs, what is on sale."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Model, QuerySet

from apps.accounts.models import User, VendorProfile
from apps.branches.hours_sql import week_of
from apps.branches.models import Branch
from apps.branches.statuses import BranchStatus
from apps.catalog.asks import Ask, Span, span_of
from apps.catalog.models import VendorService
from apps.catalog.offers_sql import RULES_OF_SERVICES, RulesRow, offer_of_service
from apps.catalog.policies import Limits, Offer
from apps.catalog.pricing import Discount, PriceList, Quote, quote
from apps.catalog.rates import Rate
from apps.catalog.statuses import PriceUnit, SaleStatus
from atspaces.shared.clock import ONE_DAY
from atspaces.shared.rows import column_names, from_columns

UNIT_ORDER = [PriceUnit.HOUR, PriceUnit.DAY, PriceUnit.WEEK, PriceUnit.MONTH]


def services_with_places() -> QuerySet[VendorService]:
    """Services with branch, vendor, city and district loaded, as pages and rules need them."""
    return VendorService.objects.select_related(
        "service", "branch__vendor__vendor_profile", "branch__city", "branch__district"
    )


def services_on_sale(branch: Branch) -> QuerySet[VendorService]:
    """What a branch sells at the moment, by kind and price."""
    return (
        services_with_places()
        .filter(branch=branch, status=SaleStatus.ACTIVE)
        .prefetch_related("features")
        .order_by("service", "price_per_unit", "pk")
    )


def public_branches() -> QuerySet[Branch]:
    """Branches that a customer may look at: open ones, and paused ones with a notice."""
    return Branch.objects.exclude(status=BranchStatus.PENDING).select_related(
        "city", "district", "vendor__vendor_profile"
    )


def offers_of(services: Iterable[VendorService], *, first: date, last: date) -> dict[int, Offer]:
    """Services with prices, rates and the hours around the days given, in one query."""
    known = {service.pk: service for service in services}
    with connection.cursor() as cursor:
        cursor.execute(RULES_OF_SERVICES, {"services": list(known), **days_around(first, last)})
        return {pk: offer_from(known[pk], RulesRow(*rules)) for pk, *rules in cursor.fetchall()}


def offer_of(service_id: int, *, first: date, last: date) -> Offer:
    """A service as it is now, with its branch, its vendor and all rules, in one query.

    Lean: what only pages show, city and district, is loaded when it is asked for.
    """
    with connection.cursor() as cursor:
        cursor.execute(offer_of_service(), {"service": service_id, **days_around(first, last)})
        row = iter(cursor.fetchone())
    service = _object(VendorService, row)
    service.branch = branch = _object(Branch, row)
    branch.vendor = vendor = _object(User, row)
    profile = _object(VendorProfile, row)
    # A vendor without a company is remembered as such, not asked for again.
    User._meta.get_field("vendor_profile").set_cached_value(vendor, profile if profile.pk else None)
    return offer_from(service, RulesRow(*row))


def _object[M: Model](model: type[M], row: Iterator[Any]) -> M:
    return from_columns(model, list(islice(row, len(column_names(model)))))


def days_around(first: date, last: date) -> dict[str, date]:
    """Give the days whose hours matter between two: stays past midnight reach into the next."""
    return {"first": first - ONE_DAY, "last": last + ONE_DAY}


def offer_from(service: VendorService, rules: RulesRow) -> Offer:
    """Put an offer together from a service and what `RULES` gave of it."""
    rows = sorted(rules.prices or (), key=lambda row: UNIT_ORDER.index(row[0]))
    rates = [_rate(*row) for row in rules.rates or ()]
    # Dated ones come before undated, timed before untimed, newer before older.
    rates.sort(key=lambda rate: (not rate.is_dated, not rate.is_timed))
    return Offer(
        service,
        week_of(service.branch.zone, rules.weekly, rules.special),
        {PriceUnit(unit): Decimal(price) for unit, price, _least, _most in rows},
        {PriceUnit(unit): Limits(least, most) for unit, _price, least, most in rows},
        rates,
    )


def _rate(
    percent: str,
    weekdays: list[int],
    first: str | None,
    last: str | None,
    starts_minute: int | None,
    ends_minute: int | None,
) -> Rate:
    return Rate(
        Decimal(percent),
        frozenset(weekdays),
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        starts_minute,
        ends_minute,
    )


def tax_percent_of(service: VendorService) -> Decimal:
    """The sales tax a vendor charges, in per cent; none below the registration threshold."""
    profile = getattr(service.branch.vendor, "vendor_profile", None)
    registered = profile is None or profile.is_tax_registered
    return Decimal(settings.SALES_TAX_PERCENT) if registered else Decimal(0)


def commission_percent_of(service: VendorService) -> Decimal:
    """What AtSpaces keeps of a booking, in per cent: the vendor's own rate, else the site's."""
    profile = getattr(service.branch.vendor, "vendor_profile", None)
    own: Decimal | None = profile.commission_percent if profile else None
    return Decimal(settings.COMMISSION_PERCENT) if own is None else own


def quote_of(
    offer: Offer, ask: Ask, span: Span | None = None, *, discount: Discount | None = None
) -> Quote | None:
    """Price an ask; none when it is not sold that way or the day is closed."""
    span = span or span_of(ask, offer.hours)
    if span is None:
        return None
    price_list = PriceList(offer.prices, tax_percent_of(offer.service), offer.rates)
    return quote(ask, span, price_list, zone=offer.hours.zone, discount=discount)
