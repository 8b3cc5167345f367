"""From a hold to a booking: who comes, how they pay, the proof of their number. And giving it up."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts import queries as people
from apps.accounts.browser import browser_key, client_address
from apps.accounts.guards import SignedInRequest, sign_in_required
from apps.accounts.models import OtpSession, User
from apps.accounts.phones import masked
from apps.accounts.services.otp import CodeRefused, NoCode, check_code
from apps.accounts.services.people import customer_for
from apps.accounts.services.signing_in import ask_for_code
from apps.bookings.ask_links import again_url
from apps.bookings.models import Booking
from apps.bookings.policies import ask_of, can_cancel, hold_is_live, refund_steps_of, refundable_of
from apps.bookings.queries import bookings_of, held_by
from apps.bookings.services import HoldLost, hold_units, set_contact
from apps.bookings.statuses import CancelledBy, PaymentMethod
from apps.bookings.texts import booking_when, price_rows, refund_rows, repair_rows, units_text
from apps.bookings.views.fetching import booking_in_hand
from apps.catalog.refusals import Refusal, Refused
from apps.payments.forms import CancelForm, CheckoutForm, VerifyForm
from apps.payments.policies import refund_preview
from apps.payments.services import cancel_and_refund, check_out
from atspaces.shared import formats
from atspaces.shared.errors import DomainError
from atspaces.shared.http import HTTP_UNPROCESSABLE, render_page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest, number: str) -> HttpResponse:
    """Who comes and how they pay. A hold that ran out keeps what was typed and can be made again."""
    booking = booking_in_hand(request, number)
    if _is_settled(booking):
        return redirect("bookings:detail", number)
    form = CheckoutForm(request.POST or None, initial=_initial(request, booking))
    refusal: Refusal | None = None
    try:
        if (answer := _answer(request, booking, form)) is not None:
            return answer
    except HoldLost:
        # Of two presses of the button, the second finds the work of the first.
        booking = booking_in_hand(request, number)
        if _is_settled(booking):
            return redirect("bookings:detail", number)
    except Refused as refused:
        refusal = refused.refusal
    except DomainError as error:
        form.add_error("phone_number" if isinstance(error, CodeRefused) else None, str(error))
    return _checkout_page(request, booking, form, refusal)


def _answer(request: HttpRequest, booking: Booking, form: CheckoutForm) -> HttpResponse | None:
    """Do what the pressed button says; none when there is nothing to do."""
    if "again" in request.POST and not hold_is_live(booking, timezone.now()):
        return _hold_again(request, booking, form)
    return _go_on(request, booking, form) if form.is_valid() else None


def _is_settled(booking: Booking) -> bool:
    return booking.is_request or booking.confirmed_at is not None


def _initial(request: HttpRequest, booking: Booking) -> dict[str, str]:
    initial = {
        "full_name": booking.contact_name,
        "phone_number": booking.contact_phone,
        "email": booking.contact_email,
        "payment_method": booking.payment_method or PaymentMethod.CASH,
    }
    if request.user.is_authenticated:
        user = request.user
        known = {"full_name": user.full_name, "phone_number": user.phone_number, "email": user.email}
        initial |= {name: value for name, value in known.items() if value and not initial[name]}
    return initial | {"phone_number": formats.phone(initial["phone_number"])}


def _go_on(request: HttpRequest, booking: Booking, form: CheckoutForm) -> HttpResponse:
    """Note who comes; book at once for a proven number, else send it a code."""
    now = timezone.now()
    method = PaymentMethod(form.cleaned_data["payment_method"])
    booking = set_contact(booking=booking, now=now, **form.cleaned_data | {"payment_method": method})
    number = booking.booking_number
    if (person := _proven_person(request)) is not None:
        booking = check_out(booking=booking, customer=person, method=method, now=now)
        return _to_ticket(request, booking)
    try:
        _send_code(request, booking)
    except CodeRefused:
        if not _has_live_code(request, booking, now):
            raise
    return redirect("payments:verify", number)


def _proven_person(request: HttpRequest) -> User | None:
    user = request.user
    return user if user.is_authenticated and user.is_phone_verified else None


def _send_code(request: HttpRequest, booking: Booking) -> None:
    ask_for_code(
        phone_number=booking.contact_phone,
        browser_key=browser_key(request),
        ip_address=client_address(request),
        language=get_language() or "en",
        now=timezone.now(),
    )


def _last_code(request: HttpRequest, booking: Booking) -> OtpSession | None:
    if not booking.contact_phone:
        return None
    return people.last_code_to(booking.contact_phone, browser_key(request))


def _has_live_code(request: HttpRequest, booking: Booking, now: datetime) -> bool:
    sent = _last_code(request, booking)
    return sent is not None and not sent.is_used and now < sent.expires_at


def _hold_again(request: HttpRequest, booking: Booking, form: CheckoutForm) -> HttpResponse:
    """Hold the same once more at the price of now, and take along what was typed rightly."""
    now = timezone.now()
    last = _last_try(request, booking)
    if hold_is_live(last, now):
        return redirect("payments:checkout", last.booking_number)
    again = hold_units(
        service=booking.vendor_service,
        ask=ask_of(booking),
        holder_key=browser_key(request),
        # Pressed twice, it is still one hold; once that has run out too, there is a next one.
        idempotency_key=f"again-{last.booking_number}",
        customer=request.user if request.user.is_authenticated else None,
        language=get_language() or "en",
        now=now,
    )
    form.is_valid()
    typed = {name: form.cleaned_data.get(name) or "" for name in ("full_name", "phone_number", "email")}
    set_contact(booking=again, payment_method=PaymentMethod.CASH, now=now, **typed)
    messages.success(request, _("Held for you again. Nothing else has changed."))
    return redirect("payments:checkout", again.booking_number)


def _last_try(request: HttpRequest, booking: Booking) -> Booking:
    """Give this browser's newest hold of the same: it may have been held again, and again."""
    same = held_by(browser_key(request)).filter(
        vendor_service=booking.vendor_service,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        quantity=booking.quantity,
    )
    return same.order_by("-pk").first() or booking


def _checkout_page(
    request: HttpRequest, booking: Booking, form: CheckoutForm, refusal: Refusal | None
) -> HttpResponse:
    now = timezone.now()
    is_live = hold_is_live(booking, now)
    context = _summary(booking, now) | {
        "form": form,
        "is_live": is_live,
        "is_proven": _proven_person(request) is not None,
        "refusal": refusal,
        "repairs": repair_rows(refusal, now=now),
        "again_url": again_url(booking, now=now),
    }
    failed = request.method == "POST"
    status = HTTP_UNPROCESSABLE if failed else 200
    return render(request, "customer/payments/checkout.html", context, status=status)


def _summary(booking: Booking, now: datetime) -> dict[str, Any]:
    service = booking.vendor_service
    return {
        "booking": booking,
        "service": service,
        "branch": service.branch,
        "when": booking_when(booking, now=now),
        "units": units_text(service.service.name, booking.quantity),
        "lines": price_rows(booking.price_snapshot, service.service.name),
        "refunds": refund_rows(refund_steps_of(booking), refundable_of(booking), now=now),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, number: str) -> HttpResponse:
    """The six digits. The right ones book, and sign their owner in."""
    booking = booking_in_hand(request, number)
    if _is_settled(booking):
        return redirect("bookings:detail", number)
    form = VerifyForm(request.POST or None)
    if form.is_valid():
        try:
            person = _person_behind(request, booking, form.cleaned_data["code"])
        except NoCode:
            return redirect("payments:checkout", number)
        except DomainError as error:
            form.add_error("code", str(error))
        else:
            return _book(request, booking, person)
    elif _last_code(request, booking) is None:
        return redirect("payments:checkout", number)
    now = timezone.now()
    context = _summary(booking, now) | {
        "form": form,
        "is_live": hold_is_live(booking, now),
        "masked_number": masked(booking.contact_phone),
        "again_at": people.code_allowed_at(booking.contact_phone, now),
    }
    return render_page(request, "customer/payments/verify.html", context)


def _person_behind(request: HttpRequest, booking: Booking, digits: str) -> User:
    now = timezone.now()
    check_code(
        phone_number=booking.contact_phone,
        browser_key=browser_key(request),
        digits=digits,
        now=now,
    )
    return customer_for(
        phone_number=booking.contact_phone,
        full_name=booking.contact_name,
        email=booking.contact_email,
        language=get_language() or "en",
        now=now,
    )


def _book(request: HttpRequest, booking: Booking, person: User) -> HttpResponse:
    login(request, person)
    method = PaymentMethod(booking.payment_method or PaymentMethod.CASH)
    try:
        booking = check_out(booking=booking, customer=person, method=method, now=timezone.now())
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("payments:checkout", booking.booking_number)
    return _to_ticket(request, booking)


def _to_ticket(request: HttpRequest, booking: Booking) -> HttpResponse:
    if booking.is_request and booking.confirmed_at is None:
        messages.success(request, _("Your request is sent. We tell you as soon as the branch answers."))
    else:
        messages.success(request, _("You are booked. The details are on their way to your mobile."))
    return redirect("bookings:detail", booking.booking_number)


@require_POST
def resend(request: HttpRequest, number: str) -> HttpResponse:
    """Send a new code; the one before stops working."""
    booking = booking_in_hand(request, number)
    if _is_settled(booking) or not booking.contact_phone:
        return redirect("payments:checkout", number)
    try:
        _send_code(request, booking)
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("A new code is on its way. The one before no longer works."))
    return redirect("payments:verify", number)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: SignedInRequest, number: str) -> HttpResponse:
    """Give up a booking, knowing before what comes back."""
    booking = get_object_or_404(bookings_of(request.user), booking_number=number)
    now = timezone.now()
    if not can_cancel(booking, now):
        messages.info(request, _("This booking can no longer be cancelled here."))
        return redirect("bookings:detail", number)
    preview = refund_preview(booking, by=CancelledBy.CUSTOMER, at=now)
    form = CancelForm(request.POST or None, amount=preview.amount)
    if form.is_valid():
        try:
            cancel_and_refund(
                booking=booking,
                cancelled_by=CancelledBy.CUSTOMER,
                reason=form.cleaned_data["reason"],
                actor=request.user,
                now=now,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your booking is cancelled."))
            return redirect("bookings:detail", number)
    context = _summary(booking, now) | {"form": form, "preview": preview}
    return render_page(request, "customer/payments/cancel.html", context)
