"""The outbox: written with its change, sent after the commit, at least once, seen once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from kombu.exceptions import OperationalError
from pytest_django import DjangoAssertNumQueries, Settings

from apps.accounts.models import Notification, OutboxMessage
from apps.accounts.policies import CLAIM_LEASE, MAX_DELIVERY_ATTEMPTS
from apps.accounts.services import messages
from apps.accounts.services.messages import Notice, deliver, drain_outbox, notify, notify_all
from apps.accounts.sms import DeliveryFailed, SentMessage
from apps.accounts.statuses import Channel, DeliveryStatus
from atspaces.shared import queueing
from tests.accounts.factories import OutboxMessageFactory, UserFactory

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CONTEXT = {"number": "7KQ4M2XP", "total_price": "24.000", "url": "http://localhost:8000/"}


class Gateway:
    """Counts what arrives, drops doubles by key, and fails or dies when told to."""

    def __init__(self) -> None:
        self.arrived: dict[str, str] = {}
        self.calls = 0
        self.trouble: BaseException | None = None

    def send(self, recipient: str, text: str, *, key: str) -> SentMessage:
        self.calls += 1
        if isinstance(self.trouble, DeliveryFailed):
            raise self.trouble
        self.arrived.setdefault(key, text)
        if self.trouble is not None:
            raise self.trouble
        return SentMessage(reference=f"gateway-{self.calls}")


class Killed(BaseException):
    """Stands for a worker's end in the middle of a delivery."""


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Gateway:
    gateway = Gateway()
    monkeypatch.setattr(messages, "sms_backend", lambda: gateway)
    return gateway


@pytest.fixture
def broken_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    asked: list[str] = []

    def refuse(task: str, **_: Any) -> None:
        asked.append(task)
        raise OperationalError("no broker")

    monkeypatch.setattr(queueing.current_app, "send_task", refuse)
    yield asked
    assert asked, "the broker was never asked: this test proves nothing"


def _tell(key: str = "k", **changes: Any) -> bool:
    user = changes.pop("user", None) or UserFactory()
    return notify(user=user, event="payments/received", context=CONTEXT, now=NOW, dedup_key=key, **changes)


@pytest.mark.django_db
def test_notify_uses_every_way_to_reach_someone(gateway: Gateway) -> None:
    user = UserFactory(language="ar")
    assert _tell(user=user, url="/bookings/7KQ4M2XP/")
    assert set(OutboxMessage.objects.values_list("channel", "recipient", "language")) == {
        (Channel.SMS, user.phone_number, "ar"),
        (Channel.EMAIL, user.email, "ar"),
    }
    assert Notification.objects.get().url == "/bookings/7KQ4M2XP/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("person", "channels"),
    [
        ({"email": None}, {Channel.SMS}),
        ({"phone_number": None, "is_phone_verified": False}, {Channel.EMAIL}),
        ({"is_phone_verified": False}, {Channel.EMAIL}),
        ({"email": None, "is_phone_verified": False}, {Channel.SMS}),
    ],
)
def test_notify_by_what_there_is(person: dict[str, Any], channels: set[Channel]) -> None:
    _tell(user=UserFactory(**person))
    assert set(OutboxMessage.objects.values_list("channel", flat=True)) == channels


@pytest.mark.django_db
def test_telling_twice_under_one_key_tells_once() -> None:
    user = UserFactory()
    assert _tell(user=user)
    assert not _tell(user=user)
    assert OutboxMessage.objects.count() == 2
    assert Notification.objects.count() == 1


@pytest.mark.django_db
def test_an_event_is_told_in_two_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    told, other = (
        Notice(user=UserFactory(), event="payments/received", context=CONTEXT, dedup_key=key) for key in "ab"
    )
    notify_all(notices=[told], now=NOW)
    with django_assert_num_queries(2):
        assert notify_all(notices=[told, other], now=NOW) == [other]
    with django_assert_num_queries(1):
        assert notify_all(notices=[told, other], now=NOW) == []
    assert OutboxMessage.objects.count() == 4
    assert set(Notification.objects.values_list("user", flat=True)) == {told.user.pk, other.user.pk}
    assert Notification.objects.count() == 2


@pytest.mark.django_db
def test_who_can_be_reached_another_way_since_is_told_that_way() -> None:
    user = UserFactory(email=None)
    assert _tell(user=user)
    user.email = "since@example.test"
    assert _tell(user=user)
    assert sorted(OutboxMessage.objects.values_list("channel", flat=True)) == [Channel.EMAIL, Channel.SMS]


@pytest.mark.django_db(transaction=True)
def test_rolled_back_change_tells_nobody(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    queued: list[str] = []
    monkeypatch.setattr(queueing.current_app, "send_task", lambda task, **_: queued.append(task))
    with transaction.atomic():
        _tell()
        transaction.set_rollback(True)
    assert queued == []
    assert drain_outbox(NOW) == 0
    assert gateway.calls == 0


@pytest.mark.django_db(transaction=True)
def test_wake_up_comes_after_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    queued: list[dict[str, Any]] = []
    monkeypatch.setattr(queueing.current_app, "send_task", lambda _, **rest: queued.append(rest["kwargs"]))
    with transaction.atomic():
        _tell()
        assert queued == []
    ids = set(OutboxMessage.objects.values_list("pk", flat=True))
    assert {kwargs["message_id"] for kwargs in queued} == ids


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("broken_broker")
def test_broker_down_loses_nothing(gateway: Gateway) -> None:
    _tell(user=UserFactory(email=None))
    assert drain_outbox(NOW) == 1
    assert len(gateway.arrived) == 1


@pytest.mark.django_db
def test_sent_message_is_not_sent_again(gateway: Gateway) -> None:
    message = OutboxMessageFactory()
    assert deliver(message.pk, NOW)
    assert not deliver(message.pk, NOW)
    assert drain_outbox(NOW + timedelta(hours=1)) == 0
    message.refresh_from_db()
    assert (message.status, message.sent_at) == (DeliveryStatus.SENT, NOW)
    assert message.provider_reference == "gateway-1"
    assert message.transcript == ""
    assert gateway.calls == 1


@pytest.mark.django_db
def test_message_waits_for_its_time(gateway: Gateway) -> None:
    message = OutboxMessageFactory(next_try_at=NOW + timedelta(minutes=1))
    assert not deliver(message.pk, NOW)
    assert gateway.calls == 0


@pytest.mark.django_db(transaction=True)
def test_killed_workers_message_is_redone_with_one_effect(gateway: Gateway) -> None:
    message = OutboxMessageFactory()
    gateway.trouble = Killed()
    with pytest.raises(Killed):
        deliver(message.pk, NOW)
    gateway.trouble = None
    assert drain_outbox(NOW + CLAIM_LEASE / 2) == 0, "the claim still holds"
    assert drain_outbox(NOW + CLAIM_LEASE) == 1
    assert gateway.calls == 2
    assert len(gateway.arrived) == 1


@pytest.mark.django_db(transaction=True)
def test_twin_without_the_lease_sends_while_another_is_at_it(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "CLAIM_LEASE", timedelta(0))
    message = OutboxMessageFactory()
    gateway.trouble = Killed()
    with pytest.raises(Killed):
        deliver(message.pk, NOW)
    gateway.trouble = None
    assert drain_outbox(NOW) == 1, "without the lease nothing tells that someone is at it"


@pytest.mark.django_db
def test_failures_pause_longer_and_end(gateway: Gateway) -> None:
    message = OutboxMessageFactory()
    gateway.trouble = DeliveryFailed("gateway is down")
    now, pauses = NOW, []
    for _ in range(MAX_DELIVERY_ATTEMPTS):
        assert drain_outbox(now) == 0
        message.refresh_from_db()
        pauses.append(message.next_try_at - now)
        now = message.next_try_at
    assert pauses[:3] == [timedelta(seconds=10), timedelta(seconds=20), timedelta(seconds=40)]
    assert message.status == DeliveryStatus.FAILED
    assert message.last_error == "gateway is down"
    assert drain_outbox(now + timedelta(days=1)) == 0
    assert gateway.calls == MAX_DELIVERY_ATTEMPTS


@pytest.mark.django_db
def test_message_that_kills_every_worker_is_given_up(gateway: Gateway) -> None:
    message = OutboxMessageFactory()
    gateway.trouble = Killed()
    now = NOW
    for _ in range(MAX_DELIVERY_ATTEMPTS):
        with pytest.raises(Killed):
            drain_outbox(now)
        now += CLAIM_LEASE
    assert drain_outbox(now) == 0
    message.refresh_from_db()
    assert message.status == DeliveryStatus.FAILED


@pytest.mark.django_db(transaction=True)
def test_claimed_message_is_skipped_not_waited_for(gateway: Gateway) -> None:
    """A second worker passes over a row that the first one has locked."""
    locked, free = OutboxMessageFactory(), OutboxMessageFactory()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            other.set_autocommit(False)
            cursor.execute("SELECT 1 FROM outbox_messages WHERE id = %s FOR UPDATE", [locked.pk])
            assert drain_outbox(NOW) == 1
    finally:
        other.close()
    free.refresh_from_db()
    locked.refresh_from_db()
    assert (free.status, locked.status) == (DeliveryStatus.SENT, DeliveryStatus.QUEUED)


@pytest.mark.django_db
def test_email_leaves_through_djangos_mailer(settings: Settings) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    message = OutboxMessageFactory(channel=Channel.EMAIL, recipient="person@example.test")
    assert deliver(message.pk, NOW)
    (sent,) = mail.outbox
    assert isinstance(sent, mail.EmailMultiAlternatives)
    assert sent.to == ["person@example.test"]
    assert "24" in sent.subject
    assert "7KQ4M2XP" in sent.body
    assert sent.alternatives[0].mimetype == "text/html"
    assert sent.extra_headers["Message-ID"] == f"<atspaces-{message.pk}@localhost>"
    message.refresh_from_db()
    assert message.transcript == "", "a mailer that sends keeps no text"


@pytest.mark.django_db
def test_demos_mailer_keeps_the_text(settings: Settings) -> None:
    settings.MAILERS = {"default": {"BACKEND": "apps.accounts.mail.OutboxEmailBackend"}}
    message = OutboxMessageFactory(channel=Channel.EMAIL, recipient="person@example.test")
    assert deliver(message.pk, NOW)
    message.refresh_from_db()
    assert "7KQ4M2XP" in message.transcript


@pytest.mark.django_db
def test_outside_the_demo_no_text_is_kept(settings: Settings) -> None:
    settings.DEMO, settings.SMS_BACKEND = False, "apps.accounts.sms.OutboxSmsBackend"
    settings.MAILERS = {"default": {"BACKEND": "apps.accounts.mail.OutboxEmailBackend"}}
    sms = OutboxMessageFactory()
    email = OutboxMessageFactory(channel=Channel.EMAIL, recipient="person@example.test")
    drain_outbox(NOW)
    sms.refresh_from_db()
    email.refresh_from_db()
    assert sms.status == DeliveryStatus.QUEUED
    assert "SMS_BACKEND" in sms.last_error
    assert sms.transcript == email.transcript == ""


@pytest.mark.django_db
def test_mail_server_down_is_tried_again(settings: Settings) -> None:
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            # Port 1 of this machine: nobody listens there.
            "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 2},
        }
    }
    message = OutboxMessageFactory(channel=Channel.EMAIL, recipient="person@example.test")
    assert not deliver(message.pk, NOW)
    message.refresh_from_db()
    assert message.status == DeliveryStatus.QUEUED
    assert message.next_try_at == NOW + timedelta(seconds=10)
    assert "ConnectionRefused" in message.last_error


@pytest.mark.django_db
def test_marking_read_touches_only_ones_own() -> None:
    mine, other = UserFactory(), UserFactory()
    _tell("a", user=mine)
    _tell("b", user=other)
    assert messages.mark_all_read(user=mine, now=NOW) == 1
    assert Notification.objects.get(user=other).read_at is None


@pytest.mark.django_db
def test_while_working_on_the_code_a_message_is_read_in_the_log(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SMS_BACKEND = "apps.accounts.sms.ConsoleSmsBackend"
    sms = OutboxMessageFactory.create()
    deliver(sms.pk, NOW)
    sms.refresh_from_db()
    assert (sms.status, sms.transcript) == (DeliveryStatus.SENT, "")
    assert sms.provider_reference.startswith("console-")
    written = capsys.readouterr().out
    assert sms.recipient in written
    assert "JOD 24" in written
