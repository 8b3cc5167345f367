"""What every view shares, whatever its app."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

HTTP_UNPROCESSABLE = 422


def render_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Render a page; 422 when it shows a form that was filled in wrongly."""
    form = context.get("form")
    failed = isinstance(form, BaseForm) and form.is_bound and bool(form.errors)
    return render(request, template, context, status=HTTP_UNPROCESSABLE if failed else 200)


def safe_next(request: HttpRequest, default: str) -> str:
    """Give the `next` address that came with a request, if it leads back to this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    own = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if own else default
