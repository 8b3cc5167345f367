"""Chapters about firm bookings that change: longer, shorter, at another time, in another unit."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.bookings.stateful import prices
from tests.bookings.stateful.paper import is_short_enough
from tests.bookings.stateful.places import added_to, of_length, place_of
from tests.bookings.stateful.story import ANY, SIDES, SOONEST, Story, has_stays
from tests.bookings.stateful.things import DAY, Place, State, Stay
from tests.bookings.stateful.words import attempt

FEW = st.integers(0, 4)
LATER = st.sampled_from([0, 20, 120])
"""Minutes after which somebody thinks again: the first quarter of an hour after booking costs nothing."""


class Changing(Story):
    """Each side may change a booking, and the money follows."""

    @has_stays
    @rule(n=ANY, more=FEW, by=SIDES)
    def stay_longer(self, n: int, more: int, by: str) -> None:
        stay = self.some_stay(n, State.FIRM)
        longer = of_length(stay, stay.place.count + more * self._unit(stay))
        if not is_short_enough(longer):
            return
        added, before = added_to(stay, longer), stay.price
        expected = self.paper.refusal_of_longer(stay, longer, added, by)
        _, refusal = attempt(self.world.lengthen, stay.key, longer.count, by, now=self.paper.now)
        if self.told_why(refusal, expected, "longer") and longer.count != stay.place.count:
            prices.lengthen(stay, longer, added)
            prices.settle(stay)
            assert before <= stay.price <= before + prices.price_of(added).total

    @has_stays
    @rule(n=ANY, fewer=FEW, by=SIDES, later=LATER)
    def leave_sooner(self, n: int, fewer: int, by: str, later: int) -> None:
        """Given up in parts, time costs what it costs given up at once: `prices.part_back`."""
        self.paper.now += later
        stay = self.some_stay(n, State.FIRM)
        length = stay.place.count - fewer * self._unit(stay)
        if length < 1:
            return
        shorter, before = of_length(stay, length), stay.price
        expected = self.paper.refusal_of_shorter(stay, shorter)
        _, refusal = attempt(self.world.shorten, stay.key, length, by, now=self.paper.now)
        if self.told_why(refusal, expected, "shorter") and length != stay.place.count:
            prices.shorten(stay, shorter, by, self.paper.now)
            prices.settle(stay)
            assert stay.price <= before

    def _unit(self, stay: Stay) -> int:
        return stay.service.step if stay.place.by_hour else 1

    @has_stays
    @rule(n=ANY, space=ANY, day=SOONEST, start=ANY, by=SIDES, later=LATER)
    def move(self, n: int, space: int, day: int, start: int, by: str, later: int) -> None:
        """To another time, to another unit, or both."""
        self.paper.now += later
        stay = self.some_stay(n, State.FIRM)
        there, place = self.some_space(space), stay.place
        if place.by_hour:
            self._move(stay, self.some_hours(there, day, start, place.count, place.units), by)
        else:
            begin = self.paper.now + day * DAY
            self._move(stay, place_of(there, place.plan, begin, place.count, place.units), by)

    @has_stays
    @rule(n=ANY, space=ANY, by=SIDES)
    def swap_unit(self, n: int, space: int, by: str) -> None:
        """At its own time; in its own unit that is no move."""
        stay = self.some_stay(n, State.FIRM)
        place = stay.place
        self._move(
            stay, place_of(self.some_space(space), place.plan, place.start, place.count, place.units), by
        )

    def _move(self, stay: Stay, place: Place, by: str) -> None:
        expected = self.paper.refusal_of_move(stay, place, by)
        before = stay.price
        _, refusal = attempt(self.world.move, stay.key, place, by, now=self.paper.now)
        if self.told_why(refusal, expected, f"move by {by}") and not place.is_asked_for_like(stay.place):
            prices.relocate(stay, place, by, self.paper.now)
            prices.settle(stay)
            assert by == "customer" or stay.price <= before
            moments = [self.paper.now, *(stay.start - 60 * h - m for h in (48, 24, 4, 2, 0) for m in (0, 1))]
            shown = self.world.percents_back(stay.key, moments)
            assert shown == [stay.terms(at) for at in moments], "a move renews no deadline, and worsens none"
