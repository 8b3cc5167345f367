"""Somebody stands at the desk."""

from datetime import time, timedelta
from decimal import Decimal

import pytest

from apps.accounts.models import AuditEntry
from apps.bookings.models import Booking
from apps.bookings.services.drafts import FormUsed
from apps.bookings.services.walk_in import Guest, ask_from_now
from apps.bookings.statuses import BookingSource, BookingStatus, PaymentMethod, PaymentStatus
from apps.catalog.asks import Ask
from apps.catalog.models import VendorService
from apps.catalog.refusals import RefusalCode, Refused
from apps.payments import services
from apps.payments.models import Payment
from apps.payments.statuses import AttemptStatus
from tests.accounts.factories import VendorFactory
from tests.bookings.books import assert_books_agree
from tests.bookings.factories import TOMORROW, book, day_ask, hour_ask, service_on_sale

pytestmark = pytest.mark.django_db

TODAY = TOMORROW - timedelta(days=1)
MINUTE = timedelta(minutes=1)


def walk_in(service: VendorService, now, ask: Ask | None = None, **more) -> Booking:
    values = {
        "by": service.branch.vendor,
        "guest": Guest("Rami Odeh", "+962791234567"),
        "form_key": "form",
    } | more
    ask = ask or ask_from_now(service=service, minutes=120, now=now)
    return services.book_walk_in(service=service, ask=ask, now=now, **values)


def test_booked_at_once_from_the_step_that_has_begun(now):
    service, late = service_on_sale(notice_minutes=240), now + 25 * MINUTE
    booking = walk_in(service, late)
    assert (booking.booking_date, booking.start_time) == (TODAY, time(11))
    assert (booking.status, booking.source) == (BookingStatus.CONFIRMED, BookingSource.WALK_IN)
    assert (booking.customer, booking.hold_expires_at, booking.checked_in_at) == (None, None, late)
    assert booking.contact_name == "Rami Odeh"
    assert AuditEntry.objects.get(action="walk-in booked").actor == service.branch.vendor
    assert_books_agree(late)


def test_cash_later_or_at_once(now):
    service = service_on_sale()
    later = walk_in(service, now)
    assert (later.payment_method, later.payment_status) == (PaymentMethod.CASH, PaymentStatus.PENDING)
    assert Payment.objects.get().amount == Decimal("4.640")
    for _ in range(2):
        services.book_walk_in_and_collect(
            service=service,
            ask=hour_ask(12, day=TODAY),
            guest=Guest(),
            by=service.branch.vendor,
            form_key="other",
            now=now,
        )
    paid = Booking.objects.exclude(pk=later.pk).get()
    assert (paid.payment_status, paid.paid_amount) == (PaymentStatus.PAID, Decimal("4.640"))
    assert Payment.objects.filter(status=AttemptStatus.CAPTURED).count() == 1
    assert_books_agree(now)


def test_the_same_form_books_once(now):
    service = service_on_sale()
    assert walk_in(service, now).pk == walk_in(service, now).pk
    assert Payment.objects.count() == 1
    with pytest.raises(FormUsed):
        walk_in(service, now, hour_ask(12, day=TODAY, quantity=2))


def test_later_today_the_guest_is_not_in_yet(now):
    assert walk_in(service_on_sale(), now, hour_ask(15, day=TODAY)).checked_in_at is None


@pytest.mark.parametrize(
    ("start", "fields", "code"),
    [
        (10, {}, RefusalCode.PAST),
        (19, {}, RefusalCode.CLOSED),
        (11, {"min_booking_duration": 180}, RefusalCode.TOO_SHORT),
    ],
)
def test_the_rules_hold_at_the_desk_too(now, start, fields, code):
    with pytest.raises(Refused) as refused:
        walk_in(service_on_sale(**fields), now + 5 * MINUTE, hour_ask(start, day=TODAY))
    assert refused.value.refusal.code == code


def test_units_that_are_booked_are_not_sold_at_the_desk(now):
    service = service_on_sale(max_capacity=1)
    book(service, hour_ask(12, 1, day=TODAY), now=now)
    with pytest.raises(Refused) as refused:
        walk_in(service, now)
    assert refused.value.refusal.code == RefusalCode.TAKEN
    assert walk_in(service, now, hour_ask(11, 1, day=TODAY))


def test_what_is_left_of_a_day(now):
    service = service_on_sale()
    assert walk_in(service, now, day_ask(day=TODAY)).total_price == Decimal("11.600")
    with pytest.raises(Refused) as refused:
        walk_in(service, now + timedelta(hours=10), day_ask(day=TODAY), form_key="late")
    assert refused.value.refusal.code == RefusalCode.PAST


def test_two_people_at_one_desk_may_send_the_same_key(now):
    service = service_on_sale()
    assert walk_in(service, now).pk != walk_in(service, now, by=VendorFactory()).pk
