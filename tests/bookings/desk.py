"""A branch with a desk, the people who work there, and guests who pay in cash."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.bookings.models import Booking
from apps.bookings.statuses import PaymentMethod
from apps.branches.models import Branch
from apps.branches.statuses import StaffRole
from apps.catalog.asks import Ask
from apps.catalog.models import VendorService
from apps.catalog.statuses import PriceUnit
from apps.payments.services import check_out
from tests.accounts.factories import UserFactory, VendorFactory
from tests.bookings.factories import hold, service_on_sale
from tests.branches.factories import BranchFactory, BranchStaffFactory, open_daily

TODAY = date(2027, 1, 12)
STRANGERS_NUMBER = "ZZZZ-ZZZZ"


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> datetime:
    """Let every page believe that it is this moment."""
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment


def desk_service(**fields: Any) -> VendorService:
    branch = fields.pop("branch", None) or open_daily(BranchFactory.create(name="Abdali Hub"))
    return service_on_sale(branch=branch, name="Window desks", max_capacity=50, **fields)


def guest_of(
    service: VendorService,
    *,
    now: datetime,
    start: int = 11,
    hours: int = 2,
    day: date = TODAY,
    name: str = "Dana Odeh",
    **person: Any,
) -> Booking:
    """Book hours in cash through the doors that guests use; made yesterday unless `now` is later."""
    ask = Ask(plan=PriceUnit.HOUR, day=day, start=time(start), minutes=60 * hours)
    customer: User = UserFactory.create(full_name=name, **person)
    made_at = now - timedelta(days=1)
    held = hold(service, ask, now=made_at, customer=customer)
    return check_out(booking=held, customer=customer, method=PaymentMethod.CASH, now=made_at)


def staff(branch: Branch, role: StaffRole) -> User:
    person: User = VendorFactory.create()
    BranchStaffFactory.create(branch=branch, user=person, role=role)
    return person


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client
