"""Search reads a projection: holds that ran out are written down before somebody looks."""

from datetime import datetime

from apps.bookings.services import tidy_overdue_holds


def let_go_of_overdue(*, now: datetime) -> None:
    """Free what ran out, with or without a worker; one query when nothing did, and no waiting."""
    tidy_overdue_holds(now=now)
