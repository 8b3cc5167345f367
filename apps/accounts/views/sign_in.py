"""Coming in and going out."""

from dataclasses import asdict, dataclass
from typing import Final

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts import queries
from apps.accounts.browser import browser_key, client_address
from apps.accounts.forms import CodeForm, IdentityForm, PasswordForm
from apps.accounts.models import User
from apps.accounts.phones import masked
from apps.accounts.policies import whole_minute
from apps.accounts.services import signing_in
from apps.accounts.statuses import OtpPurpose, UserRole
from atspaces.shared.errors import DomainError
from atspaces.shared.http import render_page, safe_next

_SESSION_KEY: Final = "signing_in"


@dataclass(frozen=True)
class Attempt:
    """Who is coming in, from the first page to the last; kept in the session."""

    identity: str
    next: str = ""
    purpose: str = ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """First step: a number leads to a code, an e-mail to a password."""
    leads_to = safe_next(request, default="")
    if request.user.is_authenticated:
        return redirect(leads_to or _landing(request.user))
    form = IdentityForm(request.POST or None)
    if form.is_valid():
        identity = form.cleaned_data["identity"]
        if "@" in identity:
            _remember(request, Attempt(identity, leads_to))
            return redirect("accounts:sign_in_password")
        try:
            _send_code(request, identity, leads_to)
        except DomainError as error:
            form.add_error("identity", str(error))
        else:
            return redirect("accounts:sign_in_code")
    return render_page(request, "customer/accounts/sign_in.html", {"form": form, "next": leads_to})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Second step for a number: the six digits."""
    attempt = _attempt(request)
    if attempt is None or not attempt.purpose:
        return redirect("accounts:sign_in")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            user = signing_in.person_behind_code(
                phone_number=attempt.identity,
                purpose=OtpPurpose(attempt.purpose),
                browser_key=browser_key(request),
                digits=form.cleaned_data["code"],
                language=get_language() or "en",
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("code", str(error))
        else:
            return _let_in(request, user, attempt)
    now = timezone.now()
    again_at = whole_minute(queries.code_allowed_at(attempt.identity, now))
    context = {
        "form": form,
        "masked_number": masked(attempt.identity),
        "again_at": again_at if again_at > now else None,
    }
    return render_page(request, "customer/accounts/sign_in_code.html", context)


@require_POST
def resend_code(request: HttpRequest) -> HttpResponse:
    """Send a new code; the one before stops working."""
    attempt = _attempt(request)
    if attempt is None or not attempt.purpose:
        return redirect("accounts:sign_in")
    try:
        _send_code(request, attempt.identity, attempt.next)
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("A new code is on its way. The one before no longer works."))
    return redirect("accounts:sign_in_code")


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_password(request: HttpRequest) -> HttpResponse:
    """Second step for who has a password."""
    attempt = _attempt(request) or Attempt("")
    form = PasswordForm(request.POST or None, initial={"identity": attempt.identity})
    if form.is_valid():
        user = authenticate(
            request, username=form.cleaned_data["identity"], password=form.cleaned_data["password"]
        )
        if user is not None:
            return _let_in(request, user, attempt)
        form.add_error("password", _("This password does not fit. Check it, or use a code by SMS."))
    return render_page(request, "customer/accounts/sign_in_password.html", {"form": form})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget this browser's session."""
    logout(request)
    return redirect("pages:home")


def _send_code(request: HttpRequest, phone_number: str, leads_to: str) -> None:
    session = signing_in.ask_for_code(
        phone_number=phone_number,
        browser_key=browser_key(request),
        ip_address=client_address(request),
        language=get_language() or "en",
        now=timezone.now(),
    )
    # The purpose stays on this side: shown, it would tell who has an account.
    _remember(request, Attempt(phone_number, leads_to, session.purpose))


def _remember(request: HttpRequest, attempt: Attempt) -> None:
    request.session[_SESSION_KEY] = asdict(attempt)


def _attempt(request: HttpRequest) -> Attempt | None:
    kept = request.session.get(_SESSION_KEY)
    return Attempt(**kept) if kept else None


def _let_in(request: HttpRequest, user: User, attempt: Attempt) -> HttpResponse:
    login(request, user)
    request.session.pop(_SESSION_KEY, None)
    return redirect(attempt.next or _landing(user))


def _landing(user: User) -> str:
    """Give the page where someone's day begins."""
    if user.role == UserRole.VENDOR:
        return reverse("vendor:today")
    return reverse("admin:index") if user.is_staff else reverse("pages:home")
