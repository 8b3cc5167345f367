"""The nearest ways around a refusal: another time, another space in the branch, another branch."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from math import cos, hypot, radians

from apps.bookings.queries import board_of, boards_of, day_slots
from apps.branches.models import Branch
from apps.branches.statuses import BranchStatus
from apps.catalog.asks import Ask, span_of
from apps.catalog.models import VendorService
from apps.catalog.policies import Offer
from apps.catalog.queries import offers_of, services_with_places
from apps.catalog.refusals import Refusal, RefusalCode, Repair, RepairKind
from apps.catalog.search_sql import KM_PER_DEGREE
from apps.catalog.statuses import PriceUnit, SaleStatus
from atspaces.shared.clock import ONE_DAY

MOST_REPAIRS = 3
MOST_CANDIDATES = 12
DAYS_AHEAD = 7


def with_nearest_repairs(refusal: Refusal, offer: Offer, ask: Ask, *, now: datetime) -> Refusal:
    """Add up to three repairs to a refusal: one of each kind before a second of any."""
    same_place = list(_other_times(offer, ask, now)) if refusal.code not in _UNSELLABLE else []
    elsewhere = list(_other_services(offer, ask, now))
    chosen = same_place[:1] + elsewhere
    return refusal.with_repairs(tuple((chosen[:MOST_REPAIRS] + same_place[1:])[:MOST_REPAIRS]))


_UNSELLABLE = {RefusalCode.BRANCH_PAUSED, RefusalCode.SERVICE_PAUSED, RefusalCode.OVER_CAPACITY}


def _other_times(offer: Offer, ask: Ask, now: datetime) -> Iterator[Repair]:
    if ask.plan == PriceUnit.HOUR:
        yield from _other_starts(offer, ask, now)
    today = now.astimezone(offer.hours.zone).date()
    first = max(ask.day, today)
    board = board_of(offer, first=first, last=ask.last_day + ONE_DAY * DAYS_AHEAD, now=now)
    for ahead in range(DAYS_AHEAD + 1):
        later = replace(ask, day=first + ONE_DAY * ahead)
        if later.day != ask.day and board.refusal(later, now=now) is None:
            yield _repair(RepairKind.OTHER_DAY, offer, later)
            return


def _other_starts(offer: Offer, ask: Ask, now: datetime) -> Iterator[Repair]:
    minutes = max(ask.minutes, offer.service.min_booking_duration)
    wanted = replace(ask, minutes=minutes)
    board = board_of(offer, first=ask.day, last=ask.day, now=now)
    free = [slot for slot in day_slots(board, wanted, now=now) if slot.is_free]
    span = span_of(wanted, offer.hours)
    if span is not None:
        free.sort(key=lambda slot: (abs(slot.starts_at - span.starts_at), slot.starts_at))
    for slot in free[:2]:
        yield Repair(RepairKind.OTHER_TIME, offer.service, slot.ask, slot.starts_at, slot.ends_at)


def _other_services(offer: Offer, ask: Ask, now: datetime) -> Iterator[Repair]:
    """One other unit of this branch, then the nearest branch in the city that has one."""
    found: set[RepairKind] = set()
    candidates = _like(offer.service)
    offers = offers_of([c for _, c in candidates], first=ask.day, last=ask.last_day)
    boards = boards_of(offers, first=ask.day, last=ask.last_day, now=now)
    for distance, service in candidates:
        is_here = service.branch_id == offer.service.branch_id
        kind = RepairKind.OTHER_UNIT if is_here else RepairKind.OTHER_BRANCH
        if kind in found:
            continue
        if boards[service.pk].refusal(ask, now=now) is None:
            found.add(kind)
            yield _repair(kind, offers[service.pk], ask, None if is_here else distance)


def _like(service: VendorService) -> list[tuple[float, VendorService]]:
    """Services of the same kind in the city that seat as many, the nearest first."""
    others = (
        services_with_places()
        .filter(
            service=service.service_id,
            status=SaleStatus.ACTIVE,
            branch__status=BranchStatus.ACTIVE,
            branch__city=service.branch.city_id,
            seats__gte=service.seats,
        )
        .exclude(pk=service.pk)
    )
    by_distance = [(distance_km(service.branch, other.branch), other) for other in others]
    return sorted(by_distance, key=lambda pair: (pair[0], pair[1].price_per_unit, pair[1].pk))[
        :MOST_CANDIDATES
    ]


def _repair(kind: RepairKind, offer: Offer, ask: Ask, distance: float | None = None) -> Repair:
    span = span_of(ask, offer.hours)
    assert span is not None  # only asks that passed the validator come here
    return Repair(kind, offer.service, ask, span.starts_at, span.ends_at, distance)


def distance_km(one: Branch, other: Branch) -> float:
    """Give the distance between two branches of a city in kilometres, on a flat patch of earth."""
    north = float(one.latitude - other.latitude)
    east = float(one.longitude - other.longitude) * cos(radians(float(one.latitude)))
    return hypot(north, east) * KM_PER_DEGREE
