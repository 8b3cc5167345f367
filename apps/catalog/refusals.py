"""Refusals as data: a code, the fact behind it, and the nearest ways to still get what was wanted.

Search, builder, portal and assistant all show the same object.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.catalog.asks import Ask
from apps.catalog.models import VendorService
from atspaces.shared import formats
from atspaces.shared.errors import DomainError


class RefusalCode(TextChoices):
    TAKEN = "taken", gettext_lazy("Taken")
    BLOCKED = "blocked", gettext_lazy("Not on sale then")
    CLOSED = "closed", gettext_lazy("Closed")
    PAST = "past", gettext_lazy("In the past")
    TOO_LATE = "too_late", gettext_lazy("Too late")
    TOO_EARLY = "too_early", gettext_lazy("Too far ahead")
    TOO_SHORT = "too_short", gettext_lazy("Too short")
    TOO_LONG = "too_long", gettext_lazy("Too long")
    OFF_STEP = "off_step", gettext_lazy("Between two start times")
    OVER_CAPACITY = "over_capacity", gettext_lazy("More than there is")
    NOT_SOLD = "not_sold", gettext_lazy("Not sold this way")
    BRANCH_PAUSED = "branch_paused", gettext_lazy("Branch paused")
    SERVICE_PAUSED = "service_paused", gettext_lazy("Not on sale")


class RepairKind(TextChoices):
    OTHER_TIME = "other_time", gettext_lazy("Another time")
    OTHER_UNIT = "other_unit", gettext_lazy("Another space here")
    OTHER_BRANCH = "other_branch", gettext_lazy("Another branch")
    OTHER_DAY = "other_day", gettext_lazy("Another day")


@dataclass(frozen=True, slots=True)
class Repair:
    """An ask that is free right now and close to the refused one.

    `starts_at` and `ends_at` are what it means; `distance_km` is set for another branch.
    """

    kind: RepairKind
    service: VendorService
    ask: Ask
    starts_at: datetime
    ends_at: datetime
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an ask cannot be had. `facts` fill the sentence and are safe to show."""

    code: RefusalCode
    zone: ZoneInfo
    facts: dict[str, Any] = field(default_factory=dict)
    repairs: tuple[Repair, ...] = ()

    @property
    def message(self) -> str:
        """The refusal in a sentence, in the active language."""
        return _SENTENCES[self.code](self)

    def with_repairs(self, repairs: tuple[Repair, ...]) -> "Refusal":
        """Give the same refusal with ways around it."""
        return replace(self, repairs=repairs)

    def times(self) -> str:
        return formats.time_range(self.facts["starts_at"], self.facts["ends_at"], self.zone)

    def length(self) -> str:
        if "minutes" in self.facts:
            return formats.duration(self.facts["minutes"])
        return formats.time_units(self.facts["unit"], self.facts["count"])


class Refused(DomainError):
    """An ask that the engine turned down."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def _taken(refusal: Refusal) -> str:
    left = refusal.facts.get("free", 0)
    if number := refusal.facts.get("booking_number"):
        # Only the branch is told who has it.
        return _("Booking %(number)s has it: %(times)s.") % {"number": number, "times": refusal.times()}
    if not left:
        return _("%(times)s was just taken.") % {"times": refusal.times()}
    return ngettext("Only %(left)d is free at %(times)s.", "Only %(left)d are free at %(times)s.", left) % {
        "left": left,
        "times": refusal.times(),
    }


def _too_early(refusal: Refusal) -> str:
    days = refusal.facts["days"]
    return ngettext(
        "This can be booked up to %(days)d day ahead.", "This can be booked up to %(days)d days ahead.", days
    ) % {"days": days}


def _over_capacity(refusal: Refusal) -> str:
    units = refusal.facts["capacity"]
    return ngettext("There is only %(units)d of these.", "There are only %(units)d of these.", units) % {
        "units": units
    }


_SENTENCES: dict[RefusalCode, Callable[[Refusal], str]] = {
    RefusalCode.TAKEN: _taken,
    RefusalCode.BLOCKED: lambda r: _("The branch does not sell %(times)s.") % {"times": r.times()},
    RefusalCode.CLOSED: lambda _r: _("The branch is closed at that time."),
    RefusalCode.PAST: lambda _r: _("That time has passed. Choose a later one."),
    RefusalCode.TOO_LATE: lambda r: (
        _("The branch needs %(notice)s of notice.") % {"notice": formats.duration(r.facts["minutes"])}
    ),
    RefusalCode.TOO_EARLY: _too_early,
    RefusalCode.TOO_SHORT: lambda r: _("The shortest booking here is %(length)s.") % {"length": r.length()},
    RefusalCode.TOO_LONG: lambda r: _("The longest booking here is %(length)s.") % {"length": r.length()},
    RefusalCode.OFF_STEP: lambda r: (
        _("Bookings here start every %(step)s.") % {"step": formats.duration(r.facts["minutes"])}
    ),
    RefusalCode.OVER_CAPACITY: _over_capacity,
    RefusalCode.NOT_SOLD: lambda _r: _("This space is not sold that way. Choose another plan."),
    RefusalCode.BRANCH_PAUSED: lambda _r: _("This branch takes no bookings at the moment."),
    RefusalCode.SERVICE_PAUSED: lambda _r: _("This space is not on sale at the moment."),
}
