"""Coming in and going out, as the people of the demo do."""

import pytest

from tests.journeys.conftest import Enter
from tests.journeys.people import VENDOR, sign_in_by_code, sign_in_by_password

pytestmark = [pytest.mark.browser]

# A customer of the demo world whom no other journey signs in.
RETURNING = "0790001005"


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without-javascript"])
def test_vendor_is_led_to_the_desk_and_out_again(scripts: bool, visit: Enter) -> None:
    vendor = visit(java_script_enabled=scripts)
    vendor.open("/vendor/bookings/")
    assert vendor.path == "/sign-in/"
    sign_in_by_password(vendor, VENDOR)
    assert vendor.path == "/vendor/bookings/"
    vendor.page.locator("header details.menu summary").click()
    vendor.press("form[action$='/sign-out/'] button")
    vendor.open("/vendor/bookings/")
    assert vendor.path == "/sign-in/"


def test_customer_comes_in_with_a_code(visit: Enter) -> None:
    customer = visit(locale="ar-JO")
    sign_in_by_code(customer, RETURNING, at="/ar/sign-in/?next=/ar/bookings/")
    assert customer.path == "/ar/bookings/"
    answer = customer.open("/vendor/")
    assert answer is not None
    assert answer.status == 404
