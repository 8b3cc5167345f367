"""A stay made longer or shorter, and a guest who leaves early."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from apps.accounts.models import AuditEntry, OutboxMessage
from apps.bookings import services
from apps.bookings.models import Booking
from apps.bookings.policies import ask_of
from apps.bookings.services.moves import NotNow
from apps.bookings.services.placing import NeedsTheBranch, PriceChanged
from apps.bookings.statuses import BookingStatus, PaymentMethod, Side
from apps.branches.models import Branch
from apps.branches.statuses import BranchStatus
from apps.catalog.asks import Ask
from apps.catalog.models import Availability, ServicePrice
from apps.catalog.refusals import RefusalCode, Refused, RepairKind
from apps.catalog.statuses import PriceUnit
from atspaces.shared.flow import IllegalMove
from tests.accounts.factories import UserFactory, VendorFactory
from tests.bookings.books import assert_books_agree
from tests.bookings.factories import TOMORROW, book, day_ask, hold, hour_ask, service_on_sale
from tests.bookings.ledger import assert_availability_equals_ledger

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def extend(booking: Booking, length: int, now, *, side=Side.CUSTOMER, by=None, **more) -> Booking:
    return services.extend_booking(booking=booking, length=length, side=side, by=by, now=now, **more)


def shorten(booking: Booking, length: int, now, *, side=Side.CUSTOMER, by=None, **more) -> Booking:
    return services.shorten_booking(booking=booking, length=length, side=side, by=by, now=now, **more)


def audited(action: str) -> int:
    return AuditEntry.objects.filter(action=action).count()


def told(event: str) -> int:
    return OutboxMessage.objects.filter(event=event, channel="sms").count()


# --- longer ----------------------------------------------------------------------------------------------


def test_extending_takes_the_next_hours_and_pays_for_them(now):
    booking = book(service_on_sale(max_capacity=1), now=now)
    longer = extend(booking, 180, now)
    assert longer.ends_at == booking.ends_at + HOUR
    assert longer.end_time.hour == 13
    assert longer.total_price == Decimal("6.960")
    with pytest.raises(Refused):
        hold(booking.vendor_service, hour_ask(12, 1), now=now)
    assert_books_agree(now)


def test_pressing_twice_is_pressing_once(now):
    booking = book(service_on_sale(), now=now)
    for _ in range(2):
        booking = extend(booking, 180, now)
    assert audited("booking extended") == told("bookings/extended") == 1
    assert told("bookings/vendor_changed") == 1
    details = AuditEntry.objects.get(action="booking extended").details
    assert (details["before"]["total"], details["after"]["total"]) == ("4.640", "6.960")


def test_a_second_extension_is_told_too(now):
    booking = extend(book(service_on_sale(), now=now), 180, now)
    extend(booking, 240, now + timedelta(minutes=1))
    assert told("bookings/extended") == 2


def test_extending_a_running_stay_at_the_last_minute_needs_no_notice(now):
    booking = book(service_on_sale(notice_minutes=60), now=now)
    extend(booking, 180, booking.ends_at - timedelta(minutes=1))
    with pytest.raises(NotNow):
        extend(booking, 240, booking.ends_at + HOUR)


def test_units_that_somebody_else_has_next_are_refused_with_repairs(now):
    service = service_on_sale(max_capacity=1)
    other = service_on_sale(branch=service.branch)
    booking = book(service, hour_ask(10, 1), now=now)
    book(service, hour_ask(13, 1), now=now)
    with pytest.raises(Refused) as refused:
        extend(booking, 300, now)
    refusal = refused.value.refusal
    assert refusal.code == RefusalCode.TAKEN
    here, elsewhere = refusal.repairs
    assert (here.kind, here.ask.minutes) == (RepairKind.OTHER_TIME, 180)
    assert (elsewhere.kind, elsewhere.service.pk, elsewhere.ask.start.hour) == (
        RepairKind.OTHER_UNIT,
        other.pk,
        11,
    )
    assert extend(booking, here.ask.minutes, now)
    assert_books_agree(now)


def test_the_pause_before_the_next_guest_is_kept(now):
    service = service_on_sale(max_capacity=1, buffer_minutes=60)
    booking = book(service, hour_ask(10, 1), now=now)
    book(service, hour_ask(13, 1), now=now)
    assert extend(booking, 120, now)
    with pytest.raises(Refused):
        extend(booking, 180, now)


@pytest.mark.parametrize(
    ("fields", "length", "code"),
    [
        ({}, 11 * 60, RefusalCode.CLOSED),
        ({"max_booking_duration": 180}, 240, RefusalCode.TOO_LONG),
        ({}, 150, RefusalCode.OFF_STEP),
    ],
)
def test_the_same_validator_judges_the_added_time(now, fields, length, code):
    booking = book(service_on_sale(**fields), now=now)
    with pytest.raises(Refused) as refused:
        extend(booking, length, now)
    assert refused.value.refusal.code == code


def test_a_paused_branch_extends_nothing(now):
    booking = book(service_on_sale(), now=now)
    branch = booking.vendor_service.branch
    services.set_branch_status(branch=branch, status=BranchStatus.SUSPENDED, by=VendorFactory(), now=now)
    with pytest.raises(Refused) as refused:
        extend(booking, 180, now)
    assert refused.value.refusal.code == RefusalCode.BRANCH_PAUSED


def test_capacity_lowered_under_a_stay_does_not_stop_its_free_next_hour(now):
    service = service_on_sale(max_capacity=2)
    first = book(service, now=now)
    book(service, now=now)
    services.change_capacity(service=service, capacity=1, by=VendorFactory(), now=now)
    assert extend(first, 180, now).ends_at == first.ends_at + HOUR
    assert_books_agree(now)


def test_days_weeks_and_months_grow_by_their_own_unit(now):
    service = service_on_sale(prices={"hour": "2", "day": "10", "week": "50", "month": "150"})
    days = extend(book(service, day_ask(2), now=now), 4, now)
    assert (days.end_date, days.total_price) == (TOMORROW + timedelta(days=3), Decimal("46.400"))
    month = book(service, Ask(plan=PriceUnit.MONTH, day=date(2027, 1, 31)), now=now)
    assert month.end_date == date(2027, 2, 28)
    assert extend(month, 2, now).end_date == date(2027, 3, 30)
    assert_books_agree(now)


def test_a_dearer_list_leaves_what_was_agreed_alone(now):
    booking = book(service_on_sale(prices={"hour": "2"}), now=now)
    ServicePrice.objects.update(price=Decimal(9))
    longer = extend(booking, 180, now)
    assert longer.total_price == Decimal("4.640") + Decimal("10.440")
    assert len(longer.price_snapshot["lines"]) == 2


def test_a_price_that_is_not_the_one_shown_is_not_taken(now):
    booking = book(service_on_sale(), now=now)
    with pytest.raises(PriceChanged) as changed:
        extend(booking, 180, now, shown_total=Decimal("5.000"))
    assert changed.value.total == Decimal("6.960")
    assert extend(booking, 180, now, shown_total=Decimal("6.960"))


def test_where_the_branch_confirms_a_guest_does_not_extend_alone(now):
    guest, desk = UserFactory(), VendorFactory()
    service = service_on_sale(is_instant=False)
    booking = book(service, now=now, customer=guest)
    with pytest.raises(NeedsTheBranch):
        extend(booking, 180, now, by=guest)
    assert extend(booking, 180, now, by=desk).ends_at == booking.ends_at + HOUR


def test_only_a_firm_booking_grows_and_only_in_the_right_direction(now):
    held = hold(service_on_sale(), now=now)
    with pytest.raises(IllegalMove):
        extend(held, 180, now)
    booking = book(service_on_sale(), now=now)
    with pytest.raises(NotNow):
        extend(booking, 60, now)
    with pytest.raises(NotNow):
        shorten(booking, 180, now)


# --- shorter ---------------------------------------------------------------------------------------------


def test_shortening_frees_the_rest_and_lowers_the_price(now):
    service = service_on_sale(max_capacity=1)
    booking = book(service, hour_ask(10, 3), now=now)
    shorter = shorten(booking, 60, now)
    assert (shorter.ends_at, shorter.total_price) == (booking.starts_at + HOUR, Decimal("2.320"))
    assert shorten(shorter, 60, now).updated_at
    assert audited("booking shortened") == told("bookings/shortened") == 1
    assert hold(service, hour_ask(11, 2), now=now)
    assert_books_agree(now)


def test_time_given_up_too_late_is_kept(now):
    booking = book(service_on_sale(), hour_ask(10, 3), now=now)
    shorter = shorten(booking, 60, booking.starts_at - HOUR)
    assert shorter.total_price == booking.total_price
    assert Decimal(shorter.price_snapshot["kept"]) == Decimal("4.640")


def test_a_shortening_that_the_branch_wishes_gives_everything_back(now):
    booking = book(service_on_sale(), hour_ask(10, 3), now=now)
    shorter = shorten(booking, 60, booking.starts_at - HOUR, side=Side.VENDOR)
    assert shorter.total_price == Decimal("2.320")
    assert told("bookings/vendor_changed") == 0


def test_a_running_stay_ends_neither_in_the_past_nor_below_the_least(now):
    booking = book(service_on_sale(min_booking_duration=120), hour_ask(10, 5), now=now)
    with pytest.raises(Refused) as refused:
        shorten(booking, 120, booking.starts_at + 3 * HOUR)
    assert refused.value.refusal.code == RefusalCode.PAST
    with pytest.raises(Refused) as refused:
        shorten(booking, 60, now)
    assert refused.value.refusal.code == RefusalCode.TOO_SHORT
    assert shorten(booking, 180, booking.starts_at + 2 * HOUR).ends_at == booking.starts_at + 3 * HOUR


def test_nor_below_the_least_where_the_branch_sells_nothing_at_the_moment(now):
    booking = book(service_on_sale(min_booking_duration=120), hour_ask(10, 5), now=now)
    Branch.objects.update(status=BranchStatus.SUSPENDED)
    with pytest.raises(Refused) as refused:
        shorten(booking, 60, now)
    assert refused.value.refusal.code == RefusalCode.TOO_SHORT
    assert shorten(booking, 120, now).ends_at == booking.starts_at + 2 * HOUR


def test_a_paused_branch_still_lets_time_be_given_up(now):
    booking = book(service_on_sale(), hour_ask(10, 3), now=now)
    branch = booking.vendor_service.branch
    services.set_branch_status(branch=branch, status=BranchStatus.SUSPENDED, by=VendorFactory(), now=now)
    assert shorten(booking, 60, now).total_price == Decimal("2.320")


def test_longer_and_shorter_again_is_where_it_began(now):
    booking = book(service_on_sale(), now=now)
    back = shorten(extend(booking, 300, now), 120, now)
    assert (back.total_price, back.ends_at) == (booking.total_price, booking.ends_at)
    assert_books_agree(now)


# --- leaving early ---------------------------------------------------------------------------------------


def arrived(now, ask: Ask | None = None, **fields) -> Booking:
    booking = book(service_on_sale(max_capacity=1, **fields), ask or hour_ask(10, 4), now=now)
    return services.check_in(booking=booking, by=VendorFactory(), now=booking.starts_at)


def test_who_leaves_early_frees_the_unit_at_once_and_pays_the_same(now):
    booking, desk = arrived(now), VendorFactory()
    left_at = booking.starts_at + timedelta(minutes=70)
    for _ in range(2):
        gone = services.check_out_early(booking=booking, by=desk, now=left_at)
    assert (gone.status, gone.completed_at) == (BookingStatus.COMPLETED, left_at)
    assert gone.ends_at == booking.starts_at + timedelta(minutes=90)
    assert gone.total_price == booking.total_price
    assert audited("guest left early") == 1
    assert not Availability.objects.exists()
    assert hold(booking.vendor_service, hour_ask(12, 2), now=left_at)
    assert_books_agree(left_at)


def test_a_stay_of_days_ends_on_the_day_of_leaving(now):
    booking = arrived(now, day_ask(4))
    left_at = booking.starts_at + timedelta(days=1, hours=1)
    gone = services.check_out_early(booking=booking, by=VendorFactory(), now=left_at)
    assert gone.end_date == TOMORROW + timedelta(days=1)
    assert hold(booking.vendor_service, day_ask(2, day=TOMORROW + timedelta(days=2)), now=left_at)


def test_early_in_and_gone_before_the_start_leaves_the_first_half_hour(now):
    booking = book(service_on_sale(), now=now)
    early = booking.starts_at - timedelta(minutes=20)
    services.check_in(booking=booking, by=VendorFactory(), now=early)
    gone = services.check_out_early(booking=booking, by=VendorFactory(), now=early)
    assert gone.ends_at == booking.starts_at + timedelta(minutes=30)


def test_only_who_is_in_can_leave(now):
    booking = book(service_on_sale(), now=now)
    with pytest.raises(NotNow):
        services.check_out_early(booking=booking, by=VendorFactory(), now=booking.starts_at)


# --- by themselves ---------------------------------------------------------------------------------------


def test_a_stay_is_complete_only_when_the_pause_after_it_is_over(now):
    service = service_on_sale(max_capacity=1, buffer_minutes=120)
    booking = book(service, now=now)
    just_over = booking.ends_at + timedelta(minutes=1)
    assert services.complete_past_bookings(now=just_over) == 0
    with pytest.raises(Refused):
        hold(service, hour_ask(13, 1), now=just_over)
    assert_availability_equals_ledger(service, just_over)
    assert services.complete_past_bookings(now=booking.ends_at + 2 * HOUR) == 1


# --- two requests for one unit ---------------------------------------------------------------------------


def test_of_two_pending_bookings_for_one_unit_the_first_to_be_confirmed_has_it(now):
    service = service_on_sale(max_capacity=2)
    first, second = hold(service, now=now), hold(service, now=now)
    services.change_capacity(service=service, capacity=1, by=VendorFactory(), now=now)
    confirm = {"customer": UserFactory(), "payment_method": PaymentMethod.CASH, "now": now}
    assert services.confirm_booking(booking=first, **confirm).status == BookingStatus.CONFIRMED
    with pytest.raises(Refused) as refused:
        services.confirm_booking(booking=second, **confirm)
    assert refused.value.refusal.code == RefusalCode.TAKEN
    assert "booking_number" not in refused.value.refusal.facts, "a customer is not told who has it"


def test_the_ask_of_a_changed_booking_is_what_was_asked_now(now):
    booking = extend(book(service_on_sale(), now=now), 180, now)
    assert ask_of(booking) == replace(hour_ask(10, 3), minutes=180)
