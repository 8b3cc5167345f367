"""How many people, at which price, with what: the wishes in a sentence."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from apps.assistant.reading import Amenity, Gazetteer
from apps.assistant.vocabulary import kinds
from apps.assistant.vocabulary import wishes as words
from apps.assistant.wording import Sentence, any_of, phrase
from apps.catalog.statuses import ServiceName

MOST_PEOPLE: Final = 100

_COUNT: Final = r"(?<![\w.:/])(?P<n>\d{1,3})"
_EITHER: Final = r"(?:(?<![\w.:/])\d{1,3}\s*(?:-|to|or|او|ل|الي|la)\s*)?"
_PEOPLE: Final = re.compile(rf"{_EITHER}{_COUNT}\s*(?:more )?(?:{any_of(words.PEOPLE)})(?!\w)")
_ONE_PERSON: Final = re.compile(
    r"(?<!\w)(?:ل|la |lal |for a |for 1 |a )?(?:شخص|shakhs|sha5s|person)(?: 1)?(?!\w)"
)
_TWO_PEOPLE: Final = phrase(words.TWO_PEOPLE)
_ME_AND: Final = re.compile(
    rf"(?<!\w)(?:{any_of(words.ME_AND)}) ?{_COUNT}(?:\s*(?:{any_of(words.PEOPLE)}|others|more))?(?!\w)"
)
_WE_ARE: Final = re.compile(rf"(?<!\w)(?:{any_of(words.WE_ARE)}) {_COUNT}(?![\w:])")
# The word for the desks stays: it is the kind as well.
_DESKS: Final = re.compile(rf"{_EITHER}{_COUNT}(?=\s*(?:{any_of(kinds.COUNTED_DESKS)})(?!\w))")
_TWO_DESKS: Final = phrase(kinds.TWO_OF_THEM)
_ALONE: Final = phrase(words.ALONE)
_FOR: Final = re.compile(rf"(?<!\w)(?:{any_of(words.FOR)}) {_COUNT}(?![\w:.]|\s*(?:-|/))")


def take_people(sentence: Sentence) -> int | None:
    """Take a number of people out of a sentence, when people or desks are named beside it."""
    if match := sentence.take(_ME_AND):
        return _sensible(int(match["n"]) + 1)
    for pattern in (_PEOPLE, _WE_ARE, _DESKS):
        if match := sentence.take(pattern):
            return _sensible(int(match["n"]))
    if sentence.take(_TWO_PEOPLE) or sentence.take(_TWO_DESKS):
        return 2
    return 1 if sentence.take(_ALONE) or sentence.take(_ONE_PERSON) else None


def take_bare_people(sentence: Sentence) -> int | None:
    """Take "for 6" out of a sentence whose hours, lengths and prices are already out."""
    match = sentence.take(_FOR)
    return _sensible(int(match["n"])) if match else None


def _sensible(count: int) -> int | None:
    return min(count, MOST_PEOPLE) or None


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most somebody wants to pay, in dinars: in all, or for each hour."""

    amount: Decimal
    per_hour: bool


_AMOUNT: Final = r"(?P<amount>\d{1,4}(?:\.\d{1,3})?)"
_CURRENCY: Final = any_of(words.CURRENCY)
_EACH: Final = rf"(?P<each>\s*(?:{any_of(words.AN_HOUR_EACH)}))?"
_BELOW: Final = re.compile(
    rf"(?<!\w)(?:{any_of(words.BELOW)})\s*(?:(?:is|of|ال|el|al) )?(?:(?:{_CURRENCY})\s*)?{_AMOUNT}"
    rf"(?:\s*(?:{_CURRENCY}))?{_EACH}(?![\w:.]|\s*(?:hour|hr|min|people|ppl|person|ساع|دقي|اشخاص|شخص))"
)
_UP_TO: Final = re.compile(
    rf"(?<!\w)(?:(?:{any_of(words.UP_TO)})\s*)?"
    rf"(?:{_AMOUNT}\s*(?:{_CURRENCY})|(?:{_CURRENCY})\s*{_AMOUNT.replace('amount', 'after')}){_EACH}(?!\w)"
)
_CHEAP: Final = phrase(words.CHEAP)
_NEAR_ME: Final = phrase(words.NEAR_ME)


def take_ceiling(sentence: Sentence) -> Ceiling | None:
    """Take "under 20" or "20 JOD" out of a sentence."""
    for pattern in (_BELOW, _UP_TO):
        if match := sentence.take(pattern):
            amount = match["amount"] or match["after"]
            return Ceiling(Decimal(amount), per_hour=bool(match["each"]))
    return None


def take_cheap(sentence: Sentence) -> bool:
    """Take "cheap" out of a sentence and tell whether it was there."""
    return sentence.take(_CHEAP) is not None


def take_near_me(sentence: Sentence) -> bool:
    """Take "near me" out of a sentence and tell whether it was there."""
    return sentence.take(_NEAR_ME) is not None


_WITHOUT: Final = rf"(?P<no>(?<!\w)(?:{any_of(words.WITHOUT)}) )?"
# A desk one stands at is a desk: the words are left for the kind.
_NAMES_THE_KIND: Final = {"standing_desk"}


def take_amenities(sentence: Sentence, places: Gazetteer) -> list[Amenity]:
    """Take everything a place should have out of a sentence, in the catalogue's order.

    What is asked to be absent is taken out as well, and not searched for.
    """
    wanted = []
    for amenity in _longest_first(places.amenities):
        names = (*amenity.names, *words.AMENITIES.get(amenity.slug, ()))
        match = phrase(names, _WITHOUT).search(sentence.rest)
        if match is None:
            continue
        if amenity.slug not in _NAMES_THE_KIND:
            sentence.cut(match)
        if not match["no"]:
            wanted.append(amenity)
    return [amenity for amenity in places.amenities if amenity in wanted]


def _longest_first(amenities: tuple[Amenity, ...]) -> list[Amenity]:
    # "External monitor" before "monitor", "bicycle parking" before "parking".
    def longest(amenity: Amenity) -> int:
        return max(map(len, (*amenity.names, *words.AMENITIES.get(amenity.slug, ()))), default=0)

    return sorted(amenities, key=longest, reverse=True)


_KINDS: Final = {kind: phrase(names) for kind, names in kinds.KIND_WORDS.items()}
_OFFICE_OR_DESK: Final = phrase(kinds.OFFICE_OR_DESK)


@dataclass(frozen=True, slots=True)
class Kind:
    """What is to be booked. Some words name an office as well as a desk."""

    name: ServiceName
    may_be_desk: bool


def take_kind(sentence: Sentence) -> Kind | None:
    """Take what is to be booked out of a sentence; the longest name wins over a part of it."""
    found = [(kind, match) for kind, pattern in _KINDS.items() if (match := pattern.search(sentence.rest))]
    if not found:
        return None
    kind, match = max(found, key=lambda pair: len(pair[1][0]))
    sentence.cut(match)
    return Kind(kind, may_be_desk=_OFFICE_OR_DESK.fullmatch(match[0]) is not None)
