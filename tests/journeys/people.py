"""Doors, people and their codes: what every journey needs to come in."""

import html
import re
import time
import urllib.request
from itertools import count

from atspaces.demo.people import DEMO_CUSTOMER_PHONE, DEMO_PASSWORD
from tests.journeys.browsing import Visitor

CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
CODE_PATIENCE = 15.0  # seconds
ADMIN = "admin@atspaces.test"
VENDOR = "vendor@atspaces.test"
CUSTOMER = DEMO_CUSTOMER_PHONE

_places = count()


def new_number(worker: str) -> str:
    """Give a mobile number, as typed at home, that nobody used in this run. `worker` as xdist names it."""
    number = int(re.sub(r"\D", "", worker) or 0) % 100
    return f"0785{number:02d}{next(_places):04d}"


def newest_code(url: str, number: str) -> str:
    """Read the last code that was "sent" to a number in any spelling from the outbox page."""
    wanted = international(number)
    deadline = time.monotonic() + CODE_PATIENCE
    while time.monotonic() < deadline:
        with urllib.request.urlopen(f"{url}/outbox/", timeout=10) as page:
            for message in re.findall(r"<article.*?</article>", page.read().decode(), re.DOTALL):
                if wanted in message and (found := CODE.search(_words(message))):
                    return found.group()
        time.sleep(0.3)
    raise AssertionError(f"no code for {wanted} came to the outbox within {CODE_PATIENCE:.0f} seconds")


def _words(message: str) -> str:
    body = message.partition("</p>")[2]
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


def international(number: str) -> str:
    """Give a Jordanian number in E.164."""
    return "+962" + re.sub(r"\D", "", number).removeprefix("00962").removeprefix("962").lstrip("0")


def type_code(visitor: Visitor, number: str) -> None:
    """Type the code that came, and send the form."""
    field = visitor.page.locator("input[name=code]")
    field.fill(newest_code(visitor.url, number))
    visitor.go_on()


def sign_in_by_code(visitor: Visitor, number: str, *, at: str = "/sign-in/") -> None:
    """Come in with a mobile number."""
    visitor.open(at)
    visitor.page.locator("input[name=identity]").fill(number)
    visitor.press("main form button[type=submit]")
    type_code(visitor, number)


def sign_in_by_password(visitor: Visitor, email: str, *, at: str = "") -> None:
    """Come in as somebody of the demo with a password; `at` is the page to ask for, if not here."""
    if at:
        visitor.open(at)
    visitor.page.locator("input[name=identity]").fill(email)
    visitor.press("main form button[type=submit]")
    visitor.page.locator("input[name=password]").fill(DEMO_PASSWORD)
    visitor.press("main form:has(input[name=password]) button[type=submit]")


def sign_in_as_admin(visitor: Visitor, *, at: str = "/admin/") -> None:
    """Come in at the back office's own door."""
    visitor.open(at)
    visitor.page.locator("input[name=username]").fill(ADMIN)
    visitor.page.locator("input[name=password]").fill(DEMO_PASSWORD)
    visitor.press("#login-form [type=submit]")
