"""Fetching a booking through whoever may see it."""

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from apps.accounts.browser import browser_key
from apps.bookings.models import Booking
from apps.bookings.queries import with_places


def booking_in_hand(request: HttpRequest, number: str) -> Booking:
    """Give a booking that this browser holds or that belongs to who is signed in; else 404.

    A booking with an owner is the owner's alone, whichever browser it began in.
    """
    allowed = Q(pk__in=[])
    if request.session.session_key is not None:
        allowed |= Q(holder_key=browser_key(request), customer__isnull=True)
    if request.user.is_authenticated:
        allowed |= Q(customer=request.user)
    return get_object_or_404(with_places(Booking.objects.filter(allowed)), booking_number=number)
