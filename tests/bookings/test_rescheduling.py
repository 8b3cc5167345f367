"""A booking moved to another time, another unit, or both."""

from datetime import timedelta
from decimal import Decimal

import pytest

from apps.accounts.models import AuditEntry, OutboxMessage
from apps.bookings import services
from apps.bookings.cancellation import refund_percent
from apps.bookings.models import Booking
from apps.bookings.policies import refund_steps_of
from apps.bookings.services import moves
from apps.bookings.services.locking import ServiceBusy, locked_offer
from apps.bookings.services.moves import NotNow
from apps.bookings.services.placing import NeedsTheBranch, PriceChanged
from apps.bookings.services.rescheduling import OtherVendor
from apps.bookings.statuses import Side
from apps.catalog.asks import Ask
from apps.catalog.models import Availability, ServicePrice, VendorService
from apps.catalog.refusals import RefusalCode, Refused
from apps.catalog.statuses import CancellationTier
from tests.accounts.factories import UserFactory, VendorFactory
from tests.bookings.books import assert_books_agree
from tests.bookings.factories import TOMORROW, book, day_ask, hold, hour_ask, service_on_sale
from tests.branches.factories import BranchFactory, open_daily

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEXT_WEEK = TOMORROW + 7 * DAY


def move(booking: Booking, ask: Ask, now, *, service: VendorService | None = None, **more) -> Booking:
    values = {"side": Side.CUSTOMER, "by": None} | more
    return services.reschedule_booking(
        booking=booking, service=service or booking.vendor_service, ask=ask, now=now, **values
    )


def beside(service: VendorService, **fields) -> VendorService:
    """Another service of the same branch."""
    return service_on_sale(branch=service.branch, **fields)


def told(event: str) -> int:
    return OutboxMessage.objects.filter(event=event, channel="sms").count()


# --- where and when --------------------------------------------------------------------------------------


def test_another_time_keeps_the_number_and_swaps_the_units(now):
    service = service_on_sale(max_capacity=1)
    booking = book(service, now=now)
    moved = move(booking, hour_ask(14), now)
    assert (moved.pk, moved.booking_number) == (booking.pk, booking.booking_number)
    assert (moved.start_time.hour, moved.end_time.hour) == (14, 16)
    assert hold(service, hour_ask(10), now=now)
    with pytest.raises(Refused):
        hold(service, hour_ask(15), now=now)
    assert_books_agree(now)


def test_a_booking_does_not_stand_in_its_own_way(now):
    booking = book(service_on_sale(max_capacity=1, buffer_minutes=60), now=now)
    assert move(booking, hour_ask(11), now).start_time.hour == 11
    assert_books_agree(now)


def test_another_unit_and_another_day_at_once(now):
    service = service_on_sale(max_capacity=1)
    other = beside(service, max_capacity=1)
    booking = book(service, now=now)
    moved = move(booking, day_ask(2, day=NEXT_WEEK), now, service=other)
    assert (moved.vendor_service_id, moved.end_date) == (other.pk, NEXT_WEEK + DAY)
    assert not Availability.objects.filter(vendor_service=service).exists()
    assert_books_agree(now)


def test_pressing_twice_is_pressing_once(now):
    booking = book(service_on_sale(), now=now)
    for _ in range(2):
        booking = move(booking, hour_ask(14), now)
    assert AuditEntry.objects.filter(action="booking moved").count() == 1
    assert told("bookings/moved") == told("bookings/vendor_changed") == 1


def test_a_stay_of_days_moved_to_where_it_is_keeps_its_price_and_nobody_is_told(now):
    booking = book(service_on_sale(), day_ask(2), now=now)
    ServicePrice.objects.filter(vendor_service=booking.vendor_service).update(price=99)
    assert move(booking, day_ask(2), now).total_price == booking.total_price
    assert told("bookings/moved") == AuditEntry.objects.filter(action="booking moved").count() == 0


def test_a_refused_move_leaves_everything_and_offers_repairs(now):
    service = service_on_sale(max_capacity=1)
    booking = book(service, now=now)
    book(service, hour_ask(14), now=now)
    with pytest.raises(Refused) as refused:
        move(booking, hour_ask(13), now)
    assert refused.value.refusal.code == RefusalCode.TAKEN
    assert refused.value.refusal.repairs
    same = Booking.objects.get(pk=booking.pk)
    assert (same.starts_at, same.price_snapshot) == (booking.starts_at, booking.price_snapshot)
    assert_books_agree(now)


def test_the_new_time_is_judged_like_any_booking(now):
    booking = book(service_on_sale(notice_minutes=120), now=now)
    for ask, code in [
        (hour_ask(12, day=TOMORROW - DAY), RefusalCode.TOO_LATE),
        (hour_ask(10, day=TOMORROW - DAY), RefusalCode.PAST),
        (hour_ask(19), RefusalCode.CLOSED),
        (hour_ask(10, day=TOMORROW + 200 * DAY), RefusalCode.TOO_EARLY),
    ]:
        with pytest.raises(Refused) as refused:
            move(booking, ask, now)
        assert refused.value.refusal.code == code


def test_another_unit_at_the_same_time_needs_no_notice(now):
    service = service_on_sale(notice_minutes=120)
    booking = book(service, now=now)
    soon = booking.starts_at - HOUR
    other = beside(service, notice_minutes=120)
    assert move(booking, hour_ask(), soon, service=other).vendor_service_id == other.pk


def test_the_branch_moves_a_guest_who_is_in_to_another_unit(now):
    service = service_on_sale()
    booking = services.check_in(booking=book(service, now=now), by=VendorFactory(), now=now + DAY)
    other = beside(service)
    with pytest.raises(NotNow):
        move(booking, hour_ask(), now + DAY, service=other)
    moved = move(booking, hour_ask(), now + DAY, service=other, side=Side.VENDOR)
    assert moved.vendor_service_id == other.pk
    assert told("bookings/vendor_changed") == 0


def test_not_to_another_company_and_not_alone_where_the_branch_confirms(now):
    guest = UserFactory()
    booking = book(service_on_sale(), now=now, customer=guest)
    elsewhere = service_on_sale(branch=open_daily(BranchFactory()))
    with pytest.raises(OtherVendor):
        move(booking, hour_ask(), now, service=elsewhere)
    asked = beside(booking.vendor_service, is_instant=False)
    with pytest.raises(NeedsTheBranch):
        move(booking, hour_ask(), now, service=asked, by=guest)


def test_whoever_read_the_booking_before_its_move_is_asked_to_look_again(now):
    service = service_on_sale()
    booking = book(service, now=now)
    stale = Booking.objects.get(pk=booking.pk)
    move(booking, hour_ask(), now, service=beside(service))
    with pytest.raises(ServiceBusy):
        services.mark_no_show(booking=stale, by=VendorFactory(), now=now + DAY)


def test_twin_that_trusts_what_was_read_before_leaves_the_books_wrong(now, monkeypatch):
    service = service_on_sale()
    booking = book(service, now=now)
    stale = Booking.objects.get(pk=booking.pk)
    move(booking, hour_ask(), now, service=beside(service))
    trusting = lambda old: (  # noqa: E731
        locked_offer(old.vendor_service_id, first=old.booking_date, last=old.end_date),
        Booking.objects.get(pk=old.pk),
    )
    monkeypatch.setattr(moves, "locked_with_offer", trusting)
    services.mark_no_show(booking=stale, by=VendorFactory(), now=now + DAY)
    with pytest.raises(AssertionError):
        assert_books_agree(now + DAY)


def test_a_moved_booking_is_reminded_of_again(now):
    booking = book(service_on_sale(), now=now)
    services.remind_of_upcoming(now=booking.starts_at - HOUR)
    assert Booking.objects.get().reminded_at is not None
    moved = move(booking, hour_ask(10, day=NEXT_WEEK), booking.starts_at - HOUR)
    services.remind_of_upcoming(now=moved.starts_at - HOUR)
    assert told("bookings/reminder") == 2


# --- price -----------------------------------------------------------------------------------------------


def test_a_dearer_place_costs_its_price_of_now(now):
    booking = book(service_on_sale(), now=now)
    dear = beside(booking.vendor_service, prices={"hour": "5"})
    with pytest.raises(PriceChanged):
        move(booking, hour_ask(), now, service=dear, shown_total=booking.total_price)
    assert move(booking, hour_ask(), now, service=dear).total_price == Decimal("11.600")
    assert_books_agree(now)


def test_a_cheaper_place_gives_back_by_the_steps(now):
    service = service_on_sale(prices={"hour": "5"})
    cheap = beside(service, prices={"hour": "2"})
    in_time, late = book(service, now=now), book(service, now=now)
    assert move(in_time, hour_ask(), now, service=cheap).total_price == Decimal("4.640")
    moved = move(late, hour_ask(), late.starts_at - HOUR, service=cheap)
    assert moved.total_price == Decimal("11.600")
    assert_books_agree(now)


def test_a_move_that_the_branch_wishes_never_costs_more_and_gives_back_all(now):
    service = service_on_sale(prices={"hour": "5"})
    dear, cheap = beside(service, prices={"hour": "9"}), beside(service, prices={"hour": "2"})
    booking = book(service, now=now)
    late = booking.starts_at - HOUR
    moved = move(booking, hour_ask(), late, service=dear, side=Side.VENDOR)
    assert moved.total_price == booking.total_price
    assert move(moved, hour_ask(), late, service=cheap, side=Side.ADMIN).total_price == Decimal("4.640")
    assert_books_agree(now)


def test_prices_that_rose_since_count_for_the_new_time(now):
    booking = book(service_on_sale(), now=now)
    ServicePrice.objects.filter(price_unit="hour").update(price=Decimal(3))
    assert move(booking, hour_ask(14), now).total_price == Decimal("6.960")


# --- refund terms ----------------------------------------------------------------------------------------


def percent_at(booking: Booking, at) -> int:
    return refund_percent(refund_steps_of(booking), at=at)


def test_moving_to_later_renews_no_deadline(now):
    booking = book(service_on_sale(cancellation_tier=CancellationTier.FLEXIBLE), now=now)
    late = booking.starts_at - HOUR
    assert percent_at(booking, late) == 0
    moved = move(booking, hour_ask(10, day=NEXT_WEEK), late)
    assert percent_at(moved, late + timedelta(minutes=1)) == 0


def test_moving_while_everything_comes_back_keeps_the_old_deadline(now):
    booking = book(service_on_sale(cancellation_tier=CancellationTier.FLEXIBLE), now=now)
    moved = move(booking, hour_ask(10, day=NEXT_WEEK), now + HOUR)
    assert percent_at(moved, booking.starts_at - 3 * HOUR) == 100
    assert percent_at(moved, booking.starts_at - HOUR) == 0


def test_moving_to_earlier_brings_the_deadline_forward(now):
    booking = book(service_on_sale(), hour_ask(day=NEXT_WEEK), now=now)
    moved = move(booking, hour_ask(), now + HOUR)
    assert percent_at(moved, moved.starts_at - 3 * HOUR) == 100
    assert percent_at(moved, moved.starts_at - HOUR) == 0


def test_no_kinder_terms_by_moving_to_a_kinder_unit_nor_a_second_grace(now):
    strict = service_on_sale(cancellation_tier=CancellationTier.STRICT)
    kind = beside(strict, cancellation_tier=CancellationTier.FLEXIBLE)
    booking = book(strict, now=now)
    later = now + HOUR
    moved = move(booking, hour_ask(), later, service=kind)
    assert percent_at(booking, later) == percent_at(moved, later) == 0


def test_a_move_that_the_branch_wishes_worsens_no_deadline(now):
    booking = book(service_on_sale(), hour_ask(day=NEXT_WEEK), now=now)
    moved = move(booking, hour_ask(), now + HOUR, side=Side.VENDOR)
    assert percent_at(moved, moved.starts_at - HOUR) == 100
