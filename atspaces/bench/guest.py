"""A guest who books: from the search to the ticket, in eight requests, over any transport."""

import html
import http.client
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Final, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.test import Client

from atspaces.bench.servers import HOST

OK, FOUND = 200, 302
TIME_CHIP: Final = re.compile(r'href="(/spaces/[^"/]+/[^"/]+/\?[^"]*start=[^"]*)"')
FIELD: Final = r'name="{}" value="([^"]*)"'


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site said; `location` is where it leads."""

    status: int
    text: str
    location: str


class Browser(Protocol):
    """Somebody's session with the site."""

    def get(self, path: str) -> Answer:
        """Open a page."""

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form."""


@dataclass(slots=True)
class HttpBrowser:
    """A browser with cookies and one kept connection, behind a proxy that names its `address`."""

    port: int
    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    _line: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form."""
        return self._ask("POST", path, urlencode(fields))

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.close()

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        if self._line is None:
            self._line = http.client.HTTPConnection(HOST, self.port, timeout=60)
        headers = {
            "Host": "localhost",
            "Origin": "https://localhost",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.address,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request(method, path, body, headers)
        with self._line.getresponse() as answer:
            for line in answer.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            return Answer(answer.status, answer.read().decode(), answer.headers.get("Location", ""))


@dataclass(slots=True)
class InProcessBrowser:
    """Django's own test client, through every middleware."""

    address: str
    client: Client = field(default_factory=lambda: Client(SERVER_NAME="localhost"))

    def get(self, path: str) -> Answer:
        """Open a page."""
        answer = self.client.get(path, secure=True, headers={"X-Forwarded-For": self.address})
        return Answer(answer.status_code, answer.content.decode(), answer.headers.get("Location", ""))

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form."""
        answer = self.client.post(path, dict(fields), secure=True, headers={"X-Forwarded-For": self.address})
        return Answer(answer.status_code, answer.content.decode(), answer.headers.get("Location", ""))


class Stopped(Exception):
    """The guest did not get to the ticket; the message says where it ended."""


def book(
    browser: Browser, search: str, phone: str, read_code: Callable[[str], str], dice: random.Random
) -> str:
    """Search, choose a time, hold, say who comes, type the code, see the ticket; give its address.

    Raises `Stopped`, also when somebody else was faster.
    """
    chips = TIME_CHIP.findall(_open(browser, search))
    if not chips:
        raise Stopped("nothing found")
    builder = html.unescape(dice.choice(chips))
    checkout = hold(browser, builder)
    form = _open(browser, checkout)
    person = {"full_name": "Bench Guest", "phone_number": phone, "email": "", "payment_method": "cash"}
    verify = _send(browser, checkout, person | _hidden(form))
    form = _open(browser, verify)
    ticket = _send(browser, verify, {"code": read_code(phone)} | _hidden(form))
    _open(browser, ticket)
    return ticket


def hold(browser: Browser, builder: str) -> str:
    """Hold what a builder's address asks for; give the checkout's address. Raises `Stopped`."""
    return _send(browser, builder, hold_form(browser, builder))


def hold_form(browser: Browser, builder: str) -> dict[str, str]:
    """Open a builder; give what its form sends for the choice in the address."""
    form = _open(browser, builder)
    return dict(parse_qsl(urlsplit(builder).query)) | _hidden(form)


def _hidden(page: str) -> dict[str, str]:
    found = {name: re.search(FIELD.format(name), page) for name in ("csrfmiddlewaretoken", "token")}
    return {name: html.unescape(match[1]) for name, match in found.items() if match}


def _open(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    if answer.status != OK:
        raise Stopped(f"{answer.status} at {urlsplit(path).path}")
    return answer.text


def _send(browser: Browser, path: str, fields: Mapping[str, str]) -> str:
    answer = browser.post(path, fields)
    if answer.status != FOUND:
        raise Stopped(f"{answer.status} for the form at {_kind(path)}")
    return answer.location


def _kind(path: str) -> str:
    return "/".join(urlsplit(path).path.rstrip("/").split("/")[-1:])
