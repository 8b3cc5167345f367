"""Ways around a refusal: the quick search for them finds what a patient one would."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.bookings.queries import board_of, day_slots
from apps.bookings.repairs import DAYS_AHEAD, MOST_CANDIDATES, MOST_REPAIRS, distance_km, with_nearest_repairs
from apps.branches.models import SpecialHours
from apps.branches.statuses import BranchStatus
from apps.catalog.asks import Ask, span_of
from apps.catalog.models import Service, VendorService
from apps.catalog.policies import Offer
from apps.catalog.queries import offers_of, services_with_places
from apps.catalog.refusals import Refusal, RefusalCode, Repair, RepairKind
from apps.catalog.statuses import PriceUnit, SaleStatus, ServiceName
from atspaces.shared.clock import ONE_DAY
from tests.bookings.factories import TOMORROW, book, hour_ask, service_on_sale
from tests.branches.factories import BranchFactory, CityFactory, open_daily
from tests.catalog.worlds import Place, fill_world, make_world

pytestmark = pytest.mark.django_db

# The nearest like it, their rules and the service's own, what is taken of them all.
QUERIES = 3


def offer_for(service: VendorService, ask: Ask) -> Offer:
    return offers_of([service], first=ask.day, last=ask.last_day)[service.pk]


def refusal_for(offer: Offer, ask: Ask, now: datetime) -> Refusal | None:
    return board_of(offer, first=ask.day, last=ask.last_day, now=now).refusal(ask, now=now)


def test_finds_what_a_patient_search_finds(now: datetime) -> None:
    pick = random.Random(11)
    place = Place(now=now, first=TOMORROW)
    services = make_world(pick, place, branches=16)
    city = CityFactory.create(slug="elsewhere")
    for service in services:
        branch = service.branch
        branch.latitude += Decimal(pick.randrange(-400, 400)) / 10_000
        branch.longitude += Decimal(pick.randrange(-400, 400)) / 10_000
        branch.city = city if pick.random() < 0.1 else branch.city
        branch.save()
        if pick.random() < 0.4:
            service_on_sale(branch=branch, service=service.service, seats=2, max_capacity=1)
    fill_world(pick, services, place, attempts=40)
    compared = 0
    for service in services_with_places().order_by("pk"):
        for _ in range(6):
            ask = _random_ask(pick)
            refusal = refusal_for(offer_for(service, ask), ask, now)
            if refusal is None:
                continue
            quick = with_nearest_repairs(refusal, offer_for(service, ask), ask, now=now)
            patient = _patient_repairs(refusal, service, ask, now)
            assert quick.repairs == patient, (service.pk, ask)
            compared += bool(patient)
    assert compared > 20, "the world must refuse and offer enough to compare"


def _random_ask(pick: random.Random) -> Ask:
    day = TOMORROW + timedelta(days=pick.randrange(4))
    if pick.random() < 0.6:
        start, minutes = time(pick.randrange(24), pick.choice([0, 30])), pick.choice([60, 120, 240])
        return Ask(
            plan=PriceUnit.HOUR, day=day, start=start, minutes=minutes, quantity=pick.choice([1, 1, 3])
        )
    return Ask(plan=pick.choice([PriceUnit.DAY, PriceUnit.WEEK]), day=day, count=pick.choice([1, 2]))


def _patient_repairs(refusal: Refusal, service: VendorService, ask: Ask, now: datetime) -> tuple[Repair, ...]:
    """Load everything, one by one, and look at all of it."""
    first = max(ask.day, now.astimezone(service.branch.zone).date())
    last = ask.last_day + ONE_DAY * DAYS_AHEAD
    offer = offers_of([service], first=ask.day, last=last)[service.pk]
    unsellable = {RefusalCode.BRANCH_PAUSED, RefusalCode.SERVICE_PAUSED, RefusalCode.OVER_CAPACITY}
    here: list[Repair] = []
    if refusal.code not in unsellable:
        here = [*_starts(offer, ask, now), *_days(offer, ask, now, first)]
    chosen = here[:1] + list(_elsewhere(service, ask, now))
    return tuple((chosen[:MOST_REPAIRS] + here[1:])[:MOST_REPAIRS])


def _starts(offer: Offer, ask: Ask, now: datetime) -> list[Repair]:
    if ask.plan != PriceUnit.HOUR:
        return []
    wanted = replace(ask, minutes=max(ask.minutes, offer.service.min_booking_duration))
    board = board_of(offer, first=ask.day, last=ask.day, now=now)
    free = [slot for slot in day_slots(board, wanted, now=now) if slot.is_free]
    span = span_of(wanted, offer.hours)
    assert span is not None
    free.sort(key=lambda slot: (abs(slot.starts_at - span.starts_at), slot.starts_at))
    return [
        Repair(RepairKind.OTHER_TIME, offer.service, slot.ask, slot.starts_at, slot.ends_at)
        for slot in free[:2]
    ]


def _days(offer: Offer, ask: Ask, now: datetime, first: object) -> list[Repair]:
    assert first == ask.day
    for ahead in range(1, DAYS_AHEAD + 1):
        later = replace(ask, day=ask.day + ONE_DAY * ahead)
        if refusal_for(offer, later, now) is None:
            return [_repair(RepairKind.OTHER_DAY, offer, later)]
    return []


def _elsewhere(service: VendorService, ask: Ask, now: datetime) -> Iterator[Repair]:
    others = [
        (distance_km(service.branch, other.branch), other.price_per_unit, other.pk, other)
        for other in services_with_places().exclude(pk=service.pk)
        if other.service_id == service.service_id
        and other.status == SaleStatus.ACTIVE
        and other.branch.status == BranchStatus.ACTIVE
        and other.branch.city_id == service.branch.city_id
        and other.seats >= service.seats
    ]
    found = set()
    for distance, _price, _pk, other in sorted(others)[:MOST_CANDIDATES]:
        is_here = other.branch_id == service.branch_id
        kind = RepairKind.OTHER_UNIT if is_here else RepairKind.OTHER_BRANCH
        offer = offer_for(other, ask)
        if kind not in found and refusal_for(offer, ask, now) is None:
            found.add(kind)
            yield _repair(kind, offer, ask, None if is_here else distance)


def _repair(kind: RepairKind, offer: Offer, ask: Ask, distance: float | None = None) -> Repair:
    span = span_of(ask, offer.hours)
    assert span is not None
    return Repair(kind, offer.service, ask, span.starts_at, span.ends_at, distance)


@pytest.mark.parametrize("others", [2, 30])
def test_loads_no_more_than_the_nearest(now: datetime, others: int) -> None:
    service = service_on_sale(max_capacity=1)
    for number in range(others):
        branch = BranchFactory.create(latitude=Decimal("31.96") + Decimal(number) / 1000)
        service_on_sale(branch=open_daily(branch))
    service_on_sale(branch=service.branch, service=Service.objects.get(name=ServiceName.HOT_DESK))
    book(service, hour_ask(10, 2), now=now)
    offer = offer_for(service, hour_ask(10, 2))
    refusal = refusal_for(offer, hour_ask(10, 2), now)
    assert refusal is not None
    with CaptureQueriesContext(connection) as asked:
        repairs = with_nearest_repairs(refusal, offer, hour_ask(10, 2), now=now).repairs
    assert len(repairs) == MOST_REPAIRS
    assert len(asked) == QUERIES
    (nearest, *_) = asked.captured_queries
    assert "LIMIT" in nearest["sql"]


def test_another_day_is_never_a_holiday(now: datetime) -> None:
    service = service_on_sale(max_capacity=1)
    SpecialHours.objects.create(branch=service.branch, date=TOMORROW + 2 * ONE_DAY)
    whole_day = Ask(plan=PriceUnit.DAY, day=TOMORROW)
    book(service, replace(whole_day, count=2), now=now)
    offer = offer_for(service, whole_day)
    refusal = refusal_for(offer, whole_day, now)
    assert refusal is not None
    (repair,) = with_nearest_repairs(refusal, offer, whole_day, now=now).repairs
    assert (repair.kind, repair.ask.day) == (RepairKind.OTHER_DAY, TOMORROW + 3 * ONE_DAY)
