"""Reads a sentence in English, Arabic or Arabizi as a search, by rules alone.

Pure and repeatable: the same sentence, catalogue and clock give the same reading. Every part
that is understood is taken out before the next is looked for, so that "14 January" is never
fourteen people. What a sentence leaves open is filled with a sensible value and not in `stated`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from apps.assistant import clocks, dates, wishes
from apps.assistant.clocks import HALF_STARTS, Half, Hours, as_time
from apps.assistant.lengths import Length, take_length
from apps.assistant.places import take_misspelled_place, take_place
from apps.assistant.reading import Amenity, Gazetteer, Intent, Note, Part, Place, Reading
from apps.assistant.vocabulary import calendar, talk
from apps.assistant.wishes import Ceiling
from apps.assistant.wording import Register, Sentence, phrase, register_of
from apps.catalog.search import SearchQuery
from apps.catalog.statuses import PriceUnit, ServiceName
from atspaces.shared.clock import ONE_DAY
from atspaces.shared.money import round_to_fils

STEP_MINUTES: Final = 30
USUAL_START: Final = 10 * 60
USUAL_MINUTES: Final = 60
AFTERNOON_MINUTES: Final = 120
LATE: Final = 19 * 60
"""From here on, "a desk" without an hour means one tomorrow."""
HALF_SPENT: Final = 14 * 60
"""From here on, "a desk today" means some hours and not the day."""

_GREETING: Final = phrase(talk.GREETINGS)
_THANKS: Final = phrase(talk.THANKS)
_MY_BOOKINGS: Final = phrase(talk.MY_BOOKINGS)
_OFF_TOPIC: Final = phrase(talk.OFF_TOPIC)
_TONIGHT: Final = phrase(calendar.TONIGHT)
_NOW: Final = phrase(calendar.NOW)
_STANDS_ALONE: Final = {Part.KIND, Part.PLACE, Part.AMENITIES}
_MOST_UNKNOWN_WORDS: Final = 2


@dataclass
class _Heard:
    """What a sentence says, before anything is assumed."""

    kind: wishes.Kind | None = None
    place: Place | None = None
    amenities: list[Amenity] = field(default_factory=list)
    days: dates.Days | None = None
    hours: Hours | None = None
    half: Half | None = None
    length: Length | None = None
    people: int | None = None
    ceiling: Ceiling | None = None
    is_cheap: bool = False
    is_now: bool = False
    is_near_me: bool = False

    @property
    def stated(self) -> frozenset[Part]:
        said = {
            Part.KIND: self.kind,
            Part.PLACE: self.place,
            Part.AMENITIES: self.amenities,
            Part.DAY: self.days or self.is_now,
            Part.TIME: self.hours or self.half or self.is_now,
            Part.LENGTH: self.length or (self.hours and self.hours.minutes),
            Part.PEOPLE: self.people,
            Part.PRICE: self.ceiling or self.is_cheap,
        }
        return frozenset(part for part, value in said.items() if value)


def parse_sentence(text: str, *, places: Gazetteer, now: datetime, language: str) -> Reading:
    """Read a sentence by rules. See `Understanding`."""
    register = register_of(text, language)
    sentence = Sentence(text)
    is_greeting = sentence.take(_GREETING) is not None
    try:
        heard = _listen(sentence, places, now.date())
    except dates.NoSuchDate:
        return Reading(intent=Intent.NO_SUCH_DATE, register=register)
    intent = _intent(sentence, heard, is_greeting=is_greeting)
    if intent != Intent.SEARCH:
        return Reading(intent=intent, register=register)
    return _search(heard, places, now, register)


def _listen(sentence: Sentence, places: Gazetteer, today: date) -> _Heard:
    heard = _Heard()
    heard.place = take_place(sentence, places.places)
    heard.is_near_me = wishes.take_near_me(sentence)
    heard.amenities = wishes.take_amenities(sentence, places)
    heard.days = dates.take_days(sentence, today)
    if sentence.take(_TONIGHT):
        heard.days, heard.half = heard.days or dates.Days(today), Half.EVENING
    heard.people = wishes.take_people(sentence)
    heard.ceiling = wishes.take_ceiling(sentence)
    heard.length = take_length(sentence)
    heard.hours = clocks.take_hours(sentence)
    heard.half = clocks.take_day_part(sentence) or heard.half
    heard.is_cheap = wishes.take_cheap(sentence)
    heard.kind = wishes.take_kind(sentence)
    heard.people = heard.people or wishes.take_bare_people(sentence)
    if heard.days and not heard.hours:
        heard.hours = clocks.take_hour_beside_date(sentence)
    heard.is_now = sentence.take(_NOW) is not None
    heard.place = heard.place or take_misspelled_place(sentence, places.places)
    return heard


def _intent(sentence: Sentence, heard: _Heard, *, is_greeting: bool) -> Intent:
    if heard.kind is None and sentence.take(_OFF_TOPIC):
        return Intent.OFF_TOPIC
    if sentence.take(_MY_BOOKINGS):
        return Intent.MY_BOOKINGS
    if _is_search(sentence, heard):
        return Intent.SEARCH
    if sentence.take(_THANKS):
        return Intent.THANKS
    return Intent.GREETING if is_greeting else Intent.UNCLEAR


def _is_search(sentence: Sentence, heard: _Heard) -> bool:
    """Trust a sentence that names a thing or a place, or that has little else in it."""
    stated = heard.stated
    if Part.KIND in stated or len(stated) >= 3:
        return True
    unknown = len([word for word in sentence.rest.split() if word != "¦"])
    if stated & _STANDS_ALONE:
        return unknown <= 2 * _MOST_UNKNOWN_WORDS
    return bool(stated or heard.is_near_me) and unknown <= _MOST_UNKNOWN_WORDS


def _search(heard: _Heard, places: Gazetteer, now: datetime, register: Register) -> Reading:
    kind = _kind(heard)
    when = _When(heard, kind, now).settled()
    query = SearchQuery(
        kind=kind,
        city=heard.place.city if heard.place else places.home_city,
        district=heard.place.district if heard.place else "",
        people=heard.people or 1,
        facilities=tuple(a.slug for a in heard.amenities if not a.is_feature),
        features=tuple(a.slug for a in heard.amenities if a.is_feature),
        sort="price" if heard.is_cheap else "best",
        max_total=_max_total(heard.ceiling, when),
        plan=when.plan,
        day=when.day,
        start=when.start,
        minutes=when.minutes,
        count=when.days,
    )
    notes = (*when.notes, *((Note.NEAR_ME,) if heard.is_near_me else ()))
    return Reading(intent=Intent.SEARCH, register=register, query=query, stated=heard.stated, notes=notes)


def _kind(heard: _Heard) -> ServiceName:
    alone = (heard.people or 1) == 1
    if heard.kind is None:
        return ServiceName.HOT_DESK if alone else ServiceName.MEETING_ROOM
    by_hour = heard.hours or heard.half or (heard.length and heard.length.minutes)
    return ServiceName.HOT_DESK if heard.kind.may_be_desk and by_hour and alone else heard.kind.name


def _max_total(ceiling: Ceiling | None, when: "_Times") -> Decimal | None:
    if ceiling is None:
        return None
    hours = Decimal(when.minutes) / 60 if ceiling.per_hour and when.plan == PriceUnit.HOUR else Decimal(1)
    return round_to_fils(ceiling.amount * hours)


@dataclass(frozen=True, slots=True)
class _Times:
    plan: PriceUnit
    day: date
    start: time | None
    minutes: int
    days: int
    notes: tuple[Note, ...]


class _When:
    """Settles day, hour and length together: each depends on what is said of the others."""

    def __init__(self, heard: _Heard, kind: ServiceName, now: datetime) -> None:
        self.heard = heard
        self.kind = kind
        self.today = now.date()
        self.minute_now = now.hour * 60 + now.minute
        self.day = heard.days.first if heard.days else self.today
        self.notes: list[Note] = []

    def settled(self) -> _Times:
        """Give the times to search for, all of them in the future."""
        if self.day < self.today:
            self.notes.append(Note.DAY_PASSED)
            self.day = self.today
        if self._is_by_day():
            return self._by_day()
        start = self._start()
        minutes = self._minutes()
        if start is None:
            start = self._free_start()
        return _Times(
            PriceUnit.HOUR, self.day, as_time(start), minutes, days=1, notes=tuple(dict.fromkeys(self.notes))
        )

    def _is_by_day(self) -> bool:
        heard = self.heard
        if (heard.length and heard.length.days) or (heard.days and heard.days.count):
            return True
        if self.kind == ServiceName.PRIVATE_OFFICE:
            if heard.hours or heard.half or heard.length:
                self.notes.append(Note.OFFICE_BY_DAY)
            return True
        if heard.hours or heard.half or heard.length or heard.is_now or self.kind == ServiceName.MEETING_ROOM:
            return False
        return not (heard.days and self.day == self.today and self.minute_now >= HALF_SPENT)

    def _by_day(self) -> _Times:
        if self.day == self.today and self.minute_now >= LATE:
            self._move_on(Note.LATE_TODAY)
        count = self.heard.days.count if self.heard.days else None
        if count is None:
            count = (self.heard.length.days if self.heard.length else None) or 1
        return _Times(PriceUnit.DAY, self.day, None, USUAL_MINUTES, days=count, notes=tuple(self.notes))

    def _start(self) -> int | None:
        """Give the stated start, moved to where it can still be had; none when none was stated."""
        hours = self.heard.hours
        if hours is None:
            return self._start_of_half()
        start = hours.start - hours.start % STEP_MINUTES
        if start != hours.start:
            self.notes.append(Note.HALF_HOURS)
        if self.day > self.today or start > self.minute_now:
            return start
        tonight = start + clocks.NOON
        if hours.is_open_to_doubt and self.minute_now < tonight <= clocks.LAST_GUESSED_START:
            return tonight
        self._move_on(Note.TIME_PASSED)
        return start

    def _start_of_half(self) -> int | None:
        half = self.heard.half
        if half is None:
            return None
        start = HALF_STARTS[half]
        if self.day > self.today or start > self.minute_now:
            return start
        if half == Half.EVENING and self.minute_now < LATE:
            return self._next_hour()
        self._move_on(Note.TIME_PASSED)
        return start

    def _free_start(self) -> int:
        if self.day > self.today:
            return USUAL_START
        if self.minute_now >= LATE and not self.heard.is_now:
            self._move_on(Note.LATE_TODAY)
            return USUAL_START
        return max(self._next_hour(), USUAL_START - 60) if not self.heard.is_now else self._next_half_hour()

    def _next_hour(self) -> int:
        return self._bounded((self.minute_now // 60 + 1) * 60)

    def _next_half_hour(self) -> int:
        return self._bounded((self.minute_now // STEP_MINUTES + 1) * STEP_MINUTES)

    def _bounded(self, start: int) -> int:
        if start < clocks.DAY_MINUTES:
            return start
        self._move_on(Note.LATE_TODAY)
        return USUAL_START

    def _minutes(self) -> int:
        heard = self.heard
        wanted = (heard.hours.minutes if heard.hours else None) or (
            heard.length.minutes if heard.length else None
        )
        if wanted is None:
            return (
                USUAL_MINUTES if self.kind == ServiceName.MEETING_ROOM or heard.hours else AFTERNOON_MINUTES
            )
        rounded = -(-wanted // STEP_MINUTES) * STEP_MINUTES
        if rounded != wanted:
            self.notes.append(Note.HALF_HOURS)
        return rounded

    def _move_on(self, note: Note) -> None:
        if Note.DAY_PASSED not in self.notes:
            self.notes.append(note)
        self.day += ONE_DAY
