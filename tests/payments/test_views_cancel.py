"""Giving up a booking: what comes back is shown first, and is what is given back."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from apps.bookings.models import Booking
from apps.bookings.services import check_in
from apps.bookings.statuses import BookingStatus, CancelledBy
from apps.catalog.statuses import CancellationTier
from apps.payments.models import Refund
from apps.payments.services import collect_cash
from tests.bookings.desk import TODAY, at, guest_of, signed_in
from tests.bookings.factories import service_on_sale
from tests.bookings.steps import ticket_path

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking(now: datetime, monkeypatch: pytest.MonkeyPatch) -> Booking:
    """In four days at 10:00, under moderate terms, for 4.640 dinars."""
    at(monkeypatch, now)
    service = service_on_sale(cancellation_tier=CancellationTier.MODERATE)
    return guest_of(service, now=now, day=TODAY + timedelta(days=4), start=10)


def owner(booking: Booking) -> Client:
    assert booking.customer is not None
    return signed_in(booking.customer)


def cancel_path(booking: Booking) -> str:
    return f"{ticket_path(booking)}cancel/"


def pay(booking: Booking, now: datetime) -> None:
    collect_cash(booking=booking, by=booking.vendor_service.branch.vendor, now=now)


class TestPreview:
    def test_unpaid_costs_nothing(self, booking: Booking) -> None:
        page = owner(booking).get(cancel_path(booking)).content.decode()
        assert "You have paid nothing, so cancelling costs nothing." in page
        assert "refund JOD" not in page

    @pytest.mark.parametrize(
        ("hours_before", "said", "button"),
        [
            (48, "All of it comes back", "Cancel booking and refund JOD\u00a04.640"),
            (12, "50% comes back", "Cancel booking and refund JOD\u00a02.320"),
            (2, "nothing comes back", "Cancel booking"),
        ],
    )
    def test_paid_gives_back_by_the_step_in_force(
        self,
        booking: Booking,
        now: datetime,
        monkeypatch: pytest.MonkeyPatch,
        hours_before: int,
        said: str,
        button: str,
    ) -> None:
        pay(booking, now)
        at(monkeypatch, booking.starts_at - timedelta(hours=hours_before))
        page = owner(booking).get(cancel_path(booking)).content.decode()
        assert said in page
        assert button in page

    def test_looking_changes_nothing(self, booking: Booking) -> None:
        owner(booking).get(cancel_path(booking))
        booking.refresh_from_db()
        assert booking.status == BookingStatus.CONFIRMED


class TestCancelling:
    def test_what_was_shown_is_what_is_given_back(
        self, booking: Booking, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pay(booking, now)
        at(monkeypatch, booking.starts_at - timedelta(hours=12))
        fields = {"shown_amount": "2.320", "reason": "Ill"}
        answer = owner(booking).post(cancel_path(booking), fields, follow=True)
        page = answer.content.decode()
        booking.refresh_from_db()
        assert booking.status == BookingStatus.CANCELLED
        assert (booking.cancelled_by, booking.cancel_reason) == (CancelledBy.CUSTOMER, "Ill")
        assert Refund.objects.get().amount == Decimal("2.320")
        assert "Your booking is cancelled" in page
        assert "JOD\u00a02.320" in page

    def test_a_step_that_passed_meanwhile_is_shown_again_first(
        self, booking: Booking, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pay(booking, now)
        at(monkeypatch, booking.starts_at - timedelta(hours=12))
        answer = owner(booking).post(cancel_path(booking), {"shown_amount": "4.640", "reason": "Ill"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "What comes back has changed" in page
        assert 'name="shown_amount" value="2.320"' in page
        assert "Ill" in page
        booking.refresh_from_db()
        assert booking.status == BookingStatus.CONFIRMED
        assert not Refund.objects.exists()

    def test_a_tampered_amount_gives_nothing(self, booking: Booking, now: datetime) -> None:
        pay(booking, now)
        answer = owner(booking).post(cancel_path(booking), {"shown_amount": "999"})
        assert answer.status_code == 422
        assert not Refund.objects.exists()

    def test_twice_is_once(self, booking: Booking, now: datetime) -> None:
        pay(booking, now)
        client = owner(booking)
        for _press in range(2):
            answer = client.post(cancel_path(booking), {"shown_amount": "4.640"})
            assert answer["Location"] == ticket_path(booking)
        assert Refund.objects.get().amount == Decimal("4.640")

    @pytest.mark.parametrize("late", ["begun", "checked in"])
    def test_too_late_says_so_and_changes_nothing(
        self, booking: Booking, monkeypatch: pytest.MonkeyPatch, late: str
    ) -> None:
        if late == "begun":
            at(monkeypatch, booking.starts_at + timedelta(minutes=1))
        else:
            moment = at(monkeypatch, booking.starts_at - timedelta(minutes=10))
            check_in(booking=booking, by=booking.vendor_service.branch.vendor, now=moment)
        answer = owner(booking).post(cancel_path(booking), {"shown_amount": "0"}, follow=True)
        assert "can no longer be cancelled" in answer.content.decode()
        booking.refresh_from_db()
        assert booking.status == BookingStatus.CONFIRMED
