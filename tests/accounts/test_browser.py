"""What is believed about where a request came from."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from apps.accounts.browser import client_address

FORGED = "203.0.113.9, 198.51.100.4"


@pytest.mark.parametrize(
    ("proxy", "forwarded", "address"),
    [
        (None, "", "192.0.2.1"),
        (None, FORGED, "192.0.2.1"),
        (("HTTP_X_FORWARDED_PROTO", "https"), FORGED, "198.51.100.4"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "", "192.0.2.1"),
        (("HTTP_X_FORWARDED_PROTO", "https"), "nonsense", None),
    ],
)
def test_only_a_trusted_proxys_word_counts(
    settings: Settings, proxy: tuple[str, str] | None, forwarded: str, address: str | None
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = proxy
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == address


def test_socket_without_an_address_has_none() -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) is None
