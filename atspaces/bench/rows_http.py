"""Rows 5, 8 and 12: pages over real HTTP beside an empty Django view, and what the workers weigh."""

import http.client
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import repeat
from statistics import median

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from atspaces.bench.addresses import USUAL, address, ever_new, first_day
from atspaces.bench.bench import Bench
from atspaces.bench.databases import use
from atspaces.bench.hammer import hammer, request_bytes
from atspaces.bench.measuring import Aim, Figure, side_by_side
from atspaces.bench.rows_pages import vendor_client
from atspaces.bench.servers import HOST, WORKERS, Server, resident_kib, touched_kib

OK, NOT_MODIFIED = 200, 304
UNCACHED, WARM, UNCHANGED = Aim("≥", 0.10), Aim("≥", 0.40), Aim("≥", 0.55)
KIB_A_MIB = 1024


def measure_results(bench: Bench) -> list[Figure]:
    """Row 5: the results page, never the same twice; and the same again, as far as that is built."""
    ours, same = bench.ours(), address(USUAL, first_day(bench.now))
    bench.say("Row 5: the results page beside an empty view ...")
    new = (request_bytes(path) for path in ever_new(bench.now))
    figures = [_against_empty(bench, "5 uncached", "results page ÷ empty view, uncached", new, UNCACHED)]
    what = "results page ÷ empty view, same address again"
    if _is_kept(bench, same):
        requests = repeat(request_bytes(same))
        figures.append(_against_empty(bench, "5 warm", what, requests, WARM))
    else:
        figures.append(Figure(row="5 warm", what=what, value=None, aim=WARM))
    what, tag = "results page ÷ empty view, 304", _etag(ours, same)
    if tag:
        requests = repeat(request_bytes(same, {"If-None-Match": tag}))
        figures.append(_against_empty(bench, "5 304", what, requests, UNCHANGED, status=NOT_MODIFIED))
    else:
        figures.append(Figure(row="5 304", what=what, value=None, aim=UNCHANGED))
    return figures


def measure_memory(bench: Bench) -> list[Figure]:
    """Row 8: the memory of a worker that has served pages, beside a bare Django's."""
    ours, bare = bench.ours(), bench.bare()
    bench.say("Row 8: what the workers weigh ...")
    new = (request_bytes(path) for path in ever_new(bench.now))
    hammer(ours.port, new, seconds=bench.plan.seconds).expect(OK)
    empty(bench)
    weights = [[resident_kib(pid) / KIB_A_MIB for pid in server.workers()] for server in (ours, bare)]
    touched = [[touched_kib(pid) / KIB_A_MIB for pid in server.workers()] for server in (ours, bare)]
    our_mib, bare_mib = median(weights[0]), median(weights[1])
    note = f"{our_mib:.0f} ÷ {bare_mib:.0f} MiB a worker (PSS)"
    note += f"; {median(touched[0]):.0f} ÷ {median(touched[1]):.0f} (RSS)"
    figure = Figure(
        row="8",
        what="worker memory ÷ bare Django worker",
        value=our_mib / bare_mib,
        low=min(weights[0]) / max(weights[1]),
        high=max(weights[0]) / min(weights[1]),
        aim=Aim("≤", 1.6),
        note=note,
        detail={"pss_mib": weights, "rss_mib": touched},
    )
    return [figure]


def measure_vendor_day(bench: Bench) -> list[Figure]:
    """Row 12: the vendor's page of a day with many units."""
    bench.ours()
    size = bench.plan.world.showcases[1]
    bench.say(f"Row 12: the vendor's day of {size} units beside an empty view ...")
    use(bench.data_set(bench.large))
    session = vendor_client(size).cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"}
    requests = repeat(request_bytes(reverse("vendor:today"), cookie))
    what = f"vendor day of {size} units ÷ empty view"
    return [_against_empty(bench, "12", what, requests, Aim("≥", 0.02))]


def empty(bench: Bench) -> float:
    """Give the requests a second that the empty view answers."""
    return hammer(bench.bare().port, repeat(request_bytes("/")), seconds=bench.plan.seconds).expect(OK).rate


def _against_empty(
    bench: Bench, row: str, what: str, requests: Iterator[bytes], aim: Aim, *, status: int = OK
) -> Figure:
    def page() -> float:
        return hammer(bench.ours().port, requests, seconds=bench.plan.seconds).expect(status).rate

    sides = side_by_side(page, _empty_of(bench), repeats=bench.plan.repeats)
    note = f"{median(sides.ours):,.0f} ÷ {median(sides.theirs):,.0f} a second, {WORKERS} workers"
    return sides.figure(row, what, aim, note=note)


def _empty_of(bench: Bench) -> Callable[[], float]:
    return lambda: empty(bench)


def _is_kept(bench: Bench, path: str) -> bool:
    """Tell whether the second look at an address costs fewer statements than the first."""
    use(bench.data_set(bench.large))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            Client(SERVER_NAME="localhost").get(path, secure=True)
        counts.append(len(captured))
    return counts[1] < counts[0]


def _etag(server: Server, path: str) -> str:
    with closing(http.client.HTTPConnection(HOST, server.port, timeout=30)) as line:
        line.request("GET", path, headers={"Host": "localhost", "X-Forwarded-Proto": "https"})
        return line.getresponse().headers.get("ETag", "")
