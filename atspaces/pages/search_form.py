"""The search box: a GET form that is always filled, whose address is the search."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from apps.bookings.ask_links import read_length
from apps.bookings.forms import CountField, DayField, DinarsField, LengthField, StartField, length_text
from apps.branches.models import City, Facility
from apps.catalog.models import Feature
from apps.catalog.search import SearchQuery
from apps.catalog.statuses import PriceUnit, ServiceName
from atspaces.shared import formats
from atspaces.shared.bilingual import in_language
from atspaces.shared.clock import ONE_DAY
from atspaces.shared.kept import Kept
from atspaces.shared.query_form import QueryForm
from atspaces.shared.widgets import ChipChecks, Segmented

FIRST_CITY: Final = "amman"
ANYWHERE: Final = "jordan"
LENGTHS: Final = ("60", "120", "180", "240", "360", "480", "1d", "2d", "3d", "5d", "1w", "2w", "1mo", "3mo")
KINDS: Final = [
    (ServiceName.HOT_DESK.value, gettext_lazy("Desk")),
    (ServiceName.MEETING_ROOM.value, gettext_lazy("Meeting room")),
    (ServiceName.PRIVATE_OFFICE.value, gettext_lazy("Office")),
]
SORTS: Final = [
    ("best", gettext_lazy("Best match")),
    ("price", gettext_lazy("Lowest total")),
    ("distance", gettext_lazy("Nearest")),
]
# From the hour when a branch opens, round the clock: nobody scrolls past the night first.
HALF_HOURS: Final = [time((6 + n // 2) % 24, 30 * (n % 2)) for n in range(48)]
EVENING: Final = time(18)
MORNING: Final = time(9)
MOST_PEOPLE: Final = 100

_choices: Kept[list[Any]] = Kept(most=64)


@dataclass(frozen=True, slots=True)
class Place:
    """A city, or a district of one."""

    city: str
    city_name: str
    district: str
    name: str

    @property
    def key(self) -> str:
        """Write the place as an address does: `amman` or `amman.abdoun`."""
        return f"{self.city}.{self.district}" if self.district else self.city


def known_places() -> list[Place]:
    """Read every city with its districts, in one query."""
    rows = City.objects.order_by("position", "slug", "districts__name").values_list(
        "slug", "name", "name_ar", "districts__slug", "districts__name", "districts__name_ar"
    )
    places: list[Place] = []
    for slug, name, name_ar, district, district_name, district_name_ar in rows:
        city_name = in_language(name, name_ar)
        if not places or places[-1].city != slug:
            places.append(Place(slug, city_name, "", city_name))
        if district:
            places.append(Place(slug, city_name, district, in_language(district_name, district_name_ar)))
    return places


def site_zone() -> ZoneInfo:
    """The zone in which searches are read: people ask in the country's own time."""
    return ZoneInfo(settings.TIME_ZONE)


class SearchForm(QueryForm):
    """What people look for. Whatever is missing or wrong has a sensible value instead."""

    kind = forms.ChoiceField(label=gettext_lazy("What"), choices=KINDS, widget=Segmented)
    where = forms.ChoiceField(label=gettext_lazy("Where"))
    day = DayField(today=date.min, label=gettext_lazy("Day"))
    start = StartField(label=gettext_lazy("From"), widget=forms.Select)
    length = LengthField(label=gettext_lazy("For how long"))
    people = CountField(label=gettext_lazy("People"), min_value=1, max_value=MOST_PEOPLE)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lng = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)

    def __init__(self, given: "MultiValueDict[str, str]", *, places: Sequence[Place], now: datetime) -> None:
        defaults = search_defaults(now, places)
        if given.get("lat") and given.get("lng"):
            # Near somebody may be any city.
            defaults["where"] = ANYWHERE
        super().__init__(given, defaults)
        self.places = {place.key: place for place in places}
        today = now.astimezone(site_zone()).date()
        self.fields["day"] = DayField(today=today, label=gettext_lazy("Day"))
        language = get_language()
        self._choose("where", _choices.get((language, *places), lambda: _place_choices(places)))
        self._choose("length", _with_typed(self.data.get("length", ""), LENGTHS))
        start = self.fields["start"].widget
        assert isinstance(start, forms.Select)
        start.choices = _choices.get((language, today), lambda: _start_choices(now))

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def query(self) -> SearchQuery:
        """Give the search. Offices are booked by the day, so a stay of hours there becomes one day."""
        kind = ServiceName(self.value("kind"))
        plan, amount = read_length(self.value("length")) or (PriceUnit.DAY, 1)
        if kind == ServiceName.PRIVATE_OFFICE and plan == PriceUnit.HOUR:
            plan, amount = PriceUnit.DAY, 1
        by_hour = plan == PriceUnit.HOUR
        place = self.places.get(self.value("where"))
        near = self._near()
        return SearchQuery(
            plan=plan,
            day=self.value("day"),
            start=self._start() if by_hour else None,
            minutes=amount if by_hour else 0,
            count=1 if by_hour else amount,
            people=self.value("people"),
            kind=kind,
            city=place.city if place else "",
            district=place.district if place else "",
            near=near,
            sort=self._sort(near),
            **self.narrowing(),
        )

    def narrowing(self) -> dict[str, Any]:
        """Give what a wider form narrows the search with."""
        return {}

    def _start(self) -> time:
        # With the day that was typed goes its hour: on the default day it may have passed.
        wanted: time = self.fields["start"].clean(self.defaults["start"])
        return wanted if "day" in self.errors else self.value("start")

    def _near(self) -> tuple[float, float] | None:
        lat, lng = self.cleaned_data.get("lat"), self.cleaned_data.get("lng")
        return None if lat is None or lng is None else (lat, lng)

    def _sort(self, near: tuple[float, float] | None) -> str:
        wanted = str(self.data.get("sort") or ("distance" if near else "best"))
        return "best" if wanted == "distance" and near is None else wanted

    @property
    def days_instead_of_hours(self) -> bool:
        """Tell whether hours were asked for an office, which is booked by the day."""
        read = read_length(self.value("length"))
        return self.value("kind") == ServiceName.PRIVATE_OFFICE and bool(read and read[0] == PriceUnit.HOUR)


class FilterForm(SearchForm):
    """The search box of the results page, with what narrows the list."""

    text = forms.CharField(
        label=gettext_lazy("Name or area"), required=False, max_length=80,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip
    max_total = DinarsField(
        label=gettext_lazy("At most, in all"), required=False, help_text=gettext_lazy("In JOD, with tax.")
    )
    facilities = forms.MultipleChoiceField(
        label=gettext_lazy("It must have"), required=False, widget=ChipChecks
    )
    # Not offered: what a desk or room has comes from the assistant's links, and stays till taken off.
    features = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    sort = forms.ChoiceField(label=gettext_lazy("Sort by"), choices=SORTS, required=False)

    def __init__(
        self,
        given: "MultiValueDict[str, str]",
        *,
        places: Sequence[Place],
        facilities: Sequence[Facility],
        features: Sequence[Feature] = (),
        now: datetime,
    ) -> None:
        super().__init__(given, places=places, now=now)
        self._choose("facilities", [(f.slug, f.display_name) for f in facilities])
        self._choose("features", [(f.slug, f.display_name) for f in features])

    def narrowing(self) -> dict[str, Any]:
        """Give the words, the price and what it must have; what cannot be read narrows nothing."""
        return {
            "text": self.cleaned_data.get("text", ""),
            "max_total": self.cleaned_data.get("max_total"),
            "facilities": self._known("facilities"),
            "features": self._known("features"),
        }

    def _known(self, name: str) -> tuple[str, ...]:
        known = {slug for slug, _name in self.fields[name].choices}  # type: ignore[attr-defined]
        return tuple(slug for slug in dict.fromkeys(self.given.getlist(name)) if slug in known)


def search_defaults(now: datetime, places: Sequence[Place]) -> dict[str, str]:
    """Give a search that finds something: from the next full hour, in the evening from tomorrow morning."""
    local = now.astimezone(site_zone())
    start = (local + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
    if start.time() > EVENING or start.date() != local.date() or start.time() < MORNING:
        day = local.date() if local.time() < MORNING else local.date() + ONE_DAY
        start = datetime.combine(day, MORNING, tzinfo=local.tzinfo)
    return {
        "kind": ServiceName.HOT_DESK.value,
        "where": FIRST_CITY if any(place.key == FIRST_CITY for place in places) else ANYWHERE,
        "day": start.date().isoformat(),
        "start": f"{start:%H:%M}",
        "length": LENGTHS[1],
        "people": "1",
    }


def _place_choices(places: Sequence[Place]) -> list[Any]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for place in places:
        name = place.name if place.district else _("All of %(city)s") % {"city": place.city_name}
        groups.setdefault(place.city_name, []).append((place.key, name))
    return [(ANYWHERE, _("All of Jordan")), *groups.items()]


def _with_typed(typed: str, offered: Sequence[str]) -> list[tuple[str, str]]:
    values = [typed, *offered] if read_length(typed) and typed not in offered else list(offered)
    return [(value, length_text(value)) for value in values]


def _start_choices(now: datetime) -> list[Any]:
    return [(f"{at:%H:%M}", _clock(at, now)) for at in HALF_HOURS]


def _clock(at: time, now: datetime) -> str:
    zone = site_zone()
    return formats.clock(datetime.combine(now.astimezone(zone).date(), at, tzinfo=zone), zone)


def address_of(given: "MultiValueDict[str, str]", *, without: tuple[str, ...] = (), **changes: Any) -> str:
    """Write a search's address with some parameters changed (a list for several) or left out."""
    query = {name: values for name, values in given.lists() if name not in (*without, *changes, "page")}
    return urlencode(query | changes, doseq=True)
