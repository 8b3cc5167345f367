"""The conversation's page, on Tuesday 12 January 2027 at eleven in Amman."""

import inspect
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from apps.accounts.models import User
from apps.assistant.conversation import conversation_page
from apps.assistant.models import ChatMessage, ChatRole
from apps.assistant.records import from_record
from apps.assistant.services import answer_question
from apps.assistant.views import customer
from apps.bookings.ask_links import builder_url
from apps.bookings.cards import result_cards
from apps.catalog.search import search
from apps.catalog.statuses import ServiceName
from tests.accounts.factories import UserFactory
from tests.bookings.factories import service_on_sale
from tests.branches.factories import FacilityFactory
from tests.catalog.factories import ServiceFactory

pytestmark = pytest.mark.django_db

CHAT = "/assistant/"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Iterator[None]:
    monkeypatch.setattr(timezone, "now", lambda: now)
    # A request leaves its language behind in the thread.
    with override("en"):
        yield


@pytest.fixture
def dana() -> User:
    return UserFactory.create(full_name="Dana")


@pytest.fixture
def browser(client: Client, dana: User) -> Client:
    client.force_login(dana)
    return client


def test_a_guest_is_sent_to_sign_in_and_nothing_is_kept(client: Client) -> None:
    assert client.get(CHAT).url == f"{reverse('accounts:sign_in')}?next=%2Fassistant%2F"
    response = client.post(CHAT, {"text": "desk tomorrow"})
    assert response.status_code == 302
    assert response.url.startswith(reverse("accounts:sign_in"))
    assert not ChatMessage.objects.exists()


def test_without_its_guard_the_page_would_not_know_whom_to_answer() -> None:
    request = RequestFactory().get(CHAT)
    request.user = AnonymousUser()
    assert customer.chat(request).status_code == 302
    with pytest.raises(TypeError, match="AnonymousUser"):
        inspect.unwrap(customer.chat)(request)


def test_asking_leads_back_to_the_page_with_the_answer(browser: Client) -> None:
    service = service_on_sale()
    response = browser.post(CHAT, {"text": "desk tomorrow 10-12 in Abdali"})
    assert (response.status_code, response.url) == (302, CHAT)
    page = browser.get(CHAT).content.decode()
    assert 'role="log"' in page
    assert "desk tomorrow 10-12 in Abdali" in page
    assert service.name in page
    assert ChatMessage.objects.count() == 2


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_every_example_is_understood_as_a_search(browser: Client, prefix: str) -> None:
    page = browser.get(f"{prefix}{CHAT}")
    examples = page.context["conversation"].examples
    assert len(examples) == 4
    for example in examples:
        assert f'value="{example}"' in page.content.decode()
        browser.post(f"{prefix}{CHAT}", {"text": example})
    answers = ChatMessage.objects.filter(role=ChatRole.ASSISTANT)
    assert [answer.understood["intent"] for answer in answers] == ["search"] * 4


@pytest.mark.parametrize("text", ["", "   ", "x" * 501, "a\x00b"])
def test_a_wrong_question_is_kept_in_the_field_and_not_in_the_table(browser: Client, text: str) -> None:
    response = browser.post(CHAT, {"text": text})
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    assert text[:100].strip() in response.content.decode()
    assert not ChatMessage.objects.exists()


def test_too_many_questions_get_the_minutes(browser: Client, dana: User, now: datetime) -> None:
    for _ in range(20):
        answer_question(user=dana, text="hello", now=now, language="en")
    response = browser.post(CHAT, {"text": "desk tomorrow"})
    assert response.status_code == 422
    assert "Ask again in 1 minute." in response.content.decode()
    assert 'value="desk tomorrow"' in response.content.decode()
    assert ChatMessage.objects.count() == 40


def test_markup_is_shown_and_never_meant(browser: Client) -> None:
    evil = "<script>alert(1)</script> desk <img src=x onerror=alert(2)> {{ 7|add:7 }} {% load x %}"
    page = browser.post(CHAT, {"text": evil}, follow=True).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; desk &lt;img" in page
    assert "{{ 7|add:7 }}" in page


def test_markup_in_the_field_after_a_failure_stays_text(browser: Client) -> None:
    evil = '"><script>alert(1)</script>' + "x" * 500
    assert "<script>alert" not in browser.post(CHAT, {"text": evil}).content.decode()


def test_nobody_sees_another_persons_conversation(browser: Client, now: datetime) -> None:
    service_on_sale()
    other = UserFactory.create()
    answer_question(user=other, text="secret meeting of the board tomorrow", now=now, language="en")
    page = browser.get(CHAT)
    assert page.context["conversation"].turns == []
    assert "secret" not in page.content.decode()


def test_cards_are_those_of_search(browser: Client, dana: User, now: datetime) -> None:
    services = [service_on_sale(name=f"Desks {number}") for number in range(6)]
    answer = answer_question(user=dana, text="desk tomorrow 10-12 for 2", now=now, language="en")
    reading = from_record(answer.understood)
    assert reading is not None
    assert reading.query is not None
    page = search(reading.query, now=now, per_page=3)
    shown = browser.get(CHAT).context["conversation"].found
    assert [item["card"] for item in shown.cards] == result_cards(page.cards, now=now)
    assert [item["book_url"] for item in shown.cards] == [builder_url(c.service, c.ask) for c in page.cards]
    assert (shown.total, len(shown.cards), len(services)) == (6, 3, 6)


def test_cards_are_never_stale_and_belong_to_the_last_answer(
    browser: Client, dana: User, now: datetime
) -> None:
    service = service_on_sale()
    answer_question(user=dana, text="desk tomorrow 10-12", now=now, language="en")
    assert len(browser.get(CHAT).context["conversation"].found.cards) == 1
    service.branch.opening_hours.all().delete()
    found = browser.get(CHAT).context["conversation"].found
    assert (found.cards, found.total) == ([], 0)
    answer_question(user=dana, text="thanks", now=now, language="en")
    assert browser.get(CHAT).context["conversation"].found is None


def test_an_answer_about_a_day_that_passed_says_so(dana: User, now: datetime) -> None:
    service_on_sale()
    answer_question(user=dana, text="desk tomorrow", now=now, language="en")
    found = conversation_page(dana, now=now + timedelta(days=2)).found
    assert found is not None
    assert (found.is_over, found.cards) == (True, [])


def test_chips_separate_what_was_said_from_what_was_assumed(dana: User, now: datetime) -> None:
    FacilityFactory.create(slug="parking", name="Parking", name_ar="مواقف سيارات")
    service_on_sale()
    answer_question(user=dana, text="desk in Abdali with parking under 20 JOD", now=now, language="en")
    turn = conversation_page(dana, now=now).turns[-1]
    assert [chip.text for chip in turn.stated] == [
        "Hot desk",
        "Abdali",
        "Parking",
        "Up to JOD\u00a020 in all",
    ]
    assert [chip.part for chip in turn.assumed] == ["people", "day", "length"]
    without_parking = next(chip for chip in turn.stated if chip.text == "Parking")
    assert without_parking.is_removable
    assert "facilities" not in without_parking.url
    assert "where=amman.abdali" in without_parking.url
    assert "facilities=parking" in turn.search_url


def test_nothing_free_offers_what_is_with_counts(browser: Client, dana: User, now: datetime) -> None:
    FacilityFactory.create(slug="parking", name="Parking")
    for _ in range(3):
        service_on_sale()
    answer_question(user=dana, text="desk tomorrow 10-12 with parking", now=now, language="en")
    page = browser.get(CHAT)
    suggestion = page.context["conversation"].found.suggestions[0]
    assert (suggestion.text, suggestion.found) == ("Without: Parking", 3)
    assert "facilities" not in suggestion.url
    assert suggestion.url.replace("&", "&amp;") in page.content.decode()


def test_links_lead_to_search_filled_with_the_question(browser: Client, dana: User, now: datetime) -> None:
    service_on_sale(service=ServiceFactory(name=ServiceName.MEETING_ROOM), seats=6)
    answer_question(user=dana, text="meeting room for 6 tomorrow 10-12 in Abdali", now=now, language="en")
    url = browser.get(CHAT).context["conversation"].turns[-1].search_url
    expected = "kind=meeting_room&where=amman.abdali&day=2027-01-13&start=10%3A00&length=120&people=6"
    assert url == f"{reverse('pages:results')}?{expected}"
    results = browser.get(url)
    assert results.status_code == 200


def test_arabic_page_and_arabic_answer(browser: Client) -> None:
    service = service_on_sale()
    page = browser.post(f"/ar{CHAT}", {"text": "مقعد بكرا من ١٠ الى ١٢"}, follow=True).content.decode()
    assert 'dir="rtl"' in page
    assert 'dir="auto" lang="ar"' in page
    assert service.name_ar in page


def test_wishes_that_fail_together_can_be_dropped_together(dana: User, now: datetime) -> None:
    FacilityFactory.create(slug="parking", name="Parking")
    FacilityFactory.create(slug="coffee", name="Coffee")
    service_on_sale()
    answer_question(user=dana, text="desk tomorrow 10-12 with parking and coffee", now=now, language="en")
    found = conversation_page(dana, now=now).found
    assert found is not None
    assert [(s.text, s.found) for s in found.suggestions] == [("Only what, when and where", 1)]


def test_about_bookings_it_points_to_their_page(browser: Client) -> None:
    page = browser.post(CHAT, {"text": "cancel my booking"}, follow=True).content.decode()
    assert "You see and change your bookings on the page My bookings." in page
    assert f'<a class="text-link" href="{reverse("bookings:list")}">' in page


def queries_to_show(browser: Client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert browser.get(CHAT).status_code == 200
    return len(queries)


def test_the_number_of_queries_does_not_grow(browser: Client, dana: User, now: datetime) -> None:
    service_on_sale()
    answer_question(user=dana, text="desk tomorrow 10-12", now=now, language="en")
    browser.get(CHAT)
    few = queries_to_show(browser)
    for number in range(19):
        service_on_sale()
        answer_question(
            user=dana, text="desk tomorrow 10-12", now=now + timedelta(minutes=number), language="en"
        )
    assert ChatMessage.objects.filter(role=ChatRole.ASSISTANT).count() == 20
    assert queries_to_show(browser) == few
    assert few <= 25
