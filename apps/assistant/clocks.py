"""The hours that a sentence speaks of: a start, an end, a length."""

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Final

from apps.assistant.vocabulary import calendar as words
from apps.assistant.wording import Sentence, any_of, normalised, phrase

NOON: Final = 12 * 60
DAY_MINUTES: Final = 24 * 60
LAST_GUESSED_START: Final = 20 * 60
LAST_AFTERNOON_HOUR: Final = 6
"""Up to here an hour without "am" or "pm" is taken for the afternoon: nobody books a desk at 3 am."""


class Half(StrEnum):
    """The part of the day that a word beside an hour names."""

    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"


HALF_WORDS: Final = {
    Half.AFTERNOON: words.AFTERNOON,
    Half.MORNING: words.MORNING,
    Half.MIDDAY: words.MIDDAY,
    Half.EVENING: words.EVENING,
}
# What "tomorrow morning" without an hour means, in minutes from midnight.
HALF_STARTS: Final = {Half.MORNING: 9 * 60, Half.MIDDAY: NOON, Half.AFTERNOON: 13 * 60, Half.EVENING: 17 * 60}


@dataclass(frozen=True, slots=True)
class Hours:
    """A start in minutes from midnight and, when an end was named, the length in minutes.

    `is_open_to_doubt` marks an hour that could also be meant twelve hours later.
    """

    start: int
    minutes: int | None = None
    is_open_to_doubt: bool = False


_CLOCK_WORD: Final = rf"(?:(?:{any_of(words.HOUR_OF_THE_CLOCK)})\s*)?(?:(?:ال|the|el|al|il) )?"
_HALF: Final = any_of(word for half in HALF_WORDS.values() for word in half)
_FRACTION: Final = rf"(?:{any_of(words.AND_A_HALF)}|والربع|وربع|و ربع|w rob3|w rub3)"


def _clock(n: str) -> str:
    return (
        rf"(?<![\w:.])(?P<h{n}>\d{{1,2}})(?:[:.](?P<m{n}>[0-5]\d))?(?:\s*(?P<f{n}>{_FRACTION})(?!\w))?"
        rf"(?:\s*oclock)?(?:\s*(?P<half{n}>{_HALF})(?!\w))?(?![\w:/])"
    )


_FROM: Final = r"(?<!\w)(?:from|between|starting|من|بين|mn|men|min|bein|ben|3an)?\s*"
_TO: Final = r"\s*(?:-|to|till|til|until|الي|لل|ل|حتي|لحد|لغايه|la|le|lal|l|lahad|7atta)\s*"
_RANGE: Final = re.compile(rf"{_FROM}{_CLOCK_WORD}{_clock('1')}{_TO}{_CLOCK_WORD}{_clock('2')}")
_BETWEEN: Final = re.compile(
    rf"(?<!\w)(?:between|بين|bein|ben)\s+{_CLOCK_WORD}{_clock('1')}\s*(?:and|و|w)\s*{_CLOCK_WORD}{_clock('2')}"
)
_PAST: Final = re.compile(
    rf"(?<!\w)(?:at )?(?P<past>half|quarter) past (?P<h>\d{{1,2}})(?:\s*(?P<half>{_HALF}))?(?!\w)"
)
_AT: Final = re.compile(
    rf"(?<!\w)(?:(?:{any_of(words.HOUR_OF_THE_CLOCK)}|from|by|من|mn|men|بعد|after)\s*)"
    rf"(?:(?:ال|the|el|al|il) )?{_clock('')}"
)
_CLEAR: Final = re.compile(
    r"(?<![\w:.])(?P<h>\d{1,2})"
    rf"(?:[:.](?P<m>[0-5]\d)(?:\s*(?P<half>{_HALF}))?"
    rf"|(?:\s*(?P<f>{_FRACTION}))?\s*(?:oclock)?\s*(?P<half2>{_HALF})|\s*oclock)(?!\w)"
)
_AFTER_DATE: Final = re.compile(r"¦\s*(?P<h>\d{1,2})(?=\s*(?:¦|$))")
_NOON: Final = re.compile(rf"(?<!\w)(?:12\s*)?(?:{any_of(words.NOON)})(?!\w)")
_ORDINALS: Final = {
    normalised(f"ال{word}"): hour
    for hour, word in enumerate(
        (
            "واحدة",
            "ثانية",
            "ثالثة",
            "رابعة",
            "خامسة",
            "سادسة",
            "سابعة",
            "ثامنة",
            "تاسعة",
            "عاشرة",
            "حادية عشرة",
        ),
        1,
    )
} | {normalised("الثانية عشرة"): 12}
_ORDINAL_HOUR: Final = re.compile(
    rf"(?<!\w)ع?الساعه (?P<h>{any_of(_ORDINALS)})(?:\s*(?P<f>{_FRACTION}))?(?:\s*(?P<half>{_HALF}))?(?!\w)"
)


def take_hours(sentence: Sentence) -> Hours | None:
    """Take a start, or a start and an end, out of a sentence; none when it names no hour."""
    sentence.rest = _NOON.sub("12:00", sentence.rest)
    for pattern in (_BETWEEN, _RANGE):
        match = pattern.search(sentence.rest)
        if match and (hours := _between(match)):
            sentence.cut(match)
            return hours
    return _single(sentence)


def take_day_part(sentence: Sentence) -> Half | None:
    """Take "in the morning" and the like out of a sentence."""
    for half, pattern in _DAY_PARTS.items():
        if sentence.take(pattern):
            return half
    return None


def take_hour_beside_date(sentence: Sentence) -> Hours | None:
    """Take a lone number that follows something understood: "tomorrow 10"."""
    match = sentence.take(_AFTER_DATE)
    return _start(int(match["h"]), 0, None, typed=match["h"]) if match else None


def as_time(minutes: int) -> time:
    """Give minutes from midnight as a time of day."""
    return time(minutes // 60 % 24, minutes % 60)


_DAY_PARTS: Final = {
    half: phrase(tuple(word for word in names if len(word) > 2)) for half, names in HALF_WORDS.items()
}


def _single(sentence: Sentence) -> Hours | None:
    if match := sentence.take(_PAST):
        return _start(int(match["h"]), 30 if match["past"] == "half" else 15, _half(match["half"]))
    if match := sentence.take(_ORDINAL_HOUR):
        return _start(_ORDINALS[match["h"]], _minute(None, match["f"]), _half(match["half"]))
    for pattern in (_AT, _CLEAR):
        if match := pattern.search(sentence.rest):
            groups = match.groupdict()
            half = _half(groups["half"] or groups.get("half2"))
            if hours := _start(int(match["h"]), _minute(groups["m"], groups["f"]), half, typed=match["h"]):
                sentence.cut(match)
                return hours
    return None


def _minute(minute: str | None, fraction: str | None) -> int:
    if fraction:
        return 15 if "رب" in fraction or "b3" in fraction else 30
    return int(minute or 0)


def _half(word: str | None) -> Half | None:
    if word is None:
        return None
    return next(half for half, names in HALF_WORDS.items() if re.fullmatch(any_of(names), word))


def _in_half(hour: int, half: Half) -> int:
    """Move an hour of a twelve-hour clock into the part of the day it was said with."""
    if half == Half.MORNING:
        return hour % 12
    if half == Half.MIDDAY and hour >= 10:
        return hour
    return hour if hour >= 12 else hour + 12


def _start(hour: int, minute: int, half: Half | None, typed: str = "") -> Hours | None:
    if hour > 23:
        return None
    if half is not None:
        return Hours(_in_half(hour, half) * 60 + minute)
    if typed.startswith("0") or hour > 12 or hour == 0:
        return Hours(hour * 60 + minute)
    if hour <= LAST_AFTERNOON_HOUR:
        return Hours((hour + 12) * 60 + minute)
    return Hours(hour * 60 + minute, is_open_to_doubt=hour < 12)


def _between(match: re.Match[str]) -> Hours | None:
    first, last = _half(match["half1"]), _half(match["half2"])
    start = _start(int(match["h1"]), _minute(match["m1"], match["f1"]), first, typed=match["h1"])
    end = _start(int(match["h2"]), _minute(match["m2"], match["f2"]), last, typed=match["h2"])
    if start is None or end is None:
        return None
    if first is None and last is not None:
        start = _shared_half(int(match["h1"]), start, end, last)
    length = (end.start - start.start) % DAY_MINUTES
    if length > NOON and last is None and end.start < NOON:
        length -= NOON  # "9-5" and "10 to 8": the end is the next one on the dial
    return Hours(start.start, length) if length else None


def _shared_half(hour: int, start: Hours, end: Hours, half: Half) -> Hours:
    """Read "3-5 pm" as the afternoon of both, but "10-2 pm" as starting in the morning."""
    if hour > 12:
        return start
    same = _in_half(hour, half) * 60 + start.start % 60
    if same < end.start:
        return Hours(same)
    return Hours(hour % 12 * 60 + start.start % 60)
