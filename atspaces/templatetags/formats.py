"""Tags that print numbers, amounts, dates and phones inside `<bdi>`, safe in both directions."""

from datetime import date, datetime, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from atspaces.shared import formats

register = template.Library()


def _isolated(text: str) -> SafeString:
    # A price, date or time follows its own language, whichever way the sentence round it runs.
    direction = "rtl" if (get_language() or "en").startswith("ar") else "ltr"
    return format_html('<bdi dir="{}">{}</bdi>', direction, text)


def _left_to_right(text: str) -> SafeString:
    return format_html('<bdi dir="ltr">{}</bdi>', text)


def _zone(zone: tzinfo | str | None) -> tzinfo:
    if isinstance(zone, str):
        return ZoneInfo(zone) if zone else timezone.get_default_timezone()
    return zone or timezone.get_default_timezone()


def _today(zone: tzinfo | str | None) -> date:
    """Give the day that is now, in the zone of what is spoken of when that is known."""
    return timezone.now().astimezone(_zone(zone)).date()


@register.simple_tag
def money(amount: Decimal | int) -> SafeString:
    """Print dinars: `JOD 24` or `JOD 12.500`."""
    return _isolated(formats.money(amount))


@register.simple_tag
def money_exact(amount: Decimal | int) -> SafeString:
    """Print dinars with three decimals always, for receipts and statements."""
    return _isolated(formats.money_exact(amount))


@register.simple_tag
def price(amount: Decimal | int) -> SafeString:
    """Print dinars, or "Free" for nothing."""
    return _isolated(formats.price(amount))


@register.simple_tag
def money_text(amount: Decimal | int) -> str:
    """Give dinars without markup, for sentences, attributes, titles and plain-text mails."""
    return formats.money(amount)


@register.simple_tag
def number(value: Decimal | int) -> SafeString:
    """Print a number with its thousands separated."""
    return _left_to_right(formats.number(value))


@register.simple_tag
def phone(value: str) -> SafeString:
    """Print an E.164 number as people dial it."""
    return _left_to_right(formats.phone(value))


@register.simple_tag
def code(value: str) -> SafeString:
    """Print a booking number or other code, never mirrored."""
    return format_html('<bdi dir="ltr" translate="no">{}</bdi>', value)


@register.simple_tag
def day(value: date, relative: bool = False, zone: tzinfo | str | None = None) -> SafeString:
    """Print a date with its weekday; with `relative=True` after "Today" or "Tomorrow" in `zone`."""
    return _isolated(formats.day(value, today=_today(zone), relative=relative))


@register.simple_tag
def day_text(value: date, relative: bool = False, zone: tzinfo | str | None = None) -> str:
    """Give a date without markup, for titles, attributes and plain-text mails."""
    return formats.day(value, today=_today(zone), relative=relative)


@register.simple_tag
def instant_day(instant: datetime, zone: tzinfo | str | None = None, relative: bool = False) -> SafeString:
    """Print the date an instant falls on in `zone`, like `day`."""
    local = instant.astimezone(_zone(zone)).date()
    return _isolated(formats.day(local, today=_today(zone), relative=relative))


@register.simple_tag
def weekday(value: date) -> str:
    """Give the name of the weekday."""
    return formats.weekday(value)


@register.simple_tag
def month(value: date) -> str:
    """Give the name of the month."""
    return formats.month(value)


@register.simple_tag
def daterange(start: date, end: date, zone: tzinfo | str | None = None) -> SafeString:
    """Print a span of days, both included."""
    return _isolated(formats.date_range(start, end, today=_today(zone)))


@register.simple_tag
def clock(instant: datetime, zone: tzinfo | str | None = None) -> SafeString:
    """Print an instant as the clock in `zone` (a zone or its name) shows it."""
    return _isolated(formats.clock(instant, _zone(zone)))


@register.simple_tag
def clock_text(instant: datetime, zone: tzinfo | str | None = None) -> str:
    """Give an instant's clock time without markup."""
    return formats.clock(instant, _zone(zone))


@register.simple_tag
def timerange(start: datetime, end: datetime, zone: tzinfo | str | None = None) -> SafeString:
    """Print a span of the clock in `zone`."""
    return _isolated(formats.time_range(start, end, _zone(zone)))


@register.simple_tag
def timerange_text(start: datetime, end: datetime, zone: tzinfo | str | None = None) -> str:
    """Give a span of the clock without markup."""
    return formats.time_range(start, end, _zone(zone))


@register.simple_tag
def duration(minutes: int) -> SafeString:
    """Print a span of minutes in words."""
    return _isolated(formats.duration(minutes))


@register.simple_tag
def since(instant: datetime) -> SafeString:
    """Print the distance from now to an instant: `in 3 hours`, `5 minutes ago`."""
    return _isolated(formats.relative(instant, now=timezone.now()))


@register.filter
def localday(instant: datetime, zone: tzinfo | str | None = None) -> date:
    """Give the day an instant belongs to in `zone`, for use with `day`."""
    return instant.astimezone(_zone(zone)).date()
