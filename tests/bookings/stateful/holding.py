"""Chapters about getting hold of a space: by every unit, any desk, every week, and at the desk."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.bookings.stateful.places import place_of
from tests.bookings.stateful.story import ANY, SOONEST, STEPS, Story, has_stays
from tests.bookings.stateful.things import DAY, HOLD, MOST_HOLDS, WEEK, Place, Plan, State
from tests.bookings.stateful.words import attempt

UNITS = st.integers(1, 2)
LONG = st.sampled_from([(Plan.WEEK, 1), (Plan.WEEK, 2), (Plan.MONTH, 1)])
WEEKS = st.integers(1, 4)


class Holding(Story):
    """Whoever holds has it for ten minutes at a fixed price."""

    @rule(n=ANY, day=SOONEST, start=ANY, steps=STEPS, units=UNITS)
    def hold_hours(self, n: int, day: int, start: int, steps: int, units: int) -> None:
        space = self.some_space(n)
        self._hold(self.some_hours(space, day, start, steps * space.step, units))

    @rule(n=ANY, day=SOONEST, days=st.integers(1, 3), units=UNITS)
    def hold_days(self, n: int, day: int, days: int, units: int) -> None:
        self._hold(place_of(self.some_space(n), Plan.DAY, self.paper.now + day * DAY, days, units))

    @rule(n=ANY, day=st.integers(0, 20), long=LONG)
    def hold_weeks_or_months(self, n: int, day: int, long: tuple[Plan, int]) -> None:
        plan, length = long
        self._hold(place_of(self.some_space(n), plan, self.paper.now + day * DAY, length, 1))

    def _hold(self, place: Place) -> None:
        made, refusal = attempt(self.world.hold, place, now=self.paper.now)
        if self.told_why(refusal, self.paper.refusal_of_hold(place), "hold"):
            self.tidied(place.service)
            self.add(made.pk, place)

    @rule(day=SOONEST, start=ANY, steps=STEPS)
    def hold_any_desk(self, day: int, start: int, steps: int) -> None:
        """The first branch's spaces stand for each other; whichever is free first is had."""
        alike = [space for space in self.paper.spaces if space.house is self.paper.spaces[0].house]
        asked = self.some_hours(alike[0], day, start, steps * alike[0].step)
        places = [replace(asked, service=space) for space in sorted(alike, key=lambda space: space.key)]
        refusals = [self.paper.refusal_of_hold(place) for place in places]
        free = next((n for n, refused in enumerate(refusals) if not refused), None)
        made, refusal = attempt(self.world.hold_any, alike[::-1], asked, now=self.paper.now)
        if self.told_why(refusal, refusals[0] if free is None else "", "any desk") and free is not None:
            assert made.vendor_service_id == places[free].service.key, "another desk was free first"
            self.tidied(places[free].service)
            self.add(made.pk, places[free])

    @rule(n=ANY, day=SOONEST, start=ANY, steps=STEPS, weeks=WEEKS, skip=st.sets(st.integers(0, 3)))
    def hold_series(self, n: int, day: int, start: int, steps: int, weeks: int, skip: set[int]) -> None:
        space = self.some_space(n)
        first = self.some_hours(space, day, start, steps * space.step)
        self._hold_series(first, weeks, skip)

    @rule(n=ANY, day=SOONEST, days=st.integers(1, 2), weeks=WEEKS)
    def hold_series_of_days(self, n: int, day: int, days: int, weeks: int) -> None:
        first = place_of(self.some_space(n), Plan.DAY, self.paper.now + day * DAY, days, 1)
        self._hold_series(first, weeks, set())

    def _hold_series(self, first: Place, weeks: int, skip: set[int]) -> None:
        shifts = [week * WEEK * DAY for week in range(weeks) if week not in skip]
        places = [replace(first, start=first.start + shift, end=first.end + shift) for shift in shifts]
        held, refusal = attempt(self.world.hold_series, first, weeks, skip, now=self.paper.now)
        if not self.told_why(refusal, "" if places else "WrongSeries", "series"):
            return
        expected = [self.paper.refusal_of_hold(place) for place in places]
        self.tidied(first.service)
        assert [str(week.refusal.code) for week in held.refused] == [code for code in expected if code]
        assert len(held.bookings) == (0 if any(expected) else len(places)), "all or nothing"
        if held.bookings:
            pairs = zip(held.bookings, places, strict=True)
            self.paper.series.append([self.add(made.pk, place) for made, place in pairs])

    @rule(n=ANY, day=st.integers(0, 1), start=ANY, steps=STEPS)
    def walk_in(self, n: int, day: int, start: int, steps: int) -> None:
        space, now = self.some_space(n), self.paper.now
        place = self.some_hours(space, day, start, steps * space.step)
        made, refusal = attempt(self.world.walk_in, place, now=now)
        if self.told_why(refusal, self.paper.refusal_of_walk_in(place), "walk-in"):
            self.tidied(space)
            stay = self.add(made.pk, place)
            stay.state, stay.was_firm, stay.walked_in = State.FIRM, True, True
            stay.arrived, stay.asked = place.start <= now, stay.price

    # --- a hold, until it is booked -----------------------------------------------------------------------

    @has_stays
    @rule(n=ANY)
    def extend_hold(self, n: int) -> None:
        stay = self.some_stay(n, State.HELD)
        _, refusal = attempt(self.world.extend, stay.key, now=self.paper.now)
        if self.told(refusal, self.paper.may_extend(stay), "extend"):
            longest = stay.made + MOST_HOLDS * HOLD
            stay.keeps_until = min(self.paper.now + HOLD, longest)

    @has_stays
    @rule(n=ANY)
    def release_hold(self, n: int) -> None:
        stay = self.some_stay(n, State.HELD)
        _, refusal = attempt(self.world.release, stay.key, now=self.paper.now)
        self.told(refusal, True, "release")
        if stay.state == State.HELD:
            self.end(stay, "customer")
