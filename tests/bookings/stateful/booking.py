"""Chapters about a booking's life: booked or asked for, accepted, called off, paid, and the day itself."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.bookings.stateful import prices
from tests.bookings.stateful.places import left_early
from tests.bookings.stateful.story import ANY, SIDES, Story, has_stays
from tests.bookings.stateful.things import SLOT, State, Stay
from tests.bookings.stateful.words import attempt


class Booked(Story):
    """A hold becomes firm, or a request that the branch answers."""

    @has_stays
    @rule(n=ANY)
    def check_out(self, n: int) -> None:
        self._check_out(self.some_stay(n, State.HELD))

    @precondition(lambda self: any(stay.is_live(self.paper.now) for stay in self.paper.stays))
    @rule(n=ANY, is_paid=st.booleans())
    def book_and_pay(self, n: int, is_paid: bool) -> None:
        """All at once, so that stories come soon to what may happen to a firm booking."""
        live = [stay for stay in self.paper.stays if stay.is_live(self.paper.now)]
        stay = live[n % len(live)]
        self._check_out(stay)
        if not stay.service.is_instant:
            self._accept(stay)
        if is_paid:
            self._pay(stay)

    def _check_out(self, stay: Stay) -> None:
        _, refusal = attempt(self.world.check_out, stay.key, now=self.paper.now)
        if self.told(refusal, self.paper.may_check_out(stay), "check out"):
            self.book(stay)

    @precondition(lambda self: self.paper.series)
    @rule(n=ANY)
    def check_out_series(self, n: int) -> None:
        series = self.paper.series[-1 - n % min(2, len(self.paper.series))]
        _, refusal = attempt(self.world.check_out_series, series[0].key, now=self.paper.now)
        if self.told(refusal, self.paper.may_check_out_series(series), "check out a series"):
            for stay in series:
                self.book(stay)

    @has_stays
    @rule(n=ANY)
    def accept_request(self, n: int) -> None:
        self._accept(self.some_stay(n, State.ASKED))

    def _accept(self, stay: Stay) -> None:
        _, refusal = attempt(self.world.accept, stay.key, now=self.paper.now)
        if self.told(refusal, self.paper.may_accept(stay), "accept"):
            stay.state, stay.was_firm = State.FIRM, True

    @has_stays
    @rule(n=ANY, by=SIDES)
    def cancel_or_decline(self, n: int, by: str) -> None:
        stay, now = self.some_stay(n), self.paper.now
        _, refusal = attempt(self.world.cancel, stay.key, by, now=now)
        may_cancel = self.paper.may_cancel(stay, by)
        # Twice is once: what went back does not go back again.
        if self.told(refusal, may_cancel, f"cancel by {by}") and stay.state != State.GONE:
            stay.back += prices.refund_of(stay, by, now)
            self.end(stay, by)

    # --- arriving and leaving -----------------------------------------------------------------------------

    @has_stays
    @rule(n=ANY)
    def check_in(self, n: int) -> None:
        stay = self.some_stay(n, State.FIRM)
        _, refusal = attempt(self.world.check_in, stay.key, now=self.paper.now)
        if self.told(refusal, self.paper.may_check_in(stay), "check in"):
            stay.arrived = True

    @has_stays
    @rule(n=ANY)
    def leave_early(self, n: int) -> None:
        """The stay ends with the half hour that has begun, and its price stays."""
        stay = self.some_stay(n, State.FIRM)
        _, refusal = attempt(self.world.leave_early, stay.key, now=self.paper.now)
        if self.told(refusal, self.paper.may_leave_early(stay), "leave") and stay.state == State.FIRM:
            begun = -(-self.paper.now // SLOT) * SLOT
            stay.place = left_early(stay, min(stay.end, max(begun, stay.start + SLOT)))
            stay.state = State.COMPLETED

    @has_stays
    @rule(n=ANY)
    def mark_no_show(self, n: int) -> None:
        stay = self.some_stay(n, State.FIRM)
        _, refusal = attempt(self.world.mark_absent, stay.key, now=self.paper.now)
        if self.told(refusal, self.paper.may_mark_absent(stay), "no-show"):
            stay.state = State.ABSENT

    # --- paying -------------------------------------------------------------------------------------------

    @has_stays
    @rule(n=ANY)
    def pay_cash(self, n: int) -> None:
        self._pay(self.some_stay(n, State.FIRM))

    def _pay(self, stay: Stay) -> None:
        _, refusal = attempt(self.world.collect, stay.key, now=self.paper.now)
        may_collect = self.paper.may_collect(stay)
        if self.told(refusal, may_collect, "collect") and stay.state in {State.FIRM, State.COMPLETED}:
            stay.paid, stay.asked = stay.paid + stay.due, 0

    @precondition(lambda self: any(stay.back for stay in self.paper.stays))
    @rule(n=ANY)
    def hand_back(self, n: int) -> None:
        owed = [stay for stay in self.paper.stays if stay.back]
        stay = owed[n % len(owed)]
        _, refusal = attempt(self.world.hand_back, stay.key, now=self.paper.now)
        self.told(refusal, True, "hand back")
        stay.handed_back = stay.back
