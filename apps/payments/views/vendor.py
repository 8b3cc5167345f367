"""The desk with one booking: letting in, taking cash, answering, calling off, giving back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.guards import SignedInRequest, vendor_only
from apps.accounts.models import User
from apps.bookings.desk import deadline_text, guest_name, guest_phone, served_bookings, status_badge
from apps.bookings.models import Booking
from apps.bookings.policies import arrival_of, can_check_in
from apps.bookings.queries import bookings_at
from apps.bookings.services import check_in
from apps.bookings.statuses import CancelledBy
from apps.bookings.texts import booking_when, price_rows, units_text
from apps.branches.policies import may_run_desk
from apps.branches.queries import staff_roles_of
from apps.payments import desk, services
from apps.payments.desk_forms import LetInForm, ReasonForm
from apps.payments.policies import refund_preview
from apps.payments.providers.cash import CashAtTheDesk
from atspaces.shared import formats
from atspaces.shared.errors import DomainError
from atspaces.shared.http import render_page, safe_next


@dataclass(frozen=True)
class Visit:
    """What the pages about one booking show of it."""

    booking: Booking
    name: str
    phone: str
    when: str
    units: str
    deadline: str
    payment: tuple[str, str]

    @property
    def whatsapp(self) -> str:
        """Give the number as wa.me wants it: no plus."""
        return self.phone.removeprefix("+")


def _visit(booking: Booking, now: datetime) -> Visit:
    kind = booking.vendor_service.service.name
    return Visit(
        booking=booking,
        name=str(guest_name(booking)),
        phone=guest_phone(booking),
        when=booking_when(booking, now=now),
        units=units_text(kind, booking.quantity),
        deadline=deadline_text(booking, now=now),
        payment=desk.payment_badge(booking),
    )


def _runs_desk(user: User, booking: Booking) -> bool:
    branch = booking.vendor_service.branch
    return may_run_desk(branch, user, staff_roles_of(user).get(branch.pk))


def _found(bookings: QuerySet[Booking], number: str) -> Booking:
    return get_object_or_404(bookings, booking_number=number)


@vendor_only
@require_safe
def booking(request: SignedInRequest, number: str) -> HttpResponse:
    """Everything about one booking, and what the desk may do with it."""
    now = timezone.now()
    found = _found(bookings_at(request.user), number)
    payment, refund = desk.captured_payment(found), desk.last_refund(found)
    runs_desk = _runs_desk(request.user, found)
    context = {
        "visit": _visit(found, now),
        "status": status_badge(found, now),
        "lines": price_rows(found.price_snapshot, found.vendor_service.service.name),
        "payment": payment,
        "refund": refund,
        "due": desk.cash_due(found),
        "events": desk.history_of(found, payment=payment, refund=refund),
        "actions": desk.desk_actions(found, refund=refund, now=now) if runs_desk else desk.DeskActions(),
        "runs_desk": runs_desk,
    }
    return render_page(request, "vendor/payments/booking.html", context)


@vendor_only
@require_http_methods(["GET", "HEAD", "POST"])
def check_in_booking(request: SignedInRequest, number: str) -> HttpResponse:
    """What the ticket's QR opens: may this guest go in, and the button that lets them in."""
    mine = served_bookings if request.method == "POST" else bookings_at
    found = _found(mine(request.user), number)
    now = timezone.now()
    form = LetInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        let_in = services.collect_and_check_in if form.cleaned_data["collect"] else check_in
        try:
            let_in(booking=found, by=request.user, now=now)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _welcome(found, collected=form.cleaned_data["collect"]))
            return redirect(safe_next(request, default=reverse("vendor:check_in")))
        found = _found(bookings_at(request.user), number)
    runs_desk = _runs_desk(request.user, found)
    context = {
        "form": form,
        "visit": _visit(found, now),
        "arrival": arrival_of(found, now),
        "due": desk.cash_due(found),
        "ended_text": desk.ended_text(found),
        "may_enter": can_check_in(found, now),
        "wait_text": formats.duration(round((found.starts_at - now).total_seconds() / 60)),
        "runs_desk": runs_desk,
    }
    return render_page(request, "vendor/payments/check_in_booking.html", context)


def _welcome(booking: Booking, *, collected: bool) -> str:
    facts = {"name": guest_name(booking), "amount": formats.money(booking.total_price)}
    if collected:
        return _("%(name)s is in. %(amount)s received.") % facts
    return _("%(name)s is in.") % facts


@vendor_only
@require_POST
def collect(request: SignedInRequest, number: str) -> HttpResponse:
    """Note that the cash for a booking was taken."""
    found = _found(served_bookings(request.user), number)
    try:
        payment = services.collect_cash(booking=found, by=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        facts = {"amount": formats.money(payment.amount), "receipt": payment.transaction_id}
        messages.success(request, _("%(amount)s received. Receipt %(receipt)s.") % facts)
    return redirect(safe_next(request, default=_page_of(found)))


@vendor_only
@require_POST
def accept(request: SignedInRequest, number: str) -> HttpResponse:
    """Accept a request: it becomes a firm booking."""
    found = _found(served_bookings(request.user).filter(is_request=True), number)
    try:
        services.accept_request(booking=found, by=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Accepted. %(name)s has been told.") % {"name": guest_name(found)})
    return redirect(_page_of(found))


@vendor_only
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: SignedInRequest, number: str) -> HttpResponse:
    """Decline a request, with the reason that the guest reads."""
    found = _found(served_bookings(request.user).filter(is_request=True), number)
    return _called_off(
        request, found, "vendor/payments/decline.html", _("Declined. The guest has been told.")
    )


@vendor_only
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_booking(request: SignedInRequest, number: str) -> HttpResponse:
    """Cancel a booking as the branch; what goes back is shown first."""
    found = _found(served_bookings(request.user).filter(confirmed_at__isnull=False), number)
    return _called_off(
        request, found, "vendor/payments/cancel_booking.html", _("Cancelled. The guest has been told.")
    )


def _called_off(request: SignedInRequest, found: Booking, template: str, done: str) -> HttpResponse:
    now = timezone.now()
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            services.cancel_and_refund(
                booking=found, cancelled_by=CancelledBy.VENDOR, reason=reason, actor=request.user, now=now
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect(_page_of(found))
        found = _found(bookings_at(request.user), found.booking_number)
    actions = desk.desk_actions(found, refund=None, now=now)
    context: dict[str, Any] = {
        "form": form,
        "visit": _visit(found, now),
        "preview": refund_preview(found, by=CancelledBy.VENDOR, at=now),
        "is_possible": actions.may_cancel or actions.may_answer,
    }
    return render_page(request, template, context)


@vendor_only
@require_POST
def hand_back(request: SignedInRequest, number: str) -> HttpResponse:
    """Note that the cash of a cancelled booking was given back."""
    found = _found(served_bookings(request.user), number)
    refund = desk.last_refund(found)
    if refund is None or refund.payment.provider != CashAtTheDesk.slug:
        raise Http404
    try:
        services.hand_back_cash(refund=refund, by=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(amount)s given back.") % {"amount": formats.money(refund.amount)})
    return redirect(_page_of(found))


def _page_of(booking: Booking) -> str:
    return reverse("vendor:booking", args=[booking.booking_number])
