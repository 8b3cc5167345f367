"""Sending one SMS. Which class does it is a setting, `SMS_BACKEND`."""

from typing import Final, NamedTuple, Protocol

import structlog
from django.conf import settings
from django.utils.module_loading import import_string

log = structlog.get_logger(__name__)

# GSM 03.38: what fits the 7-bit alphabet of an SMS; the second string costs two places each.
_GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_ESCAPED: Final = frozenset("^{}\\[~]|€\f")


class DeliveryFailed(Exception):
    """The message did not leave, or nobody knows whether it did. It is tried again."""


class SentMessage(NamedTuple):
    """What a backend says of a message it took: its reference, and the text if it keeps that."""

    reference: str
    transcript: str = ""


class SmsBackend(Protocol):
    """One way to send an SMS."""

    def send(self, recipient: str, text: str, *, key: str) -> SentMessage:
        """Send a text to a number in E.164. Raises `DeliveryFailed`.

        `key` is the same whenever the same message is sent again, for gateways that drop doubles.
        """
        ...


class OutboxSmsBackend:
    """Sends nothing and keeps the text, for the demo's outbox page and for tests."""

    def send(self, recipient: str, text: str, *, key: str) -> SentMessage:  # noqa: ARG002 (the interface)
        """Keep the text as the message's transcript.

        Outside the demo nobody could read it and codes would lie in the database: there it
        raises `DeliveryFailed`, which the back office shows.
        """
        if not settings.DEMO:
            raise DeliveryFailed("no SMS gateway: set SMS_BACKEND")
        return SentMessage(reference=f"kept-{key}", transcript=text)


class ConsoleSmsBackend:
    """Writes the text to the log, for work on the code."""

    def send(self, recipient: str, text: str, *, key: str) -> SentMessage:
        """Log the text; nothing is kept."""
        log.info("sms", recipient=recipient, text=text, key=key)
        return SentMessage(reference=f"console-{key}")


def sms_backend() -> SmsBackend:
    """Give the backend that the settings name."""
    backend: SmsBackend = import_string(settings.SMS_BACKEND)()
    return backend


def segments(text: str) -> int:
    """Count the SMS a text needs: 160 or 153 places in the GSM alphabet, else 70 or 67 (UCS-2)."""
    is_gsm = all(letter in _GSM or letter in _GSM_ESCAPED for letter in text)
    if is_gsm:
        places = sum(2 if letter in _GSM_ESCAPED else 1 for letter in text)
        whole, part = 160, 153
    else:
        places = len(text.encode("utf-16-le")) // 2
        whole, part = 70, 67
    return 1 if places <= whole else -(-places // part)
