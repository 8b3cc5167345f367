"""Fills an empty database with a world, and checks that it is one the product could have written."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import psycopg
from psycopg import Connection

from apps.bookings.models import Booking
from apps.catalog.models import Availability
from apps.payments.models import Payment
from atspaces.bench.copying import Sheet, without_indexes
from atspaces.bench.databases import use
from atspaces.bench.ledger import COLUMNS, Ledger
from atspaces.bench.projection import verify, write_attempts, write_projection
from atspaces.bench.supply import customers_of, restart_keys, write_supply
from atspaces.bench.world import World, houses_of, shops_of, vendors_of


def load(name: str, url: str, world: World, *, now: datetime, say: Callable[[str], None]) -> None:
    """Write a world into the migrated and empty database `name` at `url`. Raises `Dishonest`."""
    began = time.monotonic()
    use(name)
    with psycopg.connect(url, autocommit=True) as connection:
        # Consistent by construction: `verify` looks at what the triggers would have looked at.
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET maintenance_work_mem = '256MB'")
        connection.execute("SET work_mem = '128MB'")
        _write(connection, world, now)
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")
    checked = verify(now=now)
    took = time.monotonic() - began
    say(f"{world.bookings:,} bookings in {world.services:,} services: {took:.0f} s; {checked} days agree")


def _write(connection: "Connection[Any]", world: World, now: datetime) -> None:
    houses = houses_of(world)
    shops = shops_of(world, houses)
    write_supply(connection, world, houses, shops, now=now)
    if not world.bookings:
        return
    ledger = Ledger(world, shops, vendors_of(houses) + 1, customers_of(world), now)
    with without_indexes(connection, Booking):
        Sheet(Booking, *COLUMNS, now=now).copy(connection, ledger.rows())
    restart_keys(connection, Booking)
    with without_indexes(connection, Payment):
        write_attempts(connection, now=now)
    with without_indexes(connection, Availability):
        write_projection(connection, now=now)
