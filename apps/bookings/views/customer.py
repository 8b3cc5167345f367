"""A customer's bookings after they were chosen: the hold, the list, the ticket."""

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.guards import SignedInRequest, sign_in_required
from apps.bookings import services
from apps.bookings.ask_links import again_url
from apps.bookings.calendar_files import calendar_file
from apps.bookings.messages import absolute_url
from apps.bookings.models import Booking
from apps.bookings.own import OwnTab, own_bookings
from apps.bookings.policies import can_cancel, refund_steps_of, refundable_of
from apps.bookings.qr import qr_svg
from apps.bookings.queries import bookings_of
from apps.bookings.statuses import BookingStatus
from apps.bookings.texts import booking_when, price_rows, refund_rows, units_text
from apps.bookings.ticket import directions, dues_of, events_of, state_of
from apps.bookings.views.fetching import booking_in_hand
from atspaces.shared.errors import DomainError
from atspaces.shared.http import render_page

PER_PAGE = 20


@require_POST
def extend_hold(request: HttpRequest, number: str) -> HttpResponse:
    """Give a hold its full time again."""
    booking = booking_in_hand(request, number)
    try:
        services.extend_hold(booking=booking, now=timezone.now())
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("You have the full time again."))
    return redirect("payments:checkout", number)


@require_POST
def release_hold(request: HttpRequest, number: str) -> HttpResponse:
    """Let go of a hold and choose anew, with everything as it was."""
    try:
        booking = services.release_hold(booking=booking_in_hand(request, number), now=timezone.now())
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("payments:checkout", number)
    if booking.cancelled_at is None:
        return redirect("bookings:detail", number)
    return redirect(again_url(booking, now=timezone.now()))


@sign_in_required
@require_safe
def bookings(request: SignedInRequest) -> HttpResponse:
    """My bookings: what comes, what was, what was called off."""
    now = timezone.now()
    wanted = request.GET.get("show", "")
    tab = OwnTab(wanted) if wanted in OwnTab.values else OwnTab.UPCOMING
    page = Paginator(own_bookings(request.user, tab, now=now), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": tab,
        "tabs": [{"url": f"?show={t}", "text": t.label, "current": t == tab} for t in OwnTab],
        "page": page,
        "rows": [_row(booking, now) for booking in page],
    }
    return render_page(request, "customer/bookings/list.html", context)


def _row(booking: Booking, now: datetime) -> dict[str, object]:
    return {
        "booking": booking,
        "when": booking_when(booking, now=now),
        "state": state_of(booking, now=now),
        "again_url": again_url(booking, now=now),
    }


@sign_in_required
@require_safe
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """The ticket."""
    booking = get_object_or_404(bookings_of(request.user), booking_number=number)
    if booking.is_hold:
        return redirect("payments:checkout", number)
    now = timezone.now()
    vendor = booking.vendor_service.branch.vendor
    check_in_url = absolute_url("vendor:check_in_booking", number, language=vendor.language)
    context = {
        "booking": booking,
        "service": booking.vendor_service,
        "branch": booking.vendor_service.branch,
        "state": state_of(booking, now=now),
        "when": booking_when(booking, now=now),
        "units": units_text(booking.vendor_service.service.name, booking.quantity),
        "qr": qr_svg(check_in_url) if booking.status == BookingStatus.CONFIRMED else "",
        "dues": dues_of(booking),
        "lines": price_rows(booking.price_snapshot, booking.vendor_service.service.name),
        "refunds": refund_rows(refund_steps_of(booking), refundable_of(booking), now=now),
        "can_cancel": can_cancel(booking, now),
        "directions": directions(booking.vendor_service.branch),
        "events": events_of(booking),
        "again_url": again_url(booking, now=now),
    }
    return render_page(request, "customer/bookings/detail.html", context)


@sign_in_required
@require_safe
def calendar(request: SignedInRequest, number: str) -> HttpResponse:
    """The booking as a file for a calendar."""
    booking = get_object_or_404(bookings_of(request.user), booking_number=number)
    content = calendar_file(booking, language=get_language() or "en")
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="atspaces-{booking.booking_number}.ics"'},
    )
