"""Eight weeks of bookings around a day: planned on shelves first, then written at once."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from apps.bookings.models import Booking
from apps.bookings.statuses import BookingSource, CancelledBy
from apps.branches.statuses import BranchStatus
from apps.catalog.asks import Ask, Span
from apps.catalog.statuses import PriceUnit, ServiceName
from atspaces.demo import lives
from atspaces.demo.guests import Guests
from atspaces.demo.people import DEMO_VENDOR
from atspaces.demo.shelves import Shelf, wish
from atspaces.shared.clock import ONE_DAY, each_day

WEEKS_EACH_WAY = 4
DAYS_EACH_WAY = 7 * WEEKS_EACH_WAY
FRIDAY, SATURDAY = 4, 5
QUIET_DAYS = {FRIDAY: 0.5, SATURDAY: 0.8}
BUSIEST = ("qantara-mecca-street", "hot-desk")
NOTICE_OF_BOOKINGS = (
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=20),
    timedelta(days=1, hours=5),
    timedelta(days=2),
    timedelta(days=3),
    timedelta(days=6),
    timedelta(days=11),
)
FRESHEST, OLDEST = timedelta(minutes=20), timedelta(days=14)
WALK_INS = 0.12
BY_ASSISTANT = 0.04
ANSWER_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Scene:
    """What every step of the planning needs: the shelves, the people, the clock and the dice."""

    shelves: dict[tuple[str, str], Shelf]
    guests: Guests
    now: datetime
    today: date
    dice: random.Random


def ordinary_bookings(scene: Scene) -> list[Booking]:
    """What four weeks back and four weeks ahead hold, service by service and day by day."""
    bookings = []
    for shelf in scene.shelves.values():
        if shelf.offer.service.branch.status != BranchStatus.ACTIVE:
            continue
        for day in each_day(scene.today - DAYS_EACH_WAY * ONE_DAY, scene.today + DAYS_EACH_WAY * ONE_DAY):
            bookings += _of_day(scene, shelf, day)
    return bookings


def _of_day(scene: Scene, shelf: Shelf, day: date) -> list[Booking]:
    mean = _demand(shelf, day, scene.today)
    tries = int(mean) + (scene.dice.random() < mean % 1)
    wishes = [wish(shelf, day, scene.dice) for _ in range(tries)]
    made = [_booking(scene, shelf, ask) for ask in wishes if ask is not None]
    return [booking for booking in made if booking is not None]


def _demand(shelf: Shelf, day: date, today: date) -> float:
    """How many people want a service on a day, on average."""
    service = shelf.offer.service
    if shelf.key == BUSIEST:
        return 5.0
    mean = {
        ServiceName.HOT_DESK: 0.2 + 0.012 * service.max_capacity,
        ServiceName.MEETING_ROOM: 0.36,
        ServiceName.PRIVATE_OFFICE: 0.09 * service.max_capacity,
    }[ServiceName(service.service.name)]
    if service.branch.slug.startswith(DEMO_VENDOR):
        mean *= 1.6
    ahead = max(0, (day - today).days)
    return mean * QUIET_DAYS.get(day.weekday(), 1) * max(0.15, 1 - ahead / 30)


def _booking(scene: Scene, shelf: Shelf, ask: Ask) -> Booking | None:
    span = shelf.span(ask)
    if span is None:
        return None
    if scene.dice.random() < WALK_INS and span.starts_at <= scene.now and ask.plan == PriceUnit.HOUR:
        return _walk_in(scene, shelf, ask, span)
    made_at = _made_at(scene, span.starts_at)
    if not shelf.has_room(ask, made_at=made_at):
        return None
    city = shelf.offer.service.branch.city_id
    guest = scene.guests.for_days(city, each_day(ask.day, ask.last_day))
    if guest is None:
        return None
    booking = lives.held(shelf, ask, guest, made_at=made_at, dice=scene.dice)
    if scene.dice.random() < BY_ASSISTANT:
        booking.source = BookingSource.ASSISTANT
    if _settle(scene, shelf, booking):
        shelf.take(ask)
    return booking


def _made_at(scene: Scene, starts_at: datetime) -> datetime:
    lead = scene.dice.choice(NOTICE_OF_BOOKINGS) + timedelta(minutes=scene.dice.randrange(90))
    # Squared: most of what is to come was booked in the last days, some of it two weeks ago.
    latest = scene.now - FRESHEST - OLDEST * scene.dice.random() ** 2
    return min(starts_at - lead, latest.replace(second=0))


def _walk_in(scene: Scene, shelf: Shelf, ask: Ask, span: Span) -> Booking | None:
    # The rules refuse what has begun, so the desk books it in the last minute before.
    made_at = span.starts_at - timedelta(minutes=1)
    if not shelf.has_room(ask, made_at=made_at):
        return None
    booking = lives.held(shelf, ask, scene.guests.walk_in(), made_at=made_at, dice=scene.dice)
    lives.walked_in(booking)
    lives.paid(booking)
    if booking.ends_at <= scene.now:
        lives.completed(booking)
    shelf.take(ask)
    return booking


def _settle(scene: Scene, shelf: Shelf, booking: Booking) -> bool:
    """Decide a booking's life so far; false when its units were free again before its time."""
    if _called_off(scene, booking):
        return False
    unanswered = booking.created_at > scene.now - ANSWER_WITHIN and booking.starts_at > scene.now
    if not shelf.offer.service.is_instant and unanswered:
        until = min(booking.created_at + ANSWER_WITHIN, booking.starts_at)
        lives.waiting_for_answer(booking, until=until)
        return True
    booking.is_request = not shelf.offer.service.is_instant
    lives.confirmed(booking)
    lives.reminded(booking, now=scene.now)
    if booking.starts_at <= scene.now:
        _after_the_start(scene, booking)
    return True


def _called_off(scene: Scene, booking: Booking) -> bool:
    fate = scene.dice.random()
    if fate < 0.02:
        lives.lost(booking, dice=scene.dice)
        return True
    if fate > 0.11:
        return False
    by = CancelledBy.CUSTOMER if fate < 0.08 else CancelledBy.VENDOR if fate < 0.105 else CancelledBy.ADMIN
    lives.confirmed(booking)
    latest = min(scene.now, booking.starts_at)
    at = booking.created_at + (latest - booking.created_at) * scene.dice.uniform(0.3, 0.95)
    lives.cancelled(booking, by=by, at=at, dice=scene.dice)
    if by == CancelledBy.VENDOR:
        lives.paid_back(booking)
    return True


def _after_the_start(scene: Scene, booking: Booking) -> None:
    fate = scene.dice.random()
    late = timedelta(minutes=scene.dice.randrange(-8, 25))
    if booking.ends_at <= scene.now and fate < 0.06:
        lives.absent(booking)
        return
    arrival = booking.starts_at + late
    if arrival <= scene.now:
        lives.arrived(booking, at=arrival)
        if fate < 0.94:
            lives.paid(booking)
    if booking.ends_at <= scene.now:
        lives.completed(booking)
