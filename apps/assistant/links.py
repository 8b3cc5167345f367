"""Searches as addresses of the results page."""

from urllib.parse import urlencode

from django.urls import reverse

from apps.bookings.ask_links import length_of
from apps.catalog.asks import Ask
from apps.catalog.search import SearchQuery


def search_url(query: SearchQuery) -> str:
    """Give the results page, filled with a search."""
    ask = Ask(plan=query.plan, day=query.day, minutes=query.minutes, count=query.count)
    parameters = {
        "kind": query.kind.value if query.kind else "",
        "where": f"{query.city}.{query.district}" if query.district else query.city,
        "day": query.day.isoformat(),
        "start": f"{query.start:%H:%M}" if query.start else "",
        "length": length_of(ask),
        "people": str(query.people),
        "facilities": list(query.facilities),
        "features": list(query.features),
        "sort": "" if query.sort == "best" else query.sort,
        "max_total": "" if query.max_total is None else str(query.max_total),
    }
    filled = {name: value for name, value in parameters.items() if value}
    return f"{reverse('pages:results')}?{urlencode(filled, doseq=True)}"
