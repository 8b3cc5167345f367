"""What the stage hands do between two scenes: find a free stay, open a branch, let time pass.

The scripts run beside the site by `Stack.run`, with its settings and its database.
"""

import time
from datetime import date, timedelta

from tests.journeys.stack import Stack
from tests.journeys.web import Web

TEN_MINUTES_LATER = (
    "UPDATE bookings SET hold_expires_at = hold_expires_at - interval '10 minutes' WHERE booking_number = %s"
)
_OPEN_ROUND_THE_CLOCK = """
from datetime import time
from apps.branches.models import Branch, OpeningHours, SpecialHours

branch = Branch.objects.get(slug={branch!r}, status="pending")
OpeningHours.objects.filter(branch=branch).delete()
SpecialHours.objects.filter(branch=branch).delete()
for weekday in range(7):
    OpeningHours.objects.create(branch=branch, weekday=weekday, opens_at=time(), closes_at=time())
"""
_MOVE = """
from django.db import transaction
from django.utils import timezone
from apps.bookings.models import Booking
from apps.bookings.services import project_days
from apps.catalog.queries import offers_of

now = timezone.now()
booking = Booking.objects.select_related("vendor_service__branch").get(booking_number={number!r})
was = booking.booking_date
length = booking.ends_at - booking.starts_at
booking.starts_at = now.replace(minute=now.minute // 30 * 30, second=0, microsecond=0)
if {is_over}:
    booking.starts_at -= length
booking.ends_at = booking.starts_at + length
first, last = booking.starts_at.astimezone(booking.zone), booking.ends_at.astimezone(booking.zone)
booking.booking_date, booking.end_date = first.date(), last.date()
booking.start_time, booking.end_time = first.time(), last.time()
with transaction.atomic():
    booking.save()
    service = booking.vendor_service
    offer = offers_of([service], first=min(was, first.date()), last=max(was, last.date()))[service.pk]
    project_days(offer=offer, days={{was, first.date(), last.date()}}, now=now)
"""
BEAT_TAKES = 100
"""Seconds within which beat and worker have done what is due every minute."""


def free_stay(stack: Stack, builder: str) -> tuple[str, dict[str, str]]:
    """Find a day with a free start; give the builder's address for it, and what its form sends."""
    for ahead in range(2, 10):
        path = f"{builder}?day={date.today() + timedelta(days=ahead)}&length=120"  # noqa: DTZ011
        if form := Web(stack.url).hold_form(path):
            return path, form
    raise AssertionError(f"nothing is free for a week at {builder}")


def open_round_the_clock(stack: Stack, branch: str) -> None:
    """Give a branch that is not open yet hours that suit a test at any time of any day."""
    stack.run(_OPEN_ROUND_THE_CLOCK.format(branch=branch))


def bring_forward(stack: Stack, number: str) -> None:
    """Let time pass until a booking's stay has begun: the stay moves, as the clock cannot."""
    stack.run(_MOVE.format(number=number, is_over=False))


def end_of_stay(stack: Stack, number: str) -> None:
    """Let time pass until a booking's stay is over, and beat and worker have noticed."""
    stack.run(_MOVE.format(number=number, is_over=True))
    completed = "SELECT 1 FROM bookings WHERE booking_number = %s AND completed_at IS NOT NULL"
    patience = time.monotonic() + BEAT_TAKES
    while time.monotonic() < patience:
        if stack.rows(completed, number):
            return
        time.sleep(1)
    raise AssertionError("beat or worker did not complete the booking")
