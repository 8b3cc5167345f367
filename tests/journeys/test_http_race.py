"""Twenty people, one room, the same moment: over HTTP, through the web server, against PostgreSQL."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Barrier

import pytest

from tests.journeys.stack import Stack
from tests.journeys.web import Answer, Web

CLIENTS = 20
# A room of its own, which no other journey books.
BRANCH = "nuqta-madaba"
ROOM = (
    "SELECT s.id, s.slug FROM vendor_services s JOIN branches b ON b.id = s.branch_id"
    " WHERE b.slug = %s AND s.slug LIKE 'room-%%'"
)


@dataclass(frozen=True)
class Outcome:
    answer: Answer
    seconds: float


@pytest.mark.long
def test_one_of_twenty_gets_the_room(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    ((service, slug),) = stack.rows(ROOM, BRANCH)
    path, wanted = free_stay(stack, f"/spaces/{BRANCH}/{slug}/")
    people = [Web(stack.url) for _ in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        forms = list(pool.map(lambda person: person.hold_form(path) | {"start": wanted["start"]}, people))
        starting_line = Barrier(CLIENTS)
        outcomes = list(pool.map(press, people, forms, [path] * CLIENTS, [starting_line] * CLIENTS))

    statuses = sorted(outcome.answer.status for outcome in outcomes)
    assert statuses == [302] + [422] * (CLIENTS - 1)
    losers = [outcome for outcome in outcomes if outcome.answer.status == 422]
    assert all("just taken" in loser.answer.page for loser in losers)
    assert all("data-wrap" in loser.answer.page for loser in losers), "somebody was offered nothing instead"
    held = stack.rows(
        "SELECT booking_number FROM bookings WHERE vendor_service_id = %s AND status = 'pending'"
        " AND booking_date = %s AND hold_expires_at > now()",
        service,
        wanted["day"],
    )
    (winner,) = (outcome for outcome in outcomes if outcome.answer.status == 302)
    assert [winner.answer.location] == [f"/bookings/{held[0][0]}/checkout/"]
    assert len(held) == 1
    with capsys.disabled():
        sys.stdout.write(f"\n{CLIENTS - 1} losers, 99th percentile {slowest(losers):.0f} ms\n")


def free_stay(stack: Stack, builder: str) -> tuple[str, dict[str, str]]:
    """Find a day with a free start; give the builder's address for it, and what its form sends."""
    for ahead in range(2, 10):
        path = f"{builder}?day={date.today() + timedelta(days=ahead)}&length=120"  # noqa: DTZ011
        if form := Web(stack.url).hold_form(path):
            return path, form
    raise AssertionError(f"nothing is free for a week at {builder}")


def press(person: Web, form: dict[str, str], path: str, starting_line: Barrier) -> Outcome:
    starting_line.wait()
    began = time.monotonic()
    answer = person.post(path, form)
    return Outcome(answer, time.monotonic() - began)


def slowest(outcomes: list[Outcome]) -> float:
    """Give the 99th percentile in milliseconds: of so few, the slowest."""
    return max(outcome.seconds for outcome in outcomes) * 1000
