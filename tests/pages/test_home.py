"""The first page."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from apps.bookings.services import complete_past_bookings
from tests.accounts.factories import UserFactory
from tests.bookings.desk import TODAY, at, signed_in
from tests.bookings.factories import book, hour_ask, service_on_sale
from tests.branches.factories import BranchFactory, open_daily

pytestmark = pytest.mark.django_db

# Overdue holds, places, the zones, the search, its services with facilities, their rules, what is
# taken for the free times, and the cities.
QUERIES = 8


@pytest.fixture(autouse=True)
def moment(now: datetime, monkeypatch: pytest.MonkeyPatch) -> datetime:
    return at(monkeypatch, now)


def test_the_search_is_ready_to_be_sent(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'value="hot_desk"' in page
    assert 'value="2027-01-12"' in page
    assert '<option value="12:00" selected>' in page
    assert 'action="/search/"' in page


def test_in_the_evening_it_asks_for_tomorrow(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, datetime.fromisoformat("2027-01-12T20:10:00+03:00"))
    page = client.get("/").content.decode()
    assert 'value="2027-01-13"' in page
    assert '<option value="09:00" selected>' in page


def test_shows_what_is_free_next_and_the_cities(client: Client) -> None:
    service = service_on_sale(name="Quiet desk")
    page = client.get("/").content.decode()
    assert "Quiet desk" in page
    assert "JOD\u00a04.640" in page
    assert f"/spaces/{service.branch.slug}/" in page
    assert "1 place" in page


def test_nothing_on_sale_is_no_error(client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Free next" not in answer.content.decode()


def test_who_comes_back_finds_their_booking_and_books_again(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = UserFactory.create()
    service = service_on_sale(max_capacity=9)
    book(service, hour_ask(12, day=TODAY), now=now, customer=person)
    coming = book(service, hour_ask(10), now=now, customer=person)
    complete_past_bookings(now=at(monkeypatch, now + timedelta(hours=4)))
    page = signed_in(person).get("/").content.decode()
    assert coming.booking_number in page
    assert "Book again at" in page


@pytest.mark.parametrize("branches", [1, 20])
def test_queries_do_not_grow(
    client: Client, branches: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(branches):
        service_on_sale(branch=open_daily(BranchFactory.create()))
    with django_assert_num_queries(QUERIES):
        client.get("/")
