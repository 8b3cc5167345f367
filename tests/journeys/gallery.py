"""Pictures of all main screens: `python -m tests.journeys.gallery OUT_DIR`."""

import argparse
from contextlib import ExitStack
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys.browsing import DESKTOP, PHONE, Visitor, chromium, enter
from tests.journeys.people import new_number, newest_code
from tests.journeys.scenery import free_stay
from tests.journeys.screens import SCREENS, Role, Screen, in_language, numbers_of, sessions_of
from tests.journeys.stack import Stack, own_stack, shared_stack

SIZES = {"phone": PHONE, "desktop": DESKTOP}
LANGUAGES = ("en", "ar")
ROLES: tuple[Role, ...] = ("guest", "customer", "vendor", "admin")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--only", default="", help="screens whose name begins like this")
    parser.add_argument("--stack", type=Path, help="the folder of a stack that runs already")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    screens = [screen for screen in SCREENS if screen.name.startswith(given.only)]
    with ExitStack() as running:
        stack = running.enter_context(shared_stack(given.stack) if given.stack else own_stack())
        browser = running.enter_context(chromium())
        draw(browser, stack, screens, given.folder)
        if not given.only:
            draw_booking(browser, stack, given.folder)


def draw(browser: Browser, stack: Stack, screens: list[Screen], folder: Path) -> None:
    """Write a picture of each screen in both languages, on a phone and a desktop; main ones dark too."""
    numbers, sessions = numbers_of(stack), sessions_of(stack)
    for role, size, scheme in product(ROLES, SIZES, ("light", "dark")):
        shown = [s for s in screens if s.role == role and (s.is_main or scheme == "light")]
        visitor = enter(browser, stack.url, session=sessions.get(role), size=SIZES[size], color_scheme=scheme)
        for screen, language in product(shown, LANGUAGES):
            visitor.open(in_language(language, screen.path.format(**numbers)))
            save(visitor, folder / f"{screen.name}-{language}-{size}-{scheme}.png")
        visitor.page.context.close()


def draw_booking(browser: Browser, stack: Stack, folder: Path) -> None:
    """Write pictures of what no address alone opens: checkout, code, fresh ticket; each with its error."""
    path, form = free_stay(stack, "/spaces/madar-khalda/hot-desk/")
    for size, language in product(SIZES, LANGUAGES):
        guest = enter(browser, stack.url, size=SIZES[size])
        guest.open(in_language(language, f"{path}&start={form['start']}"))
        phone = new_number("gallery")
        for name, fields in (
            ("checkout", {}),
            ("checkout-wrong", {"full_name": "", "phone_number": "12"}),
            ("verify", {"full_name": "Lina Haddad", "phone_number": phone}),
        ):
            for field, text in fields.items():
                guest.page.locator(f"input[name={field}]").fill(text)
            guest.go_on()
            save(guest, folder / f"{name}-{language}-{size}-light.png")
        for name, code in (("verify-wrong", "12"), ("booked", newest_code(stack.url, phone))):
            guest.page.locator("input[name=code]").fill(code)
            guest.go_on()
            save(guest, folder / f"{name}-{language}-{size}-light.png")
        guest.page.context.close()


def save(visitor: Visitor, file: Path) -> None:
    visitor.page.screenshot(path=file, full_page=True)


if __name__ == "__main__":
    main()
