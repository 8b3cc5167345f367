"""Writing down when a branch is open.

What is free hangs on it: hours are changed through `bookings.services`, which takes the locks,
calls these, and says which bookings lose open time.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from apps.branches.hours import Interval, as_texts, have_overlap
from apps.branches.models import Branch, OpeningHours, SpecialHours
from apps.branches.policies import fault_in_hours
from apps.branches.statuses import Weekday
from atspaces.shared.errors import DomainError

CLOSED = ((None, None),)
type Written = dict[str, object]
"""What stood or stands in the tables, as JSON for the audit log."""


class WrongHours(DomainError):
    """Opening hours that overlap, lie between two half hours, or are for days that cannot be set."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What was written down before, and what is now."""

    before: Written
    after: Written

    @property
    def is_change(self) -> bool:
        return self.before != self.after


def replace_weekly_hours(*, branch: Branch, week: Mapping[int, Sequence[Interval]]) -> Rewritten:
    """Give a branch a new week; a weekday that is not named is closed. Raises `WrongHours`."""
    if not week.keys() <= set(Weekday.values):
        raise WrongHours(_("There is no such weekday."))
    for intervals in week.values():
        _check(intervals)
    if have_overlap(week):
        raise WrongHours(_("The hours after midnight overlap with the next day's."))
    before = _weekly(branch)
    branch.opening_hours.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(branch=branch, weekday=weekday, opens_at=opens, closes_at=closes)
        for weekday, intervals in week.items()
        for opens, closes in intervals
    )
    return Rewritten(before, _weekly(branch))


@dataclass(frozen=True, slots=True)
class Exceptional:
    """Why days differ from the week, and whether that is announced only days before."""

    reason: str = ""
    reason_ar: str = ""
    is_provisional: bool = False


def replace_special_hours(
    *, branch: Branch, hours: Mapping[date, Sequence[Interval]], why: Exceptional
) -> Rewritten:
    """Set the hours of some dates instead of what holds there; no intervals mean closed.

    Raises `WrongHours`.
    """
    for intervals in hours.values():
        _check(intervals)
    before = _special(branch, hours.keys())
    branch.special_hours.filter(date__in=hours.keys()).delete()
    SpecialHours.objects.bulk_create(
        SpecialHours(
            branch=branch,
            date=day,
            opens_at=opens,
            closes_at=closes,
            reason=why.reason,
            reason_ar=why.reason_ar,
            is_provisional=why.is_provisional,
        )
        for day, intervals in hours.items()
        for opens, closes in (intervals or CLOSED)
    )
    return Rewritten(before, _special(branch, hours.keys()))


def delete_special_hours(*, branch: Branch, days: Collection[date]) -> Rewritten:
    """Let the week hold again on some dates."""
    before = _special(branch, days)
    branch.special_hours.filter(date__in=days).delete()
    return Rewritten(before, _special(branch, days))


def delete_provisional_hours(*, branch: Branch, days: Collection[date]) -> Rewritten:
    """Let the week hold again on those of some dates that were only provisional."""
    before = _special(branch, days)
    branch.special_hours.filter(date__in=days, is_provisional=True).delete()
    return Rewritten(before, _special(branch, days))


def settle_provisional_hours(*, branch: Branch, days: Collection[date]) -> Rewritten:
    """Make provisional hours of some dates final."""
    before = _special(branch, days)
    branch.special_hours.filter(date__in=days, is_provisional=True).update(is_provisional=False)
    return Rewritten(before, _special(branch, days))


def _check(intervals: Sequence[Interval]) -> None:
    if fault := fault_in_hours(intervals):
        raise WrongHours(fault)


def _weekly(branch: Branch) -> Written:
    intervals: dict[str, list[Interval]] = {}
    for row in branch.opening_hours.order_by("weekday"):
        intervals.setdefault(str(row.weekday), []).append((row.opens_at, row.closes_at))
    return {weekday: as_texts(found) for weekday, found in intervals.items()}


def _special(branch: Branch, days: Collection[date]) -> Written:
    found: dict[str, list[Interval]] = {}
    facts: dict[str, Exceptional] = {}
    for row in branch.special_hours.filter(date__in=days).order_by("date"):
        day = row.date.isoformat()
        facts[day] = Exceptional(row.reason, row.reason_ar, row.is_provisional)
        found.setdefault(day, [])
        if row.opens_at is not None and row.closes_at is not None:
            found[day].append((row.opens_at, row.closes_at))
    return {day: _told(intervals, facts[day]) for day, intervals in found.items()}


def _told(intervals: list[Interval], why: Exceptional) -> dict[str, object]:
    return {"open": as_texts(intervals), "reason": why.reason, "provisional": why.is_provisional}
