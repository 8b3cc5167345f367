from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from apps.accounts.statuses import UserStatus
from apps.bookings.checking import differences_in_availability
from apps.bookings.models import Booking
from apps.bookings.services import (
    ServiceBusy,
    confirm_booking,
    drafts,
    expire_overdue_holds,
    extend_hold,
    hold_units,
    release_hold,
)
from apps.bookings.services.moves import HoldLost
from apps.bookings.statuses import BookingStatus, PaymentMethod
from apps.branches.models import SpecialHours
from apps.branches.statuses import BranchStatus
from apps.catalog.asks import Ask
from apps.catalog.models import Availability, VendorService
from apps.catalog.refusals import RefusalCode, Refused, RepairKind
from apps.catalog.statuses import PriceUnit, SaleStatus
from atspaces.shared.errors import DomainError
from tests.accounts.factories import UserFactory
from tests.bookings.factories import TOMORROW, book, day_ask, hold, hour_ask, service_on_sale
from tests.bookings.ledger import assert_availability_equals_ledger
from tests.branches.factories import BranchFactory, open_daily

pytestmark = pytest.mark.django_db


def refusal_code(service, ask, now) -> RefusalCode:
    with pytest.raises(Refused) as refused:
        hold(service, ask, now=now)
    assert refused.value.refusal.message == str(refused.value)
    assert not Booking.objects.exclude(status=BookingStatus.CONFIRMED).exists()
    return refused.value.refusal.code


def test_hold_keeps_units_for_ten_minutes_and_fixes_the_price(now):
    service = service_on_sale()
    booking = hold(service, hour_ask(10, 2, quantity=2), now=now)
    assert booking.status == BookingStatus.PENDING
    assert booking.hold_expires_at == now + timedelta(minutes=10)
    assert booking.total_price == Decimal("9.280")  # 2 h × 2 JOD × 2 desks and 16 % tax
    assert booking.price_snapshot["tax"] == "1.280"
    assert (booking.start_time, booking.end_time) == (time(10), time(12))
    assert booking.starts_at.isoformat() == "2027-01-13T07:00:00+00:00"
    assert_availability_equals_ledger(service, now)


def test_hold_by_the_day_lasts_from_opening_to_closing(now):
    booking = hold(service_on_sale(), day_ask(3), now=now)
    assert (booking.booking_date, booking.end_date) == (TOMORROW, date(2027, 1, 15))
    assert (booking.start_time, booking.end_time) == (time(8), time(20))
    assert booking.total_price == Decimal("34.800")


def test_hold_by_the_day_does_not_charge_closed_days(now):
    service = service_on_sale()
    service.branch.opening_hours.filter(weekday=4).delete()
    booking = hold(service, day_ask(4), now=now)  # Wednesday to Saturday, Friday closed
    assert booking.total_price == Decimal("34.800")


@pytest.mark.parametrize(
    ("start", "hours", "accepted"), [(8, 1, True), (10, 1, True), (9, 1, False), (8, 3, False)]
)
def test_adjacent_stays_fit_and_overlapping_ones_do_not(now, start, hours, accepted):
    service = service_on_sale(max_capacity=1)
    book(service, hour_ask(9, 1), now=now)
    if accepted:
        assert hold(service, hour_ask(start, hours), now=now)
    else:
        assert refusal_code(service, hour_ask(start, hours), now) == RefusalCode.TAKEN


def test_units_are_counted_by_their_peak_and_not_by_their_sum(now):
    service = service_on_sale(max_capacity=2)
    book(service, hour_ask(9, 1), now=now)
    book(service, hour_ask(11, 1), now=now)
    assert hold(service, hour_ask(9, 3), now=now)
    assert refusal_code_of_second(service, now) == RefusalCode.TAKEN


def refusal_code_of_second(service, now):
    with pytest.raises(Refused) as refused:
        hold(service, hour_ask(9, 3), now=now)
    return refused.value.refusal.code


def test_capacity_three_with_two_taken_has_room_for_one_and_not_for_two(now):
    service = service_on_sale(max_capacity=3)
    book(service, hour_ask(quantity=2), now=now)
    with pytest.raises(Refused) as refused:
        hold(service, hour_ask(quantity=2), now=now)
    assert refused.value.refusal.facts["free"] == 1
    assert hold(service, hour_ask(quantity=1), now=now)


def test_pause_between_bookings_keeps_neighbours_apart(now):
    service = service_on_sale(max_capacity=1, buffer_minutes=30, step_minutes=30)
    book(service, hour_ask(10, 1), now=now)
    half_past_eight = Ask(plan=PriceUnit.HOUR, day=TOMORROW, start=time(8, 30), minutes=60)
    assert refusal_code(service, hour_ask(11, 1), now) == RefusalCode.TAKEN
    assert refusal_code(service, hour_ask(9, 1), now) == RefusalCode.TAKEN
    assert hold(service, half_past_eight, now=now)
    assert hold(service, replace(half_past_eight, start=time(11, 30)), now=now)
    assert_availability_equals_ledger(service, now)


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (hour_ask(day=date(2027, 1, 11)), RefusalCode.PAST),
        (hour_ask(10, day=date(2027, 1, 12)), RefusalCode.PAST),
        (hour_ask(day=date(2027, 12, 24)), RefusalCode.TOO_EARLY),
        (hour_ask(19, 2), RefusalCode.CLOSED),
        (hour_ask(6, 1), RefusalCode.CLOSED),
        (hour_ask(quantity=5), RefusalCode.OVER_CAPACITY),
        (Ask(plan=PriceUnit.WEEK, day=TOMORROW), RefusalCode.NOT_SOLD),
        (Ask(plan=PriceUnit.HOUR, day=TOMORROW, start=time(10), minutes=30), RefusalCode.TOO_SHORT),
        (Ask(plan=PriceUnit.HOUR, day=TOMORROW, start=time(9, 59), minutes=62), RefusalCode.OFF_STEP),
        (Ask(plan=PriceUnit.HOUR, day=TOMORROW, start=None), RefusalCode.CLOSED),
    ],
)
def test_refusals_name_the_rule(now, ask, code):
    assert refusal_code(service_on_sale(), ask, now) == code
    assert not Availability.objects.exists()


def test_refusals_for_long_stays_notice_and_things_off_sale(now):
    assert (
        refusal_code(service_on_sale(max_booking_duration=120), hour_ask(10, 3), now) == RefusalCode.TOO_LONG
    )
    late = service_on_sale(notice_minutes=48 * 60)
    assert refusal_code(late, hour_ask(), now) == RefusalCode.TOO_LATE
    paused = service_on_sale(status=SaleStatus.PAUSED)
    assert refusal_code(paused, hour_ask(), now) == RefusalCode.SERVICE_PAUSED
    branch = open_daily(BranchFactory(status=BranchStatus.SUSPENDED))
    assert refusal_code(service_on_sale(branch=branch), hour_ask(), now) == RefusalCode.BRANCH_PAUSED
    suspended = open_daily(BranchFactory(vendor__status=UserStatus.SUSPENDED))
    assert refusal_code(service_on_sale(branch=suspended), hour_ask(), now) == RefusalCode.BRANCH_PAUSED


def test_special_hours_replace_the_weekly_ones(now):
    service = service_on_sale()
    SpecialHours.objects.create(branch=service.branch, date=TOMORROW, reason="Holiday")
    assert refusal_code(service, hour_ask(), now) == RefusalCode.CLOSED
    assert refusal_code(service, day_ask(), now) == RefusalCode.CLOSED


def test_stay_past_midnight_lowers_both_days(now):
    branch = open_daily(BranchFactory(), time(22), time(2))
    service = service_on_sale(branch=branch, max_capacity=1)
    booking = book(service, hour_ask(23, 2), now=now)
    assert (booking.start_time, booking.end_time) == (time(23), time(1))
    rows = {row.date: row for row in Availability.objects.all()}
    assert rows[TOMORROW].used[46:] == [1, 1]
    assert rows[date(2027, 1, 14)].used[:4] == [1, 1, 0, 0]
    assert_availability_equals_ledger(service, now)


def test_stay_that_ends_at_midnight_belongs_to_one_day(now):
    branch = open_daily(BranchFactory(), time(0), time(0))
    booking = book(service_on_sale(branch=branch), hour_ask(22, 2), now=now)
    assert (booking.booking_date, booking.end_time) == (TOMORROW, time(0))
    assert [row.date for row in Availability.objects.all()] == [TOMORROW]


def test_the_same_form_sent_twice_gives_the_same_hold(now):
    service = service_on_sale()
    keys = {"holder_key": "me", "idempotency_key": "form-1", "customer": None, "language": "en"}
    first = hold_units(service=service, ask=hour_ask(), now=now, **keys)
    again = hold_units(service=service, ask=hour_ask(), now=now, **keys)
    assert again.pk == first.pk
    with pytest.raises(DomainError):
        hold_units(service=service, ask=hour_ask(14), now=now, **keys)
    with pytest.raises(DomainError):
        hold_units(service=service_on_sale(), ask=hour_ask(), now=now, **keys)
    other = hold_units(service=service, ask=hour_ask(), now=now, **keys | {"holder_key": "you"})
    assert other.pk != first.pk


def test_one_browser_cannot_hold_everything(now):
    service = service_on_sale(max_capacity=10)
    for _ in range(5):
        hold(service, now=now, holder_key="greedy")
    with pytest.raises(DomainError, match="several"):
        hold(service, now=now, holder_key="greedy")


def test_hold_frees_its_units_at_ten_minutes_sharp_without_any_worker(now):
    service = service_on_sale(max_capacity=1)
    first = hold(service, now=now)
    just_before, just_after = now + timedelta(minutes=9, seconds=59), now + timedelta(minutes=10)
    with pytest.raises(Refused):
        hold(service, now=just_before)
    second = hold(service, now=just_after)
    first.refresh_from_db()
    assert (first.status, first.cancelled_by) == (BookingStatus.CANCELLED, "timeout")
    assert second.status == BookingStatus.PENDING
    assert_availability_equals_ledger(service, just_after)


def test_extend_gives_a_live_hold_its_full_time_again(now):
    booking = hold(service_on_sale(), now=now)
    later = now + timedelta(minutes=9)
    assert extend_hold(booking=booking, now=later).hold_expires_at == later + timedelta(minutes=10)
    with pytest.raises(HoldLost):
        extend_hold(booking=booking, now=later + timedelta(minutes=10))


def test_refusal_offers_another_time_another_space_and_the_nearest_branch(now):
    service = service_on_sale(max_capacity=1)
    neighbour = service_on_sale(branch=service.branch)
    far = service_on_sale(branch=open_daily(BranchFactory(latitude=Decimal("32.05"))))
    near = service_on_sale(branch=open_daily(BranchFactory(latitude=Decimal("31.97"))))
    book(service, hour_ask(10, 2), now=now)
    with pytest.raises(Refused) as refused:
        hold(service, hour_ask(10, 2), now=now)
    repairs = {repair.kind: repair for repair in refused.value.refusal.repairs}
    assert repairs[RepairKind.OTHER_TIME].ask.start in {time(8), time(12)}
    assert repairs[RepairKind.OTHER_UNIT].service.pk == neighbour.pk
    assert repairs[RepairKind.OTHER_BRANCH].service.pk == near.pk
    assert far.pk not in {repair.service.pk for repair in repairs.values()}
    for repair in repairs.values():
        assert hold(repair.service, repair.ask, now=now), "an offered repair must be bookable"


def test_a_hold_that_ran_out_far_from_the_asked_day_leaves_the_books_right(now):
    service = service_on_sale(max_capacity=3)
    far = date(2027, 2, 20)
    SpecialHours.objects.create(branch=service.branch, date=far, opens_at=time(10), closes_at=time(12))
    book(service, hour_ask(10, 1, day=far), now=now)
    hold(service, hour_ask(10, 1, day=far), now=now)
    later = now + timedelta(minutes=11)
    hold(service, hour_ask(), now=later)
    assert list(differences_in_availability(now=later)) == []
    assert Availability.objects.get(date=far).start_time == time(10)


def test_the_same_number_drawn_twice_is_a_polite_answer(now, monkeypatch):
    service = service_on_sale()
    monkeypatch.setattr(drafts, "new_booking_number", lambda: "7KQ4-M2XP")
    hold(service, now=now)
    with pytest.raises(ServiceBusy):
        hold(service, now=now)


def test_a_hold_cannot_be_kept_for_ever_nor_where_selling_stopped(now):
    booking, moment = hold(service_on_sale(), now=now), now
    for _ in range(10):
        moment += timedelta(minutes=9)
        extend_hold(booking=booking, now=moment)
    booking.refresh_from_db()
    assert booking.hold_expires_at == now + timedelta(minutes=100), "ten times ten minutes, not more"
    with pytest.raises(DomainError, match="any longer"):
        extend_hold(booking=booking, now=moment + timedelta(minutes=9))
    other = hold(service_on_sale(), now=now)
    VendorService.objects.filter(pk=other.vendor_service_id).update(status=SaleStatus.PAUSED)
    with pytest.raises(Refused):
        extend_hold(booking=other, now=now)


def test_a_stay_that_is_over_cannot_be_confirmed_with_a_hold_kept_alive(now):
    booking = hold(service_on_sale(), now=now)
    Booking.objects.filter(pk=booking.pk).update(hold_expires_at=booking.ends_at + timedelta(minutes=5))
    with pytest.raises(Refused) as refused:
        confirm_booking(
            booking=booking,
            customer=UserFactory(),
            payment_method=PaymentMethod.CASH,
            now=booking.ends_at,
        )
    assert refused.value.refusal.code == RefusalCode.PAST


@pytest.mark.parametrize("tidied", [False, True])
def test_a_form_whose_hold_ran_out_starts_again_tidied_or_not(now, tidied):
    service = service_on_sale()
    hold(service, now=now, holder_key="me", idempotency_key="form")
    later = now + timedelta(minutes=11)
    if tidied:
        expire_overdue_holds(now=later)
    with pytest.raises(DomainError, match="start again"):
        hold(service, now=later, holder_key="me", idempotency_key="form")


def test_a_form_whose_hold_was_let_go_starts_again(now):
    booking = hold(service_on_sale(), now=now, holder_key="me", idempotency_key="form")
    release_hold(booking=booking, now=now)
    with pytest.raises(DomainError, match="start again"):
        hold(booking.vendor_service, now=now, holder_key="me", idempotency_key="form")
