"""The clock for payments."""

from celery import shared_task

from apps.payments import services


@shared_task(name="payments.close_stale_attempts")
def close_stale_attempts() -> None:
    services.close_stale_attempts()
