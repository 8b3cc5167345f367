"""What people are told about bookings, and with which facts."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from apps.accounts.models import User
from apps.accounts.services.messages import notify
from apps.bookings.models import Booking


def booking_context(booking: Booking, *, language: str) -> dict[str, Any]:
    """Give what every message about a booking may say, as JSON."""
    service = booking.vendor_service
    branch = service.branch
    return {
        "number": booking.booking_number,
        "branch": branch.name,
        "branch_ar": branch.name_ar or branch.name,
        "service": service.name,
        "service_ar": service.name_ar or service.name,
        "address": branch.address,
        "address_ar": branch.address_ar or branch.address,
        "city": branch.city.name,
        "city_ar": branch.city.name_ar,
        "starts_at": booking.starts_at.isoformat(),
        "ends_at": booking.ends_at.isoformat(),
        "zone": branch.time_zone,
        "price_unit": booking.price_unit,
        "quantity": booking.quantity,
        "total_price": str(booking.total_price),
        "payment_status": booking.payment_status,
        "contact_name": booking.contact_name,
        "cancel_reason": booking.cancel_reason,
        "cancelled_by": booking.cancelled_by,
        "url": absolute_url("bookings:detail", booking.booking_number, language=language),
    }


def absolute_url(name: str, *args: Any, language: str) -> str:
    """Give the full address of a page in somebody's language."""
    with override(language):
        return f"{settings.BASE_URL}{reverse(name, args=args)}"


def tell_confirmed(booking: Booking, *, now: datetime) -> None:
    _tell_customer(booking, "bookings/confirmed", now)
    _tell_vendor(booking, "bookings/vendor_new", now)


def tell_vendor_of_request(booking: Booking, *, now: datetime) -> None:
    _tell_vendor(booking, "bookings/vendor_request", now)


def tell_cancelled(booking: Booking, refund_amount: Decimal, *, now: datetime) -> None:
    facts = {"refund_amount": str(refund_amount)} if refund_amount else {}
    _tell_customer(booking, "bookings/cancelled", now, **facts)
    _tell_vendor(booking, "bookings/vendor_cancelled", now, **facts)


def tell_reminder(booking: Booking, *, now: datetime) -> None:
    _tell_customer(booking, "bookings/reminder", now)


def tell_request_expired(booking: Booking, *, now: datetime) -> None:
    _tell_customer(booking, "bookings/expired_request", now)


def _tell_customer(booking: Booking, event: str, now: datetime, **facts: str) -> None:
    if booking.customer is not None:
        url = absolute_url("bookings:detail", booking.booking_number, language=booking.customer.language)
        _tell(booking.customer, booking, event, url, now, **facts)


def _tell_vendor(booking: Booking, event: str, now: datetime, **facts: str) -> None:
    vendor = booking.vendor_service.branch.vendor
    url = absolute_url("vendor:booking", booking.booking_number, language=vendor.language)
    _tell(vendor, booking, event, url, now, **facts)


def _tell(user: User, booking: Booking, event: str, url: str, now: datetime, **facts: str) -> None:
    context = booking_context(booking, language=user.language) | {"url": url} | facts
    dedup_key = f"{event}:{booking.booking_number}:{user.pk}"
    notify(user=user, event=event, context=context, now=now, dedup_key=dedup_key, url=url)
