"""Answering a question. It searches and writes down what was said, and changes nothing else."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.assistant import queries
from apps.assistant.alternatives import alternatives_to
from apps.assistant.answers import answer_text
from apps.assistant.masking import without_card_numbers
from apps.assistant.models import ChatMessage, ChatRole
from apps.assistant.parsing import parse_sentence
from apps.assistant.reading import Note, Understanding
from apps.assistant.records import as_record
from apps.assistant.search_texts import site_zone
from apps.catalog.search import count_found
from atspaces.shared.errors import DomainError

MOST_CHARACTERS: Final = 500
MOST_QUESTIONS: Final = 20
WINDOW: Final = timedelta(minutes=1)


class AskedTooOften(DomainError):
    """More questions within a minute than a person asks."""

    def __init__(self, wait: timedelta) -> None:
        minutes = max(1, -(-wait // timedelta(minutes=1)))
        text = ngettext(
            "That was a lot of questions at once. Ask again in %(count)d minute.",
            "That was a lot of questions at once. Ask again in %(count)d minutes.",
            minutes,
        )
        super().__init__(text % {"count": minutes})


@transaction.atomic
def answer_question(
    *, user: User, text: str, now: datetime, language: str, understand: Understanding = parse_sentence
) -> ChatMessage:
    """Keep a question with its answer and give the answer. Longer texts are cut at 500 characters.

    `language` is the page's, for questions without a word in them. Card numbers are masked before
    anything is stored. Raises `AskedTooOften` beyond 20 questions a minute.
    """
    # Locked, so that questions sent at once are counted one after the other.
    User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)
    _refuse_haste(user, now)
    text = text[:MOST_CHARACTERS]
    kept = without_card_numbers(text)
    local_now = now.astimezone(site_zone())
    places = queries.gazetteer()
    reading = understand(kept, places=places, now=local_now, language=language)
    if kept != text:
        reading = replace(reading, notes=(*reading.notes, Note.CARD_NUMBER))
    found = count_found(reading.query, now=now) if reading.query else 0
    has_alternatives = bool(reading.query and not found and alternatives_to(reading.query, now=now))
    answer = answer_text(
        reading, found=found, has_alternatives=has_alternatives, places=places, today=local_now.date()
    )
    ChatMessage.objects.create(user=user, role=ChatRole.USER, content=kept, created_at=now)
    return ChatMessage.objects.create(
        user=user, role=ChatRole.ASSISTANT, content=answer, understood=as_record(reading), created_at=now
    )


def _refuse_haste(user: User, now: datetime) -> None:
    asked = queries.asked_since(user, now - WINDOW)
    if len(asked) >= MOST_QUESTIONS:
        raise AskedTooOften(asked[-MOST_QUESTIONS] + WINDOW - now)
