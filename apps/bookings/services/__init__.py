"""Every change of a booking and of what is free. The only door to both."""

from apps.bookings.services.any_desk import hold_any_of
from apps.bookings.services.holds import ServiceBusy, extend_hold, hold_units, set_contact
from apps.bookings.services.housekeeping import (
    complete_past_bookings,
    expire_overdue_holds,
    remind_of_upcoming,
    tidy_overdue_holds,
)
from apps.bookings.services.moves import (
    HoldLost,
    accept_booking,
    cancel_booking,
    check_in,
    confirm_booking,
    mark_no_show,
    release_hold,
    request_booking,
)
from apps.bookings.services.projection import project_days
from apps.bookings.services.rescheduling import reschedule_booking
from apps.bookings.services.series import book_series, confirm_series
from apps.bookings.services.stays import check_out_early, extend_booking, shorten_booking
from apps.bookings.services.supply.blocks import (
    WrongBlock,
    block_days,
    block_units,
    remove_block,
    remove_blocks,
)
from apps.bookings.services.supply.capacity import WrongCapacity, change_capacity, set_day_capacity
from apps.bookings.services.supply.hours import (
    call_off_special_hours,
    clear_special_hours,
    confirm_special_hours,
    set_season_hours,
    set_special_hours,
    set_weekly_hours,
)
from apps.bookings.services.supply.preview import change_effects
from apps.bookings.services.supply.prices import WrongPrice, set_prices, set_rates
from apps.bookings.services.supply.selling import (
    WrongRules,
    change_rules,
    set_branch_status,
    set_sale_status,
)
from apps.bookings.services.walk_in import book_walk_in

__all__ = [
    "HoldLost",
    "ServiceBusy",
    "WrongBlock",
    "WrongCapacity",
    "WrongPrice",
    "WrongRules",
    "accept_booking",
    "block_days",
    "block_units",
    "book_series",
    "book_walk_in",
    "call_off_special_hours",
    "cancel_booking",
    "change_capacity",
    "change_effects",
    "change_rules",
    "check_in",
    "check_out_early",
    "clear_special_hours",
    "complete_past_bookings",
    "confirm_booking",
    "confirm_series",
    "confirm_special_hours",
    "expire_overdue_holds",
    "extend_booking",
    "extend_hold",
    "hold_any_of",
    "hold_units",
    "mark_no_show",
    "project_days",
    "release_hold",
    "remind_of_upcoming",
    "remove_block",
    "remove_blocks",
    "request_booking",
    "reschedule_booking",
    "set_branch_status",
    "set_contact",
    "set_day_capacity",
    "set_prices",
    "set_rates",
    "set_sale_status",
    "set_season_hours",
    "set_special_hours",
    "set_weekly_hours",
    "shorten_booking",
    "tidy_overdue_holds",
]
