"""The pages that no address alone opens: a guest's way from the hold to the ticket, errors included."""

import pytest

from tests.journeys.browsing import Visitor
from tests.journeys.conftest import Enter
from tests.journeys.inspection import has_no_fault
from tests.journeys.people import new_number, newest_code
from tests.journeys.scenery import TEN_MINUTES_LATER, free_stay
from tests.journeys.screens import in_language
from tests.journeys.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.long]

# Different desks, so that the two languages do not meet.
BUILDERS = {"en": "/spaces/nuqta-sweifieh/hot-desk/", "ar": "/spaces/madar-khalda/hot-desk/"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_of_booking_has_no_fault(
    language: str, visit: Enter, stack: Stack, worker_id: str
) -> None:
    guest = visit()
    path, form = free_stay(stack, BUILDERS[language])
    phone = new_number(worker_id)
    guest.open(in_language(language, f"{path}&start={form['start']}"))

    guest.go_on()
    looks_right(guest, language, "/checkout/")
    guest.page.locator("input[name=full_name]").fill("O'Neill بن علي")
    guest.page.locator("input[name=phone_number]").fill("12")
    guest.go_on()
    looks_right(guest, language, "/checkout/", wrong="phone_number")
    assert guest.page.locator("input[name=full_name]").input_value() == "O'Neill بن علي"

    guest.page.locator("input[name=phone_number]").fill(phone)
    guest.go_on()
    looks_right(guest, language, "/verify/")
    code = newest_code(guest.url, phone)
    type_code(guest, f"{(int(code) + 1) % 1_000_000:06d}")
    looks_right(guest, language, "/verify/", wrong="code")
    type_code(guest, code)
    looks_right(guest, language, "/")
    number = number_in(guest.path)

    guest.press("main a[href$='/cancel/']")
    looks_right(guest, language, "/cancel/")
    guest.press("main form button[data-look=danger]")
    looks_right(guest, language, f"/bookings/{number}/")
    assert guest.page.locator(".qr").count() == 0


def type_code(guest: Visitor, digits: str) -> None:
    guest.page.locator("input[name=code]").fill(digits)
    guest.go_on()


def looks_right(guest: Visitor, language: str, where: str, *, wrong: str = "") -> None:
    """Judge the page, as it is after a wrong field when one is named."""
    assert guest.path.endswith(where)
    if wrong:
        field = guest.page.locator(f"[name={wrong}]")
        assert field.get_attribute("aria-invalid") == "true"
        assert guest.page.locator(".error-summary").is_visible()
    has_no_fault(guest, language)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_hold_that_ran_out_can_be_made_again(language: str, visit: Enter, stack: Stack) -> None:
    guest = visit()
    path, form = free_stay(stack, BUILDERS[language])
    guest.open(in_language(language, f"{path}&start={form['start']}"))
    guest.go_on()
    lost = guest.path
    guest.page.locator("input[name=full_name]").fill("Lina Haddad")
    stack.change(TEN_MINUTES_LATER, number_in(lost))
    guest.go_on()
    looks_right(guest, language, lost)
    assert guest.page.locator("input[name=full_name]").input_value() == "Lina Haddad"
    guest.press("main button[name=again]")
    assert guest.path.endswith("/checkout/")
    assert guest.path != lost
    assert guest.page.locator("input[name=full_name]").input_value() == "Lina Haddad"


def number_in(path: str) -> str:
    """Give the booking number that an address names."""
    return path.rpartition("/bookings/")[2].partition("/")[0]


@pytest.mark.parametrize(
    "path", ["/search/?where=amman&day=2030-01-05&people=3", "/spaces/qantara-abdali/?length=120"]
)
def test_switch_of_language_keeps_the_page_and_its_query(path: str, visit: Enter) -> None:
    guest = visit()
    guest.open(path)
    guest.press("header a[hreflang=ar]")
    assert guest.page.url == f"{guest.url}/ar{path}"
    guest.press("header a[hreflang=en]")
    assert guest.page.url == guest.url + path
