"""What typed words may mean: cities, districts, branches and services, however they are spelled.

The names are few, so they are read once and matched here; the search statement gets plain keys.
No extension of PostgreSQL is needed, and none is there in the embedded server.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from django.db import connection

from apps.catalog.search_spelling import (
    LEAST_LETTERS_OF_A_BEGINNING,
    consonants_of,
    forms_of,
    is_within,
    sound_alike,
    sound_of,
    telling_words_of,
    typos_allowed,
    words_of,
)

LEAST_SOUNDS_FOR_A_TYPO: Final = 5
_SOURCES: Final = {
    "cities": "SELECT slug AS key, concat_ws(' ', name, name_ar) AS text FROM cities",
    "districts": "SELECT id::text, concat_ws(' ', name, name_ar, spellings) FROM districts",
    "branches": "SELECT id::text, concat_ws(' ', name, name_ar, address, address_ar) FROM branches",
    "services": "SELECT id::text, concat_ws(' ', name, name_ar) FROM vendor_services",
}
_TEXTS: Final = " UNION ALL ".join(
    f"SELECT '{kind}' AS kind, key, text FROM ({sql}) AS {kind} (key, text)" for kind, sql in _SOURCES.items()
)
_STATE: Final = f"SELECT count(*), sum(hashtextextended(kind || key || ' ' || text, 0)) FROM ({_TEXTS}) texts"


@dataclass(slots=True)
class Named:
    """Everything that one word may name, by primary keys."""

    cities: set[str] = field(default_factory=set)
    districts: set[int] = field(default_factory=set)
    branches: set[int] = field(default_factory=set)
    services: set[int] = field(default_factory=set)

    def add(self, other: "Named") -> None:
        """Let the word mean what another means, too."""
        self.cities |= other.cities
        self.districts |= other.districts
        self.branches |= other.branches
        self.services |= other.services

    def parameters(self, name: str) -> dict[str, Any]:
        """Give the keys as parameters of a statement, their names beginning with `name`."""
        return {
            f"{name}_{kind}": sorted(getattr(self, kind))
            for kind in ("cities", "districts", "branches", "services")
        }


@dataclass(frozen=True)
class Lexicon:
    """Every word that names something, with what it names."""

    words: dict[str, Named]

    @cached_property
    def _by_form(self) -> dict[str, list[str]]:
        forms: dict[str, list[str]] = defaultdict(list)
        for word in self.words:
            for form in forms_of(word):
                forms[form].append(word)
        return forms

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        sounds: dict[str, list[str]] = defaultdict(list)
        for form, words in self._by_form.items():
            if sound := sound_of(form):
                sounds[sound] += words
        return sounds

    @cached_property
    def _by_consonants(self) -> dict[str, list[str]]:
        consonants: dict[str, list[str]] = defaultdict(list)
        for sound in self._by_sound:
            consonants[consonants_of(sound)].append(sound)
        return consonants

    def meanings(self, typed: str) -> Named:
        """Give everything that a typed word may name; nothing when it names nothing.

        The word itself, a beginning of a longer one, and what sounds the same. Only when none of
        these is known, words with a letter or two wrong.
        """
        named = Named()
        for word in set(self._same(typed)) or set(self._with_typos(typed)):
            named.add(self.words[word])
        return named

    def _same(self, typed: str) -> Iterator[str]:
        for form in forms_of(typed):
            yield from self._by_form.get(form, ())
            if len(form) >= LEAST_LETTERS_OF_A_BEGINNING and not form.isdigit():
                yield from self._of((word for word in self._by_form if word.startswith(form)), self._by_form)
            if sound := sound_of(form):
                same_consonants = self._by_consonants.get(consonants_of(sound), ())
                alike = (known for known in same_consonants if sound_alike(sound, known))
                yield from self._of(alike, self._by_sound)

    def _with_typos(self, typed: str) -> Iterator[str]:
        for form in forms_of(typed):
            if most := typos_allowed(form):
                known = (word for word in self._by_form if typos_allowed(word))
                near = (word for word in known if is_within(form, word, most))
                yield from self._of(near, self._by_form)
            sound = sound_of(form)
            if most and len(sound) >= LEAST_SOUNDS_FOR_A_TYPO:
                yield from self._of(self._almost_sounding(sound), self._by_sound)

    def _almost_sounding(self, sound: str) -> Iterator[str]:
        consonants = consonants_of(sound)
        for known in self._by_sound:
            # With the same consonants it is another vowel that tells them apart, no mistake.
            is_long = len(known) >= LEAST_SOUNDS_FOR_A_TYPO
            if is_long and is_within(sound, known, 1) and consonants_of(known) != consonants:
                yield known

    @staticmethod
    def _of(keys: Iterable[str], words: dict[str, list[str]]) -> Iterator[str]:
        for key in keys:
            yield from words[key]


def lexicon_of(texts: Iterable[tuple[str, str, str]]) -> Lexicon:
    """Make a lexicon of texts, each with the kind and the key of what it names."""
    words: dict[str, Named] = defaultdict(Named)
    for kind, key, text in texts:
        for word in words_of(text):
            getattr(words[word], kind).add(key if kind == "cities" else int(key))
    return Lexicon(dict(words))


class _Kept:
    """The lexicon of the names as they were last read, and the state of them then."""

    def __init__(self) -> None:
        self.state: tuple[Any, ...] | None = None
        self.lexicon = Lexicon({})

    def current(self) -> Lexicon:
        """Give the lexicon, read again when any name has changed."""
        with connection.cursor() as cursor:
            cursor.execute(_STATE)
            state = cursor.fetchone()
            if state != self.state:
                cursor.execute(_TEXTS)
                # Set together and last: another thread sees the old pair or the new one.
                self.lexicon, self.state = lexicon_of(cursor.fetchall()), state
        return self.lexicon


_kept = _Kept()


def meanings_of(text: str) -> list[Named] | None:
    """Give for each telling word of a text what it may name; none for a text without any letters.

    A blank text gives None: it narrows nothing. One statement, and a second when names changed.
    """
    if not text.strip():
        return None
    words = telling_words_of(text)
    if not words:
        return []
    lexicon = _kept.current()
    return [lexicon.meanings(word) for word in words]
