"""What we know of the browser behind a request."""

import secrets
from ipaddress import ip_address
from typing import Final

from django.conf import settings
from django.http import HttpRequest

_SESSION_KEY: Final = "browser_key"


def browser_key(request: HttpRequest) -> str:
    """Give this browser's random key, kept in its session: through sign-in, until sign-out."""
    key = request.session.get(_SESSION_KEY)
    if not isinstance(key, str):
        key = request.session[_SESSION_KEY] = secrets.token_urlsafe(32)
    return key


def client_address(request: HttpRequest) -> str | None:
    """Give the internet address a request came from; None when it is not one.

    Behind a proxy that we trust to say `https`, it is the last address the proxy added; what
    stands before it in the header is whatever the client claims.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    try:
        return str(ip_address(address))
    except ValueError:
        return None
