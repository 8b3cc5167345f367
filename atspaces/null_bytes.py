"""PostgreSQL's texts hold no null byte, so no page has one in its address."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

NULL = "\0"


class NoNullBytes:
    """Answer an address with a null byte as one that does not exist. Forms refuse it by themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        values = (value for values in request.GET.lists() for value in values[1])
        if NULL in request.path_info or any(NULL in value for value in values):
            raise Http404
        return self.get_response(request)
