"""The queue is a wake-up call: it may be down, and it hears nothing of what was rolled back."""

import time as clock

import pytest
from celery import Celery
from django.conf import settings
from django.db import transaction
from structlog.testing import capture_logs

from atspaces.shared import queueing
from atspaces.shared.queueing import enqueue_after_commit

TASK = "accounts.deliver_message"


@pytest.fixture
def sent(monkeypatch) -> list[tuple[str, dict[str, object]]]:
    """What would have gone to the broker."""
    calls: list[tuple[str, dict[str, object]]] = []

    def send_task(name, *, kwargs, retry):
        assert retry is False, "a web request does not wait for a broker that is down"
        calls.append((name, kwargs))

    monkeypatch.setattr(queueing.current_app, "send_task", send_task)
    return calls


@transaction.atomic
def enqueue_and_fail(message_id: int) -> None:
    enqueue_after_commit(TASK, message_id=message_id)
    raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_a_task_leaves_when_the_outermost_transaction_commits(sent):
    with transaction.atomic():
        with transaction.atomic():
            enqueue_after_commit(TASK, message_id=7)
        assert sent == []
    assert sent == [(TASK, {"message_id": 7})]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_rolls_back_sends_nothing(sent):
    with pytest.raises(ZeroDivisionError):
        enqueue_and_fail(7)
    assert sent == []


@pytest.mark.django_db(transaction=True)
def test_a_savepoint_that_rolls_back_sends_nothing_while_the_rest_does(sent):
    with transaction.atomic():
        enqueue_after_commit(TASK, message_id=1)
        with pytest.raises(ZeroDivisionError):
            enqueue_and_fail(2)
    assert sent == [(TASK, {"message_id": 1})]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("broker", ["redis+socket:///nowhere/valkey.sock", "redis://127.0.0.1:1/0"])
def test_a_broker_that_is_down_is_logged_and_nothing_is_raised(monkeypatch, broker):
    cut_off = Celery("cut off", broker=broker, set_as_current=False)
    cut_off.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    monkeypatch.setattr(queueing, "current_app", cut_off)
    began = clock.monotonic()
    with capture_logs() as logs, transaction.atomic():
        enqueue_after_commit(TASK, message_id=7)
    assert clock.monotonic() - began < 1.5, "somebody's request waits for this"
    assert [(entry["log_level"], entry["task"]) for entry in logs] == [("warning", TASK)]
    assert logs[0]["reason"]
