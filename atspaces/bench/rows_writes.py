"""Rows 1 to 3: bookings committed a second, and nothing sold twice meanwhile."""

from itertools import count
from statistics import median
from typing import Any

import psycopg
from django.db import connection

from atspaces.bench.bench import WRITES, Bench
from atspaces.bench.databases import use
from atspaces.bench.jobs import Job
from atspaces.bench.measuring import Aim, Figure, side_by_side
from atspaces.bench.writers import Tally, Writers

TWIN = "twin"
HOT_UNITS, TIGHT_UNITS, TIGHT_SERVICES = 400, 2, 2
TIGHT_HOURS = (10, 11)  # two-hour stays that overlap
FRESH_DAY_EVERY = 0.3  # seconds
MOST_ROUNDS = 8
BARE_NOTE = (
    "bare: one INSERT of a whole bookings row (all columns, indexes, CHECKs), autocommit, same connections"
)
# Of every service and day, the units above the capacity at the worst moment.
OVERSOLD = """
SELECT coalesce(sum(excess), 0) FROM (
    SELECT max(units - max_capacity) AS excess FROM (
        SELECT b.vendor_service_id, s.max_capacity, slot, sum(b.quantity) AS units
        FROM bookings b
        JOIN vendor_services s ON s.id = b.vendor_service_id
        CROSS JOIN generate_series(b.starts_at, b.ends_at - interval '1 s', interval '30 min') AS slot
        WHERE b.vendor_service_id = ANY(%s) AND b.status IN ('pending', 'confirmed')
        GROUP BY 1, 2, 3
    ) moments GROUP BY vendor_service_id, slot::date
) days WHERE excess > 0
"""


def measure(bench: Bench) -> list[Figure]:
    """Measure the rows of 1, 2 and 3 that are wanted."""
    wanted = set(bench.plan.rows)
    database = bench.writes()
    shown = sum(bench.plan.writes.showcases)
    hot, tight = range(1, 2), range(2, 2 + TIGHT_SERVICES)
    _set_units(bench.databases.url(database), {HOT_UNITS: hot, TIGHT_UNITS: tight})
    writers, figures, tally = Writers(bench.plan.writers), list[Figure](), Tally()
    try:
        # The bare INSERT copies one of the rows that these leave.
        writers.run(_job(bench, database, hot, seconds=0.2))
        kept = Kept(bench.databases.url(database))
        if 1 in wanted:
            spread = range(shown + 1, bench.plan.writes.services + 1)
            bench.say(f"Row 1: bookings spread over {len(spread):,} services ...")
            figure, tally = _against_insert(bench, writers, kept, spread, "1", Aim("≥", 0.35))
            figures.append(figure)
        if 2 in wanted:
            bench.say("Row 2: bookings of one service ...")
            figure, more = _against_insert(bench, writers, kept, hot, "2", Aim("≥", 0.15))
            figures.append(figure)
            tally += more
        if 3 in wanted:
            bench.say("Row 3: everybody after the same units, with and without the guards ...")
            figures += _races(bench, writers, kept, tight, tally)
    finally:
        writers.close()
    bench.databases.forget(WRITES)
    return figures


def _set_units(url: str, units: dict[int, range]) -> None:
    with psycopg.connect(url, autocommit=True) as admin:
        for count, services in units.items():
            admin.execute(
                "UPDATE vendor_services SET max_capacity = %s WHERE id = ANY(%s)", [count, list(services)]
            )


class Kept:
    """What was there before the tries; after each, the tables are brought back to it."""

    _TABLES = ("bookings", "availability")

    def __init__(self, url: str) -> None:
        self._url = url
        with psycopg.connect(self._url, autocommit=True) as admin:
            self._last = {table: self._newest(admin, table) for table in self._TABLES}

    def _newest(self, admin: "psycopg.Connection[Any]", table: str) -> int:
        row = admin.execute(f"SELECT coalesce(max(id), 0) FROM {table}".encode()).fetchone()
        assert row is not None  # an aggregate always answers
        return int(row[0])

    def restore(self) -> None:
        """Delete what the last try wrote."""
        with psycopg.connect(self._url, autocommit=True) as admin:
            for table, last in self._last.items():
                admin.execute(f"DELETE FROM {table} WHERE id > {last}".encode())
                admin.execute(f"VACUUM {table}".encode())


def _job(bench: Bench, database: str, services: range, **fields: Any) -> Job:
    given = {"seconds": bench.plan.seconds} | fields
    return Job(database=database, services=services, now=bench.now, **given)


def _against_insert(
    bench: Bench, writers: Writers, kept: Kept, services: range, row: str, aim: Aim
) -> tuple[Figure, Tally]:
    tallies: list[Tally] = []
    seeds = count(1)

    def tried(*, bare: bool) -> Tally:
        tally = writers.run(_job(bench, bench.writes(), services, bare=bare, seed=next(seeds)))
        kept.restore()
        return tally

    def door() -> float:
        tallies.append(tried(bare=False))
        return tallies[-1].rate

    def bare() -> float:
        tally = tried(bare=True)
        if tally.errors:
            raise RuntimeError(f"the bare INSERT failed: {dict(tally.errors)}")
        return tally.rate

    sides = side_by_side(door, bare, repeats=bench.plan.repeats)
    total = sum(tallies, Tally())
    what = "bookings by hold_units ÷ bare INSERT, " + ("spread" if len(services) > 1 else "one service")
    note = f"{median(sides.ours):,.0f} ÷ {median(sides.theirs):,.0f} a second on {writers.count} connections"
    refused, errors = dict(total.refused), dict(total.errors)
    figure = sides.figure(row, what, aim, note=note, bare=BARE_NOTE, refused=refused, errors=errors)
    return figure, total


def _races(bench: Bench, writers: Writers, kept: Kept, tight: range, so_far: Tally) -> list[Figure]:
    guarded, sold_twice, deadlocks = _race(bench, writers, bench.writes(), tight, guarded=True)
    kept.restore()
    writers.let_go()
    unguarded, twin_sold_twice = _race_of_the_twin(bench, writers, tight)
    errors = guarded.errors + so_far.errors
    what = "oversold units + deadlocks + errors in rows 1–3"
    tries = guarded.done + guarded.refused.total()
    detail = {"oversold": sold_twice, "deadlocks": deadlocks, "errors": dict(errors), "tries": tries}
    note = f"{tries:,} tries for {guarded.done:,} units; {sold_twice} oversold, {deadlocks} deadlocks"
    harm = float(sold_twice + deadlocks + errors.total())
    twin_note = (
        f"locks and CHECK taken away: {unguarded.done:,} sold, {dict(unguarded.errors) or 'no errors'}"
    )
    return [
        Figure(row="3", what=what, value=harm, aim=Aim("=", 0), note=note, detail=detail),
        Figure(
            row="3 twin",
            what="oversold units without the guards",
            value=float(twin_sold_twice),
            aim=Aim("≥", 1),
            note=twin_note,
        ),
    ]


def _race_of_the_twin(bench: Bench, writers: Writers, tight: range) -> tuple[Tally, int]:
    """Run the race where nothing guards the units, until it does harm; give the tries and the harm."""
    twin = bench.databases.make(TWIN, lambda name: _take_backstop_away(bench.databases.url(name)), of=WRITES)
    kept, unguarded, sold_twice = Kept(bench.databases.url(twin)), Tally(), 0
    for _ in range(MOST_ROUNDS):
        tally, sold_twice, _ = _race(bench, writers, twin, tight, guarded=False)
        unguarded += tally
        if sold_twice:
            break
        kept.restore()
    bench.databases.forget(TWIN)
    return unguarded, sold_twice


def _race(
    bench: Bench, writers: Writers, database: str, tight: range, *, guarded: bool
) -> tuple[Tally, int, int]:
    """Let everybody run for the same units; give the tries, the units sold twice, and the deadlocks."""
    job = _job(
        bench,
        database,
        tight,
        hours=TIGHT_HOURS,
        fresh_day_every=FRESH_DAY_EVERY,
        slow_to_write=True,
        without_locks=not guarded,
        seconds=2 * bench.plan.seconds,
    )
    tally = writers.run(job)
    use(database)
    with connection.cursor() as cursor:
        cursor.execute(OVERSOLD, [list(tight)])
        (sold_twice,) = cursor.fetchone() or (0,)
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        (deadlocks,) = cursor.fetchone() or (0,)
    return tally, int(sold_twice), int(deadlocks)


def _take_backstop_away(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("ALTER TABLE availability DROP CONSTRAINT availability_never_oversold")
