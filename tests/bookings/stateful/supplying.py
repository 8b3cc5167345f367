"""Chapters about the supply: blocks, capacities, prices and pauses, changed while people book."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.bookings.stateful.story import ANY, SOONEST, Story
from tests.bookings.stateful.things import DAY, SLOT, Block
from tests.bookings.stateful.words import attempt


class Supplying(Story):
    """What the branch changes takes nothing from those who have booked."""

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

    @rule(n=ANY, percent=st.sampled_from([50, 100, 150]))
    def change_prices(self, n: int, percent: int) -> None:
        """Of what is booked the price stays; of what changes only the change has the new one."""
        space = self.some_space(n)
        _, refusal = attempt(self.world.set_prices, space, percent, now=self.paper.now)
        self.told(refusal, True, "prices")
        space.list_percent = percent

    @rule(n=ANY, is_open=st.sampled_from([True, True, True, False]))
    def pause_or_open_branch(self, n: int, is_open: bool) -> None:
        space = self.some_space(n)
        _, refusal = attempt(self.world.set_open, space, is_open=is_open, now=self.paper.now)
        self.told(refusal, True, "pause")
        space.house.is_open = is_open
