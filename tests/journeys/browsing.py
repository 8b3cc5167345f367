"""A person with a browser: one Chromium context, and everything that went wrong in it."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

from atspaces.embedded.places import PROJECT

NAMES_OF_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
INSTALL = "install it with: apt-get install chromium fonts-noto-core"
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
ARTIFACTS = PROJECT / "test-artifacts"
PHONE = (390, 844)
DESKTOP = (1280, 900)
PATIENCE = 15_000  # milliseconds; both cores may be busy with other tests
MAIN_BUTTON = "main button.button[type=submit]:not([data-look]):visible"
# Answers that belong to the product: a refused form, a page that is not there.
EXPECTED_STATUSES = frozenset({404, 422})


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a Chromium; skip where there is none, unless REQUIRE_BROWSER says that this is an error."""
    program = next(filter(None, map(shutil.which, NAMES_OF_CHROMIUM)), None)
    if program is None:
        reason = f"no Chromium on this machine; {INSTALL}"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Someone at the site whose base address is `url`. `problems` is what their browser complained of."""

    page: Page
    url: str
    problems: list[str] = field(default_factory=list)

    def open(self, path: str) -> Response | None:
        """Go to a path of the site."""
        return self.page.goto(self.url + path)

    def press(self, selector: str) -> None:
        """Click the one element that fits, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.locator(selector).click()

    def go_on(self) -> None:
        """Press the page's one main button; wider and narrower screens have it in different places."""
        self.press(MAIN_BUTTON)

    @property
    def path(self) -> str:
        """Where they are, without the query."""
        return self.page.url.removeprefix(self.url).partition("?")[0]

    def text(self, selector: str = "main") -> str:
        return self.page.locator(selector).inner_text()

    def picture(self, name: str) -> None:
        """Keep a screenshot of the whole page, for who wants to see why a test failed."""
        ARTIFACTS.mkdir(exist_ok=True)
        file = re.sub(r"[^\w.-]+", "-", name).strip("-")
        self.page.screenshot(path=ARTIFACTS / f"{file}.png", full_page=True)


def enter(
    browser: Browser, url: str, *, size: tuple[int, int] = PHONE, session: str | None = None, **options: Any
) -> Visitor:
    """Open a new window that shares nothing with any other; `session` is the key of who is signed in."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
    context.set_default_timeout(PATIENCE)
    if session:
        context.add_cookies([{"name": "atspaces_session", "value": session, "url": url}])
    visitor = Visitor(context.new_page(), url)
    _listen(context, visitor.problems)
    return visitor


def _listen(context: BrowserContext, problems: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        # What did not load is judged by its response: the console does not say of which kind it was.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            problems.append(f"console: {message.text} ({message.location['url']})")

    def on_response(response: Response) -> None:
        if response.status >= 400 and (
            response.status not in EXPECTED_STATUSES
            or response.request.resource_type not in {"document", "fetch", "xhr"}
        ):
            problems.append(f"answer {response.status}: {response.url}")

    def on_failure(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a click that came before the page was complete
            problems.append(f"request failed: {request.url} {request.failure}")

    context.on("console", on_console)
    context.on("weberror", lambda error: problems.append(f"script: {error.error}"))
    context.on("response", on_response)
    context.on("requestfailed", on_failure)
    # The console names a violation too, but not when the page asked for reports only.
    context.expose_binding("reportViolation", lambda _source, what: problems.append(f"CSP: {what}"))
    context.add_init_script(
        "addEventListener('securitypolicyviolation',"
        " e => reportViolation(`${e.violatedDirective} ${e.blockedURI} on ${location.pathname}`))"
    )


def artifacts_of(test: str) -> str:
    """Give the name of a test as the beginning of a file's name."""
    return Path(test).name.replace("::", "-")
