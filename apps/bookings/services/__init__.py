"""Every change of a booking and of what is free. The only door to both."""

from apps.bookings.services.changes import (
    block_units,
    change_capacity,
    remove_block,
    set_branch_status,
)
from apps.bookings.services.holds import ServiceBusy, extend_hold, hold_units, set_contact
from apps.bookings.services.housekeeping import (
    complete_past_bookings,
    expire_overdue_holds,
    remind_of_upcoming,
    tidy_overdue_holds,
)
from apps.bookings.services.moves import (
    HoldLost,
    cancel_booking,
    check_in,
    confirm_booking,
    mark_no_show,
    release_hold,
    request_booking,
)
from apps.bookings.services.projection import project_days

__all__ = [
    "HoldLost",
    "ServiceBusy",
    "block_units",
    "cancel_booking",
    "change_capacity",
    "check_in",
    "complete_past_bookings",
    "confirm_booking",
    "expire_overdue_holds",
    "extend_hold",
    "hold_units",
    "mark_no_show",
    "project_days",
    "release_hold",
    "remind_of_upcoming",
    "remove_block",
    "request_booking",
    "set_branch_status",
    "set_contact",
    "tidy_overdue_holds",
]
