"""The vendor's first page: who comes next, what needs me now, and one day at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.accounts.guards import SignedInRequest, vendor_only
from apps.accounts.models import User
from apps.approvals.models import ApprovalRequest
from apps.approvals.statuses import ApprovalStatus
from apps.bookings.arrivals import SHOWN, Arrivals, arrivals_page, next_arrival
from apps.bookings.desk import DeskState, days_or_times, desk_state, desk_zone, guest_name, guest_phone
from apps.bookings.models import Booking
from apps.bookings.policies import Arrival, arrival_of
from apps.bookings.texts import units_text
from apps.branches.choice import remembered_branch
from apps.branches.models import Branch, BranchStaff
from apps.branches.policies import may_run_desk
from apps.branches.queries import branches_of
from apps.branches.statuses import StaffRole
from apps.payments.desk import cash_due
from atspaces.pages.arrival_html import Pencil, action_text
from atspaces.pages.vendor_needs import needs_of
from atspaces.shared.http import render_page

MOST_DIGITS = 6


@dataclass(frozen=True)
class ArrivalRow:
    """One guest of the day, as `components/arrival_row.html` draws it; `due` in dinars."""

    booking: Booking
    desk_state: DeskState
    name: str | Promise
    phone: str
    space: str
    note: str
    due: Decimal | None
    arrival: Arrival
    runs_desk: bool
    is_next: bool = False

    @property
    def starts_at(self) -> datetime:
        return self.booking.starts_at

    @property
    def number(self) -> str:
        return self.booking.booking_number

    @property
    def url(self) -> str:
        return reverse("vendor:booking", args=[self.number])

    @property
    def status_text(self) -> str | Promise:
        return self.desk_state.label

    @property
    def status_tone(self) -> str:
        return self.desk_state.tone

    @property
    def state(self) -> str:
        if self.is_next:
            return "next"
        return "" if self.desk_state.is_awaited else "done"

    @property
    def may_enter(self) -> bool:
        """Tell whether one press lets the guest in; who comes early is asked about first."""
        return self.arrival == Arrival.WELCOME

    @property
    def is_let_in(self) -> bool:
        """Tell whether this person may let the guest in, at once or after a question."""
        return self.runs_desk and self.arrival in {Arrival.WELCOME, Arrival.EARLY}

    @property
    def action_url(self) -> str:
        """Give where the guest is let in; empty when that is over or not this person's work."""
        return reverse("vendor:check_in_booking", args=[self.number]) if self.is_let_in else ""

    @property
    def action_text(self) -> str:
        return action_text(self.due if self.may_enter else None)


@dataclass(frozen=True)
class Group:
    """Guests of the day in the same state, in the order of time; `count` includes those of other pages."""

    title: str
    rows: list[ArrivalRow]
    count: int
    drawn: SafeString


@dataclass(frozen=True)
class Desks:
    """A person's branches, their part in each, and the requests about each that we still decide."""

    branches: list[Branch]
    roles: dict[int, str | None]
    asked: dict[int, int]


@vendor_only
@require_safe
def today(request: SignedInRequest) -> HttpResponse:
    """Show a day's arrivals and what needs doing."""
    now = timezone.now()
    desks = _desks_of(request.user)
    branch = remembered_branch(request.session, request.GET.get("branch"), desks.branches)
    shown = [branch] if branch is not None else desks.branches
    zone = desk_zone(shown)
    this_day = now.astimezone(zone).date()
    day = _asked_day(request.GET.get("day", "")) or this_day
    number = _asked_page(request.GET.get("page", ""))
    arrivals = arrivals_page(shown, day, page=number)
    if number > 1 and not arrivals.bookings:
        return redirect(_day_url(day, this_day))
    query = "" if day == this_day else urlencode({"day": day}) + "&"
    context = {
        "branches": desks.branches,
        "branch": branch,
        "day": day,
        "is_today": day == this_day,
        "day_links": _day_links(day, this_day),
        "branch_query": query,
        "page": Paginator(range(arrivals.total), SHOWN).get_page(number),
        "due": arrivals.due,
        "zone": zone,
    }
    pencil = Pencil(csrf_token=get_token(request), next_url=request.get_full_path())
    work = _work(request.user, desks, shown, day, arrivals, pencil, now=now)
    return render_page(request, "vendor/pages/today.html", context | work)


def _desks_of(user: User) -> Desks:
    """Load what a person's pages need to know of their branches, in one query."""
    role = BranchStaff.objects.filter(branch=OuterRef("pk"), user=user).values("role")[:1]
    waiting = ApprovalRequest.objects.filter(branch=OuterRef("pk"), status=ApprovalStatus.PENDING)
    asked = waiting.order_by().values("branch").annotate(count=Count("pk")).values("count")
    found = branches_of(user).select_related(None).annotate(staff_role=Subquery(role), asked=Subquery(asked))
    branches = list(found.order_by("name", "pk"))
    deciding = {StaffRole.OWNER, StaffRole.MANAGER}
    return Desks(
        branches=list[Branch](branches),
        roles={each.pk: each.staff_role for each in branches},
        asked={
            each.pk: each.asked or 0
            for each in branches
            if each.vendor_id == user.pk or each.staff_role in deciding
        },
    )


def _work(
    user: User,
    desks: Desks,
    shown: list[Branch],
    day: date,
    arrivals: Arrivals,
    pencil: Pencil,
    *,
    now: datetime,
) -> dict[str, Any]:
    """Give the rows of a page of guests, and for today who is next and what needs doing."""
    runs = {each.pk: may_run_desk(each, user, desks.roles[each.pk]) for each in shown}

    def row(booking: Booking, *, is_next: bool = False) -> ArrivalRow:
        pk = booking.vendor_service.branch_id
        return _row(booking, now, runs_desk=runs[pk], with_branch=len(shown) > 1, is_next=is_next)

    if day != now.astimezone(desk_zone(shown)).date():
        return {"groups": _groups([row(booking) for booking in arrivals.bookings], arrivals, pencil)}
    coming = _next_of(arrivals, shown, day, now)
    rows = [row(booking, is_next=booking == coming) for booking in arrivals.bookings]
    asked = sum(desks.asked.get(branch.pk, 0) for branch in shown)
    return {
        "groups": _groups(rows, arrivals, pencil),
        "next": row(coming, is_next=True) if coming is not None else None,
        "needs": needs_of(shown, asked=asked, today=day, now=now),
    }


def _next_of(arrivals: Arrivals, shown: Sequence[Branch], day: date, now: datetime) -> Booking | None:
    """Give who comes next: somebody on this page, else whom the page has no room for."""
    states = [(booking, desk_state(booking, now)) for booking in arrivals.bookings]
    for booking, state in states:
        if state in {DeskState.EXPECTED, DeskState.LATE}:
            return booking
    is_whole = sum(state.is_awaited for _booking, state in states) == arrivals.awaited
    return None if is_whole else next_arrival(shown, day, now=now)


def _day_url(day: date, this_day: date) -> str:
    return reverse("vendor:today") + ("" if day == this_day else f"?{urlencode({'day': day})}")


def _asked_page(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return max(1, int(text)) if is_number else 1


def _asked_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day_links(day: date, this_day: date) -> list[dict[str, object]]:
    days = sorted({this_day, day, *_neighbours(day)})
    return [
        {
            "url": _day_url(each, this_day),
            "date": each,
            "current": each == day,
        }
        for each in days
    ]


def _neighbours(day: date) -> list[date]:
    near = [(day.toordinal() + step) for step in (-1, 1)]
    return [date.fromordinal(each) for each in near if date.min.toordinal() <= each <= date.max.toordinal()]


def _row(booking: Booking, now: datetime, *, runs_desk: bool, with_branch: bool, is_next: bool) -> ArrivalRow:
    return ArrivalRow(
        booking=booking,
        desk_state=desk_state(booking, now),
        name=guest_name(booking),
        phone=guest_phone(booking),
        space=_space(booking, with_branch=with_branch),
        note=_note(booking, now),
        due=cash_due(booking),
        arrival=arrival_of(booking, now),
        runs_desk=runs_desk,
        is_next=is_next,
    )


def _space(booking: Booking, *, with_branch: bool) -> str:
    service = booking.vendor_service
    parts = [service.display_name]
    if booking.quantity > 1:
        parts.append(units_text(service.service.name, booking.quantity))
    if with_branch:
        parts.append(service.branch.display_name)
    return " · ".join(parts)


def _note(booking: Booking, now: datetime) -> str:
    """A stay of several days says so: its first start is not today's."""
    return days_or_times(booking, now=now) if booking.end_date > booking.booking_date else ""


def _groups(rows: list[ArrivalRow], arrivals: Arrivals, pencil: Pencil) -> list[Group]:
    over = arrivals.total - arrivals.awaited - arrivals.inside
    awaited = [row for row in rows if row.desk_state.is_awaited]
    inside = [row for row in rows if row.desk_state == DeskState.IN]
    gone = [row for row in rows if row.desk_state in {DeskState.LEFT, DeskState.NO_SHOW}]
    groups = [
        (_("To come"), awaited, arrivals.awaited),
        (_("Here"), inside, arrivals.inside),
        (_("Finished"), gone, over),
    ]
    return [
        Group(title, found, count, SafeString("".join([pencil.draw(row) for row in found])))
        for title, found, count in groups
        if found
    ]
