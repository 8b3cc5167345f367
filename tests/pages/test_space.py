"""A branch's page."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from apps.branches.models import Branch
from apps.branches.statuses import BranchStatus, Weekday
from apps.catalog.statuses import SaleStatus
from tests.bookings.desk import at
from tests.bookings.factories import book, hold, hour_ask, service_on_sale
from tests.branches.factories import BranchFactory, FacilityFactory, open_daily

pytestmark = pytest.mark.django_db

# The branch, overdue holds, hours of the week, facilities, services with their features, the rules,
# what is taken of them.
QUERIES = 8
# The same, and the search for places nearby with its zones, services, facilities and rules.
QUERIES_WITH_SIMILAR = 12
# Between the ends of a span of the clock, so that no line breaks there.
DASH = "–\u2060"
SPACED_DASH = "\u00a0–\u2060\u00a0"
ASKED = {"day": "2027-01-13", "start": "10:00", "length": "120"}


@pytest.fixture(autouse=True)
def moment(now: datetime, monkeypatch: pytest.MonkeyPatch) -> datetime:
    return at(monkeypatch, now)


@pytest.fixture
def branch() -> Branch:
    return open_daily(BranchFactory.create(name="Abdali Hub", slug="abdali-hub", wifi_mbps=200))


def shown(client: Client, **query: str) -> str:
    answer = client.get("/spaces/abdali-hub/", query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_prices_facts_and_the_total_of_the_ask(client: Client, branch: Branch) -> None:
    service_on_sale(branch=branch, name="Quiet desk", prices={"hour": "2", "day": "10", "week": "45"})
    page = shown(client, **ASKED)
    for text in ("JOD\u00a02 an hour", "JOD\u00a010 a day", "JOD\u00a045 a week", "200 Mbit/s"):
        assert text in page
    assert "A day costs less from 6 hours on." in page
    assert "JOD\u00a04.640" in page
    assert "Book this time" in page
    assert "All comes back" in page


def test_the_chosen_service_is_the_one_in_the_address(client: Client, branch: Branch) -> None:
    service_on_sale(branch=branch, name="Quiet desk", slug="quiet")
    service_on_sale(branch=branch, name="Terrace", slug="terrace", prices={"hour": "3"})
    page = shown(client, service="terrace", **ASKED)
    assert "When Terrace is free" in page
    assert "JOD\u00a06.960" in page
    assert "When Quiet desk is free" in shown(client, service="unknown")


def test_two_weeks_in_words(client: Client, branch: Branch, now: datetime) -> None:
    service = service_on_sale(branch=branch, max_capacity=1)
    branch.opening_hours.filter(weekday=Weekday.FRIDAY).delete()
    book(service, hour_ask(12, 3), now=now)
    page = shown(client)
    assert f"Free 8:00\u00a0am{SPACED_DASH}12:00\u00a0pm, 3:00{DASH}8:00\u00a0pm" in page
    assert 'data-state="closed">Closed<' in page
    assert page.count("<tr") >= 14


def test_fully_booked_and_over_for_today(
    client: Client, branch: Branch, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = service_on_sale(branch=branch, max_capacity=1)
    book(service, hour_ask(8, 12), now=now)
    at(monkeypatch, datetime.fromisoformat("2027-01-12T21:00:00+03:00"))
    page = shown(client)
    assert "Fully booked" in page
    assert "Closed by now" in page


def test_an_hour_that_is_half_taken_is_marked_as_partly_free(
    client: Client, branch: Branch, now: datetime
) -> None:
    half_an_hour = {"step_minutes": 30, "min_booking_duration": 30}
    service = service_on_sale(branch=branch, max_capacity=1, **half_an_hour)
    before = shown(client).count('<span data-state="partly">')
    book(service, replace(hour_ask(10), minutes=30), now=now)
    assert shown(client).count('<span data-state="partly">') == before + 1


def test_opening_hours_mark_today_and_split_shifts(client: Client, branch: Branch) -> None:
    tuesday = branch.opening_hours.get(weekday=Weekday.TUESDAY)
    tuesday.closes_at = time(12)
    tuesday.save()
    branch.opening_hours.create(weekday=Weekday.TUESDAY, opens_at=time(16), closes_at=time(1))
    branch.opening_hours.filter(weekday=Weekday.FRIDAY).delete()
    page = shown(client)
    assert f"Today 8:00\u00a0am{SPACED_DASH}12:00\u00a0pm, 4:00\u00a0pm{SPACED_DASH}1:00\u00a0am" in page
    assert "(today)" in page
    assert page.index("Saturday") < page.index("Friday")


def test_facilities_say_what_is_not_here(client: Client, branch: Branch) -> None:
    branch.facilities.add(FacilityFactory.create(slug="wifi", name="Fast Wi-Fi", group="work"))
    FacilityFactory.create(slug="parking", name="Parking", group="access")
    FacilityFactory.create(slug="pets", name="Pets welcome", group="comfort")
    page = shown(client)
    assert "Fast Wi-Fi" in page
    assert "data-absent>" in page
    assert "Parking" in page
    assert "Pets welcome" not in page


def test_a_taken_time_offers_the_nearest(client: Client, branch: Branch, now: datetime) -> None:
    service = service_on_sale(branch=branch, max_capacity=1)
    hold(service, hour_ask(10), now=now)
    page = shown(client, **ASKED)
    assert "was just taken" in page
    assert "start=12%3A00" in page
    assert "Book this time" not in page


def test_an_overdue_hold_is_free_again_with_no_worker(
    client: Client, branch: Branch, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(service_on_sale(branch=branch, max_capacity=1), hour_ask(10), now=now)
    at(monkeypatch, now + timedelta(minutes=11))
    assert "Book this time" in shown(client, **ASKED)


def test_places_nearby_that_are_free_then(client: Client, branch: Branch) -> None:
    service_on_sale(branch=branch)
    near = open_daily(BranchFactory.create(name="Next door", latitude="31.966"))
    service_on_sale(branch=near)
    page = shown(client, **ASKED)
    assert "Next door" in page
    assert "100 m" in page


def test_a_paused_branch_stays_with_a_notice(client: Client, branch: Branch) -> None:
    service_on_sale(branch=branch)
    branch.status = BranchStatus.SUSPENDED
    branch.save()
    page = shown(client, **ASKED)
    assert "takes no bookings at the moment" in page
    assert "Book this time" not in page
    assert "Choose a time" not in page


def test_a_branch_that_sells_nothing_yet(client: Client, branch: Branch) -> None:
    service_on_sale(branch=branch, name="Quiet desk", status=SaleStatus.PAUSED)
    assert "Quiet desk" not in shown(client)


@pytest.mark.parametrize("slug", ["abdali-hub", "nowhere"])
def test_what_was_never_approved_is_not_there(client: Client, branch: Branch, slug: str) -> None:
    branch.status = BranchStatus.PENDING
    branch.save()
    assert client.get(f"/spaces/{slug}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("day", "2020-01-01"), ("day", "9999-12-31"), ("length", "x"), ("quantity", "-1"), ("start", "noon")],
)
def test_a_wrong_address_still_shows_the_branch(
    client: Client, branch: Branch, name: str, wrong: str
) -> None:
    service_on_sale(branch=branch)
    assert "Abdali Hub" in shown(client, **{name: wrong})


@pytest.mark.parametrize("services", [1, 20])
@pytest.mark.parametrize(("query", "queries"), [({}, QUERIES), (ASKED, QUERIES_WITH_SIMILAR)])
def test_queries_do_not_grow(
    client: Client,
    branch: Branch,
    services: int,
    query: dict[str, str],
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _each in range(services):
        service_on_sale(branch=branch)
    with django_assert_num_queries(queries):
        client.get("/spaces/abdali-hub/", query)
