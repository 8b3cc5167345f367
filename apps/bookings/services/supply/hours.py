"""When a branch is open: its week, and the dates on which the week does not hold.

Existing bookings stay; those in which the branch was going to be open and no longer is are given
back.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.services.audit import record_audit
from apps.bookings.effects import Effects, bookings_ahead, effects_on, losing_open_time
from apps.bookings.models import Booking
from apps.bookings.services.supply.gate import MOST_DAYS, check_days, lock_branch, project_anew
from apps.branches.hours import Interval, WeekOfHours
from apps.branches.models import Branch
from apps.branches.queries import hours_of
from apps.branches.services import (
    Exceptional,
    Rewritten,
    WrongHours,
    delete_provisional_hours,
    delete_special_hours,
    replace_special_hours,
    replace_weekly_hours,
    settle_provisional_hours,
)
from atspaces.shared.clock import ONE_DAY, each_day

NIGHT = timedelta(days=2)
"""How far around a stay hours may reach into it: an opening past midnight, in any zone."""
NO_REASON = Exceptional()


@transaction.atomic
def set_weekly_hours(
    *, branch: Branch, week: Mapping[int, Sequence[Interval]], by: User, now: datetime
) -> Effects:
    """Give a branch a new week, numbered as `date.weekday()`; what is not named is closed.

    An interval that closes at or before it opens ends after midnight. Raises `WrongHours`.
    """
    write = partial(replace_weekly_hours, week=week)
    return _rewrite(branch, write, "weekly hours changed", by=by, now=now)


@transaction.atomic
def set_special_hours(
    *,
    branch: Branch,
    days: Collection[date],
    intervals: Sequence[Interval],
    by: User,
    now: datetime,
    why: Exceptional = NO_REASON,
) -> Effects:
    """Set the same hours on some dates, whatever the week says; no intervals mean closed.

    Replaces what was set there before. Raises `WrongHours`.
    """
    write = partial(replace_special_hours, hours=dict.fromkeys(days, intervals), why=why)
    return _rewrite(branch, write, "special hours set", by=by, now=now, days=days)


@transaction.atomic
def set_season_hours(
    *,
    branch: Branch,
    first: date,
    last: date,
    week: Mapping[int, Sequence[Interval]],
    by: User,
    now: datetime,
    why: Exceptional = NO_REASON,
) -> Effects:
    """Let another week hold between two dates, both included: Ramadan, a summer.

    Written as one exception for each date. Raises `WrongHours`.
    """
    if last < first:
        raise WrongHours(_("The last date lies before the first."))
    days = list(each_day(first, min(last, first + ONE_DAY * MOST_DAYS)))
    write = partial(replace_special_hours, hours={day: week.get(day.weekday(), ()) for day in days}, why=why)
    return _rewrite(branch, write, "special hours set", by=by, now=now, days=days)


@transaction.atomic
def clear_special_hours(*, branch: Branch, days: Collection[date], by: User, now: datetime) -> Effects:
    """Let the week hold again on some dates. Raises `WrongHours`."""
    write = partial(delete_special_hours, days=days)
    return _rewrite(branch, write, "special hours removed", by=by, now=now, days=days)


@transaction.atomic
def confirm_special_hours(*, branch: Branch, days: Collection[date], by: User, now: datetime) -> Effects:
    """Make provisional hours of some dates final: Eid was announced. Raises `WrongHours`."""
    write = partial(settle_provisional_hours, days=days)
    return _rewrite(branch, write, "special hours confirmed", by=by, now=now, days=days)


@transaction.atomic
def call_off_special_hours(*, branch: Branch, days: Collection[date], by: User, now: datetime) -> Effects:
    """Drop those hours of some dates that were only provisional; final ones stay.

    Raises `WrongHours`.
    """
    write = partial(delete_provisional_hours, days=days)
    return _rewrite(branch, write, "special hours called off", by=by, now=now, days=days)


def _rewrite(
    branch: Branch,
    write: Callable[..., Rewritten],
    action: str,
    *,
    by: User,
    now: datetime,
    days: Collection[date] | None = None,
) -> Effects:
    if days is not None:
        check_days(days=days, today=now.astimezone(branch.zone).date(), wrong=WrongHours)
    branch, services = lock_branch(branch=branch)
    ahead = bookings_ahead(services, now=now)
    before = _hours_around(branch, ahead, now)
    written = write(branch=branch)
    if not written.is_change:
        return Effects()
    project_anew(services=services, now=now, days=days)
    record_audit(
        actor=by,
        action=action,
        target=branch,
        now=now,
        details={"before": written.before, "after": written.after},
    )
    return effects_on(losing_open_time(ahead, before, _hours_around(branch, ahead, now), now=now))


def _hours_around(branch: Branch, bookings: Sequence[Booking], now: datetime) -> WeekOfHours:
    """The hours of a branch as they are now, for as far as bookings reach."""
    first = min((booking.starts_at for booking in bookings), default=now)
    last = max((booking.ends_at for booking in bookings), default=now)
    return hours_of(branch, first=(first - NIGHT).date(), last=(last + NIGHT).date())
