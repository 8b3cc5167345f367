"""Search results: what is free, the total, the filters, and ways out of nothing."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from apps.bookings.models import Booking
from apps.catalog.models import VendorService
from apps.catalog.statuses import ServiceName
from tests.bookings.desk import at
from tests.bookings.factories import hold, hour_ask, service_on_sale
from tests.branches.factories import BranchFactory, CityFactory, DistrictFactory, FacilityFactory, open_daily
from tests.catalog.factories import ServiceFactory

pytestmark = pytest.mark.django_db

# Overdue holds, facilities, places, the zones, the search, its services with facilities, their rules,
# and what is taken for the free times.
QUERIES = 8
ASKED = {"day": "2027-01-13", "start": "10:00", "length": "120"}


@pytest.fixture(autouse=True)
def moment(now: datetime, monkeypatch: pytest.MonkeyPatch) -> datetime:
    return at(monkeypatch, now)


def found(client: Client, **query: object) -> str:
    answer = client.get("/search/", ASKED | query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def somewhere(name: str, **branch: object) -> VendorService:
    return service_on_sale(branch=open_daily(BranchFactory.create(**branch)), name=name)


class TestCards:
    def test_shows_the_total_for_the_asked_time(self, client: Client) -> None:
        service_on_sale(name="Quiet desk")
        page = found(client)
        assert "Quiet desk" in page
        assert "JOD\u00a04.640" in page
        assert "1 place is free" in page
        assert "Free cancellation until Wed 13\u00a0Jan, 8:00\u00a0am" in page

    def test_the_total_is_the_same_on_every_page_to_the_hold(self, client: Client) -> None:
        service_on_sale(name="Quiet desk", prices={"hour": "2.333"})
        card = found(client)
        total = re.search(r'class="total"><bdi[^>]*>([^<]+)<', card)
        assert total is not None
        space = unescape(client.get(_link(card, r"/spaces/[\w-]+/\?[^\"]+")).content.decode())
        assert total[1] in space
        builder = client.get(_link(space, r"/spaces/[\w-]+/[\w-]+/\?[^\"]+")).content.decode()
        assert total[1] in builder

    def test_near_times_lead_to_the_builder(self, client: Client, now: datetime) -> None:
        service = service_on_sale(max_capacity=1)
        hold(service, hour_ask(13, 1), now=now)
        page = found(client)
        times = re.findall(rf'href="/spaces/{service.branch.slug}/{service.slug}/\?([^"]+)"', page)
        assert [re.search(r"start=(\d\d)", time)[1] for time in times] == ["09", "10", "11"]  # type: ignore[index]

    def test_what_is_taken_is_not_there(self, client: Client, now: datetime) -> None:
        hold(service_on_sale(max_capacity=1, name="Quiet desk"), now=now)
        assert "Quiet desk" not in found(client)
        assert "Quiet desk" in found(client, start="12:00")

    def test_an_overdue_hold_is_free_again_with_no_worker(
        self, client: Client, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hold(service_on_sale(max_capacity=1, name="Quiet desk"), now=now)
        at(monkeypatch, now + timedelta(minutes=11))
        assert "Quiet desk" in found(client)

    def test_a_space_that_the_branch_confirms_says_so(self, client: Client) -> None:
        service_on_sale(is_instant=False)
        assert "The branch confirms" in found(client)


def _link(page: str, pattern: str) -> str:
    match = re.search(rf'href="({pattern})"', page)
    assert match is not None
    return match[1]


class TestFilters:
    def test_place_facility_and_words(self, client: Client) -> None:
        abdoun = DistrictFactory.create(slug="abdoun", name="Abdoun", name_ar="عبدون", spellings="abdun")
        parking = FacilityFactory.create(slug="parking", name="Parking")
        here = somewhere("With parking", district=abdoun)
        here.branch.facilities.add(parking)
        somewhere("Without")
        asked = [{"where": "amman.abdoun"}, {"facilities": "parking"}, {"text": "abdun"}, {"text": "عبدون"}]
        for query in asked:
            page = found(client, **query)
            assert "With parking" in page
            assert "Without" not in page.replace("Without “", "")

    def test_a_chip_switches_a_facility_on_and_off(self, client: Client) -> None:
        FacilityFactory.create(slug="parking", name="Parking")
        on = _link(found(client), r"\?[^\"]*facilities=parking[^\"]*")
        page = unescape(client.get(f"/search/{on}").content.decode())
        assert "data-selected" in page
        assert "day=2027-01-13" in on

    def test_cheapest_first(self, client: Client) -> None:
        service_on_sale(branch=open_daily(BranchFactory.create()), name="Dear", prices={"hour": "5"})
        service_on_sale(branch=open_daily(BranchFactory.create()), name="Cheap", prices={"hour": "1"})
        page = found(client, sort="price")
        assert page.index("Cheap") < page.index("Dear")

    def test_nearest_first_with_the_distance(self, client: Client) -> None:
        somewhere("Far", latitude="31.90", longitude="35.91")
        somewhere("Near", latitude="31.966", longitude="35.91")
        page = found(client, lat="31.9652", lng="35.9101")
        assert page.index("Near") < page.index("Far")
        assert "7.3 km" in page

    def test_near_somebody_may_be_another_city(self, client: Client) -> None:
        CityFactory.create(slug="amman")
        irbid = CityFactory.create(slug="irbid", name="Irbid")
        somewhere("In Irbid", city=irbid, district=None, latitude="32.55", longitude="35.85")
        assert "In Irbid" not in found(client)
        page = found(client, lat="32.55", lng="35.85")
        assert "In Irbid" in page
        assert "50 m" in page

    def test_offices_are_looked_for_by_the_day(self, client: Client) -> None:
        office = ServiceFactory.create(name=ServiceName.PRIVATE_OFFICE)
        service_on_sale(service=office, name="Corner office", prices={"day": "30"}, price_unit="day", seats=4)
        page = found(client, kind="private_office", length="120")
        assert "Corner office" in page
        assert "Offices are booked by the day" in page
        assert "JOD\u00a034.800" in page

    def test_people_share_a_room_and_need_a_desk_each(self, client: Client) -> None:
        service_on_sale(name="Desks", max_capacity=3)
        assert "JOD\u00a013.920" in found(client, people="3")
        assert "Nothing is free for exactly this" in found(client, people="4")


class TestWrongQuestions:
    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ({"day": "2020-01-01"}, "That day has passed"),
            ({"people": "0"}, "greater than or equal to 1"),
            ({"people": "many"}, "Enter a whole number"),
            ({"start": "99:99"}, "Enter a valid time"),
            ({"length": "1y"}, "Select a valid choice"),
            ({"where": "atlantis"}, "Select a valid choice"),
            ({"kind": "castle"}, "Select a valid choice"),
        ],
    )
    def test_are_said_at_the_field_and_answered_as_well_as_can_be(
        self, client: Client, wrong: dict[str, str], message: str
    ) -> None:
        service_on_sale(name="Quiet desk")
        page = found(client, **wrong)
        assert message in page
        assert "Quiet desk" in page

    def test_what_was_typed_stays(self, client: Client) -> None:
        assert 'value="2020-01-01"' in found(client, day="2020-01-01", text="rooftop")
        assert 'value="rooftop"' in found(client, text="rooftop")

    @pytest.mark.parametrize("page", ["0", "-1", "abc", "99999", "²", "3"])
    def test_pages_that_do_not_exist_lead_to_the_first(self, client: Client, page: str) -> None:
        service_on_sale(name="Quiet desk")
        answer = client.get("/search/", ASKED | {"page": page}, follow=True)
        assert "Quiet desk" in answer.content.decode()
        assert "page=" not in answer.request["QUERY_STRING"] or page != "3"

    def test_markup_in_the_address_is_text(self, client: Client) -> None:
        page = client.get("/search/", ASKED | {"text": "<script>x</script>"}).content.decode()
        assert "<script>x" not in page

    def test_nothing_is_written(self, client: Client) -> None:
        found(client)
        assert not Booking.objects.exists()
        assert "atspaces_session" not in client.cookies


class TestNothingFound:
    def test_offers_what_finds_something_with_its_count(self, client: Client) -> None:
        service_on_sale(name="Quiet desk")
        parking = FacilityFactory.create(slug="parking", name="Parking")
        page = found(client, facilities=parking.slug)
        assert "Nothing is free for exactly this" in page
        way = re.search(r'href="\?([^"]+)"><bdi>Without Parking</bdi> <span class="count">· 1 place<', page)
        assert way is not None
        assert "facilities" not in way[1]
        assert "Quiet desk" in client.get(f"/search/?{way[1]}").content.decode()

    def test_offers_another_day(self, client: Client) -> None:
        service = service_on_sale(name="Quiet desk")
        service.branch.opening_hours.filter(weekday=2).delete()  # Wednesday
        assert "<bdi>Thu 14\u00a0Jan</bdi>" in found(client)

    def test_offers_room_for_fewer_when_nothing_else_helps(self, client: Client) -> None:
        service_on_sale(name="Quiet desk", max_capacity=9)
        page = found(client, people="90")
        (way,) = re.findall(r'href="\?([^"]+)"><bdi>8 people</bdi> <span class="count">· 1 place<', page)
        assert "Quiet desk" in client.get(f"/search/?{way}").content.decode()

    def test_empty_world(self, client: Client) -> None:
        assert "Try another time" in found(client)


def test_in_arabic(client: Client) -> None:
    service_on_sale(name="Quiet desk", name_ar="مكتب هادئ")
    with override("en"):  # a page in Arabic leaves its language behind in this thread
        page = client.get("/ar/search/", ASKED).content.decode()
    assert "مكتب هادئ" in page
    assert "4.640\u00a0د.أ" in page
    assert "كانون\u00a0الثاني" in page
    assert "/ar/spaces/" in page


@pytest.mark.parametrize("services", [1, 20])
def test_queries_do_not_grow(
    client: Client, services: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(services):
        somewhere("Desk")
    with django_assert_num_queries(QUERIES):
        page = client.get("/search/", ASKED).content.decode()
    assert page.count('class="result-card"') == services


@pytest.mark.parametrize(
    ("limit", "offered"), [("4.640", True), ("٤٫٦٤٠", True), ("١٬٠٠٠٫٥", True), ("4.639", False)]
)
def test_the_limit_is_the_total_with_tax_to_the_fils(client: Client, limit: str, offered: bool) -> None:
    service_on_sale(name="Quiet desk")
    page = found(client, max_total=limit)
    assert ("Quiet desk" in page) == offered
    assert "at most" in page
    assert ("Without a limit of price" in page) != offered


def test_a_limit_that_is_no_amount_is_said_and_limits_nothing(client: Client) -> None:
    service_on_sale(name="Quiet desk")
    page = found(client, max_total="cheap")
    assert "Quiet desk" in page
    assert 'value="cheap"' in page
    assert "Enter a number" in page
