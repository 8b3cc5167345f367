"""Which bookings an edit of the supply leaves to be settled, and how much money hangs on them.

They stay as they are: whoever edits moves them, cancels them, or keeps to what was sold. A hold
that is no booking yet is not named; the validator refuses it at its next step.
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from apps.bookings.models import Booking, occupying
from apps.bookings.queries import in_use_between, with_places
from apps.branches.hours import WeekOfHours
from apps.catalog.models import ServiceBlock
from apps.catalog.policies import Offer
from apps.catalog.units import Use
from atspaces.shared import money
from atspaces.shared.clock import ONE_DAY, day_start, days_touched

type Spans = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class Effects:
    """What an edit touches: bookings and unanswered requests in the order of time, and new blocks."""

    bookings: tuple[Booking, ...] = ()
    blocks: tuple[ServiceBlock, ...] = ()

    @property
    def total(self) -> Decimal:
        """What the bookings cost together, in JOD with tax."""
        return sum((booking.total_price for booking in self.bookings), money.ZERO)


def effects_on(bookings: Iterable[Booking], blocks: Iterable[ServiceBlock] = ()) -> Effects:
    """Give the effects on some bookings; bare holds are left out, and each is named once."""
    firm = {booking.pk: booking for booking in bookings if not booking.is_hold}
    return Effects(tuple(sorted(firm.values(), key=lambda b: (b.starts_at, b.pk))), tuple(blocks))


def bookings_ahead(services: Collection[int], *, now: datetime) -> list[Booking]:
    """The bookings and holds of some services that are not over."""
    rows = Booking.objects.filter(occupying(now), vendor_service__in=services, ends_at__gt=now)
    return list(with_places(rows).order_by("starts_at", "pk"))


def bookings_between(
    service_id: int, spans: Spans, *, now: datetime, pause: timedelta = timedelta(0)
) -> list[Booking]:
    """The bookings and holds of a service that are not over, from the first to the last of some spans.

    `pause` is what each needs after its end.
    """
    starts_at, ends_at = _reach(spans)
    rows = Booking.objects.filter(
        occupying(now),
        vendor_service=service_id,
        starts_at__lt=ends_at,
        ends_at__gt=max(starts_at - pause, now),
    )
    return list(with_places(rows).order_by("starts_at", "pk"))


def losing_open_time(
    bookings: Iterable[Booking], before: WeekOfHours, after: WeekOfHours, *, now: datetime
) -> list[Booking]:
    """Those of some bookings in which the branch was going to be open at a time when it no longer is."""
    return [booking for booking in bookings if _loses(booking, before, after, now)]


def _loses(booking: Booking, before: WeekOfHours, after: WeekOfHours, now: datetime) -> bool:
    parts = before.open_parts(max(booking.starts_at, now), booking.ends_at)
    return not all(after.is_open_throughout(part.opens_at, part.closes_at) for part in parts)


@dataclass(frozen=True, slots=True)
class Room:
    """How many units of a service may be in use at a moment.

    `capacities` are the days that have one of their own, `blocked` what the vendor withholds.
    """

    offer: Offer
    capacities: Mapping[date, int] = field(default_factory=dict)
    blocked: Sequence[Use] = ()

    def at(self, moment: datetime) -> int:
        usual = self.offer.service.max_capacity
        capacity = min(usual, self.capacities.get(moment.astimezone(self.offer.hours.zone).date(), usual))
        withheld = sum(use.units for use in self.blocked if use.starts_at <= moment < use.ends_at)
        return max(0, capacity - withheld)

    def shrinks_at(self, spans: Spans) -> set[datetime]:
        """The moments of some spans at which there may be less room than before."""
        zone = self.offer.hours.zone
        mornings = {day_start(day, zone) for span in spans for day in days_touched(*span, zone)}
        return mornings | {start for start, _ in spans} | {use.starts_at for use in self.blocked}


def without_room(
    bookings: Iterable[Booking], room: Room, spans: Spans, *, pause: timedelta = timedelta(0)
) -> list[Booking]:
    """Those of some bookings of a service that do not fit its room during some spans.

    Wherever too many meet, those made last must go: holds first, then the latest booking. `pause`
    is what each needs after its end.
    """
    waiting = deque(sorted(bookings, key=lambda booking: booking.starts_at))
    moments = room.shrinks_at(spans) | {booking.starts_at for booking in waiting}
    out: list[Booking] = []
    staying: list[Booking] = []
    for moment in sorted(moments):
        while waiting and waiting[0].starts_at <= moment:
            staying.append(waiting.popleft())
        staying = [booking for booking in staying if booking.ends_at + pause > moment]
        if staying and any(start <= moment < end for start, end in spans):
            out += _squeezed_out(staying, room.at(moment))
    return out


def _squeezed_out(staying: list[Booking], room: int) -> list[Booking]:
    out = []
    while sum(booking.quantity for booking in staying) > room:
        last = max(staying, key=lambda booking: (booking.is_hold, booking.created_at, booking.pk))
        staying.remove(last)
        out.append(last)
    return out


def above_capacity(offer: Offer, spans: Spans, *, now: datetime) -> list[Booking]:
    """The bookings of a service that are above its capacity at some moment of some spans.

    Blocks do not count: this is what `availability.excess_units` counts, by name.
    """
    if not spans:
        return []
    return without_room(
        bookings_between(offer.service.pk, spans, now=now, pause=offer.pause),
        replace(room_in(offer, spans, now=now), blocked=()),
        spans,
        pause=offer.pause,
    )


def without_room_beside_blocks(offer: Offer, spans: Spans, *, now: datetime) -> list[Booking]:
    """The bookings of a service that have no room beside what the vendor withholds in some spans.

    Pauses may lie in a block.
    """
    room = room_in(offer, spans, now=now)
    return without_room(bookings_between(offer.service.pk, spans, now=now), room, spans)


def room_in(offer: Offer, spans: Spans, *, now: datetime) -> Room:
    """Read what decides about the room of a service from the first to the last of some spans."""
    starts_at, ends_at = _reach(spans)
    in_use = in_use_between([offer.service], starts_at, ends_at, now=now)[offer.service.pk]
    return Room(offer, in_use.capacities, in_use.blocked)


def spans_of_days(
    days: Collection[date], zone: ZoneInfo, *, now: datetime
) -> list[tuple[datetime, datetime]]:
    """What is left of some local days as instants."""
    spans = [(max(day_start(day, zone), now), day_start(day + ONE_DAY, zone)) for day in sorted(days)]
    return [(start, end) for start, end in spans if start < end]


def _reach(spans: Spans) -> tuple[datetime, datetime]:
    return min(start for start, _ in spans), max(end for _, end in spans)
