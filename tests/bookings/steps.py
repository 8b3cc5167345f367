"""What a guest does in the browser, one step a function."""

from typing import Any

from django.test import Client
from django.urls import reverse

from apps.accounts import codes
from apps.accounts.models import OtpSession
from apps.bookings.models import Booking
from apps.catalog.models import VendorService

TOMORROW = "2027-01-13"
MOBILE = "079 123 4567"
MOBILE_E164 = "+962791234567"


def builder_path(service: VendorService) -> str:
    return reverse("bookings:builder", args=[service.branch.slug, service.slug])


def ask_fields(**changes: str) -> dict[str, str]:
    """Two hours tomorrow at 10:00 for one unit, as the builder's form sends it."""
    asked = {"day": TOMORROW, "length": "120", "quantity": "1", "start": "10:00", "token": "form-1"}
    return asked | changes


def hold_in(client: Client, service: VendorService, **changes: str) -> Booking:
    """Hold through the page, and give what is held."""
    answer = client.post(builder_path(service), ask_fields(**changes))
    assert answer.status_code == 302, answer.content.decode()
    return Booking.objects.get(booking_number=answer["Location"].split("/")[2])


def checkout_path(booking: Booking) -> str:
    return reverse("payments:checkout", args=[booking.booking_number])


def verify_path(booking: Booking) -> str:
    return reverse("payments:verify", args=[booking.booking_number])


def ticket_path(booking: Booking) -> str:
    return reverse("bookings:detail", args=[booking.booking_number])


def contact(**changes: str) -> dict[str, str]:
    """Who comes, as the checkout's form sends it."""
    typed = {"full_name": "Lina Al-Hassan", "phone_number": MOBILE, "email": "", "payment_method": "cash"}
    return typed | changes


def sent_digits() -> str:
    return codes.digits_of(OtpSession.objects.latest("created_at").nonce)


def book_in(client: Client, service: VendorService, **changes: str) -> Booking:
    """Go the whole way from the builder to the ticket."""
    booking = hold_in(client, service, **changes)
    client.post(checkout_path(booking), contact())
    answer: Any = client.post(verify_path(booking), {"code": sent_digits()})
    assert answer.status_code == 302
    booking.refresh_from_db()
    return booking
