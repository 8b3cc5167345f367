"""What one guest's whole way costs the database: the statements of every step, begin and commit included."""

from collections.abc import Mapping
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.bookings.models import Booking
from apps.bookings.statuses import BookingStatus
from apps.catalog.models import VendorService
from tests.bookings.desk import at
from tests.bookings.factories import service_on_sale
from tests.bookings.steps import TOMORROW, ask_fields, builder_path, contact, sent_digits

# Outside any transaction, as in production: inside one, every begin would be a savepoint.
pytestmark = pytest.mark.django_db(transaction=True)

ASKED = f"?day={TOMORROW}&start=10:00&length=120"
# A step may cost less than this; what costs more needs a reason.
MOST = {
    "search": 8,
    "builder": 3,
    "hold": 13,
    "checkout page": 2,
    "contact": 15,
    "code page": 4,
    "code": 30,
    "ticket": 3,
}


class Guest:
    """A browser that counts the statements behind each answer."""

    def __init__(self) -> None:
        self.client = Client()
        self.counts: dict[str, int] = {}

    def go(self, step: str, path: str, fields: Mapping[str, str] | None = None) -> str:
        """Open a page or send a form; give where it leads."""
        with CaptureQueriesContext(connection) as captured:
            answer = self.client.get(path) if fields is None else self.client.post(path, dict(fields))
        self.counts[step] = len(captured)
        assert answer.status_code == (200 if fields is None else 302), answer.content.decode()
        return str(answer.headers.get("Location", path))


def walk(service: VendorService, mobile: str) -> Guest:
    """Go from the search to the ticket as somebody whom the site does not know."""
    guest = Guest()
    guest.go("search", f"/search/{ASKED}")
    guest.go("builder", builder_path(service) + ASKED)
    checkout = guest.go("hold", builder_path(service), ask_fields())
    guest.go("checkout page", checkout)
    verify = guest.go("contact", checkout, contact(phone_number=mobile))
    guest.go("code page", verify)
    ticket = guest.go("code", verify, {"code": sent_digits()})
    guest.go("ticket", ticket)
    return guest


def test_no_step_costs_more_than_it_did(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, now)
    service = service_on_sale(max_capacity=4)
    # The first one fills what a process keeps.
    walk(service, "079 123 4567")
    guest = walk(service, "079 765 4321")
    assert Booking.objects.filter(status=BookingStatus.CONFIRMED).count() == 2
    assert {step: count for step, count in guest.counts.items() if count > MOST[step]} == {}
