"""A story on paper and in the engine, and what all its chapters share."""

from contextlib import ExitStack
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition

from tests.bookings.stateful import prices
from tests.bookings.stateful.paper import Paper
from tests.bookings.stateful.places import place_of
from tests.bookings.stateful.things import (
    ANSWER,
    CLOSES,
    DAY,
    HOLD,
    OPENS,
    SHORTEST,
    Place,
    Plan,
    Space,
    State,
    Stay,
)
from tests.bookings.stateful.words import STARTS_AT
from tests.bookings.stateful.world import World
from tests.bookings.undoing import undone
from tests.proof_plugin import Proof

ANY = st.integers(0, 2**16)
SOONEST = st.integers(0, 3)
STEPS = st.integers(1, 8)
SIDES = st.sampled_from(["customer", "customer", "vendor", "admin"])
REMEMBERED = 10
"""Of how many stays something may still happen to the latest."""

has_stays = precondition(lambda story: story.paper.stays)


class Story(RuleBasedStateMachine):
    """Nothing has happened yet. Each story is rolled back at its end."""

    world: ClassVar[World]
    proof: ClassVar[Proof]

    def __init__(self) -> None:
        super().__init__()
        self.story = ExitStack()
        self.story.enter_context(undone())
        self.paper = Paper(STARTS_AT, self.world.paper_spaces())

    def told(self, refusal: str, expected: bool, what: str) -> bool:
        """Compare the engine's answer with the paper's; give whether it was a yes."""
        self.proof.count(**{"refused" if refusal else "won": 1})
        assert (refusal == "") == expected, f"{what}: the engine said {refusal or 'yes'}"
        return expected

    def told_why(self, refusal: str, expected: str, what: str) -> bool:
        """Compare the very words of both; give whether it was a yes."""
        self.proof.count(**{"refused" if refusal else "won": 1})
        assert refusal == expected, (
            f"{what}: the engine said {refusal or 'yes'}, the paper {expected or 'yes'}"
        )
        return not expected

    def some_stay(self, n: int, *states: State) -> Stay:
        """Give one of the latest; as a rule one in the states to which something may happen."""
        fitting = [stay for stay in self.paper.stays if stay.state in states]
        latest = (fitting if fitting and n % 8 else self.paper.stays)[-REMEMBERED:]
        return latest[n % len(latest)]

    def some_space(self, n: int) -> Space:
        return self.paper.spaces[n % len(self.paper.spaces)]

    def some_hours(self, space: Space, day: int, start: int, minutes: int, units: int = 1) -> Place:
        """Give hours within the opening of one of the next days, on the space's steps."""
        minutes = max(SHORTEST, minutes)
        last = max(0, CLOSES - OPENS - minutes) // space.step
        begins = (self.paper.now // DAY + day) * DAY + OPENS + start % (last + 1) * space.step
        return place_of(space, Plan.HOUR, begins, minutes, units)

    def add(self, key: int, place: Place) -> Stay:
        """Write a new hold down."""
        now, tier = self.paper.now, place.service.tier
        terms = prices.terms_of(tier, start=place.start, made=now)
        stay = Stay(key, place, prices.price_of(place), terms, tier, made=now, keeps_until=now + HOLD)
        self.paper.stays.append(stay)
        return stay

    def book(self, stay: Stay) -> None:
        """What was held was checked out: it is firm, or a request that the branch answers."""
        if stay.state != State.HELD:
            return
        stay.asked = stay.price
        if stay.service.is_instant:
            stay.state, stay.was_firm = State.FIRM, True
            return
        stay.state, stay.was_request = State.ASKED, True
        now = self.paper.now
        stay.keeps_until = max(min(now + ANSWER, stay.start), now + HOLD)

    def end(self, stay: Stay, by: str) -> None:
        stay.state, stay.ended_by, stay.ended, stay.asked = State.GONE, by, self.paper.now, 0

    def tidied(self, space: Space | None) -> None:
        """Overdue holds were written down: of one space, or of all."""
        for stay in list(self.paper.overdue()):
            if space in {None, stay.service}:
                stay.state, stay.ended_by, stay.ended = State.GONE, "timeout", stay.keeps_until
