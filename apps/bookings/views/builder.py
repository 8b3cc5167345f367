"""Choosing what, when and how many, until it is held."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.accounts.browser import browser_key
from apps.bookings import services
from apps.bookings.ask_links import MOST_DAYS, builder_url, space_url
from apps.bookings.forms import MOST_DAYS_AHEAD, AskForm, ask_defaults
from apps.bookings.models import Booking
from apps.bookings.queries import held_by, live_holds
from apps.bookings.texts import repair_rows
from apps.bookings.views.choices import choices_for
from apps.branches.statuses import BranchStatus
from apps.catalog.models import VendorService
from apps.catalog.policies import Offer
from apps.catalog.queries import offers_of, services_with_places
from apps.catalog.refusals import Refusal, Refused
from apps.catalog.statuses import PriceUnit, SaleStatus
from atspaces.shared.clock import ONE_DAY
from atspaces.shared.errors import DomainError
from atspaces.shared.http import HTTP_UNPROCESSABLE

HTTP_OK = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def builder(request: HttpRequest, slug: str, service_slug: str) -> HttpResponse:
    """Show what is free of one service for an ask; a POST holds it and leads on to the checkout.

    A POST with `look` only leads to the address of what was chosen.
    """
    now = timezone.now()
    shown = services_with_places().exclude(branch__status=BranchStatus.PENDING)
    service = get_object_or_404(
        shown.exclude(status=SaleStatus.ARCHIVED), branch__slug=slug, slug=service_slug
    )
    today = now.astimezone(service.branch.zone).date()
    # Every date the form accepts, with the stay that may begin on it.
    last = today + ONE_DAY * (MOST_DAYS_AHEAD + MOST_DAYS)
    offer = offers_of([service], first=today, last=last)[service.pk]
    given = request.POST if request.method == "POST" else request.GET
    form = AskForm(given, offer=offer, now=now, defaults=ask_defaults(offer, now))
    refusal: Refusal | None = None
    if "look" in request.POST:
        return redirect(builder_url(service, form.ask()))
    if request.method == "POST" and _is_complete(form):
        try:
            booking = _hold(request, service, form)
        except Refused as refused:
            refusal = refused.refusal
        except DomainError as error:
            form.add_error(None, str(error))
            form.given["token"] = ""
        else:
            return redirect("payments:checkout", booking.booking_number)
    return _page(request, form, offer, refusal)


def _is_complete(form: AskForm) -> bool:
    if form.plan == PriceUnit.HOUR and not form.data.get("start"):
        form.add_error("start", _("Choose a time."))
    return form.is_valid()


def _hold(request: HttpRequest, service: VendorService, form: AskForm) -> Booking:
    return services.hold_units(
        service=service,
        ask=form.ask(),
        holder_key=browser_key(request),
        idempotency_key=form.cleaned_data["token"] or secrets.token_urlsafe(16),
        customer=request.user if request.user.is_authenticated else None,
        language=get_language() or "en",
        now=timezone.now(),
    )


def _page(request: HttpRequest, form: AskForm, offer: Offer, refusal: Refusal | None) -> HttpResponse:
    now = timezone.now()
    choices = choices_for(form, offer, refusal=refusal, now=now)
    context = {
        "form": form,
        "service": offer.service,
        "branch": offer.service.branch,
        "choices": choices,
        "repairs": repair_rows(choices.refusal, now=now),
        "holds": _holds_here(request, offer.service),
        "token": form.data.get("token") or secrets.token_urlsafe(16),
        "space_url": space_url(offer.service, choices.ask),
    }
    # A wrong address still shows a page to choose from; a wrong choice was refused.
    status = HTTP_UNPROCESSABLE if request.method == "POST" else HTTP_OK
    return render(request, "customer/bookings/builder.html", context, status=status)


def _holds_here(request: HttpRequest, service: VendorService) -> list[Booking]:
    """Give what this browser holds of the service already: to it, its own hold looks taken."""
    if request.session.session_key is None:
        return []
    mine = held_by(browser_key(request)).filter(vendor_service=service)
    return list(live_holds(mine, now=timezone.now()))
