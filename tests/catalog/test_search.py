"""Search is exactly as strict as booking: what it offers can be held, what it hides cannot."""

import random
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.statuses import UserStatus
from apps.bookings.queries import board_of
from apps.bookings.services import block_units, expire_overdue_holds
from apps.branches.models import BranchFacility, SpecialHours
from apps.branches.statuses import BranchStatus
from apps.catalog.models import Service, ServiceFeature, VendorService
from apps.catalog.queries import offers_of, services_with_places
from apps.catalog.search import SearchQuery, count_found, search
from apps.catalog.statuses import PriceUnit, SaleStatus, ServiceName
from tests.accounts.factories import UserFactory
from tests.bookings.factories import TOMORROW, book, day_ask, hold, hour_ask, service_on_sale
from tests.branches.factories import BranchFactory, DistrictFactory, FacilityFactory, open_daily
from tests.catalog.factories import FeatureFactory

pytestmark = pytest.mark.django_db


def hourly(start: int = 10, hours: int = 2, **fields) -> SearchQuery:
    values = {"plan": PriceUnit.HOUR, "day": TOMORROW, "start": time(start), "minutes": 60 * hours} | fields
    return SearchQuery(**values)


def daily(days: int = 1, **fields) -> SearchQuery:
    return SearchQuery(**{"plan": PriceUnit.DAY, "day": TOMORROW, "days": days} | fields)


def found(query: SearchQuery, now) -> list[int]:
    return [card.service.pk for card in search(query, now=now).cards]


def test_card_shows_the_total_that_booking_charges(now):
    service = service_on_sale()
    card = search(hourly(people=2), now=now).cards[0]
    assert card.ask == hour_ask(10, 2, quantity=2)
    assert card.quote.total == hold(service, card.ask, now=now).total_price


def test_sold_out_blocked_and_expired(now):
    service = service_on_sale(max_capacity=1)
    held = hold(service, hour_ask(10, 2), now=now)
    assert found(hourly(11, 1), now) == []
    assert found(hourly(12, 1), now) == [service.pk]
    later = now + timedelta(minutes=10)
    expire_overdue_holds(now=later)
    assert found(hourly(11, 1), later) == [service.pk]
    block_units(
        service=service,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        units=None,
        reason="",
        by=UserFactory(),
        now=later,
    )
    assert found(hourly(11, 1), later) == []
    assert found(daily(), later) == []
    assert found(hourly(12, 1), later) == [service.pk]


def test_people_need_a_desk_each_and_a_room_together(now):
    desks = service_on_sale(max_capacity=5)
    room = service_on_sale(
        service=Service.objects.get(name=ServiceName.MEETING_ROOM), max_capacity=1, seats=6
    )
    assert set(found(hourly(people=4), now)) == {desks.pk, room.pk}
    assert found(hourly(people=6), now) == [room.pk]
    assert found(hourly(people=7), now) == []
    assert found(hourly(people=4, kind=ServiceName.HOT_DESK), now) == [desks.pk]


@pytest.mark.parametrize("words", ["عبدون", "Abdoun", "abdun", "ABDOUN", "عَبدون", "abdoun desks"])
def test_text_finds_either_script_and_other_spellings(now, words):
    district = DistrictFactory(slug="abdoun", name="Abdoun", name_ar="عبدون", spellings="abdun, 3abdoun")
    service = service_on_sale(branch=open_daily(BranchFactory(district=district)))
    service_on_sale()
    assert found(hourly(text=words), now) == [service.pk]


def test_text_is_never_a_pattern(now):
    service_on_sale()
    assert found(hourly(text="%"), now) == []
    assert found(hourly(text="' OR 1=1 --"), now) == []


def test_filters_and_sorts(now):
    parking, projector = FacilityFactory(slug="parking"), FeatureFactory(slug="projector")
    cheap = service_on_sale(prices={"hour": "1"})
    dear = service_on_sale(prices={"hour": "9"})
    BranchFacility.objects.create(branch=dear.branch, facility=parking)
    ServiceFeature.objects.create(vendor_service=dear, feature=projector)
    assert found(hourly(sort="price"), now) == [cheap.pk, dear.pk]
    assert found(hourly(facilities=("parking",)), now) == [dear.pk]
    assert found(hourly(features=("projector",)), now) == [dear.pk]
    assert found(hourly(facilities=("parking", "missing")), now) == []
    near_dear = float(dear.branch.latitude), float(dear.branch.longitude)
    VendorService.objects.get(pk=cheap.pk).branch.__class__.objects.filter(pk=cheap.branch_id).update(
        latitude="32.1"
    )
    page = search(hourly(sort="distance", near=near_dear), now=now)
    assert [card.service.pk for card in page.cards] == [dear.pk, cheap.pk]
    assert page.cards[0].distance_km == pytest.approx(0, abs=0.1)
    assert 14 < page.cards[1].distance_km < 17


def test_pages_carry_the_whole_count(now):
    branch = open_daily(BranchFactory())
    for _ in range(5):
        service_on_sale(branch=branch)
    page = search(hourly(), now=now, page=2, per_page=2)
    assert (len(page.cards), page.total, page.pages) == (2, 5, 3)
    assert count_found(hourly(), now=now) == 5


@pytest.mark.parametrize("count", [1, 20])
def test_query_count_does_not_grow(now, count):
    for _ in range(count):
        service_on_sale()
    with CaptureQueriesContext(connection) as queries:
        assert len(search(hourly(), now=now).cards) == count
    assert len(queries) == 6


def random_world(seed: int) -> list[VendorService]:
    """Branches with all sorts of hours, services with all sorts of rules, and bookings on them."""
    pick = random.Random(seed)
    hours = [(8, 20), (9, 17), (0, 0), (18, 2), (22, 6), (12, 0)]
    made = []
    for _ in range(6):
        opens, closes = pick.choice(hours)
        branch = open_daily(BranchFactory(), time(opens), time(closes))
        if pick.random() < 0.3:
            branch.opening_hours.filter(weekday=pick.randrange(7)).delete()
        if pick.random() < 0.3:
            closed = {"opens_at": None, "closes_at": None}
            short = {"opens_at": time(10), "closes_at": time(13)}
            SpecialHours.objects.create(branch=branch, date=TOMORROW, **pick.choice([closed, short]))
        made.append(
            service_on_sale(
                branch=branch,
                max_capacity=pick.choice([1, 2, 3]),
                step_minutes=pick.choice([30, 60]),
                buffer_minutes=pick.choice([0, 0, 30]),
                notice_minutes=pick.choice([0, 0, 24 * 60]),
                max_booking_duration=pick.choice([None, 240]),
                prices=pick.choice([{"hour": "2"}, {"day": "9"}, {"hour": "2", "day": "9", "week": "40"}]),
                status=pick.choice([SaleStatus.ACTIVE] * 5 + [SaleStatus.PAUSED]),
            )
        )
    made[0].branch.vendor.status = UserStatus.SUSPENDED
    made[0].branch.vendor.save()
    made[1].branch.status = BranchStatus.SUSPENDED
    made[1].branch.save()
    return made


@pytest.mark.parametrize("seed", range(4))
def test_search_and_booking_agree_on_a_random_world(now, seed):
    pick = random.Random(seed)
    services = random_world(seed)
    for _ in range(40):
        service, query = pick.choice(services), random_query(pick)
        offer = offers_of(services_with_places().filter(pk=service.pk), first=query.day, last=query.last_day)
        board = board_of(offer[service.pk], first=query.day, last=query.last_day, now=now)
        if board.refusal(query.ask_for(service), now=now) is None:
            book(service, query.ask_for(service), now=now)
    for _ in range(25):
        query = random_query(pick)
        offers = offers_of(services_with_places(), first=query.day, last=query.last_day)
        bookable = {
            offer.service.pk
            for offer in offers.values()
            if board_of(offer, first=query.day, last=query.last_day, now=now).refusal(
                query.ask_for(offer.service), now=now
            )
            is None
        }
        assert set(found(query, now)) == bookable, query


def random_query(pick: random.Random) -> SearchQuery:
    day = date(2027, 1, 12) + timedelta(days=pick.randrange(4))
    if pick.random() < 0.4:
        return SearchQuery(plan=PriceUnit.DAY, day=day, days=pick.choice([1, 1, 2, 9]))
    return SearchQuery(
        plan=PriceUnit.HOUR,
        day=day,
        start=time(pick.randrange(24), pick.choice([0, 0, 30])),
        minutes=pick.choice([30, 60, 120, 300, 600]),
        people=pick.choice([1, 1, 2]),
    )


def test_day_stays_agree_too(now):
    service = service_on_sale(max_capacity=1)
    book(service, day_ask(2), now=now)
    assert found(daily(1), now) == []
    assert found(daily(1, day=TOMORROW + timedelta(days=2)), now) == [service.pk]
    assert found(hourly(), now) == []
