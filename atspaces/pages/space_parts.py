"""The parts of a branch's page, each ready to be drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.bookings.ask_links import builder_url, length_of, space_url
from apps.bookings.cancellation import refund_steps
from apps.bookings.cards import FACILITY_ICONS, TELLING
from apps.bookings.forms import length_text
from apps.bookings.queries import Board, DayLoad, DayState, day_states
from apps.bookings.repairs import with_nearest_repairs
from apps.bookings.texts import RefundRow, distance_text, per_unit_text, refund_rows, when_text
from apps.branches.models import Branch, Facility
from apps.branches.queries import weekly_lines
from apps.branches.statuses import Weekday
from apps.catalog.asks import Ask, span_of
from apps.catalog.models import VendorService
from apps.catalog.policies import Offer
from apps.catalog.queries import quote_of
from apps.catalog.refusals import Refusal
from apps.catalog.search import SearchQuery, search
from apps.catalog.statuses import CancellationTier, PriceUnit, ServiceName
from atspaces.shared import formats
from atspaces.shared.clock import ONE_DAY, WEEKEND, each_day, instant

DAYS_SHOWN = 14
SIMILAR_SHOWN = 4
CANDIDATES = 12
"""Enough nearby services that other branches are among them."""
NO_TIME = timedelta(0)
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOffer:
    """One service for one ask: when, how much, and why not, if not."""

    when: str
    length: str
    total: Decimal | None
    refunds: list[RefundRow]
    refusal: Refusal | None
    builder_url: str


def chosen_offer(board: Board, ask: Ask, now: datetime) -> ShownOffer:
    """Price and judge the ask for the service that the page is about."""
    offer, service = board.offer, board.offer.service
    judged = ask.plan == PriceUnit.DAY or ask.start is not None
    refusal = board.refusal(ask, now=now) if judged else None
    if refusal is not None:
        refusal = with_nearest_repairs(refusal, offer, ask, now=now)
    probe = _priced_as(offer, ask)
    span = span_of(probe, offer.hours)
    quote = quote_of(offer, probe, span)
    tier = CancellationTier(service.cancellation_tier)
    when, refunds = "", []
    if span is not None and judged:
        when = when_text(
            plan=ask.plan, starts_at=span.starts_at, ends_at=span.ends_at, zone=offer.hours.zone, now=now
        )
        steps = refund_steps(tier, starts_at=span.starts_at, booked_at=now)
        refunds = refund_rows(steps, quote.total if quote else Decimal(0), now=now)
    return ShownOffer(
        when=when,
        length=length_text(length_of(ask)),
        total=quote.total if quote else None,
        refunds=refunds,
        refusal=refusal,
        builder_url=builder_url(service, ask),
    )


def _priced_as(offer: Offer, ask: Ask) -> Ask:
    """Give the ask with a start, so that a length alone can be priced."""
    if ask.plan == PriceUnit.DAY or ask.start is not None:
        return ask
    intervals = offer.hours.intervals(ask.day)
    return replace(ask, start=intervals[0][0] if intervals else datetime.min.time())


def service_rows(
    services: Sequence[VendorService],
    boards: Mapping[int, Board],
    chosen: VendorService,
    ask: Ask,
    now: datetime,
) -> list[dict[str, Any]]:
    """Everything the branch sells: prices by unit, the total for the ask, and whether it is free."""
    return [_service_row(service, boards[service.pk], chosen, ask, now) for service in services]


def _service_row(
    service: VendorService, board: Board, chosen: VendorService, ask: Ask, now: datetime
) -> dict[str, Any]:
    offer = board.offer
    same_kind = service.service_id == chosen.service_id
    own = ask if same_kind else replace(ask, quantity=1)
    quote = quote_of(offer, _priced_as(offer, own))
    refusal = board.refusal(own, now=now) if own.start or own.plan == PriceUnit.DAY else None
    is_sold_so = own.plan in offer.prices
    return {
        "service": service,
        "is_chosen": service == chosen,
        "people": _people(service),
        "prices": [per_unit_text(unit, price) for unit, price in offer.prices.items()],
        "best_value": _break_even(offer),
        "features": [feature.display_name for feature in service.features.all()],
        "total": quote.total if quote and refusal is None else None,
        "refusal": refusal.message if refusal and is_sold_so else "",
        "space_url": space_url(service, own if is_sold_so else None),
        "builder_url": builder_url(service, own if is_sold_so else None),
    }


def _people(service: VendorService) -> str:
    if service.service.name == ServiceName.HOT_DESK:
        return ngettext("%(count)d desk", "%(count)d desks", service.max_capacity) % {
            "count": service.max_capacity
        }
    people = ngettext("For %(count)d person", "Up to %(count)d people", service.seats)
    return people % {"count": service.seats}


def _break_even(offer: Offer) -> str:
    """Say from how many hours a day is the cheaper choice."""
    hour, day = offer.prices.get(PriceUnit.HOUR), offer.prices.get(PriceUnit.DAY)
    if not hour or not day:
        return ""
    hours = int(day // hour) + 1
    return _("A day costs less from %(hours)s on.") % {"hours": formats.duration(60 * hours)}


def free_days(board: Board, ask: Ask, now: datetime) -> list[dict[str, Any]]:
    """The next two weeks of one service: hour by hour for the eye, in words for everybody."""
    zone = board.offer.hours.zone
    today = now.astimezone(zone).date()
    days = list(each_day(today, today + ONE_DAY * (DAYS_SHOWN - 1)))
    states = day_states(board, days, quantity=ask.quantity, now=now)
    return [_free_day(board.offer, state, ask, now) for state in states]


def _free_day(offer: Offer, state: DayState, ask: Ask, now: datetime) -> dict[str, Any]:
    return {
        "date": state.day,
        "weekend": state.day.weekday() in WEEKEND,
        "current": state.day == ask.day,
        "url": builder_url(offer.service, replace(ask, day=state.day, start=None)),
        "state": str(state.load),
        "hours": _hours(offer, state, now),
        "text": _free_text(offer, state),
    }


def _hours(offer: Offer, state: DayState, now: datetime) -> list[str]:
    """One mark for each open hour of the day; those that are over count as closed."""
    marks = []
    for window in offer.hours.windows(state.day):
        moment = window.opens_at
        while moment < window.closes_at:
            marks.append(_mark(state, moment, min(moment + AN_HOUR, window.closes_at), now))
            moment += AN_HOUR
    return marks


def _mark(state: DayState, starts_at: datetime, ends_at: datetime, now: datetime) -> str:
    overlaps = (min(end, ends_at) - max(start, starts_at) for start, end in state.free)
    free = sum((overlap for overlap in overlaps if overlap > NO_TIME), NO_TIME)
    if free:
        return "free" if free == ends_at - starts_at else "partly"
    return "closed" if starts_at < now else "full"


def _free_text(offer: Offer, state: DayState) -> str:
    match state.load:
        case DayLoad.CLOSED:
            return _("Closed") if not offer.hours.windows(state.day) else _("Closed by now")
        case DayLoad.FULL:
            return _("Fully booked")
        case _:
            spans = [formats.time_range(start, end, offer.hours.zone) for start, end in state.free]
            return _("Free %(times)s") % {"times": formats.listed(spans)}


def opening_week(branch: Branch, today: date) -> list[dict[str, Any]]:
    """The week from Saturday on, with today marked."""
    lines = zip([day.value for day in Weekday], weekly_lines(branch), strict=True)
    week = []
    for weekday, (name, intervals) in lines:
        spans = [_interval(branch, today, *interval) for interval in intervals]
        is_today = weekday == today.weekday()
        week.append({"name": name, "is_today": is_today, "spans": spans, "text": formats.listed(spans)})
    return week


def _interval(branch: Branch, today: date, opens: time, closes: time) -> str:
    if opens == closes:
        return _("Open all day")
    closing_day = today if closes > opens else today + ONE_DAY
    zone = branch.zone
    return formats.time_range(instant(today, opens, zone), instant(closing_day, closes, zone), zone)


def facility_groups(branch: Branch) -> list[dict[str, Any]]:
    """What the branch has, by group, and what people ask about that it has not."""
    groups: dict[str, list[dict[str, Any]]] = {}
    is_here = Exists(Branch.objects.filter(pk=branch.pk, facilities=OuterRef("pk")))
    for facility in Facility.objects.annotate(is_here=is_here):
        if facility.is_here or facility.slug in TELLING:
            icon = FACILITY_ICONS.get(facility.slug, "check")
            row = {"icon": icon, "text": facility.display_name, "absent": not facility.is_here}
            groups.setdefault(facility.group, []).append(row)
    return [{"name": _group_name(group), "facts": facts} for group, facts in groups.items()]


def _group_name(group: str) -> str:
    names = {
        "work": _("For work"),
        "comfort": _("Comfort"),
        "access": _("Getting in"),
        "food": _("Food and drink"),
    }
    return names.get(group, _("More"))


def similar_places(service: VendorService, ask: Ask, now: datetime) -> list[dict[str, Any]]:
    """Other branches nearby that have the same kind free for the same ask, the nearest first."""
    if ask.plan == PriceUnit.HOUR and ask.start is None:
        return []
    branch = service.branch
    query = SearchQuery(
        plan=ask.plan,
        day=ask.day,
        start=ask.start,
        minutes=ask.minutes,
        count=ask.count,
        people=max(ask.quantity, service.seats),
        kind=ServiceName(service.service.name),
        city=branch.city_id,
        near=(float(branch.latitude), float(branch.longitude)),
        sort="distance",
    )
    cards = search(query, now=now, per_page=CANDIDATES).cards
    others = [card for card in cards if card.service.branch_id != branch.pk][:SIMILAR_SHOWN]
    return [
        {
            "url": space_url(card.service, card.ask),
            "title": card.service.branch.display_name,
            "service": card.service.display_name,
            "distance": distance_text(card.distance_km or 0),
            "total": card.quote.total,
        }
        for card in others
    ]
