"""Search reads a projection: holds that ran out are written down before somebody looks."""

from datetime import datetime

from apps.bookings.services import ServiceBusy, expire_overdue_holds


def let_go_of_overdue(*, now: datetime) -> None:
    """Free what ran out, with or without a worker; one query when nothing did.

    While somebody else is at work on the same service, the page is shown as it is.
    """
    try:
        expire_overdue_holds(now=now)
    except ServiceBusy:
        return
