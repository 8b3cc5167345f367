"""Rows 11 and 13: whole bookings over HTTP, and fifty people after one unit."""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count, repeat
from statistics import median
from threading import Barrier
from typing import Any

import psycopg
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.codes import digits_of
from atspaces.bench.addresses import USUAL, address, first_day
from atspaces.bench.bench import Bench
from atspaces.bench.databases import use
from atspaces.bench.guest import FOUND, Browser, HttpBrowser, InProcessBrowser, Stopped, book, hold_form
from atspaces.bench.measuring import Aim, Figure, percentile, side_by_side
from atspaces.bench.rows_http import empty
from atspaces.bench.servers import WORKERS
from atspaces.shared.clock import ONE_DAY

GUESTS_AT_ONCE = 4
ONE_OF = 150
TAKEN = 422
NONCE = "SELECT nonce FROM otp_sessions WHERE phone_number = %s ORDER BY id DESC LIMIT 1"

_guests = count(1)


def measure_guests(bench: Bench) -> list[Figure]:
    """Row 11: guests from the search to the ticket, and the statements that one of them costs."""
    bench.say("Row 11: whole bookings of guests over HTTP ...")
    bench.ours()
    outcomes: Counter[str] = Counter()

    def bookings() -> float:
        return _many_guests(bench, outcomes)

    sides = side_by_side(bookings, lambda: empty(bench), repeats=bench.plan.repeats)
    rates = f"{median(sides.ours):.1f} ÷ {median(sides.theirs):,.0f} a second, {WORKERS} workers"
    share = 1 / median([a / b for a, b in zip(sides.ours, sides.theirs, strict=True)])
    note = f"{rates}: one booking for {share:,.0f} empty requests"
    what = "whole guest bookings ÷ empty view's requests"
    figure = sides.figure("11", what, Aim("≥", 1 / ONE_OF), note=note, outcomes=dict(outcomes))
    return [figure, _statements_of_a_booking(bench)]


def _many_guests(bench: Bench, outcomes: Counter[str]) -> float:
    """Give the bookings a second of some guests at once, who come again and again."""
    began = time.perf_counter()
    until = began + 2 * bench.plan.seconds
    with ThreadPoolExecutor(GUESTS_AT_ONCE) as pool:
        ends = list(pool.map(lambda _: _guests_in_turn(bench, until), range(GUESTS_AT_ONCE)))
    for end in ends:
        outcomes.update(end)
    # Until the last ticket: nobody is counted whom the time did not pay for.
    return sum(end["booked"] for end in ends) / (time.perf_counter() - began)


def _guests_in_turn(bench: Bench, until: float) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    url = bench.databases.url(bench.data_set(bench.large))
    with psycopg.connect(url, autocommit=True) as database:
        while time.perf_counter() < until:
            with closing(HttpBrowser(bench.ours().port, _address(number := next(_guests)))) as browser:
                outcomes[_one_guest(bench, browser, number, database)] += 1
    if not outcomes["booked"]:
        raise RuntimeError(f"no guest came to a ticket: {dict(outcomes)}")
    return outcomes


def _one_guest(bench: Bench, browser: Browser, number: int, database: "psycopg.Connection[Any]") -> str:
    dice = random.Random(number)
    day = first_day(bench.now) + ONE_DAY * dice.randrange(28)
    search = address(USUAL, day, start=f"{dice.randrange(9, 16):02d}:00")
    try:
        book(browser, search, _phone(number), lambda phone: _code(database, phone), dice)
    except Stopped as stopped:
        return str(stopped)
    return "booked"


def _address(number: int) -> str:
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def _phone(number: int) -> str:
    return f"+96279{number:07d}"


def _code(database: "psycopg.Connection[Any]", phone: str) -> str:
    row = database.execute(NONCE, [phone]).fetchone()
    if row is None:
        raise Stopped("no code was sent")
    return digits_of(row[0])


@dataclass(slots=True)
class _Counting:
    """A browser that counts the SQL statements behind each request."""

    browser: Browser
    counts: list[tuple[str, int]] = field(default_factory=list)

    def get(self, path: str) -> Any:
        """Open a page."""
        with CaptureQueriesContext(connection) as captured:
            answer = self.browser.get(path)
        self.counts.append((f"GET {path.partition('?')[0]}", len(captured)))
        return answer

    def post(self, path: str, fields: Any) -> Any:
        """Send a form."""
        with CaptureQueriesContext(connection) as captured:
            answer = self.browser.post(path, fields)
        self.counts.append((f"POST {path.partition('?')[0]}", len(captured)))
        return answer


def _statements_of_a_booking(bench: Bench) -> Figure:
    name = bench.data_set(bench.large)
    use(name)
    with psycopg.connect(bench.databases.url(name), autocommit=True) as database:
        # The first one fills what a process keeps.
        for _ in range(2):
            number = next(_guests)
            browser = _Counting(InProcessBrowser(_address(number)))
            outcome = _one_guest(bench, browser, number, database)
    if outcome != "booked":
        raise RuntimeError(f"the guest who was counted did not come to a ticket: {outcome}")
    total = sum(number for _, number in browser.counts)
    return Figure(
        row="11 SQL",
        what="SQL statements of a whole guest booking",
        value=float(total),
        aim=Aim("≤", 25),
        note=" + ".join(str(number) for _, number in browser.counts),
        detail={"by_request": browser.counts},
    )


def measure_rush(bench: Bench) -> list[Figure]:
    """Row 13: everybody opens the same room's page, then all press at once."""
    bench.say(f"Row 13: {bench.plan.clients} people after one unit ...")
    losers: list[float] = []
    for turn in range(bench.plan.rushes):
        losers += _rush(bench, turn)
    note = f"{len(losers)} losers; median {median(losers):.2f} s, slowest {max(losers):.2f} s"
    return [
        Figure(
            row="13",
            what=f"{bench.plan.clients} clients after one unit: the losers' p99, seconds",
            value=percentile(losers, 99),
            low=min(losers),
            high=max(losers),
            unit="s",
            aim=Aim("≤", 1.0),
            note=note,
        )
    ]


def _rush(bench: Bench, turn: int) -> list[float]:
    """Give how long each loser waited. Raises `RuntimeError` unless exactly one won."""
    builder = _room(bench, turn)
    numbers = [next(_guests) for _ in range(bench.plan.clients)]
    browsers = [HttpBrowser(bench.ours().port, _address(number)) for number in numbers]
    line = Barrier(len(browsers))
    with ThreadPoolExecutor(len(browsers)) as pool:
        forms = list(pool.map(lambda browser: hold_form(browser, builder), browsers))
        ends = list(pool.map(_press, browsers, forms, repeat(builder), repeat(line)))
    for browser in browsers:
        browser.close()
    statuses = Counter(status for status, _ in ends)
    if statuses != {FOUND: 1, TAKEN: len(browsers) - 1}:
        raise RuntimeError(f"one should have won: {dict(statuses)}")
    return [seconds for status, seconds in ends if status == TAKEN]


def _room(bench: Bench, turn: int) -> str:
    size = bench.plan.world.showcases[0]
    day = first_day(bench.now)
    return f"/spaces/showcase-{size}/meeting-room-{turn + 1}/?day={day}&length=120&quantity=1&start=12:00"


def _press(browser: HttpBrowser, form: dict[str, str], builder: str, line: Barrier) -> tuple[int, float]:
    line.wait(timeout=60)
    began = time.perf_counter()
    answer = browser.post(builder, form)
    return answer.status, time.perf_counter() - began
