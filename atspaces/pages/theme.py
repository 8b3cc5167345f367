"""Choosing light or dark, without JavaScript."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from atspaces.pages.context import THEME_COOKIE, THEMES
from atspaces.shared.http import safe_next

A_YEAR = 60 * 60 * 24 * 365


# No token: a forged form could do no more than change the colours, and a token in the foot of every
# page would make each page somebody's own.
@csrf_exempt
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember the chosen theme in a cookie, or forget it, and go back to where the person was."""
    response = HttpResponseRedirect(safe_next(request, default="/"))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response
