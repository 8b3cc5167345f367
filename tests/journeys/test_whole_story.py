"""The main job from end to end, as three people and one more live it; with JavaScript and without."""

from dataclasses import dataclass
from datetime import date, timedelta

import cv2
import numpy as np
import pytest
from playwright.sync_api import Locator

from tests.journeys.browsing import DESKTOP, Visitor
from tests.journeys.conftest import Enter
from tests.journeys.inspection import has_no_fault
from tests.journeys.people import (
    VENDOR,
    new_number,
    sign_in_as_admin,
    sign_in_by_password,
    type_code,
)
from tests.journeys.scenery import bring_forward, end_of_stay, open_round_the_clock
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.long]

GUEST_NAME = "سلمى عبد الهادي"


@dataclass(frozen=True)
class Place:
    """A branch of the demo world that waits for the admin, whose rooms exist once each."""

    slug: str
    owner: str
    where: str


WEIBDEH = Place("qantara-weibdeh", VENDOR, "amman.jabal-al-weibdeh")
ZARQA = Place("hawsh-zarqa", "owner@hawsh.example.com", "zarqa.new-zarqa")


@pytest.mark.parametrize(
    ("scripts", "place"), [(True, WEIBDEH), (False, ZARQA)], ids=["with-javascript", "without-javascript"]
)
def test_from_approval_to_completed_stay(
    scripts: bool, place: Place, visit: Enter, stack: Stack, worker_id: str
) -> None:
    def somebody(**options: object) -> Visitor:
        return visit(java_script_enabled=scripts, **options)

    open_round_the_clock(stack, place.slug)
    admin = somebody(size=DESKTOP)
    approve(admin, place, stack)

    guest, rival = somebody(locale="ar-JO"), somebody(locale="ar-JO")
    builder = find_room_in_arabic(guest, place)
    rival.open(builder)
    hold(guest)
    refused(rival)
    if scripts:
        has_no_fault(rival, "ar")
    take_repair(rival)
    phone = new_number(worker_id)
    number = book(guest, phone)

    bring_forward(stack, number)
    guest.page.reload()
    vendor = somebody(size=DESKTOP)
    check_in_and_collect(vendor, address_in_qr(guest), place)
    if scripts:  # axe is a script
        has_no_fault(vendor, "en")
    assert state_of(stack, number) == ("confirmed", "paid", True)

    end_of_stay(stack, number)
    assert state_of(stack, number) == ("completed", "paid", True)
    guest.open("/ar/bookings/?show=past")
    assert guest.page.locator(f"a[href='/ar/bookings/{number}/']").is_visible()


def approve(admin: Visitor, place: Place, stack: Stack) -> None:
    """From the front page to the queue, to the one request, to the decision."""
    sign_in_as_admin(admin)
    admin.press(".queues a[href$='/approvalrequest/']")
    (request,) = stack.rows(
        "SELECT a.id, a.submitted_by_id FROM approval_requests a JOIN branches b ON b.id = a.branch_id"
        " WHERE b.slug = %s AND a.status = 'pending'",
        place.slug,
    )
    admin.press(f"#result_list a[href*='/approvalrequest/{request[0]}/']")
    admin.press("form[action$='/approve/'] button")
    assert admin.page.locator(".messagelist .success").is_visible()
    (decided,) = stack.rows(
        "SELECT a.status, r.email, a.reviewed_at IS NOT NULL, b.status FROM approval_requests a"
        " JOIN users r ON r.id = a.reviewed_by_id JOIN branches b ON b.id = a.branch_id WHERE a.id = %s",
        request[0],
    )
    assert decided == ("approved", "admin@atspaces.test", True, "active")
    told = stack.rows(
        "SELECT 1 FROM notifications WHERE user_id = %s AND event = 'approvals/approved'", request[1]
    )
    assert told, "the vendor was not told"


def find_room_in_arabic(guest: Visitor, place: Place) -> str:
    """Search from the Arabic front page for tomorrow; give the address of the builder."""
    guest.open("/ar/")
    assert guest.page.locator("html[lang=ar][dir=rtl]").count() == 1
    form = guest.page.locator("main form[role=search]").first
    form.locator("input[name=kind][value=meeting_room]").check()
    form.locator("[name=where]").select_option(place.where)
    form.locator("[name=day]").fill((date.today() + timedelta(days=1)).isoformat())  # noqa: DTZ011
    form.locator("[name=start]").select_option("10:00")
    with guest.page.expect_navigation():
        form.locator("[type=submit]").click()
    guest.press(f".result-card h3 a[href^='/ar/spaces/{place.slug}/']:visible >> nth=0")
    total = guest.text(".panel .total")
    guest.press(f"main a.button[data-width=full][href^='/ar/spaces/{place.slug}/']")
    assert guest.text(".action-bar .total") == total, "the price changed between two pages"
    return guest.page.url.removeprefix(guest.url)


def hold(guest: Visitor) -> None:
    guest.go_on()
    assert guest.path.endswith("/checkout/")


def refused(rival: Visitor) -> None:
    """The same room a moment later: no."""
    rival.go_on()
    assert not rival.path.endswith("/checkout/")
    assert rival.page.locator(".notice[role=alert]").is_visible()


def take_repair(rival: Visitor) -> None:
    """The nearest that is free was offered with the refusal, and can be had."""
    with rival.page.expect_navigation():
        rival.page.locator(".notice[role=alert] a").first.click()
    assert rival.page.locator(".notice[role=alert]").count() == 0
    hold(rival)


def book(guest: Visitor, phone: str) -> str:
    """Say who comes, type the code from the outbox, get the ticket; give its number."""
    guest.page.locator("input[name=full_name]").fill(GUEST_NAME)
    guest.page.locator("input[name=phone_number]").fill(phone)
    guest.go_on()
    type_code(guest, phone)
    number = guest.path.rstrip("/").rpartition("/")[2]
    assert guest.path == f"/ar/bookings/{number}/"
    assert number in guest.text(".booking-code").replace("\u2011", "-")
    assert GUEST_NAME in guest.text()
    return number


def address_in_qr(guest: Visitor) -> str:
    """Read the square code off the screen, as the camera at the desk does."""
    picture = photographed(guest.page.locator(".qr"))
    address, _corners, _straight = cv2.QRCodeDetector().detectAndDecode(picture)
    assert address.startswith(guest.url), f"the code says {address!r}"
    return address


def photographed(square: Locator) -> "np.ndarray":
    encoded = np.frombuffer(square.screenshot(), np.uint8)
    picture = cv2.imdecode(encoded, cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    return picture


def check_in_and_collect(vendor: Visitor, address: str, place: Place) -> None:
    """Open what the code says, sign in, and let the guest in against cash."""
    vendor.open(address.removeprefix(vendor.url))
    sign_in_by_password(vendor, place.owner)
    assert vendor.page.url == address
    assert vendor.page.locator(".verdict").is_visible()
    assert GUEST_NAME in vendor.text()
    vendor.press("button[name=collect]")
    assert vendor.page.locator(".notice[data-tone=success]").is_visible()


def state_of(stack: Stack, number: str) -> tuple[str, str, bool]:
    """Give a booking's status, whether it is paid, and whether the guest came."""
    (row,) = stack.rows(
        "SELECT status, payment_status, checked_in_at IS NOT NULL FROM bookings WHERE booking_number = %s",
        number,
    )
    return row  # type: ignore[return-value]
