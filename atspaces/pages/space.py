"""A branch: what it sells, when it is open, what is free, how to get there."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.bookings.cards import area_text
from apps.bookings.forms import AskForm, ask_defaults
from apps.bookings.queries import boards_of
from apps.bookings.texts import repair_rows
from apps.bookings.ticket import directions
from apps.catalog.models import VendorService
from apps.catalog.queries import offers_of, public_branches, services_on_sale
from atspaces.pages.overdue import let_go_of_overdue
from atspaces.pages.space_parts import (
    DAYS_SHOWN,
    chosen_offer,
    facility_groups,
    free_days,
    opening_week,
    service_rows,
    similar_places,
)
from atspaces.shared.clock import ONE_DAY

# Exceptions of the opening hours are read for every day that the form accepts.
DAYS_READ = 800


@require_safe
def space(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a branch with one of its services priced for the ask that the address carries."""
    now = timezone.now()
    branch = get_object_or_404(public_branches(), slug=slug)
    let_go_of_overdue(now=now)
    today = now.astimezone(branch.zone).date()
    context: dict[str, Any] = {
        "branch": branch,
        "area": area_text(branch),
        "week": opening_week(branch, today),
        "groups": facility_groups(branch),
        "directions": directions(branch),
    }
    if services := list(services_on_sale(branch)):
        context |= _offered(request, services, now)
    return render(request, "customer/pages/space.html", context)


def _offered(request: HttpRequest, services: list[VendorService], now: datetime) -> dict[str, Any]:
    today = now.astimezone(services[0].branch.zone).date()
    offers = offers_of(services, first=today, last=today + ONE_DAY * DAYS_READ)
    wanted = request.GET.get("service", "")
    chosen = next((service for service in services if service.slug == wanted), services[0])
    offer = offers[chosen.pk]
    form = AskForm(request.GET, offer=offer, now=now, defaults=ask_defaults(offer, now))
    ask = form.ask()
    last = max(ask.last_day, today + ONE_DAY * DAYS_SHOWN)
    boards = boards_of(offers, first=min(today, ask.day), last=last, now=now)
    shown = chosen_offer(boards[chosen.pk], ask, now)
    return {
        "form": form,
        "chosen": chosen,
        "shown": shown,
        "repairs": repair_rows(shown.refusal, now=now),
        "rows": service_rows(services, boards, chosen, ask, now),
        "days": free_days(boards[chosen.pk], ask, now),
        "similar": similar_places(chosen, ask, now),
    }
