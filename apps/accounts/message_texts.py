"""Turns an event and its context into the text of an SMS, an e-mail or a line under the bell."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context, Engine
from django.utils import timezone, translation

from apps.accounts.codes import digits_of
from apps.accounts.models import OtpSession
from atspaces.shared.bilingual import in_language

_AMOUNT: Final = re.compile(r"(^|_)(amount|price|total)$")
# Typography that would push an English SMS out of the 7-bit alphabet and halve its length.
_PLAIN: Final = str.maketrans(
    {"\u00a0": " ", "\u2060": None, "–": "-", "—": "-", "−": "-", "’": "'", "•": "*"}
)


class EmailText(NamedTuple):
    """The three parts of an e-mail."""

    subject: str
    text: str
    html: str


def sms_text(*, event: str, context: Mapping[str, Any], language: str) -> str:
    """Give the text of an SMS, without line breaks that cost a place."""
    text = _rendered(f"sms/{event}.txt", context, language)
    return " ".join(text.translate(_PLAIN).split())


def email_text(*, event: str, context: Mapping[str, Any], language: str) -> EmailText:
    """Give subject, plain text and HTML of an e-mail."""
    subject = _rendered(f"emails/{event}.subject.txt", context, language)
    return EmailText(
        subject=" ".join(subject.split()),
        text=_rendered(f"emails/{event}.txt", context, language).strip() + "\n",
        html=_rendered(f"emails/{event}.html", context, language),
    )


def notification_text(*, event: str, context: Mapping[str, Any], language: str) -> str:
    """Give the line shown under the bell."""
    return " ".join(_rendered(f"notifications/{event}.txt", context, language).split())


def template_context(context: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Give a stored context as templates want it.

    `*_at` become instants in the context's `zone` and bring their local `*_on` date along,
    `*_on` dates, amounts `Decimal`; of `x` and `x_ar` the one in the language stays, as `x`.
    """
    zone = ZoneInfo(context.get("zone") or settings.TIME_ZONE)
    ready: dict[str, Any] = {}
    for key, value in context.items():
        if key.endswith("_ar") and key.removesuffix("_ar") in context:
            continue
        if f"{key}_ar" in context:
            ready[key] = in_language(value or "", context[f"{key}_ar"] or "", language)
        else:
            ready[key] = _parsed(key, value, zone)
    for key, value in list(ready.items()):
        if key.endswith("_at") and isinstance(value, datetime):
            ready.setdefault(f"{key.removesuffix('_at')}_on", value.date())
    return ready


def _parsed(key: str, value: Any, zone: ZoneInfo) -> Any:
    if not isinstance(value, str) or not value:
        return value
    if key.endswith("_at"):
        return datetime.fromisoformat(value).astimezone(zone)
    if key.endswith("_on"):
        return date.fromisoformat(value)
    return Decimal(value) if _AMOUNT.search(key) else value


def _rendered(template: str, context: Mapping[str, Any], language: str) -> str:
    ready = template_context(context, language)
    zone = ready.setdefault("zone", settings.TIME_ZONE)
    ready["language"] = language
    if "otp_session" in ready:
        ready["code"] = _code_of(ready["otp_session"])
    with translation.override(language), timezone.override(ZoneInfo(zone)):
        # Plain text needs no escapes: an apostrophe must arrive as one.
        page = Engine.get_default().get_template(template)
        return page.render(Context(ready, autoescape=template.endswith(".html")))


def _code_of(session_id: int) -> str:
    # Only here, as the message leaves, do the digits exist.
    return digits_of(OtpSession.objects.only("nonce").get(pk=session_id).nonce)
