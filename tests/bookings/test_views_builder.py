"""Choosing a time and holding it."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from apps.bookings.models import Booking
from apps.branches.statuses import BranchStatus
from apps.catalog.models import VendorService
from apps.catalog.statuses import SaleStatus
from tests.bookings.desk import at, signed_in
from tests.bookings.factories import hold, hour_ask, service_on_sale
from tests.bookings.steps import TOMORROW, ask_fields, builder_path, checkout_path, hold_in
from tests.branches.factories import BranchFactory, open_daily

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(now: datetime, monkeypatch: pytest.MonkeyPatch) -> VendorService:
    at(monkeypatch, now)
    return service_on_sale(max_capacity=1, name="Quiet desk")


def refused(client: Client, service: VendorService, **changes: str) -> str:
    """Send an ask that must be refused; nothing may have been written."""
    before = Booking.objects.count()
    answer = client.post(builder_path(service), ask_fields(**changes))
    assert answer.status_code == 422
    assert Booking.objects.count() == before
    return answer.content.decode()


class TestChoosing:
    def test_shows_days_times_and_the_total_with_tax(self, client: Client, service: VendorService) -> None:
        answer = client.get(builder_path(service), {"day": TOMORROW, "length": "120", "start": "10:00"})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert 'value="10:00" checked' in page
        assert 'value="08:00"' in page
        assert 'value="19:00"' not in page  # two hours from there would run past closing
        assert "4.640" in page
        assert "Free cancellation" not in page  # the refund is given as dates and dinars
        assert "All comes back" in page

    def test_a_day_costs_what_the_quote_says(self, client: Client, service: VendorService) -> None:
        page = client.get(builder_path(service), {"day": TOMORROW, "length": "2d"}).content.decode()
        assert "23.200" in page
        assert 'name="start"' not in page

    def test_without_parameters_it_shows_the_next_open_day(
        self, client: Client, service: VendorService
    ) -> None:
        page = client.get(builder_path(service)).content.decode()
        assert 'name="day" value="2027-01-12"' in page
        assert 'value="11:00"' not in page  # it is 11:00 now

    def test_taken_times_cannot_be_chosen(
        self, client: Client, service: VendorService, now: datetime
    ) -> None:
        hold(service, hour_ask(10), now=now)
        page = client.get(builder_path(service), {"day": TOMORROW, "length": "60"}).content.decode()
        assert 'value="10:00" disabled' in page
        assert 'value="12:00">' in page

    def test_an_asked_time_that_is_taken_says_so_with_a_way_around(
        self, client: Client, service: VendorService, now: datetime
    ) -> None:
        hold(service, hour_ask(10), now=now)
        page = client.get(
            builder_path(service), {"day": TOMORROW, "length": "120", "start": "10:00"}
        ).content.decode()
        assert "was just taken" in page
        assert "start=12%3A00" in page

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ({"day": "2020-01-01"}, "That day has passed"),
            ({"day": "2099-01-01"}, "too far ahead"),
            ({"day": "tomorrow"}, "Enter a valid date"),
            ({"quantity": "0"}, "greater than or equal to 1"),
            ({"length": "-5"}, "Select a valid choice"),
            ({"start": "25:00"}, "Enter a valid time"),
        ],
    )
    def test_a_wrong_address_still_shows_a_page(
        self, client: Client, service: VendorService, wrong: dict[str, str], message: str
    ) -> None:
        answer = client.get(builder_path(service), wrong)
        assert answer.status_code == 200
        assert message in answer.content.decode()

    def test_arabic_digits_are_understood(self, client: Client, service: VendorService) -> None:
        page = client.get(
            builder_path(service), {"day": "٢٠٢٧-٠١-١٣", "length": "١٢٠", "start": "١٠:٠٠", "quantity": "١"}
        ).content.decode()
        assert 'value="10:00" checked' in page

    def test_closed_all_week_says_closed(self, client: Client, service: VendorService) -> None:
        service.branch.opening_hours.all().delete()
        page = client.get(builder_path(service), {"day": TOMORROW}).content.decode()
        assert "closed at that time" in page
        assert "Continue" not in page

    def test_looking_leads_to_an_address_and_holds_nothing(
        self, client: Client, service: VendorService
    ) -> None:
        answer = client.post(builder_path(service), ask_fields(look="1", length="180"))
        assert answer.status_code == 302
        assert "length=180" in answer["Location"]
        assert "token" not in answer["Location"]
        assert not Booking.objects.exists()

    @pytest.mark.parametrize("hidden", ["branch", "service"])
    def test_what_was_never_public_is_not_there(
        self, client: Client, service: VendorService, hidden: str
    ) -> None:
        if hidden == "branch":
            service.branch.status = BranchStatus.PENDING
            service.branch.save()
        else:
            service.status = SaleStatus.ARCHIVED
            service.save()
        assert client.get(builder_path(service)).status_code == 404
        assert client.post(builder_path(service), ask_fields()).status_code == 404
        assert not Booking.objects.exists()


class TestHolding:
    def test_holds_and_leads_to_the_checkout(
        self, client: Client, service: VendorService, now: datetime
    ) -> None:
        booking = hold_in(client, service)
        assert booking.hold_expires_at == now + timedelta(minutes=10)
        assert booking.total_price == Decimal("4.640")
        assert booking.customer is None
        assert client.get(checkout_path(booking)).status_code == 200

    def test_a_signed_in_customer_holds_in_their_own_name(self, service: VendorService) -> None:
        person = service.branch.vendor
        assert hold_in(signed_in(person), service).customer == person

    def test_the_same_form_sent_twice_is_one_hold(self, client: Client, service: VendorService) -> None:
        assert hold_in(client, service).pk == hold_in(client, service).pk
        assert Booking.objects.count() == 1

    def test_a_price_in_the_form_is_not_listened_to(self, client: Client, service: VendorService) -> None:
        booking = hold_in(client, service, total="0.001", total_price="0.001", price="0", amount="0")
        assert booking.total_price == Decimal("4.640")

    def test_taken_meanwhile_keeps_the_choice_and_offers_what_is_free(
        self, client: Client, service: VendorService, now: datetime
    ) -> None:
        hold(service, hour_ask(10), now=now)
        page = refused(client, service)
        assert "was just taken" in page
        assert "start=12%3A00" in page
        assert '<option value="120" selected>' in page
        assert f'value="{TOMORROW}"' in page

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"start": "03:00"}, "closed at that time"),
            ({"start": "19:00"}, "closed at that time"),
            ({"day": "2027-01-11"}, "That day has passed"),
            ({"day": "2027-01-12", "start": "09:00"}, "That time has passed"),
            ({"quantity": "2"}, "There is only 1 of these"),
            ({"length": "30"}, "The shortest booking here is"),
            ({"start": "10:30"}, "Bookings here start every"),
            ({"start": ""}, "Choose a time"),
            ({"length": "two hours"}, "Select a valid choice"),
        ],
    )
    def test_what_may_not_be_had_is_said_and_nothing_is_written(
        self, client: Client, service: VendorService, changes: dict[str, str], message: str
    ) -> None:
        assert message in refused(client, service, **changes)

    def test_a_paused_branch_sells_nothing(self, client: Client, service: VendorService) -> None:
        service.branch.status = BranchStatus.SUSPENDED
        service.branch.save()
        assert "takes no bookings at the moment" in refused(client, service)

    def test_a_form_used_for_something_else_can_be_sent_again(self, client: Client, now: datetime) -> None:
        service = service_on_sale(branch=open_daily(BranchFactory.create()), max_capacity=5)
        hold_in(client, service)
        page = refused(client, service, start="14:00")
        assert "already used for another booking" in page
        assert 'name="token" value="form-1"' not in page

    def test_ones_own_hold_is_found_again(self, client: Client, service: VendorService) -> None:
        booking = hold_in(client, service)
        page = client.get(builder_path(service)).content.decode()
        assert "You hold" in page
        assert checkout_path(booking) in page
        assert "You hold" not in Client().get(builder_path(service)).content.decode()

    def test_an_overdue_hold_frees_its_time_without_any_worker(
        self, client: Client, service: VendorService, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lost = hold_in(client, service)
        at(monkeypatch, now + timedelta(minutes=11))
        other = hold_in(Client(), service)
        assert other.pk != lost.pk
