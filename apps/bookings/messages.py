"""What people are told about bookings, and with which facts."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from apps.accounts.models import User
from apps.accounts.services.messages import Notice, notify_all
from apps.bookings.models import Booking

type Facts = dict[str, str]


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
    guest = _to_customer(booking, "bookings/confirmed")
    notify_all(notices=[*guest, _to_vendor(booking, "bookings/vendor_new")], now=now)


def tell_vendor_of_request(booking: Booking, *, now: datetime) -> None:
    _tell_vendor(booking, "bookings/vendor_request", now)


def tell_cancelled(booking: Booking, refund_amount: Decimal, *, now: datetime) -> None:
    facts = {"refund_amount": str(refund_amount)} if refund_amount else {}
    guest = _to_customer(booking, "bookings/cancelled", facts)
    notify_all(notices=[*guest, _to_vendor(booking, "bookings/vendor_cancelled", facts)], now=now)


def tell_reminder(booking: Booking, *, now: datetime) -> None:
    # A booking that was moved is reminded of again.
    _tell_customer(booking, "bookings/reminder", now, once=booking.starts_at)


def tell_extended(booking: Booking, *, now: datetime) -> None:
    _tell_customer(booking, "bookings/extended", now, _open_amounts(booking), once=now)


def tell_shortened(booking: Booking, *, now: datetime) -> None:
    _tell_customer(booking, "bookings/shortened", now, _open_amounts(booking), once=now)


def tell_moved(booking: Booking, *, now: datetime) -> None:
    _tell_customer(booking, "bookings/moved", now, _open_amounts(booking), once=now)


def tell_vendor_of_change(booking: Booking, *, now: datetime) -> None:
    """Tell the branch that a guest's booking has another time, unit or length."""
    _tell_vendor(booking, "bookings/vendor_changed", now, once=now)


def tell_series_confirmed(bookings: Sequence[Booking], *, now: datetime) -> None:
    """Tell customer and branch of a whole series at once; the first booking stands for all."""
    first = min(bookings, key=lambda booking: booking.starts_at)
    facts = {"bookings": str(len(bookings))}
    guest = _to_customer(first, "bookings/series_confirmed", facts)
    notify_all(notices=[*guest, _to_vendor(first, "bookings/vendor_series", facts)], now=now)


def _open_amounts(booking: Booking) -> Facts:
    """Give what a changed booking that was paid still asks for, or gives back; dinars."""
    if not booking.net_paid:
        return {}
    difference = booking.total_price - booking.net_paid
    if not difference:
        return {}
    return {"due_amount" if difference > 0 else "refund_amount": str(abs(difference))}


def tell_request_expired(booking: Booking, *, now: datetime) -> None:
    _tell_customer(booking, "bookings/expired_request", now)


def _tell_customer(
    booking: Booking, event: str, now: datetime, facts: Facts | None = None, *, once: datetime | None = None
) -> None:
    notify_all(notices=_to_customer(booking, event, facts, once), now=now)


def _tell_vendor(
    booking: Booking, event: str, now: datetime, facts: Facts | None = None, *, once: datetime | None = None
) -> None:
    notify_all(notices=[_to_vendor(booking, event, facts, once)], now=now)


def _to_customer(
    booking: Booking, event: str, facts: Facts | None = None, once: datetime | None = None
) -> Sequence[Notice]:
    """Give what the customer is told; a guest without an account is told nothing."""
    if booking.customer is None:
        return []
    url = absolute_url("bookings:detail", booking.booking_number, language=booking.customer.language)
    return [_notice(booking.customer, booking, event, {"url": url, **(facts or {})}, once)]


def _to_vendor(
    booking: Booking, event: str, facts: Facts | None = None, once: datetime | None = None
) -> Notice:
    vendor = booking.vendor_service.branch.vendor
    url = absolute_url("vendor:booking", booking.booking_number, language=vendor.language)
    return _notice(vendor, booking, event, {"url": url, **(facts or {})}, once)


def _notice(user: User, booking: Booking, event: str, facts: Facts, once: datetime | None) -> Notice:
    """Say once to someone what happened to a booking, or once for each instant `once`."""
    context = booking_context(booking, language=user.language) | facts
    dedup_key = f"{event}:{booking.booking_number}:{user.pk}"
    if once is not None:
        dedup_key += f":{once.timestamp():.6f}"
    return Notice(user=user, event=event, context=context, dedup_key=dedup_key, url=facts["url"])
