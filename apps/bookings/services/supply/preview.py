"""What a change of the supply would touch, before anybody makes it."""

from collections.abc import Callable

from django.db import transaction

from apps.bookings.effects import Effects, effects_on
from apps.bookings.models import Booking
from apps.bookings.queries import with_places


def change_effects(*, change: Callable[[], Effects]) -> Effects:
    """Make a change, see what it touches, and take it back: the preview cannot differ from the deed.

    `change` is a call of one of the services beside this one, such as
    `lambda: set_sale_status(service=desks, status=SaleStatus.PAUSED, by=vendor, now=now)`. Raises
    what it raises. It holds the services' locks only until it is taken back.
    """
    with transaction.atomic():
        touched = change().bookings
        transaction.set_rollback(True)
    # Read again: what was loaded in between speaks of the change as if it were made.
    return effects_on(with_places(Booking.objects.filter(pk__in=[booking.pk for booking in touched])))
