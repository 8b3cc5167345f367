"""Many people, few seats, the same moment: over HTTP, through two web workers, against PostgreSQL."""

import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Barrier

import pytest

from tests.journeys.scenery import free_stay
from tests.journeys.stack import Stack
from tests.journeys.web import Answer, Web
from tests.proof_plugin import Proof, Size, deadlocks_in

pytestmark = [pytest.mark.long, pytest.mark.scenario(1)]

AFTER_ONE_UNIT = 50
SEATS = 10
LONGEST_WAIT = 1000
"""Milliseconds that 99 of 100 losers may wait when fifty people want one unit, on an idle machine."""
# A room of its own, which no other journey books.
BRANCH = "nuqta-madaba"
ROOM = (
    "SELECT s.id, s.slug FROM vendor_services s JOIN branches b ON b.id = s.branch_id"
    " WHERE b.slug = %s AND s.slug LIKE 'room-%%'"
)


@dataclass(frozen=True)
class Outcome:
    answer: Answer
    milliseconds: float


@dataclass(frozen=True)
class Course:
    """A stay that everybody wants: the builder's address, and the service with its units."""

    path: str
    day: str
    service: int
    units: int


class Runners:
    """People with a session and a form each, who press the button at once."""

    def __init__(self, url: str, course: Course, people: int) -> None:
        self._path = course.path
        self._people = [Web(url) for _ in range(people)]
        with ThreadPoolExecutor(8) as pool:
            self._forms = list(pool.map(lambda person: person.hold_form(course.path), self._people))
        self._pool = ThreadPoolExecutor(people)

    def run(self) -> list[Outcome]:
        line = Barrier(len(self._people))
        return list(self._pool.map(lambda n: self._press(n, line), range(len(self._people))))

    def _press(self, n: int, line: Barrier) -> Outcome:
        form = self._forms[n] | {"start": self._forms[0]["start"], "token": secrets.token_urlsafe(16)}
        line.wait()
        began = time.monotonic()
        answer = self._people[n].post(self._path, form)
        return Outcome(answer, (time.monotonic() - began) * 1000)


def test_of_many_attempts_on_ten_seats_exactly_ten_win(quiet: Stack, size: Size, proof: Proof) -> None:
    with course_of(quiet, units=SEATS) as course, no_deadlock(quiet):
        runners = Runners(quiet.url, course, size.http_attempts)
        losers = [
            loser for _ in range(size.http_rounds) for loser in one_round(quiet, course, runners, proof)
        ]
    proof.note = f"losers' p99 {percentile(losers, 99):.0f} ms"


def test_of_fifty_after_one_unit_one_wins_and_the_losers_hear_soon(
    quiet: Stack, size: Size, proof: Proof
) -> None:
    with course_of(quiet, units=1) as course, no_deadlock(quiet):
        runners = Runners(quiet.url, course, AFTER_ONE_UNIT)
        rounds = size.http_single_rounds
        losers = [loser for _ in range(rounds) for loser in one_round(quiet, course, runners, proof)]
    proof.note = f"losers' p99 {percentile(losers, 99):.0f} ms, aim {LONGEST_WAIT}"


def one_round(stack: Stack, course: Course, runners: Runners, proof: Proof) -> list[Outcome]:
    """Let everybody press at once; give those who lost. The holds run out afterwards."""
    outcomes = runners.run()
    winners = [outcome.answer for outcome in outcomes if outcome.answer.status == 302]
    losers = [outcome for outcome in outcomes if outcome.answer.status == 422]
    just_taken = [loser for loser in losers if "just taken" in loser.answer.page]
    errors = len(outcomes) - len(winners) - len(just_taken)
    proof.count(rounds=1, won=len(winners), refused=len(just_taken), errors=errors)
    assert {outcome.answer.status for outcome in outcomes} <= {302, 422}
    assert len(just_taken) == len(losers) == len(outcomes) - course.units
    assert all("data-wrap" in loser.answer.page for loser in losers), "somebody was offered nothing instead"
    held = stack.rows(
        "SELECT booking_number FROM bookings WHERE vendor_service_id = %s AND status = 'pending'"
        " AND booking_date = %s AND hold_expires_at > now()",
        course.service,
        course.day,
    )
    proof.count(oversold=max(0, len(held) - course.units))
    assert {f"/bookings/{number}/checkout/" for (number,) in held} == {won.location for won in winners}
    assert len(held) == course.units
    stack.change("UPDATE bookings SET hold_expires_at = now() WHERE status = 'pending'")
    return losers


@contextmanager
def course_of(stack: Stack, *, units: int) -> Iterator[Course]:
    """Give the room as many units as asked for, and find a day with a free start."""
    ((service, slug),) = stack.rows(ROOM, BRANCH)
    path, wanted = free_stay(stack, f"/spaces/{BRANCH}/{slug}/")
    change = "UPDATE vendor_services SET max_capacity = %s WHERE id = %s"
    stack.change(change, units, service)
    yield Course(path, wanted["day"], service, units)
    stack.change(change, 1, service)


@contextmanager
def no_deadlock(stack: Stack) -> Iterator[None]:
    log = stack.state.logs / "postgres.log"
    before = log.stat().st_size
    yield
    assert not deadlocks_in(log, since=before), "PostgreSQL's log tells of a deadlock"


def percentile(outcomes: list[Outcome], percent: int) -> float:
    """Give the milliseconds within which so many per cent of the answers came."""
    ordered = sorted(outcome.milliseconds for outcome in outcomes)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
