"""What the demo must show whatever the dice say: today at the demo vendor, and one customer's story."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from apps.accounts.models import User
from apps.bookings.models import Booking
from apps.bookings.statuses import CancelledBy
from apps.catalog.asks import Ask
from apps.catalog.statuses import PriceUnit, ServiceName
from atspaces.demo import lives
from atspaces.demo.ledger import ANSWER_WITHIN, BUSIEST, Scene
from atspaces.demo.shelves import Shelf
from atspaces.shared.clock import HALF_HOUR, ONE_DAY, instant

ABDALI_DESK = ("qantara-abdali", "hot-desk")
CALLED_OFF = -4
# From the last half hour: (starts after, minutes, checked in, paid). The branch never closes.
TODAY = (
    (-6, 240, True, True),
    (-5, 420, True, True),
    (-3, 300, True, False),
    (-2, 180, True, True),
    (0, 120, False, False),
    (1, 180, False, False),
    (2, 240, False, False),
    (4, 120, False, False),
    (7, 180, False, False),
)


def staged_bookings(scene: Scene, star: User) -> list[Booking]:
    """Today's arrivals, live and lost holds, unanswered requests, and the bookings of `star`."""
    return [
        *_arrivals(scene),
        *_story(scene, star),
        *_holds(scene),
        *_requests(scene),
        *_sold_out_tomorrow(scene),
    ]


def _arrivals(scene: Scene) -> Iterator[Booking]:
    shelf = scene.shelves[BUSIEST]
    zone = shelf.offer.hours.zone
    last_half_hour = scene.now.replace(minute=scene.now.minute // 30 * 30, second=0, microsecond=0)
    for half_hours, minutes, has_arrived, has_paid in TODAY:
        starts_at = (last_half_hour + half_hours * HALF_HOUR).astimezone(zone)
        ask = Ask(plan=PriceUnit.HOUR, day=starts_at.date(), start=starts_at.time(), minutes=minutes)
        booking = _booked(scene, shelf, ask, made_at=starts_at - timedelta(hours=26))
        if booking is None:
            continue
        if has_arrived:
            lives.arrived(booking, at=min(booking.starts_at + timedelta(minutes=4), scene.now))
        if has_paid:
            lives.paid(booking)
        if booking.ends_at <= scene.now:
            lives.completed(booking)
        yield booking


def _booked(
    scene: Scene, shelf: Shelf, ask: Ask, *, made_at: datetime, star: User | None = None
) -> Booking | None:
    if not shelf.has_room(ask, made_at=made_at):
        return None
    if star is None:
        guest = scene.guests.for_days(shelf.offer.service.branch.city_id, [ask.day])
    else:
        scene.guests.send(star, [ask.day])
        guest = lives.guest_of(star)
    if guest is None:
        return None
    booking = lives.held(shelf, ask, guest, made_at=made_at, dice=scene.dice)
    lives.confirmed(booking)
    lives.reminded(booking, now=scene.now)
    shelf.take(ask)
    return booking


def _story(scene: Scene, star: User) -> Iterator[Booking]:
    """A stay last week, one called off since, the next one tomorrow and another in a week."""
    desk = scene.shelves[ABDALI_DESK]
    for days, hour, minutes in ((-9, 10, 240), (CALLED_OFF, 11, 180), (1, 10, 180), (6, 14, 120)):
        day = scene.today + days * ONE_DAY
        ask = Ask(plan=PriceUnit.HOUR, day=day, start=time(hour), minutes=minutes)
        made_at = min(_start(desk, ask), scene.now) - timedelta(days=1, hours=2)
        booking = _booked(scene, desk, ask, made_at=made_at, star=star)
        if booking is None:
            continue
        if days == CALLED_OFF:
            desk.taken.pop()
            at = booking.starts_at - timedelta(hours=5)
            lives.cancelled(booking, by=CancelledBy.CUSTOMER, at=at, dice=scene.dice)
        elif booking.ends_at <= scene.now:
            lives.arrived(booking, at=booking.starts_at + timedelta(minutes=3))
            lives.paid(booking)
            lives.completed(booking)
        yield booking


def _holds(scene: Scene) -> Iterator[Booking]:
    """Two holds whose clock runs, and one that ran out and that nobody has tidied up yet."""
    plans = (
        (_room(scene, "qantara-abdali", seats=6), timedelta(minutes=2)),
        (_room(scene, "nuqta-sweifieh", seats=8), timedelta(minutes=5)),
        (_room(scene, "madar-khalda", seats=8), timedelta(minutes=14)),
    )
    for number, (room, age) in enumerate(plans, start=1):
        made_at = scene.now - age
        ask = _next_day(scene, room, time(15), minutes=60)
        booking = lives.held(room, ask, lives.NOBODY_YET, made_at=made_at, dice=scene.dice)
        booking.holder_key = f"demo-browser-{number}"
        if booking.hold_expires_at and scene.now < booking.hold_expires_at:
            room.take(ask)
        yield booking


def _requests(scene: Scene) -> Iterator[Booking]:
    """Large rooms that customers ask for and the demo vendor has not answered yet."""
    plans = (
        (_room(scene, "qantara-shmeisani", seats=14), timedelta(hours=2)),
        (_room(scene, "qantara-mecca-street", seats=16), timedelta(hours=19)),
    )
    for room, age in plans:
        ask = _next_day(scene, room, time(16), minutes=180, skip=2)
        guest = scene.guests.for_days("amman", [ask.day])
        if guest is None:
            continue
        made_at = scene.now - age
        booking = lives.held(room, ask, guest, made_at=made_at, dice=scene.dice)
        lives.waiting_for_answer(booking, until=made_at + ANSWER_WITHIN)
        room.take(ask)
        yield booking


def _sold_out_tomorrow(scene: Scene) -> Iterator[Booking]:
    """A room without a free hour on its next open day: search must offer something else."""
    room = _room(scene, "qantara-abdoun", seats=6)
    day = room.open_days(scene.today)[0]
    for window in room.offer.hours.windows(day):
        at = window.opens_at
        while at < window.closes_at:
            minutes = min(180, (window.closes_at - at) // timedelta(minutes=1))
            start = at.astimezone(room.offer.hours.zone)
            ask = Ask(plan=PriceUnit.HOUR, day=start.date(), start=start.time(), minutes=minutes)
            booking = _booked(scene, room, ask, made_at=scene.now - timedelta(days=2))
            if booking is not None:
                yield booking
            at += timedelta(minutes=minutes)


def _room(scene: Scene, branch: str, *, seats: int) -> Shelf:
    return next(
        shelf
        for key, shelf in scene.shelves.items()
        if key[0] == branch
        and shelf.offer.service.seats == seats
        and shelf.offer.service.service.name == ServiceName.MEETING_ROOM
    )


def _next_day(scene: Scene, shelf: Shelf, start: time, *, minutes: int, skip: int = 0) -> Ask:
    day = shelf.open_days(scene.today)[skip]
    return Ask(plan=PriceUnit.HOUR, day=day, start=start, minutes=minutes)


def _start(shelf: Shelf, ask: Ask) -> datetime:
    return instant(ask.day, ask.start or time(), shelf.offer.hours.zone)
