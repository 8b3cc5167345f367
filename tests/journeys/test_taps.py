"""How much work a booking is, counted: a tap is any press that is not typing, on a phone."""

from dataclasses import dataclass

import pytest

from tests.journeys.browsing import MAIN_BUTTON, Visitor
from tests.journeys.conftest import Enter
from tests.journeys.people import new_number, newest_code

pytestmark = [pytest.mark.browser]

MOST_TAPS = 8
MOST_TYPED_FIELDS = 2


@dataclass
class Thumb:
    """Counts what a person does. Choosing a field to type in is a tap too."""

    visitor: Visitor
    taps: int = 0
    typed: int = 0

    def tap(self, selector: str) -> None:
        with self.visitor.page.expect_navigation():
            self.visitor.page.locator(selector).first.tap()
        self.taps += 1

    def type(self, selector: str, text: str) -> None:
        field = self.visitor.page.locator(selector)
        if not field.evaluate("field => field === document.activeElement"):
            field.tap()
            self.taps += 1
        self.visitor.page.keyboard.type(text)
        self.typed += 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_guest_books_a_desk_for_cash(language: str, visit: Enter, worker_id: str) -> None:
    guest = visit(has_touch=True, is_mobile=True)
    guest.open("/" if language == "en" else "/ar/")
    thumb = Thumb(guest)
    phone = new_number(worker_id)

    thumb.tap("main form[role=search] [type=submit]")  # a desk, in Amman, at the next useful time
    thumb.tap(".result-card .chips a")
    thumb.tap(MAIN_BUTTON)
    thumb.type("input[name=full_name]", "Lina Haddad")
    thumb.type("input[name=phone_number]", phone)
    thumb.tap(MAIN_BUTTON)
    assert thumb.typed <= MOST_TYPED_FIELDS
    thumb.type("input[name=code]", newest_code(guest.url, phone))
    thumb.tap(MAIN_BUTTON)

    assert guest.page.locator(".booking-code").is_visible()
    assert guest.page.locator(".qr svg").is_visible()
    assert thumb.taps <= MOST_TAPS, f"{thumb.taps} taps"
