"""A booking as an entry for anybody's calendar (RFC 5545)."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from apps.bookings.messages import absolute_url
from apps.bookings.models import Booking
from apps.bookings.statuses import BookingStatus
from atspaces.shared import formats

REMIND_BEFORE = timedelta(hours=1)
A_YEAR = timedelta(days=365)


def calendar_file(booking: Booking, *, language: str) -> bytes:
    """Write a booking as an .ics file with an alarm, in the branch's own zone.

    The identifier never changes: a newer file replaces the entry, one of a cancelled booking
    takes it away.
    """
    is_off = booking.status == BookingStatus.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//AtSpaces//Bookings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "PUBLISH")
    calendar.add_component(_event(booking, language, is_off=is_off))
    first = booking.booking_date
    calendar.add_missing_timezones(first_date=first - A_YEAR, last_date=booking.end_date + A_YEAR)
    content: bytes = calendar.to_ical()
    return content


def _event(booking: Booking, language: str, *, is_off: bool) -> Event:
    service, branch = booking.vendor_service, booking.vendor_service.branch
    url = absolute_url("bookings:detail", booking.booking_number, language=language)
    place = [branch.display_name, branch.display_address, branch.city.display_name]
    event = Event()
    event.add("uid", f"{booking.booking_number}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("dtstamp", booking.updated_at)
    # Seconds since the booking was made: every change of it gives a greater number.
    event.add("sequence", max(0, int((booking.updated_at - booking.created_at).total_seconds())))
    event.add("dtstart", booking.starts_at.astimezone(branch.zone))
    event.add("dtend", booking.ends_at.astimezone(branch.zone))
    names = {"service": service.display_name, "branch": branch.display_name}
    event.add("summary", _("%(service)s at %(branch)s") % names)
    event.add("location", formats.listed(place))
    event.add("geo", (float(branch.latitude), float(branch.longitude)))
    event.add("description", _("Booking number %(number)s") % {"number": booking.booking_number} + f"\n{url}")
    event.add("url", url)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED" if booking.confirmed_at else "TENTATIVE")
    if not is_off:
        event.add_component(_alarm(str(event["summary"])))
    return event


def _alarm(text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -REMIND_BEFORE)
    alarm.add("description", text)
    return alarm
