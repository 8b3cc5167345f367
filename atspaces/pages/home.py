"""The first page: a search that is ready to be sent, and what is free right now."""

from datetime import datetime, time
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_safe

from apps.accounts.models import User
from apps.bookings.ask_links import again_url
from apps.bookings.cards import result_cards
from apps.bookings.own import last_stay, next_booking
from apps.bookings.texts import booking_when
from apps.branches.models import City
from apps.branches.statuses import BranchStatus
from apps.catalog.search import SearchQuery, search
from atspaces.pages.overdue import let_go_of_overdue
from atspaces.pages.search_form import SearchForm, address_of, known_places, site_zone
from atspaces.shared import formats

CARDS_SHOWN = 6


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the search box, real free places, the cities; for who came before, their next booking."""
    now = timezone.now()
    let_go_of_overdue(now=now)
    places = known_places()
    form = SearchForm(request.GET, places=places, now=now)
    usual = SearchForm(MultiValueDict(), places=places, now=now)
    query = usual.query()
    found = search(query, now=now, per_page=CARDS_SHOWN)
    context: dict[str, Any] = {
        "form": form,
        "query": query,
        "clock": _clock(query),
        "cards": result_cards(found.cards, now=now),
        "more_url": f"{reverse('pages:results')}?{address_of(usual.given)}",
        "cities": _cities(),
    }
    if request.user.is_authenticated:
        context |= _welcome_back(request.user)
    return render(request, "customer/pages/home.html", context)


def _clock(query: SearchQuery) -> str:
    start = datetime.combine(query.day, query.start or time.min, tzinfo=site_zone())
    return formats.clock(start, site_zone())


def _cities() -> list[dict[str, Any]]:
    open_here = Count("branches", filter=Q(branches__status=BranchStatus.ACTIVE))
    cities = City.objects.annotate(open_branches=open_here).filter(open_branches__gt=0)
    fullest_first = cities.order_by("-open_branches", "position", "slug")
    return [
        {
            "url": f"{reverse('pages:results')}?where={city.slug}",
            "name": city.display_name,
            "count": city.open_branches,
        }
        for city in fullest_first
    ]


def _welcome_back(user: User) -> dict[str, Any]:
    now = timezone.now()
    coming, last = next_booking(user, now=now), last_stay(user, now=now)
    return {
        "coming": coming,
        "coming_when": booking_when(coming, now=now) if coming else "",
        "last": last,
        "again_url": again_url(last, now=now) if last else "",
    }
