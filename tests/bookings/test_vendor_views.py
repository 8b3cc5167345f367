"""The desk's list of bookings, the code at the door, and the no-show."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from apps.bookings import desk
from apps.bookings.desk import DeskState, Tab, desk_state
from apps.bookings.models import Booking
from apps.bookings.services import cancel_booking, check_in, complete_past_bookings, mark_no_show
from apps.bookings.statuses import BookingStatus, CancelledBy
from apps.branches.statuses import StaffRole
from apps.catalog.models import VendorService
from tests.accounts.factories import UserFactory, VendorFactory
from tests.bookings.desk import TODAY, at, desk_service, guest_of, signed_in, staff
from tests.bookings.factories import hold, hour_ask

pytestmark = pytest.mark.django_db

LIST = "/vendor/bookings/"
CODE = "/vendor/check-in/"
# Session, user, branches, counts of all lists, count of this list, its page.
QUERIES_OF_LIST = 6


@pytest.fixture
def service(now: datetime, monkeypatch: pytest.MonkeyPatch) -> VendorService:
    at(monkeypatch, now)
    return desk_service()


@pytest.fixture
def vendor_client(service: VendorService) -> Client:
    return signed_in(service.branch.vendor)


def page_of(client: Client, **query: str) -> str:
    return client.get(LIST, query).content.decode()


class TestGuards:
    @pytest.mark.parametrize("path", [LIST, CODE, "/ar" + LIST])
    def test_anonymous_is_sent_to_sign_in_and_back(self, client: Client, path: str) -> None:
        answer = client.get(path)
        assert answer.status_code == 302
        assert "/sign-in/" in answer["Location"]
        assert f"next={path.replace('/', '%2F')}" in answer["Location"]

    @pytest.mark.parametrize("path", [LIST, CODE])
    def test_customer_finds_nothing(self, path: str) -> None:
        assert signed_in(UserFactory.create()).get(path).status_code == 404

    def test_pages_are_not_kept_by_the_browser(self, vendor_client: Client) -> None:
        assert "no-store" in vendor_client.get(LIST)["Cache-Control"]


class TestList:
    def test_every_booking_is_in_one_list(self, service: VendorService, now: datetime) -> None:
        here = guest_of(service, now=now)
        later = guest_of(service, now=now, day=TODAY + timedelta(days=2))
        gone = guest_of(service, now=now - timedelta(days=3), day=TODAY - timedelta(days=2))
        off = guest_of(service, now=now, start=15)
        cancel_booking(booking=off, cancelled_by=CancelledBy.CUSTOMER, reason="", actor=None, now=now)
        complete_past_bookings(now=now)
        asking = desk_service(branch=service.branch, is_instant=False)
        asked = guest_of(asking, now=now + timedelta(hours=2), start=17)
        lists = {Tab.TODAY: here, Tab.UPCOMING: later, Tab.PAST: gone, Tab.OFF: off, Tab.ANSWER: asked}
        for tab, booking in lists.items():
            found = Booking.objects.filter(desk.in_tab(tab, today=TODAY, now=now))
            assert list(found) == [booking], tab

    def test_lists_and_their_counts_are_links(
        self, vendor_client: Client, service: VendorService, now: datetime
    ) -> None:
        guest_of(service, now=now, name="Rana Kawar")
        answer = vendor_client.get(LIST)
        counts = {tab["text"]: tab["count"] for tab in answer.context["tabs"]}
        assert counts == {Tab.TODAY.label: 1} | {t.label: 0 for t in Tab if t != Tab.TODAY}
        page = answer.content.decode()
        assert "Rana Kawar" in page
        assert 'href="?tab=upcoming"' in page

    def test_empty_lists_say_what_will_be_there(self, vendor_client: Client) -> None:
        for tab in Tab:
            assert "empty-state" in page_of(vendor_client, tab=tab.value)

    def test_nonsense_in_the_address_is_the_first_list(self, vendor_client: Client) -> None:
        answer = vendor_client.get(LIST, {"tab": "nonsense", "page": "-7", "q": "x" * 500})
        assert answer.status_code == 200
        assert answer.context["tab"] == Tab.TODAY

    def test_cash_list_holds_what_can_be_collected(self, service: VendorService, now: datetime) -> None:
        came = guest_of(service, now=now)
        guest_of(service, now=now, start=15)
        check_in(booking=came, by=service.branch.vendor, now=now)
        assert list(Booking.objects.filter(desk.unpaid_cash())) == [came]

    def test_a_hold_is_nobody_yet(self, vendor_client: Client, service: VendorService, now: datetime) -> None:
        held = hold(service, hour_ask(day=TODAY + timedelta(days=1)), now=now)
        for tab in Tab:
            assert held.booking_number not in page_of(vendor_client, tab=tab.value)

    def test_staff_see_only_their_branches(self, service: VendorService, now: datetime) -> None:
        elsewhere = desk_service()
        guest_of(elsewhere, now=now, name="Somebody Elsewhere")
        guest_of(service, now=now, name="Guest Of Mine")
        page = page_of(signed_in(staff(service.branch, StaffRole.ACCOUNTANT)))
        assert "Guest Of Mine" in page
        assert "Somebody Elsewhere" not in page

    def test_branch_is_remembered(self, now: datetime, service: VendorService) -> None:
        second = desk_service(branch=None)
        second.branch.vendor = service.branch.vendor
        second.branch.name = "Second Place"
        second.branch.save()
        guest_of(service, now=now, name="Guest Of First")
        guest_of(second, now=now, name="Guest Of Second")
        client = signed_in(service.branch.vendor)
        assert "Guest Of Second" not in page_of(client, branch=service.branch.slug)
        assert "Guest Of Second" not in page_of(client)
        assert "Guest Of Second" in page_of(client, branch="all")
        # A stranger's branch is nobody's choice.
        assert "Guest Of Second" in page_of(client, branch=desk_service().branch.slug)

    def test_pages_keep_their_filters(
        self, vendor_client: Client, service: VendorService, now: datetime
    ) -> None:
        for position in range(26):
            guest_of(service, now=now, name=f"Khoury {position:02}")
        answer = vendor_client.get(LIST, {"q": "Khoury"})
        assert len(answer.context["rows"]) == 25
        assert 'href="?tab=today&amp;q=Khoury&amp;page=2"' in answer.content.decode()
        second = page_of(vendor_client, q="Khoury", tab="today", page="2")
        assert "Khoury 25" in second
        assert "Khoury 00" not in second

    def test_long_lists_are_counted_so_far_and_paged_to_the_end(
        self,
        vendor_client: Client,
        service: VendorService,
        now: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(desk, "MOST_COUNTED", 3)
        for _ in range(26):
            guest_of(service, now=now)
        answer = vendor_client.get(LIST)
        assert {tab["text"]: tab["count"] for tab in answer.context["tabs"]}[Tab.TODAY.label] == "3+"
        assert answer.context["page"].paginator.count == 26

    def test_a_stay_of_several_days_is_on_each_of_them(self, service: VendorService, now: datetime) -> None:
        booking = guest_of(service, now=now)
        Booking.objects.filter(pk=booking.pk).update(end_date=TODAY + timedelta(days=2))
        lists = {-1: Tab.UPCOMING, 0: Tab.TODAY, 1: Tab.TODAY, 2: Tab.TODAY, 3: Tab.PAST}
        for distance, wanted in lists.items():
            day = TODAY + timedelta(days=distance)
            found = [
                tab for tab in Tab if Booking.objects.filter(desk.in_tab(tab, today=day, now=now)).exists()
            ]
            assert found == [wanted], distance

    def test_queries_do_not_grow_with_rows(
        self,
        vendor_client: Client,
        service: VendorService,
        now: datetime,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        guest_of(service, now=now)
        with django_assert_num_queries(QUERIES_OF_LIST):
            vendor_client.get(LIST)
        for _ in range(19):
            guest_of(service, now=now)
        with django_assert_num_queries(QUERIES_OF_LIST):
            assert len(vendor_client.get(LIST).context["rows"]) == 20


class TestSearch:
    @pytest.fixture
    def wanted(self, service: VendorService, now: datetime) -> Booking:
        guest_of(service, now=now, name="Zaid Naber", phone_number="+962780001111")
        return guest_of(service, now=now, name="Sireen Abu Hammad", phone_number="+962791234567")

    @pytest.mark.parametrize(
        "typed",
        [
            "sireen",
            "Abu Hammad",
            "0791234567",
            "07 9123 4567",
            "+962 79 123 4567",
            "00962791234567",
            "٠٧٩١٢٣٤٥٦٧",
            "1234567",
        ],
    )
    def test_finds_by_name_and_phone(self, vendor_client: Client, wanted: Booking, typed: str) -> None:
        rows = vendor_client.get(LIST, {"q": typed}).context["rows"]
        assert [row.booking for row in rows] == [wanted]

    def test_finds_by_number_as_it_is_said(self, vendor_client: Client, wanted: Booking) -> None:
        for typed in (wanted.booking_number.lower(), wanted.booking_number.replace("-", " ")):
            rows = vendor_client.get(LIST, {"q": typed}).context["rows"]
            assert [row.booking for row in rows] == [wanted]

    def test_finding_nothing_offers_the_way_back(self, vendor_client: Client, wanted: Booking) -> None:
        page = page_of(vendor_client, q="<script>nobody")
        assert "Nothing found in this list" in page
        assert "<script>nobody" not in page


class TestCheckInByCode:
    @pytest.fixture
    def booking(self, service: VendorService, now: datetime) -> Booking:
        # Only these eight can be typed in Arabic-Indic digits too.
        booking = guest_of(service, now=now)
        booking.booking_number = "7K34-M2XP"
        booking.save()
        return booking

    @pytest.mark.parametrize(
        "typed",
        [
            "7K34-M2XP",
            "7k34m2xp",
            " 7K34 m2xp ",
            "٧K٣٤-M٢XP",
            "http://localhost:8000/ar/vendor/check-in/7K34-M2XP/",
        ],
    )
    def test_leads_to_the_booking(self, vendor_client: Client, booking: Booking, typed: str) -> None:
        answer = vendor_client.post(CODE, {"number": typed})
        assert answer.status_code == 302
        assert answer["Location"] == f"/vendor/check-in/{booking.booking_number}/"

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("", "Type the booking number"),
            ("7K34", "eight letters and digits"),
            ("AAAA-AAAA", "no booking with this number"),
        ],
    )
    def test_says_at_the_field_what_is_wrong(
        self, vendor_client: Client, booking: Booking, typed: str, words: str
    ) -> None:
        answer = vendor_client.post(CODE, {"number": typed})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert words in page
        assert 'id="id_number_error"' in page
        assert f'value="{typed}"' in page or not typed

    def test_a_strangers_number_is_unknown(self, booking: Booking) -> None:
        answer = signed_in(VendorFactory.create()).post(CODE, {"number": booking.booking_number})
        assert answer.status_code == 422
        assert "no booking with this number" in answer.content.decode()


class TestNoShow:
    def url(self, booking: Booking) -> str:
        return f"/vendor/bookings/{booking.booking_number}/no-show/"

    def test_frees_the_space_once_and_twice(
        self, vendor_client: Client, service: VendorService, now: datetime
    ) -> None:
        booking = guest_of(service, now=now, start=10)
        for _ in range(2):
            answer = vendor_client.post(self.url(booking), follow=True)
            assert "did not come" in answer.content.decode()
        booking.refresh_from_db()
        assert booking.status == BookingStatus.NO_SHOW

    def test_not_before_half_an_hour(
        self, vendor_client: Client, service: VendorService, now: datetime
    ) -> None:
        booking = guest_of(service, now=now, start=11)
        answer = vendor_client.post(self.url(booking), follow=True)
        assert "30 minutes after the start" in answer.content.decode()
        booking.refresh_from_db()
        assert booking.status == BookingStatus.CONFIRMED

    def test_is_not_a_link(self, vendor_client: Client, service: VendorService, now: datetime) -> None:
        assert vendor_client.get(self.url(guest_of(service, now=now))).status_code == 405

    @pytest.mark.parametrize("who", ["stranger", "accountant", "customer"])
    def test_is_nobody_elses(self, service: VendorService, now: datetime, who: str) -> None:
        booking = guest_of(service, now=now, start=10)
        people = {
            "stranger": VendorFactory.create,
            "accountant": lambda: staff(service.branch, StaffRole.ACCOUNTANT),
            "customer": lambda: booking.customer,
        }
        assert signed_in(people[who]()).post(self.url(booking)).status_code == 404
        booking.refresh_from_db()
        assert booking.status == BookingStatus.CONFIRMED


class TestDeskState:
    def test_follows_the_guest_through_the_day(self, service: VendorService, now: datetime) -> None:
        booking = guest_of(service, now=now, start=11)
        start = booking.starts_at
        assert desk_state(booking, start - timedelta(hours=1)) == DeskState.EXPECTED
        assert desk_state(booking, start + timedelta(minutes=9)) == DeskState.EXPECTED
        assert desk_state(booking, start + timedelta(minutes=10)) == DeskState.LATE
        assert desk_state(booking, start + timedelta(minutes=30)) == DeskState.MISSING
        booking = check_in(booking=booking, by=service.branch.vendor, now=start)
        assert desk_state(booking, start + timedelta(minutes=30)) == DeskState.IN
        complete_past_bookings(now=booking.ends_at)
        booking.refresh_from_db()
        assert desk_state(booking, booking.ends_at) == DeskState.LEFT

    def test_no_show_stays_a_no_show(self, service: VendorService, now: datetime) -> None:
        booking = guest_of(service, now=now, start=10)
        booking = mark_no_show(booking=booking, by=service.branch.vendor, now=now)
        assert desk_state(booking, now) == DeskState.NO_SHOW
