"""From the hold to the ticket: who comes, the code, the money."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from apps.accounts.models import OtpSession, User
from apps.accounts.statuses import UserStatus
from apps.bookings.models import Booking
from apps.bookings.statuses import BookingStatus, PaymentMethod
from apps.branches.statuses import BranchStatus
from apps.catalog.models import VendorService
from tests.accounts.factories import UserFactory
from tests.bookings.desk import at, signed_in
from tests.bookings.factories import hold, hour_ask, service_on_sale
from tests.bookings.steps import (
    MOBILE_E164,
    book_in,
    checkout_path,
    contact,
    hold_in,
    sent_digits,
    ticket_path,
    verify_path,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(now: datetime, monkeypatch: pytest.MonkeyPatch) -> VendorService:
    at(monkeypatch, now)
    return service_on_sale(max_capacity=1, name="Quiet desk")


def wrong_digits() -> str:
    return "000000" if sent_digits() != "000000" else "111111"


class TestCheckout:
    def test_shows_price_deadline_and_the_amount_on_the_button(
        self, client: Client, service: VendorService
    ) -> None:
        page = client.get(checkout_path(hold_in(client, service))).content.decode()
        assert "Held for you until" in page
        assert "11:10" in page
        assert "Confirm – JOD\u00a04.640" in page
        assert "All comes back" in page
        assert "Card" not in page  # only methods that somebody takes

    def test_confirming_sends_a_code_and_remembers_who_comes(
        self, client: Client, service: VendorService
    ) -> None:
        booking = hold_in(client, service)
        answer = client.post(checkout_path(booking), contact(email="lina@example.test"))
        assert answer["Location"] == verify_path(booking)
        booking.refresh_from_db()
        assert (booking.contact_name, booking.contact_phone) == ("Lina Al-Hassan", MOBILE_E164)
        assert booking.contact_email == "lina@example.test"
        assert booking.status == BookingStatus.PENDING
        assert not User.objects.filter(phone_number=MOBILE_E164).exists()

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"phone_number": "12345"}, "Type a Jordanian mobile number"),
            ({"phone_number": "06 500 0000"}, "Type a Jordanian mobile number"),
            ({"full_name": " "}, "This field is required"),
            ({"email": "lina@"}, "Enter a valid email address"),
            ({"payment_method": "card"}, "Select a valid choice"),
        ],
    )
    def test_wrong_details_are_said_at_the_field_and_kept(
        self, client: Client, service: VendorService, changes: dict[str, str], message: str
    ) -> None:
        booking = hold_in(client, service)
        answer = client.post(checkout_path(booking), contact(**changes))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert message in page
        for typed in contact(**changes).values():
            assert typed.strip() in page
        booking.refresh_from_db()
        assert booking.contact_name == ""
        assert not OtpSession.objects.exists()

    def test_pressed_twice_it_goes_on_to_the_same_code(self, client: Client, service: VendorService) -> None:
        booking = hold_in(client, service)
        for _press in range(2):
            answer = client.post(checkout_path(booking), contact())
            assert answer["Location"] == verify_path(booking)
        assert OtpSession.objects.count() == 1

    def test_too_many_codes_are_refused_at_the_number(
        self, client: Client, service: VendorService, now: datetime
    ) -> None:
        other = Client()
        first = hold_in(other, service_on_sale(branch=service.branch))
        other.post(checkout_path(first), contact())
        booking = hold_in(client, service)
        answer = client.post(checkout_path(booking), contact())
        assert answer.status_code == 422
        assert "You can ask for a new code" in answer.content.decode()

    @pytest.mark.parametrize("step", ["checkout", "verify", "verify/again", "keep", "release"])
    def test_a_strangers_hold_is_not_there(self, client: Client, service: VendorService, step: str) -> None:
        booking = hold_in(client, service)
        before = Booking.objects.values().get(pk=booking.pk)
        stranger = Client()
        hold_in(stranger, service_on_sale(branch=service.branch))
        for visitor in (stranger, Client(), signed_in(UserFactory.create())):
            answer = visitor.post(f"/bookings/{booking.booking_number}/{step}/", contact())
            assert answer.status_code == 404
        assert Booking.objects.values().get(pk=booking.pk) == before
        assert not OtpSession.objects.exists()

    def test_holding_on_gives_the_full_time_again(
        self, client: Client, service: VendorService, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        booking = hold_in(client, service)
        later = at(monkeypatch, now + timedelta(minutes=8))
        client.post(f"/bookings/{booking.booking_number}/keep/")
        booking.refresh_from_db()
        assert booking.hold_expires_at == later + timedelta(minutes=10)

    def test_letting_go_frees_the_time_and_leads_back_to_the_choice(
        self, client: Client, service: VendorService
    ) -> None:
        booking = hold_in(client, service)
        answer = client.post(f"/bookings/{booking.booking_number}/release/")
        assert "day=2027-01-13&length=120&quantity=1&start=10%3A00" in answer["Location"]
        assert hold_in(Client(), service).pk != booking.pk


class TestExpiredHold:
    @pytest.fixture
    def lost(
        self, client: Client, service: VendorService, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> Booking:
        booking = hold_in(client, service)
        client.post(checkout_path(booking), contact())
        at(monkeypatch, now + timedelta(minutes=11))
        return booking

    def test_the_page_stays_filled_and_offers_to_hold_again(self, client: Client, lost: Booking) -> None:
        page = client.get(checkout_path(lost)).content.decode()
        assert "has run out" in page
        assert "Lina Al-Hassan" in page
        assert "Hold it again" in page
        assert "Confirm –" not in page

    def test_confirming_too_late_writes_nothing_and_keeps_what_was_typed(
        self, client: Client, lost: Booking
    ) -> None:
        answer = client.post(checkout_path(lost), contact(full_name="Somebody Else"))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Hold it again" in page
        assert "Somebody Else" in page
        lost.refresh_from_db()
        assert lost.contact_name == "Lina Al-Hassan"

    def test_holding_again_makes_one_new_hold_with_the_same_contact(
        self, client: Client, lost: Booking
    ) -> None:
        answers = [client.post(checkout_path(lost), contact() | {"again": "1"}) for _press in range(2)]
        assert answers[0]["Location"] == answers[1]["Location"]
        again = Booking.objects.exclude(pk=lost.pk).get()
        assert answers[0]["Location"] == checkout_path(again)
        assert (again.starts_at, again.total_price) == (lost.starts_at, lost.total_price)
        assert again.contact_phone == MOBILE_E164

    def test_what_ran_out_twice_can_be_held_a_third_time(
        self, client: Client, lost: Booking, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = checkout_path(lost)
        second = client.post(path, contact() | {"again": "1"})["Location"]
        at(monkeypatch, now + timedelta(minutes=22))
        third = client.post(path, contact() | {"again": "1"})
        assert third.status_code == 302
        assert third["Location"] not in {path, second}
        assert client.post(second, contact() | {"again": "1"})["Location"] == third["Location"]
        assert Booking.objects.count() == 3
        assert "Confirm –" in client.get(third["Location"]).content.decode()

    def test_when_it_is_gone_the_nearest_free_time_is_offered(
        self, client: Client, lost: Booking, now: datetime
    ) -> None:
        hold(lost.vendor_service, hour_ask(10), now=now + timedelta(minutes=11))
        answer = client.post(checkout_path(lost), contact() | {"again": "1"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "was just taken" in page
        assert "start=12%3A00" in page
        assert "Lina Al-Hassan" in page

    def test_the_right_code_after_its_end_signs_in_and_books_nothing(
        self, client: Client, lost: Booking
    ) -> None:
        # The code itself ran out with the hold, so a new one is asked for.
        client.post(f"/bookings/{lost.booking_number}/verify/again/")
        answer = client.post(verify_path(lost), {"code": sent_digits()})
        assert answer["Location"] == checkout_path(lost)
        lost.refresh_from_db()
        assert lost.confirmed_at is None
        page = client.get(checkout_path(lost)).content.decode()
        assert "Hold it again" in page
        assert "no code is needed" in page


class TestVerify:
    def test_the_right_code_books_and_signs_in(self, client: Client, service: VendorService) -> None:
        booking = book_in(client, service)
        assert booking.status == BookingStatus.CONFIRMED
        assert booking.payment_method == PaymentMethod.CASH
        assert booking.customer is not None
        assert booking.customer.phone_number == MOBILE_E164
        assert booking.customer.full_name == "Lina Al-Hassan"
        assert client.get(ticket_path(booking)).status_code == 200

    def test_a_known_number_books_for_its_owner(self, client: Client, service: VendorService) -> None:
        owner = UserFactory.create(phone_number=MOBILE_E164, full_name="Lina")
        booking = book_in(client, service)
        assert booking.customer == owner
        assert User.objects.filter(phone_number=MOBILE_E164).count() == 1

    @pytest.mark.parametrize("typed", ["12345", "abcdef", ""])
    def test_what_is_no_code_is_said_at_the_field(
        self, client: Client, service: VendorService, typed: str
    ) -> None:
        booking = hold_in(client, service)
        client.post(checkout_path(booking), contact())
        answer = client.post(verify_path(booking), {"code": typed})
        assert answer.status_code == 422
        booking.refresh_from_db()
        assert booking.status == BookingStatus.PENDING

    def test_a_wrong_code_books_nothing_and_counts(self, client: Client, service: VendorService) -> None:
        booking = hold_in(client, service)
        client.post(checkout_path(booking), contact())
        wrong = wrong_digits()
        answer = client.post(verify_path(booking), {"code": wrong})
        assert answer.status_code == 422
        assert "That is not the code we sent" in answer.content.decode()
        assert f'value="{wrong}"' in answer.content.decode()
        booking.refresh_from_db()
        assert booking.status == BookingStatus.PENDING
        assert not User.objects.filter(phone_number=MOBILE_E164).exists()
        assert "_auth_user_id" not in client.session

    def test_without_a_code_it_leads_back_to_the_checkout(
        self, client: Client, service: VendorService
    ) -> None:
        booking = hold_in(client, service)
        assert client.get(verify_path(booking))["Location"] == checkout_path(booking)

    def test_after_booking_every_step_leads_to_the_ticket(
        self, client: Client, service: VendorService
    ) -> None:
        booking = book_in(client, service)
        for path in (checkout_path(booking), verify_path(booking)):
            assert client.get(path)["Location"] == ticket_path(booking)
            assert client.post(path, contact(code="1"))["Location"] == ticket_path(booking)
        assert booking.payments.count() == 1

    def test_a_suspended_owner_is_not_let_in(self, client: Client, service: VendorService) -> None:
        UserFactory.create(phone_number=MOBILE_E164, status=UserStatus.SUSPENDED)
        booking = hold_in(client, service)
        client.post(checkout_path(booking), contact())
        answer = client.post(verify_path(booking), {"code": sent_digits()})
        assert answer.status_code == 422
        assert "suspended" in answer.content.decode()
        booking.refresh_from_db()
        assert booking.status == BookingStatus.PENDING

    def test_a_branch_that_closed_meanwhile_is_said_at_the_checkout(
        self, client: Client, service: VendorService
    ) -> None:
        booking = hold_in(client, service)
        client.post(checkout_path(booking), contact())
        service.branch.status = BranchStatus.SUSPENDED
        service.branch.save()
        answer = client.post(verify_path(booking), {"code": sent_digits()}, follow=True)
        assert "takes no bookings at the moment" in answer.content.decode()
        booking.refresh_from_db()
        assert booking.status == BookingStatus.PENDING


class TestProvenPerson:
    def test_needs_no_code_and_is_asked_nothing_twice(self, service: VendorService) -> None:
        person = UserFactory.create(full_name="Omar Khalil", phone_number="+962795550001")
        client = signed_in(person)
        booking = hold_in(client, service)
        page = client.get(checkout_path(booking)).content.decode()
        assert "Omar Khalil" in page
        answer = client.post(checkout_path(booking), contact(full_name="Omar Khalil"))
        assert answer["Location"] == ticket_path(booking)
        assert client.post(checkout_path(booking), contact())["Location"] == ticket_path(booking)
        booking.refresh_from_db()
        assert booking.status == BookingStatus.CONFIRMED
        assert booking.payments.count() == 1
        assert not OtpSession.objects.exists()

    def test_an_unproven_number_still_gets_a_code(self, service: VendorService) -> None:
        client = signed_in(UserFactory.create(is_phone_verified=False, phone_number=None))
        booking = hold_in(client, service)
        answer = client.post(checkout_path(booking), contact())
        assert answer["Location"] == verify_path(booking)


class TestRequest:
    def test_it_is_sent_and_waits_with_a_deadline(
        self, client: Client, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at(monkeypatch, now)
        service = service_on_sale(is_instant=False)
        booking = hold_in(client, service)
        assert "you pay nothing yet" in client.get(checkout_path(booking)).content.decode()
        client.post(checkout_path(booking), contact())
        answer = client.post(verify_path(booking), {"code": sent_digits()}, follow=True)
        page = answer.content.decode()
        booking.refresh_from_db()
        assert booking.is_request
        assert booking.status == BookingStatus.PENDING
        assert "Your request is sent" in page
        assert "The branch answers by Wed 13\u00a0Jan, 10:00" in page
        assert 'class="qr"' not in page  # no code for the desk before there is a booking
