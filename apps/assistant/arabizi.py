"""Answers in Arabizi, for those who write it. No translation catalogue knows this script."""

from datetime import date, datetime, timedelta
from typing import Final

from apps.assistant.reading import Gazetteer, Intent, Note
from apps.catalog.search import SearchQuery
from apps.catalog.statuses import PriceUnit, ServiceName
from atspaces.shared.clock import ONE_DAY

_KINDS: Final = {
    ServiceName.HOT_DESK: "desk",
    ServiceName.MEETING_ROOM: "meeting room",
    ServiceName.PRIVATE_OFFICE: "maktab khas",
}
_WEEKDAYS: Final = ("el etnen", "el talata", "el arba3a", "el khamis", "el jom3a", "el sabt", "el a7ad")

INTENTS: Final = {
    Intent.GREETING: "Marhaba! 2olli shu bedak, masalan: bdi meeting room la 6 bokra mn 10 la 12 b Abdoun.",
    Intent.THANKS: "Ahlan w sahlan! Es2alni ay wa2et.",
    Intent.MY_BOOKINGS: "Ana badawwer 3ala amaken bas. 7joozatak b saf7et My bookings.",
    Intent.OFF_TOPIC: "Badawwer bas 3ala desks, makateb w meeting rooms bel Ordon. 2olli shu, wein w emta.",
    Intent.NO_SUCH_DATE: "Hal tareekh mesh mawjood. Ay yom bedak?",
    Intent.UNCLEAR: "Shu bedak: desk, maktab wella meeting room? W wein w emta?",
}
NOTES: Final = {
    Note.TIME_PASSED: "Hal wa2et ra7 lal yom, fa dawwaret 3ala bokra.",
    Note.LATE_TODAY: "El wa2et met2akher lal yom, fa dawwaret 3ala bokra.",
    Note.DAY_PASSED: "Hal yom ra7, fa akhadet awwal yom momken.",
    Note.HALF_HOURS: "El 7ajez bebda w byekhlas 3ala nos sa3a.",
    Note.OFFICE_BY_DAY: "El makateb el khasa bel yom.",
    Note.NEAR_ME: "Ma ba3raf wein enta: 2olli ay mante2a.",
    Note.CARD_NUMBER: "Khabbet ra2em el card: la tektobo hon.",
}


def found_text(found: int, wish: str) -> str:
    """Say how much is free."""
    return f"La2et {found} fadi: {wish}."


def nothing_text(wish: str, *, has_alternatives: bool) -> str:
    """Say that nothing is free, and whether something close is."""
    rest = "Bas fi eshi 2areeb:" if has_alternatives else "Jarreb yom tani aw mante2a tanye."
    return f"Ma fi eshi fadi: {wish}. {rest}"


def wish_text(query: SearchQuery, places: Gazetteer, today: date) -> str:
    """Say what is looked for, when and where, as a list."""
    place = [p.names[0] for p in places.places if (p.city, p.district) == (query.city, query.district)]
    kind = [_KINDS[query.kind]] if query.kind else []
    return " · ".join([*kind, _day(query.day, today), _hours(query), *place])


def _day(day: date, today: date) -> str:
    if day == today:
        return "el yom"
    name = "bokra" if day == today + ONE_DAY else _WEEKDAYS[day.weekday()]
    return f"{name} {day.day}/{day.month}"


def _hours(query: SearchQuery) -> str:
    if query.plan != PriceUnit.HOUR or query.start is None:
        return "yom kamel" if query.count == 1 else f"{query.count} ayyam"
    start = datetime.combine(query.day, query.start)
    return f"{start:%H:%M}-{start + timedelta(minutes=query.minutes):%H:%M}"
