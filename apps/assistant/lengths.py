"""How long somebody wants to stay."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from apps.assistant.vocabulary import calendar as words
from apps.assistant.wording import Sentence, any_of
from apps.bookings.ask_links import MOST_DAYS, MOST_MINUTES

HALF_DAY_MINUTES: Final = 240
MONTH_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Length:
    """Minutes of a stay by the hour, or days of a stay by the day."""

    minutes: int | None = None
    days: int | None = None


def take_length(sentence: Sentence) -> Length | None:
    """Take a length out of a sentence; none when it names none."""
    for pattern, read in _READERS:
        if match := pattern.search(sentence.rest):
            length = read(match)
            if length.minutes != 0 and length.days != 0:
                sentence.cut(match)
                return length
    return None


_NUMBER: Final = r"(?<![\w.:/])(?:\d{1,2}(?:-| to | or | او )?)??(?P<n>\d{1,3}(?:\.\d)?)\s*"
_HALF_MORE: Final = rf"(?P<half>\s*(?:{any_of(words.AND_A_HALF)}))?"
# "الساعة 10 ساعة" is one hour from ten, not ten hours.
_NOT_THE_CLOCK: Final = r"(?<!الساعه )(?<!sa3a )(?<!at )"


def _pattern(source: str, *, not_after: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){not_after}(?:(?:ل|و)|(?:for|la|lal) )?(?:{source})(?!\w)")


def _hours(match: re.Match[str]) -> Length:
    minutes = round(float(match["n"]) * 60) + (30 if match["half"] else 0)
    return Length(minutes=min(minutes, MOST_MINUTES))


def _fixed(minutes: int) -> Callable[[re.Match[str]], Length]:
    return lambda match: Length(minutes=minutes + (30 if match["half"] else 0))


def _days(days: int) -> Callable[[re.Match[str]], Length]:
    return lambda _match: Length(days=days)


def _counted_days(each: int) -> Callable[[re.Match[str]], Length]:
    return lambda match: Length(days=min(int(float(match["n"])) * each, MOST_DAYS))


_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Length]], ...]] = (
    (_pattern(f"(?P<half>(?!x)x)?(?:{any_of(words.HALF_A_DAY)})"), _fixed(HALF_DAY_MINUTES)),
    (_pattern(f"(?P<half>(?!x)x)?(?:{any_of(words.HALF_AN_HOUR)})"), _fixed(30)),
    (re.compile(rf"{_NOT_THE_CLOCK}{_NUMBER}(?:{any_of(words.HOURS)}){_HALF_MORE}(?!\w)(?! \d)"), _hours),
    (_pattern(f"(?:{any_of(words.TWO_HOURS)}){_HALF_MORE}"), _fixed(120)),
    (
        re.compile(rf"{_NUMBER}(?:{any_of(words.MINUTES)})(?!\w)"),
        lambda match: Length(minutes=min(int(float(match["n"])), MOST_MINUTES)),
    ),
    (re.compile(rf"{_NUMBER}(?:{any_of(words.WEEKS)})(?!\w)"), _counted_days(7)),
    (_pattern(any_of(words.TWO_WEEKS)), _days(14)),
    (_pattern(any_of(words.ALL_DAY)), _days(1)),
    (re.compile(rf"{_NUMBER}(?:{any_of(words.DAYS)})(?!\w)"), _counted_days(1)),
    (_pattern(any_of(words.TWO_DAYS)), _days(2)),
    (_pattern(any_of(words.WEEK), not_after="(?<!this )(?<!per )"), _days(7)),
    (_pattern(f"(?:{any_of(words.MONTH)})(?! \\d)", not_after="(?<!this )(?<!per )"), _days(MONTH_DAYS)),
    (
        _pattern(
            f"(?:{any_of(words.AN_HOUR)}){_HALF_MORE}(?! \\d)", not_after="(?<!el )(?<!al )(?<!il )(?<!per )"
        ),
        _fixed(60),
    ),
)
