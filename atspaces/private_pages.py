"""After signing out on a shared computer, Back shows nothing personal."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


class PrivatePages:
    """Let no browser keep what was made for somebody who is signed in.

    An answer that asked for no session is nobody's: pictures are kept, and cost no look at who asks.
    What guests see is kept too, so that Back is instant for them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
