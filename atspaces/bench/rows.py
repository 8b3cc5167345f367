"""Every row of the table and who measures it."""

from collections.abc import Callable

from atspaces.bench import rows_guests, rows_http, rows_pages, rows_writes
from atspaces.bench.bench import Bench
from atspaces.bench.measuring import Figure

# In this order: what writes into the largest data set comes last.
MEASURES: tuple[tuple[tuple[int, ...], Callable[[Bench], list[Figure]]], ...] = (
    ((1, 2, 3), rows_writes.measure),
    ((4,), rows_pages.measure_search),
    ((6,), rows_pages.measure_statements),
    ((7,), rows_pages.measure_desk),
    ((5,), rows_http.measure_results),
    ((12,), rows_http.measure_vendor_day),
    ((8,), rows_http.measure_memory),
    ((11,), rows_guests.measure_guests),
    ((13,), rows_guests.measure_rush),
)


def measured(bench: Bench) -> list[Figure]:
    """Measure the rows of the plan, in the order of the table."""
    figures: list[Figure] = []
    for rows, measure in MEASURES:
        if set(rows) & set(bench.plan.rows):
            figures += measure(bench)
    return sorted(figures, key=lambda figure: int(figure.row.split()[0]))
