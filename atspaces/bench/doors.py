"""Two ways to write one booking: the product's own door, and a bare INSERT of the same row."""

import itertools
import os
import random
from collections.abc import Callable
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from apps.bookings.models import Booking
from apps.bookings.numbers import new_booking_number
from apps.bookings.services import ServiceBusy, hold_units
from apps.catalog.asks import Ask
from apps.catalog.models import VendorService
from apps.catalog.queries import services_with_places
from apps.catalog.refusals import Refused
from apps.catalog.statuses import PriceUnit
from atspaces.bench.copying import columns_of
from atspaces.bench.jobs import Job, moment_of
from atspaces.shared.clock import ONE_DAY

LENGTH = timedelta(hours=2)
_keys = itertools.count()
_known: dict[tuple[str, range], dict[int, VendorService]] = {}

type Write = Callable[[int, int], str]
"""Writes a booking of a service on a day so many days ahead; gives why it was refused, if it was."""


def through_the_door(job: Job) -> Write:
    """Hold two hours of one unit: `bookings.services.hold_units`, as the builder's POST calls it."""
    services = _services(job)
    dice, browser = random.Random(job.seed), f"{os.getpid()}-{job.begins}"
    zone = ZoneInfo("Asia/Amman")
    today = job.now.astimezone(zone).date()

    def write(service: int, day: int) -> str:
        start = time(dice.choice(job.hours))
        ask = Ask(plan=PriceUnit.HOUR, day=today + ONE_DAY * day, start=start, minutes=120)
        key = f"{browser}-{next(_keys)}"  # everybody is another browser
        try:
            hold_units(
                service=services[service],
                ask=ask,
                holder_key=key,
                idempotency_key=key,
                customer=None,
                language="en",
                now=job.now,
            )
        except Refused as refused:
            return str(refused.refusal.code)
        except ServiceBusy:
            return "busy"
        return ""

    return write


def _services(job: Job) -> dict[int, VendorService]:
    # Read once: the view that calls the door has read its service too, before.
    key = (job.database, job.services)
    if key not in _known:
        _known[key] = services_with_places().in_bulk(list(job.services))
    return _known[key]


def bare_insert(job: Job) -> Write:
    """Insert a whole row of `bookings` (every column, indexes and CHECKs) and commit; nothing else.

    One `cursor.execute` on Django's connection in autocommit, the values ready in a list. The row
    is one that the door wrote, with another number, keys, service and time.
    """
    columns, values = _row_of_the_door()
    places = {name: columns.index(name) for name in columns}
    names = ", ".join(f'"{name}"' for name in columns)
    statement = f"INSERT INTO bookings ({names}) VALUES ({', '.join(['%s'] * len(columns))})"
    dice, browser = random.Random(job.seed), f"{os.getpid()}-{job.begins}-bare"

    def write(service: int, day: int) -> str:
        starts_at = moment_of(job.now, day, dice.choice(job.hours) - 3)
        key = f"{browser}-{next(_keys)}"
        changed = {
            "booking_number": new_booking_number(),
            "holder_key": key,
            "idempotency_key": key,
            "vendor_service_id": service,
            "booking_date": starts_at.date(),
            "end_date": starts_at.date(),
            "starts_at": starts_at,
            "ends_at": starts_at + LENGTH,
        }
        for name, value in changed.items():
            values[places[name]] = value
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
        return ""

    return write


def _row_of_the_door() -> tuple[list[str], list[Any]]:
    columns = list(columns_of(Booking))
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names} FROM bookings WHERE holder_key <> '' AND status = 'pending'"
            " ORDER BY id DESC LIMIT 1"
        )
        row = cursor.fetchone()
    assert row is not None, "the door has written nothing yet"
    return columns, list(row)
