"""The vendor's first page: who comes next, what needs me now, one day at the desk."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from apps.approvals.services import submit_request
from apps.approvals.statuses import RequestType
from apps.bookings import arrivals
from apps.bookings.models import Booking
from apps.bookings.services import check_in
from apps.bookings.statuses import CancelledBy, PaymentStatus
from apps.branches.statuses import StaffRole
from apps.catalog.models import VendorService
from apps.payments.services import cancel_and_refund, collect_cash
from atspaces.pages import vendor
from atspaces.pages.arrival_html import Pencil
from atspaces.pages.vendor import ArrivalRow
from tests.accounts.factories import UserFactory, VendorFactory
from tests.bookings.desk import TODAY, at, desk_service, guest_of, signed_in, staff

pytestmark = pytest.mark.django_db

PAGE = "/vendor/"
# Session, user, branches, arrivals, requests to answer, unpaid cash, refunds.
QUERIES = 7


@pytest.fixture
def service(now: datetime, monkeypatch: pytest.MonkeyPatch) -> VendorService:
    at(monkeypatch, now)
    return desk_service()


@pytest.fixture
def desk(service: VendorService) -> Client:
    return signed_in(service.branch.vendor)


def text_of(client: Client, **query: str) -> str:
    return client.get(PAGE, query).content.decode()


def rows_of(client: Client) -> list[ArrivalRow]:
    return [row for group in client.get(PAGE).context["groups"] for row in group.rows]


def button_of(page: str, booking: Booking) -> str:
    """The form in the day's list that lets a guest in."""
    listed = page.partition('<ol class="arrivals">')[2]
    action = f'action="/vendor/check-in/{booking.booking_number}/"'
    return listed.partition(action)[2].partition("</form>")[0]


class TestGuards:
    @pytest.mark.parametrize("path", [PAGE, "/ar" + PAGE])
    def test_anonymous_signs_in_and_comes_back(self, client: Client, path: str) -> None:
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer["Location"].endswith(f"/sign-in/?next={path.replace('/', '%2F')}")

    def test_customer_finds_nothing(self) -> None:
        assert signed_in(UserFactory.create()).get(PAGE).status_code == 404

    def test_vendor_without_a_branch_hears_so(self) -> None:
        assert "No branch yet" in text_of(signed_in(VendorFactory.create()))


class TestDay:
    def test_guests_come_in_the_order_of_time(
        self, desk: Client, service: VendorService, now: datetime
    ) -> None:
        for start, name in ((15, "Third"), (9, "First"), (11, "Second")):
            guest_of(service, now=now, start=start, name=name)
        rows = rows_of(desk)
        assert [row.name for row in rows] == ["First", "Second", "Third"]
        assert [str(row.status_text) for row in rows] == ["No-show possible", "Expected", "Expected"]

    def test_next_is_who_may_still_come(self, desk: Client, service: VendorService, now: datetime) -> None:
        missing = guest_of(service, now=now, start=9, name="Given Up")
        guest_of(service, now=now, start=11, name="Rana Next")
        assert desk.get(PAGE).context["next"].name == "Rana Next"
        assert [row.booking == missing for row in rows_of(desk)] == [True, False]

    def test_who_is_here_stands_below_who_comes(
        self, desk: Client, service: VendorService, now: datetime
    ) -> None:
        here = guest_of(service, now=now, start=11)
        check_in(booking=here, by=service.branch.vendor, now=now)
        coming = guest_of(service, now=now, start=15)
        groups = desk.get(PAGE).context["groups"]
        assert [(group.title, [row.booking for row in group.rows]) for group in groups] == [
            ("To come", [coming]),
            ("Here", [here]),
        ]

    def test_one_tap_collects_and_checks_in(
        self, desk: Client, service: VendorService, now: datetime
    ) -> None:
        booking = guest_of(service, now=now)
        form = button_of(text_of(desk), booking)
        assert 'name="collect" value="1"' in form
        assert "Collect JOD\N{NO-BREAK SPACE}4.640 &amp; check in" in form
        assert f'name="next" value="{PAGE}"' in form
        answer = desk.post(
            f"/vendor/check-in/{booking.booking_number}/", {"collect": "1", "next": PAGE}, follow=True
        )
        assert answer.redirect_chain == [(PAGE, 302)]
        booking.refresh_from_db()
        assert booking.checked_in_at == now
        assert booking.payment_status == PaymentStatus.PAID
        assert "Dana Odeh is in." in answer.content.decode()
        assert not button_of(answer.content.decode(), booking)

    def test_paid_guest_needs_no_cash(self, desk: Client, service: VendorService, now: datetime) -> None:
        booking = guest_of(service, now=now)
        collect_cash(booking=booking, by=service.branch.vendor, now=now)
        assert "collect" not in button_of(text_of(desk), booking)

    def test_who_comes_early_is_asked_about_first(
        self, desk: Client, service: VendorService, now: datetime
    ) -> None:
        booking = guest_of(service, now=now, start=15)
        page = text_of(desk)
        assert not button_of(page, booking)
        assert f'href="/vendor/check-in/{booking.booking_number}/"' in page

    def test_accountant_sees_but_has_no_buttons(self, service: VendorService, now: datetime) -> None:
        booking = guest_of(service, now=now)
        page = text_of(signed_in(staff(service.branch, StaffRole.ACCOUNTANT)))
        assert "Dana Odeh" in page
        assert f"/vendor/check-in/{booking.booking_number}/" not in page
        assert "check in</button>" not in page.lower()

    def test_only_my_branches(self, desk: Client, service: VendorService, now: datetime) -> None:
        guest_of(desk_service(), now=now, name="Somebody Elsewhere")
        clerk = signed_in(staff(service.branch, StaffRole.RECEPTION))
        for client in (desk, clerk):
            assert "Somebody Elsewhere" not in text_of(client)

    def test_branch_is_remembered_from_page_to_page(
        self, desk: Client, service: VendorService, now: datetime
    ) -> None:
        second = desk_service()
        second.branch.vendor = service.branch.vendor
        second.branch.save()
        guest_of(service, now=now, name="Guest Of First")
        guest_of(second, now=now, name="Guest Of Second")
        assert "Guest Of Second" in text_of(desk)
        assert "Guest Of Second" not in text_of(desk, branch=service.branch.slug)
        assert "Guest Of Second" not in text_of(desk)
        assert "Guest Of Second" not in desk.get("/vendor/bookings/").content.decode()

    def test_another_day(self, desk: Client, service: VendorService, now: datetime) -> None:
        guest_of(service, now=now, day=TODAY + timedelta(days=1), name="Tomorrow Guest")
        assert "Tomorrow Guest" not in text_of(desk)
        page = text_of(desk, day="2027-01-13")
        assert "Tomorrow Guest" in page
        assert "Needs you" not in page

    @pytest.mark.parametrize("day", ["yesterday", "2027-02-31", "0001-01-01", "9999-12-31"])
    def test_strange_days_do_no_harm(self, desk: Client, service: VendorService, day: str) -> None:
        assert desk.get(PAGE, {"day": day}).status_code == 200

    def test_empty_day(self, desk: Client) -> None:
        assert "Nobody is booked for this day" in text_of(desk)

    def test_day_list_on_paper_has_number_and_phone(
        self, desk: Client, service: VendorService, now: datetime
    ) -> None:
        booking = guest_of(service, now=now, phone_number="+962791234567")
        printed = text_of(desk).partition("print-only")[2]
        assert booking.booking_number in printed
        assert "07 9123 4567".replace(" ", "\N{NO-BREAK SPACE}") in printed

    def test_queries_do_not_grow_with_rows(
        self,
        desk: Client,
        service: VendorService,
        now: datetime,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        guest_of(service, now=now)
        with django_assert_num_queries(QUERIES):
            desk.get(PAGE)
        for _ in range(19):
            guest_of(service, now=now)
        with django_assert_num_queries(QUERIES):
            assert len(rows_of(desk)) == 20


class TestFullDay:
    """More guests than a page has room for."""

    @pytest.fixture
    def guests(self, service: VendorService, now: datetime, monkeypatch: pytest.MonkeyPatch) -> list[Booking]:
        monkeypatch.setattr(arrivals, "SHOWN", 3)
        monkeypatch.setattr(vendor, "SHOWN", 3)
        return [guest_of(service, now=now, start=start) for start in (9, 9, 9, 9, 11)]

    def test_pages_keep_the_days_sums(self, desk: Client, guests: list[Booking], now: datetime) -> None:
        check_in(booking=guests[4], by=guests[4].vendor_service.branch.vendor, now=now)
        first, second = (desk.get(PAGE, {"page": page}) for page in ("1", "2"))
        shown = [
            [(each.title, each.count, [row.booking for row in each.rows]) for each in page.context["groups"]]
            for page in (first, second)
        ]
        assert shown == [
            [("To come", 4, guests[:3])],
            [("To come", 4, [guests[3]]), ("Here", 1, [guests[4]])],
        ]
        assert {page.context["due"] for page in (first, second)} == {5 * guests[0].total_price}
        assert 'href="?page=2"' in first.content.decode()

    def test_next_may_stand_on_another_page(self, desk: Client, guests: list[Booking]) -> None:
        with CaptureQueriesContext(connection) as queries:
            answer = desk.get(PAGE)
        assert answer.context["next"].booking == guests[4]
        assert len(queries) == QUERIES + 1

    @pytest.mark.parametrize("page", ["3", "999999", "99999999999", "-1", "nonsense", "\N{SUPERSCRIPT TWO}"])
    def test_pages_that_are_not_there_lead_to_the_first(
        self, desk: Client, guests: list[Booking], page: str
    ) -> None:
        answer = desk.get(PAGE, {"page": page, "day": TODAY.isoformat()}, follow=True)
        assert answer.status_code == 200
        assert [row.booking for row in answer.context["groups"][0].rows] == guests[:3]


def squeezed(html: str) -> str:
    return re.sub(r">\s+|\s+<", lambda found: found[0].strip(), html).strip()


def test_rows_are_drawn_as_the_component_says(desk: Client, service: VendorService, now: datetime) -> None:
    owner = service.branch.vendor
    check_in(booking=guest_of(service, now=now, start=11, name="<Here> & paying"), by=owner, now=now)
    guest_of(service, now=now, start=9, phone_number="+962791234567")
    guest_of(service, now=now, start=11)
    collect_cash(booking=guest_of(service, now=now, start=11), by=owner, now=now)
    guest_of(service, now=now, start=15)
    rows = rows_of(desk)
    rows.append(replace(rows[0], note="Tue 12 Jan \N{EN DASH} <Thu>", phone=""))
    rows.append(replace(rows[0], runs_desk=False))
    here = "/vendor/?a=1&b=2"
    for language in ("en", "ar"):
        with translation.override(language):
            pencil = Pencil(csrf_token="token", next_url=here)
            for row in rows:
                given = {"arrival": row, "zone": row.booking.zone, "csrf_token": "token", "next_url": here}
                component = render_to_string("components/arrival_row.html", given)
                assert squeezed(pencil.draw(row)) == squeezed(component)


class TestNeedsYou:
    def test_nothing(self, desk: Client) -> None:
        assert "Nothing is waiting." in text_of(desk)

    def test_requests_to_answer_until_they_run_out(
        self, desk: Client, service: VendorService, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = desk_service(branch=service.branch, is_instant=False)
        booking = guest_of(asked, now=now + timedelta(hours=2), start=17, name="Asking Guest")
        page = text_of(desk)
        assert f'href="/vendor/bookings/{booking.booking_number}/"' in page
        assert "in 2 hours" in page
        at(monkeypatch, now + timedelta(hours=2))
        assert "Asking Guest" not in text_of(desk)

    def test_many_requests_are_counted(self, desk: Client, service: VendorService, now: datetime) -> None:
        asked = desk_service(branch=service.branch, is_instant=False)
        for _ in range(7):
            guest_of(asked, now=now + timedelta(hours=2), start=17)
        with CaptureQueriesContext(connection) as queries:
            assert "2 more requests" in text_of(desk)
        assert len(queries) == QUERIES
        read = [query["sql"] for query in queries if query["sql"].startswith('SELECT "bookings"')]
        assert [sql for sql in read if sql.endswith("LIMIT 5")], "more is read than is shown"

    def test_cash_of_guests_who_are_in(self, desk: Client, service: VendorService, now: datetime) -> None:
        for _ in range(2):
            check_in(booking=guest_of(service, now=now), by=service.branch.vendor, now=now)
        guest_of(service, now=now, start=15)
        page = text_of(desk)
        assert "2 guests came and have not paid" in page
        assert "JOD\N{NO-BREAK SPACE}9.280" in page

    def test_cash_to_hand_back(self, desk: Client, service: VendorService, now: datetime) -> None:
        booking = guest_of(service, now=now, start=15, name="Paid Early")
        owner = service.branch.vendor
        collect_cash(booking=booking, by=owner, now=now)
        cancel_and_refund(
            booking=booking, cancelled_by=CancelledBy.VENDOR, reason="No power", actor=owner, now=now
        )
        assert "<bdi>JOD\N{NO-BREAK SPACE}4.640</bdi> back to <bdi>Paid Early</bdi>" in text_of(desk)

    def test_what_we_still_decide(self, desk: Client, service: VendorService, now: datetime) -> None:
        submit_request(
            branch=service.branch,
            request_type=RequestType.PAUSE_BRANCH,
            submitted_by=service.branch.vendor,
            now=now,
        )
        assert "1 request of yours is with us" in text_of(desk)
