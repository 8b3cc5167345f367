"""The results page that guests are shown again: only for a moment, and never somebody else's."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from atspaces.pages.guest_pages import PAGES
from tests.accounts.factories import UserFactory
from tests.bookings.desk import at
from tests.bookings.factories import book, hour_ask, service_on_sale

pytestmark = pytest.mark.django_db

SECONDS = 3
ASKED = {"day": "2027-01-13", "start": "10:00", "length": "120"}


@pytest.fixture(autouse=True)
def moment(now: datetime, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> datetime:
    settings.GUEST_PAGES_SECONDS = SECONDS
    caches[PAGES].clear()
    return at(monkeypatch, now)


def statements(client: Client, path: str = "/search/", **query: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(path, ASKED | query)
    return len(asked)


def test_the_same_address_is_answered_from_what_is_kept() -> None:
    assert statements(Client()) > 0
    assert statements(Client()) == 0


def test_the_answer_is_the_same_and_its_headers_too() -> None:
    service_on_sale(name="Quiet desk")
    made, kept = Client().get("/search/", ASKED), Client().get("/search/", ASKED)
    assert made.content == kept.content
    assert made.headers == kept.headers
    assert {"cookie", "accept-language"} <= {name.strip().lower() for name in kept["Vary"].split(",")}
    assert kept["X-Frame-Options"] == "DENY"
    assert kept["Content-Language"] == "en"
    assert "Content-Security-Policy" in kept


def test_an_address_a_language_a_theme_each_have_their_own() -> None:
    client, dark = Client(), Client()
    dark.cookies["theme"] = "dark"
    assert statements(client) > 0
    assert statements(client, people="2") > 0
    assert statements(client, "/ar/search/") > 0
    assert statements(dark) > 0
    assert 'data-theme="dark"' in dark.get("/search/", ASKED).text
    assert "data-theme" not in client.get("/search/", ASKED).text


def test_what_was_taken_is_gone_after_a_moment(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    service = service_on_sale(name="Quiet desk", max_capacity=1)
    assert "Quiet desk" in Client().get("/search/", ASKED).text
    book(service, hour_ask(10, 2), now=now)
    at(monkeypatch, now + timedelta(seconds=SECONDS - 1))
    assert "Quiet desk" in Client().get("/search/", ASKED).text, "kept, or this shows nothing"
    at(monkeypatch, now + timedelta(seconds=SECONDS))
    assert "Quiet desk" not in Client().get("/search/", ASKED).text


def test_whoever_has_a_session_sees_what_is_free_now(client: Client, now: datetime) -> None:
    service = service_on_sale(name="Quiet desk", max_capacity=1)
    Client().get("/search/", ASKED)
    book(service, hour_ask(10, 2), now=now)
    client.force_login(UserFactory.create())
    assert "Quiet desk" not in client.get("/search/", ASKED).text


def test_nobodys_name_is_kept(client: Client) -> None:
    client.force_login(UserFactory.create(full_name="Dana Haddad"))
    assert "Dana Haddad" in client.get("/search/", ASKED).text
    assert "Dana Haddad" not in Client().get("/search/", ASKED).text
    assert "no-store" in client.get("/search/", ASKED)["Cache-Control"]


def test_a_guests_page_holds_no_token_and_sets_no_cookie() -> None:
    answer = Client().get("/search/", ASKED)
    assert "csrfmiddlewaretoken" not in answer.text
    assert not answer.cookies


def test_unchanged_is_304_until_something_changes(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    service = service_on_sale(name="Quiet desk", max_capacity=1)
    tag = Client().get("/search/", ASKED)["ETag"]
    later = now + timedelta(seconds=10 * SECONDS)
    for moment in (now, later):
        at(monkeypatch, moment)
        answer = Client().get("/search/", ASKED, headers={"If-None-Match": tag})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["ETag"] == tag
    book(service, hour_ask(10, 2), now=later)
    at(monkeypatch, later + timedelta(seconds=SECONDS))
    answer = Client().get("/search/", ASKED, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer["ETag"] != tag


def test_only_marked_pages_are_kept() -> None:
    service = service_on_sale()
    path = f"/spaces/{service.branch.slug}/"
    assert statements(Client(), path) > 0
    assert statements(Client(), path) > 0


def test_a_redirect_is_not_kept() -> None:
    service_on_sale()
    for _ in range(2):
        assert Client().get("/search/", ASKED | {"page": "3"}).status_code == 302


def test_the_theme_is_chosen_without_a_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/theme/", {"theme": "dark", "next": "/"}).status_code == 302
