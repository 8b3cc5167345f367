"""Rows 4, 6 and 7: what searches and pages cost as the ledger grows, and how many questions they ask."""

from collections.abc import Callable
from typing import Final

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from apps.accounts.models import User
from apps.catalog.search import search
from atspaces.bench.addresses import HOUR, KINDS, address, first_day, query_of
from atspaces.bench.bench import Bench
from atspaces.bench.databases import use
from atspaces.bench.measuring import Aim, Figure, Sides, seconds_of, side_by_side
from atspaces.shared.clock import ONE_DAY

TIMES = 1
MOST_STATEMENTS: Final = Aim("≤", 8)
VENDOR_PAGES: Final = ("vendor:today", "vendor:bookings", "vendor:dashboard", "vendor:calendar")
HTTP_OK = 200


def measure_search(bench: Bench) -> list[Figure]:
    """Row 4: the same search on the largest and on the smallest ledger."""
    names = [bench.data_set(size) for size in bench.plan.sizes]
    figures = []
    for kind, fields in KINDS.items():
        bench.say(f"Row 4: search by {kind} ...")
        figures.append(_search_figure(bench, kind, fields, names[0], names[-1]))
    return figures


def _search_figure(bench: Bench, kind: str, fields: dict[str, str], small: str, large: str) -> Figure:
    use(small)
    first = first_day(bench.now)
    queries = [query_of(fields, first + ONE_DAY * ahead, bench.now) for ahead in (0, 1, 2)]
    found: dict[str, int] = {}

    def on(name: str) -> Callable[[], float]:
        def searching() -> float:
            use(name)
            found[name] = search(queries[0], now=bench.now).total
            return seconds_of(lambda: [search(query, now=bench.now) for query in queries], times=TIMES) / len(
                queries
            )

        return searching

    sides = side_by_side(on(large), on(small), repeats=bench.plan.repeats)
    what = f"search, {kind}: {bench.large:,} ÷ {bench.small:,} bookings"
    note = f"{_ms(sides)}; finds {found[large]:,} ÷ {found[small]:,}"
    return sides.figure(f"4 {kind}", what, Aim("≤", 1.2), note=note)


def measure_desk(bench: Bench) -> list[Figure]:
    """Row 7: the vendor's pages on the largest and on the smallest ledger."""
    small, large = bench.data_set(bench.small), bench.data_set(bench.large)
    figures = []
    for size in bench.plan.world.showcases[:2]:
        for route in VENDOR_PAGES:
            row, what = f"7 {route.partition(':')[2]} {size}", f"{route}, {size} guests today"
            try:
                path = reverse(route)
            except NoReverseMatch:
                if size == bench.plan.world.showcases[0]:
                    figures.append(Figure(row=row.rpartition(" ")[0], what=route, value=None))
                continue
            bench.say(f"Row 7: {what} ...")
            opened = {name: _page(name, path, size) for name in (small, large)}
            sides = side_by_side(opened[large], opened[small], repeats=bench.plan.repeats)
            what += f": {bench.large:,} ÷ {bench.small:,} bookings"
            figures.append(sides.figure(row, what, Aim("≤", 1.3), note=_ms(sides)))
    return figures


def _page(name: str, path: str, showcase: int) -> Callable[[], float]:
    """Give a way to open a vendor's page on one database; it gives the seconds."""
    use(name)
    client = vendor_client(showcase)

    def opening() -> float:
        use(name)
        return seconds_of(lambda: _opened(client, path), times=TIMES)

    return opening


def _opened(client: Client, path: str) -> None:
    answer = client.get(path, secure=True)
    assert answer.status_code == HTTP_OK, f"{path} answered {answer.status_code}"


def _ms(sides: Sides) -> str:
    ours, theirs = (min(side) * 1000 for side in (sides.ours, sides.theirs))
    return f"best {ours:.1f} ÷ {theirs:.1f} ms"


def vendor_client(showcase: int) -> Client:
    """Give a browser in which the owner of a showcase is signed in."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(branches__slug=f"showcase-{showcase}"))
    return client


def measure_statements(bench: Bench) -> list[Figure]:
    """Row 6: SQL statements of pages with few and with many rows."""
    bench.say("Row 6: counting SQL statements ...")
    use(bench.data_set(bench.large))
    few, _, many = bench.plan.world.showcases
    day = first_day(bench.now)
    room = HOUR | {"kind": "meeting_room"}
    pages: dict[str, Callable[[int], tuple[Client, str]]] = {
        "results": lambda size: (_stranger(), address(room, day, text=f"of{size}rooms")),
        "space": lambda size: (_stranger(), f"/spaces/showcase-{size}/"),
        "vendor day": lambda size: (vendor_client(size), reverse("vendor:today")),
    }
    return [_counted(name, page, few, many) for name, page in pages.items()]


def _stranger() -> Client:
    return Client(SERVER_NAME="localhost")


def _counted(name: str, page: Callable[[int], tuple[Client, str]], few: int, many: int) -> Figure:
    counts = {size: count_statements(*page(size)) for size in (few, many)}
    is_same = counts[few] == counts[many]
    note = f"with {few} rows {counts[few]}, with {many} rows {counts[many]}" + (
        "" if is_same else ": NOT the same"
    )
    what = f"SQL statements, {name} page"
    detail = {"counts": {str(size): number for size, number in counts.items()}, "same": is_same}
    return Figure(
        row=f"6 {name}",
        what=what,
        value=float(max(counts.values())),
        aim=MOST_STATEMENTS,
        note=note,
        detail=detail,
    )


def count_statements(client: Client, path: str) -> int:
    """Count the SQL statements of one page, opened for the second time."""
    _opened(client, path)
    with CaptureQueriesContext(connection) as captured:
        _opened(client, path)
    return len(captured)
