"""Search is exactly as strict as booking: what it offers can be held, what it hides cannot."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.bookings.services import block_units, expire_overdue_holds
from apps.branches.models import BranchFacility
from apps.catalog.models import Service, ServiceFeature, VendorService
from apps.catalog.search import SearchQuery, count_found, search
from apps.catalog.statuses import PriceUnit, ServiceName
from tests.accounts.factories import UserFactory
from tests.bookings.factories import TOMORROW, book, day_ask, hold, hour_ask, service_on_sale
from tests.branches.factories import BranchFactory, DistrictFactory, FacilityFactory, open_daily
from tests.catalog.factories import FeatureFactory

pytestmark = pytest.mark.django_db
QUERIES_OF_A_SEARCH = 4


def hourly(start: int = 10, hours: int = 2, **fields) -> SearchQuery:
    values = {"plan": PriceUnit.HOUR, "day": TOMORROW, "start": time(start), "minutes": 60 * hours} | fields
    return SearchQuery(**values)


def daily(count: int = 1, **fields) -> SearchQuery:
    return SearchQuery(**{"plan": PriceUnit.DAY, "day": TOMORROW, "count": count} | fields)


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
    assert len(queries) == QUERIES_OF_A_SEARCH


def test_day_stays_agree_too(now):
    service = service_on_sale(max_capacity=1)
    book(service, day_ask(2), now=now)
    assert found(daily(1), now) == []
    assert found(daily(1, day=TOMORROW + timedelta(days=2)), now) == [service.pk]
    assert found(hourly(), now) == []
