"""Questions about services: their prices, what an ask costs, what is on sale."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db.models import QuerySet

from apps.branches.models import Branch
from apps.branches.queries import hours_by_branch
from apps.branches.statuses import BranchStatus
from apps.catalog.asks import Ask, Span, span_of
from apps.catalog.models import ServicePrice, VendorService
from apps.catalog.policies import Offer
from apps.catalog.pricing import Quote, quote
from apps.catalog.statuses import PriceUnit, SaleStatus
from atspaces.shared.clock import ONE_DAY

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
        .prefetch_related("prices", "features")
        .order_by("service", "price_per_unit", "pk")
    )


def public_branches() -> QuerySet[Branch]:
    """Branches that a customer may look at: open ones, and paused ones with a notice."""
    return Branch.objects.exclude(status=BranchStatus.PENDING).select_related(
        "city", "district", "vendor__vendor_profile"
    )


def prices_of(services: Iterable[VendorService]) -> dict[int, dict[PriceUnit, Decimal]]:
    """The prices of several services by unit of time, in one query."""
    prices: dict[int, dict[PriceUnit, Decimal]] = defaultdict(dict)
    rows = ServicePrice.objects.filter(vendor_service__in=services).values_list(
        "vendor_service_id", "price_unit", "price"
    )
    for service_id, unit, price in rows:
        prices[service_id][PriceUnit(unit)] = price
    return {pk: {unit: prices[pk][unit] for unit in UNIT_ORDER if unit in prices[pk]} for pk in prices}


def offers_of(services: Iterable[VendorService], *, first: date, last: date) -> dict[int, Offer]:
    """Services with prices and the hours around the days given, in three queries."""
    services = list(services)
    prices = prices_of(services)
    hours = hours_by_branch(
        {service.branch_id: service.branch for service in services}.values(),
        first=first - ONE_DAY,
        last=last + ONE_DAY,
    )
    return {s.pk: Offer(s, hours[s.branch_id], prices.get(s.pk, {})) for s in services}


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


def quote_of(offer: Offer, ask: Ask, span: Span | None = None) -> Quote | None:
    """Price an ask; none when it is not sold that way or the day is closed."""
    span = span or span_of(ask, offer.hours)
    if span is None:
        return None
    return quote(ask, span, offer.prices, tax_percent=tax_percent_of(offer.service))
