"""Background work on messages. The rows in the outbox say what there is to do."""

from celery import shared_task
from django.utils import timezone

from apps.accounts.services import messages


@shared_task(name="accounts.deliver_message")
def deliver_message(message_id: int) -> None:
    """Send one message soon after the commit that wrote it."""
    messages.deliver(message_id, timezone.now())


@shared_task(name="accounts.drain_outbox")
def drain_outbox() -> None:
    """Send whatever is due: first tries whose wake-up was lost, and later tries."""
    messages.drain_outbox(timezone.now())
