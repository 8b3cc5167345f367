"""Coming in, going out, and one's own pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from apps.accounts import codes
from apps.accounts.models import Notification, OtpSession, OutboxMessage, User
from apps.accounts.services.messages import drain_outbox
from apps.accounts.statuses import UserStatus
from tests.accounts.factories import (
    AdminFactory,
    NotificationFactory,
    OutboxMessageFactory,
    UserFactory,
    VendorFactory,
)

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough one 77"
NUMBER = "+962790123456"


def _code() -> str:
    return codes.digits_of(OtpSession.objects.latest("created_at").nonce)


def _ask(client: Client, typed: str = "0790123456", **more: str) -> Any:
    return client.post(reverse("accounts:sign_in"), {"identity": typed} | more)


def _signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_number_code_account(client: Client) -> None:
    """Someone new types a number and a code, and has an account; ٠٧٩ and ١٢٣ are understood."""
    answer = _ask(client, "٠٧٩٠١٢٣٤٥٦", next="/ar/account/")
    assert answer.url == reverse("accounts:sign_in_code")
    page = client.get(answer.url)
    assert "07•• ••• •56" in page.text
    arabic = _code().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    answer = client.post(answer.url, {"code": arabic})
    assert (answer.status_code, answer.url) == (302, "/ar/account/")
    assert User.objects.get(phone_number=NUMBER).is_phone_verified
    assert _signed_in(client)


def test_known_and_unknown_numbers_get_the_same_answer(client: Client) -> None:
    UserFactory(phone_number=NUMBER)
    UserFactory(phone_number="+962790123556", status=UserStatus.SUSPENDED)
    pages = []
    for typed in ("0790123456", "0790124456", "0790123556"):
        browser = Client()
        answer = _ask(browser, typed)
        page = browser.get(answer.url)
        token = page.context["csrf_token"]
        pages.append((answer.status_code, answer.url, page.text.replace(str(token), "")))
    masked = {text for *_, text in pages}
    assert len({page[:2] for page in pages}) == 1
    assert len(masked) == 1


def test_wrong_number_is_kept_with_words(client: Client) -> None:
    answer = _ask(client, "06 500 1234")
    assert answer.status_code == 422
    assert "Type a Jordanian mobile number" in answer.text
    assert 'value="06 500 1234"' in answer.text
    assert not OtpSession.objects.exists()


def test_asking_too_soon_says_when(client: Client) -> None:
    _ask(client)
    answer = _ask(client)
    assert answer.status_code == 422
    assert "You can ask for a new code in" in answer.text
    assert 'value="0790123456"' in answer.text
    assert OtpSession.objects.count() == OutboxMessage.objects.count() == 1


def test_wrong_code_counts_a_try_and_nothing_else(client: Client) -> None:
    _ask(client)
    wrong = f"{(int(_code()) + 1) % 10**6:06d}"
    answer = client.post(reverse("accounts:sign_in_code"), {"code": wrong})
    assert answer.status_code == 422
    assert "4 tries are left" in answer.text
    assert f'value="{wrong}"' in answer.text
    assert OtpSession.objects.get().attempts == 1
    assert not User.objects.exists()
    assert not _signed_in(client)


def test_half_a_code_costs_no_try(client: Client) -> None:
    _ask(client)
    answer = client.post(reverse("accounts:sign_in_code"), {"code": "123"})
    assert answer.status_code == 422
    assert "Type the six digits" in answer.text
    assert OtpSession.objects.get().attempts == 0


def test_old_code_is_refused(client: Client) -> None:
    _ask(client)
    OtpSession.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = client.post(reverse("accounts:sign_in_code"), {"code": _code()})
    assert answer.status_code == 422
    assert "run out" in answer.text
    assert not _signed_in(client)


def test_code_opens_nothing_in_another_browser(client: Client) -> None:
    _ask(client)
    code = _code()
    OtpSession.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    other = Client()
    _ask(other)
    other_code = _code()
    if other_code != code:
        assert other.post(reverse("accounts:sign_in_code"), {"code": code}).status_code == 422
    assert client.post(reverse("accounts:sign_in_code"), {"code": code}).status_code == 302


def test_code_page_without_a_number_leads_to_the_start(client: Client) -> None:
    for name in ("accounts:sign_in_code", "accounts:resend_code"):
        answer = client.post(reverse(name), {"code": "123456"})
        assert (answer.status_code, answer.url) == (302, reverse("accounts:sign_in"))


def test_new_code_on_request(client: Client) -> None:
    _ask(client)
    first = OtpSession.objects.get()
    early = client.post(reverse("accounts:resend_code"), follow=True)
    assert "You can ask for a new code in" in early.text
    OtpSession.objects.update(created_at=timezone.now() - timedelta(seconds=31))
    late = client.post(reverse("accounts:resend_code"), follow=True)
    assert "A new code is on its way" in late.text
    assert OtpSession.objects.count() == 2
    first.refresh_from_db()
    assert first.expires_at <= timezone.now()


def test_suspended_person_is_told_after_the_code(client: Client) -> None:
    UserFactory(phone_number=NUMBER, status=UserStatus.SUSPENDED)
    _ask(client)
    answer = client.post(reverse("accounts:sign_in_code"), {"code": _code()})
    assert answer.status_code == 422
    assert "suspended" in answer.text
    assert not _signed_in(client)


def test_session_key_changes_and_browser_key_stays(client: Client) -> None:
    _ask(client)
    key_before, browser_before = client.session.session_key, client.session["browser_key"]
    client.post(reverse("accounts:sign_in_code"), {"code": _code()})
    assert client.session.session_key != key_before
    assert client.session["browser_key"] == browser_before
    client.post(reverse("accounts:sign_out"))
    assert "browser_key" not in client.session


@pytest.mark.parametrize("typed", ["Dana@Example.Test", "0790123456"])
def test_password_sign_in(client: Client, typed: str) -> None:
    UserFactory(email="dana@example.test", phone_number=NUMBER, password=PASSWORD)
    url = reverse("accounts:sign_in_password")
    refused = client.post(url, {"identity": typed, "password": "wrong"})
    assert refused.status_code == 422
    assert "does not fit" in refused.text
    assert f'value="{typed}"' in refused.text
    assert "wrong" not in refused.text
    answer = client.post(url, {"identity": typed, "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, reverse("pages:home"))
    assert _signed_in(client)


def test_email_leads_to_the_password_page(client: Client) -> None:
    answer = _ask(client, "Dana@Example.Test")
    assert answer.url == reverse("accounts:sign_in_password")
    assert 'value="dana@example.test"' in client.get(answer.url).text


@pytest.mark.parametrize(
    ("factory", "landing"),
    [(VendorFactory, "vendor:today"), (AdminFactory, "admin:index"), (UserFactory, "pages:home")],
)
def test_each_role_lands_where_its_day_begins(
    client: Client, factory: type[UserFactory], landing: str
) -> None:
    factory(email="who@example.test", password=PASSWORD)
    answer = client.post(
        reverse("accounts:sign_in_password"), {"identity": "who@example.test", "password": PASSWORD}
    )
    assert answer.url == reverse(landing)


@pytest.mark.parametrize(
    "evil", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", "/\\evil.test"]
)
def test_sign_in_leads_to_no_other_site(client: Client, evil: str) -> None:
    _ask(client, next=evil)
    answer = client.post(reverse("accounts:sign_in_code"), {"code": _code()})
    assert answer.url == reverse("pages:home")


def test_signed_in_person_passes_the_sign_in_page(client: Client) -> None:
    client.force_login(UserFactory())
    assert client.get(reverse("accounts:sign_in"), {"next": "/account/"}).url == "/account/"


def test_suspension_ends_open_sessions_at_once(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    assert client.get(reverse("accounts:profile")).status_code == 200
    User.objects.filter(pk=user.pk).update(status=UserStatus.SUSPENDED)
    answer = client.get(reverse("accounts:profile"))
    assert (answer.status_code, answer.url) == (302, "/sign-in/?next=%2Faccount%2F")


def test_sign_out_takes_a_post(client: Client) -> None:
    client.force_login(UserFactory())
    assert client.get(reverse("accounts:sign_out")).status_code == 405
    assert _signed_in(client)
    client.post(reverse("accounts:sign_out"))
    assert not _signed_in(client)


@pytest.mark.parametrize("name", ["accounts:profile", "accounts:notifications"])
def test_own_pages_ask_guests_to_sign_in(client: Client, name: str) -> None:
    url = reverse(name)
    assert client.get(url).url == f"/sign-in/?next={url.replace('/', '%2F')}"


@pytest.mark.parametrize(
    ("factory", "status"), [(VendorFactory, 200), (UserFactory, 404), (AdminFactory, 404)]
)
def test_vendor_pages_exist_for_vendors_only(client: Client, factory: type[UserFactory], status: int) -> None:
    url = reverse("vendor:today")
    assert client.get(url).status_code == 302
    client.force_login(factory())
    assert client.get(url).status_code == status


def test_profile_saves(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    typed = {"full_name": "دانا عودة", "email": "New@Example.Test", "language": "ar"}
    answer = client.post(reverse("accounts:profile"), typed | {"role": "admin", "status": "active"})
    assert answer.status_code == 302
    user.refresh_from_db()
    assert (user.full_name, user.email, user.language) == ("دانا عودة", "new@example.test", "ar")
    assert user.role == "customer", "a form sets no field it does not list"


def test_profile_keeps_what_was_typed(client: Client) -> None:
    UserFactory(email="taken@example.test")
    user = UserFactory(full_name="Before")
    client.force_login(user)
    typed = {"full_name": "After", "email": "taken@example.test", "language": "en"}
    answer = client.post(reverse("accounts:profile"), typed)
    assert answer.status_code == 422
    assert "belongs to another account" in answer.text
    assert 'value="After"' in answer.text
    user.refresh_from_db()
    assert user.full_name == "Before"


def test_notifications_are_ones_own_and_can_be_read(client: Client) -> None:
    user = UserFactory()
    NotificationFactory(user=user, url="/bookings/7KQ4M2XP/")
    NotificationFactory(context={"number": "STRANGER", "total_price": "1.000"})
    client.force_login(user)
    page = client.get(reverse("accounts:notifications"))
    assert "7KQ4M2XP" in page.text
    assert "STRANGER" not in page.text
    assert 'href="/bookings/7KQ4M2XP/"' in page.text
    client.post(reverse("accounts:notifications"))
    assert Notification.objects.get(user=user).read_at is not None
    assert Notification.objects.exclude(user=user).get().read_at is None


@pytest.mark.parametrize("name", ["accounts:notifications", "accounts:outbox"])
def test_queries_do_not_grow_with_rows(client: Client, name: str, django_assert_max_num_queries: Any) -> None:
    user = UserFactory()
    client.force_login(user)
    for _ in range(20):
        NotificationFactory(user=user)
        OutboxMessageFactory(user=user)
    with django_assert_max_num_queries(6):
        assert client.get(reverse(name)).status_code == 200


def test_outbox_shows_the_code_in_the_demo(client: Client, settings: Settings) -> None:
    settings.DEMO, settings.SMS_BACKEND = True, "apps.accounts.sms.OutboxSmsBackend"
    _ask(client)
    code = _code()
    assert code not in client.get(reverse("accounts:outbox")).text
    drain_outbox(timezone.now())
    assert code in client.get(reverse("accounts:outbox")).text


def test_outbox_does_not_exist_elsewhere(client: Client, settings: Settings) -> None:
    settings.DEMO = False
    client.force_login(AdminFactory())
    assert client.get(reverse("accounts:outbox")).status_code == 404


def test_outbox_text_is_inert(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    OutboxMessageFactory(transcript="<script>alert(1)</script> http://localhost:8000/bookings/")
    page = client.get(reverse("accounts:outbox")).text
    assert "<script>alert" not in page
    assert 'href="http://localhost:8000/bookings/"' in page


@pytest.mark.parametrize("language", ["", "/ar"])
@pytest.mark.parametrize("path", ["/sign-in/", "/sign-in/password/", "/outbox/"])
def test_public_pages_open_in_both_languages(client: Client, language: str, path: str) -> None:
    page = client.get(language + path)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert ('dir="rtl"' in page.text) == bool(language)
