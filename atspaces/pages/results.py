"""What is free for what was asked, with the total of each; and ways out when nothing is."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from apps.bookings.ask_links import length_of
from apps.bookings.cards import result_cards
from apps.bookings.forms import length_text
from apps.branches.models import Facility
from apps.catalog.asks import Ask
from apps.catalog.models import Feature
from apps.catalog.search import MOST_PAGES, PER_PAGE, SearchQuery, count_found, search
from atspaces.pages.guest_pages import same_for_guests
from atspaces.pages.overdue import let_go_of_overdue
from atspaces.pages.search_form import ANYWHERE, KINDS, SORTS, FilterForm, address_of, known_places, site_zone
from atspaces.shared import formats
from atspaces.shared.clock import ONE_DAY

PROMOTED = ("parking", "women_only_area", "prayer_room", "step_free", "quiet_area", "coffee", "generator")
LATER_DAYS = 3
MOST_WAYS_OUT = 4
SMALLER_GROUPS = (20, 12, 8, 6, 4, 2, 1)

type Amenity = Facility | Feature
type Way = tuple[str, SearchQuery, dict[str, Any]]
"""A small change of a search: how it is called, the search it makes, what it changes in the address."""


@require_safe
@same_for_guests
def results(request: HttpRequest) -> HttpResponse:
    """Show one page of what is free as asked. Every choice is in the address."""
    now = timezone.now().astimezone(site_zone())
    let_go_of_overdue(now=now)
    facilities = list(Facility.objects.all())
    # Few addresses name a feature, so most pages spare this query.
    features = list(Feature.objects.filter(slug__in=request.GET.getlist("features")))
    form = FilterForm(request.GET, places=known_places(), facilities=facilities, features=features, now=now)
    query = form.query()
    wanted = request.GET.get("page", "")
    number = min(int(wanted), MOST_PAGES) if wanted.isascii() and wanted.isdigit() and len(wanted) < 5 else 1
    found = search(query, now=now, page=number)
    if not found.cards and number > 1:
        return redirect(f"{request.path}?{address_of(form.given)}")
    context = {
        "form": form,
        "query": query,
        "summary": _summary(form, query, now),
        "cards": result_cards(found.cards, now=now),
        "total": found.total,
        "page": _page_of(found.total, found.page) if found.cards else None,
        "page_query": f"{address_of(form.given)}&",
        "chips": _chips(form.given, query, facilities, features),
        "sorts": _sorts(form.given, query),
        "ways_out": [] if found.total else _ways_out(form, query, [*facilities, *features], now),
        "carried": _without_place(form.given),
    }
    return render(request, "customer/pages/results.html", context)


def _without_place(given: "MultiValueDict[str, str]") -> list[tuple[str, str]]:
    """What a search for the same near somebody keeps."""
    left_out = {"page", "where", "lat", "lng", "sort"}
    return [(name, value) for name, values in given.lists() for value in values if name not in left_out]


def _page_of(total: int, number: int) -> Page[int]:
    return Paginator(range(total), PER_PAGE).get_page(number)


def _summary(form: FilterForm, query: SearchQuery, now: datetime) -> list[str]:
    kinds = dict(KINDS)
    place = form.places.get(form.value("where"))
    parts = [
        str(kinds[query.kind]) if query.kind else "",
        place.name if place else _("All of Jordan"),
        formats.day(query.day, today=now.date(), relative=True),
    ]
    if query.start is not None:
        wall = datetime.combine(query.day, query.start, tzinfo=site_zone())
        parts.append(formats.clock(wall, site_zone()))
    if query.max_total is not None:
        parts.append(_("%(total)s at most") % {"total": formats.money(query.max_total)})
    ask = Ask(plan=query.plan, day=query.day, minutes=query.minutes, count=query.count)
    return [*filter(None, parts), length_text(length_of(ask)), _people_text(query.people)]


def _people_text(people: int) -> str:
    return ngettext("%(count)d person", "%(count)d people", people) % {"count": people}


def _chips(
    given: "MultiValueDict[str, str]",
    query: SearchQuery,
    facilities: list[Facility],
    features: list[Feature],
) -> list[dict[str, Any]]:
    """Amenities to switch on and off with one tap, those in force first."""
    shown: list[Amenity] = [f for f in facilities if f.slug in query.facilities]
    shown += [f for f in features if f.slug in query.features]
    shown += [f for slug in PROMOTED for f in facilities if f.slug == slug and f not in shown]
    return [
        {
            "text": amenity.display_name,
            "selected": amenity.slug in _wanted(query, amenity),
            "url": f"?{address_of(given, **_toggled(query, amenity))}",
        }
        for amenity in shown
    ]


def _wanted(query: SearchQuery, amenity: Amenity) -> tuple[str, ...]:
    return query.facilities if isinstance(amenity, Facility) else query.features


def _toggled(query: SearchQuery, amenity: Amenity) -> dict[str, Any]:
    """Give the part of a search that says what it must have, with an amenity taken off or put on."""
    wanted = _wanted(query, amenity)
    rest = tuple(slug for slug in wanted if slug != amenity.slug)
    name = "facilities" if isinstance(amenity, Facility) else "features"
    return {name: rest if amenity.slug in wanted else (*wanted, amenity.slug)}


def _sorts(given: "MultiValueDict[str, str]", query: SearchQuery) -> list[dict[str, Any]]:
    return [
        {"text": text, "current": query.sort == value, "url": f"?{address_of(given, sort=value)}"}
        for value, text in SORTS
        if value != "distance" or query.near
    ]


def _ways_out(
    form: FilterForm, query: SearchQuery, amenities: list[Amenity], now: datetime
) -> list[dict[str, Any]]:
    """The smallest changes of a search that find something, each with how much it finds."""
    given = form.given
    ways: list[Way] = []
    for amenity in amenities:
        if amenity.slug in _wanted(query, amenity):
            rest = _toggled(query, amenity)
            text = _("Without %(facility)s") % {"facility": amenity.display_name}
            ways.append((text, replace(query, **rest), rest))
    if query.text:
        text = _("Without “%(words)s”") % {"words": query.text}
        ways.append((text, replace(query, text=""), {"text": []}))
    if query.max_total is not None:
        ways.append((_("Without a limit of price"), replace(query, max_total=None), {"max_total": []}))
    if query.district:
        place = form.places[query.city]
        text = _("All of %(city)s") % {"city": place.city_name}
        ways.append((text, replace(query, district=""), {"where": query.city}))
    ways += _later_days(query, now)
    if query.city:
        ways.append((_("All of Jordan"), replace(query, city="", district=""), {"where": ANYWHERE}))
    # A smaller group is the last thing to suggest, and one is enough.
    return _that_find(ways, given, MOST_WAYS_OUT, now) or _that_find(_smaller_groups(query), given, 1, now)


def _that_find(
    ways: list[Way], given: "MultiValueDict[str, str]", most: int, now: datetime
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for text, other, changes in ways:
        if len(found) < most and (count := count_found(other, now=now)):
            found.append({"text": text, "count": count, "url": f"?{address_of(given, **changes)}"})
    return found


def _smaller_groups(query: SearchQuery) -> list[Way]:
    return [
        (_people_text(people), replace(query, people=people), {"people": people})
        for people in SMALLER_GROUPS
        if people < query.people
    ]


def _later_days(query: SearchQuery, now: datetime) -> list[Way]:
    ways: list[Way] = []
    for ahead in range(1, LATER_DAYS + 1):
        day = query.day + ONE_DAY * ahead
        text = formats.day(day, today=now.date(), relative=True)
        ways.append((text, replace(query, day=day), {"day": day.isoformat()}))
    return ways
