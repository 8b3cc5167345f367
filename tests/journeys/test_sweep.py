"""Every page of the product, in both languages: nothing to complain of."""

import pytest

from tests.journeys.conftest import Enter
from tests.journeys.inspection import has_no_fault
from tests.journeys.screens import SCREENS, Role, Screen, in_language

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_page_has_no_fault(
    screen: Screen,
    language: str,
    visit: Enter,
    numbers: dict[str, str],
    sessions: dict[Role, str],
) -> None:
    visitor = visit(session=sessions.get(screen.role))
    path = in_language(language, screen.path.format(**numbers))
    answer = visitor.open(path)
    assert answer is not None
    assert answer.status == screen.status
    assert visitor.page.url == visitor.url + path, "led elsewhere"
    other = "en" if language == "ar" else "ar"
    switch = visitor.page.locator(f"a[hreflang={other}]").first.get_attribute("href")
    assert switch == in_language(other, screen.path.format(**numbers)), "it forgets the page or its query"
    has_no_fault(visitor, language)


QUESTIONS = {
    "en": "a meeting room for 6 in Abdali on {open_day} from 10 to 12",
    "ar": "بدي قاعة اجتماعات لستة أشخاص بالعبدلي يوم {open_day} من 10 ل 12",
}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_answer_of_the_assistant_has_no_fault(
    language: str, visit: Enter, numbers: dict[str, str], sessions: dict[Role, str]
) -> None:
    customer = visit(session=sessions["customer"])
    customer.open(in_language(language, "/assistant/"))
    customer.page.locator(".chat-dock input[name=text]").fill(QUESTIONS[language].format(**numbers))
    customer.press(".chat-dock button[type=submit]")
    assert customer.page.locator(".bubble[data-from=assistant]").last.is_visible()
    assert customer.page.locator(".result-card").count() >= 1
    has_no_fault(customer, language)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_unknown_number_at_the_desk_has_no_fault(
    language: str, visit: Enter, sessions: dict[Role, str]
) -> None:
    vendor = visit(session=sessions["vendor"])
    vendor.open(in_language(language, "/vendor/check-in/"))
    vendor.page.locator("main input:not([type=hidden])").fill("XXXX-XXXX")
    vendor.go_on()
    assert vendor.path == in_language(language, "/vendor/check-in/")
    assert vendor.page.locator(".error-summary").is_visible()
    has_no_fault(vendor, language)
