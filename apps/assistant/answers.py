"""What the assistant says, in the language and script of the question."""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from apps.assistant import arabizi
from apps.assistant.reading import Gazetteer, Intent, Note, Reading
from apps.assistant.search_texts import wish_text
from apps.assistant.wording import Register

type Sentence = Callable[[], str]

_INTENTS: Final[dict[Intent, Sentence]] = {
    Intent.GREETING: lambda: _(
        "Hello! Say what you need, for example: a meeting room for 6 tomorrow from 10 to 12 in Abdoun."
    ),
    Intent.THANKS: lambda: _("You are welcome. Ask again whenever you need a place."),
    Intent.MY_BOOKINGS: lambda: _(
        "I only find places. You see and change your bookings on the page My bookings."
    ),
    Intent.OFF_TOPIC: lambda: _(
        "I only find desks, offices and meeting rooms in Jordan. Tell me what, where and when."
    ),
    Intent.NO_SUCH_DATE: lambda: _("That date is not in the calendar. Which day do you mean?"),
    Intent.UNCLEAR: lambda: _(
        "What are you looking for: a desk, an office or a meeting room? And where and when?"
    ),
}
_NOTES: Final[dict[Note, Sentence]] = {
    Note.TIME_PASSED: lambda: _("That time has passed today, so I looked at tomorrow."),
    Note.LATE_TODAY: lambda: _("It is late today, so I looked at tomorrow."),
    Note.DAY_PASSED: lambda: _("That day has passed, so I took the first one possible."),
    Note.HALF_HOURS: lambda: _("Bookings begin and end on the half hour."),
    Note.OFFICE_BY_DAY: lambda: _("Offices are booked by the day."),
    Note.NEAR_ME: lambda: _("I cannot see where you are; name an area to find places close to it."),
    Note.CARD_NUMBER: lambda: _("I hid the card number: never type one here."),
}


def answer_text(
    reading: Reading, *, found: int, has_alternatives: bool, places: Gazetteer, today: date
) -> str:
    """Give the answer to a reading: one line, after one for what was read otherwise than typed."""
    if reading.register == Register.ARABIZI:
        answer = _arabizi(reading, found, places, today, has_alternatives=has_alternatives)
        notes = [arabizi.NOTES[note] for note in reading.notes]
    else:
        with override(reading.register.value):
            answer = _translated(reading, found, places, today, has_alternatives=has_alternatives)
            notes = [_NOTES[note]() for note in reading.notes]
    return "\n".join(filter(None, [" ".join(notes), answer]))


def _translated(
    reading: Reading, found: int, places: Gazetteer, today: date, *, has_alternatives: bool
) -> str:
    if reading.query is None:
        return _INTENTS[reading.intent]()
    wish = {"wish": wish_text(reading.query, places, today)}
    if found:
        text = ngettext("I found %(count)d free: %(wish)s.", "I found %(count)d free: %(wish)s.", found)
        return text % (wish | {"count": found})
    if has_alternatives:
        return _("Nothing is free for this: %(wish)s. Something close is:") % wish
    return _("Nothing is free for this: %(wish)s. Try another day or another place.") % wish


def _arabizi(reading: Reading, found: int, places: Gazetteer, today: date, *, has_alternatives: bool) -> str:
    if reading.query is None:
        return arabizi.INTENTS[reading.intent]
    wish = arabizi.wish_text(reading.query, places, today)
    if found:
        return arabizi.found_text(found, wish)
    return arabizi.nothing_text(wish, has_alternatives=has_alternatives)
