"""Sending one e-mail through Django's mailer, and the mailer that keeps instead of sending."""

from collections.abc import Sequence
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from apps.accounts.sms import DeliveryFailed, SentMessage


class OutgoingEmail(EmailMultiAlternatives):
    """An e-mail that a keeping mailer can leave its text on."""

    transcript: str = ""


class OutboxEmailBackend(BaseEmailBackend):
    """Sends nothing and leaves the text on the message, for the demo's outbox page and for tests."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep subject and text of each message; outside the demo nothing is kept."""
        for message in email_messages:
            message.message()  # builds it as a real mailer would, so that bad headers fail here too
            if isinstance(message, OutgoingEmail) and settings.DEMO:
                message.transcript = f"{message.subject}\n\n{message.body}"
        return len(email_messages)


def send_email(*, recipient: str, subject: str, text: str, html: str, key: str) -> SentMessage:
    """Send one e-mail in both forms. Raises `DeliveryFailed`.

    `key` becomes the Message-ID, so that a message sent twice arrives as one.
    """
    reference = f"<{key}@{settings.BASE_URL.partition('://')[2].partition(':')[0]}>"
    email = OutgoingEmail(subject, text, to=[recipient], headers={"Message-ID": reference})
    email.attach_alternative(html, "text/html")
    try:
        email.send(using="default")
    except (SMTPException, OSError) as error:
        raise DeliveryFailed(f"{type(error).__name__}: {error}") from error
    return SentMessage(reference=reference, transcript=email.transcript)
