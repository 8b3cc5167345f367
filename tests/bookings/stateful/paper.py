"""The booking engine on paper: what ought to happen, in plain Python that shares no code with it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.bookings.stateful.prices import MOST
from tests.bookings.stateful.things import (
    CLOSES,
    DAY,
    EARLIEST_NO_SHOW,
    HOLD,
    MOST_HOLDS,
    SHORTEST,
    SLOT,
    Place,
    Space,
    State,
    Stay,
)


@dataclass
class Paper:
    """Everything that happened, and the rules."""

    now: int
    spaces: list[Space]
    stays: list[Stay] = field(default_factory=list)
    series: list[list[Stay]] = field(default_factory=list)
    """Stays that were held together, by the week."""

    # --- what is free -------------------------------------------------------------------------------------

    def in_use(self, space: Space, *, without: Stay | None = None, firm: bool = False) -> Counter[int]:
        """Count the units that stays take in each half hour, their pause included; `firm` ones only."""
        use: Counter[int] = Counter()
        for stay in self.stays:
            counts = stay.state == State.FIRM if firm else stay.uses_units(self.now)
            if stay.service is space and stay is not without and counts:
                for _ in range(stay.units):
                    use.update(range(stay.start // SLOT, (stay.end + space.pause) // SLOT))
        return use

    def withheld(self, space: Space) -> Counter[int]:
        """Count the units that blocks withhold in each half hour."""
        use: Counter[int] = Counter()
        for block in space.blocks:
            for slot in range(block.start // SLOT, -(-block.end // SLOT)):
                use[slot] += space.capacity if block.units is None else block.units
        return use

    def refusal_for_units(self, place: Place, without: Stay | None = None, firm: bool = False) -> str:
        """Say why units are not free: "taken", "blocked", or nothing when they are."""
        space, units = place.service, place.units
        taken, blocked = self.in_use(space, without=without, firm=firm), self.withheld(space)
        slots = range(place.start // SLOT, (place.end + space.pause) // SLOT)
        if min(space.units_at(slot) - taken[slot] - blocked[slot] for slot in slots) >= units:
            return ""
        fewest = min(space.units_at(slot) for slot in slots)
        if 0 < fewest < units:
            return "over_capacity"
        is_free = min(space.units_at(slot) - taken[slot] for slot in slots) >= units
        return "blocked" if is_free or not fewest else "taken"

    def refusal_of_hold(self, place: Place, *, without: Stay | None = None, is_expected: bool = False) -> str:
        """Say why a place cannot be had; whoever is expected at its start may come to it late."""
        if off := self.off_sale(place.service, place.units):
            return off
        last_moment = place.start if place.by_hour else place.start // DAY * DAY + CLOSES
        if last_moment <= self.now and not is_expected:
            return "past"
        return self.refusal_of_length(place) or self.refusal_for_units(place, without)

    def refusal_of_length(self, place: Place) -> str:
        if not place.by_hour:
            return ""
        if place.count < SHORTEST:
            return "too_short"
        if place.start % place.service.step or place.count % place.service.step:
            return "off_step"
        return "closed" if place.end > place.start // DAY * DAY + CLOSES else ""

    def refusal_of_walk_in(self, place: Place) -> str:
        """The step that has begun may still be booked at the desk."""
        if place.start <= self.now - place.service.step:
            return "past"
        return self.off_sale(place.service, place.units) or self.refusal_for_units(place)

    def is_oversold(self, space: Space) -> bool:
        return any(units > space.units_at(slot) for slot, units in self.in_use(space).items())

    def refusal_of_keeping(self, stay: Stay) -> str:
        """Say why a hold or request may not become firm, or stay what it is."""
        if not stay.is_live(self.now):
            return "lost"
        if self.now >= stay.end:
            return "past"
        # Where capacity was taken away since, the first to become firm has the units.
        no_room = self.refusal_for_units(stay.place, stay) and self.refusal_for_units(
            stay.place, stay, firm=True
        )
        return self.off_sale(stay.service, stay.units) or no_room

    def off_sale(self, space: Space, units: int) -> str:
        if not space.house.is_open:
            return "branch_paused"
        return "over_capacity" if units > space.capacity else ""

    def overdue(self) -> Iterator[Stay]:
        """Give the holds and requests that ran out, and that nobody wrote down yet."""
        return (stay for stay in self.stays if stay.is_pending and not stay.is_live(self.now))

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

    def may_check_out_series(self, series: list[Stay]) -> bool:
        """All of it or nothing: what is still held must stand, and no week may be lost."""
        if all(stay.was_firm or stay.was_request for stay in series):
            return True
        is_lost = any(stay.state == State.GONE and not stay.was_firm for stay in series)
        held = [stay for stay in series if stay.state == State.HELD]
        return not is_lost and not any(self.refusal_of_keeping(stay) for stay in held)

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

    # --- what may be changed ------------------------------------------------------------------------------

    def may_leave_early(self, stay: Stay) -> bool:
        return stay.state == State.COMPLETED or (stay.state == State.FIRM and stay.arrived)

    def refusal_of_longer(self, stay: Stay, longer: Place, added: Place, by: str) -> str:
        """Only the added time is judged: on sale, open and free."""
        if longer.count == stay.place.count:
            return ""
        return (
            self._wrong_moment(stay, self.now < stay.end)
            or self._needs_the_branch(stay, longer.service, by)
            or self.off_sale(stay.service, stay.units)
            or self.refusal_of_length(longer)
            or self.refusal_for_units(added, stay)
        )

    def refusal_of_shorter(self, stay: Stay, shorter: Place) -> str:
        """Nothing is taken, so whether the space is still sold does not matter."""
        if shorter.count == stay.place.count:
            return ""
        if wrong := self._wrong_moment(stay, self.now < stay.end):
            return wrong
        return "past" if shorter.end <= self.now else self.refusal_of_length(shorter)

    def refusal_of_move(self, stay: Stay, place: Place, by: str) -> str:
        """Where a stay is already, that is no move; its own old place is free for it."""
        if place.is_asked_for_like(stay.place):
            return ""
        if wrong := self._wrong_moment(stay, self._may_still_move(stay, by)):
            return wrong
        if place.service.house.company != stay.service.house.company:
            return "OtherVendor"
        return self._needs_the_branch(stay, place.service, by) or self.refusal_of_hold(
            place, without=stay, is_expected=place.start == stay.start
        )

    def _may_still_move(self, stay: Stay, by: str) -> bool:
        return not stay.arrived and self.now < stay.start if by == "customer" else self.now < stay.end

    def _wrong_moment(self, stay: Stay, is_time: bool) -> str:
        if stay.state != State.FIRM:
            return "IllegalMove"
        return "" if is_time else "NotNow"

    def _needs_the_branch(self, stay: Stay, space: Space, by: str) -> str:
        is_theirs = by == "customer" and not stay.walked_in
        return "NeedsTheBranch" if is_theirs and not space.is_instant else ""


def is_short_enough(place: Place) -> bool:
    """Tell whether the paper can still say what a stay costs."""
    return place.by_hour or place.count <= MOST[place.plan]
