from datetime import datetime, timedelta

import pytest

from apps.accounts.models import AuditEntry, OutboxMessage
from apps.bookings import services
from apps.bookings.services import housekeeping
from apps.bookings.services.moves import HoldLost, NotNow
from apps.bookings.statuses import BookingStatus, CancelledBy, PaymentMethod
from apps.branches.statuses import BranchStatus
from apps.catalog.models import Availability
from apps.catalog.refusals import RefusalCode, Refused
from atspaces.shared.flow import IllegalMove
from tests.accounts.factories import UserFactory
from tests.bookings.factories import TOMORROW, book, day_ask, hold, hour_ask, service_on_sale
from tests.bookings.ledger import assert_availability_equals_ledger

pytestmark = pytest.mark.django_db


def confirm(booking, now, customer=None):
    return services.confirm_booking(
        booking=booking,
        customer=customer or UserFactory(),
        payment_method=PaymentMethod.CASH,
        now=now,
    )


def cancel(booking, now, by=CancelledBy.CUSTOMER):
    return services.cancel_booking(
        booking=booking, cancelled_by=by, reason="", actor=booking.customer, now=now
    )


def test_confirming_twice_tells_people_once(now):
    customer = UserFactory()
    booking = hold(service_on_sale(), now=now)
    confirm(booking, now, customer)
    again = confirm(booking, now, customer)
    assert again.status == BookingStatus.CONFIRMED
    assert AuditEntry.objects.filter(action="booking confirmed").count() == 1
    assert OutboxMessage.objects.filter(user=customer, channel="sms", event="bookings/confirmed").count() == 1
    vendor = booking.vendor_service.branch.vendor
    assert OutboxMessage.objects.filter(user=vendor, event="bookings/vendor_new").exists()


def test_a_confirmed_booking_cannot_be_taken_over(now):
    booking = confirm(hold(service_on_sale(), now=now), now)
    with pytest.raises(IllegalMove):
        confirm(booking, now, UserFactory())


def test_confirming_a_lost_hold_is_refused_and_writes_nothing(now):
    booking = hold(service_on_sale(), now=now)
    with pytest.raises(HoldLost):
        confirm(booking, now + timedelta(minutes=10))
    booking.refresh_from_db()
    assert booking.status == BookingStatus.PENDING
    assert not OutboxMessage.objects.exists()


def test_what_changes_between_hold_and_confirmation_is_seen(now):
    vendor = UserFactory()
    paused = hold(service_on_sale(), now=now)
    services.set_branch_status(
        branch=paused.vendor_service.branch, status=BranchStatus.SUSPENDED, by=vendor, now=now
    )
    with pytest.raises(Refused) as refused:
        confirm(paused, now)
    assert refused.value.refusal.code == RefusalCode.BRANCH_PAUSED

    closed = hold(service_on_sale(), now=now)
    closed.vendor_service.branch.opening_hours.all().delete()
    with pytest.raises(Refused) as refused:
        confirm(closed, now)
    assert refused.value.refusal.code == RefusalCode.CLOSED

    blocked = hold(service_on_sale(), now=now)
    services.block_units(
        service=blocked.vendor_service,
        starts_at=blocked.starts_at,
        ends_at=blocked.ends_at,
        units=None,
        reason="",
        by=vendor,
        now=now,
    )
    with pytest.raises(Refused) as refused:
        confirm(blocked, now)
    assert refused.value.refusal.code == RefusalCode.BLOCKED


@pytest.mark.parametrize("ask", [hour_ask(), day_ask(3)])
def test_cancelling_twice_frees_every_day_once(now, ask):
    service = service_on_sale(max_capacity=1)
    booking = book(service, ask, now=now)
    assert Availability.objects.exists()
    cancel(booking, now)
    cancel(booking, now)
    assert not Availability.objects.exists()
    assert AuditEntry.objects.filter(action="booking cancelled").count() == 1
    assert hold(service, ask, now=now)


def test_expiring_twice_frees_units_once_and_keeps_the_other_bookings(now):
    service = service_on_sale()
    hold(service, now=now)
    book(service, now=now)
    later = now + timedelta(minutes=11)
    assert services.expire_overdue_holds(now=later) == 1
    assert services.expire_overdue_holds(now=later) == 0
    assert_availability_equals_ledger(service, later)
    assert Availability.objects.get().available_units == 3


def test_an_unanswered_request_expires_and_the_customer_hears(now):
    service = service_on_sale(is_instant=False)
    customer = UserFactory()
    booking = services.request_booking(
        booking=hold(service, now=now), customer=customer, payment_method=PaymentMethod.CASH, now=now
    )
    deadline = booking.hold_expires_at
    assert deadline == booking.starts_at
    services.expire_overdue_holds(now=deadline - timedelta(seconds=1))
    booking.refresh_from_db()
    assert booking.status == BookingStatus.PENDING
    services.expire_overdue_holds(now=deadline)
    booking.refresh_from_db()
    assert booking.status == BookingStatus.CANCELLED
    assert OutboxMessage.objects.filter(user=customer, event="bookings/expired_request").exists()


def test_check_in_is_for_the_day_and_only_once(now):
    desk = UserFactory()
    booking = book(service_on_sale(), now=now)
    with pytest.raises(NotNow):
        services.check_in(booking=booking, by=desk, now=now)
    early = booking.starts_at - timedelta(hours=1)
    first = services.check_in(booking=booking, by=desk, now=early)
    second = services.check_in(booking=booking, by=desk, now=early + timedelta(minutes=5))
    assert first.checked_in_at == second.checked_in_at == early
    other = book(service_on_sale(), now=now)
    with pytest.raises(NotNow):
        services.check_in(booking=other, by=desk, now=other.ends_at)
    with pytest.raises(NotNow):
        services.check_in(booking=hold(service_on_sale(), now=now), by=desk, now=early)


def test_no_show_waits_half_an_hour_and_spares_who_came(now):
    desk = UserFactory()
    booking = book(service_on_sale(), now=now)
    with pytest.raises(NotNow):
        services.mark_no_show(booking=booking, by=desk, now=booking.starts_at + timedelta(minutes=29))
    services.mark_no_show(booking=booking, by=desk, now=booking.starts_at + timedelta(minutes=30))
    booking.refresh_from_db()
    assert booking.status == BookingStatus.NO_SHOW
    came = book(service_on_sale(), now=now)
    services.check_in(booking=came, by=desk, now=came.starts_at)
    with pytest.raises(NotNow):
        services.mark_no_show(booking=came, by=desk, now=came.starts_at + timedelta(hours=1))


def test_past_bookings_complete_once_and_present_ones_do_not(now):
    service = service_on_sale()
    past, present = book(service, hour_ask(10, 1), now=now), book(service, hour_ask(11, 1), now=now)
    assert services.complete_past_bookings(now=past.ends_at) == 1
    assert services.complete_past_bookings(now=past.ends_at) == 0
    past.refresh_from_db()
    present.refresh_from_db()
    assert (past.status, present.status) == (BookingStatus.COMPLETED, BookingStatus.CONFIRMED)
    assert_availability_equals_ledger(service, past.ends_at)


def test_reminders_go_out_once_and_not_for_late_or_cancelled_bookings(now):
    service = service_on_sale(max_capacity=9)
    kept, cancelled = book(service, hour_ask(14), now=now), book(service, hour_ask(14), now=now)
    cancel(cancelled, now)
    remind_at = kept.starts_at - timedelta(hours=2)
    late = book(service, hour_ask(14), now=remind_at - timedelta(minutes=30))
    assert services.remind_of_upcoming(now=remind_at - timedelta(minutes=1)) == 0
    assert services.remind_of_upcoming(now=remind_at) == 1
    assert services.remind_of_upcoming(now=remind_at + timedelta(minutes=5)) == 0
    told = set(OutboxMessage.objects.filter(event="bookings/reminder").values_list("user", flat=True))
    assert told == {kept.customer_id}
    assert late.customer_id not in told


def test_capacity_cut_below_use_keeps_bookings_and_shows_nothing_free(now):
    admin, service = UserFactory(), service_on_sale(max_capacity=10)
    for _ in range(8):
        book(service, hour_ask(9, 1), now=now)
    services.change_capacity(service=service, capacity=5, by=admin, now=now)
    row = Availability.objects.get()
    assert (row.available_units, row.excess_units, max(row.used)) == (0, 3, 8)
    service.refresh_from_db()
    with pytest.raises(Refused):
        hold(service, hour_ask(9, 1), now=now)
    assert hold(service, hour_ask(15, 1, quantity=5), now=now), "another hour of that day is free"
    services.change_capacity(service=service, capacity=10, by=admin, now=now)
    row.refresh_from_db()
    assert (row.available_units, row.excess_units) == (2, 0)


def test_blocks_hide_units_without_touching_bookings(now):
    vendor, service = UserFactory(), service_on_sale()
    booked = book(service, hour_ask(9, 1), now=now)
    zone = service.branch.zone
    whole_day = datetime(2027, 1, 13, 8, tzinfo=zone), datetime(2027, 1, 13, 20, tzinfo=zone)
    block = services.block_units(
        service=service,
        starts_at=whole_day[0],
        ends_at=whole_day[1],
        units=None,
        reason="Works",
        by=vendor,
        now=now,
    )
    row = Availability.objects.get(date=TOMORROW)
    assert row.is_blocked
    assert row.available_units == 3, "blocking does not overwrite the numbers"
    with pytest.raises(Refused) as refused:
        hold(service, hour_ask(15, 1), now=now)
    assert refused.value.refusal.code == RefusalCode.BLOCKED
    services.remove_block(block=block, by=vendor, now=now)
    assert hold(service, hour_ask(15, 1), now=now)
    booked.refresh_from_db()
    assert booked.status == BookingStatus.CONFIRMED
    assert_availability_equals_ledger(service, now)


def test_a_block_of_some_units_leaves_the_others(now):
    service = service_on_sale(max_capacity=3)
    zone = service.branch.zone
    services.block_units(
        service=service,
        starts_at=datetime(2027, 1, 13, 10, tzinfo=zone),
        ends_at=datetime(2027, 1, 13, 12, tzinfo=zone),
        units=2,
        reason="",
        by=UserFactory(),
        now=now,
    )
    assert not Availability.objects.get().is_blocked
    assert hold(service, hour_ask(10, 1), now=now)
    with pytest.raises(Refused):
        hold(service, hour_ask(10, 1), now=now)
    assert hold(service, hour_ask(13, 1, quantity=3), now=now)


def test_a_busy_service_is_left_to_the_next_run_and_stops_no_other(now, monkeypatch):
    busy, idle = hold(service_on_sale(), now=now), hold(service_on_sale(), now=now)
    expire = housekeeping.free_overdue

    def refuse(offer, *, now):
        if offer.service.pk == busy.vendor_service_id:
            raise services.ServiceBusy
        return expire(offer, now=now)

    monkeypatch.setattr(housekeeping, "free_overdue", refuse)
    assert services.expire_overdue_holds(now=now + timedelta(minutes=11)) == 1
    idle.refresh_from_db()
    assert idle.status == BookingStatus.CANCELLED
    monkeypatch.undo()
    assert services.tidy_overdue_holds(now=now + timedelta(minutes=11)) == 1
    busy.refresh_from_db()
    assert busy.status == BookingStatus.CANCELLED
