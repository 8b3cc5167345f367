"""A customer's own bookings, in the lists of the page that shows them."""

from datetime import datetime

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.bookings.models import Booking
from apps.bookings.queries import bookings_of
from apps.bookings.statuses import BookingStatus


class OwnTab(TextChoices):
    """The lists of "My bookings"."""

    UPCOMING = "upcoming", _("Upcoming")
    PAST = "past", _("Past")
    CANCELLED = "cancelled", pgettext_lazy("bookings", "Cancelled")


def own_bookings(user: User, tab: OwnTab, *, now: datetime) -> QuerySet[Booking]:
    """Give one list: what comes next first, what is over or called off with the latest first."""
    order = ["starts_at", "pk"] if tab == OwnTab.UPCOMING else ["-starts_at", "-pk"]
    return bookings_of(user).filter(_condition(tab, now)).order_by(*order)


def next_booking(user: User, *, now: datetime) -> Booking | None:
    """Give the firm booking that comes next or is under way; none when there is none."""
    coming = bookings_of(user).filter(status=BookingStatus.CONFIRMED, ends_at__gt=now)
    return coming.order_by("starts_at", "pk").first()


def last_stay(user: User, *, now: datetime) -> Booking | None:
    """Give the stay that ended last, to be booked again; none before the first one."""
    over = bookings_of(user).filter(_condition(OwnTab.PAST, now)).exclude(status=BookingStatus.NO_SHOW)
    return over.order_by("-ends_at", "-pk").first()


def _condition(tab: OwnTab, now: datetime) -> Q:
    waiting = Q(status=BookingStatus.PENDING, hold_expires_at__gt=now)
    confirmed = Q(status=BookingStatus.CONFIRMED)
    match tab:
        case OwnTab.UPCOMING:
            return waiting | (confirmed & Q(ends_at__gt=now))
        case OwnTab.PAST:
            over = Q(status__in=[BookingStatus.COMPLETED, BookingStatus.NO_SHOW])
            return over | (confirmed & Q(ends_at__lte=now))
        case OwnTab.CANCELLED:
            # A request whose time ran out is off, even before anybody wrote it down.
            unanswered = Q(status=BookingStatus.PENDING, is_request=True, hold_expires_at__lte=now)
            return Q(status=BookingStatus.CANCELLED) | unanswered
