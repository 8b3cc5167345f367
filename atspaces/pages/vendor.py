"""The vendor's first page: who comes next, what needs me now, and one day at the desk."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from apps.accounts.guards import SignedInRequest, vendor_only
from apps.accounts.models import User
from apps.approvals.queries import requests_of
from apps.approvals.statuses import ApprovalStatus
from apps.bookings.desk import (
    DeskState,
    Tab,
    at_branches,
    days_or_times,
    desk_state,
    guest_name,
    guest_phone,
    in_tab,
)
from apps.bookings.models import Booking
from apps.bookings.policies import Arrival, arrival_of
from apps.bookings.queries import arrivals_on, bookings_at
from apps.bookings.texts import units_text
from apps.branches.choice import remembered_branch
from apps.branches.models import Branch
from apps.branches.policies import may_run_desk
from apps.branches.queries import branches_of, staff_roles_of
from apps.payments.desk import cash_due, refunds_to_hand_back
from apps.payments.models import Refund
from atspaces.shared import formats, money
from atspaces.shared.http import render_page

SHOWN_REQUESTS = 5
SHOWN_REFUNDS = 5


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
    def action_url(self) -> str:
        """Give where the guest is let in; empty when that is over or not this person's work."""
        if not self.runs_desk or self.arrival not in {Arrival.WELCOME, Arrival.EARLY}:
            return ""
        return reverse("vendor:check_in_booking", args=[self.number])

    @property
    def action_text(self) -> str:
        if self.due is None or not self.may_enter:
            return _("Check in")
        return _("Collect %(amount)s & check in") % {"amount": formats.money(self.due)}


@dataclass(frozen=True)
class Group:
    """Guests of the day in the same state, in the order of time."""

    title: str
    rows: list[ArrivalRow]


@dataclass(frozen=True)
class WaitingRequest:
    """A request to answer; `wait` says how long there is still time."""

    booking: Booking
    name: str | Promise
    when: str
    wait: str


@dataclass(frozen=True)
class CashToCollect:
    """Guests who came and have not paid; the total in JOD."""

    count: int
    total: Decimal


@dataclass(frozen=True)
class Needs:
    """What waits for somebody at the desk. Requests are those that the soonest run out."""

    requests: list[WaitingRequest]
    more_requests: int
    cash: CashToCollect
    refunds: list[tuple[Refund, str | Promise]]
    asked: int

    @property
    def is_empty(self) -> bool:
        return not (self.requests or self.cash.count or self.refunds or self.asked)


@never_cache
@vendor_only
@require_safe
def today(request: SignedInRequest) -> HttpResponse:
    """Show a day's arrivals and what needs doing."""
    now = timezone.now()
    branches = list(branches_of(request.user).order_by("name", "pk"))
    branch = remembered_branch(request.session, request.GET.get("branch"), branches)
    shown = [branch] if branch is not None else branches
    zone = shown[0].zone if shown else ZoneInfo(timezone.get_default_timezone_name())
    this_day = now.astimezone(zone).date()
    day = _asked_day(request.GET.get("day", "")) or this_day
    rows = _arrivals(request.user, shown, day, now=now, is_today=day == this_day)
    context = {
        "branches": branches,
        "branch": branch,
        "day": day,
        "is_today": day == this_day,
        "day_links": _day_links(day, this_day),
        "branch_query": "" if day == this_day else urlencode({"day": day}) + "&",
        "next": next((row for row in rows if row.is_next), None),
        "groups": _groups(rows),
        "due": sum((row.due for row in rows if row.due is not None), money.ZERO),
        "needs": _needs(request.user, shown, this_day, now),
        "zone": zone,
    }
    return render_page(request, "vendor/pages/today.html", context)


def _asked_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day_links(day: date, this_day: date) -> list[dict[str, object]]:
    days = sorted({this_day, day, *_neighbours(day)})
    return [
        {
            "url": reverse("vendor:today") + ("" if each == this_day else f"?{urlencode({'day': each})}"),
            "date": each,
            "current": each == day,
        }
        for each in days
    ]


def _neighbours(day: date) -> list[date]:
    near = [(day.toordinal() + step) for step in (-1, 1)]
    return [date.fromordinal(each) for each in near if date.min.toordinal() <= each <= date.max.toordinal()]


def _arrivals(
    user: User, branches: list[Branch], day: date, *, now: datetime, is_today: bool
) -> list[ArrivalRow]:
    roles = staff_roles_of(user)
    rows = []
    is_next_known = not is_today
    for booking in arrivals_on(user, branches, day):
        state = desk_state(booking, now)
        is_next = not is_next_known and state in {DeskState.EXPECTED, DeskState.LATE}
        is_next_known = is_next_known or is_next
        branch = booking.vendor_service.branch
        row = ArrivalRow(
            booking=booking,
            desk_state=state,
            name=guest_name(booking),
            phone=guest_phone(booking),
            space=_space(booking, with_branch=len(branches) > 1),
            note=_note(booking, now),
            due=cash_due(booking),
            arrival=arrival_of(booking, now),
            runs_desk=may_run_desk(branch, user, roles.get(branch.pk)),
            is_next=is_next,
        )
        rows.append(row)
    return rows


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


def _groups(rows: list[ArrivalRow]) -> list[Group]:
    groups = [
        Group(_("To come"), [row for row in rows if row.desk_state.is_awaited]),
        Group(_("Here"), [row for row in rows if row.desk_state == DeskState.IN]),
        Group(_("Finished"), [row for row in rows if row.desk_state in {DeskState.LEFT, DeskState.NO_SHOW}]),
    ]
    return [group for group in groups if group.rows]


def _waiting(booking: Booking, now: datetime) -> WaitingRequest:
    assert booking.hold_expires_at is not None  # a request that waits always has its deadline
    return WaitingRequest(
        booking=booking,
        name=guest_name(booking),
        when=days_or_times(booking, now=now),
        wait=formats.relative(booking.hold_expires_at, now=now),
    )


def _needs(user: User, branches: list[Branch], this_day: date, now: datetime) -> Needs:
    bookings = at_branches(bookings_at(user), branches)
    to_answer = bookings.filter(in_tab(Tab.ANSWER, today=this_day, now=now)).order_by(*Tab.ANSWER.order)
    requests = list(to_answer)
    unpaid = bookings.filter(in_tab(Tab.CASH, today=this_day, now=now)).aggregate(
        count=Count("pk"), total=Sum("total_price")
    )
    asked = requests_of(user).filter(status=ApprovalStatus.PENDING, branch__in=branches).count()
    to_hand_back = refunds_to_hand_back(branches)
    return Needs(
        requests=[_waiting(booking, now) for booking in requests[:SHOWN_REQUESTS]],
        more_requests=max(0, len(requests) - SHOWN_REQUESTS),
        cash=CashToCollect(unpaid["count"], unpaid["total"] or money.ZERO),
        refunds=[(each, guest_name(each.payment.booking)) for each in to_hand_back[:SHOWN_REFUNDS]],
        asked=asked,
    )
