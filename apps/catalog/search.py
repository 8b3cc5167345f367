"""Finding what is truly free for what somebody asks, with the total they would pay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from apps.catalog.asks import Ask, Span, span_of
from apps.catalog.models import VendorService
from apps.catalog.policies import Offer
from apps.catalog.pricing import Quote
from apps.catalog.queries import offers_of, quote_of, services_with_places
from apps.catalog.search_filters import IN_PRICE, filters_of
from apps.catalog.search_query import SearchQuery
from apps.catalog.search_run import found_pages, statement_of
from apps.catalog.search_spelling import folded
from apps.catalog.search_sql import ORDERS, PAGE
from apps.catalog.search_text import meanings_of

__all__ = ["Card", "SearchPage", "SearchQuery", "count_found", "folded", "search"]

PER_PAGE = 24
MOST_PAGES = 200


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


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One service as the statement found it. `total` is in dinars with tax, to the fils."""

    service_id: int
    distance_km: float | None
    total: Decimal


def search(query: SearchQuery, *, now: datetime, page: int = 1, per_page: int = PER_PAGE) -> SearchPage:
    """Give one page of what is free as asked; a page past the end is empty."""
    page = max(1, min(page, MOST_PAGES))
    rows, found = found_rows(query, now=now, limit=per_page, offset=(page - 1) * per_page)
    return SearchPage(cards_of(query, rows), found, page, max(1, -(-found // per_page)))


def count_found(query: SearchQuery, *, now: datetime) -> int:
    """Count what is free as asked."""
    return found_rows(query, now=now, limit=1)[1]


def found_rows(
    query: SearchQuery, *, now: datetime, limit: int, offset: int = 0, is_free: bool = True
) -> tuple[list[FoundRow], int]:
    """Give some of what is found, in order, and how much it is in all.

    With `is_free` false, what would be lawful but lacks units then. One statement; with a text one
    or two more.
    """
    filters = filters_of(query, meanings_of(query.text))
    statement = statement_of(query, filters.all_hold(), is_free=is_free)
    order = ORDERS.get(query.sort, ORDERS["best"])
    rows = found_pages(
        query,
        statement + PAGE.format(order=order, in_price=IN_PRICE),
        {**filters.parameters, **_limits(query), "limit": limit, "offset": offset},
        now=now,
    )
    found = [FoundRow(row[0], None if row[1] is None else float(row[1]), row[2]) for row in rows]
    return found, rows[0][3] if rows else 0


def _limits(query: SearchQuery) -> dict[str, Any]:
    return {"min_total": query.min_total, "max_total": query.max_total}


def cards_of(query: SearchQuery, rows: Iterable[FoundRow]) -> list[Card]:
    """Load what cards show of the services found, in five queries, and price each in lines."""
    rows = list(rows)
    services = services_with_places().filter(pk__in=[row.service_id for row in rows])
    offers = offers_of(services.prefetch_related("branch__facilities"), first=query.day, last=query.last_day)
    cards = []
    for row in rows:
        # A service that was deleted since it was found has none.
        offer = offers.get(row.service_id)
        if offer is None:
            continue
        ask = query.ask_for(offer.service)
        span = span_of(ask, offer.hours)
        quote = quote_of(offer, ask, span)
        if span is not None and quote is not None:
            cards.append(Card(offer.service, ask, span, quote, row.distance_km, offer))
    return cards
