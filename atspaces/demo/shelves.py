"""A service and the stays already on it, so that the demo never books what the engine would refuse."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from apps.catalog.asks import Ask, Span, span_of
from apps.catalog.policies import Offer, refusal_for_units, refusal_of
from apps.catalog.queries import offers_of, services_with_places
from apps.catalog.statuses import PriceUnit, ServiceName
from apps.catalog.units import UnitsInUse, Use
from atspaces.shared.clock import ONE_DAY

BUSY_HOURS = {9: 3, 10: 3, 11: 3, 12: 2, 13: 2, 14: 2, 15: 2, 16: 3, 17: 3, 18: 2}


@dataclass(slots=True)
class Shelf:
    """One service with what is taken of it and what its vendor withholds."""

    offer: Offer
    taken: list[Use] = field(default_factory=list)
    blocked: list[Use] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        """The slugs of branch and service."""
        return self.offer.service.branch.slug, self.offer.service.slug

    def span(self, ask: Ask) -> Span | None:
        """The time an ask means here; none on a closed day."""
        return span_of(ask, self.offer.hours)

    def has_room(self, ask: Ask, *, made_at: datetime) -> bool:
        """Tell whether the engine's own rules would have let somebody book this at `made_at`."""
        span = self.span(ask)
        if span is None or refusal_of(self.offer, ask, now=made_at):
            return False
        return not refusal_for_units(self.offer, ask, span, UnitsInUse(self.taken, self.blocked))

    def take(self, ask: Ask) -> None:
        """Put a stay on the shelf."""
        span = self.span(ask)
        if span is not None:
            self.taken.append(Use(span.starts_at, span.ends_at, ask.quantity))

    def open_days(self, after: date, *, within: int = 14) -> list[date]:
        """The days after a day on which the branch opens."""
        days = (after + ONE_DAY * n for n in range(1, within + 1))
        return [day for day in days if self.offer.hours.windows(day)]


def load_shelves(*, first: date, last: date) -> dict[tuple[str, str], Shelf]:
    """Every service with empty shelves, in the order it was written."""
    services = list(services_with_places().order_by("pk"))
    offers = offers_of(services, first=first, last=last)
    shelves = [Shelf(offers[service.pk]) for service in services]
    return {shelf.key: shelf for shelf in shelves}


def wish(shelf: Shelf, day: date, dice: random.Random) -> Ask | None:
    """Think of something a customer might ask for on a day; none when the branch is closed."""
    service = shelf.offer.service
    if service.service.name == ServiceName.PRIVATE_OFFICE:
        return Ask(plan=PriceUnit.DAY, day=day, count=dice.choice((1, 1, 2, 3, 5, 5, 7, 14)))
    if service.service.name == ServiceName.MEETING_ROOM:
        if dice.random() < 0.12:
            return Ask(plan=PriceUnit.DAY, day=day)
        return _by_the_hour(shelf, day, dice, minutes=(60, 60, 90, 120, 120, 180, 240), quantity=1)
    quantity = min(dice.choice((1, 1, 1, 1, 1, 1, 2, 2, 3, 5)), service.max_capacity)
    if dice.random() < 0.3:
        days = dice.choice((1, 1, 1, 1, 5, 7))
        return Ask(plan=PriceUnit.DAY, day=day, count=days, quantity=quantity)
    return _by_the_hour(shelf, day, dice, minutes=(120, 120, 180, 180, 240, 300), quantity=quantity)


def _by_the_hour(
    shelf: Shelf, day: date, dice: random.Random, *, minutes: Iterable[int], quantity: int
) -> Ask | None:
    service = shelf.offer.service
    lawful = [length for length in minutes if length % service.step_minutes == 0]
    length = dice.choice(lawful)
    starts = _starts(shelf, day, timedelta(minutes=length))
    if not starts:
        return None
    start = dice.choices(starts, [BUSY_HOURS.get(at.hour, 1) for at in starts])[0]
    return Ask(plan=PriceUnit.HOUR, day=start.date(), start=start.time(), minutes=length, quantity=quantity)


def _starts(shelf: Shelf, day: date, length: timedelta) -> list[datetime]:
    step = timedelta(minutes=shelf.offer.service.step_minutes)
    starts = []
    for window in shelf.offer.hours.windows(day):
        at = window.opens_at
        while at + length <= window.closes_at:
            starts.append(at.astimezone(shelf.offer.hours.zone))
            at += step
    return starts
