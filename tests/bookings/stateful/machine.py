"""Random stories, told to the engine and to the paper at once; after every step the two must agree."""

from contextlib import ExitStack
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from apps.bookings.services import complete_past_bookings, expire_overdue_holds
from apps.payments.services import close_stale_attempts
from tests.bookings.stateful import agreement, paper
from tests.bookings.stateful.paper import CLOSES, DAY, HOLD, OPENS, SLOT, Block, Paper, Space, State, Stay
from tests.bookings.stateful.world import STARTS_AT, World, attempt, instant
from tests.bookings.undoing import undone
from tests.proof_plugin import Proof

ANY = st.integers(0, 2**16)
SOONEST = st.integers(0, 3)
PATIENCE = st.sampled_from([4, 9, 10, 11, 30, 60, 120, 240, DAY])
SIDES = st.sampled_from(["customer", "customer", "vendor", "admin"])
BOOKS_EVERY = 5
"""Steps between two runs of `check_bookings`, which costs as much as all the rest of a step."""
REMEMBERED = 10
"""Of how many stays something may still happen to the latest."""


class BookingStory(RuleBasedStateMachine):
    """Everything that may happen to two spaces. Each story is rolled back at its end."""

    world: ClassVar[World]
    proof: ClassVar[Proof]

    def __init__(self) -> None:
        super().__init__()
        self.story = ExitStack()
        self.story.enter_context(undone())
        self.paper = Paper(STARTS_AT, self.world.paper_spaces())

    def teardown(self) -> None:
        with self.story:
            self.settle()
            agreement.check_everything(self.paper)
            agreement.check_books(self.paper, instant(self.paper.now))

    def told(self, refusal: str, expected: bool, what: str) -> bool:
        """Compare the engine's answer with the paper's; give whether it was a yes."""
        self.proof.count(**{"refused" if refusal else "won": 1})
        assert (refusal == "") == expected, f"{what}: the engine said {refusal or 'yes'}"
        return expected

    def some_stay(self, n: int) -> Stay:
        latest = self.paper.stays[-REMEMBERED:]
        return latest[n % len(latest)]

    def some_space(self, n: int) -> Space:
        return self.paper.spaces[n % len(self.paper.spaces)]

    has_stays = precondition(lambda self: self.paper.stays)

    # --- holding ------------------------------------------------------------------------------------------

    @rule(n=ANY, day=SOONEST, start=ANY, steps=st.integers(1, 8), units=st.integers(1, 2))
    def hold_hours(self, n: int, day: int, start: int, steps: int, units: int) -> None:
        space = self.some_space(n)
        minutes = max(60, steps * space.step)
        last = (CLOSES - OPENS - minutes) // space.step
        begins = (self.paper.now // DAY + day) * DAY + OPENS + start % (last + 1) * space.step
        self._hold(space, begins, begins + minutes, units, days=0)

    @rule(n=ANY, day=st.integers(0, 1), start=ANY, steps=st.integers(1, 6))
    def walk_in(self, n: int, day: int, start: int, steps: int) -> None:
        space, now = self.some_space(n), self.paper.now
        minutes = max(60, steps * space.step)
        last = (CLOSES - OPENS - minutes) // space.step
        begins = (now // DAY + day) * DAY + OPENS + start % (last + 1) * space.step
        expected = self.paper.refusal_of_walk_in(space, begins, begins + minutes, 1)
        made, refusal = attempt(self.world.walk_in, space, begins, minutes, now=now)
        self.proof.count(**{"refused" if refusal else "won": 1})
        assert refusal == expected, f"walk-in: the engine said {refusal or 'yes'}, not {expected or 'yes'}"
        if made:
            self._tidied(space)
            price = paper.price_of(minutes, 0, 1, by_hour=True)
            stay = Stay(made.pk, space, begins, begins + minutes, 1, price, now, 0, True, State.FIRM)
            stay.walked_in, stay.arrived = True, begins <= now
            self.paper.stays.append(stay)

    @rule(n=ANY, day=SOONEST, days=st.integers(1, 3), units=st.integers(1, 2))
    def hold_days(self, n: int, day: int, days: int, units: int) -> None:
        first = self.paper.now // DAY + day
        start, end = first * DAY + OPENS, (first + days - 1) * DAY + CLOSES
        self._hold(self.some_space(n), start, end, units, days=days)

    def _hold(self, space: Space, start: int, end: int, units: int, *, days: int) -> None:
        now, by_hour = self.paper.now, not days
        expected = self.paper.refusal_of_hold(space, start, end, units, by_hour=by_hour)
        if by_hour:
            made, refusal = attempt(self.world.hold_hours, space, start, end - start, units, now=now)
        else:
            made, refusal = attempt(self.world.hold_days, space, start // DAY, days, units, now=now)
        self.proof.count(**{"refused" if refusal else "won": 1})
        assert refusal == expected, f"hold: the engine said {refusal or 'yes'}, the paper {expected or 'yes'}"
        if made:
            self._tidied(space)
            price = paper.price_of(end - start, days, units, by_hour=by_hour)
            stay = Stay(made.pk, space, start, end, units, price, now, now + HOLD, by_hour)
            self.paper.stays.append(stay)

    def _tidied(self, space: Space | None) -> None:
        """Overdue holds were written down: of one space, or of all."""
        for stay in self.paper.stays:
            overdue = stay.is_pending and not stay.is_live(self.paper.now)
            if overdue and space in {None, stay.service}:
                stay.state, stay.ended_by, stay.ended = State.GONE, "timeout", stay.keeps_until

    @has_stays
    @rule(n=ANY)
    def extend_hold(self, n: int) -> None:
        stay = self.some_stay(n)
        _, refusal = attempt(self.world.extend, stay.key, now=self.paper.now)
        if self.told(refusal, self.paper.may_extend(stay), "extend"):
            longest = stay.made + paper.MOST_HOLDS * HOLD
            stay.keeps_until = min(self.paper.now + HOLD, longest)

    @has_stays
    @rule(n=ANY)
    def release_hold(self, n: int) -> None:
        stay = self.some_stay(n)
        _, refusal = attempt(self.world.release, stay.key, now=self.paper.now)
        self.told(refusal, True, "release")
        if stay.state == State.HELD:
            self._end(stay, "customer")

    # --- booking ------------------------------------------------------------------------------------------

    @has_stays
    @rule(n=ANY)
    def check_out(self, n: int) -> None:
        stay, now = self.some_stay(n), self.paper.now
        _, refusal = attempt(self.world.check_out, stay.key, now=now)
        if not self.told(refusal, self.paper.may_check_out(stay), "check out") or stay.state != State.HELD:
            return
        stay.state = State.FIRM if stay.service.is_instant else State.ASKED
        if stay.state == State.ASKED:
            stay.was_request = True
            stay.keeps_until = max(min(now + paper.ANSWER, stay.start), now + HOLD)

    @has_stays
    @rule(n=ANY)
    def accept_request(self, n: int) -> None:
        stay = self.some_stay(n)
        _, refusal = attempt(self.world.accept, stay.key, now=self.paper.now)
        if self.told(refusal, self.paper.may_accept(stay), "accept"):
            stay.state = State.FIRM

    @has_stays
    @rule(n=ANY, by=SIDES)
    def cancel_or_decline(self, n: int, by: str) -> None:
        stay, now = self.some_stay(n), self.paper.now
        at = stay.ended if stay.state == State.GONE else now
        refund, refusal = attempt(self.world.cancel, stay.key, by, now=now)
        if not self.told(refusal, self.paper.may_cancel(stay, by), f"cancel by {by}"):
            return
        if stay.state != State.GONE:
            stay.back = self.paper.refund_of(stay, by, at)
            self._end(stay, by)
        assert agreement.amount_of(refund) == stay.back

    def _end(self, stay: Stay, by: str) -> None:
        stay.state, stay.ended_by, stay.ended = State.GONE, by, self.paper.now

    # --- arriving and paying ------------------------------------------------------------------------------

    @has_stays
    @rule(n=ANY)
    def check_in(self, n: int) -> None:
        stay = self.some_stay(n)
        _, refusal = attempt(self.world.check_in, stay.key, now=self.paper.now)
        if self.told(refusal, self.paper.may_check_in(stay), "check in"):
            stay.arrived = True

    @has_stays
    @rule(n=ANY)
    def mark_no_show(self, n: int) -> None:
        stay = self.some_stay(n)
        _, refusal = attempt(self.world.mark_absent, stay.key, now=self.paper.now)
        if self.told(refusal, self.paper.may_mark_absent(stay), "no-show"):
            stay.state = State.ABSENT

    @has_stays
    @rule(n=ANY)
    def pay_cash(self, n: int) -> None:
        stay = self.some_stay(n)
        _, refusal = attempt(self.world.collect, stay.key, now=self.paper.now)
        if self.told(refusal, self.paper.may_collect(stay), "collect"):
            stay.paid = stay.price

    @precondition(lambda self: any(stay.back for stay in self.paper.stays))
    @rule(n=ANY)
    def hand_back(self, n: int) -> None:
        owed = [stay for stay in self.paper.stays if stay.back]
        stay = owed[n % len(owed)]
        _, refusal = attempt(self.world.hand_back, stay.key, now=self.paper.now)
        self.told(refusal, True, "hand back")
        stay.handed_back = True

    @has_stays
    @rule(n=ANY, day=SOONEST, start=ANY)
    def move_to_another_time(self, n: int, day: int, start: int) -> None:
        stay, now = self.some_stay(n), self.paper.now
        if not stay.by_hour:
            return
        minutes = stay.end - stay.start
        last = (CLOSES - OPENS - minutes) // stay.service.step
        begins = (now // DAY + day) * DAY + OPENS + start % (last + 1) * stay.service.step
        expected = self.paper.may_move(stay, begins)
        _, refusal = attempt(self.world.move, stay.key, begins, minutes, stay.units, now=now)
        if self.told(refusal, expected, "move") and begins != stay.start:
            stay.earlier_starts.append(stay.start)
            stay.start, stay.end = begins, begins + minutes

    # --- the supply ---------------------------------------------------------------------------------------

    @rule(n=ANY, day=SOONEST, slot=st.integers(0, 47), slots=st.integers(1, 60), units=st.integers(0, 2))
    def block(self, n: int, day: int, slot: int, slots: int, units: int) -> None:
        space, now = self.some_space(n), self.paper.now
        start = (now // DAY + day) * DAY + slot * SLOT
        end = start + slots * SLOT
        made, refusal = attempt(self.world.block, space, start, end, units or None, now=now)
        if self.told(refusal, end > now and units <= space.capacity, "block"):
            space.blocks.append(Block(made.pk, start, end, units or None))

    @precondition(lambda self: any(space.blocks for space in self.paper.spaces))
    @rule(n=ANY)
    def unblock(self, n: int) -> None:
        blocks = [(space, block) for space in self.paper.spaces for block in space.blocks]
        space, block = blocks[n % len(blocks)]
        _, refusal = attempt(self.world.unblock, block.key, now=self.paper.now)
        self.told(refusal, True, "unblock")
        space.blocks.remove(block)

    @rule(n=ANY, units=st.integers(1, 4))
    def change_capacity(self, n: int, units: int) -> None:
        space = self.some_space(n)
        _, refusal = attempt(self.world.set_capacity, space, units, now=self.paper.now)
        self.told(refusal, True, "capacity")
        space.capacity = units
        space.was_cut_below_use |= self.paper.is_oversold(space)

    @rule(n=ANY, day=SOONEST, units=st.one_of(st.none(), st.integers(0, 3)))
    def change_capacity_of_a_day(self, n: int, day: int, units: int | None) -> None:
        space, day = self.some_space(n), self.paper.now // DAY + day
        _, refusal = attempt(self.world.set_day_capacity, space, day, units, now=self.paper.now)
        if not self.told(refusal, units is None or units <= space.capacity, "capacity of a day"):
            return
        space.own_units.pop(day, None)
        if units is not None:
            space.own_units[day] = units
        space.was_cut_below_use |= self.paper.is_oversold(space)

    @rule(n=ANY)
    def pause_or_open_branch(self, n: int) -> None:
        space = self.some_space(n)
        _, refusal = attempt(self.world.set_open, space, is_open=not space.is_open, now=self.paper.now)
        self.told(refusal, True, "pause")
        space.is_open = not space.is_open

    # --- time ---------------------------------------------------------------------------------------------

    @rule(minutes=PATIENCE, worker_runs=st.booleans())
    def time_passes(self, minutes: int, worker_runs: bool) -> None:
        self.paper.now += minutes
        if worker_runs:
            self.settle()

    def settle(self) -> None:
        """What the worker does every minute."""
        now = instant(self.paper.now)
        expire_overdue_holds(now=now)
        self._tidied(None)
        complete_past_bookings(now=now)
        for stay in self.paper.stays:
            if stay.state == State.FIRM and stay.end + stay.service.pause <= self.paper.now:
                stay.state = State.COMPLETED
        close_stale_attempts()

    @invariant()
    def the_engine_and_the_paper_agree(self) -> None:
        self.proof.count(rounds=1)
        agreement.check_everything(self.paper)
        if self.proof.rounds % BOOKS_EVERY == 0:
            agreement.check_books(self.paper, instant(self.paper.now))
