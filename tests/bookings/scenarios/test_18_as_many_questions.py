"""As many SQL statements for 20 services, or bookings, as for 500."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import islice

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.bookings.models import Booking
from apps.catalog.models import ServicePrice, VendorService
from apps.catalog.search import SearchQuery, search
from apps.catalog.statuses import PriceUnit
from tests.bookings.desk import at, signed_in
from tests.bookings.factories import TOMORROW, book, hour_ask, service_on_sale

pytestmark = [pytest.mark.scenario(18), pytest.mark.django_db]

FEW, MANY = 20, 500
ASKED = {"day": str(TOMORROW), "start": "10:00", "length": "120"}


def copies(service: VendorService, count: int) -> None:
    """Put as many like services on sale in one statement."""
    fields = {f.attname: getattr(service, f.attname) for f in VendorService._meta.concrete_fields}
    fields = {name: value for name, value in fields.items() if name not in {"id", "slug"}}
    made = VendorService.objects.bulk_create(
        [VendorService(**fields, slug=f"copy-{VendorService.objects.count()}-{n}") for n in range(count)]
    )
    ServicePrice.objects.bulk_create(
        [ServicePrice(vendor_service=one, price_unit=PriceUnit.HOUR, price="2") for one in made]
    )


def further(booking: Booking, count: int, first: int = 0) -> Iterator[Booking]:
    """Like bookings with numbers of their own; nobody looks at the units here."""
    fields = {f.attname: getattr(booking, f.attname) for f in Booking._meta.concrete_fields}
    for n in range(first, first + count):
        number = {"booking_number": f"Q{n:07}", "idempotency_key": None}
        yield Booking(**{name: value for name, value in fields.items() if name != "id"} | number)


def statements(ask) -> int:
    ask()  # what is read once and kept
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


@pytest.mark.parametrize("what", ["the search", "the results page", "the page of a branch"])
def test_as_many_statements_for_500_services_as_for_20(now, proof, monkeypatch, what):
    at(monkeypatch, now)
    service = service_on_sale()
    query = SearchQuery(plan=PriceUnit.HOUR, day=TOMORROW, start=time(10), minutes=120)
    asked = {
        "the search": lambda: search(query, now=now),
        "the results page": lambda: Client().get("/search/", ASKED),
        "the page of a branch": lambda: Client().get(f"/spaces/{service.branch.slug}/", ASKED),
    }[what]
    copies(service, FEW - 1)
    few = statements(asked)
    copies(service, MANY - FEW)
    assert search(query, now=now).total == MANY
    assert statements(asked) == few
    proof.note = f"{what}: {few} statements"
    proof.count(rounds=2)


# Badges stop counting at 250; from there on the tab that is open is counted apart, to be paged.
@pytest.mark.parametrize(("what", "more"), [("/vendor/", 0), ("/vendor/bookings/?tab=upcoming", 1)])
def test_as_many_statements_for_a_desk_with_500_guests_as_for_20(now, proof, monkeypatch, what, more):
    moment: datetime = at(monkeypatch, now)
    booking = book(service_on_sale(max_capacity=MANY), hour_ask(), now=moment - timedelta(hours=1))
    vendor = signed_in(booking.vendor_service.branch.vendor)

    def look() -> None:
        assert vendor.get(what).status_code == 200

    made = further(booking, MANY)
    Booking.objects.bulk_create(islice(made, FEW - 1))
    few = statements(look)
    Booking.objects.bulk_create(islice(made, MANY - FEW))
    assert statements(look) == few + more
    proof.note = f"{what}: {few} statements, {few + more} for {MANY}"
    proof.count(rounds=2)
