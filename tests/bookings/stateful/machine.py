"""Random stories, told to the engine and to the paper at once; after every step the two must agree."""

import sys

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from apps.bookings.services import complete_past_bookings, expire_overdue_holds
from apps.payments.services import close_stale_attempts
from tests.bookings.stateful import agreement
from tests.bookings.stateful.booking import Booked
from tests.bookings.stateful.changing import Changing
from tests.bookings.stateful.holding import Holding
from tests.bookings.stateful.supplying import Supplying
from tests.bookings.stateful.things import DAY, State
from tests.bookings.stateful.words import instant

PATIENCE = st.sampled_from([4, 9, 10, 11, 30, 60, 120, 240, DAY])
BOOKS_EVERY = 5
"""Steps between two runs of `check_bookings`, which costs as much as all the rest of a step."""


class BookingStory(Holding, Booked, Changing, Supplying):
    """Everything that may happen to three spaces, and time."""

    def teardown(self) -> None:
        with self.story:
            if sys.exception():
                return  # the story broke off; what broke it is to be seen
            self.settle()
            agreement.check_everything(self.paper)
            agreement.check_books(self.paper, instant(self.paper.now))

    @rule(minutes=PATIENCE, worker_runs=st.booleans())
    def time_passes(self, minutes: int, worker_runs: bool) -> None:
        self.paper.now += minutes
        if worker_runs:
            self.settle()

    def settle(self) -> None:
        """What the worker does every minute."""
        now = instant(self.paper.now)
        expire_overdue_holds(now=now)
        self.tidied(None)
        complete_past_bookings(now=now)
        for stay in self.paper.stays:
            if stay.state == State.FIRM and stay.end + stay.service.pause <= self.paper.now:
                stay.state = State.COMPLETED
        close_stale_attempts()
        for stay in self.paper.stays:
            stay.asked = 0 if stay.state in {State.GONE, State.ABSENT} else stay.asked

    @invariant()
    def the_engine_and_the_paper_agree(self) -> None:
        self.proof.count(rounds=1)
        agreement.check_everything(self.paper)
        if self.proof.rounds % BOOKS_EVERY == 0:
            agreement.check_books(self.paper, instant(self.paper.now))
