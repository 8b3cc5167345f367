"""How amounts, dates, times, spans and phone numbers are written for people.

Pure functions: text in the language passed, or in the active one. Digits are Western in both
languages, as on Jordanian tills and phones. Templates use the tags of the same names, which add
the `<bdi>` that keeps a number whole inside a right-to-left sentence.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Final

import phonenumbers
from django.utils.translation import get_language, gettext, ngettext, override

from atspaces.shared.money import round_to_fils

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"
EN_DASH: Final = "\u2013"
# Keeps a line from breaking after the dash, where even a no-break space would let it.
WORD_JOINER: Final = "\u2060"
# Isolates the sign with its digits, so that right-to-left text does not move it to the other end.
ISOLATE_LTR: Final = "\u2066"
ISOLATE_END: Final = "\u2069"

WEEKDAYS: Final = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
}
# The month names of the Levant; Django's Arabic has those of Egypt and the Gulf.
MONTHS: Final = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "ar": (
        "كانون الثاني",
        "شباط",
        "آذار",
        "نيسان",
        "أيار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول",
        "تشرين الأول",
        "تشرين الثاني",
        "كانون الأول",
    ),
}
DAY_HALVES: Final = {"en": ("am", "pm"), "ar": ("ص", "م")}
CURRENCY: Final = {"en": "JOD", "ar": "د.أ"}
MINUTES_PER_HOUR: Final = 60
MINUTES_PER_DAY: Final = 24 * MINUTES_PER_HOUR
JORDAN_MOBILE_DIGITS: Final = 9
_JORDAN_MOBILE: Final = re.compile(r"\+9627[0-9]{8}")


def money(amount: Decimal | int, *, language: str | None = None) -> str:
    """Give dinars as people read them: `JOD 24`, `JOD 12.500`, `24 د.أ`.

    Whole dinars carry no decimals, all others carry three, because JOD has 1000 fils (ISO 4217).
    """
    rounded = round_to_fils(Decimal(amount))
    decimals = 0 if rounded == rounded.to_integral_value() else 3
    return _with_currency(rounded, decimals, language)


def money_exact(amount: Decimal | int, *, language: str | None = None) -> str:
    """Give dinars with all three decimals, for receipts and statements."""
    return _with_currency(round_to_fils(Decimal(amount)), 3, language)


def price(amount: Decimal | int, *, language: str | None = None) -> str:
    """Give a price: an amount of money, or the word "Free" for nothing."""
    if Decimal(amount) == 0:
        return _translated(lambda: gettext("Free"), language)
    return money(amount, language=language)


def number(value: Decimal | int, *, language: str | None = None) -> str:
    """Give a number with thousands separated and a true minus sign."""
    del language  # digits and separators are the same in both
    text = f"{abs(value):,}"
    return f"{MINUS}{text}" if value < 0 else text


def phone(value: str) -> str:
    """Give an E.164 number as people dial it: `07 9012 3456`; foreign ones internationally.

    What cannot be parsed is given back as it came, so that nobody's number disappears.
    """
    if _JORDAN_MOBILE.fullmatch(value):  # nearly all of them, and parsing takes far longer than a row
        return f"0{value[4]}{NBSP}{value[5:9]}{NBSP}{value[9:]}"
    try:
        parsed = phonenumbers.parse(value, "JO")
    except phonenumbers.NumberParseException:
        return value
    national = str(parsed.national_number)
    if parsed.country_code == 962 and national.startswith("7") and len(national) == JORDAN_MOBILE_DIGITS:
        return f"0{national[0]} {national[1:5]} {national[5:]}".replace(" ", NBSP)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace(" ", NBSP)


def weekday(value: date, *, language: str | None = None) -> str:
    """Give the name of the weekday: `Tue`, `الثلاثاء`."""
    return WEEKDAYS[_code(language)][value.weekday()]


def month(value: date, *, language: str | None = None) -> str:
    """Give the name of the month: `Jan`, `كانون الثاني`."""
    return MONTHS[_code(language)][value.month - 1]


def day(value: date, *, today: date, relative: bool = False, language: str | None = None) -> str:
    """Give a date with its weekday: `Tue 14 Jan`; the year only when it is not today's year.

    With `relative`, today and tomorrow say so first: `Today, Tue 14 Jan`.
    """
    text = f"{weekday(value, language=language)} {_day_and_month(value, today, language)}"
    name = _relative_name(value, today, language) if relative else ""
    return f"{name}{_comma(language)}{text}" if name else text


def date_range(start: date, end: date, *, today: date, language: str | None = None) -> str:
    """Give two dates as one span, both days included: `Tue 14 Jan – Thu 16 Jan`."""
    first = day(start, today=today, language=language)
    if start == end:
        return first
    return f"{first} {EN_DASH} {day(end, today=today, language=language)}"


def clock(value: datetime, zone: tzinfo, *, language: str | None = None) -> str:
    """Give an instant as the clock on the wall in `zone` shows it: `10:00 am`, `10:00 ص`."""
    return NBSP.join(_clock_parts(value, zone, language))


def time_range(start: datetime, end: datetime, zone: tzinfo, *, language: str | None = None) -> str:
    """Give two instants as a span of the clock: `10:00–11:30 am`, `10:00 ص – 2:00 م`."""
    first, first_half = _clock_parts(start, zone, language)
    last, last_half = _clock_parts(end, zone, language)
    same_day = start.astimezone(zone).date() == end.astimezone(zone).date()
    if first_half == last_half and same_day:
        return f"{first}{EN_DASH}{WORD_JOINER}{last}{NBSP}{last_half}"
    return f"{first}{NBSP}{first_half}{NBSP}{EN_DASH}{WORD_JOINER}{NBSP}{last}{NBSP}{last_half}"


def duration(minutes: int, *, language: str | None = None) -> str:
    """Give a span in words: `2 hours`, `1 hour 30 minutes`, `3 days`."""
    return _translated(lambda: _duration_words(minutes), language)


def time_units(unit: str, count: int, *, language: str | None = None) -> str:
    """Count hours, days, weeks or months in words: `2 weeks`; `unit` in the singular."""
    return _translated(lambda: _COUNTED[unit](count), language)


def relative(value: datetime, *, now: datetime, language: str | None = None) -> str:
    """Give the distance to an instant in its largest unit: `in 3 hours`, `5 minutes ago`.

    Hours up to two days, because "in 1 day" may be two nights away.
    """
    minutes = round((value - now).total_seconds() / 60)
    return _translated(lambda: _relative_words(minutes), language)


def _code(language: str | None) -> str:
    chosen = language or get_language() or "en"
    return "ar" if chosen.startswith("ar") else "en"


def listed(parts: Iterable[str], *, language: str | None = None) -> str:
    """Join what is not empty with the comma of the language: `Abdali, Amman`, `العبدلي، عمّان`."""
    return _comma(language).join(filter(None, parts))


def _comma(language: str | None) -> str:
    return "، " if _code(language) == "ar" else ", "


def _translated(words: Callable[[], str], language: str | None) -> str:
    with override(_code(language)):
        return words()


def _with_currency(amount: Decimal, decimals: int, language: str | None) -> str:
    code = _code(language)
    digits = f"{abs(amount):,.{decimals}f}"
    if code == "en":
        return f"{MINUS if amount < 0 else ''}{CURRENCY[code]}{NBSP}{digits}"
    signed = f"{ISOLATE_LTR}{MINUS}{digits}{ISOLATE_END}" if amount < 0 else digits
    return f"{signed}{NBSP}{CURRENCY[code]}"


def _day_and_month(value: date, today: date, language: str | None) -> str:
    text = f"{value.day}{NBSP}{month(value, language=language).replace(' ', NBSP)}"
    return text if value.year == today.year else f"{text} {value.year}"


def _relative_name(value: date, today: date, language: str | None) -> str:
    distance = (value - today).days
    if distance == 0:
        return _translated(lambda: gettext("Today"), language)
    if distance == 1:
        return _translated(lambda: gettext("Tomorrow"), language)
    return ""


def _clock_parts(value: datetime, zone: tzinfo, language: str | None) -> tuple[str, str]:
    local = value.astimezone(zone)
    half = DAY_HALVES[_code(language)][local.hour >= 12]
    return f"{local.hour % 12 or 12}:{local.minute:02}", half


def _days(count: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def _hours(count: int) -> str:
    return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}


def _minutes(count: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}


def _weeks(count: int) -> str:
    return ngettext("%(count)d week", "%(count)d weeks", count) % {"count": count}


def _months(count: int) -> str:
    return ngettext("%(count)d month", "%(count)d months", count) % {"count": count}


_COUNTED: Final = {"hour": _hours, "day": _days, "week": _weeks, "month": _months}


def _duration_words(minutes: int) -> str:
    if minutes and minutes % MINUTES_PER_DAY == 0:
        return _days(minutes // MINUTES_PER_DAY)
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    if hours and rest:
        return gettext("%(hours)s %(minutes)s") % {"hours": _hours(hours), "minutes": _minutes(rest)}
    return _hours(hours) if hours else _minutes(rest)


def _relative_words(minutes: int) -> str:
    if minutes == 0:
        return gettext("now")
    distance, is_ahead = abs(minutes), minutes > 0
    if distance < MINUTES_PER_HOUR:
        return _minutes_away(distance, is_ahead=is_ahead)
    if distance < 2 * MINUTES_PER_DAY:
        return _hours_away(round(distance / MINUTES_PER_HOUR), is_ahead=is_ahead)
    return _days_away(round(distance / MINUTES_PER_DAY), is_ahead=is_ahead)


# Whole sentences, not "in" before a span: Arabic declines the span after it.
def _minutes_away(count: int, *, is_ahead: bool) -> str:
    ahead = ngettext("in %(count)d minute", "in %(count)d minutes", count)
    past = ngettext("%(count)d minute ago", "%(count)d minutes ago", count)
    return (ahead if is_ahead else past) % {"count": count}


def _hours_away(count: int, *, is_ahead: bool) -> str:
    ahead = ngettext("in %(count)d hour", "in %(count)d hours", count)
    past = ngettext("%(count)d hour ago", "%(count)d hours ago", count)
    return (ahead if is_ahead else past) % {"count": count}


def _days_away(count: int, *, is_ahead: bool) -> str:
    ahead = ngettext("in %(count)d day", "in %(count)d days", count)
    past = ngettext("%(count)d day ago", "%(count)d days ago", count)
    return (ahead if is_ahead else past) % {"count": count}
