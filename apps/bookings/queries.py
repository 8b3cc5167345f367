"""Questions about bookings: what is taken, what is free, who comes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, F, Func, Q, QuerySet

from apps.accounts.models import User
from apps.bookings.models import Booking, real_bookings
from apps.bookings.statuses import BookingStatus
from apps.bookings.use_sql import IN_USE, STANDING
from apps.branches.models import Branch
from apps.branches.queries import branches_of
from apps.catalog.asks import Ask, Span, span_of
from apps.catalog.models import VendorService
from apps.catalog.policies import Offer, refusal_for_units, refusal_of
from apps.catalog.refusals import Refusal
from apps.catalog.statuses import PriceUnit
from apps.catalog.units import UnitsInUse, Use
from atspaces.shared.clock import ONE_DAY, day_start


def in_use_between(
    services: Iterable[VendorService],
    starts_at: datetime,
    ends_at: datetime,
    *,
    now: datetime,
    without: int | None = None,
) -> dict[int, UnitsInUse]:
    """What keeps units of some services from being sold in a span, by their keys, in one query.

    A block of everything counts the capacity. `without` leaves out one booking by its key.
    """
    capacity = {service.pk: service.max_capacity for service in services}
    found = {pk: UnitsInUse([], [], {}) for pk in capacity}
    asked: dict[str, Any] = {
        "services": list(capacity),
        "now": now,
        "without": without,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "first": starts_at.date() - ONE_DAY,
        "last": ends_at.date() + ONE_DAY,
    }
    with connection.cursor() as cursor:
        cursor.execute(IN_USE, asked)
        for pk, kind, start, end, units, day in cursor.fetchall():
            if kind == "taken":
                found[pk].taken.append(Use(start, end, units))
            elif kind == "blocked":
                found[pk].blocked.append(Use(start, end, capacity[pk] if units is None else units))
            else:
                found[pk].capacities[day] = units
    return found


class Standing(NamedTuple):
    """What decides, beside the units, whether somebody may hold: what they sent and hold already."""

    earlier: int | None
    live_holds: int
    has_overdue: bool


def standing_of(*, holder_key: str, idempotency_key: str, service_id: int, now: datetime) -> Standing:
    """The booking that a form made before, the holder's live holds, and overdue holds of a service."""
    asked: dict[str, Any] = {"holder": holder_key, "form": idempotency_key, "service": service_id, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(STANDING, asked)
        return Standing(*cursor.fetchone())


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that decides what is free of one service between two instants."""

    offer: Offer
    in_use: UnitsInUse

    def refusal(self, ask: Ask, *, now: datetime) -> Refusal | None:
        """Say why an ask cannot be had now; none when it can."""
        if refusal := refusal_of(self.offer, ask, now=now):
            return refusal
        span = span_of(ask, self.offer.hours)
        assert span is not None  # refusal_of has answered for closed days
        return self.refusal_for_span(ask, span)

    def refusal_for_span(self, ask: Ask, span: Span) -> Refusal | None:
        """Say why the units of an ask are not free in a span, whatever the other rules say."""
        return refusal_for_units(self.offer, ask, span, self.in_use)


def board_of(offer: Offer, *, first: date, last: date, now: datetime, without: int | None = None) -> Board:
    """Read what is taken and withheld from the day before `first` to the day after `last`."""
    pk = offer.service.pk
    return boards_of({pk: offer}, first=first, last=last, now=now, without=without)[pk]


def boards_of(
    offers: Mapping[int, Offer], *, first: date, last: date, now: datetime, without: int | None = None
) -> dict[int, Board]:
    """Read the boards of several services at once, in one query."""
    if not offers:
        return {}
    starts_at = min(day_start(first - ONE_DAY, offer.hours.zone) - offer.pause for offer in offers.values())
    ends_at = max(day_start(last + 2 * ONE_DAY, offer.hours.zone) + offer.pause for offer in offers.values())
    services = [offer.service for offer in offers.values()]
    in_use = in_use_between(services, starts_at, ends_at, now=now, without=without)
    return {pk: Board(offer, in_use[pk]) for pk, offer in offers.items()}


@dataclass(frozen=True, slots=True)
class Slot:
    """A start time of a day, and why it cannot be had, if it cannot."""

    ask: Ask
    starts_at: datetime
    ends_at: datetime
    refusal: Refusal | None

    @property
    def is_free(self) -> bool:
        return self.refusal is None


def day_slots(board: Board, ask: Ask, *, now: datetime) -> list[Slot]:
    """The start times of the asked day within opening hours that have not passed."""
    slots = []
    for start in _starts(board.offer, ask.day):
        asked = Ask(plan=PriceUnit.HOUR, day=ask.day, start=start, minutes=ask.minutes, quantity=ask.quantity)
        span = span_of(asked, board.offer.hours)
        assert span is not None  # an hour ask with a start always has one
        if span.starts_at > now:
            slots.append(Slot(asked, span.starts_at, span.ends_at, board.refusal(asked, now=now)))
    return slots


def _starts(offer: Offer, day: date) -> Iterator[time]:
    step = offer.service.step_minutes
    for minute in range(0, 24 * 60, step):
        start = time(minute // 60, minute % 60)
        span = span_of(Ask(plan=PriceUnit.HOUR, day=day, start=start, minutes=step), offer.hours)
        if span and offer.hours.is_open_throughout(span.starts_at, span.ends_at):
            yield start


class DayLoad(StrEnum):
    FREE = "free"
    PARTLY = "partly"
    FULL = "full"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class DayState:
    """How busy one day is: `free` are the spans in which the asked quantity is free."""

    day: date
    load: DayLoad
    free: list[tuple[datetime, datetime]]


def day_states(board: Board, days: Iterable[date], *, quantity: int, now: datetime) -> list[DayState]:
    """How busy each of some days is, by the service's own steps."""
    return [_day_state(board, day, quantity, now) for day in days]


def _day_state(board: Board, day: date, quantity: int, now: datetime) -> DayState:
    service = board.offer.service
    step = timedelta(minutes=service.step_minutes)
    free: list[tuple[datetime, datetime]] = []
    total = unfree = 0
    for start in _starts(board.offer, day):
        ask = Ask(plan=PriceUnit.HOUR, day=day, start=start, minutes=service.step_minutes, quantity=quantity)
        span = span_of(ask, board.offer.hours)
        if span is None or span.starts_at < now:
            continue
        total += 1
        if board.refusal_for_span(ask, span):
            unfree += 1
        elif free and free[-1][1] == span.starts_at:
            free[-1] = (free[-1][0], span.starts_at + step)
        else:
            free.append((span.starts_at, span.starts_at + step))
    if not total:
        return DayState(day, DayLoad.CLOSED, [])
    load = DayLoad.FREE if not unfree else DayLoad.FULL if unfree == total else DayLoad.PARTLY
    return DayState(day, load, free)


def with_places(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """Load with bookings what every list and ticket shows."""
    return bookings.select_related(
        "customer",
        "vendor_service__service",
        "vendor_service__branch__city",
        "vendor_service__branch__district",
        "vendor_service__branch__vendor__vendor_profile",
    )


class _IsAmong(Func):
    """`key = ANY(ARRAY(subquery))`: the keys are read once, and the ledger by its indexes on them.

    With `IN (subquery)` the planner guesses how many rows a join leaves, and reads the whole ledger.
    """

    arg_joiner = " = ANY("
    template = "%(expressions)s)"
    output_field = BooleanField()


def bookings_in(branches: Iterable[Branch]) -> QuerySet[Booking]:
    """The bookings in some branches, whoever asks; lost holds left out."""
    services = VendorService.objects.filter(branch__in=branches).values("pk")
    return Booking.objects.filter(_IsAmong(F("vendor_service"), ArraySubquery(services)), real_bookings())


def bookings_at(user: User) -> QuerySet[Booking]:
    """The bookings in all branches that a vendor owns or works in; lost holds left out."""
    return with_places(bookings_in(branches_of(user)))


def on_day(day: date) -> Q:
    """The condition of bookings that touch a day.

    Said so that the past is not read: those that begin on the day, and stays of several days.
    """
    longer = Q(booking_date__lt=day, end_date__gte=day, end_date__gt=F("booking_date"))
    return Q(booking_date=day) | longer


def arrivals_on(branches: Iterable[Branch], day: date) -> QuerySet[Booking]:
    """Who is expected on a day in some branches, in the order of time."""
    arriving = [BookingStatus.CONFIRMED, BookingStatus.COMPLETED, BookingStatus.NO_SHOW]
    return bookings_in(branches).filter(on_day(day), status__in=arriving).order_by("starts_at", "pk")


def bookings_of(user: User) -> QuerySet[Booking]:
    """A customer's own bookings; holds that came to nothing left out."""
    lost_hold = Q(status=BookingStatus.CANCELLED, confirmed_at__isnull=True, is_request=False)
    return with_places(Booking.objects.filter(customer=user)).exclude(lost_hold)


def held_by(holder_key: str) -> QuerySet[Booking]:
    """The bookings that began as a hold in one browser."""
    return (
        with_places(Booking.objects.filter(holder_key=holder_key)) if holder_key else Booking.objects.none()
    )


def live_holds(bookings: QuerySet[Booking], *, now: datetime) -> QuerySet[Booking]:
    """Narrow bookings to holds that still keep their units; requests are none."""
    return bookings.filter(status=BookingStatus.PENDING, is_request=False, hold_expires_at__gt=now)
