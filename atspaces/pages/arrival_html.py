"""The rows of a day's list, drawn in Python.

A full day has hundreds, and drawing them as templates took most of the page's time. What a row looks
like is said by `components/arrival_row.html`; a test holds the two to the same markup.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.bookings.desk import DeskState
from apps.bookings.models import Booking
from atspaces.templatetags import formats as tags


class Row(Protocol):
    """What is drawn of a guest; `due` in dinars."""

    @property
    def booking(self) -> Booking: ...
    @property
    def desk_state(self) -> DeskState: ...
    @property
    def name(self) -> str | Promise: ...
    @property
    def phone(self) -> str: ...
    @property
    def space(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def due(self) -> Decimal | None: ...
    @property
    def state(self) -> str: ...
    @property
    def is_let_in(self) -> bool: ...
    @property
    def may_enter(self) -> bool: ...


class Pencil:
    """Draws the rows of one page. What repeats from row to row is worked out once."""

    def __init__(self, *, csrf_token: str, next_url: str) -> None:
        self._hidden = format_html(
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<input type="hidden" name="next" value="{}">',
            csrf_token,
            next_url,
        )
        self._local = timezone.get_current_timezone()
        self._booking_url, self._check_in_url = (
            _address("vendor:booking"),
            _address("vendor:check_in_booking"),
        )
        self._clock: Callable[[datetime, ZoneInfo], str] = cache(tags.clock)
        self._badges: Callable[[DeskState], str] = cache(_badge)
        self._due: Callable[[Decimal], str] = cache(_due_badge)
        self._collect: Callable[[Decimal | None], str] = cache(action_text)

    def draw(self, row: Row) -> SafeString:
        """Draw one guest as an item of `<ol class="arrivals">`."""
        booking, number = row.booking, escape(row.booking.booking_number)
        starts_at = booking.starts_at
        moment = starts_at.astimezone(self._local).isoformat()
        state = f' data-state="{row.state}"' if row.state else ""
        note = f'<p class="hint"><bdi>{escape(row.note)}</bdi></p>' if row.note else ""
        phone = f" · {tags.phone(row.phone)}" if row.phone else ""
        due = self._due(row.due) if row.due else ""
        return SafeString(
            f'<li{state}><time datetime="{moment}">{self._clock(starts_at, booking.zone)}</time><div>'
            f'<p><b><a href="{self._booking_url(number)}"><bdi>{escape(row.name)}</bdi></a></b></p>'
            f'<p class="hint"><bdi>{escape(row.space)}</bdi></p>{note}'
            f'<p class="hint print-only"><bdi dir="ltr" translate="no">{number}</bdi>{phone}</p>'
            f'<div class="cluster">{self._badges(row.desk_state)}{due}</div></div>'
            f"{self._action(row, number)}</li>"
        )

    def _action(self, row: Row, number: str) -> str:
        if not row.is_let_in:
            return ""
        url, look = self._check_in_url(number), 'data-size="small" data-look="secondary"'
        if not row.may_enter:
            return f'<a class="button" {look} href="{url}">{self._collect(None)}</a>'
        collect = ' name="collect" value="1"' if row.due else ""
        return (
            f'<form method="post" action="{url}">{self._hidden}'
            f'<button class="button" type="submit" {look}{collect}>{self._collect(row.due)}</button></form>'
        )


def action_text(due: Decimal | None) -> SafeString:
    """Name the press that lets a guest in, and takes the dinars that are due."""
    text = _("Collect %(amount)s & check in") % {"amount": tags.money_text(due)} if due else _("Check in")
    return escape(text)


def _address(route: str) -> Callable[[str], str]:
    """Give a way to say the address of a booking: resolving each one costs more than drawing its row."""
    sample = "AAAA-AAAA"
    before, _sample, after = reverse(route, args=[sample]).partition(sample)
    return lambda number: f"{before}{number}{after}"


def _badge(state: DeskState) -> SafeString:
    tone = format_html(' data-tone="{}"', state.tone) if state.tone else ""
    return format_html('<span class="badge"{}>{}</span>', tone, state.label)


def _due_badge(due: Decimal) -> SafeString:
    return format_html('<span class="badge" data-tone="warning">{} {}</span>', _("Cash due"), tags.money(due))
