"""PostgreSQL's texts hold no null byte, so no page has one in its address and no cookie is one."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

NULL = "\0"


class NoNullBytes:
    """Drop cookies with a null byte; an address with one does not exist. Forms refuse it by themselves.

    Stands before the session, which looks its cookie up in the database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name in [name for name, value in request.COOKIES.items() if NULL in value]:
            del request.COOKIES[name]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Refuse the address only now: the page that says so knows the language and the person."""
        values = (value for values in request.GET.lists() for value in values[1])
        if NULL in request.path_info or any(NULL in value for value in values):
            raise Http404
