"""The ticket, the list of bookings, the calendar file."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import cv2
import numpy as np
import pytest
from django.test import Client
from django.utils.translation import override
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from apps.bookings.calendar_files import calendar_file
from apps.bookings.models import Booking
from apps.bookings.qr import qr_svg
from apps.bookings.services import cancel_booking, check_in, complete_past_bookings, mark_no_show
from apps.bookings.statuses import CancelledBy
from apps.catalog.models import VendorService
from apps.payments.services import cancel_and_refund, collect_cash
from tests.accounts.factories import UserFactory
from tests.bookings.desk import TODAY, at, guest_of, signed_in
from tests.bookings.factories import book, hold, hour_ask, service_on_sale
from tests.bookings.steps import checkout_path, ticket_path

pytestmark = pytest.mark.django_db

LIST = "/bookings/"
# Session, user, count of the list, its page.
QUERIES_OF_LIST = 4
PIXELS_PER_MODULE = 8


@pytest.fixture
def service(now: datetime, monkeypatch: pytest.MonkeyPatch) -> VendorService:
    at(monkeypatch, now)
    return service_on_sale(name="Quiet desk", name_ar="مكتب هادئ", max_capacity=50)


@pytest.fixture
def booking(service: VendorService, now: datetime) -> Booking:
    """Tomorrow from 10:00 to 12:00, to be paid in cash: 4.640 dinars."""
    return book_cash(service, now)


def book_cash(service: VendorService, now: datetime) -> Booking:
    return guest_of(service, now=now, day=TODAY + timedelta(days=1), start=10)


def owner(booking: Booking) -> Client:
    assert booking.customer is not None
    return signed_in(booking.customer)


def ticket(booking: Booking, language: str = "") -> str:
    with override("en"):  # a page in Arabic leaves its language behind in this thread
        answer = owner(booking).get(language + ticket_path(booking))
    assert answer.status_code == 200
    return answer.content.decode()


def read_by_a_camera(svg: str) -> str:
    """Draw the modules of a QR code as a picture and decode it, as a phone would."""
    side = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])  # type: ignore[index]
    drawn = np.full((side, side), 255, dtype=np.uint8)
    path = re.findall(r'<path[^>]*stroke="#000"[^>]* d="([^"]+)"', svg)[0]
    x = y = 0.0
    for command, arguments in re.findall(r"([Mmh])([^Mmh]*)", path):
        numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", arguments)]
        if command == "h":
            drawn[int(y), int(x) : int(x + numbers[0])] = 0
            x += numbers[0]
        else:
            x, y = (x + numbers[0], y + numbers[1]) if command == "m" else (numbers[0], numbers[1])
    picture = np.kron(drawn, np.ones((PIXELS_PER_MODULE, PIXELS_PER_MODULE), dtype=np.uint8))
    return cv2.QRCodeDetector().detectAndDecode(picture)[0]


class TestOwnership:
    @pytest.mark.parametrize("path", ["", "calendar.ics", "cancel/"])
    def test_a_strangers_booking_is_not_there(self, booking: Booking, path: str) -> None:
        before = Booking.objects.values().get(pk=booking.pk)
        stranger = signed_in(UserFactory.create())
        address = ticket_path(booking) + path
        assert stranger.get(address).status_code == 404
        if path == "cancel/":
            assert stranger.post(address, {"shown_amount": "0"}).status_code == 404
        assert Booking.objects.values().get(pk=booking.pk) == before

    @pytest.mark.parametrize("path", ["", "calendar.ics", "cancel/"])
    def test_nobody_is_sent_to_sign_in_and_back(self, client: Client, booking: Booking, path: str) -> None:
        answer = client.get(ticket_path(booking) + path)
        assert "/sign-in/?next=" in answer["Location"]

    def test_a_number_that_does_not_exist(self) -> None:
        assert signed_in(UserFactory.create()).get("/bookings/ZZZZ-ZZZZ/").status_code == 404

    def test_a_hold_leads_to_its_checkout(self, service: VendorService, now: datetime) -> None:
        person = UserFactory.create()
        held = hold(service, now=now, customer=person)
        assert signed_in(person).get(ticket_path(held))["Location"] == checkout_path(held)


class TestTicket:
    def test_says_where_when_and_what_to_bring(self, booking: Booking) -> None:
        page = ticket(booking)
        assert booking.booking_number in page
        assert "Tomorrow, Wed 13\u00a0Jan, 10:00\u00a0am\u00a0–\u2060\u00a012:00" in page
        assert "in cash" in page
        assert "JOD\u00a04.640" in page
        assert booking.vendor_service.branch.address in page
        for link in ("google.com/maps/dir", "maps.apple.com", "waze.com/ul", "geo:31.9652,35.9101"):
            assert link in page
        assert "Cancel…" in page

    def test_the_code_is_the_desks_address(self, booking: Booking) -> None:
        svg = re.search(r'<div class="qr".*?(<svg.*?</svg>)', ticket(booking), re.DOTALL)
        assert svg is not None
        expected = f"http://localhost:8000/vendor/check-in/{booking.booking_number}/"
        assert read_by_a_camera(svg[1]) == expected

    def test_another_text_gives_another_code(self) -> None:
        assert read_by_a_camera(qr_svg("https://example.test/1")) == "https://example.test/1"
        assert qr_svg("https://example.test/1") != qr_svg("https://example.test/2")

    def test_in_arabic(self, booking: Booking) -> None:
        page = ticket(booking, "/ar")
        assert 'dir="rtl"' in page
        assert "مكتب هادئ" in page
        assert "4.640\u00a0د.أ" in page

    def test_paid(self, booking: Booking, now: datetime) -> None:
        collect_cash(booking=booking, by=booking.vendor_service.branch.vendor, now=now)
        page = ticket(booking)
        assert "Paid:" in page
        assert "in cash" not in page

    def test_checked_in(self, booking: Booking, monkeypatch: pytest.MonkeyPatch) -> None:
        moment = at(monkeypatch, booking.starts_at)
        check_in(booking=booking, by=booking.vendor_service.branch.vendor, now=moment)
        page = ticket(booking)
        assert "Checked in" in page
        assert "Cancel…" not in page

    def test_nobody_came(self, booking: Booking, monkeypatch: pytest.MonkeyPatch) -> None:
        moment = at(monkeypatch, booking.starts_at + timedelta(minutes=31))
        mark_no_show(booking=booking, by=booking.vendor_service.branch.vendor, now=moment)
        assert "The desk noted that nobody came." in ticket(booking)

    def test_cancelled_by_the_branch_gives_all_back(self, booking: Booking, now: datetime) -> None:
        vendor = booking.vendor_service.branch.vendor
        collect_cash(booking=booking, by=vendor, now=now)
        cancel_and_refund(
            booking=booking, cancelled_by=CancelledBy.VENDOR, reason="Burst pipe", actor=vendor, now=now
        )
        page = ticket(booking)
        assert "Everything you paid comes back" in page
        assert "Burst pipe" in page
        assert "Take your cash back at the desk" in page
        assert 'class="qr"' not in page
        assert "Book again" in page

    def test_only_a_firm_booking_asks_for_money(
        self, booking: Booking, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asking = service_on_sale(is_instant=False)
        request = guest_of(asking, now=now + timedelta(hours=23), day=TODAY + timedelta(days=2), start=10)
        assert "You pay nothing before the branch answers." in ticket(request)
        assert "in cash" not in ticket(request)
        complete_past_bookings(now=at(monkeypatch, booking.ends_at + timedelta(hours=1)))
        assert "Still to be paid:" in ticket(booking)

    def test_what_guests_type_is_text(self, service: VendorService, now: datetime) -> None:
        booking = guest_of(service, now=now, start=15)
        Booking.objects.filter(pk=booking.pk).update(contact_name="<b>Lina</b>")
        assert "&lt;b&gt;Lina&lt;/b&gt;" in ticket(booking)


class TestList:
    def test_each_booking_is_in_its_list(
        self, booking: Booking, service: VendorService, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person = booking.customer
        assert person is not None
        off = book(service, hour_ask(14), now=now, customer=person)
        cancel_booking(booking=off, cancelled_by=CancelledBy.CUSTOMER, reason="", actor=person, now=now)
        gone = book(service, hour_ask(12, day=TODAY), now=now, customer=person)
        complete_past_bookings(now=at(monkeypatch, now + timedelta(hours=4)))
        client = signed_in(person)
        lists = {"upcoming": booking, "past": gone, "cancelled": off}
        for tab, expected in lists.items():
            page = client.get(LIST, {"show": tab}).content.decode()
            for each in lists.values():
                assert (each.booking_number in page) == (each is expected)

    def test_book_again_leads_to_the_next_such_weekday(
        self, booking: Booking, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        complete_past_bookings(now=at(monkeypatch, booking.starts_at + timedelta(days=9)))
        page = owner(booking).get(LIST, {"show": "past"}).content.decode()
        assert "day=2027-01-27&amp;length=120&amp;quantity=1&amp;start=10%3A00" in page

    def test_holds_show_while_they_last(
        self, service: VendorService, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        person = UserFactory.create()
        held = hold(service, now=now, customer=person)
        client = signed_in(person)
        assert held.booking_number in client.get(LIST).content.decode()
        at(monkeypatch, now + timedelta(minutes=11))
        assert held.booking_number not in client.get(LIST).content.decode()

    @pytest.mark.parametrize("tab", ["", "upcoming", "past", "cancelled", "nonsense"])
    def test_empty_lists_say_what_to_do(self, service: VendorService, tab: str) -> None:
        answer = signed_in(UserFactory.create()).get(LIST, {"show": tab, "page": "7"})
        assert answer.status_code == 200
        assert "empty-state" in answer.content.decode()

    @pytest.mark.parametrize("bookings", [1, 20])
    def test_queries_do_not_grow(
        self,
        service: VendorService,
        now: datetime,
        django_assert_num_queries: DjangoAssertNumQueries,
        bookings: int,
    ) -> None:
        person = UserFactory.create()
        for _each in range(bookings):
            book(service, now=now, customer=person)
        client = signed_in(person)
        with django_assert_num_queries(QUERIES_OF_LIST):
            page = client.get(LIST).content.decode()
        assert page.count("booking-row") == bookings


class TestCalendarFile:
    def read(self, booking: Booking) -> Calendar:
        answer = owner(booking).get(ticket_path(booking) + "calendar.ics")
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        return Calendar.from_ical(answer.content)

    def test_holds_the_stay_in_the_branchs_zone_with_an_alarm(self, booking: Booking) -> None:
        calendar = self.read(booking)
        event = calendar.walk("VEVENT")[0]
        assert event["dtstart"].params["TZID"] == "Asia/Amman"
        assert event["dtstart"].dt == datetime(2027, 1, 13, 10, tzinfo=ZoneInfo("Asia/Amman"))
        assert event["dtend"].dt.astimezone(UTC) == booking.ends_at
        assert booking.booking_number in event["description"]
        assert booking.vendor_service.branch.address in event["location"]
        assert event["url"] == f"http://localhost:8000{ticket_path(booking)}"
        assert event["status"] == "CONFIRMED"
        alarm = event.walk("VALARM")[0]
        assert alarm["trigger"].dt == -timedelta(hours=1)
        zone = calendar.walk("VTIMEZONE")[0]
        assert {rule["tzoffsetto"].td for rule in zone.subcomponents} == {timedelta(hours=3)}

    def test_a_later_file_replaces_the_entry_and_a_cancelled_one_takes_it_away(
        self, booking: Booking, now: datetime
    ) -> None:
        first = self.read(booking).walk("VEVENT")[0]
        cancelled = cancel_booking(
            booking=booking, cancelled_by=CancelledBy.CUSTOMER, reason="", actor=None, now=now
        )
        Booking.objects.filter(pk=booking.pk).update(updated_at=now + timedelta(hours=1))
        cancelled.refresh_from_db()
        calendar = Calendar.from_ical(calendar_file(cancelled, language="en"))
        second = calendar.walk("VEVENT")[0]
        assert calendar["method"] == "CANCEL"
        assert second["uid"] == first["uid"]
        assert second["sequence"] > first["sequence"]
        assert second["status"] == "CANCELLED"
        assert not second.walk("VALARM")
