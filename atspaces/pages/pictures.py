"""Stand-in pictures of spaces, drawn on demand."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from atspaces.shared.placeholder import KINDS, placeholder

A_YEAR = 60 * 60 * 24 * 365


@require_safe
@cache_control(public=True, immutable=True, max_age=A_YEAR)
def picture(request: HttpRequest, kind: str, seed: int) -> HttpResponse:
    """Draw the picture of a seed. It never changes, so browsers keep it for good."""
    del request
    if kind not in KINDS:
        raise Http404
    return HttpResponse(placeholder(seed, kind), content_type="image/svg+xml")
