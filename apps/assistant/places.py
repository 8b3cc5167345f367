"""Cities and districts in a sentence, however they are spelled in either script."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from apps.assistant.reading import Place
from apps.assistant.wording import Sentence, normalised

type Span = tuple[int, int]

MOST_WORDS: Final = 5
LEAST_LETTERS_FOR_A_TYPO: Final = 6

# Letters that Latin spellings of one Arabic name disagree about; 3 and 2 stand for sounds often left out.
_SOUNDS: Final = (
    ("[32]", ""), ("7", "h"), ("5", "kh"), ("8", "gh"), ("6", "t"), ("q", "k"),
    (r"oo|ou|uu|o|w(?=[^aeiou]|$)", "u"), (r"[eiy]+", "i"), (r"([^\W\d])\1+", r"\1"),
    (r"(?<=\w{3})[ia]h?$", "a"),
)  # fmt: skip
_PREFIXES: Final = r"^(?:و)?(?:بال|عال|لل|ال|ب|ل|ع)|^(?:al|el|il|bel|bil|as|az|an) "


def take_place(sentence: Sentence, places: tuple[Place, ...]) -> Place | None:
    """Take the place out of a sentence: a district before its city, longer names before shorter.

    A district that exists in two cities is the one in the city that is named as well.
    """
    found = list(_all_places(sentence, places))
    cities = {place.city for place in found if not place.district}
    districts = [place for place in found if place.district]
    in_named_city = [place for place in districts if place.city in cities]
    return next(iter(in_named_city or districts or found), None)


def take_misspelled_place(sentence: Sentence, places: tuple[Place, ...]) -> Place | None:
    """Take a place with one wrong, missing or added letter out of what is left of a sentence."""
    names = {name: place for name, place in _index(places).items() if len(name) >= LEAST_LETTERS_FOR_A_TYPO}
    for span, key in _phrases(sentence):
        if len(key) < LEAST_LETTERS_FOR_A_TYPO:
            continue
        for name, place in names.items():
            if _is_one_letter_away(key, name):
                sentence.cut_span(span)
                return place
    return None


def _all_places(sentence: Sentence, places: tuple[Place, ...]) -> Iterator[Place]:
    index = _index(places)
    while found := next(((span, index[key]) for span, key in _phrases(sentence) if key in index), None):
        sentence.cut_span(found[0])
        yield found[1]


@lru_cache(maxsize=8)
def _index(places: tuple[Place, ...]) -> dict[str, Place]:
    index: dict[str, Place] = {}
    for place in places:
        for name in place.names:
            for key in _keys(normalised(name)):
                index.setdefault(key, place)
    return index


def _phrases(sentence: Sentence) -> Iterator[tuple[Span, str]]:
    """Give the runs of words that are left, the longest first, each under its possible keys."""
    runs = [list(re.finditer(r"\S+", run[0])) for run in re.finditer(r"[^¦]+", sentence.rest)]
    starts = [run.start() for run in re.finditer(r"[^¦]+", sentence.rest)]
    for length in range(MOST_WORDS, 0, -1):
        for offset, words in zip(starts, runs, strict=True):
            for first, last in zip(words, words[length - 1 :], strict=False):
                span = (offset + first.start(), offset + last.end())
                for key in _keys(" ".join(sentence.rest[slice(*span)].split())):
                    yield span, key


@lru_cache(maxsize=4096)
def _keys(name: str) -> tuple[str, ...]:
    """Give the forms under which a name may be looked up: as it is, and without what precedes it."""
    bare = re.sub(_PREFIXES, "", name)
    forms = [name] if bare == name or len(bare) < 3 else [name, bare]
    return tuple(_sound(form) for form in forms)


def _sound(name: str) -> str:
    if not re.search(r"[a-z]", name):
        return name
    return " ".join(_word_sound(word) for word in name.split())


def _word_sound(word: str) -> str:
    if not re.search(r"[a-z]", word):
        return word
    for letters, sound in _SOUNDS:
        word = re.sub(letters, sound, word)
    return word


def _is_one_letter_away(one: str, other: str) -> bool:
    """Tell whether one letter inserted, dropped, changed or swapped makes the words equal."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    start = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, other_rest = one[start:], other[start:]
    swapped = rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:]
    return swapped or rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]
