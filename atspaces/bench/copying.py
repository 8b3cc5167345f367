"""Rows of a model written at once: by COPY, or by INSERT … SELECT, with the model's own defaults.

A column that a model gains later is filled with its default here too.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from itertools import batched
from typing import Any, Final

from django.db.models import DateTimeField, Field, Model
from psycopg import Connection, sql

NULL = r"\N"
LINES_AT_ONCE = 2_000
INDEXES: Final = """
SELECT i.indexname, c.oid IS NOT NULL, coalesce(pg_get_constraintdef(c.oid), i.indexdef)
FROM pg_indexes i
LEFT JOIN pg_constraint c ON c.conname = i.indexname AND c.contype IN ('p', 'u')
WHERE i.schemaname = 'public' AND i.tablename = %s AND c.contype IS DISTINCT FROM 'p'
"""


class Sheet:
    """Rows of one model as lines of COPY's text format: the named columns are given, the others default."""

    def __init__(self, model: type[Model], *given: str, now: datetime) -> None:
        defaults = defaults_of(model, given, now=now)
        self._table = table_of(model)
        self._columns = [*given, *defaults]
        self.template = (
            "\t".join([*["%s"] * len(given), *(_percent_safe(v) for v in defaults.values())]) + "\n"
        )

    def copy(self, connection: "Connection[Any]", rows: Iterable[tuple[object, ...]]) -> None:
        """Write rows of the given columns. Values are texts of COPY already, `NULL` for nothing."""
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(self._table), sql.SQL(", ").join(map(sql.Identifier, self._columns))
        )
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for lines in batched(rows, LINES_AT_ONCE):
                copy.write("".join(self.template % row for row in lines))


def insert_select(
    connection: "Connection[Any]", model: type[Model], given: Mapping[str, str], source: str, *, now: datetime
) -> None:
    """Write a row for each of `source` (FROM …); `given` maps columns to SQL expressions."""
    defaults = defaults_of(model, given, now=now)
    columns = ", ".join(f'"{name}"' for name in [*given, *defaults])
    values = ", ".join([*given.values(), *map(_literal, defaults.values())])
    connection.execute(f'INSERT INTO "{table_of(model)}" ({columns}) SELECT {values} {source}'.encode())


def defaults_of(model: type[Model], given: Iterable[str], *, now: datetime) -> dict[str, str]:
    """Give the text of every other column of a model, as COPY reads it; its key is left to the database."""
    known = set(given)
    return {name: _default(field, now) for name, field in columns_of(model).items() if name not in known}


def columns_of(model: type[Model]) -> "dict[str, Field[Any, Any]]":
    """Give the columns that a writer fills, with their fields: neither the key nor what is computed."""
    fields = model._meta.concrete_fields
    return {f.column: f for f in fields if f.column and not f.generated and not f.primary_key}


def table_of(model: type[Model]) -> str:
    """Give the name of a model's table."""
    return model._meta.db_table


def _default(field: "Field[Any, Any]", now: datetime) -> str:
    if isinstance(field, DateTimeField) and (field.auto_now or field.auto_now_add):
        return now.isoformat()
    return as_text(field.get_default())


def as_text(value: object) -> str:
    """Write a value as COPY's text format has it."""
    match value:
        case None:
            return NULL
        case bool():
            return "t" if value else "f"
        case dict():
            return _escaped(json.dumps(value, ensure_ascii=False))
        case list() | tuple():
            return "{" + ",".join(map(str, value)) + "}"
        case int() | float() | Decimal():
            return str(value)
        case _:
            return _escaped(str(value))


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n")


def _percent_safe(text: str) -> str:
    return text.replace("%", "%%")


def _literal(text: str) -> str:
    return "NULL" if text == NULL else "'" + text.replace("'", "''") + "'"


@contextmanager
def without_indexes(connection: "Connection[Any]", model: type[Model]) -> Iterator[None]:
    """Take a table's indexes away while it is filled, all but its key, and make the same ones afterwards."""
    table = sql.Identifier(table_of(model))
    rows = connection.execute(INDEXES, [table_of(model)]).fetchall()
    for name, is_constraint, _ in rows:
        words = sql.SQL("ALTER TABLE {0} DROP CONSTRAINT {1}" if is_constraint else "DROP INDEX {1}")
        connection.execute(words.format(table, sql.Identifier(name)))
    yield
    for name, is_constraint, definition in rows:
        again = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} ").format(table, sql.Identifier(name))
        connection.execute(again + sql.SQL(definition) if is_constraint else definition)
