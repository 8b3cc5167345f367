"""Readings as they are kept beside a message, and read back."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from apps.assistant.reading import Intent, Note, Part, Reading
from apps.assistant.wording import Register
from apps.catalog.search import SearchQuery
from apps.catalog.statuses import PriceUnit, ServiceName


def as_record(reading: Reading) -> dict[str, Any]:
    """Give a reading as JSON."""
    return {
        "intent": reading.intent.value,
        "register": reading.register.value,
        "query": _query_record(reading.query) if reading.query else None,
        "stated": sorted(part.value for part in reading.stated),
        "notes": [note.value for note in reading.notes],
    }


def from_record(record: dict[str, Any]) -> Reading | None:
    """Read a kept reading back; none for an empty record or one of another shape."""
    try:
        return Reading(
            intent=Intent(record["intent"]),
            register=Register(record["register"]),
            query=_query(record["query"]) if record["query"] else None,
            stated=frozenset(map(Part, record["stated"])),
            notes=tuple(map(Note, record["notes"])),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _query_record(query: SearchQuery) -> dict[str, Any]:
    return {
        "plan": query.plan.value,
        "day": query.day.isoformat(),
        "start": query.start.isoformat("minutes") if query.start else None,
        "minutes": query.minutes,
        "count": query.count,
        "people": query.people,
        "kind": query.kind.value if query.kind else None,
        "city": query.city,
        "district": query.district,
        "facilities": list(query.facilities),
        "features": list(query.features),
        "sort": query.sort,
        "max_total": None if query.max_total is None else str(query.max_total),
    }


def _query(record: dict[str, Any]) -> SearchQuery:
    return SearchQuery(
        plan=PriceUnit(record["plan"]),
        day=date.fromisoformat(record["day"]),
        start=time.fromisoformat(record["start"]) if record["start"] else None,
        minutes=int(record["minutes"]),
        count=int(record["count"]),
        people=int(record["people"]),
        kind=ServiceName(record["kind"]) if record["kind"] else None,
        city=record["city"],
        district=record["district"],
        facilities=tuple(record["facilities"]),
        features=tuple(record["features"]),
        sort=record["sort"],
        max_total=None if record["max_total"] is None else Decimal(record["max_total"]),
    )
