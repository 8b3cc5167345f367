"""What a search asks for, in plain values."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from apps.catalog.asks import Ask
from apps.catalog.models import VendorService
from apps.catalog.statuses import PriceUnit, ServiceName


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """What a customer looks for. Empty fields do not narrow the search.

    `count` is a number of days, weeks or months by `plan`. `kind` and `kinds` together name every
    kind that will do, as `district` and `districts` every district. `near` is a latitude and
    longitude in degrees, `within_km` needs it. `min_total` and `max_total` are what it may cost in
    all, in dinars with tax. `open_late` is after eight in the evening of the asked day.

    `sort` is one of:
        best      the fewest seats left empty; among equals the lowest total, to which, near
                  somebody, each kilometre of the way adds a quarter of a dinar
        price     the lowest total
        distance  the nearest
    """

    plan: PriceUnit
    day: date
    start: time | None = None
    minutes: int = 60
    count: int = 1
    people: int = 1
    kind: ServiceName | None = None
    kinds: tuple[ServiceName, ...] = ()
    city: str = ""
    district: str = ""
    districts: tuple[str, ...] = ()
    text: str = ""
    facilities: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    instant: bool = False
    free_cancellation: bool = False
    open_now: bool = False
    open_late: bool = False
    open_friday: bool = False
    near: tuple[float, float] | None = None
    within_km: float | None = None
    min_total: Decimal | None = None
    max_total: Decimal | None = None
    sort: str = "best"

    @property
    def ask(self) -> Ask:
        """The ask for one unit that this search means."""
        return Ask(
            plan=self.plan,
            day=self.day,
            start=self.start if self.plan == PriceUnit.HOUR else None,
            minutes=self.minutes,
            count=self.count,
        )

    @property
    def last_day(self) -> date:
        """The last day asked for."""
        return self.ask.last_day

    @property
    def all_kinds(self) -> tuple[ServiceName, ...]:
        """Every kind that will do; none when any will."""
        return tuple(dict.fromkeys((*([self.kind] if self.kind else []), *self.kinds)))

    @property
    def all_districts(self) -> tuple[str, ...]:
        """Every district that will do; none when any will."""
        return tuple(dict.fromkeys((*([self.district] if self.district else []), *self.districts)))

    def ask_for(self, service: VendorService) -> Ask:
        """Give the ask that this search means for one service: a desk each, or one room for all."""
        is_desk = service.service.name == ServiceName.HOT_DESK
        return Ask(
            plan=self.plan,
            day=self.day,
            start=self.start if self.plan == PriceUnit.HOUR else None,
            minutes=self.minutes,
            count=self.count,
            quantity=self.people if is_desk else 1,
        )
