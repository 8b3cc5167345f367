"""The clock for bookings."""

from celery import shared_task
from django.utils import timezone

from apps.bookings import services


@shared_task(name="bookings.expire_overdue_holds")
def expire_overdue_holds() -> None:
    services.expire_overdue_holds(now=timezone.now())


@shared_task(name="bookings.complete_past_bookings")
def complete_past_bookings() -> None:
    services.complete_past_bookings(now=timezone.now())


@shared_task(name="bookings.remind_of_upcoming")
def remind_of_upcoming() -> None:
    services.remind_of_upcoming(now=timezone.now())
