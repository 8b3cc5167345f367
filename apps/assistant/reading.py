"""What a sentence was read as, and the interface of whatever reads it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from apps.assistant.wording import Register
from apps.catalog.search import SearchQuery


class Intent(StrEnum):
    """What somebody wants of the assistant. Booking and cancelling are not among it."""

    SEARCH = "search"
    GREETING = "greeting"
    THANKS = "thanks"
    MY_BOOKINGS = "my_bookings"
    OFF_TOPIC = "off_topic"
    NO_SUCH_DATE = "no_such_date"
    UNCLEAR = "unclear"


class Part(StrEnum):
    """A part of a search that a sentence states or leaves open."""

    KIND = "kind"
    PLACE = "place"
    DAY = "day"
    TIME = "time"
    LENGTH = "length"
    PEOPLE = "people"
    AMENITIES = "amenities"
    PRICE = "price"


class Note(StrEnum):
    """Something that was read otherwise than it was typed, and has to be said."""

    TIME_PASSED = "time_passed"
    LATE_TODAY = "late_today"
    DAY_PASSED = "day_passed"
    HALF_HOURS = "half_hours"
    OFFICE_BY_DAY = "office_by_day"
    NEAR_ME = "near_me"
    CARD_NUMBER = "card_number"


@dataclass(frozen=True, slots=True)
class Place:
    """A city, or a district of one, with every way to write it."""

    city: str
    district: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Amenity:
    """Something a branch (facility) or a single space (feature) has, with its names."""

    slug: str
    is_feature: bool
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The names that exist in the catalogue. The first city is assumed when none is named."""

    places: tuple[Place, ...]
    amenities: tuple[Amenity, ...]

    @property
    def home_city(self) -> str:
        return self.places[0].city if self.places else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A sentence understood: an intent and, for a search, the query with what was said of it.

    Parts that are not in `stated` were assumed.
    """

    intent: Intent
    register: Register
    query: SearchQuery | None = None
    stated: frozenset[Part] = field(default_factory=frozenset)
    notes: tuple[Note, ...] = ()


class Understanding(Protocol):
    """Reads sentences. The parser is one; a language model can be another.

    `now` is aware and in the zone that "today" is meant in. Nothing is read from the database:
    what exists comes in as the gazetteer.
    """

    def __call__(self, text: str, *, places: Gazetteer, now: datetime, language: str) -> Reading: ...
