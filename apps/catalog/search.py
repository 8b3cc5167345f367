"""Finding what is truly free for what somebody asks, with the total they would pay."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection

from apps.catalog.asks import Ask, Span, span_of
from apps.catalog.models import VendorService
from apps.catalog.policies import Offer
from apps.catalog.pricing import Quote
from apps.catalog.queries import offers_of, quote_of, services_with_places
from apps.catalog.search_sql import FOLDING, ORDERS, SEARCH
from apps.catalog.statuses import PriceUnit, ServiceName
from atspaces.shared.clock import ONE_DAY

PER_PAGE = 24
MOST_PAGES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """What a customer looks for. Empty fields do not narrow the search.

    `near` is a latitude and longitude in degrees; `sort` one of "best", "price", "distance";
    `max_total` the most to pay in all, in dinars with tax.
    """

    plan: PriceUnit
    day: date
    start: time | None = None
    minutes: int = 60
    days: int = 1
    people: int = 1
    kind: ServiceName | None = None
    city: str = ""
    district: str = ""
    text: str = ""
    facilities: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    sort: str = "best"
    near: tuple[float, float] | None = None
    max_total: Decimal | None = None

    @property
    def last_day(self) -> date:
        return self.day if self.plan == PriceUnit.HOUR else self.day + ONE_DAY * (self.days - 1)

    def ask_for(self, service: VendorService) -> Ask:
        """Give the ask that this search means for one service: a desk each, or one room for all."""
        is_desk = service.service.name == ServiceName.HOT_DESK
        return Ask(
            plan=self.plan,
            day=self.day,
            start=self.start if self.plan == PriceUnit.HOUR else None,
            minutes=self.minutes,
            days=self.days,
            quantity=self.people if is_desk else 1,
        )


@dataclass(frozen=True, slots=True)
class Card:
    """One result: a service that is free as asked, and what it costs in all."""

    service: VendorService
    ask: Ask
    span: Span
    quote: Quote
    distance_km: float | None
    offer: Offer


@dataclass(frozen=True, slots=True)
class SearchPage:
    cards: list[Card]
    total: int
    page: int
    pages: int


def search(query: SearchQuery, *, now: datetime, page: int = 1, per_page: int = PER_PAGE) -> SearchPage:
    """Give one page of what is free as asked; a page past the end is empty."""
    page = max(1, min(page, MOST_PAGES))
    rows = _rows(query, now, limit=per_page, offset=(page - 1) * per_page)
    found = rows[0][2] if rows else 0
    return SearchPage(_cards(query, rows), found, page, max(1, -(-found // per_page)))


def count_found(query: SearchQuery, *, now: datetime) -> int:
    """Count what is free as asked."""
    rows = _rows(query, now, limit=1, offset=0)
    return int(rows[0][2]) if rows else 0


def folded(text: str) -> str:
    """Write a text the way it is compared: lower case, one form of each Arabic letter, no vowels."""
    return text.lower().translate(FOLDING)


def _cards(query: SearchQuery, rows: list[tuple[int, float | None, int]]) -> list[Card]:
    services = (
        services_with_places().filter(pk__in=[row[0] for row in rows]).prefetch_related("branch__facilities")
    )
    offers = offers_of(services, first=query.day, last=query.last_day)
    cards = []
    for service_id, distance, _ in rows:
        offer = offers[service_id]
        ask = query.ask_for(offer.service)
        span = span_of(ask, offer.hours)
        quote = quote_of(offer, ask, span)
        if span is not None and quote is not None:
            cards.append(Card(offer.service, ask, span, quote, distance, offer))
    return cards


def _rows(
    query: SearchQuery, now: datetime, *, limit: int, offset: int
) -> list[tuple[int, float | None, int]]:
    order = ORDERS.get(query.sort, ORDERS["best"])
    with connection.cursor() as cursor:
        cursor.execute(
            SEARCH.format(order=order), _parameters(query, now) | {"limit": limit, "offset": offset}
        )
        return [(row[0], None if row[1] is None else float(row[1]), row[2]) for row in cursor.fetchall()]


def _parameters(query: SearchQuery, now: datetime) -> dict[str, Any]:
    start = query.start or time.min
    latitude, longitude = query.near or (None, None)
    return {
        "day": query.day,
        "last_day": query.last_day,
        "by_hour": query.plan == PriceUnit.HOUR,
        "start": start.hour * 60 + start.minute,
        "minutes": query.minutes,
        "people": query.people,
        "kind": query.kind or "",
        "city": query.city,
        "district": query.district,
        "words": folded(query.text).split(),
        "facilities": list(query.facilities),
        "features": list(query.features),
        "tax_percent": float(settings.SALES_TAX_PERCENT),
        "latitude": latitude,
        "longitude": longitude,
        "max_total": query.max_total,
        "now": now,
    }
