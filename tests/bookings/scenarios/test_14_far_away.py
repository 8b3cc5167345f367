"""A viewer far east and a branch far west: the date shown, stored, priced and cached is the branch's."""

from datetime import UTC, date, datetime, time
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from apps.accounts.models import User
from apps.bookings.models import Booking
from apps.catalog.asks import Ask
from apps.catalog.models import Availability
from apps.catalog.search import SearchQuery, search
from apps.catalog.statuses import PriceUnit
from apps.payments.services import check_out
from tests.accounts.factories import UserFactory
from tests.bookings.books import assert_books_agree
from tests.bookings.desk import at, signed_in
from tests.bookings.factories import hold, service_on_sale
from tests.branches.factories import BranchFactory, open_daily

pytestmark = [pytest.mark.scenario(14), pytest.mark.django_db]

WEST, EAST = "Pacific/Honolulu", "Pacific/Kiritimati"
"""The same time on the clock, and always another date."""
NOW = datetime(2027, 1, 12, 20, 0, tzinfo=UTC)
"""Tuesday 12 January, 10:00 in the west; Wednesday 13 January, 10:00 in the east."""
SHOWN_DAY = "Tue 12\u00a0Jan"
LATE = Ask(plan=PriceUnit.HOUR, day=date(2027, 1, 12), start=time(17), minutes=120)


@pytest.fixture
def viewer(settings, monkeypatch):
    """A server and a viewer in the east."""
    settings.TIME_ZONE = EAST
    at(monkeypatch, NOW)
    with timezone.override(EAST):
        yield UserFactory()


@pytest.fixture
def booking(viewer: User) -> Booking:
    branch = open_daily(BranchFactory(time_zone=WEST, name="West end"))
    held = hold(service_on_sale(branch=branch, max_capacity=1), LATE, now=NOW, customer=viewer)
    return check_out(booking=held, customer=viewer, method="cash", now=NOW)


def page(person: User, address: str) -> str:
    answer = signed_in(person).get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_branchs_date_is_stored_and_projected(booking, proof):
    assert (booking.booking_date, booking.end_date) == (date(2027, 1, 12), date(2027, 1, 12))
    assert (booking.start_time, booking.end_time) == (time(17), time(19))
    assert booking.starts_at == datetime(2027, 1, 13, 3, 0, tzinfo=UTC)
    assert list(Availability.objects.values_list("date", flat=True)) == [date(2027, 1, 12)]
    assert_books_agree(NOW)
    proof.count(rounds=1, won=1)


def test_ticket_and_list_show_the_branchs_date(booking, viewer, proof):
    for address in (f"/bookings/{booking.booking_number}/", "/bookings/"):
        shown = page(viewer, address)
        assert f"Today, {SHOWN_DAY}, 5:00–\u20607:00\u00a0pm" in shown
        assert "13\u00a0Jan" not in shown
    proof.count(rounds=1, won=1)


def test_the_calendar_file_says_when_in_the_branchs_zone(booking, viewer, proof):
    answer = signed_in(viewer).get(f"/bookings/{booking.booking_number}/calendar.ics")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    starts = event["dtstart"].dt
    assert (starts.date(), starts.time(), str(starts.tzinfo)) == (date(2027, 1, 12), time(17), WEST)
    proof.count(rounds=1, won=1)


def test_the_desk_sees_the_branchs_date(booking, proof):
    shown = page(booking.vendor_service.branch.vendor, f"/vendor/bookings/{booking.booking_number}/")
    assert SHOWN_DAY in shown
    assert "13\u00a0Jan" not in shown
    proof.count(rounds=1, won=1)


def test_the_desk_calls_the_branchs_date_today(booking, proof):
    vendor = booking.vendor_service.branch.vendor
    assert f"Today, {SHOWN_DAY}" in page(vendor, "/vendor/")
    assert booking.booking_number in page(vendor, "/vendor/bookings/?tab=today")
    assert booking.booking_number not in page(vendor, "/vendor/bookings/?tab=past")
    proof.count(rounds=1, won=1)


def test_search_and_builder_speak_of_the_branchs_day(booking, proof):
    service = booking.vendor_service
    asked = SearchQuery(plan=PriceUnit.HOUR, day=LATE.day, start=LATE.start, minutes=120)
    assert not search(asked, now=NOW).cards
    tomorrow = SearchQuery(plan=PriceUnit.HOUR, day=date(2027, 1, 13), start=LATE.start, minutes=120)
    assert [card.service for card in search(tomorrow, now=NOW).cards] == [service]
    builder = f"/spaces/{service.branch.slug}/{service.slug}/?day=2027-01-12&length=60"
    shown = unescape(Client().get(builder).content.decode())
    assert 'value="17:00"' in shown
    assert 'value="09:00"' not in shown.split("<form")[-1], "an hour of the branch's own past"
    proof.count(rounds=1, won=1, refused=1)
