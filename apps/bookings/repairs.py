"""The nearest ways around a refusal: another time, another space in the branch, another branch."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from math import cos, hypot, radians
from typing import Self

from django.db.models import F
from django.db.models.functions import Power

from apps.bookings.queries import Board, board_of, boards_of, day_slots
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
    """Add up to three repairs to a refusal: one of each kind before a second of any.

    In three statements, and a fourth when other days must be looked at.
    """
    search = _Search.around(offer, ask, now)
    same_place = iter(()) if refusal.code in _UNSELLABLE else search.other_times()
    # Whoever lost a race has many beside them: the days to come are read only when they are needed.
    chosen = [*islice(same_place, 1), *search.other_services()]
    return refusal.with_repairs((*chosen, *islice(same_place, MOST_REPAIRS - len(chosen))))


_UNSELLABLE = {RefusalCode.BRANCH_PAUSED, RefusalCode.SERVICE_PAUSED, RefusalCode.OVER_CAPACITY}


@dataclass(frozen=True, slots=True)
class _Search:
    """What is known round a refused ask: the nearest services like it, and what is free on its days."""

    offer: Offer
    ask: Ask
    now: datetime
    first: date
    candidates: list[tuple[float, VendorService]]
    offers: Mapping[int, Offer]
    boards: Mapping[int, Board]

    @classmethod
    def around(cls, offer: Offer, ask: Ask, now: datetime) -> Self:
        """Read it in three statements."""
        candidates = nearest_like(offer.service)
        first = max(ask.day, now.astimezone(offer.hours.zone).date())
        services = [offer.service, *(service for _, service in candidates)]
        offers = offers_of(services, first=ask.day, last=_last_day(ask, first))
        # The caller's hours may end with the asked day; all else stays as the caller has it.
        offer = replace(offer, hours=offers[offer.service.pk].hours)
        offers[offer.service.pk] = offer
        boards = boards_of(offers, first=ask.day, last=ask.last_day, now=now)
        return cls(offer, ask, now, first, candidates, offers, boards)

    def other_times(self) -> Iterator[Repair]:
        """Yield the two nearest free starts of the day, then the next day that is free."""
        if self.ask.plan == PriceUnit.HOUR:
            yield from self._other_starts()
        board = board_of(self.offer, first=self.first, last=_last_day(self.ask, self.first), now=self.now)
        for ahead in range(DAYS_AHEAD + 1):
            later = replace(self.ask, day=self.first + ONE_DAY * ahead)
            if later.day != self.ask.day and board.refusal(later, now=self.now) is None:
                yield _repair(RepairKind.OTHER_DAY, self.offer, later)
                return

    def _other_starts(self) -> Iterator[Repair]:
        service = self.offer.service
        wanted = replace(self.ask, minutes=max(self.ask.minutes, service.min_booking_duration))
        slots = day_slots(self.boards[service.pk], wanted, now=self.now)
        free = [slot for slot in slots if slot.is_free]
        span = span_of(wanted, self.offer.hours)
        if span is not None:
            free.sort(key=lambda slot: (abs(slot.starts_at - span.starts_at), slot.starts_at))
        for slot in free[:2]:
            yield Repair(RepairKind.OTHER_TIME, service, slot.ask, slot.starts_at, slot.ends_at)

    def other_services(self) -> Iterator[Repair]:
        """Yield one other unit of this branch, and the nearest branch in the city that has one."""
        found: set[RepairKind] = set()
        for distance, service in self.candidates:
            is_here = service.branch_id == self.offer.service.branch_id
            kind = RepairKind.OTHER_UNIT if is_here else RepairKind.OTHER_BRANCH
            if kind not in found and self._is_free(service):
                found.add(kind)
                yield _repair(kind, self.offers[service.pk], self.ask, None if is_here else distance)

    def _is_free(self, service: VendorService) -> bool:
        # One that was deleted since it was found has no board.
        board = self.boards.get(service.pk)
        return board is not None and board.refusal(self.ask, now=self.now) is None


def _last_day(ask: Ask, first: date) -> date:
    """Give the last day of the same stay begun up to a week after `first`."""
    return first + (ask.last_day - ask.day) + ONE_DAY * DAYS_AHEAD


def nearest_like(service: VendorService) -> list[tuple[float, VendorService]]:
    """Services of the same kind in the city that seat as many, the nearest first, with the kilometres."""
    branch = service.branch
    east = (F("branch__longitude") - branch.longitude) * _narrowing(branch)
    nearest = (
        VendorService.objects.filter(
            service=service.service_id,
            status=SaleStatus.ACTIVE,
            branch__status=BranchStatus.ACTIVE,
            branch__city=branch.city_id,
            seats__gte=service.seats,
        )
        .exclude(pk=service.pk)
        .order_by(Power(F("branch__latitude") - branch.latitude, 2) + Power(east, 2), "price_per_unit", "pk")
    )
    # Only those few are loaded with all they need, of the thousands that a city may have.
    others = services_with_places().filter(pk__in=nearest.values("pk")[:MOST_CANDIDATES])
    by_distance = [(distance_km(branch, other.branch), other) for other in others]
    return sorted(by_distance, key=lambda pair: (pair[0], pair[1].price_per_unit, pair[1].pk))


def _repair(kind: RepairKind, offer: Offer, ask: Ask, distance: float | None = None) -> Repair:
    span = span_of(ask, offer.hours)
    assert span is not None  # only asks that passed the validator come here
    return Repair(kind, offer.service, ask, span.starts_at, span.ends_at, distance)


def distance_km(one: Branch, other: Branch) -> float:
    """Give the distance between two branches of a city in kilometres, on a flat patch of earth."""
    north = float(one.latitude - other.latitude)
    east = float(one.longitude - other.longitude) * _narrowing(one)
    return hypot(north, east) * KM_PER_DEGREE


def _narrowing(branch: Branch) -> float:
    """Give how much shorter a degree of longitude is than one of latitude."""
    return cos(radians(float(branch.latitude)))
