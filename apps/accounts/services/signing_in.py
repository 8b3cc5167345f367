"""Coming in by a number: one code, whether or not the number is known."""

from datetime import datetime

from apps.accounts import queries
from apps.accounts.models import OtpSession, User
from apps.accounts.services.otp import check_code, purpose_for, send_code
from apps.accounts.services.people import customer_for
from apps.accounts.statuses import OtpPurpose


def ask_for_code(
    *, phone_number: str, browser_key: str, ip_address: str | None, language: str, now: datetime
) -> OtpSession:
    """Send a code that signs the number's owner in, or up when nobody has it yet.

    What happens is the same either way. Raises `CodeRefused`.
    """
    person = queries.person_by_phone(phone_number)
    return send_code(
        phone_number=phone_number,
        purpose=purpose_for(person),
        browser_key=browser_key,
        ip_address=ip_address,
        language=language,
        now=now,
        user=person,
    )


def person_behind_code(
    *,
    phone_number: str,
    purpose: OtpPurpose,
    browser_key: str,
    digits: str,
    language: str,
    now: datetime,
) -> User:
    """Give who proved the number, created when new.

    Raises `WrongCode`, `AccountSuspended`, and `PasswordNeeded` for an admin's number.
    """
    check_code(phone_number=phone_number, purpose=purpose, browser_key=browser_key, digits=digits, now=now)
    return customer_for(phone_number=phone_number, language=language, now=now)
