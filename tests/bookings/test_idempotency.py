"""A form that is sent twice makes one hold; the same form with another wish is refused."""

from dataclasses import replace

import pytest

from apps.bookings.models import Booking
from apps.bookings.services import hold_units
from atspaces.shared.errors import DomainError
from tests.bookings.factories import day_ask, hour_ask, service_on_sale

pytestmark = pytest.mark.django_db

FORM = {"holder_key": "me", "idempotency_key": "form-1", "customer": None, "language": "en"}


@pytest.mark.parametrize("ask", [hour_ask(), day_ask(2)])
def test_the_same_wish_again_is_the_same_hold(now, ask):
    service = service_on_sale()
    first = hold_units(service=service, ask=ask, now=now, **FORM)
    assert hold_units(service=service, ask=ask, now=now, **FORM) == first == Booking.objects.get()


@pytest.mark.parametrize(
    ("ask", "changes"),
    [
        (hour_ask(), {"day": hour_ask().day.replace(day=14)}),
        (hour_ask(), {"start": hour_ask(14).start}),
        (hour_ask(), {"quantity": 2}),
        (hour_ask(), {"minutes": 240}),
        (hour_ask(), {"plan": day_ask().plan, "start": None}),
        (day_ask(2), {"count": 3}),
        (day_ask(2), {"count": 1}),
    ],
)
def test_another_wish_with_the_same_form_is_refused_and_changes_nothing(now, ask, changes):
    service = service_on_sale()
    hold_units(service=service, ask=ask, now=now, **FORM)
    before = Booking.objects.values().get()
    with pytest.raises(DomainError, match="already used"):
        hold_units(service=service, ask=replace(ask, **changes), now=now, **FORM)
    assert Booking.objects.values().get() == before
