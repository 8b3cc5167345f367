"""The databases of one run, side by side in its throw-away server."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend
from psycopg import Connection, sql

EMPTY = "empty"

_open: dict[str, BaseDatabaseWrapper] = {}


def use(name: str) -> None:
    """Let Django's default connection of this thread be one to the database `name`.

    Connections stay open: going back and forth costs nothing. For the main thread of a process.
    """
    if name not in _open:
        given = connections["default"].settings_dict | {"NAME": name}
        _open[name] = load_backend(given["ENGINE"]).DatabaseWrapper(given, "default")
    connections["default"] = _open[name]


def leave() -> None:
    """Close every connection that `use` opened."""
    for wrapper in _open.values():
        wrapper.close()


class Databases:
    """Makes databases beside the one at `url`, which is left alone; all their names begin with `prefix`."""

    def __init__(self, url: str, *, prefix: str = "bench_") -> None:
        self._url = url
        self._first = urlsplit(url).path.removeprefix("/")
        self._prefix = prefix
        self._made: set[str] = set()

    def migrate(self) -> str:
        """Have an empty database with every table, from which the others are made; give its name."""
        name = self._prefix + EMPTY
        self._create(name, of="template1")
        use(name)
        call_command("migrate", verbosity=0)
        return name

    def url(self, name: str) -> str:
        """Give the address of one database."""
        return self._url.replace(f"/{self._first}?", f"/{name}?")

    def make(self, name: str, fill: Callable[[str], None], *, of: str = EMPTY) -> str:
        """Have a database, once: a copy of `of`, filled by `fill`, which is given its name. Give the name."""
        full = self._prefix + name
        if full not in self._made:
            self._create(full, of=self._prefix + of)
            fill(full)
            self._made.add(full)
        return full

    def forget(self, name: str) -> None:
        """Drop a database whose figures are taken, as `make` was told its name."""
        self._drop(self._prefix + name)

    def forget_all(self) -> None:
        """Drop every database."""
        for name in [*self._made, self._prefix + EMPTY]:
            self._drop(name)

    def _create(self, name: str, *, of: str) -> None:
        self._drop(name)
        with self._administration() as connection:
            words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(words.format(sql.Identifier(name), sql.Identifier(of)))

    def _drop(self, name: str) -> None:
        leave()
        with self._administration() as connection:
            words = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(words.format(sql.Identifier(name)))
        self._made.discard(name)

    def _administration(self) -> "Connection[Any]":
        return psycopg.connect(self.url("postgres"), autocommit=True)
