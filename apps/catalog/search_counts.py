"""How many results each filter would leave, and how many taking one back would give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from apps.catalog.search_filters import FREE_CANCELLATION, IN_PRICE, filters_of
from apps.catalog.search_query import SearchQuery
from apps.catalog.search_run import found_pages, statement_of
from apps.catalog.search_text import meanings_of

PRICE_STEPS: Final = 8
_FREE_TO_CANCEL: Final = f", {FREE_CANCELLATION} AS is_free_to_cancel"

# `failed` holds the names of the filters that a service fails, the price too: with none it is a
# result, with one it would be if that filter were taken back, with two it does not matter.
_COUNTS: Final = f""",
judged AS (
    SELECT priced.*, CASE WHEN {IN_PRICE} THEN failed ELSE failed || 'price'::text END AS failures FROM priced
),
near_misses AS (SELECT * FROM judged WHERE cardinality(failures) <= 1),
results AS (SELECT * FROM near_misses WHERE failures = '{{}}'),
counts AS (
    SELECT 'results' AS sort, '' AS name, count(*) AS found, min(total) AS least, max(total) AS most
    FROM results
    UNION ALL
    SELECT 'without', failures[1], count(*), NULL, NULL FROM near_misses WHERE failures <> '{{}}' GROUP BY 2
    UNION ALL
    SELECT 'facility', f.slug, count(*), NULL, NULL FROM results
    JOIN branch_facilities bf ON bf.branch_id = results.branch_id JOIN facilities f ON f.id = bf.facility_id
    GROUP BY 2
    UNION ALL
    SELECT 'feature', f.slug, count(*), NULL, NULL FROM results
    JOIN service_features sf ON sf.vendor_service_id = results.id JOIN features f ON f.id = sf.feature_id
    GROUP BY 2
    UNION ALL
    SELECT 'district', d.city_id || '.' || d.slug, count(*), NULL, NULL
    FROM near_misses JOIN districts d ON d.id = near_misses.district_id
    WHERE failures <@ ARRAY['district'] GROUP BY 2
    UNION ALL
    SELECT 'kind', kind, count(*), NULL, NULL FROM near_misses WHERE failures <@ ARRAY['kind'] GROUP BY 2
    UNION ALL
    SELECT 'instant', '', count(*), NULL, NULL FROM results WHERE is_instant
    UNION ALL
    SELECT 'free_cancellation', '', count(*), NULL, NULL FROM results WHERE is_free_to_cancel
    UNION ALL
    SELECT 'price', width_bucket::text, count(*), min(total), max(total) FROM (
        SELECT total, width_bucket(total, least, most + 0.001, {PRICE_STEPS}) FROM near_misses, (
            SELECT min(total) AS least, max(total) AS most FROM near_misses WHERE failures <@ ARRAY['price']
        ) range WHERE failures <@ ARRAY['price']
    ) steps GROUP BY 2
)
SELECT unheard.zones, counts.sort, counts.name, counts.found, counts.least, counts.most
FROM (
    SELECT array_agg(DISTINCT time_zone) AS zones FROM branches WHERE time_zone <> ALL (%(zones)s::text[])
) unheard, counts"""


@dataclass(frozen=True, slots=True)
class PriceStep:
    """How many results cost from `least` to `most` dinars in all, both included."""

    least: Decimal
    most: Decimal
    found: int


@dataclass(slots=True)
class FilterCounts:
    """Numbers of results.

    `facilities` and `features` by slug, and `instant` and `free_cancellation`: what asking for it
    as well would leave. `kinds` and `districts` (by `city.district`): what there is of each, were
    it the only one asked for. `prices`: the results in steps of the total, were there no limits.
    `without`: what taking one filter back would give, by its name; see `without_facility`.
    """

    results: int = 0
    facilities: dict[str, int] = field(default_factory=dict)
    features: dict[str, int] = field(default_factory=dict)
    districts: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    instant: int = 0
    free_cancellation: int = 0
    prices: list[PriceStep] = field(default_factory=list)
    without: dict[str, int] = field(default_factory=dict)


def filter_counts(query: SearchQuery, *, now: datetime) -> FilterCounts:
    """Count for every filter what it would leave, in one statement; with a text one or two more.

    `without` has a key for each filter in force: `city`, `district`, `kind`, `text`, `price`,
    `instant`, `free_cancellation`, `open_now`, `open_late`, `open_friday`, `near`, and
    `facility:<slug>` and `feature:<slug>`.
    """
    filters = filters_of(query, meanings_of(query.text))
    statement = statement_of(query, "true", failed=filters.that_fail(), also=_FREE_TO_CANCEL)
    parameters = {
        **filters.parameters,
        "min_total": query.min_total,
        "max_total": query.max_total,
    }
    rows = found_pages(query, statement + _COUNTS, parameters, now=now)
    return _read(query, [*filters.conditions], rows)


def _read(query: SearchQuery, in_force: list[str], rows: list[Any]) -> FilterCounts:
    counts = FilterCounts()
    by_name: Mapping[str, dict[str, int]] = {
        "facility": counts.facilities,
        "feature": counts.features,
        "district": counts.districts,
        "kind": counts.kinds,
        "without": counts.without,
    }
    steps: dict[int, PriceStep] = {}
    for sort, name, found, least, most in rows:
        if sort in by_name:
            by_name[sort][name] = found
        elif sort == "price":
            steps[int(name)] = PriceStep(least, most, found)
        else:
            setattr(counts, sort, found)
    counts.prices = [steps[number] for number in sorted(steps)]
    if query.min_total is not None or query.max_total is not None:
        in_force.append("price")
    # Taking back a filter gives the results there are and those that failed it alone.
    counts.without = {
        _name_of(query, name): counts.results + counts.without.get(name, 0) for name in in_force
    }
    return counts


def _name_of(query: SearchQuery, name: str) -> str:
    for kind, slugs in (("facility", query.facilities), ("feature", query.features)):
        number = name.removeprefix(kind)
        if number.isdigit():
            return f"{kind}:{slugs[int(number)]}"
    return name
