"""The desk with one booking: letting in, cash, answers, calling off, giving back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from apps.accounts.models import AuditEntry, OutboxMessage, User
from apps.bookings.models import Booking
from apps.bookings.services import cancel_booking, check_in, complete_past_bookings, mark_no_show
from apps.bookings.statuses import BookingStatus, CancelledBy, PaymentMethod, PaymentStatus
from apps.branches.statuses import StaffRole
from apps.catalog.models import VendorService
from apps.payments.models import Payment, Refund
from apps.payments.services import cancel_and_refund, collect_cash
from apps.payments.statuses import AttemptStatus, RefundStatus
from tests.accounts.factories import VendorFactory
from tests.bookings.desk import STRANGERS_NUMBER, TODAY, at, desk_service, guest_of, signed_in, staff

pytestmark = pytest.mark.django_db

# Session, user, booking, payment, refund, role, audit log.
QUERIES_OF_BOOKING = 7


@pytest.fixture
def service(now: datetime, monkeypatch: pytest.MonkeyPatch) -> VendorService:
    at(monkeypatch, now)
    return desk_service()


@pytest.fixture
def owner(service: VendorService) -> User:
    return service.branch.vendor


@pytest.fixture
def desk(owner: User) -> Client:
    return signed_in(owner)


@pytest.fixture
def booking(service: VendorService, now: datetime) -> Booking:
    """Today from 11:00, which is now, to 13:00; 4.640 JOD in cash."""
    return guest_of(service, now=now, name="Dana Odeh", phone_number="+962791234567")


def url(booking: Booking, step: str = "") -> str:
    return f"/vendor/bookings/{booking.booking_number}/{step}"


def door(booking: Booking) -> str:
    return f"/vendor/check-in/{booking.booking_number}/"


def state_of(booking: Booking) -> tuple[str, str, bool]:
    fresh = Booking.objects.get(pk=booking.pk)
    return fresh.status, fresh.payment_status, fresh.checked_in_at is not None


@pytest.mark.parametrize("address", ["/vendor/bookings/{}/", "/vendor/check-in/{}/"])
def test_a_number_is_read_however_it_was_typed(desk: Client, booking: Booking, address: str) -> None:
    number = booking.booking_number
    for typed in (number.lower(), number.replace("-", "")):
        assert desk.get(address.format(typed)).status_code == 200
    assert desk.get(address.format(f"{number}-and-more")).status_code == 404


def test_who_did_not_come_is_noted_by_any_spelling(
    desk: Client, booking: Booking, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, now + timedelta(hours=1))
    answer = desk.post(f"/vendor/bookings/{booking.booking_number.replace('-', '').lower()}/no-show/")
    assert answer["Location"] == url(booking)


POSTS: list[Callable[[Booking], str]] = [
    door,
    lambda b: url(b, "collect/"),
    lambda b: url(b, "accept/"),
    lambda b: url(b, "decline/"),
    lambda b: url(b, "cancel/"),
    lambda b: url(b, "hand-back/"),
]


class TestGuards:
    @pytest.mark.parametrize("path", [*POSTS, url])
    @pytest.mark.parametrize("role", ["customer", "stranger"])
    def test_nobody_elses_booking_is_there(
        self, booking: Booking, path: Callable[[Booking], str], role: str
    ) -> None:
        before = state_of(booking)
        person = booking.customer if role == "customer" else VendorFactory.create()
        assert person is not None
        client = signed_in(person)
        assert client.get(path(booking)).status_code in {404, 405}
        assert client.post(path(booking), {"collect": "1", "reason": "x"}).status_code in {404, 405}
        assert state_of(booking) == before

    @pytest.mark.parametrize("path", POSTS)
    def test_accountant_looks_but_does_nothing(
        self, booking: Booking, path: Callable[[Booking], str]
    ) -> None:
        before = state_of(booking)
        client = signed_in(staff(booking.vendor_service.branch, StaffRole.ACCOUNTANT))
        assert client.post(path(booking), {"collect": "1", "reason": "x"}).status_code == 404
        assert state_of(booking) == before
        page = client.get(door(booking)).content.decode()
        assert "You can look at bookings here" in page
        assert client.get(url(booking)).status_code == 200
        assert "What to do" not in client.get(url(booking)).content.decode()

    def test_scanning_ones_own_ticket_tells_nothing(self, client: Client, booking: Booking) -> None:
        unknown = f"/vendor/check-in/{STRANGERS_NUMBER}/"
        real, made_up = client.get(door(booking)), client.get(unknown)
        assert real.status_code == made_up.status_code == 302
        assert real["Location"].replace(booking.booking_number, STRANGERS_NUMBER) == made_up["Location"]
        assert booking.customer is not None
        guest = signed_in(booking.customer)
        assert guest.get(door(booking)).status_code == guest.get(unknown).status_code == 404

    def test_what_changes_something_is_not_a_link(self, desk: Client, booking: Booking) -> None:
        for step in ("collect/", "accept/", "hand-back/"):
            assert desk.get(url(booking, step)).status_code == 405


class TestBookingPage:
    def test_shows_guest_money_and_history(self, desk: Client, booking: Booking) -> None:
        page = desk.get(url(booking)).content.decode()
        assert 'href="tel:+962791234567"' in page
        assert 'href="https://wa.me/962791234567"' in page
        assert "JOD\N{NO-BREAK SPACE}4.640" in page
        assert "Sales tax" in page
        assert "I have received" in page

    def test_history_names_who_did_it(self, desk: Client, booking: Booking, now: datetime) -> None:
        clerk = staff(booking.vendor_service.branch, StaffRole.RECEPTION)
        collect_cash(booking=booking, by=clerk, now=now)
        check_in(booking=booking, by=clerk, now=now + timedelta(minutes=1))
        events = desk.get(url(booking)).context["events"]
        assert [event.text for event in events] == ["Booked", "Paid", "Checked in"]
        assert events[-1].note == clerk.full_name

    @pytest.mark.parametrize("number", ["lower case", STRANGERS_NUMBER])
    def test_number_in_any_case_but_not_any_number(self, desk: Client, booking: Booking, number: str) -> None:
        known = number == "lower case"
        number = booking.booking_number.lower() if known else number
        assert desk.get(f"/vendor/bookings/{number}/").status_code == (200 if known else 404)

    def test_queries(
        self, desk: Client, booking: Booking, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_num_queries(QUERIES_OF_BOOKING):
            desk.get(url(booking))


class TestCheckIn:
    def verdict(self, client: Client, booking: Booking) -> str:
        page = client.get(door(booking)).content.decode()
        return page.partition('<div class="verdict"')[2].partition("</div>")[0]

    def test_paid_guest_is_welcome(self, desk: Client, booking: Booking, owner: User, now: datetime) -> None:
        collect_cash(booking=booking, by=owner, now=now)
        verdict = self.verdict(desk, booking)
        assert 'data-tone="success"' in verdict
        assert "Welcome" in verdict
        answer = desk.post(door(booking), follow=True)
        assert answer.redirect_chain == [("/vendor/check-in/", 302)]
        assert "Dana Odeh is in." in answer.content.decode()
        assert state_of(booking) == (BookingStatus.CONFIRMED, PaymentStatus.PAID, True)

    def test_cash_is_collected_with_the_same_press(self, desk: Client, booking: Booking, owner: User) -> None:
        assert "Cash due" in self.verdict(desk, booking)
        answer = desk.post(door(booking), {"collect": "1"}, follow=True)
        assert "JOD\N{NO-BREAK SPACE}4.640 received" in answer.content.decode()
        assert state_of(booking) == (BookingStatus.CONFIRMED, PaymentStatus.PAID, True)
        payment = Payment.objects.get(booking=booking)
        assert (payment.status, payment.amount, payment.collected_by) == (
            AttemptStatus.CAPTURED,
            Decimal("4.640"),
            owner,
        )

    def test_reception_may(self, booking: Booking) -> None:
        clerk = staff(booking.vendor_service.branch, StaffRole.RECEPTION)
        signed_in(clerk).post(door(booking), {"collect": "1"})
        assert state_of(booking) == (BookingStatus.CONFIRMED, PaymentStatus.PAID, True)

    def test_pressing_twice_is_pressing_once(self, desk: Client, booking: Booking) -> None:
        for _ in range(2):
            assert desk.post(door(booking), {"collect": "1"}).status_code == 302
        assert Payment.objects.filter(booking=booking).count() == 1
        assert AuditEntry.objects.filter(action="guest checked in").count() == 1
        assert AuditEntry.objects.filter(action="cash collected").count() == 1

    def test_pay_later_leaves_the_cash_due(self, desk: Client, booking: Booking) -> None:
        desk.post(door(booking))
        assert state_of(booking) == (BookingStatus.CONFIRMED, PaymentStatus.PENDING, True)

    def test_early_guest_is_asked_about(self, desk: Client, service: VendorService, now: datetime) -> None:
        booking = guest_of(service, now=now, start=12)
        verdict = self.verdict(desk, booking)
        assert "Early" in verdict
        assert "1 hour" in verdict
        assert desk.post(door(booking)).status_code == 302
        assert state_of(booking)[2]

    @pytest.mark.parametrize(
        ("moment", "title"), [(timedelta(days=-1), "Another day"), (timedelta(hours=3), "Over")]
    )
    def test_wrong_time_keeps_guest_and_cash_out(
        self,
        desk: Client,
        booking: Booking,
        now: datetime,
        monkeypatch: pytest.MonkeyPatch,
        moment: timedelta,
        title: str,
    ) -> None:
        at(monkeypatch, now + moment)
        verdict = self.verdict(desk, booking)
        assert title in verdict
        assert 'data-tone="danger"' in verdict
        answer = desk.post(door(booking), {"collect": "1"})
        assert answer.status_code == 422
        assert state_of(booking) == (BookingStatus.CONFIRMED, PaymentStatus.PENDING, False)
        assert not Payment.objects.filter(status=AttemptStatus.CAPTURED).exists()

    def test_already_in(self, desk: Client, booking: Booking, owner: User, now: datetime) -> None:
        check_in(booking=booking, by=owner, now=now)
        verdict = self.verdict(desk, booking)
        assert "Already in" in verdict
        assert "11:00" in verdict

    @pytest.mark.parametrize(
        ("end", "words"),
        [("cancelled", "was cancelled"), ("no_show", "no-show"), ("completed", "finished")],
    )
    def test_ended_booking(
        self,
        desk: Client,
        service: VendorService,
        owner: User,
        now: datetime,
        monkeypatch: pytest.MonkeyPatch,
        end: str,
        words: str,
    ) -> None:
        booking = guest_of(service, now=now, start=10, hours=1)
        if end == "cancelled":
            cancel_booking(booking=booking, cancelled_by=CancelledBy.ADMIN, reason="x", actor=None, now=now)
        elif end == "no_show":
            mark_no_show(booking=booking, by=owner, now=now)
        else:
            complete_past_bookings(now=now)
        before = state_of(booking)
        assert words in self.verdict(desk, booking)
        assert desk.post(door(booking)).status_code == 422
        assert state_of(booking) == before

    def test_leads_back_to_where_it_was_pressed(self, desk: Client, booking: Booking) -> None:
        assert desk.post(door(booking), {"next": "/vendor/?day=2027-01-12"})["Location"] == (
            "/vendor/?day=2027-01-12"
        )

    def test_leads_to_no_other_site(self, desk: Client, booking: Booking) -> None:
        assert desk.post(door(booking), {"next": "//evil.test/"})["Location"] == "/vendor/check-in/"


class TestCollect:
    def test_says_how_much_and_gives_a_receipt_once(self, desk: Client, booking: Booking) -> None:
        pages = [desk.post(url(booking, "collect/"), follow=True).content.decode() for _ in range(2)]
        payment = Payment.objects.get(booking=booking)
        assert payment.transaction_id
        for page in pages:
            assert f"Receipt {payment.transaction_id}" in page
        told = OutboxMessage.objects.filter(event="payments/received").values_list("channel", flat=True)
        assert sorted(told) == sorted(set(told)) != []

    def test_card_booking_has_no_cash(self, desk: Client, booking: Booking) -> None:
        Booking.objects.filter(pk=booking.pk).update(payment_method=PaymentMethod.CARD)
        page = desk.post(url(booking, "collect/"), follow=True).content.decode()
        assert "no cash to collect" in page
        assert not Payment.objects.filter(status=AttemptStatus.CAPTURED).exists()

    def test_cancelled_booking_takes_no_cash(self, desk: Client, booking: Booking, now: datetime) -> None:
        cancel_and_refund(booking=booking, cancelled_by=CancelledBy.ADMIN, reason="", actor=None, now=now)
        page = desk.post(url(booking, "collect/"), follow=True).content.decode()
        assert "no cash to collect" in page
        assert state_of(booking)[1] == PaymentStatus.PENDING


class TestRequest:
    @pytest.fixture
    def request_made(self, service: VendorService, now: datetime) -> Booking:
        asked = desk_service(branch=service.branch, is_instant=False)
        return guest_of(asked, now=now + timedelta(hours=2), start=17)

    def test_accepting_twice_confirms_once(self, desk: Client, request_made: Booking) -> None:
        for _ in range(2):
            page = desk.post(url(request_made, "accept/"), follow=True).content.decode()
            assert "Accepted" in page
        assert state_of(request_made)[0] == BookingStatus.CONFIRMED
        assert AuditEntry.objects.filter(action="request accepted").count() == 1

    def test_accepting_too_late(
        self, desk: Client, request_made: Booking, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at(monkeypatch, now + timedelta(hours=2))
        page = desk.post(url(request_made, "accept/"), follow=True).content.decode()
        assert "can no longer be answered" in page
        assert state_of(request_made)[0] == BookingStatus.PENDING

    def test_declining_needs_a_reason(self, desk: Client, request_made: Booking) -> None:
        answer = desk.post(url(request_made, "decline/"), {"reason": "  "})
        assert answer.status_code == 422
        assert "Say why" in answer.content.decode()
        assert state_of(request_made)[0] == BookingStatus.PENDING

    def test_declining_tells_the_guest_why(self, desk: Client, request_made: Booking) -> None:
        for _ in range(2):
            answer = desk.post(url(request_made, "decline/"), {"reason": "The roof leaks"}, follow=True)
            assert "The guest has been told" in answer.content.decode()
        request_made.refresh_from_db()
        assert request_made.status == BookingStatus.CANCELLED
        assert request_made.cancelled_by == CancelledBy.VENDOR
        assert request_made.cancel_reason == "The roof leaks"
        assert AuditEntry.objects.filter(action="booking cancelled").count() == 1

    def test_a_firm_booking_is_no_request(self, desk: Client, booking: Booking) -> None:
        for step in ("accept/", "decline/"):
            assert desk.post(url(booking, step), {"reason": "x"}).status_code == 404
        assert state_of(booking)[0] == BookingStatus.CONFIRMED

    def test_declining_after_the_guest_called_it_off(
        self, desk: Client, request_made: Booking, now: datetime
    ) -> None:
        cancel_and_refund(
            booking=request_made, cancelled_by=CancelledBy.CUSTOMER, reason="", actor=None, now=now
        )
        answer = desk.post(url(request_made, "decline/"), {"reason": "x"})
        assert answer.status_code == 422
        request_made.refresh_from_db()
        assert request_made.cancelled_by == CancelledBy.CUSTOMER


class TestCancelByBranch:
    def test_everything_goes_back_and_is_shown_first(
        self, desk: Client, booking: Booking, owner: User, now: datetime
    ) -> None:
        collect_cash(booking=booking, by=owner, now=now)
        page = desk.get(url(booking, "cancel/")).content.decode()
        assert "The guest gets everything back" in page
        assert "JOD\N{NO-BREAK SPACE}4.640" in page
        for _ in range(2):
            assert desk.post(url(booking, "cancel/"), {"reason": "No power"}).status_code == 302
        refund = Refund.objects.get(payment__booking=booking)
        assert (refund.amount, refund.status) == (Decimal("4.640"), RefundStatus.REQUESTED)
        assert state_of(booking)[0] == BookingStatus.CANCELLED

    def test_nothing_paid_nothing_back(self, desk: Client, booking: Booking) -> None:
        assert "Nothing was paid yet" in desk.get(url(booking, "cancel/")).content.decode()
        desk.post(url(booking, "cancel/"), {"reason": "No power"})
        assert not Refund.objects.exists()
        assert state_of(booking)[0] == BookingStatus.CANCELLED

    def test_needs_a_reason_and_keeps_what_was_typed(self, desk: Client, booking: Booking) -> None:
        assert desk.post(url(booking, "cancel/"), {}).status_code == 422
        answer = desk.post(url(booking, "cancel/"), {"reason": "long " * 60})
        assert answer.status_code == 422
        assert "long long" in answer.content.decode()
        assert state_of(booking)[0] == BookingStatus.CONFIRMED

    def test_not_once_the_guest_is_in(
        self, desk: Client, booking: Booking, owner: User, now: datetime
    ) -> None:
        check_in(booking=booking, by=owner, now=now)
        answer = desk.post(url(booking, "cancel/"), {"reason": "x"})
        assert answer.status_code == 422
        assert "can no longer be called off" in answer.content.decode()
        assert state_of(booking)[0] == BookingStatus.CONFIRMED

    def test_not_after_the_guest_cancelled_late(
        self, desk: Client, service: VendorService, owner: User, now: datetime
    ) -> None:
        booking = guest_of(service, now=now, start=12)
        collect_cash(booking=booking, by=owner, now=now)
        cancel_and_refund(booking=booking, cancelled_by=CancelledBy.CUSTOMER, reason="", actor=None, now=now)
        assert desk.post(url(booking, "cancel/"), {"reason": "x"}).status_code == 422
        # Less than two hours ahead the flexible terms give nothing back.
        assert not Refund.objects.exists()


class TestHandBack:
    def test_is_noted_once(self, desk: Client, booking: Booking, owner: User, now: datetime) -> None:
        collect_cash(booking=booking, by=owner, now=now)
        desk.post(url(booking, "cancel/"), {"reason": "No power"})
        assert "I have given" in desk.get(url(booking)).content.decode()
        for _ in range(2):
            page = desk.post(url(booking, "hand-back/"), follow=True).content.decode()
            assert "given back" in page
        assert Refund.objects.get().status == RefundStatus.DONE
        assert state_of(booking)[1] == PaymentStatus.REFUNDED
        assert AuditEntry.objects.filter(action="cash handed back").count() == 1

    def test_nothing_to_give_back(self, desk: Client, booking: Booking) -> None:
        assert desk.post(url(booking, "hand-back/")).status_code == 404


class TestArabic:
    def test_pages_are_there(self, desk: Client, booking: Booking) -> None:
        for path in (url(booking), door(booking), url(booking, "cancel/")):
            page = desk.get("/ar" + path)
            assert page.status_code == 200
            assert 'dir="rtl"' in page.content.decode()


def test_another_day_shows_the_day(desk: Client, service: VendorService, now: datetime) -> None:
    booking = guest_of(service, now=now, day=TODAY + timedelta(days=1), start=10)
    page = desk.get(door(booking)).content.decode()
    assert "Another day" in page
    assert "13\N{NO-BREAK SPACE}Jan" in page
    assert "check in</button>" not in page.lower()


def test_walk_ins_have_a_name_too(desk: Client, booking: Booking) -> None:
    Booking.objects.filter(pk=booking.pk).update(customer=None, source="walk_in", contact_name="")
    assert "Walk-in" in desk.get(url(booking)).content.decode()
