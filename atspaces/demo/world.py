"""Puts the demo world into an empty database. The same day gives the same world on every machine."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from apps.bookings.models import Booking, occupying
from apps.bookings.services import project_days
from apps.branches.models import Branch
from atspaces.demo import catalogue
from atspaces.demo.blocks import write_blocks
from atspaces.demo.branches import BRANCHES
from atspaces.demo.cash import write_cash
from atspaces.demo.guests import Guests, demo_customers
from atspaces.demo.ledger import DAYS_EACH_WAY, Scene, ordinary_bookings
from atspaces.demo.people import ADMIN, CUSTOMERS, DEMO_PASSWORD, DEMO_VENDOR, STAFF, VENDORS
from atspaces.demo.requests import write_requests
from atspaces.demo.scenes import staged_bookings
from atspaces.demo.shelves import Shelf, load_shelves
from atspaces.shared.clock import ONE_DAY, days_touched

SEED = 962
ZONE = ZoneInfo(settings.TIME_ZONE)
SIGNED_UP_BEFORE = timedelta(days=90)
HOLIDAYS_AHEAD = timedelta(days=400)
# Any number, as long as no other code locks with it.
LOADING_LOCK = 962_790


@transaction.atomic
def load_demo_world(*, now: datetime) -> None:
    """Write the demo world around the local day of `now`. Does nothing where it is already.

    Two starts at once load it once.
    """
    with connection.cursor() as cursor:
        # More patience than a page has: the second of two starts waits for the whole load.
        for limit in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"):
            cursor.execute("SELECT set_config(%s, '60s', true)", [limit])
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING_LOCK])
    if Branch.objects.filter(slug=BRANCHES[0].slug).exists():
        return
    now = now.replace(microsecond=0)
    today = now.astimezone(ZONE).date()
    began = now - SIGNED_UP_BEFORE
    catalogue.write_places()
    catalogue.write_people(at=began)
    catalogue.write_branches(at=began, first=began.date(), last=today + HOLIDAYS_AHEAD)
    catalogue.write_services(at=began)
    _write_bookings(now, today)
    write_requests(now=now)


def _write_bookings(now: datetime, today: date) -> None:
    # The dice decide what the demo looks like, nothing that needs secrecy.
    dice = random.Random(SEED)  # noqa: S311
    reach = (DAYS_EACH_WAY + 31) * ONE_DAY
    shelves = load_shelves(first=today - reach, last=today + reach)
    customers = demo_customers()
    scene = Scene(shelves, Guests(customers, dice), now, today, dice)
    write_blocks(shelves, today=today, at=now - timedelta(days=DAYS_EACH_WAY))
    bookings = staged_bookings(scene, customers[0]) + ordinary_bookings(scene)
    Booking.objects.bulk_create(bookings, batch_size=1000)
    Booking.objects.filter(pk__in=[booking.pk for booking in bookings]).update(updated_at=now)
    write_cash(bookings)
    project(shelves.values(), now=now)


def project(shelves: Iterable[Shelf], *, now: datetime) -> None:
    """Let the engine compute `availability` for every day that a stay or a block touches."""
    stays = (
        Booking.objects.filter(occupying(now))
        .order_by("vendor_service")
        .values_list("vendor_service", "starts_at", "ends_at")
    )
    by_service = {service: list(rows) for service, rows in groupby(stays, key=lambda row: row[0])}
    for shelf in shelves:
        offer = shelf.offer
        spans = [(start, end + offer.pause) for _id, start, end in by_service.get(offer.service.pk, [])]
        spans += [(block.starts_at, block.ends_at) for block in shelf.blocked]
        days = {day for span in spans for day in days_touched(*span, offer.hours.zone)}
        project_days(offer=offer, days=days, now=now)


@dataclass(frozen=True, slots=True)
class Door:
    """Someone of the demo and how to come in as them. `path` is where to sign in.

    No `password` means a code by SMS, which the demo's outbox page shows.
    """

    door: str
    name: str
    path: str
    sign_in: str
    password: str


def people_to_sign_in() -> list[Door]:
    """The people whose sign-in the start screen prints."""
    vendor = next(vendor for vendor in VENDORS if vendor.slug == DEMO_VENDOR)
    return [
        Door("customer", CUSTOMERS[0].name.en, "/sign-in/", CUSTOMERS[0].phone, ""),
        Door("customer (Arabic)", CUSTOMERS[1].name.ar, "/ar/sign-in/", CUSTOMERS[1].phone, ""),
        Door("vendor, owner", vendor.owner.en, "/vendor/", vendor.email, DEMO_PASSWORD),
        *(
            Door(f"vendor, {one.role}", one.name.en, "/vendor/", one.email, DEMO_PASSWORD)
            for one in STAFF
            if one.email.endswith("@atspaces.test")
        ),
        Door("admin", ADMIN.name.en, "/admin/", ADMIN.email, DEMO_PASSWORD),
    ]
