"""A search in words: each of its parts by itself, in English or Arabic."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.assistant.reading import Gazetteer
from apps.catalog.search import SearchQuery
from apps.catalog.statuses import PriceUnit
from atspaces.shared import formats
from atspaces.shared.bilingual import in_language


def site_zone() -> ZoneInfo:
    """The zone that "today" and "at 3" are meant in."""
    return ZoneInfo(settings.TIME_ZONE)


def kind_text(query: SearchQuery) -> str:
    """Say what is looked for."""
    return str(query.kind.label) if query.kind else _("Any space")


def place_text(query: SearchQuery, places: Gazetteer) -> str:
    """Say where; empty for a place that is not in the catalogue any more."""
    for place in places.places:
        if (place.city, place.district) == (query.city, query.district):
            return in_language(*place.names[:2])
    return ""


def day_text(query: SearchQuery, today: date) -> str:
    """Say which day, or from which day to which."""
    if query.last_day != query.day:
        return formats.date_range(query.day, query.last_day, today=today)
    return formats.day(query.day, today=today, relative=True)


def hours_text(query: SearchQuery) -> str:
    """Say from when to when, or for how many days."""
    if query.plan != PriceUnit.HOUR or query.start is None:
        return ngettext("%(count)d day", "%(count)d days", query.count) % {"count": query.count}
    zone = site_zone()
    starts_at = datetime.combine(query.day, query.start, tzinfo=zone)
    return formats.time_range(starts_at, starts_at + timedelta(minutes=query.minutes), zone)


def people_text(query: SearchQuery) -> str:
    """Say for how many."""
    return ngettext("%(count)d person", "%(count)d people", query.people) % {"count": query.people}


def amenity_text(slug: str, places: Gazetteer) -> str:
    """Name something a place should have."""
    named = (in_language(*amenity.names[:2]) for amenity in places.amenities if amenity.slug == slug)
    return next(named, slug)


def price_texts(query: SearchQuery) -> list[str]:
    """Say what it may cost, and that the cheapest comes first."""
    texts = []
    if query.max_total is not None:
        texts.append(_("Up to %(total)s in all") % {"total": formats.money(query.max_total)})
    return [*texts, _("Lowest total first")] if query.sort == "price" else texts


def wish_text(query: SearchQuery, places: Gazetteer, today: date) -> str:
    """Say what is looked for, when and where, as a list."""
    parts = [kind_text(query), day_text(query, today), hours_text(query), place_text(query, places)]
    return " · ".join(part for part in parts if part)
