"""The same stay every week: all of it, or what was not ticked to be skipped."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from apps.accounts.models import OutboxMessage
from apps.bookings import services
from apps.bookings.models import Booking
from apps.bookings.services.moves import HoldLost
from apps.bookings.services.series import HeldSeries, WrongSeries
from apps.bookings.statuses import BookingStatus, CancelledBy, PaymentMethod
from apps.catalog.asks import Ask
from apps.catalog.models import VendorService
from apps.catalog.refusals import RefusalCode
from apps.payments.models import Payment
from apps.payments.services import cancel_and_refund, check_out_series
from apps.payments.statuses import OPEN_ATTEMPTS
from atspaces.shared.errors import DomainError
from tests.accounts.factories import UserFactory
from tests.bookings.books import assert_books_agree
from tests.bookings.factories import TOMORROW, book, day_ask, hold, hour_ask, service_on_sale

# Series are held in transactions of their own.
pytestmark = pytest.mark.django_db(transaction=True)

WEEK = timedelta(days=7)


def week(number: int) -> date:
    """The day of the stay in a week, counted from one."""
    return TOMORROW + WEEK * (number - 1)


def series(service: VendorService, now, *, ask: Ask | None = None, weeks: int = 8, **more) -> HeldSeries:
    values = {
        "holder_key": "browser",
        "idempotency_key": "form",
        "customer": None,
        "language": "en",
    } | more
    return services.book_series(service=service, ask=ask or hour_ask(), weeks=weeks, now=now, **values)


def check_out(held: HeldSeries, now, customer=None):
    return check_out_series(
        series_key=held.series_key, customer=customer or UserFactory(), method=PaymentMethod.CASH, now=now
    )


def test_eight_weeks_are_eight_bookings_with_one_key(now):
    held = series(service_on_sale(max_capacity=1), now)
    assert [booking.booking_date for booking in held.bookings] == [week(n) for n in range(1, 9)]
    assert {booking.series_key for booking in Booking.objects.all()} == {held.series_key}
    assert len({booking.booking_number for booking in held.bookings}) == 8
    assert_books_agree(now)


def test_one_full_week_is_all_or_nothing_with_repairs(now):
    service = service_on_sale(max_capacity=1)
    book(service, hour_ask(day=week(5)), now=now)
    held = series(service, now)
    assert held.bookings == ()
    assert [refused.ask.day for refused in held.refused] == [week(5)]
    assert held.refused[0].refusal.code == RefusalCode.TAKEN
    assert held.refused[0].refusal.repairs
    assert Booking.objects.count() == 1
    assert_books_agree(now)


def test_what_was_ticked_is_skipped(now):
    service = service_on_sale(max_capacity=1)
    book(service, hour_ask(day=week(5)), now=now)
    held = series(service, now, skip={week(5)})
    assert [booking.booking_date for booking in held.bookings] == [week(n) for n in (1, 2, 3, 4, 6, 7, 8)]


def test_the_same_form_gives_the_same_series_and_no_other(now):
    service = service_on_sale()
    first, again = series(service, now), series(service, now)
    assert {b.pk for b in first.bookings} == {b.pk for b in again.bookings}
    with pytest.raises(DomainError):
        series(service, now, ask=hour_ask(12))
    assert Booking.objects.count() == 8


def test_a_series_is_booked_at_once_and_told_once(now):
    held, guest = series(service_on_sale(), now), UserFactory()
    for _ in range(2):
        bookings = check_out(held, now, guest)
    assert {booking.status for booking in bookings} == {BookingStatus.CONFIRMED}
    assert Payment.objects.count() == 8
    told = OutboxMessage.objects.filter(channel="sms")
    assert told.filter(user=guest).get().event == "bookings/series_confirmed"
    assert told.filter(event="bookings/vendor_series").count() == 1
    assert_books_agree(now)


def test_sent_twice_a_series_asks_no_money_for_a_week_called_off_meanwhile(now):
    held, guest = series(service_on_sale(), now, weeks=2), UserFactory()
    first, second = check_out(held, now, guest)
    later = now + timedelta(minutes=1)
    cancel_and_refund(booking=first, cancelled_by=CancelledBy.CUSTOMER, reason="", actor=guest, now=later)
    check_out(held, later, guest)
    asked_for = Payment.objects.filter(status__in=OPEN_ATTEMPTS)
    assert list(asked_for.values_list("booking", flat=True)) == [second.pk]


def test_a_series_with_a_lost_hold_is_not_booked_in_parts(now):
    held = series(service_on_sale(), now)
    services.release_hold(booking=held.bookings[3], now=now)
    with pytest.raises(HoldLost):
        check_out(held, now)
    assert not Booking.objects.filter(status=BookingStatus.CONFIRMED).exists()
    with pytest.raises(HoldLost):
        check_out(replace(held, series_key="unknown"), now)


def test_where_the_branch_confirms_every_week_is_a_request(now):
    held = series(service_on_sale(is_instant=False), now, weeks=3)
    bookings = check_out(held, now)
    assert all(booking.is_request and booking.status == BookingStatus.PENDING for booking in bookings)
    assert Payment.objects.count() == 3


def test_stays_longer_than_a_week_meet_each_other(now):
    held = series(service_on_sale(max_capacity=1), now, ask=day_ask(9), weeks=2)
    assert [refused.ask.day for refused in held.refused] == [week(2)]


def test_no_series_of_nothing_or_of_years(now):
    service = service_on_sale()
    for weeks, skip in [(0, ()), (27, ()), (1, [TOMORROW])]:
        with pytest.raises(WrongSeries):
            series(service, now, weeks=weeks, skip=skip)


def test_a_series_beyond_what_can_be_booked_ahead_says_which_weeks(now):
    held = series(service_on_sale(max_advance_days=30), now)
    assert {refused.refusal.code for refused in held.refused} == {RefusalCode.TOO_EARLY}
    assert len(held.refused) == 3


def test_a_browser_that_holds_much_already_gets_no_series(now):
    service = service_on_sale(max_capacity=9)
    for n in range(5):
        hold(service, now=now, holder_key="browser", idempotency_key=f"other-{n}")
    with pytest.raises(DomainError):
        series(service, now)
