"""What was understood, as links that change it on the results page. In the page's language."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.assistant import search_texts as texts
from apps.assistant.alternatives import Alternative, Change
from apps.assistant.links import search_url
from apps.assistant.reading import Gazetteer, Part, Reading
from apps.catalog.search import SearchQuery


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of a search. `is_removable`: its link searches without it; else it leads to all fields."""

    part: Part
    text: str
    url: str
    is_removable: bool = False


def chips_of(reading: Reading, places: Gazetteer, today: date) -> tuple[list[Chip], list[Chip]]:
    """Give the stated parts of a reading and the assumed ones."""
    if reading.query is None:
        return [], []
    chips = [chip for chip in _chips(reading.query, places, today) if chip.text]
    stated = [chip for chip in chips if _is_stated(chip.part, reading)]
    return stated, [chip for chip in chips if chip not in stated]


def _is_stated(part: Part, reading: Reading) -> bool:
    if part == Part.LENGTH:  # by the day: said as a length, or as a first and a last day
        several_days = reading.query is not None and reading.query.count > 1
        return part in reading.stated or several_days
    return part in reading.stated


def _chips(query: SearchQuery, places: Gazetteer, today: date) -> Iterator[Chip]:
    same = search_url(query)
    yield Chip(Part.KIND, texts.kind_text(query), same)
    yield Chip(Part.PEOPLE, texts.people_text(query), same)
    yield Chip(Part.DAY, texts.day_text(query, today), same)
    yield Chip(Part.TIME if query.start else Part.LENGTH, texts.hours_text(query), same)
    place = texts.place_text(query, places)
    if query.district:
        yield Chip(Part.PLACE, place, search_url(replace(query, district="")), is_removable=True)
    else:
        yield Chip(Part.PLACE, place, same)
    for slug in (*query.facilities, *query.features):
        url = search_url(_without_amenity(query, slug))
        yield Chip(Part.AMENITIES, texts.amenity_text(slug, places), url, is_removable=True)
    any_price = search_url(replace(query, max_total=None, sort="best"))
    for text in texts.price_texts(query):
        yield Chip(Part.PRICE, text, any_price, is_removable=True)


def _without_amenity(query: SearchQuery, slug: str) -> SearchQuery:
    return replace(
        query,
        facilities=tuple(other for other in query.facilities if other != slug),
        features=tuple(other for other in query.features if other != slug),
    )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A link to a search that finds something, with how much."""

    text: str
    found: int
    url: str


def suggestion_of(alternative: Alternative, places: Gazetteer, today: date) -> Suggestion:
    """Say what is different in an alternative."""
    return Suggestion(
        _change_text(alternative, places, today), alternative.found, search_url(alternative.query)
    )


def _change_text(alternative: Alternative, places: Gazetteer, today: date) -> str:
    query = alternative.query
    match alternative.change:
        case Change.WITHOUT_AMENITY:
            return _("Without: %(amenity)s") % {"amenity": texts.amenity_text(alternative.amenity, places)}
        case Change.OTHER_TIME:
            return texts.hours_text(query)
        case Change.WHOLE_CITY:
            return _("Anywhere in %(city)s") % {"city": texts.place_text(query, places)}
        case Change.OTHER_DAY:
            return texts.day_text(query, today)
        case Change.OTHER_KIND:
            return texts.kind_text(query)
    return str(_FIXED[alternative.change])


_FIXED: Final = {
    Change.WITHOUT_WISHES: gettext_lazy("Only what, when and where"),
    Change.ANY_PRICE: gettext_lazy("At any price"),
    Change.BY_THE_DAY: gettext_lazy("For the whole day"),
}
