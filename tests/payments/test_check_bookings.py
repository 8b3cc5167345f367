from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone

from apps.bookings.models import Booking
from apps.bookings.services import block_units, change_capacity
from apps.bookings.statuses import PaymentMethod
from apps.catalog.asks import Ask
from apps.catalog.models import Availability
from apps.catalog.statuses import PriceUnit
from apps.payments.services import check_out, collect_cash
from tests.accounts.factories import UserFactory
from tests.bookings.factories import hold, service_on_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking() -> Booking:
    """A paid booking for tomorrow, beside a block and a lowered capacity."""
    now, user = timezone.now(), UserFactory()
    day = now.astimezone().date() + timedelta(days=2)
    ask = Ask(plan=PriceUnit.DAY, day=day, quantity=3)
    held = hold(service_on_sale(), ask, now=now)
    check_out(booking=held, customer=user, method=PaymentMethod.CASH, now=now)
    collect_cash(booking=held, by=user, now=now)
    block_units(
        service=held.vendor_service,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        units=1,
        reason="",
        by=user,
        now=now,
    )
    change_capacity(service=held.vendor_service, capacity=2, by=user, now=now)
    return held


def run() -> str:
    """Give what the command prints; the SystemExit of a difference is the caller's to expect."""
    return call_command("check_bookings")


def test_clean_books_pass(booking, capsys):
    run()
    assert "agree" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda _: Availability.objects.update(used=[0] * 48), "used is"),
        (lambda _: Availability.objects.update(available_units=9), "available_units is 9"),
        (lambda _: Availability.objects.update(excess_units=0), "oversold by 1"),
        (lambda _: Availability.objects.all().delete(), "a row is missing"),
        (lambda _: Booking.objects.update(total_price=Decimal("1.000")), "the snapshot says"),
        (lambda _: Booking.objects.update(payment_status="pending"), "was received"),
        (lambda b: b.payments.update(amount=Decimal("1.000")), "1.000 was received of"),
    ],
)
def test_every_kind_of_difference_is_named_and_fails(booking, capsys, spoil, named):
    spoil(booking)
    with pytest.raises(SystemExit) as stopped:
        run()
    assert stopped.value.code == 1
    assert named in capsys.readouterr().out


def test_rows_that_stand_for_nothing_are_named(booking, capsys):
    Availability.objects.create(
        vendor_service=booking.vendor_service, date="2030-01-01", available_units=4, used=[0] * 48
    )
    with pytest.raises(SystemExit):
        run()
    assert "a row stands for nothing" in capsys.readouterr().out
