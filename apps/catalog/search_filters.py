"""What narrows a search beyond what booking demands: each wish as a condition in SQL, by its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from apps.catalog.search_query import SearchQuery
from apps.catalog.search_sql import windows
from apps.catalog.search_text import Named
from apps.catalog.tiers import FREE_UNTIL_HOURS

LATE_MINUTE: Final = 20 * 60
"""Who closes after eight in the evening is open late."""
FRIDAY: Final = 4

FREE_CANCELLATION: Final = """
    spans.starts - (%(free_until)s::int[])[array_position(%(tiers)s::text[], vs.cancellation_tier::text)]
        > %(now)s"""

_CONDITIONS: Final = {
    "city": "b.city = %(city)s",
    "district": "b.district_id IN (SELECT id FROM districts WHERE slug = ANY (%(districts)s::text[]))",
    "kind": "kind.name = ANY (%(kinds)s::text[])",
    "instant": "vs.is_instant",
    "free_cancellation": FREE_CANCELLATION,
    "open_now": f"""b.id IN (
        SELECT branch_id FROM ({windows("days.day BETWEEN %(eve)s AND %(today_at_most)s")}) windows
        WHERE opens <= %(now)s AND closes > %(now)s
    )""",
    "open_late": f"""b.id IN (
        SELECT branch_id FROM ({windows("days.day = %(day)s")}) windows WHERE closes_minute > {LATE_MINUTE}
    )""",
    "open_friday": f"""b.id IN (SELECT branch_id FROM opening_hours WHERE weekday = {FRIDAY})""",
    "near": "way.distance <= %(within_km)s",
}
_HAS_FACILITY: Final = """b.id IN (
    SELECT bf.branch_id FROM branch_facilities bf JOIN facilities f ON f.id = bf.facility_id
    WHERE f.slug = %({name})s
)"""
_HAS_FEATURE: Final = """vs.id IN (
    SELECT sf.vendor_service_id FROM service_features sf JOIN features f ON f.id = sf.feature_id
    WHERE f.slug = %({name})s
)"""
_IS_NAMED: Final = """(
    b.city = ANY (%({name}_cities)s::text[]) OR b.district_id = ANY (%({name}_districts)s::bigint[])
    OR b.id = ANY (%({name}_branches)s::bigint[]) OR vs.id = ANY (%({name}_services)s::bigint[])
)"""
IN_PRICE: Final = """
    (%(min_total)s::numeric IS NULL OR total >= %(min_total)s::numeric)
    AND (%(max_total)s::numeric IS NULL OR total <= %(max_total)s::numeric)"""
"""The one condition on the total, which is known only at the end."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The conditions of a search by the names under which people may take them back."""

    conditions: Mapping[str, str]
    parameters: Mapping[str, Any]

    def all_hold(self) -> str:
        """Give the SQL that is true where all hold."""
        return " AND ".join(self.conditions.values()) or "true"

    def that_fail(self) -> str:
        """Give the SQL of the names of those that do not hold."""
        cases = [f"CASE WHEN NOT ({sql}) THEN '{name}' END" for name, sql in self.conditions.items()]
        return f"array_remove(ARRAY[{', '.join(cases)}]::text[], NULL)"


def filters_of(query: SearchQuery, named: list[Named] | None) -> Filters:
    """Give the conditions that a search asks for; `named` is what each of its words may mean.

    Names are `city`, `district`, `kind`, `text`, `instant`, `free_cancellation`, `open_now`,
    `open_late`, `open_friday`, `near`, and `facility` or `feature` with a number, in the order of
    the query.
    """
    wanted = [name for name in _CONDITIONS if _is_wanted(query, name)]
    conditions = {name: _CONDITIONS[name] for name in wanted}
    parameters = _parameters(query)
    for name, template, slugs in (
        ("facility", _HAS_FACILITY, query.facilities),
        ("feature", _HAS_FEATURE, query.features),
    ):
        for number, slug in enumerate(slugs):
            conditions[f"{name}{number}"] = template.format(name=f"{name}{number}")
            parameters[f"{name}{number}"] = slug
    if named is not None:
        words = [_IS_NAMED.format(name=f"word{number}") for number in range(len(named))]
        conditions["text"] = f"({' AND '.join(words) or 'false'})"
        for number, found in enumerate(named):
            parameters |= found.parameters(f"word{number}")
    return Filters(conditions, parameters)


def _is_wanted(query: SearchQuery, name: str) -> bool:
    match name:
        case "city":
            return bool(query.city)
        case "district":
            return bool(query.all_districts)
        case "kind":
            return bool(query.all_kinds)
        case "near":
            return query.near is not None and query.within_km is not None
        case _:
            return bool(getattr(query, name))


def _parameters(query: SearchQuery) -> dict[str, Any]:
    return {
        "city": query.city,
        "districts": list(query.all_districts),
        "kinds": list(query.all_kinds),
        "within_km": query.within_km,
        "tiers": list(FREE_UNTIL_HOURS),
        "free_until": [60 * hours for hours in FREE_UNTIL_HOURS.values()],
    }
