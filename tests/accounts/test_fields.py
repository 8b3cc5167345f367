"""Whatever way a number or code is typed, it is understood or refused with words."""

import pytest
from django.core.exceptions import ValidationError

from apps.accounts.fields import CodeField, IdentityField, PhoneField
from apps.accounts.phones import masked, mobile_number
from atspaces.shared.digits import western_digits

NUMBER = "+962790123456"
WAYS = [
    "+962790123456",
    "00962790123456",
    "962790123456",
    "0790123456",
    "790123456",
    "07 9012 3456",
    "(07) 9012-3456",
    "+962 7 9012 3456",
    "+962 (0) 79 012 3456",
    "٠٧٩٠١٢٣٤٥٦",
    "+٩٦٢ ٧٩ ٠١٢ ٣٤٥٦",
    "۰۷۹۰۱۲۳۴۵۶",
    "\u2066079 012 3456\u2069",
    "  0790123456 ",
]


@pytest.mark.parametrize("typed", WAYS)
def test_phone_field_understands(typed: str) -> None:
    assert PhoneField().clean(typed) == NUMBER
    assert IdentityField().clean(typed) == NUMBER


@pytest.mark.parametrize(
    "typed",
    ["12345", "0690123456", "065001234", "0760123456", "+14155550100", "079012345", "seven", "07901234567"],
)
def test_phone_field_refuses_with_an_example(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"07\\xa09012\\xa03456"):
        PhoneField().clean(typed)


def test_phone_field_may_be_left_out_when_optional() -> None:
    assert PhoneField(required=False).clean("") == ""


def test_other_carriers_are_mobiles_too() -> None:
    assert mobile_number("0771234567") == "+962771234567"
    assert mobile_number("0781234567") == "+962781234567"


@pytest.mark.parametrize("typed", ["123456", "١٢٣٤٥٦", "123 456", "123-456", " 123456\u200f"])
def test_code_field_understands(typed: str) -> None:
    assert CodeField().clean(typed) == "123456"


@pytest.mark.parametrize("typed", ["12345", "1234567", "12345a", "½23456", "²23456"])
def test_code_field_refuses(typed: str) -> None:
    with pytest.raises(ValidationError, match="six digits"):
        CodeField().clean(typed)


def test_code_field_lets_the_phone_fill_it() -> None:
    attrs = CodeField().widget.attrs
    assert attrs["autocomplete"] == "one-time-code"
    assert attrs["inputmode"] == "numeric"


def test_identity_field_lowers_an_email_and_refuses_half_of_one() -> None:
    assert IdentityField().clean("Person@Example.Test") == "person@example.test"
    with pytest.raises(ValidationError):
        IdentityField().clean("person@")


def test_masked_hides_the_middle() -> None:
    assert masked(NUMBER) == "07•• ••• •56"


def test_western_digits_leave_the_rest() -> None:
    assert western_digits("غرفة ١٢ / room ۳") == "غرفة 12 / room 3"
