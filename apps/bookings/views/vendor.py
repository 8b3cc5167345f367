"""The desk's bookings: the list, the code at the door, and who did not come."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.guards import SignedInRequest, vendor_only
from apps.bookings import desk, services
from apps.bookings.desk_forms import BookingSearchForm, TicketCodeForm
from apps.bookings.models import Booking
from apps.bookings.queries import bookings_at, bookings_in
from apps.bookings.texts import units_text
from apps.branches.choice import remembered_branch
from apps.branches.queries import branches_of
from atspaces.shared import formats
from atspaces.shared.errors import DomainError
from atspaces.shared.http import render_page, safe_next

PER_PAGE = 25
_NOTHING_THERE = {
    desk.Tab.ANSWER: (_("Nothing to answer"), _("Requests for your spaces wait here until you answer them.")),
    desk.Tab.TODAY: (_("Nobody today"), _("New bookings appear here as soon as they are made.")),
    desk.Tab.UPCOMING: (_("Nothing ahead yet"), _("Bookings from tomorrow on are listed here.")),
    desk.Tab.CASH: (_("Nothing to collect"), _("Guests who came and have not paid are listed here.")),
    desk.Tab.PAST: (_("Nothing in the past"), _("Finished stays are listed here.")),
    desk.Tab.OFF: (_("Nothing called off"), _("Cancelled bookings and no-shows are listed here.")),
}


@vendor_only
@require_safe
def bookings(request: SignedInRequest) -> HttpResponse:
    """All bookings in lists, searched by what a guest says."""
    now = timezone.now()
    form = BookingSearchForm(request.GET)
    branches = list(branches_of(request.user).order_by("name", "pk"))
    branch = remembered_branch(request.session, request.GET.get("branch"), branches)
    shown = [branch] if branch is not None else branches
    today = now.astimezone(desk.desk_zone(shown)).date()
    found = desk.matching(bookings_in(shown), form.typed)
    counts = desk.tab_counts(found, today=today, now=now)
    tab = form.chosen_tab
    listed = found.filter(desk.in_tab(tab, today=today, now=now)).order_by(*tab.order)
    page = _Pages(listed.values_list("pk", flat=True), counts[tab]).get_page(request.GET.get("page"))
    context = {
        "search_form": form,
        "typed": form.typed,
        "tab": tab,
        "tabs": [_tab_link(each, counts[each], current=each == tab, typed=form.typed) for each in desk.Tab],
        "page": page,
        "query": urlencode(_filters(tab, form.typed)) + "&",
        "rows": [_row(booking, now) for booking in _loaded(list(page), tab)],
        "empty": _NOTHING_THERE[tab],
        "branches": branches,
        "branch": branch,
    }
    return render_page(request, "vendor/bookings/bookings.html", context)


class _Pages(Paginator[int]):
    """The pages of one list, by keys. What was counted to the end is not counted again."""

    def __init__(self, keys: QuerySet[Booking, int], counted: int) -> None:
        super().__init__(keys, PER_PAGE)
        if counted < desk.MOST_COUNTED:
            self.count = counted


def _loaded(keys: list[int], tab: desk.Tab) -> QuerySet[Booking]:
    """Load one page of bookings: what the rows show is joined to these, never to the whole list."""
    shown = Booking.objects.filter(pk__in=keys).order_by(*tab.order)
    return shown.select_related("customer", "vendor_service__service", "vendor_service__branch")


@dataclass(frozen=True)
class ListRow:
    """One booking as the list shows it."""

    booking: Booking
    name: str | Promise
    when: str
    units: str
    deadline: str
    status_text: str | Promise
    status_tone: str


def _row(booking: Booking, now: datetime) -> ListRow:
    status_text, status_tone = desk.status_badge(booking, now)
    return ListRow(
        booking=booking,
        name=desk.guest_name(booking),
        when=desk.days_or_times(booking, now=now),
        units=units_text(booking.vendor_service.service.name, booking.quantity),
        deadline=desk.deadline_text(booking, now=now),
        status_text=status_text,
        status_tone=status_tone,
    )


def _filters(tab: desk.Tab, typed: str) -> dict[str, str]:
    return {"tab": tab.value} | ({"q": typed} if typed else {})


def _tab_link(tab: desk.Tab, count: int, *, current: bool, typed: str) -> dict[str, object]:
    return {
        "url": f"?{urlencode(_filters(tab, typed))}",
        "text": tab.label,
        "count": count if count < desk.MOST_COUNTED else f"{formats.number(desk.MOST_COUNTED)}+",
        "current": current,
    }


@vendor_only
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: SignedInRequest) -> HttpResponse:
    """Find a guest's booking by the code on the ticket."""
    form = TicketCodeForm(request.POST or None, bookings=bookings_at(request.user))
    if form.is_valid():
        return redirect("vendor:check_in_booking", form.cleaned_data["number"])
    return render_page(request, "vendor/bookings/check_in.html", {"form": form})


@vendor_only
@require_POST
def no_show(request: SignedInRequest, number: str) -> HttpResponse:
    """Note that a guest did not come."""
    booking = get_object_or_404(desk.served_bookings(request.user), booking_number=number)
    try:
        services.mark_no_show(booking=booking, by=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Noted: %(name)s did not come.") % {"name": desk.guest_name(booking)})
    return redirect(safe_next(request, default=reverse("vendor:booking", args=[number])))
