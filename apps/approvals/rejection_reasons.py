"""Reasons an admin can start from when rejecting. Each says what would be accepted."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.approvals.statuses import RequestType


@dataclass(frozen=True)
class ReasonTemplate:
    """A name for the admin's list, and the text the vendor would read."""

    key: str
    name: str | Promise
    text: str | Promise


TEMPLATES: dict[RequestType, tuple[ReasonTemplate, ...]] = {
    RequestType.CAPACITY_CHANGE: (
        ReasonTemplate(
            "floor-plan",
            _("Does not fit the floor plan"),
            _("The floor plan we have shows room for fewer units. Send us the new plan and ask again."),
        ),
        ReasonTemplate(
            "booked",
            _("More is booked already"),
            _("More units are booked on some days. Ask for at least as many, or again after those days."),
        ),
    ),
    RequestType.PAUSE_BRANCH: (
        ReasonTemplate(
            "guests",
            _("Guests are expected"),
            _("Guests have booked the coming days. Write in the note who receives them, and ask again."),
        ),
        ReasonTemplate(
            "special-hours",
            _("A few closed days are enough"),
            _("For a few days enter special hours instead: the branch then stays in the search."),
        ),
    ),
    RequestType.ACTIVATE_BRANCH: (
        ReasonTemplate(
            "description",
            _("Description or address incomplete"),
            _("Guests cannot find the door yet. Complete the description and the address, and ask again."),
        ),
        ReasonTemplate(
            "prices",
            _("Prices look wrong"),
            _("A price looks like a slip. Check the price of every service, and ask again."),
        ),
    ),
}
