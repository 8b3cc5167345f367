"""Mobile numbers: every way a Jordanian types one, and the one way we keep it."""

from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from atspaces.shared.digits import western_digits

JORDAN: Final = "JO"
JORDAN_CODE: Final = 962


def mobile_number(text: str) -> str | None:
    """Give the Jordanian mobile number in a text as E.164, or None when there is none.

    Jordan's mobiles are `+962 7 7/8/9` and seven digits (numbering plan of the TRC).
    """
    try:
        parsed = phonenumbers.parse(western_digits(text), JORDAN)
    except NumberParseException:
        return None
    is_mobile = phonenumbers.number_type(parsed) == PhoneNumberType.MOBILE
    if parsed.country_code != JORDAN_CODE or not is_mobile:
        return None
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)


def masked(phone_number: str) -> str:
    """Give an E.164 number with its middle hidden: `07•• ••• •56`."""
    return f"0{phone_number[4]}•• ••• •{phone_number[-2:]}"
