"""Real connections at once: one code opens one door, a burst does not slip past the limits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from apps.accounts import codes
from apps.accounts.models import OtpSession
from apps.accounts.policies import TRIES_PER_CODE
from apps.accounts.services import otp
from apps.accounts.services.otp import CodeRefused, WrongCode, check_code, send_code
from apps.accounts.statuses import OtpPurpose

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NUMBER = "+962790123456"
AT_ONCE = 8


def _together(work: Callable[[int], bool]) -> int:
    """Run the work in threads with a connection each; give how many said True."""

    def one(number: int) -> bool:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(one, range(AT_ONCE)))


def _send(browser: str = "this-browser", **changes: Any) -> OtpSession:
    return send_code(
        phone_number=changes.get("phone_number", NUMBER),
        purpose=OtpPurpose.LOGIN,
        browser_key=browser,
        ip_address="192.0.2.7",
        language="en",
        now=NOW,
    )


def _opens(digits: str) -> bool:
    try:
        check_code(
            phone_number=NUMBER,
            purpose=OtpPurpose.LOGIN,
            browser_key="this-browser",
            digits=digits,
            now=NOW + timedelta(seconds=5),
        )
    except WrongCode:
        return False
    return True


@pytest.fixture
def looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every check wait, after it has read the code, for a second one to have read it too."""
    meeting = Barrier(2)
    real = codes.is_code

    def slow(nonce: str, digits: str, kept_hash: str) -> bool:
        try:
            meeting.wait(timeout=0.3)
        except BrokenBarrierError:
            meeting.reset()
        return real(nonce, digits, kept_hash)

    monkeypatch.setattr(codes, "is_code", slow)


@pytest.mark.usefixtures("looks_at_once")
def test_one_of_many_parallel_checks_passes() -> None:
    digits = codes.digits_of(_send().nonce)
    assert _together(lambda _: _opens(digits)) == 1


@pytest.mark.usefixtures("looks_at_once")
def test_twin_without_the_row_lock_lets_several_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    digits = codes.digits_of(_send().nonce)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda query, **_: query)
    assert _together(lambda _: _opens(digits)) > 1


def test_parallel_guesses_are_all_counted() -> None:
    session = _send()
    wrong = f"{(int(codes.digits_of(session.nonce)) + 1) % 10**6:06d}"
    assert _together(lambda _: _opens(wrong)) == 0
    session.refresh_from_db()
    assert session.attempts == TRIES_PER_CODE


def _sends(number: int) -> bool:
    try:
        _send(browser=f"browser {number}")
    except CodeRefused:
        return False
    return True


@pytest.fixture
def counts_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every request that has counted wait for a second one to have counted too."""
    meeting = Barrier(2)
    real = otp._check_limits

    def slow(*args: Any) -> None:
        real(*args)
        try:
            meeting.wait(timeout=0.3)
        except BrokenBarrierError:
            meeting.reset()

    monkeypatch.setattr(otp, "_check_limits", slow)


@pytest.mark.usefixtures("counts_at_once")
def test_burst_sends_one_code() -> None:
    assert _together(_sends) == 1
    assert OtpSession.objects.count() == 1


@pytest.mark.usefixtures("counts_at_once")
def test_twin_without_the_queue_sends_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(otp, "_queue_up", lambda _: None)
    assert _together(_sends) > 1


def test_check_inside_another_transaction_is_refused() -> None:
    """Its count of tries would be rolled back with the refusal."""
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        _opens("000000")
