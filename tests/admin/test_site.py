"""Every page of the back office: opens, in both languages, under the strict policy, for admins only."""

import re
from datetime import timedelta

import pytest
from django.contrib import admin as django_admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import User
from apps.accounts.statuses import UserStatus
from apps.bookings.models import Booking
from apps.bookings.statuses import BookingStatus
from apps.branches.models import Branch, City, District, OpeningHours
from apps.branches.statuses import BranchStatus
from apps.catalog.models import Service, VendorService
from apps.payments.models import Payment, Refund
from tests.accounts.factories import AdminFactory, OutboxMessageFactory, UserFactory, VendorFactory
from tests.approvals.factories import PauseRequestFactory, booked
from tests.branches.factories import BranchFactory, open_daily
from tests.catalog.factories import VendorServiceFactory

pytestmark = pytest.mark.django_db

MODELS = [model for model in django_admin.site._registry if model._meta.app_label != "auth"]
NAMES = [model.__name__ for model in MODELS]
# Session and user; the queues of approvals, refunds and messages; today.
QUERIES_OF_INDEX = 6


def url_of(model: type[Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def assert_clean(html: str, policy: str) -> None:
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", html)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)


@pytest.fixture
def booking() -> Booking:
    service = VendorServiceFactory.create(branch=open_daily(BranchFactory.create()))
    made = booked(service, timezone.now() + timedelta(hours=1))
    paid = Payment.objects.create(
        booking=made,
        amount=made.total_price,
        payment_method="cash",
        provider="cash",
        status="captured",
        transaction_id="R-1",
        created_at=timezone.now(),
        captured_at=timezone.now(),
    )
    Refund.objects.create(payment=paid, amount=made.total_price, created_at=timezone.now())
    return made


@pytest.mark.parametrize("model", MODELS, ids=NAMES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_list_opens(admin_client: Client, booking: Booking, model: type[Model], language: str) -> None:
    with override(language):
        url = url_of(model, "changelist")
    assert url.startswith("/ar/admin/" if language == "ar" else "/admin/")
    answer = admin_client.get(url)
    assert answer.status_code == 200
    assert ('dir="rtl"' in answer.content.decode()) is (language == "ar")
    assert_clean(answer.content.decode(), answer["Content-Security-Policy"])


@pytest.mark.parametrize(
    "model", [User, City, District, Branch, Service, VendorService, Booking, Payment, Refund]
)
def test_a_row_opens(admin_client: Client, booking: Booking, model: type[Model]) -> None:
    row = model._default_manager.first()
    assert row is not None
    answer = admin_client.get(url_of(model, "change", row.pk))
    assert answer.status_code == 200
    assert_clean(answer.content.decode(), answer["Content-Security-Policy"])


@pytest.mark.parametrize("url", ["/admin/", "/ar/admin/", "/admin/bookings/booking/"])
@pytest.mark.parametrize("factory", [UserFactory, VendorFactory, None])
def test_only_admins_come_in(client: Client, url: str, factory: type[UserFactory] | None) -> None:
    if factory:
        client.force_login(factory.create())
    answer = client.get(url)
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]


def test_a_suspended_admin_stays_out(client: Client) -> None:
    someone = AdminFactory.create()
    client.force_login(someone)
    User.objects.filter(pk=someone.pk).update(status=UserStatus.SUSPENDED)
    assert client.get("/admin/").status_code == 302


def test_the_login_page_lets_an_admin_in(client: Client) -> None:
    AdminFactory.create(email="rana@example.test", password="a long enough one")
    page = client.get("/admin/login/")
    assert_clean(page.content.decode(), page["Content-Security-Policy"])
    answer = client.post(
        "/admin/login/", {"username": "rana@example.test", "password": "a long enough one", "next": "/admin/"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


class TestIndex:
    def test_work_comes_first(self, admin_client: Client, booking: Booking) -> None:
        PauseRequestFactory.create(submitted_at=timezone.now() - timedelta(days=4))
        PauseRequestFactory.create(submitted_at=timezone.now() - timedelta(hours=1))
        OutboxMessageFactory.create(status="failed")
        answer = admin_client.get("/admin/")
        waiting = {str(queue.name): queue.load.count for queue in answer.context["queues"]}
        assert waiting == {"Approvals": 2, "Refunds to give back": 1, "Messages that failed": 1}
        page = answer.content.decode()
        assert "4 days ago" in page
        assert page.index("Waiting for you") < page.index("Everything")
        assert_clean(page, answer["Content-Security-Policy"])

    def test_today_counts_firm_bookings_of_today(self, admin_client: Client) -> None:
        service = VendorServiceFactory.create()
        noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
        booked(service, noon, total="4.640", checked_in_at=noon)
        booked(service, noon, total="1.005")
        booked(service, noon, status=BookingStatus.CANCELLED)
        booked(service, noon + timedelta(days=1))
        today = admin_client.get("/admin/").context["today"]
        assert (today.bookings, today.arrived, str(today.total)) == (2, 1, "5.645")
        assert len(admin_client.get(today.url).context["cl"].result_list) == 3

    @pytest.mark.parametrize("count", [1, 20])
    def test_costs_the_same_for_one_and_twenty(
        self, admin_client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(count):
            PauseRequestFactory.create()
        with django_assert_num_queries(QUERIES_OF_INDEX):
            admin_client.get("/admin/")


class TestBookings:
    URL = "/admin/bookings/booking/"

    def found(self, client: Client, typed: str) -> list[Booking]:
        return list(client.get(self.URL, {"q": typed}).context["cl"].result_list)

    @pytest.mark.parametrize("typed", ["7KQ4-M2XP", "7kq4m2xp", " 7KQ4 M2XP "])
    def test_are_found_by_number(self, admin_client: Client, typed: str) -> None:
        service = VendorServiceFactory.create()
        wanted = booked(service, timezone.now(), booking_number="7KQ4-M2XP")
        booked(service, timezone.now(), booking_number="8KQ4-M2XP")
        assert self.found(admin_client, typed) == [wanted]

    @pytest.mark.parametrize("typed", ["0790001234", "+962 79 000 1234", "00962790001234", "٠٧٩٠٠٠١٢٣٤"])
    def test_are_found_by_phone_in_any_form(self, admin_client: Client, typed: str) -> None:
        service = VendorServiceFactory.create()
        guest = UserFactory.create(phone_number="+962790001234")
        own = booked(service, timezone.now(), customer=guest)
        for_someone = booked(service, timezone.now() - timedelta(hours=1), contact_phone="+962790001234")
        booked(service, timezone.now())
        assert self.found(admin_client, typed) == [own, for_someone]

    def test_are_found_by_name(self, admin_client: Client) -> None:
        service = VendorServiceFactory.create()
        wanted = booked(service, timezone.now(), contact_name="Lina Haddad")
        booked(service, timezone.now(), contact_name="Omar Saleh")
        assert self.found(admin_client, "haddad") == [wanted]

    @pytest.mark.parametrize("count", [1, 20])
    def test_list_costs_the_same_for_one_and_twenty(
        self, admin_client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(count):
            booked(VendorServiceFactory.create(), timezone.now())
        # Session, user, count, page; kinds of service and cities to filter by.
        with django_assert_num_queries(6):
            admin_client.get(self.URL)


@pytest.mark.parametrize("model", [Booking, Payment, Refund])
def test_bookings_and_money_are_only_read(admin_client: Client, booking: Booking, model: type[Model]) -> None:
    row = model._default_manager.get()
    before = model._default_manager.values().get()
    for page in ("change", "delete"):
        assert (
            admin_client.post(url_of(model, page, row.pk), {"status": "x", "post": "yes"}).status_code == 403
        )
    assert admin_client.get(url_of(model, "add")).status_code == 403
    assert model._default_manager.values().get() == before


class TestBranches:
    def posted(self, client: Client, branch: Branch, **changes: object) -> int:
        page = client.get(url_of(Branch, "change", branch.pk))
        form = page.context["adminform"].form
        fields = {name: form[name].value() or "" for name in form.fields}
        for inline in page.context["inline_admin_formsets"]:
            prefix = inline.formset.prefix
            fields |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
        return client.post(url_of(Branch, "change", branch.pk), fields | changes).status_code

    def test_texts_are_edited_but_never_the_status(self, admin_client: Client) -> None:
        branch = BranchFactory.create()
        owner = branch.vendor_id
        assert (
            self.posted(
                admin_client, branch, name="New name", status="suspended", vendor=VendorFactory.create().pk
            )
            == 302
        )
        branch.refresh_from_db()
        assert (branch.name, branch.status, branch.vendor_id) == ("New name", "active", owner)

    @pytest.mark.parametrize(
        ("status", "written"),
        [(BranchStatus.PENDING, 1), (BranchStatus.ACTIVE, 0), (BranchStatus.SUSPENDED, 0)],
    )
    def test_hours_are_typed_only_before_anyone_could_book(
        self, admin_client: Client, status: BranchStatus, written: int
    ) -> None:
        branch = BranchFactory.create(status=status)
        self.posted(
            admin_client,
            branch,
            **{
                "opening_hours-TOTAL_FORMS": 1,
                "opening_hours-INITIAL_FORMS": 0,
                "opening_hours-0-weekday": 6,
                "opening_hours-0-opens_at": "08:00",
                "opening_hours-0-closes_at": "20:00",
            },
        )
        assert OpeningHours.objects.count() == written

    def test_capacity_and_price_are_not_edited(self, admin_client: Client) -> None:
        service = VendorServiceFactory.create(max_capacity=4)
        page = admin_client.get(url_of(VendorService, "change", service.pk))
        fields = set(page.context["adminform"].form.fields)
        assert fields == {"name", "name_ar", "description", "description_ar", "cancellation_policy"}
