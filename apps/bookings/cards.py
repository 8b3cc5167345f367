"""Search results as cards: the same in results, on the home page and in the assistant's answers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.bookings.ask_links import ask_query, length_of
from apps.bookings.cancellation import refund_steps
from apps.bookings.forms import length_text
from apps.bookings.queries import Board, boards_of
from apps.bookings.texts import distance_text, free_until_text
from apps.branches.models import Branch
from apps.catalog.asks import Ask
from apps.catalog.models import VendorService
from apps.catalog.search import Card
from apps.catalog.statuses import CancellationTier, PriceUnit, ServiceName
from atspaces.shared import formats

FACILITY_ICONS: Final = {
    "wifi": "wifi", "parking": "parking", "coffee": "coffee", "women_only_area": "women",
    "prayer_room": "prayer", "step_free": "step-free", "lift": "lift", "generator": "power",
    "air_conditioning": "snow", "printing": "printer", "kitchen": "kitchen", "lockers": "locker",
    "phone_booths": "booth", "quiet_area": "quiet", "reception": "people", "mail_handling": "inbox",
    "event_space": "people", "accessible_toilet": "step-free", "terrace": "sun", "ev_charging": "power",
}  # fmt: skip
# What people ask about first; the first two of these that a branch has go on its card.
TELLING: Final = (
    "parking", "women_only_area", "coffee", "prayer_room", "step_free", "quiet_area", "generator",
)  # fmt: skip
MOST_FACTS: Final = 3
NEAR_BY: Final = (60, -60, 120, 30, -30, 90)
MOST_TIMES: Final = 3


def result_cards(cards: Sequence[Card], *, now: datetime) -> list[dict[str, Any]]:
    """Give what the card component shows, with the free times next to the asked one."""
    if not cards:
        return []
    days = [card.ask.day for card in cards] + [card.ask.last_day for card in cards]
    offers = {card.service.pk: card.offer for card in cards}
    boards = boards_of(offers, first=min(days), last=max(days), now=now)
    addresses = _Addresses()
    return [_shown(card, boards[card.service.pk], addresses, now) for card in cards]


class _Addresses:
    """The addresses of one page's cards: each kind is looked up once, what was asked is written once."""

    # Every character may stand in a slug, so that reverse() takes it; no slug is like it.
    _BRANCH, _SERVICE, _NUMBER = "--branch--", "--service--", 987654321

    def __init__(self) -> None:
        self._space = reverse("pages:space", args=[self._BRANCH])
        self._builder = reverse("bookings:builder", args=[self._BRANCH, self._SERVICE])
        self._picture = reverse("pages:picture", args=[self._SERVICE, self._NUMBER])
        self._asked: dict[Ask, str] = {}

    def space(self, service: VendorService, ask: Ask) -> str:
        """Give what `space_url` gives."""
        address = self._space.replace(self._BRANCH, service.branch.slug)
        return f"{address}?service={service.slug}&{self._query(ask)}"

    def builder(self, service: VendorService, ask: Ask) -> str:
        """Give what `builder_url` gives."""
        address = self._builder.replace(self._BRANCH, service.branch.slug, 1)
        return f"{address.replace(self._SERVICE, service.slug)}?{self._query(ask)}"

    def picture(self, service: VendorService) -> str:
        """Give the address of a service's picture."""
        address = self._picture.replace(self._SERVICE, service.service.name)
        return address.replace(str(self._NUMBER), str(service.pk))

    def _query(self, ask: Ask) -> str:
        if ask not in self._asked:
            self._asked[ask] = urlencode(ask_query(ask))
        return self._asked[ask]


def _shown(card: Card, board: Board, addresses: _Addresses, now: datetime) -> dict[str, Any]:
    service, branch = card.service, card.service.branch
    tier = CancellationTier(service.cancellation_tier)
    steps = refund_steps(tier, starts_at=card.span.starts_at, booked_at=now)
    is_hourly = card.ask.plan == PriceUnit.HOUR
    return {
        "url": addresses.space(service, card.ask),
        "photo_url": addresses.picture(service),
        "title": service.display_name,
        "place": f"{branch.display_name} · {(branch.district or branch.city).display_name}",
        "distance": distance_text(card.distance_km) if card.distance_km is not None else "",
        "facts": card_facts(service),
        "total": card.quote.total,
        "span_minutes": card.ask.minutes if is_hourly else None,
        "span_text": "" if is_hourly else length_text(length_of(card.ask)),
        "cancellation": free_until_text(steps, zone=branch.zone, now=now),
        "badges": [] if service.is_instant else [{"text": _("The branch confirms"), "icon": "bell"}],
        "times": [_time(service, ask, addresses) for ask in _near_asks(card.ask, board, now)],
    }


def _near_asks(ask: Ask, board: Board, now: datetime) -> Iterable[Ask]:
    """The asked start and the free ones close to it, in the order of the day."""
    if ask.start is None:
        return []
    asked = datetime.combine(ask.day, ask.start)
    found = [ask]
    for minutes in NEAR_BY:
        other = asked + timedelta(minutes=minutes)
        if len(found) == MOST_TIMES or other.date() != ask.day:
            continue
        near = replace(ask, start=other.time())
        if board.refusal(near, now=now) is None:
            found.append(near)
    return sorted(found, key=lambda found_ask: str(found_ask.start))


def _time(service: VendorService, ask: Ask, addresses: _Addresses) -> dict[str, str]:
    assert ask.start is not None  # only hourly asks have times
    wall = datetime.combine(ask.day, ask.start, tzinfo=service.branch.zone)
    return {"url": addresses.builder(service, ask), "text": formats.clock(wall, service.branch.zone)}


def area_text(branch: Branch) -> str:
    """Say in which part of which city a branch is."""
    city = branch.city.display_name
    if branch.district is None:
        return city
    return _("%(district)s, %(city)s") % {"district": branch.district.display_name, "city": city}


def card_facts(service: VendorService) -> list[dict[str, str]]:
    """Give three facts that tell places apart: people, Wi-Fi, and what the branch has."""
    branch = service.branch
    facts = []
    if service.service.name != ServiceName.HOT_DESK:
        seats = ngettext("For %(count)d person", "Up to %(count)d people", service.seats)
        facts.append({"icon": "people", "text": seats % {"count": service.seats}})
    if branch.wifi_mbps:
        facts.append({"icon": "wifi", "text": _("%(speed)d Mbit/s") % {"speed": branch.wifi_mbps}})
    here = {facility.slug: facility for facility in branch.facilities.all()}
    for slug in TELLING:
        if slug in here and len(facts) < MOST_FACTS:
            facts.append({"icon": FACILITY_ICONS.get(slug, "check"), "text": here[slug].display_name})
    return facts
