"""What the vendor reads, in both languages and on every channel."""

from datetime import UTC, datetime

import pytest

from apps.accounts import message_texts
from apps.accounts.models import OutboxMessage
from apps.approvals.models import ApprovalRequest
from apps.approvals.services import approve_request, reject_request
from tests.accounts.factories import AdminFactory
from tests.approvals.factories import CapacityRequestFactory, PauseRequestFactory
from tests.branches.factories import open_daily
from tests.catalog.factories import VendorServiceFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def activation() -> ApprovalRequest:
    request = PauseRequestFactory.create(
        request_type="activate_branch",
        branch__status="pending",
        state_before={"status": "pending"},
        requested_change={"status": "active"},
    )
    VendorServiceFactory.create(branch=open_daily(request.branch))
    return request


@pytest.mark.parametrize("make", [CapacityRequestFactory.create, PauseRequestFactory.create, activation])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("verdict", ["approved", "rejected"])
def test_every_message_can_be_read(make: object, language: str, verdict: str) -> None:
    request = make()  # type: ignore[operator]
    vendor = request.branch.vendor
    vendor.language = language
    vendor.save()
    request.branch.name, request.branch.name_ar = "O'Clock & Sons", "فرع الساعة"
    request.branch.save()
    admin = AdminFactory.create()
    if verdict == "approved":
        approve_request(request=request, by=admin, now=NOW)
    else:
        reject_request(request=request, by=admin, reason="Send the plan.", now=NOW)
    sent = OutboxMessage.objects.get(user=vendor, channel="email")
    assert sent.language == language
    text = {"event": sent.event, "context": sent.context, "language": language}
    mail = message_texts.email_text(**text)
    branch = {"en": "O'Clock & Sons", "ar": "فرع الساعة"}[language]
    bodies = [
        mail.subject,
        mail.text,
        message_texts.sms_text(**text),
        message_texts.notification_text(**text),
    ]
    assert all(branch in body for body in bodies)
    assert {"en": "/vendor/requests/", "ar": "/ar/vendor/requests/"}[language] in mail.text
    # The SMS leaves the reason to the list of requests: it would cost more messages.
    told = [mail.text, mail.html, message_texts.notification_text(**text)]
    assert all(("Send the plan." in body) is (verdict == "rejected") for body in told)
    assert "<html" in mail.html
