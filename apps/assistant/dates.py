"""The day, or the days, that a sentence speaks of."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from apps.assistant.vocabulary import calendar as words
from apps.assistant.wording import Sentence, any_of, phrase
from apps.bookings.ask_links import MOST_DAYS
from atspaces.shared.clock import ONE_DAY

FRIDAY: Final = 4
SUNDAY: Final = 6
DAYS_A_WEEK: Final = 7
# Years beyond are slips of the finger, and the end of Python's calendar is near some of them.
NOWADAYS: Final = 2026
A_CENTURY: Final = 100


@dataclass(frozen=True, slots=True)
class Days:
    """A first day and, when a span was named, how many days it has."""

    first: date
    count: int | None = None


class NoSuchDate(ValueError):
    """A date that no calendar has, such as 31 February."""


def take_days(sentence: Sentence, today: date) -> Days | None:
    """Take the days out of a sentence; none when it names no day.

    A date without a year that has passed is next year's; one with a year stays in the past.
    Raises `NoSuchDate`.
    """
    for read in _READERS:
        if found := read(sentence, today):
            return found
    return None


def _any_month() -> str:
    return any_of(name for names in words.MONTHS.values() for name in names)


def _any_weekday() -> str:
    return any_of(name for names in words.WEEKDAYS.values() for name in names)


_TO: Final = r"\s*(?:-|to|till|until|through|و|الي|لحد|لغايه|ل|la|w|and)\s*"
_TH: Final = "(?:st|nd|rd|th)"
_ISO: Final = re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_NUMERIC: Final = re.compile(
    r"(?<![\d/.:])(?P<day>\d{1,2})(?:/(?P<month>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?"
    r"|(?P<mark>[-.])(?P<month2>\d{1,2})(?P=mark)(?P<year2>\d{4}))(?![\d/])"
)
_DAY_MONTH: Final = re.compile(
    rf"(?<!\d)(?:(?P<day>\d{{1,2}}){_TH}?{_TO})?(?P<last>\d{{1,2}}){_TH}?(?: of)?\s+"
    rf"(?P<name>{_any_month()})(?:\s+(?P<year>\d{{4}}))?(?!\w)"
)
_MONTH_DAY: Final = re.compile(
    rf"(?<!\w)(?P<name>{_any_month()})\s+(?P<last>\d{{1,2}}){_TH}?(?:\s+(?P<year>\d{{4}}))?(?![\w:])"
)
_DAY_ALONE: Final = re.compile(
    rf"(?<!\w)(?:(?:the|on) (?P<nth>\d{{1,2}}){_TH}|(?:يوم|yom) (?P<day>\d{{1,2}}))(?![\w:])"
)
_IN_DAYS: Final = re.compile(
    rf"(?<!\w)(?:{any_of(words.IN_SOME_TIME)}) "
    rf"(?:(?P<count>\d{{1,2}}) (?:{any_of(words.DAYS)})|{any_of(words.TWO_DAYS)})(?!\w)"
)
_ONE_WEEKDAY: Final = re.compile(
    rf"(?<!\w)(?P<ahead>(?:{any_of(words.NEXT)}) )?(?:(?:on|this|يوم|نهار|yom|nhar|youm) )?(?:ب|لل|ل)?"
    rf"(?P<weekday>{_any_weekday()})(?P<next> (?:{any_of(words.NEXT)}))?(?!\w)"
)
_WEEKDAYS_SPAN: Final = re.compile(
    rf"(?<!\w)(?:from |من |mn |men )?(?:يوم |yom )?(?P<from>{_any_weekday()}){_TO}"
    rf"(?:يوم |yom )?(?P<till>{_any_weekday()})(?!\w)"
)


def _iso(sentence: Sentence, _today: date) -> Days | None:
    match = sentence.take(_ISO)
    return Days(_date(int(match["year"]), int(match["month"]), int(match["day"]))) if match else None


def _numeric(sentence: Sentence, today: date) -> Days | None:
    match = _NUMERIC.search(sentence.rest)
    if not match or match[0] == "24/7":
        return None
    sentence.cut(match)
    day, month = int(match["day"]), int(match["month"] or match["month2"])
    if month > 12 >= day:
        day, month = month, day
    return Days(_coming(today, day, month, match["year"] or match["year2"]))


def _named_month(sentence: Sentence, today: date) -> Days | None:
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        if match := sentence.take(pattern):
            month = next(
                number for number, names in words.MONTHS.items() if re.fullmatch(any_of(names), match["name"])
            )
            last = _coming(today, int(match["last"]), month, match["year"])
            if first_day := match.groupdict().get("day"):
                first = _date(last.year, last.month, int(first_day))
                return Days(first, _length(first, last))
            return Days(last)
    return None


def _day_of_month(sentence: Sentence, today: date) -> Days | None:
    match = sentence.take(_DAY_ALONE)
    if not match:
        return None
    day = int(match["nth"] or match["day"])
    if not 1 <= day <= 31:
        raise NoSuchDate
    candidate = today
    while candidate.day != day:
        candidate += ONE_DAY
    return Days(candidate)


def _from_today(pattern: re.Pattern[str], days: int, sentence: Sentence, today: date) -> Days | None:
    return Days(today + ONE_DAY * days) if sentence.take(pattern) else None


def _in_days(sentence: Sentence, today: date) -> Days | None:
    match = sentence.take(_IN_DAYS)
    return Days(today + ONE_DAY * int(match["count"] or 2)) if match else None


def _on_or_after(today: date, weekday: int) -> date:
    return today + ONE_DAY * ((weekday - today.weekday()) % DAYS_A_WEEK)


def _next_week(sentence: Sentence, today: date) -> Days | None:
    # The working week begins on Sunday.
    return Days(_on_or_after(today + ONE_DAY, SUNDAY)) if sentence.take(_NEXT_WEEK) else None


def _weekend(sentence: Sentence, today: date) -> Days | None:
    if not sentence.take(_WEEKEND):
        return None
    return Days(today if today.weekday() == FRIDAY + 1 else _on_or_after(today, FRIDAY))


def _weekday_number(name: str) -> int:
    return next(number for number, names in words.WEEKDAYS.items() if re.fullmatch(any_of(names), name))


def _weekday_span(sentence: Sentence, today: date) -> Days | None:
    match = sentence.take(_WEEKDAYS_SPAN)
    if not match:
        return None
    first = _on_or_after(today, _weekday_number(match["from"]))
    return Days(first, _length(first, _on_or_after(first, _weekday_number(match["till"]))))


def _weekday(sentence: Sentence, today: date) -> Days | None:
    match = sentence.take(_ONE_WEEKDAY)
    if not match:
        return None
    after = today + ONE_DAY if match["ahead"] or match["next"] else today
    return Days(_on_or_after(after, _weekday_number(match["weekday"])))


_NEXT_WEEK: Final = phrase(words.NEXT_WEEK)
_WEEKEND: Final = phrase(words.WEEKEND)

type _Reader = Callable[[Sentence, date], Days | None]

_READERS: Final[tuple[_Reader, ...]] = (
    _iso,
    _numeric,
    _named_month,
    partial(_from_today, phrase(words.DAY_AFTER_TOMORROW), 2),
    partial(_from_today, phrase(words.TOMORROW), 1),
    _weekday_span,
    _next_week,
    _weekend,
    _weekday,
    _in_days,
    partial(_from_today, phrase(words.TODAY), 0),
    partial(_from_today, phrase(words.YESTERDAY), -1),
    _day_of_month,
)


def _length(first: date, last: date) -> int:
    return min(max(1, (last - first).days + 1), MOST_DAYS)


def _date(year: int, month: int, day: int) -> date:
    if abs(year - NOWADAYS) > A_CENTURY:
        raise NoSuchDate
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDate from None


def _coming(today: date, day: int, month: int, year: str | None) -> date:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if (month, day) == (2, 29):
        return _leap_day(today)
    this_year = _date(today.year, month, day)
    return this_year if this_year >= today else _date(today.year + 1, month, day)


def _leap_day(today: date) -> date:
    candidate = today
    while (candidate.month, candidate.day) != (2, 29):
        candidate += ONE_DAY
    return candidate
