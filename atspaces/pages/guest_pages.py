"""Pages that look the same to every guest, kept for a moment: a rush to one address is answered once.

Kept in the process, not in Redis: fetching a page from there costs about as much as all the rest
of the answer, and so nothing changes when Redis is gone.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from hashlib import sha256
from typing import Final, NamedTuple

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from atspaces.pages.context import chosen_theme

HTTP_OK: Final = 200
PAGES: Final = "guest_pages"
_MARK: Final = "same_for_guests"


def same_for_guests[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Say that a guest's page depends on nothing but its address and the theme."""

    @wraps(view)
    def marked_view(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        setattr(response, _MARK, True)
        return response

    return marked_view


class GuestPages:
    """Answer guests with a page made up to `GUEST_PAGES_SECONDS` seconds ago, or with 304.

    Whoever has a session always gets a page of their own: who held something sees at once that it is
    gone. Stands before whatever looks at who asks, and keeps the headers that this has added.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.GUEST_PAGES_SECONDS or request.method != "GET" or _is_personal(request):
            return self.get_response(request)
        key, now = _key(request), timezone.now()
        page: _Page | None = caches[PAGES].get(key)
        if page is None or not page.is_fresh(now):
            response = self.get_response(request)
            if not isinstance(response, HttpResponse) or not _may_be_kept(request, response):
                return response
            page = _Page(now, response.content, _headers_of(response))
            caches[PAGES].set(key, page, settings.GUEST_PAGES_SECONDS)
        kept = HttpResponse(page.content, headers=page.headers)
        return get_conditional_response(request, etag=page.headers["ETag"], response=kept) or kept


class _Page(NamedTuple):
    made_at: datetime
    content: bytes
    headers: dict[str, str]

    def is_fresh(self, now: datetime) -> bool:
        """Tell whether it may be shown, by the clock with which it was made."""
        most: int = settings.GUEST_PAGES_SECONDS
        return 0 <= (now - self.made_at).total_seconds() < most


def _is_personal(request: HttpRequest) -> bool:
    """Tell whether there may be anything that only this browser should see."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or CookieStorage.cookie_name in request.COOKIES


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether a page is marked, holds no token and leaves nothing behind in this browser."""
    return (
        getattr(response, _MARK, False)
        and response.status_code == HTTP_OK
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    )


def _headers_of(response: HttpResponse) -> dict[str, str]:
    # What is kept depends on who asks: only who has no session is shown it.
    patch_vary_headers(response, ["Cookie"])
    return {**response.headers, "ETag": f'"{sha256(response.content).hexdigest()[:32]}"'}


def _key(request: HttpRequest) -> str:
    parts = (request.get_host(), request.get_full_path(), chosen_theme(request))
    return sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()
