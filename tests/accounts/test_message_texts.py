"""Every event can be said on every channel in both languages."""

import html
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from apps.accounts import codes
from apps.accounts.message_texts import email_text, notification_text, sms_text, template_context
from apps.accounts.models import OtpSession
from apps.accounts.sms import segments
from apps.accounts.statuses import OtpPurpose

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BOOKING: dict[str, Any] = {
    "number": "7KQ4M2XP",
    "branch": "Abdoun Hub & Garden",
    "branch_ar": "مركز عبدون والحديقة",
    "service": "Hot desk",
    "service_ar": "مكتب مشترك",
    "address": "Queen Zain Al Sharaf St 12",
    "address_ar": "شارع الملكة زين الشرف 12",
    "city": "Amman",
    "city_ar": "عمّان",
    "starts_at": "2026-11-24T22:30:00+00:00",
    "ends_at": "2026-11-25T00:30:00+00:00",
    "zone": "Asia/Amman",
    "price_unit": "hour",
    "quantity": 2,
    "total_price": "24.500",
    "payment_status": "pending",
    "contact_name": "Dana O'Hara",
    "cancel_reason": "",
    "cancelled_by": "customer",
    "refund_amount": "12.250",
    "url": "http://localhost:8000/bookings/7KQ4M2XP/",
}
DECISION: dict[str, Any] = {
    "request_type": "capacity_change",
    "branch": "Abdoun Hub",
    "branch_ar": "مركز عبدون",
    "service": "Hot desk",
    "service_ar": "مكتب مشترك",
    "capacity": 12,
    "reason": "The photos show eight desks.",
    "url": "http://localhost:8000/vendor/requests/",
}
CONTEXTS: dict[str, dict[str, Any]] = {
    "bookings/confirmed": BOOKING,
    "bookings/reminder": BOOKING,
    "bookings/cancelled": BOOKING,
    "bookings/expired_request": BOOKING,
    "bookings/vendor_new": BOOKING,
    "bookings/vendor_request": BOOKING,
    "bookings/vendor_cancelled": BOOKING,
    "bookings/vendor_changed": BOOKING,
    "bookings/vendor_series": BOOKING | {"bookings": "8"},
    "bookings/extended": BOOKING | {"refund_amount": "", "due_amount": "4.640"},
    "bookings/shortened": BOOKING,
    "bookings/moved": BOOKING,
    "bookings/series_confirmed": BOOKING | {"bookings": "8"},
    "payments/received": BOOKING,
    "approvals/approved": DECISION,
    "approvals/rejected": DECISION,
}
EVENTS = sorted(CONTEXTS)
LANGUAGES = ["en", "ar"]
TEMPLATES = Path(settings.BASE_DIR) / "templates"
# A name left empty by a template shows as two marks in a row, an unfilled one as braces.
HOLES = re.compile(r"\{\{|\}\}|%\(|None|, ,|: ,|,\.|  \.|\bat \.")


def test_every_template_on_disk_belongs_to_a_tested_event() -> None:
    """A new event without a row above, or a row without its files, fails here."""
    spoken = {f"{path.parent.name}/{path.stem}" for path in (TEMPLATES / "notifications").glob("*/*.txt")}
    texted = {f"{path.parent.name}/{path.stem}" for path in (TEMPLATES / "sms").glob("*/*.txt")}
    mailed = {
        f"{path.parent.name}/{path.name.removesuffix('.subject.txt')}"
        for path in (TEMPLATES / "emails").glob("*/*.subject.txt")
    }
    assert spoken == mailed == set(EVENTS)
    assert texted == {*EVENTS, "accounts/otp"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", EVENTS)
def test_event_is_said_on_every_channel(event: str, language: str) -> None:
    context = CONTEXTS[event]
    mail = email_text(event=event, context=context, language=language)
    texts = [
        sms_text(event=event, context=context, language=language),
        notification_text(event=event, context=context, language=language),
        mail.subject,
        mail.text,
        html.unescape(re.sub(r"<[^>]+>", "", mail.html)),
    ]
    for text in texts:
        assert text.strip()
        assert not HOLES.search(text), text
    assert context["url"] in mail.text
    assert f'href="{context["url"]}"' in mail.html
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in mail.html
    assert "\n" not in mail.subject


@pytest.mark.parametrize("event", [event for event in EVENTS if event.startswith("bookings/")])
def test_booking_messages_speak_the_branchs_day_and_language(event: str) -> None:
    """22:30 UTC on the 24th is half past one at night on the 25th in Amman."""
    english = email_text(event=event, context=BOOKING, language="en")
    assert "25" in english.text
    assert "1:30" in english.text
    assert "JOD\u00a024.500" in english.text
    assert "Abdoun Hub & Garden" in english.text, "plain text is not escaped"
    assert "Abdoun Hub &amp; Garden" in english.html
    arabic = email_text(event=event, context=BOOKING, language="ar")
    assert "مركز عبدون والحديقة" in arabic.text
    assert "تشرين\u00a0الثاني" in arabic.text
    assert "د.أ" in arabic.text


def test_names_are_inert_in_mail() -> None:
    context = BOOKING | {"contact_name": "<script>alert(1)</script>", "cancel_reason": "<img src=x>"}
    page = email_text(event="bookings/cancelled", context=context, language="en").html
    assert "<script" not in page
    assert "<img" not in page


@pytest.mark.parametrize("event", EVENTS)
def test_english_sms_fits_one_segment(event: str) -> None:
    text = sms_text(event=event, context=CONTEXTS[event], language="en")
    assert segments(text) == 1, text


@pytest.mark.parametrize("event", EVENTS)
def test_arabic_sms_fits_two_segments(event: str) -> None:
    text = sms_text(event=event, context=CONTEXTS[event], language="ar")
    assert segments(text) <= 2, text


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_code_sms_fits_one_segment_and_begins_with_the_code(language: str) -> None:
    nonce = codes.new_nonce()
    session = OtpSession.objects.create(
        phone_number="+962790123456",
        otp_code=codes.code_hash(nonce, codes.digits_of(nonce)),
        purpose=OtpPurpose.LOGIN,
        expires_at=NOW + timedelta(minutes=5),
        nonce=nonce,
        browser_key="browser",
        created_at=NOW,
    )
    text = sms_text(event="accounts/otp", context={"otp_session": session.pk}, language=language)
    assert codes.digits_of(nonce) in text
    assert segments(text) == 1, text


@pytest.mark.parametrize("request_type", ["capacity_change", "pause_branch", "activate_branch"])
def test_decision_names_what_was_asked(request_type: str) -> None:
    context = DECISION | {"request_type": request_type}
    said = {
        event: notification_text(event=event, context=context, language="en")
        for event in ("approvals/approved", "approvals/rejected")
    }
    assert said["approvals/approved"].startswith("Approved")
    assert "The photos show eight desks." in said["approvals/rejected"]


def test_cancelled_without_refund_promises_none() -> None:
    text = notification_text(
        event="bookings/cancelled", context=BOOKING | {"refund_amount": "0.000"}, language="en"
    )
    assert "back" not in text


def test_cancelled_by_the_vendor_says_so() -> None:
    text = notification_text(
        event="bookings/cancelled", context=BOOKING | {"cancelled_by": "vendor"}, language="en"
    )
    assert text.startswith("Abdoun Hub & Garden had to cancel")


def test_stored_context_becomes_values() -> None:
    ready = template_context(
        {
            "starts_at": "2026-11-24T22:30:00+00:00",
            "paid_on": "2026-11-24",
            "total_price": "24.500",
            "refund_amount": None,
            "price_unit": "hour",
            "amount": "1.000",
            "branch": "Hub",
            "branch_ar": "",
            "zone": "Asia/Amman",
        },
        "ar",
    )
    assert ready["starts_at"].isoformat() == "2026-11-25T01:30:00+03:00"
    assert ready["starts_on"] == date(2026, 11, 25)
    assert ready["paid_on"] == date(2026, 11, 24)
    assert ready["total_price"] == Decimal("24.500")
    assert ready["amount"] == Decimal(1)
    assert ready["refund_amount"] is None
    assert ready["price_unit"] == "hour"
    assert ready["branch"] == "Hub", "an empty Arabic name falls back"
    assert "branch_ar" not in ready


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ش" * 70, 1),
        ("ش" * 71, 2),
        ("ش" * 135, 3),
    ],
)
def test_segments_are_counted_as_operators_do(text: str, count: int) -> None:
    assert segments(text) == count
