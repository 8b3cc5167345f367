"""Random worlds to compare search with booking on: all sorts of hours, rules, prices and uses."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from apps.accounts.statuses import UserStatus
from apps.bookings.queries import Board, board_of
from apps.bookings.services import block_units, set_day_capacity
from apps.branches.models import Branch, SpecialHours
from apps.branches.statuses import BranchStatus
from apps.catalog.models import Service, ServicePrice, ServiceRate, VendorService
from apps.catalog.queries import offers_of, services_with_places
from apps.catalog.search import SearchQuery
from apps.catalog.statuses import PriceUnit, SaleStatus, ServiceName
from atspaces.shared.clock import ONE_DAY, instant
from tests.accounts.factories import UserFactory, VendorProfileFactory
from tests.bookings.factories import book, service_on_sale
from tests.branches.factories import BranchFactory, open_daily

HOURS = [(8, 20), (9, 17), (0, 0), (0, 0), (18, 2), (22, 6), (12, 0), (2, 3), (1, 4)]
PRICES = [
    {"hour": "2"},
    {"day": "9"},
    {"hour": "2.005", "day": "9.999", "week": "40"},
    {"hour": "1.333", "day": "7", "week": "30.001", "month": "99.995"},
    {"day": "5.5", "month": "60"},
    {"week": "33", "month": "101"},
    {"day": "1", "week": "8"},
]


@dataclass(frozen=True)
class Place:
    """Where and when a world lies: the zones of its branches, and the days that are asked for."""

    now: datetime
    first: date
    days: int = 4
    zones: tuple[str, ...] = ("Asia/Amman",)


def make_world(pick: random.Random, place: Place, *, branches: int = 10) -> list[VendorService]:
    """Make branches with a service each, some of them not on sale in one way or another."""
    services = [_service(pick, place, _branch(pick, place)) for _ in range(branches)]
    services[0].branch.vendor.status = UserStatus.SUSPENDED
    services[0].branch.vendor.save()
    services[1].branch.status = BranchStatus.SUSPENDED
    services[1].branch.save()
    return services


def _branch(pick: random.Random, place: Place) -> Branch:
    opens, closes = pick.choice(HOURS)
    branch = open_daily(BranchFactory(time_zone=pick.choice(place.zones)), time(opens), time(closes))
    if pick.random() < 0.3:
        branch.opening_hours.filter(weekday=pick.randrange(7)).delete()
    if pick.random() < 0.4:
        hours: dict[str, Any] = pick.choice(
            [{"opens_at": None, "closes_at": None}, {"opens_at": time(10), "closes_at": time(13)}]
        )
        SpecialHours.objects.create(branch=branch, date=_day(pick, place), **hours)
    return branch


def _service(pick: random.Random, place: Place, branch: Branch) -> VendorService:
    service = service_on_sale(
        branch=branch,
        service=Service.objects.get(name=pick.choice([ServiceName.HOT_DESK, ServiceName.MEETING_ROOM])),
        seats=pick.choice([1, 1, 2]),
        max_capacity=pick.choice([1, 2, 3]),
        step_minutes=pick.choice([30, 60]),
        buffer_minutes=pick.choice([0, 0, 30, 90]),
        notice_minutes=pick.choice([0, 0, 0, 24 * 60]),
        max_advance_days=pick.choice([3, 90, 90]),
        max_booking_duration=pick.choice([None, 240]),
        prices=pick.choice(PRICES),
        status=pick.choice([SaleStatus.ACTIVE] * 5 + [SaleStatus.PAUSED]),
    )
    for row in ServicePrice.objects.filter(vendor_service=service).exclude(price_unit=PriceUnit.HOUR):
        row.min_count = pick.choice([1, 1, 2])
        row.max_count = pick.choice([None, None, row.min_count + 1])
        row.save()
    for _ in range(pick.choice([0, 0, 1, 3])):
        ServiceRate.objects.create(vendor_service=service, **_rate(pick, place))
    if pick.random() < 0.5:
        VendorProfileFactory(user=branch.vendor, is_tax_registered=pick.random() < 0.5)
    return service


def _rate(pick: random.Random, place: Place) -> dict[str, Any]:
    day = _day(pick, place)
    starts = pick.choice([None, time(0), time(9, 30), time(17)])
    return {
        "percent": pick.choice(["-100", "-33.33", "12.5", "50"]),
        "weekdays": pick.choice([[], [], [day.weekday()], [4, 5]]),
        "first_date": pick.choice([None, None, day]),
        "last_date": pick.choice([None, None, day + ONE_DAY]),
        "starts_at": starts,
        "ends_at": starts and pick.choice([time(0), time(20)]),
    }


def _day(pick: random.Random, place: Place) -> date:
    return place.first + timedelta(days=pick.randrange(place.days))


def fill_world(
    pick: random.Random, services: list[VendorService], place: Place, *, attempts: int = 25
) -> None:
    """Book at random what can be booked, withhold units and change single days' capacities."""
    for service in services:
        if pick.random() < 0.5:
            start = instant(_day(pick, place), time(pick.randrange(24), 30), service.branch.zone)
            end = start + timedelta(minutes=30 * pick.randrange(1, 60))
            block_units(
                service=service,
                starts_at=start,
                ends_at=max(end, place.now + timedelta(minutes=30)),
                units=pick.choice([None, 1]),
                reason="",
                by=UserFactory(),
                now=place.now,
            )
        if pick.random() < 0.4:
            set_day_capacity(
                service=service,
                days=[_day(pick, place)],
                capacity=pick.choice([0, 1]),
                by=UserFactory(),
                now=place.now,
            )
    for _ in range(attempts):
        service, query = pick.choice(services), random_query(pick, place)
        if board_for(service, query, now=place.now).refusal(query.ask_for(service), now=place.now) is None:
            book(service, query.ask_for(service), now=place.now)


def board_for(service: VendorService, query: SearchQuery, *, now: datetime) -> Board:
    """Read everything that decides whether one service can be had as asked."""
    offers = offers_of(services_with_places().filter(pk=service.pk), first=query.day, last=query.last_day)
    return board_of(offers[service.pk], first=query.day, last=query.last_day, now=now)


def random_query(pick: random.Random, place: Place) -> SearchQuery:
    """Give a search by the hour, or by the day, week or month."""
    day, people = _day(pick, place), pick.choice([1, 1, 2])
    if pick.random() < 0.6:
        start = time(pick.randrange(24), pick.choice([0, 0, 30]))
        minutes = pick.choice([60, 60, 90, 120, 120, 180, 300, 600, 1440])
        return SearchQuery(plan=PriceUnit.HOUR, day=day, start=start, minutes=minutes, people=people)
    plan = pick.choice([PriceUnit.DAY, PriceUnit.DAY, PriceUnit.WEEK, PriceUnit.MONTH])
    most = {PriceUnit.DAY: [1, 1, 2, 3, 9, 31], PriceUnit.WEEK: [1, 2, 5], PriceUnit.MONTH: [1, 2, 3]}[plan]
    return SearchQuery(plan=plan, day=day, count=pick.choice(most), people=people)
