"""A conversation as its page shows it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.assistant import queries
from apps.assistant.alternatives import alternatives_to
from apps.assistant.chips import Chip, Suggestion, chips_of, suggestion_of
from apps.assistant.links import search_url
from apps.assistant.models import ChatMessage, ChatRole
from apps.assistant.reading import Gazetteer, Intent, Reading
from apps.assistant.records import from_record
from apps.assistant.search_texts import site_zone
from apps.assistant.wording import Register
from apps.bookings.ask_links import builder_url
from apps.bookings.cards import result_cards
from apps.catalog.search import SearchQuery, search

MOST_CARDS: Final = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What the latest search finds at this moment: cards with the link that books each."""

    cards: list[dict[str, Any]]
    total: int
    suggestions: list[Suggestion]
    search_url: str
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """One message. `language` is empty where it is not known, for the browser to guess the direction."""

    sender: ChatRole
    text: str
    language: str = ""
    stated: list[Chip] = field(default_factory=list)
    assumed: list[Chip] = field(default_factory=list)
    search_url: str = ""
    leads_to_bookings: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """All turns that are shown, and what the last one finds."""

    turns: list[Turn]
    found: Found | None
    examples: list[str]


_LANGUAGES: Final = {Register.ENGLISH: "en", Register.ARABIC: "ar", Register.ARABIZI: "ar-Latn"}


def conversation_page(user: User, *, now: datetime) -> Conversation:
    """Read a person's own conversation. Only its last answer is searched for again.

    So nothing stale is shown: earlier answers keep their words, and their links search anew.
    """
    places = queries.gazetteer()
    today = now.astimezone(site_zone()).date()
    messages = queries.conversation_of(user)
    turns = [_turn(message, places, today) for message in messages]
    last = from_record(messages[-1].understood) if messages else None
    found = _found(last.query, places, now, today) if last and last.query else None
    return Conversation(turns, found, examples())


def examples() -> list[str]:
    """Questions to begin with."""
    return [
        _("A desk today in Abdali"),
        _("A meeting room for 6 tomorrow from 10 to 12"),
        _("A private office for 4 from Sunday to Thursday"),
        _("The cheapest desk with parking tomorrow"),
    ]


def _turn(message: ChatMessage, places: Gazetteer, today: date) -> Turn:
    reading = from_record(message.understood)
    if message.role == ChatRole.USER or reading is None:
        return Turn(ChatRole(message.role), message.content)
    stated, assumed = chips_of(reading, places, today)
    return Turn(
        ChatRole.ASSISTANT,
        message.content,
        _LANGUAGES[reading.register],
        stated,
        assumed,
        _search_instead(reading),
        leads_to_bookings=reading.intent == Intent.MY_BOOKINGS,
    )


def _search_instead(reading: Reading) -> str:
    return search_url(reading.query) if reading.query else ""


def _found(query: SearchQuery, places: Gazetteer, now: datetime, today: date) -> Found:
    url = search_url(query)
    if query.day < today:
        return Found([], 0, [], url, is_over=True)
    page = search(query, now=now, per_page=MOST_CARDS)
    if not page.cards:
        suggestions = [suggestion_of(a, places, today) for a in alternatives_to(query, now=now)]
        return Found([], 0, suggestions, url)
    shown = result_cards(page.cards, now=now)
    cards = [
        {"card": card, "book_url": builder_url(found.service, found.ask)}
        for card, found in zip(shown, page.cards, strict=True)
    ]
    return Found(cards, page.total, [], url)
