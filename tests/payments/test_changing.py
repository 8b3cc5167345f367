"""Money that follows a changed booking: the attempt, the difference, the refund, to the fils."""

import random
from datetime import timedelta
from decimal import Decimal

import pytest

from apps.accounts.models import OutboxMessage
from apps.bookings.models import Booking
from apps.bookings.services import change_capacity
from apps.bookings.statuses import BookingStatus, CancelledBy, PaymentMethod, PaymentStatus, Side
from apps.catalog.refusals import RefusalCode, Refused
from apps.catalog.statuses import CancellationTier
from apps.payments import desk, services
from apps.payments.models import Payment, Refund
from apps.payments.policies import refund_preview
from apps.payments.statuses import OPEN_ATTEMPTS, AttemptStatus, RefundStatus
from atspaces.shared.errors import DomainError
from tests.accounts.factories import UserFactory, VendorFactory
from tests.bookings.books import assert_books_agree
from tests.bookings.factories import TOMORROW, hold, hour_ask, service_on_sale

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
HOUR_PRICE = Decimal("2.320")


def booked(now, hours: int = 2, **service) -> Booking:
    """Hours from tomorrow at 10:00 at 2 JOD an hour, to be paid in cash."""
    held = hold(service_on_sale(prices={"hour": "2"}, **service), hour_ask(10, hours), now=now)
    return services.check_out(booking=held, customer=UserFactory(), method=PaymentMethod.CASH, now=now)


def paid(now, hours: int = 2, **service) -> Booking:
    booking = booked(now, hours, **service)
    collect(booking, now)
    return reread(booking)


def collect(booking: Booking, now) -> Payment:
    return services.collect_cash(booking=booking, by=VendorFactory(), now=now)


def extend(booking: Booking, hours: int, now, side=Side.CUSTOMER) -> Booking:
    return services.extend_and_settle(booking=booking, length=60 * hours, side=side, by=None, now=now)


def shorten(booking: Booking, hours: int, now, side=Side.CUSTOMER) -> Booking:
    return services.shorten_and_settle(booking=booking, length=60 * hours, side=side, by=None, now=now)


def move(booking: Booking, now, *, price: str, side=Side.CUSTOMER) -> Booking:
    """Move to another unit of the branch at another price by the hour, same time."""
    unit = service_on_sale(branch=booking.vendor_service.branch, prices={"hour": price})
    hours = int((booking.ends_at - booking.starts_at) / HOUR)
    return services.reschedule_and_settle(
        booking=booking, service=unit, ask=hour_ask(10, hours), side=side, by=None, now=now
    )


def cancel(booking: Booking, now, by=CancelledBy.CUSTOMER) -> Refund | None:
    return services.cancel_and_refund(booking=booking, cancelled_by=by, reason="", actor=None, now=now)


def reread(booking: Booking) -> Booking:
    return Booking.objects.get(pk=booking.pk)


def attempts(booking: Booking) -> list[tuple[str, Decimal]]:
    return list(booking.payments.order_by("pk").values_list("status", "amount"))


def returned(booking: Booking) -> Decimal:
    return sum((r.amount for r in Refund.objects.filter(payment__booking=booking)), Decimal(0))


# --- unpaid ----------------------------------------------------------------------------------------------


def test_unpaid_the_open_attempt_follows_the_total(now):
    booking = extend(booked(now), 3, now)
    assert attempts(booking) == [(AttemptStatus.CREATED, 3 * HOUR_PRICE)]
    booking = shorten(booking, 1, now)
    assert attempts(booking) == [(AttemptStatus.CREATED, HOUR_PRICE)]
    booking = move(booking, now, price="5")
    assert attempts(booking) == [(AttemptStatus.CREATED, Decimal("5.800"))]
    assert_books_agree(now)
    assert collect(reread(booking), now).amount == Decimal("5.800")


def test_unpaid_time_given_up_too_late_is_still_owed(now):
    booking = booked(now, 3)
    late = booking.starts_at - HOUR
    assert attempts(shorten(booking, 1, late)) == [(AttemptStatus.CREATED, 3 * HOUR_PRICE)]
    assert_books_agree(late)


def test_a_change_that_changes_nothing_asks_no_money_for_what_is_not_booked(now):
    booking = booked(now)
    cancel(booking, now)
    held = hold(service_on_sale(prices={"hour": "2"}), hour_ask(10, 2), now=now)
    for unbooked in (reread(booking), held):
        extend(unbooked, 2, now)
        shorten(unbooked, 2, now)
        services.reschedule_and_settle(
            booking=unbooked,
            service=unbooked.vendor_service,
            ask=hour_ask(10, 2),
            side=Side.CUSTOMER,
            by=None,
            now=now,
        )
    assert not Payment.objects.filter(status__in=OPEN_ATTEMPTS).exists()


# --- paid ------------------------------------------------------------------------------------------------


def test_paid_a_difference_to_pay_is_an_attempt_of_its_own(now):
    booking = extend(paid(now), 3, now)
    assert attempts(booking) == [
        (AttemptStatus.CAPTURED, 2 * HOUR_PRICE),
        (AttemptStatus.CREATED, HOUR_PRICE),
    ]
    assert booking.payment_status == PaymentStatus.PENDING
    assert desk.cash_due(booking) == HOUR_PRICE
    assert_books_agree(now)
    second = collect(booking, now + HOUR)
    assert (second.amount, reread(booking).payment_status) == (HOUR_PRICE, PaymentStatus.PAID)
    assert collect(reread(booking), now + HOUR) == second
    assert OutboxMessage.objects.filter(event="payments/received", channel="sms").count() == 2
    assert_books_agree(now)


def test_paid_a_difference_back_is_a_refund_by_the_steps(now):
    booking = shorten(paid(now, 3), 1, now)
    assert returned(booking) == 2 * HOUR_PRICE
    assert (booking.payment_status, booking.net_paid) == (PaymentStatus.PAID, HOUR_PRICE)
    message = OutboxMessage.objects.get(event="bookings/shortened", channel="sms")
    assert message.context["refund_amount"] == "4.640"
    assert_books_agree(now)


def test_paid_after_the_deadline_nothing_comes_back(now):
    booking = paid(now, 3)
    late = booking.starts_at - HOUR
    assert returned(shorten(booking, 1, late)) == 0
    assert reread(booking).total_price == 3 * HOUR_PRICE
    assert_books_agree(late)


def test_an_extension_taken_back_before_it_was_paid_closes_its_attempt(now):
    booking = shorten(extend(paid(now), 4, now), 2, now)
    assert attempts(booking) == [
        (AttemptStatus.CAPTURED, 2 * HOUR_PRICE),
        (AttemptStatus.CANCELLED, 2 * HOUR_PRICE),
    ]
    assert (booking.payment_status, returned(booking)) == (PaymentStatus.PAID, 0)
    assert_books_agree(now)


def test_a_move_to_a_cheaper_unit_and_to_a_dearer_one(now):
    cheaper = move(paid(now), now, price="1")
    assert returned(cheaper) == HOUR_PRICE
    dearer = move(paid(now), now, price="5")
    assert attempts(dearer)[-1] == (AttemptStatus.CREATED, Decimal("6.960"))
    kept = move(paid(now), now, price="5", side=Side.VENDOR)
    assert len(attempts(kept)) == 1
    assert_books_agree(now)


def test_a_refund_of_two_payments_takes_the_last_one_first(now):
    booking = extend(paid(now), 4, now)
    collect(booking, now + HOUR)
    shorten(reread(booking), 1, now + 2 * HOUR)
    refunds = Refund.objects.order_by("-payment__captured_at").values_list("amount", flat=True)
    assert list(refunds) == [2 * HOUR_PRICE, HOUR_PRICE]
    assert_books_agree(now)


def test_cash_handed_back_for_a_shortening_leaves_the_booking_paid(now):
    booking = shorten(paid(now, 3), 2, now)
    waiting = desk.last_refund(booking)
    assert waiting is not None
    services.hand_back_cash(refund=waiting, by=VendorFactory(), now=now)
    assert Refund.objects.get().status == RefundStatus.DONE
    assert reread(booking).payment_status == PaymentStatus.PAID
    assert_books_agree(now)


# --- and then cancelled ----------------------------------------------------------------------------------


@pytest.mark.parametrize("hours_before", [1, 10, 20])
def test_giving_up_in_parts_costs_what_cancelling_at_once_costs(now, hours_before):
    whole, parts = [paid(now, 4, cancellation_tier=CancellationTier.MODERATE) for _ in range(2)]
    at = max(now, whole.starts_at - hours_before * HOUR)
    cancel(whole, at)
    for hours in (3, 2, 1):
        parts = shorten(parts, hours, at)
    cancel(parts, at)
    assert returned(parts) == returned(whole)
    assert_books_agree(at)


def test_what_was_kept_of_time_given_up_does_not_come_back_to_a_guest_but_from_the_branch(now):
    for by, expected in [(CancelledBy.CUSTOMER, Decimal(0)), (CancelledBy.VENDOR, 3 * HOUR_PRICE)]:
        booking = paid(now, 3)
        late = booking.starts_at - HOUR
        booking = shorten(booking, 1, late)
        assert refund_preview(booking, by=by, at=late).amount == expected
        cancel(booking, late, by)
        assert returned(booking) == expected
    assert_books_agree(now)


def test_moving_far_away_and_cancelling_there_gains_nothing(now):
    booking = paid(now)
    late = booking.starts_at - HOUR
    moved = services.reschedule_and_settle(
        booking=booking,
        service=booking.vendor_service,
        ask=hour_ask(day=TOMORROW + timedelta(days=30)),
        side=Side.CUSTOMER,
        by=None,
        now=late,
    )
    assert cancel(moved, late + HOUR / 60) is None
    assert_books_agree(late)


def test_an_extension_that_was_not_paid_gives_back_what_was_paid(now):
    booking = extend(paid(now), 4, now)
    refund = cancel(booking, now)
    assert refund is not None
    assert refund.amount == 2 * HOUR_PRICE
    assert cancel(reread(booking), now) == refund
    assert not booking.payments.filter(status=AttemptStatus.CREATED).exists()
    assert_books_agree(now)


def test_cancelling_by_halves_twice_is_one_refund(now):
    booking = paid(now, 3, cancellation_tier=CancellationTier.MODERATE)
    at = booking.starts_at - 10 * HOUR
    first = cancel(booking, at)
    assert cancel(reread(booking), at + HOUR) == first
    assert returned(booking) == Decimal("3.480")
    services.hand_back_cash(refund=first, by=VendorFactory(), now=at)
    assert reread(booking).payment_status == PaymentStatus.REFUNDED
    assert_books_agree(at)


# --- scenario 6 ------------------------------------------------------------------------------------------


def test_the_second_of_two_requests_for_one_unit_names_the_first(now):
    service = service_on_sale(max_capacity=2, is_instant=False)
    owner = service.branch.vendor
    first, second = [
        services.check_out(
            booking=hold(service, now=now), customer=UserFactory(), method=PaymentMethod.CASH, now=now
        )
        for _ in range(2)
    ]
    change_capacity(service=service, capacity=1, by=owner, now=now)
    assert services.accept_request(booking=first, by=owner, now=now).status == BookingStatus.CONFIRMED
    with pytest.raises(Refused) as refused:
        services.accept_request(booking=second, by=owner, now=now)
    refusal = refused.value.refusal
    assert refusal.code == RefusalCode.TAKEN
    assert refusal.facts["booking_number"] == first.booking_number
    assert first.booking_number in refusal.message
    assert reread(second).status == BookingStatus.PENDING
    assert_books_agree(now)


# --- everything in any order -----------------------------------------------------------------------------


def hand_everything_back(booking: Booking, now) -> None:
    for refund in Refund.objects.filter(payment__booking=booking, status=RefundStatus.REQUESTED):
        services.hand_back_cash(refund=refund, by=VendorFactory(), now=now)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_in_whatever_order_the_books_agree(now, seed):
    dice = random.Random(seed)
    booking = booked(now, 4, cancellation_tier=dice.choice(list(CancellationTier)), max_capacity=2)
    moments = sorted(now + dice.random() * (booking.starts_at + 2 * HOUR - now) for _ in range(12))
    for moment in moments:
        side = dice.choice([Side.CUSTOMER, Side.VENDOR])
        act = dice.choice(
            [
                lambda b, m, s=side: extend(b, dice.randint(1, 8), m, s),
                lambda b, m, s=side: shorten(b, dice.randint(1, 8), m, s),
                lambda b, m, s=side: move(b, m, price=dice.choice(["1", "1.337", "4"]), side=s),
                collect,
                hand_everything_back,
            ]
        )
        try:
            act(reread(booking), moment)
        except DomainError:
            continue
        finally:
            assert_books_agree(moment)
    end = dice.choice(list(CancelledBy)[:3])
    preview = refund_preview(reread(booking), by=end, at=moments[-1])
    try:
        refund = cancel(reread(booking), moments[-1], end)
    except DomainError:
        return
    assert (refund is not None) == (preview.amount > 0)
    assert reread(booking).net_paid == preview.paid - preview.amount
    assert_books_agree(moments[-1])
