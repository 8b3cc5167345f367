"""Bookings for tests, always made through the engine's own door."""

import itertools
from datetime import date, datetime, time
from typing import Any

from apps.accounts.models import User
from apps.bookings.models import Booking
from apps.bookings.services import confirm_booking, hold_units
from apps.bookings.statuses import PaymentMethod
from apps.catalog.asks import Ask
from apps.catalog.models import VendorService
from apps.catalog.statuses import PriceUnit
from tests.accounts.factories import UserFactory
from tests.branches.factories import BranchFactory, open_daily
from tests.catalog.factories import VendorServiceFactory

TOMORROW = date(2027, 1, 13)
_keys = itertools.count()


def service_on_sale(**fields: Any) -> VendorService:
    """A service in an active branch that opens daily from 08:00 to 20:00."""
    branch = fields.pop("branch", None) or open_daily(BranchFactory())
    prices = fields.pop("prices", {"hour": "2", "day": "10"})
    return VendorServiceFactory(branch=branch, prices=prices, **fields)


def hour_ask(start: int = 10, hours: int = 2, *, day: date = TOMORROW, quantity: int = 1) -> Ask:
    return Ask(plan=PriceUnit.HOUR, day=day, start=time(start), minutes=60 * hours, quantity=quantity)


def day_ask(days: int = 1, *, day: date = TOMORROW, quantity: int = 1) -> Ask:
    return Ask(plan=PriceUnit.DAY, day=day, count=days, quantity=quantity)


def hold(service: VendorService, ask: Ask | None = None, *, now: datetime, **fields: Any) -> Booking:
    """Hold units as a new browser would."""
    key = f"browser-{next(_keys)}"
    values: dict[str, Any] = {
        "holder_key": key,
        "idempotency_key": key,
        "customer": None,
        "language": "en",
    } | fields
    return hold_units(service=service, ask=ask or hour_ask(), now=now, **values)


def book(
    service: VendorService, ask: Ask | None = None, *, now: datetime, customer: User | None = None
) -> Booking:
    """Hold and confirm, to be paid in cash."""
    booking = hold(service, ask, now=now)
    return confirm_booking(
        booking=booking,
        customer=customer or UserFactory(),
        payment_method=PaymentMethod.CASH,
        now=now,
    )
