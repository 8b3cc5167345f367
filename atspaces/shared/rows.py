"""Objects of models read and written by plain statements, where the ORM's compiler costs too much."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model


@cache
def column_names(model: type[Model]) -> tuple[str, ...]:
    """Name the columns of a model in the order in which `from_columns` wants their values."""
    return tuple(str(field.column) for field in model._meta.concrete_fields)


def columns_of(model: type[Model], alias: str) -> str:
    """Write the columns of a model as a part of a SELECT."""
    return ", ".join(f'{alias}."{column}"' for column in column_names(model))


def from_columns[M: Model](model: type[M], values: Sequence[Any]) -> M:
    """Make an object of what `columns_of` selected. Not for models with JSON columns."""
    return model.from_db("default", [field.attname for field in model._meta.concrete_fields], list(values))


def insert(row: Model) -> None:
    """Write a new object as `save(force_insert=True)` would, without compiling the statement again.

    Sets its primary key. Raises `IntegrityError` like the ORM.
    """
    with connection.cursor() as cursor:
        cursor.execute(_insertion(type(row)) + _returning(type(row)), _values(row))
        _is_written(row, cursor.fetchone()[0])


def insert_new[M: Model](rows: Sequence[M], *, unless: str) -> list[M]:
    """Write those new objects of one model whose value of a unique column nobody has, in one statement.

    Gives what was written, with its primary key. Somebody who is just writing the same is waited for.
    """
    if not rows:
        return []
    model = type(rows[0])
    values = [value for row in rows for value in _values(row)]
    doing = f' ON CONFLICT ("{unless}") DO NOTHING'
    with connection.cursor() as cursor:
        cursor.execute(_insertion(model, len(rows)) + doing + _returning(model, unless), values)
        keys = {value: key for key, value in cursor.fetchall()}
    new = [row for row in rows if getattr(row, unless) in keys]
    for row in new:
        _is_written(row, keys[getattr(row, unless)])
    return new


def _values(row: Model) -> list[Any]:
    fields = _fields(type(row))
    return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]


def _is_written(row: Model, key: Any) -> None:
    row.pk = key
    row._state.adding = False
    row._state.db = connection.alias


@cache
def _fields(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not field.primary_key and not field.generated]


@cache
def _insertion(model: type[Model], rows: int = 1) -> str:
    columns = ", ".join(f'"{field.column}"' for field in _fields(model))
    places = ", ".join(["%s"] * len(_fields(model)))
    values = ", ".join([f"({places})"] * rows)
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {values}'


def _returning(model: type[Model], *others: str) -> str:
    columns = ", ".join(f'"{column}"' for column in (model._meta.pk.column, *others))
    return f" RETURNING {columns}"
