"""Who may open a page. The first decorator of every view that is not public."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.statuses import UserRole


class SignedInRequest(HttpRequest):
    """A request whose user is known."""

    user: User


def sign_in_required[**P](
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let people in who are signed in; send others to sign in and back."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return guarded


def vendor_only[**P](
    view: Callable[Concatenate[SignedInRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let vendors in. For any other role the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if request.user.role != UserRole.VENDOR:
            raise Http404
        return view(request, *args, **kwargs)  # type: ignore[arg-type]

    return guarded


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect to the sign-in page, which leads back here; a POST leads back to where it stood."""
    wanted = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    query = f"?{urlencode({'next': wanted})}" if wanted else ""
    return redirect(reverse("accounts:sign_in") + query)
