"""Money in and money back: once, whole, and to the fils what was shown before."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from apps.accounts.message_texts import sms_text
from apps.accounts.models import AuditEntry, OutboxMessage
from apps.bookings.models import Booking
from apps.bookings.policies import refund_steps_of
from apps.bookings.services import (
    cancel_booking,
    complete_past_bookings,
    expire_overdue_holds,
    mark_no_show,
    set_branch_status,
)
from apps.bookings.services.locking import ServiceBusy
from apps.bookings.services.moves import HoldLost, NotNow
from apps.bookings.statuses import BookingStatus, CancelledBy, PaymentMethod, PaymentStatus
from apps.branches.statuses import BranchStatus
from apps.catalog.refusals import Refused
from apps.catalog.statuses import CancellationTier
from apps.payments import services
from apps.payments.models import Payment, Refund
from apps.payments.policies import refund_preview
from apps.payments.services import settling
from apps.payments.statuses import AttemptStatus, RefundStatus
from atspaces.shared.flow import IllegalMove
from tests.accounts.factories import UserFactory, VendorFactory
from tests.bookings.factories import hold, service_on_sale
from tests.payments.factories import checked_out, paid

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
TOTAL = Decimal("4.640")
TIERS = {tier: {"cancellation_tier": tier} for tier in CancellationTier}


def reread(booking: Booking) -> Booking:
    return Booking.objects.get(pk=booking.pk)


def audited(action: str) -> int:
    return AuditEntry.objects.filter(action=action).count()


def told(event: str) -> int:
    return OutboxMessage.objects.filter(event=event, channel="sms").count()


def pay(booking, now, customer=None, method=PaymentMethod.CASH):
    return services.check_out(booking=booking, customer=customer or UserFactory(), method=method, now=now)


def collect(booking, now, by=None):
    return services.collect_cash(booking=booking, by=by or VendorFactory(), now=now)


def cancel(booking, now, by=CancelledBy.CUSTOMER):
    return services.cancel_and_refund(
        booking=booking, cancelled_by=by, reason="", actor=booking.customer, now=now
    )


# --- checking out ----------------------------------------------------------------------------------------


def test_checking_out_confirms_and_opens_one_attempt_for_the_whole_amount(now):
    booking = pay(hold(service_on_sale(), now=now), now)
    assert (booking.status, booking.payment_status) == (BookingStatus.CONFIRMED, PaymentStatus.PENDING)
    attempt = Payment.objects.get()
    assert (attempt.booking, attempt.amount, attempt.currency) == (booking, TOTAL, "JOD")
    assert (attempt.provider, attempt.status) == ("cash", AttemptStatus.CREATED)
    assert attempt.transaction_id is None


def test_checking_out_twice_is_one_booking_and_one_attempt(now):
    held, customer = hold(service_on_sale(), now=now), UserFactory()
    assert pay(held, now, customer) == pay(held, now + SECOND, customer)
    assert Payment.objects.count() == audited("booking confirmed") == told("bookings/confirmed") == 1


def test_checking_out_again_after_paying_opens_no_second_attempt(now):
    customer = UserFactory()
    booking = checked_out(now=now, customer=customer)
    collect(booking, now)
    pay(booking, now, customer)
    assert Payment.objects.get().status == AttemptStatus.CAPTURED


def test_a_space_that_the_branch_confirms_becomes_a_request(now):
    booking = checked_out(now=now, is_instant=False)
    assert (booking.status, booking.is_request) == (BookingStatus.PENDING, True)
    assert booking.customer is not None
    assert Payment.objects.get().status == AttemptStatus.CREATED
    assert (told("bookings/vendor_request"), told("bookings/confirmed")) == (1, 0)


@pytest.mark.parametrize("method", [PaymentMethod.CARD, PaymentMethod.APPLE_PAY])
def test_a_method_that_nobody_takes_is_refused_and_nothing_is_booked(now, method):
    held = hold(service_on_sale(), now=now)
    with pytest.raises(services.CannotPay):
        pay(held, now, method=method)
    assert reread(held).status == BookingStatus.PENDING
    assert not Payment.objects.exists()


def test_checking_out_a_lost_hold_opens_no_attempt(now):
    held = hold(service_on_sale(), now=now)
    with pytest.raises(HoldLost):
        pay(held, held.hold_expires_at)
    assert reread(held).status == BookingStatus.PENDING
    assert not Payment.objects.exists()


# --- answering requests ----------------------------------------------------------------------------------


def accept(booking, now):
    return services.accept_request(booking=booking, by=VendorFactory(), now=now)


def test_accepting_a_request_twice_confirms_it_once(now):
    request = checked_out(now=now, is_instant=False)
    assert accept(request, now).status == accept(request, now).status == BookingStatus.CONFIRMED
    assert Payment.objects.get().status == AttemptStatus.CREATED
    assert audited("request accepted") == told("bookings/confirmed") == 1


def test_a_request_is_not_accepted_after_its_deadline_nor_after_it_was_called_off(now):
    overdue, called_off = (checked_out(now=now, is_instant=False) for _ in range(2))
    cancel(called_off, now)
    for request, moment in [(overdue, overdue.hold_expires_at), (called_off, now)]:
        with pytest.raises(services.TooLate):
            accept(request, moment)
    assert reread(overdue).status == BookingStatus.PENDING
    assert reread(called_off).status == BookingStatus.CANCELLED
    assert audited("request accepted") == 0


@pytest.mark.parametrize("ended_by", [CancelledBy.CUSTOMER, CancelledBy.VENDOR])
def test_checking_out_a_request_that_has_ended_opens_no_new_attempt(now, ended_by):
    customer = UserFactory()
    request = checked_out(now=now, customer=customer, is_instant=False)
    cancel(request, now, ended_by)
    with pytest.raises(HoldLost):
        pay(request, now, customer)
    assert Payment.objects.get().status == AttemptStatus.CANCELLED
    assert reread(request).status == BookingStatus.CANCELLED


def test_checking_out_again_after_the_branch_accepted_is_the_same_booking(now):
    customer = UserFactory()
    request = checked_out(now=now, customer=customer, is_instant=False)
    accept(request, now)
    assert pay(request, now, customer).status == BookingStatus.CONFIRMED
    assert Payment.objects.count() == 1


def test_a_plain_hold_cannot_be_accepted_as_a_request(now):
    held = hold(service_on_sale(), now=now)
    with pytest.raises(services.TooLate):
        accept(held, now)
    assert reread(held).status == BookingStatus.PENDING


def test_a_request_is_not_accepted_by_a_branch_that_is_paused_since(now):
    request = checked_out(now=now, is_instant=False)
    set_branch_status(
        branch=request.vendor_service.branch, status=BranchStatus.SUSPENDED, by=UserFactory(), now=now
    )
    with pytest.raises(Refused):
        accept(request, now)
    assert reread(request).status == BookingStatus.PENDING


# --- collecting cash -------------------------------------------------------------------------------------


def test_collecting_captures_the_whole_amount_and_gives_a_receipt(now):
    desk = VendorFactory()
    booking = checked_out(now=now)
    payment = collect(booking, now, desk)
    assert (payment.status, payment.amount, payment.collected_by) == (AttemptStatus.CAPTURED, TOTAL, desk)
    assert payment.captured_at == now
    assert payment.transaction_id.startswith("CASH-")
    assert reread(booking).payment_status == PaymentStatus.PAID
    assert AuditEntry.objects.get(action="cash collected").details == {"amount": "4.640"}


def test_collecting_twice_gives_the_first_receipt(now):
    booking, first_desk = checked_out(now=now), VendorFactory()
    first = collect(booking, now, first_desk)
    second = collect(booking, now + SECOND)
    assert (second.pk, second.transaction_id, second.captured_at) == (first.pk, first.transaction_id, now)
    assert second.collected_by == first_desk
    assert Payment.objects.count() == audited("cash collected") == told("payments/received") == 1


def test_cash_may_still_be_collected_after_the_stay(now):
    booking = checked_out(now=now)
    complete_past_bookings(now=booking.ends_at)
    assert collect(booking, booking.ends_at).status == AttemptStatus.CAPTURED


def unconfirmed(now):
    return hold(service_on_sale(), now=now)


def unanswered(now):
    return checked_out(now=now, is_instant=False)


def cancelled(now):
    booking = checked_out(now=now)
    cancel(booking, now)
    return booking


def absent(now):
    booking = checked_out(now=now)
    return mark_no_show(booking=booking, by=VendorFactory(), now=booking.starts_at + timedelta(minutes=30))


@pytest.mark.parametrize("made", [unconfirmed, unanswered, cancelled, absent])
def test_there_is_no_cash_to_collect_for_what_is_not_booked(now, made):
    booking = made(now)
    with pytest.raises(services.CannotPay):
        collect(booking, now)
    assert reread(booking).payment_status == PaymentStatus.PENDING
    assert not Payment.objects.filter(status=AttemptStatus.CAPTURED).exists()
    assert told("payments/received") == 0


def test_collecting_and_letting_in_is_both_or_neither(now):
    booking, desk = checked_out(now=now), VendorFactory()
    with pytest.raises(NotNow):
        services.collect_and_check_in(booking=booking, by=desk, now=now)
    assert reread(booking).payment_status == PaymentStatus.PENDING
    assert Payment.objects.get().status == AttemptStatus.CREATED
    for moment in (booking.starts_at, booking.starts_at + SECOND):
        booking = services.collect_and_check_in(booking=booking, by=desk, now=moment)
    booking = reread(booking)
    assert booking.payment_status == PaymentStatus.PAID
    assert booking.checked_in_at == booking.starts_at
    assert Payment.objects.get().captured_at == booking.starts_at


# --- cancelling ------------------------------------------------------------------------------------------


def moments_of(booking: Booking) -> list:
    """Just before, at and after every step of a booking's terms."""
    return [step.until + n * SECOND for step in refund_steps_of(booking) for n in (-1, 0, 1)]


@pytest.mark.parametrize("tier", CancellationTier)
def test_what_is_shown_is_what_is_refunded_at_every_step(now, tier):
    long_before = now - timedelta(days=10)
    steps = len(moments_of(checked_out(now=long_before, **TIERS[tier])))
    for number in range(steps):
        payment = paid(now=long_before, prices={"hour": "2.333"}, **TIERS[tier])
        booking = reread(payment.booking)
        moment = moments_of(booking)[number]
        shown = refund_preview(booking, by=CancelledBy.CUSTOMER, at=moment)
        refund = cancel(booking, moment)
        given = refund.amount if refund else Decimal(0)
        assert (shown.paid, given) == (payment.amount, shown.amount)
        if refund:
            assert Refund.objects.get(payment=payment).status == RefundStatus.REQUESTED


def test_half_of_an_odd_number_of_fils_is_rounded_once(now):
    payment = paid(now=now - timedelta(days=10), prices={"hour": "0.001"}, cancellation_tier="moderate")
    assert payment.amount == Decimal("0.002")
    odd = paid(now=now - timedelta(days=10), prices={"hour": "1.001"}, cancellation_tier="moderate")
    assert odd.amount == Decimal("2.322")
    assert cancel(odd.booking, odd.booking.starts_at - timedelta(hours=5)).amount == Decimal("1.161")


def test_the_refund_is_of_the_moment_of_cancelling_however_late_it_is_asked_for(now):
    booking = reread(paid(now=now - timedelta(days=10)).booking)
    in_time, too_late = booking.starts_at - timedelta(hours=3), booking.starts_at - timedelta(hours=1)
    cancel_booking(booking=booking, cancelled_by=CancelledBy.CUSTOMER, reason="", actor=None, now=in_time)
    assert cancel(reread(booking), too_late).amount == TOTAL


def test_cancelling_what_is_unpaid_gives_nothing_back_and_closes_the_attempt(now):
    booking = checked_out(now=now)
    assert refund_preview(booking, by=CancelledBy.CUSTOMER, at=now).amount == 0
    assert cancel(booking, now) is None
    assert not Refund.objects.exists()
    assert Payment.objects.get().status == AttemptStatus.CANCELLED
    assert reread(booking).status == BookingStatus.CANCELLED
    assert reread(booking).payment_status == PaymentStatus.PENDING


def test_cancelling_too_late_gives_nothing_back_and_keeps_the_money(now):
    booking = reread(paid(now=now).booking)
    assert cancel(booking, booking.starts_at - timedelta(hours=1)) is None
    assert not Refund.objects.exists()
    assert reread(booking).payment_status == PaymentStatus.PAID


def test_cancelling_twice_is_one_refund(now):
    booking = reread(paid(now=now).booking)
    first, second = cancel(booking, now), cancel(booking, booking.ends_at)
    assert first == second == Refund.objects.get()
    assert first.amount == TOTAL
    assert audited("booking cancelled") == told("bookings/cancelled") == 1


def test_the_customer_is_told_how_much_comes_back(now):
    unpaid, booking = checked_out(now=now), reread(paid(now=now).booking)
    cancel(unpaid, now)
    refund = cancel(booking, now)
    told_of = {
        message.user: sms_text(event=message.event, context=message.context, language="en")
        for message in OutboxMessage.objects.filter(event="bookings/cancelled", channel="sms")
    }
    assert refund.amount == TOTAL
    assert "4.640" in told_of[booking.customer]
    assert "back" not in told_of[unpaid.customer]


def test_cancelling_again_after_the_money_went_back_gives_nothing_more(now):
    booking = reread(paid(now=now).booking)
    services.hand_back_cash(refund=cancel(booking, now), by=VendorFactory(), now=now)
    cancel(reread(booking), now)
    assert Refund.objects.count() == 1


@pytest.mark.parametrize("by", [CancelledBy.VENDOR, CancelledBy.ADMIN])
def test_a_cancellation_that_is_not_the_customers_gives_all_back(now, by):
    booking = reread(paid(now=now, cancellation_tier=CancellationTier.STRICT).booking)
    late = booking.starts_at + timedelta(minutes=5)
    assert refund_preview(booking, by=CancelledBy.CUSTOMER, at=late).amount == 0
    assert refund_preview(booking, by=by, at=late).amount == TOTAL
    assert cancel(booking, late, by).amount == TOTAL


SIDES = [CancelledBy.CUSTOMER, CancelledBy.VENDOR, CancelledBy.ADMIN]


@pytest.mark.parametrize("by", SIDES)
def test_what_is_over_cannot_be_cancelled(now, by):
    booking = reread(paid(now=now).booking)
    with pytest.raises(services.TooLate):
        cancel(booking, booking.ends_at, by)
    complete_past_bookings(now=booking.ends_at)
    with pytest.raises(services.TooLate):
        cancel(booking, booking.ends_at, by)
    assert not Refund.objects.exists()
    assert reread(booking).status == BookingStatus.COMPLETED


def test_a_customer_cannot_cancel_what_has_begun(now):
    booking = reread(paid(now=now).booking)
    with pytest.raises(services.TooLate):
        cancel(booking, booking.starts_at)
    assert reread(booking).status == BookingStatus.CONFIRMED


@pytest.mark.parametrize("by", SIDES)
def test_whoever_ended_it_first_ended_it(now, by):
    booking = reread(paid(now=now).booking)
    refund = cancel(booking, now, by)
    for other in SIDES:
        if other != by:
            with pytest.raises(services.TooLate):
                cancel(booking, now, other)
    assert reread(booking).cancelled_by == by
    assert Refund.objects.get() == refund


def test_the_branch_calls_off_with_its_reason(now):
    booking = checked_out(now=now)
    services.cancel_and_refund(
        booking=booking,
        cancelled_by=CancelledBy.VENDOR,
        reason="Water damage",
        actor=VendorFactory(),
        now=now,
    )
    booking = reread(booking)
    assert (booking.cancelled_by, booking.cancel_reason) == (CancelledBy.VENDOR, "Water damage")
    assert audited("booking cancelled") == 1


def test_the_branch_declines_a_request(now):
    request = checked_out(now=now, is_instant=False)
    assert cancel(request, now, CancelledBy.VENDOR) is None
    assert reread(request).status == BookingStatus.CANCELLED
    assert Payment.objects.get().status == AttemptStatus.CANCELLED


def test_the_branch_does_not_cancel_once_the_guest_is_in(now):
    inside = checked_out(now=now)
    services.collect_and_check_in(booking=inside, by=VendorFactory(), now=inside.starts_at)
    with pytest.raises(services.TooLate):
        cancel(inside, inside.starts_at, CancelledBy.VENDOR)
    assert not Refund.objects.exists()
    assert reread(inside).status == BookingStatus.CONFIRMED


# --- handing back ----------------------------------------------------------------------------------------


def test_handing_back_twice_is_once(now):
    refund = cancel(reread(paid(now=now).booking), now)
    assert refund.status == RefundStatus.REQUESTED
    desk = VendorFactory()
    for moment in (now, now + SECOND):
        refund = services.hand_back_cash(refund=refund, by=desk, now=moment)
    assert (refund.status, refund.done_at) == (RefundStatus.DONE, now)
    assert reread(refund.payment.booking).payment_status == PaymentStatus.REFUNDED
    assert audited("cash handed back") == 1


def test_a_refund_that_failed_is_not_handed_back(now):
    refund = cancel(reread(paid(now=now).booking), now)
    Refund.objects.update(status=RefundStatus.FAILED)
    with pytest.raises(IllegalMove):
        services.hand_back_cash(refund=refund, by=VendorFactory(), now=now)
    assert reread(refund.payment.booking).payment_status == PaymentStatus.PAID
    assert Refund.objects.get().done_at is None


# --- what the database itself refuses --------------------------------------------------------------------


def refund_row(payment: Payment, amount: str, now, **columns) -> Refund:
    with transaction.atomic():
        return Refund.objects.create(payment=payment, amount=Decimal(amount), created_at=now, **columns)


def test_the_database_refuses_refunds_above_what_was_captured(now):
    payment = paid(now=now)
    with pytest.raises(IntegrityError, match="refunds exceed"):
        refund_row(payment, "4.641", now)
    refund_row(payment, "4.000", now)
    with pytest.raises(IntegrityError, match="refunds exceed"):
        refund_row(payment, "0.641", now)
    refund_row(payment, "0.640", now)
    with pytest.raises(IntegrityError, match="refunds exceed"):
        refund_row(payment, "0.001", now)
    assert sum(refund.amount for refund in Refund.objects.all()) == TOTAL


def test_the_database_refuses_to_raise_a_refund_or_revive_a_failed_one_above_it(now):
    payment = paid(now=now)
    failed = refund_row(payment, "4.640", now, status=RefundStatus.FAILED)
    again = refund_row(payment, "4.640", now)
    for changed, columns in [(again, {"amount": Decimal("4.641")}), (failed, {"status": RefundStatus.DONE})]:
        with pytest.raises(IntegrityError, match="refunds exceed"), transaction.atomic():
            Refund.objects.filter(pk=changed.pk).update(**columns)
    assert Refund.objects.get(pk=again.pk).amount == TOTAL


def test_the_database_refuses_to_refund_what_was_not_captured_or_nothing(now):
    checked_out(now=now)
    with pytest.raises(IntegrityError, match="refunds exceed"):
        refund_row(Payment.objects.get(), "1.000", now)
    with pytest.raises(IntegrityError, match="refunds_amount_positive"):
        refund_row(paid(now=now), "0.000", now)
    assert not Refund.objects.exists()


def test_the_database_allows_one_open_attempt_a_booking(now):
    booking = checked_out(now=now)
    attempt = Payment.objects.get()
    attempt.pk = None
    with pytest.raises(IntegrityError, match="payments_one_open_attempt"), transaction.atomic():
        attempt.save(force_insert=True)
    assert booking.payments.count() == 1


def test_attempts_of_bookings_that_ended_without_money_are_closed_and_others_are_not(now):
    kept, absent = checked_out(now=now), checked_out(now=now)
    overdue = checked_out(now=now, is_instant=False)
    moment = absent.starts_at + timedelta(minutes=30)
    mark_no_show(booking=absent, by=VendorFactory(), now=moment)
    expire_overdue_holds(now=overdue.hold_expires_at)
    assert services.close_stale_attempts() == 2
    assert services.close_stale_attempts() == 0
    assert reread(kept).payments.get().status == AttemptStatus.CREATED
    for ended in (absent, overdue):
        assert reread(ended).payments.get().status == AttemptStatus.CANCELLED


def test_a_busy_service_keeps_its_attempts_until_the_next_run_and_stops_no_other(now, monkeypatch):
    busy, idle = checked_out(now=now), checked_out(now=now)
    moment = busy.starts_at + timedelta(minutes=30)
    for absent in (busy, idle):
        mark_no_show(booking=absent, by=VendorFactory(), now=moment)
    lock = settling.locked_booking

    def refuse(booking):
        if booking.pk == busy.pk:
            raise ServiceBusy
        return lock(booking)

    monkeypatch.setattr(settling, "locked_booking", refuse)
    assert services.close_stale_attempts() == 1
    assert reread(busy).payments.get().status == AttemptStatus.CREATED
    monkeypatch.undo()
    assert services.close_stale_attempts() == 1
    assert reread(busy).payments.get().status == AttemptStatus.CANCELLED
