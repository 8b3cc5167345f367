"""One-time codes: bound, short-lived, counted, used once, and never stored."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from apps.accounts import codes
from apps.accounts.models import OtpSession, OutboxMessage
from apps.accounts.policies import ADDRESS_LIMITS, NUMBER_LIMITS, TRIES_PER_CODE
from apps.accounts.services import messages
from apps.accounts.services.otp import CodeRefused, WrongCode, check_code, send_code
from apps.accounts.services.signing_in import ask_for_code, person_behind_code
from apps.accounts.statuses import DeliveryStatus, OtpPurpose
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NUMBER = "+962790123456"
BROWSER = "this-browser"


def _send(**changes: Any) -> OtpSession:
    facts: dict[str, Any] = {
        "phone_number": NUMBER,
        "purpose": OtpPurpose.LOGIN,
        "browser_key": BROWSER,
        "ip_address": "192.0.2.7",
        "language": "en",
        "now": NOW,
    }
    return send_code(**facts | changes)


def _check(digits: str, **changes: Any) -> OtpSession:
    facts: dict[str, Any] = {
        "phone_number": NUMBER,
        "purpose": OtpPurpose.LOGIN,
        "browser_key": BROWSER,
        "now": NOW + timedelta(seconds=20),
    }
    return check_code(digits=digits, **facts | changes)


def _other(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**6:06d}"


def test_code_opens_once() -> None:
    session = _send()
    digits = codes.digits_of(session.nonce)
    assert _check(digits).pk == session.pk
    with pytest.raises(WrongCode, match="already been used"):
        _check(digits)


def test_digits_are_stored_nowhere() -> None:
    session = _send()
    digits = codes.digits_of(session.nonce)
    row = OtpSession.objects.values().get(pk=session.pk)
    message = OutboxMessage.objects.values().get(dedup_key=f"otp:{session.pk}")
    assert digits not in {str(value) for value in row.values()}
    assert len(row["otp_code"]) == 64
    assert message["context"] == {"otp_session": session.pk}
    assert message["transcript"] == ""


def test_digits_depend_on_the_secret(settings: Settings) -> None:
    session = _send()
    digits = codes.digits_of(session.nonce)
    settings.SECRET_KEY = "another-secret"
    assert not codes.is_code(session.nonce, digits, session.otp_code)


def test_digits_keep_their_leading_zeros() -> None:
    assert all(len(codes.digits_of(f"nonce {n}")) == 6 for n in range(2000))
    assert any(codes.digits_of(f"nonce {n}").startswith("0") for n in range(200))


@pytest.mark.parametrize(
    "changes",
    [
        {"browser_key": "another-browser"},
        {"purpose": OtpPurpose.SIGNUP},
        {"purpose": OtpPurpose.VERIFY},
        {"phone_number": "+962790123457"},
    ],
)
def test_code_is_bound_to_browser_purpose_and_number(changes: dict[str, Any]) -> None:
    session = _send()
    with pytest.raises(WrongCode):
        _check(codes.digits_of(session.nonce), **changes)
    session.refresh_from_db()
    assert not session.is_used
    assert session.attempts == 0


def test_code_runs_out_after_five_minutes() -> None:
    session = _send()
    digits = codes.digits_of(session.nonce)
    with pytest.raises(WrongCode, match="run out"):
        _check(digits, now=NOW + timedelta(minutes=5))
    assert _check(digits, now=NOW + timedelta(minutes=4, seconds=59))


def test_five_tries_then_even_the_right_code_is_refused() -> None:
    session = _send()
    digits = codes.digits_of(session.nonce)
    for left in range(TRIES_PER_CODE - 1, 1, -1):
        with pytest.raises(WrongCode, match=f"{left} tries are left"):
            _check(_other(digits))
    with pytest.raises(WrongCode, match="One try is left"):
        _check(_other(digits))
    with pytest.raises(WrongCode, match="Too many tries"):
        _check(_other(digits))
    with pytest.raises(WrongCode, match="Too many tries"):
        _check(digits)
    session.refresh_from_db()
    assert session.attempts == TRIES_PER_CODE
    assert not session.is_used


def test_new_code_ends_the_one_before() -> None:
    first = _send()
    later = NOW + timedelta(seconds=31)
    second = _send(now=later)
    first.refresh_from_db()
    assert first.expires_at == later
    if codes.digits_of(first.nonce) != codes.digits_of(second.nonce):
        with pytest.raises(WrongCode):
            _check(codes.digits_of(first.nonce), now=later)
    assert _check(codes.digits_of(second.nonce), now=later).pk == second.pk


def test_stranger_asking_for_codes_does_not_spoil_mine() -> None:
    mine = _send()
    _send(browser_key="stranger", ip_address="192.0.2.8", now=NOW + timedelta(seconds=31))
    assert _check(codes.digits_of(mine.nonce), now=NOW + timedelta(seconds=40)).pk == mine.pk


def test_cool_down_says_when_to_ask_again() -> None:
    _send()
    with pytest.raises(CodeRefused, match="in 30 seconds") as refusal:
        _send()
    assert refusal.value.retry_at == NOW + timedelta(seconds=30)
    _send(now=NOW + timedelta(seconds=30))
    with pytest.raises(CodeRefused, match="in 60 seconds"):
        _send(now=NOW + timedelta(seconds=30))


def test_limit_of_a_number_names_the_clock() -> None:
    most, period = NUMBER_LIMITS[0]
    for n in range(most):
        session = _send(now=NOW + timedelta(minutes=n), ip_address=f"192.0.2.{n}")
        OtpSession.objects.filter(pk=session.pk).update(is_used=True)
    with pytest.raises(CodeRefused, match="at 1:00") as refusal:
        _send(now=NOW + timedelta(minutes=most), ip_address="192.0.2.99")
    assert refusal.value.retry_at == NOW + period
    assert OtpSession.objects.count() == most


def test_limit_of_an_address_holds_over_many_numbers() -> None:
    for n in range(ADDRESS_LIMITS[0].most):
        _send(phone_number=f"+96279{n:07d}")
    with pytest.raises(CodeRefused):
        _send(phone_number="+962781111111")
    assert _send(phone_number="+962781111111", ip_address="192.0.2.8")


def test_daily_cap_holds_over_all_numbers_and_addresses(settings: Settings) -> None:
    settings.OTP_DAILY_CAP = 3
    for n in range(3):
        _send(phone_number=f"+96279000000{n}", ip_address=f"192.0.2.{n}")
    with pytest.raises(CodeRefused, match="Try again later"):
        _send(phone_number="+962781111111", ip_address="192.0.2.99")
    assert OutboxMessage.objects.count() == 3
    assert _send(phone_number="+962781111111", now=NOW + timedelta(days=1, seconds=1))


def test_refused_code_writes_nothing() -> None:
    _send()
    with pytest.raises(CodeRefused):
        _send()
    assert OtpSession.objects.count() == OutboxMessage.objects.count() == 1


def test_known_and_unknown_numbers_differ_only_in_what_is_stored() -> None:
    UserFactory(phone_number=NUMBER)
    purposes = [
        ask_for_code(
            phone_number=number, browser_key=BROWSER, ip_address=None, language="en", now=NOW
        ).purpose
        for number in (NUMBER, "+962781111111")
    ]
    assert purposes == [OtpPurpose.LOGIN, OtpPurpose.SIGNUP]


def test_person_behind_code_is_created_once() -> None:
    for minutes in (0, 10):
        now = NOW + timedelta(minutes=minutes)
        session = ask_for_code(
            phone_number=NUMBER, browser_key=BROWSER, ip_address=None, language="ar", now=now
        )
        user = person_behind_code(
            phone_number=NUMBER,
            purpose=OtpPurpose(session.purpose),
            browser_key=BROWSER,
            digits=codes.digits_of(session.nonce),
            language="ar",
            now=now,
        )
    assert user.phone_number == NUMBER
    assert user.is_phone_verified
    assert user.language == "ar"
    assert type(user).objects.filter(phone_number=NUMBER).count() == 1


def test_sms_carries_the_digits_and_only_then(settings: Settings) -> None:
    settings.SMS_BACKEND = "apps.accounts.sms.OutboxSmsBackend"
    session = _send()
    assert messages.drain_outbox(NOW) == 1
    message = OutboxMessage.objects.get()
    assert codes.digits_of(session.nonce) in message.transcript
    assert message.recipient == NUMBER


def test_code_that_has_run_out_is_not_sent() -> None:
    _send()
    assert messages.drain_outbox(NOW + timedelta(minutes=6)) == 0
    message = OutboxMessage.objects.get()
    assert message.status == DeliveryStatus.FAILED
    assert message.transcript == ""
