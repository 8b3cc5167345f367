"""One way to wake a background task: by name, after the transaction has committed.

The queue is only a wake-up call. Whatever must happen is a row in PostgreSQL that a periodic
task also looks for, so a broker that is down delays work and loses none.
"""

from typing import Any

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

import atspaces.celery  # noqa: F401  # configures what `current_app` gives, also in web processes

log = structlog.get_logger(__name__)


def enqueue_after_commit(task: str, **kwargs: Any) -> None:
    """Send a task by its explicit name once the running transaction commits."""
    transaction.on_commit(lambda: _send(task, kwargs))


def _send(task: str, kwargs: dict[str, Any]) -> None:
    try:
        current_app.send_task(task, kwargs=kwargs, retry=False)
    except OperationalError as error:
        log.warning("task not queued, the sweeper will find its work", task=task, reason=str(error))
