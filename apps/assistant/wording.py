"""A typed sentence made comparable: one form of each letter, digits 0-9, numbers as digits.

The same function writes the vocabulary and the sentence, so both sides always agree.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import Final

from apps.assistant.vocabulary.numbers import NUMBER_WORDS
from apps.assistant.vocabulary.talk import ARABIZI_WORDS
from apps.catalog.search import folded
from atspaces.shared.digits import western_digits

_UNSEEN: Final = dict.fromkeys(
    map(ord, "ء\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'’‘`´ʼ")
)
_DASHES: Final = {ord(dash): "-" for dash in "‐‑‒–—−"} | {ord("٫"): "."}
_GAP: Final = " ¦ "
"""Stands where words were taken out, so that their neighbours do not become one phrase."""


class Register(StrEnum):
    """The language and script that somebody writes in."""

    ENGLISH = "en"
    ARABIC = "ar"
    ARABIZI = "arabizi"


def normalised(text: str) -> str:
    """Give a text in the one form in which sentences, names and vocabulary are compared."""
    text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    text = western_digits(folded(text)).translate(_UNSEEN)
    text = re.sub(r"([^\W\d])\1{2,}", r"\1", text)
    text = re.sub(r"(?<=[\u0600-\u06ff])(?=\d)|(?<=\d)(?=[\u0600-\u06ff])", " ", text)
    text = re.sub(r"(?<=[^\W\d])-|-(?=[^\W\d])|[^\w\s:./@-]|(?<!\d)[.:]|[.:](?!\d)|_", " ", text)
    return " ".join(_numbers_as_digits(text).split())


def _numbers_as_digits(text: str) -> str:
    return _number_pattern().sub(lambda match: f"{match[1] or ''} {NUMBER_WORDS[match[2]]}", text)


@cache
def _number_pattern() -> re.Pattern[str]:
    # "el arba3a" and "yom talata" are weekdays; written alone the words are numbers.
    words = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    return re.compile(rf"(?<!el )(?<!al )(?<!il )(?<!yom )(?<!يوم )(?<!\w)(ل)?({words})(?!\w)")


def any_of(words: Iterable[str]) -> str:
    """Give the regular expression source that matches any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted({normalised(w) for w in words}, key=len, reverse=True))


ARTICLE: Final = r"(?:(?:و|ف)?(?:بال|عال|لل|ال|ب|ل|ع)?|(?:bel |bil |b |el |il |al |3al |lal |el|al|il))"
"""What Arabic puts before a noun: and, in, for, the; and how that is typed in Latin letters."""


@cache
def phrase(words: tuple[str, ...], before: str = "") -> re.Pattern[str]:
    """Compile a pattern for whole words, with whatever Arabic puts before a noun."""
    return re.compile(rf"(?<!\w){before}{ARTICLE}(?:{any_of(words)})(?!\w)")


class Sentence:
    """What is left to understand of a sentence while its parts are taken out one by one."""

    def __init__(self, text: str) -> None:
        self.whole = self.rest = normalised(text)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Find a pattern in the rest and take it out; none when it is not there."""
        match = pattern.search(self.rest)
        if match:
            self.cut(match)
        return match

    def cut(self, match: re.Match[str]) -> None:
        """Take out what was matched in the rest."""
        self.cut_span(match.span())

    def cut_span(self, span: tuple[int, int]) -> None:
        """Take out the characters from the first position up to the second."""
        self.rest = self.rest[: span[0]] + _GAP + self.rest[span[1] :]


def register_of(text: str, language: str) -> Register:
    """Tell in which language and script a sentence is written; the page's when it has no letters."""
    arabic = len(re.findall(r"[\u0600-\u06ff]", western_digits(text)))
    latin = len(re.findall(r"[a-z]", text.lower()))
    if arabic > latin or (not arabic and not latin and language.startswith("ar")):
        return Register.ARABIC
    words = re.findall(r"\w+", text.lower())
    is_arabizi = any(
        word in ARABIZI_WORDS or re.fullmatch(r"[a-z]+[2357][a-z]+|[37][a-z]{3,}", word) for word in words
    )
    return Register.ARABIZI if is_arabizi else Register.ENGLISH
