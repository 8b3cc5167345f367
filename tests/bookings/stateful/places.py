"""Where stays begin and end: the paper's calendar."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from tests.bookings.stateful.things import CLOSES, DAY, OPENS, WEEK, Place, Plan, Space, Stay

FIRST_DAY = date(2027, 1, 28)
"""Months from the days after it end with February, which has 28 days."""


def place_of(space: Space, plan: Plan, start: int, length: int, units: int) -> Place:
    """Give the place of `length` minutes, days, weeks or months from the start's minute or day on."""
    if plan == Plan.HOUR:
        return Place(space, plan, start, start + length, length, units)
    first = start // DAY
    end = (_day_after(plan, first, length) - 1) * DAY + CLOSES
    return Place(space, plan, first * DAY + OPENS, end, length, units)


def of_length(stay: Stay, length: int) -> Place:
    return place_of(stay.service, stay.place.plan, stay.start, length, stay.units)


def added_to(stay: Stay, longer: Place) -> Place:
    """Give the place of the added time alone."""
    place = stay.place
    if place.by_hour:
        return Place(
            place.service, place.plan, place.end, longer.end, longer.count - place.count, place.units
        )
    start = (place.end // DAY + 1) * DAY + OPENS
    return Place(place.service, place.plan, start, longer.end, longer.count - place.count, place.units)


def left_early(stay: Stay, end: int) -> Place:
    """Give the place of a stay that ended with the half hour that had begun."""
    place, first, last = stay.place, stay.start // DAY, end // DAY
    if place.by_hour:
        return replace(place, end=end, count=end - place.start)
    begun = next(length for length in count(1) if _day_after(place.plan, first, length) > last)
    return replace(place, end=end, count=begun)


def _day_after(plan: Plan, first: int, length: int) -> int:
    if plan != Plan.MONTH:
        return first + length * (WEEK if plan == Plan.WEEK else 1)
    # The first day that is as late in its month; where that month has no such day, the next month's first.
    wanted = (_months(first) + length, _date(first).day)
    return next(day for day in count(first) if (_months(day), _date(day).day) >= wanted)


def _date(day: int) -> date:
    return FIRST_DAY + timedelta(days=day)


def _months(day: int) -> int:
    return _date(day).year * 12 + _date(day).month
