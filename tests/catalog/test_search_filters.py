"""What narrows a search, the numbers beside filters, and what is shown when something is taken."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.bookings.sold_out import sold_out
from apps.branches.models import BranchFacility, OpeningHours
from apps.catalog.models import Service, ServiceFeature
from apps.catalog.search import SearchQuery, count_found, search
from apps.catalog.search_counts import filter_counts
from apps.catalog.statuses import CancellationTier, PriceUnit, ServiceName
from tests.bookings.factories import TOMORROW, book, day_ask, hour_ask, service_on_sale
from tests.branches.factories import BranchFactory, DistrictFactory, FacilityFactory, open_daily
from tests.catalog.factories import FeatureFactory

pytestmark = pytest.mark.django_db


def hourly(start: int = 10, hours: int = 2, **fields) -> SearchQuery:
    values = {"plan": PriceUnit.HOUR, "day": TOMORROW, "start": time(start), "minutes": 60 * hours} | fields
    return SearchQuery(**values)


def found(query: SearchQuery, now) -> list[int]:
    return [card.service.pk for card in search(query, now=now).cards]


def in_district(slug: str, **fields):
    return open_daily(BranchFactory(district=DistrictFactory(slug=slug, name=slug, name_ar=slug), **fields))


def test_several_kinds_and_districts(now):
    desk = service_on_sale(branch=in_district("abdoun"))
    room = service_on_sale(
        branch=in_district("khalda"), service=Service.objects.get(name=ServiceName.MEETING_ROOM)
    )
    both = (ServiceName.HOT_DESK, ServiceName.MEETING_ROOM)
    assert set(found(hourly(kinds=both, districts=("abdoun", "khalda")), now)) == {desk.pk, room.pk}
    assert found(hourly(kinds=both, district="khalda"), now) == [room.pk]
    assert found(hourly(kind=ServiceName.HOT_DESK, districts=("khalda",)), now) == []


def test_total_from_and_to(now):
    cheap, dear = service_on_sale(prices={"hour": "1"}), service_on_sale(prices={"hour": "9"})
    assert found(hourly(max_total=Decimal("2.320")), now) == [cheap.pk]
    assert found(hourly(max_total=Decimal("2.319")), now) == []
    assert found(hourly(min_total=Decimal("2.321")), now) == [dear.pk]


def test_instant_and_free_cancellation(now):
    at_once = service_on_sale()
    asked = service_on_sale(is_instant=False, cancellation_tier=CancellationTier.STRICT)
    assert found(hourly(instant=True), now) == [at_once.pk]
    assert set(found(hourly(free_cancellation=True, day=TOMORROW + timedelta(days=3)), now)) == {
        at_once.pk,
        asked.pk,
    }
    assert found(hourly(free_cancellation=True), now) == [at_once.pk]
    two_hours_before = datetime(2027, 1, 13, 5, 0, tzinfo=UTC)
    assert found(hourly(free_cancellation=True), two_hours_before) == []
    assert found(hourly(free_cancellation=True), two_hours_before - timedelta(seconds=1)) == [at_once.pk]


def test_open_now_late_and_on_friday(now):
    usual = service_on_sale()
    late = service_on_sale(branch=open_daily(BranchFactory(), time(9), time(2)))
    OpeningHours.objects.filter(branch=usual.branch, weekday=4).delete()
    assert set(found(hourly(open_now=True), now)) == {usual.pk, late.pk}
    midnight = datetime(2027, 1, 12, 22, 30, tzinfo=UTC)
    assert found(hourly(open_now=True), midnight) == [late.pk]
    assert found(hourly(open_late=True), now) == [late.pk]
    assert found(hourly(open_friday=True), now) == [late.pk]


def test_within_some_kilometres(now):
    near, far = service_on_sale(), service_on_sale(branch=open_daily(BranchFactory(latitude="32.1")))
    here = (31.9652, 35.9101)
    assert found(hourly(near=here, within_km=5), now) == [near.pk]
    assert set(found(hourly(near=here, within_km=50), now)) == {near.pk, far.pk}
    assert found(hourly(near=here), now) == [near.pk, far.pk], "the way counts in the best match"


def some_places(now):
    """A place with everything, one without parking, one dear one, one that is taken."""
    parking, projector = FacilityFactory(slug="parking"), FeatureFactory(slug="projector")
    full, plain, dear, taken = (service_on_sale(max_capacity=1) for _ in range(4))
    dear.prices.update(price="50")
    for service in (full, dear, taken):
        BranchFacility.objects.create(branch=service.branch, facility=parking)
    ServiceFeature.objects.create(vendor_service=full, feature=projector)
    book(taken, hour_ask(10, 2), now=now)
    return full, plain, dear, taken


def test_counts_say_what_each_filter_leaves_and_gives_back(now):
    some_places(now)
    query = hourly(facilities=("parking",), max_total=Decimal(10), kind=ServiceName.HOT_DESK)
    counts = filter_counts(query, now=now)
    assert counts.results == count_found(query, now=now) == 1
    assert counts.facilities == {"parking": 1}
    assert counts.features == {"projector": 1}
    assert counts.without == {"kind": 1, "facility:parking": 2, "price": 2}
    assert (counts.instant, counts.free_cancellation) == (1, 1)
    assert counts.kinds == {"hot_desk": 1}
    assert counts.districts == {"amman.abdali": 1}
    assert sum(step.found for step in counts.prices) == 2
    assert counts.prices[-1].most == Decimal("58.000")


def test_counts_agree_with_searches(now):
    some_places(now)
    service_on_sale(branch=in_district("khalda"), is_instant=False)
    query = hourly(features=("projector",), district="abdali", text="desks")
    counts = filter_counts(query, now=now)
    assert counts.results == count_found(query, now=now)
    without = {
        "feature:projector": hourly(district="abdali", text="desks"),
        "district": hourly(features=("projector",), text="desks"),
        "text": hourly(features=("projector",), district="abdali"),
    }
    assert counts.without == {name: count_found(other, now=now) for name, other in without.items()}


@pytest.mark.parametrize("plan", [PriceUnit.HOUR, PriceUnit.MONTH])
def test_counts_of_nothing_are_zero_in_one_query(now, plan):
    with CaptureQueriesContext(connection) as queries:
        counts = filter_counts(hourly(plan=plan, facilities=("parking",)), now=now)
    assert counts.results == 0
    assert counts.without == {"facility:parking": 0}
    assert len(queries) == 1


def test_sold_out_shows_the_next_start_that_is_free_as_long(now):
    service = service_on_sale(max_capacity=1)
    assert sold_out(hourly(), now=now) == []
    book(service, hour_ask(10, 2), now=now)
    book(service, hour_ask(13, 1), now=now)
    [shown] = sold_out(hourly(), now=now)
    assert (shown.card.service.pk, shown.next_free) == (service.pk, hour_ask(14, 2))
    assert shown.next_quote is not None
    assert shown.next_quote.total == shown.card.quote.total
    assert sold_out(hourly(12, 1), now=now) == [], "free as asked"
    assert sold_out(hourly(7, 1), now=now) == [], "closed, not sold out"


def test_sold_out_looks_on_the_next_days(now):
    service = service_on_sale(max_capacity=1)
    book(service, day_ask(2), now=now)
    third = TOMORROW + timedelta(days=2)
    [shown] = sold_out(hourly(), now=now)
    assert shown.next_free == hour_ask(8, 2, day=third)
    [shown] = sold_out(SearchQuery(plan=PriceUnit.DAY, day=TOMORROW), now=now)
    assert shown.next_free == day_ask(day=third)
    other = service_on_sale(max_capacity=1)
    book(other, day_ask(28), now=now)
    shown = {card.card.service.pk: card for card in sold_out(hourly(), now=now)}[other.pk]
    assert (shown.next_free, shown.next_quote) == (None, None)


@pytest.mark.parametrize("count", [1, 4])
def test_queries_of_sold_out_do_not_grow(now, count):
    for _ in range(count):
        book(service_on_sale(max_capacity=1), hour_ask(10, 2), now=now)
    with CaptureQueriesContext(connection) as queries:
        assert len(sold_out(hourly(), now=now)) == count
    assert len(queries) == 6
