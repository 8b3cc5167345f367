"""The booking engine on paper: what ought to happen, in plain Python that shares no code with it.

Time is minutes since the first day's local midnight, money is fils, and units are counted by half
hours. Every branch is open from 08:00 to 20:00.
"""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

SLOT = 30
DAY = 24 * 60
OPENS, CLOSES = 8 * 60, 20 * 60
HOUR_PRICE, DAY_PRICE = 2000, 10_000
TAX_PERCENT = 16
HOLD = 10
ANSWER = DAY
MOST_HOLDS = 10
EARLIEST_NO_SHOW = 30
GRACE = 15
FULL_REFUND_BEFORE = 120


class State(StrEnum):
    HELD = "held"
    ASKED = "asked"
    FIRM = "firm"
    COMPLETED = "completed"
    ABSENT = "absent"
    GONE = "gone"


@dataclass(eq=False)
class Stay:
    """One booking. `keeps_until` is when a hold or request runs out by itself."""

    key: int
    service: "Space"
    start: int
    end: int
    units: int
    price: int
    made: int
    keeps_until: int
    by_hour: bool
    state: State = State.HELD
    was_request: bool = False
    arrived: bool = False
    walked_in: bool = False
    ended_by: str = ""
    ended: int = 0
    paid: int = 0
    back: int = 0
    handed_back: bool = False
    earlier_starts: list[int] = field(default_factory=list)
    """Starts it was moved from by the branch; their refund deadlines count where they are kinder."""

    @property
    def is_pending(self) -> bool:
        return self.state in {State.HELD, State.ASKED}

    def is_live(self, now: int) -> bool:
        """Tell whether a hold or request is in time."""
        return self.is_pending and now < self.keeps_until

    def uses_units(self, now: int) -> bool:
        return self.state == State.FIRM or self.is_live(now)


@dataclass(eq=False)
class Block:
    key: int
    start: int
    end: int
    units: int | None


@dataclass(eq=False)
class Space:
    """One service of one branch."""

    key: int
    capacity: int
    pause: int
    step: int
    is_instant: bool
    is_open: bool = True
    blocks: list[Block] = field(default_factory=list)
    own_units: dict[int, int] = field(default_factory=dict)
    """Days, counted from the first, that have fewer units than the others."""
    was_cut_below_use: bool = False

    def units_at(self, slot: int) -> int:
        """Give how many units there are in a half hour."""
        return min(self.capacity, self.own_units.get(slot * SLOT // DAY, self.capacity))


@dataclass
class Paper:
    """Everything that happened, and the rules."""

    now: int
    spaces: list[Space]
    stays: list[Stay] = field(default_factory=list)

    # --- what is free -------------------------------------------------------------------------------------

    def in_use(self, space: Space, *, without: Stay | None = None, firm: bool = False) -> Counter[int]:
        """Count the units that stays take in each half hour, their pause included; `firm` ones only."""
        use: Counter[int] = Counter()
        for stay in self.stays:
            counts = stay.state == State.FIRM if firm else stay.uses_units(self.now)
            if stay.service is space and stay is not without and counts:
                for slot in range(stay.start // SLOT, (stay.end + space.pause) // SLOT):
                    use[slot] += stay.units
        return use

    def withheld(self, space: Space) -> Counter[int]:
        """Count the units that blocks withhold in each half hour."""
        use: Counter[int] = Counter()
        for block in space.blocks:
            for slot in range(block.start // SLOT, -(-block.end // SLOT)):
                use[slot] += space.capacity if block.units is None else block.units
        return use

    def refusal_for_units(
        self, space: Space, start: int, end: int, units: int, without: Stay | None = None, firm: bool = False
    ) -> str:
        """Say why units are not free: "taken", "blocked", or nothing when they are."""
        taken, blocked = self.in_use(space, without=without, firm=firm), self.withheld(space)
        slots = range(start // SLOT, (end + space.pause) // SLOT)
        if min(space.units_at(slot) - taken[slot] - blocked[slot] for slot in slots) >= units:
            return ""
        fewest = min(space.units_at(slot) for slot in slots)
        if 0 < fewest < units:
            return "over_capacity"
        is_free = min(space.units_at(slot) - taken[slot] for slot in slots) >= units
        return "blocked" if is_free or not fewest else "taken"

    def refusal_of_hold(
        self, space: Space, start: int, end: int, units: int, *, by_hour: bool, without: Stay | None = None
    ) -> str:
        if off := self._off_sale(space, units):
            return off
        closing = start // DAY * DAY + CLOSES
        if (start if by_hour else closing) <= self.now:
            return "past"
        return self.refusal_for_units(space, start, end, units, without)

    def refusal_of_walk_in(self, space: Space, start: int, end: int, units: int) -> str:
        """The step that has begun may still be booked at the desk."""
        if start <= self.now - space.step:
            return "past"
        return self._off_sale(space, units) or self.refusal_for_units(space, start, end, units)

    def may_move(self, stay: Stay, start: int) -> bool:
        """The branch may move a stay by hours that is not over; where it is already, that is no move."""
        if start == stay.start:
            return True
        end = start + stay.end - stay.start
        return (
            stay.state == State.FIRM
            and self.now < stay.end
            and not self.refusal_of_hold(stay.service, start, end, stay.units, by_hour=True, without=stay)
        )

    def is_oversold(self, space: Space) -> bool:
        return any(units > space.units_at(slot) for slot, units in self.in_use(space).items())

    def refusal_of_keeping(self, stay: Stay) -> str:
        """Say why a hold or request may not become firm, or stay what it is."""
        if not stay.is_live(self.now):
            return "lost"
        if self.now >= stay.end:
            return "past"
        place = (stay.service, stay.start, stay.end, stay.units, stay)
        # Where capacity was taken away since, the first to become firm has the units.
        no_room = self.refusal_for_units(*place) and self.refusal_for_units(*place, firm=True)
        return self._off_sale(stay.service, stay.units) or no_room

    def _off_sale(self, space: Space, units: int) -> str:
        if not space.is_open:
            return "branch_paused"
        return "over_capacity" if units > space.capacity else ""

    # --- what may be done ---------------------------------------------------------------------------------

    def may_extend(self, stay: Stay) -> bool:
        is_longest = stay.keeps_until == stay.made + MOST_HOLDS * HOLD
        return stay.state == State.HELD and not is_longest and not self.refusal_of_keeping(stay)

    def may_check_out(self, stay: Stay) -> bool:
        """Booking twice is no harm, so what is booked already may be booked by the same person."""
        if stay.walked_in:
            return False
        if stay.service.is_instant:
            return stay.state == State.FIRM or (
                stay.state == State.HELD and not self.refusal_of_keeping(stay)
            )
        done = stay.was_request and (stay.state == State.FIRM or stay.is_live(self.now))
        return done or not self.refusal_of_keeping(stay)

    def may_accept(self, stay: Stay) -> bool:
        done = stay.was_request and stay.state == State.FIRM
        return done or (stay.state == State.ASKED and not self.refusal_of_keeping(stay))

    def may_cancel(self, stay: Stay, by: str) -> bool:
        if stay.state == State.GONE:
            return stay.ended_by == by
        if by == "customer":
            before = stay.state == State.FIRM and not stay.arrived and self.now < stay.start
            return before or stay.is_live(self.now)
        if by == "vendor":
            during = stay.state == State.FIRM and not stay.arrived and self.now < stay.end
            return during or (stay.state == State.ASKED and stay.is_live(self.now))
        return stay.state in {State.HELD, State.ASKED, State.FIRM} and self.now < stay.end

    def may_check_in(self, stay: Stay) -> bool:
        today = stay.start // DAY * DAY <= self.now < stay.end
        return stay.arrived or (stay.state == State.FIRM and today)

    def may_mark_absent(self, stay: Stay) -> bool:
        late = self.now >= stay.start + EARLIEST_NO_SHOW
        return stay.state == State.ABSENT or (stay.state == State.FIRM and not stay.arrived and late)

    def may_collect(self, stay: Stay) -> bool:
        return stay.paid > 0 or stay.state in {State.FIRM, State.COMPLETED}

    # --- what it costs ------------------------------------------------------------------------------------

    def refund_of(self, stay: Stay, by: str, at: int) -> int:
        """Give the fils that go back when `by` ends a stay; terms are frozen when it is made."""
        starts = [stay.start, *stay.earlier_starts]
        deadlines = [start - FULL_REFUND_BEFORE for start in starts]
        deadlines += [min(stay.made + GRACE, start) for start in starts]
        in_time = at < max(deadlines)
        return stay.paid if by != "customer" or in_time else 0


def price_of(minutes: int, days: int, units: int, *, by_hour: bool) -> int:
    """Price a stay in fils, tax included: by the hour, never dearer than its days."""
    net = units * (min(HOUR_PRICE * minutes // 60, DAY_PRICE) if by_hour else DAY_PRICE * days)
    return net + net * TAX_PERCENT // 100
