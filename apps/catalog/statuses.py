"""What is sold, by which unit of time, and whether it is on sale."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from atspaces.shared.flow import Flow


class ServiceName(TextChoices):
    HOT_DESK = "hot_desk", _("Hot desk")
    PRIVATE_OFFICE = "private_office", _("Private office")
    MEETING_ROOM = "meeting_room", _("Meeting room")


class PriceUnit(TextChoices):
    HOUR = "hour", _("Hour")
    DAY = "day", _("Day")
    WEEK = "week", _("Week")
    MONTH = "month", _("Month")


class SaleStatus(TextChoices):
    ACTIVE = "active", _("On sale")
    PAUSED = "paused", _("Paused")
    ARCHIVED = "archived", _("Archived")


SALE_FLOW: Flow[SaleStatus] = Flow(
    {
        SaleStatus.ACTIVE: frozenset({SaleStatus.PAUSED, SaleStatus.ARCHIVED}),
        SaleStatus.PAUSED: frozenset({SaleStatus.ACTIVE, SaleStatus.ARCHIVED}),
        # Out of the archive it is looked over before it is sold again.
        SaleStatus.ARCHIVED: frozenset({SaleStatus.PAUSED}),
    }
)


class CancellationTier(TextChoices):
    FLEXIBLE = "flexible", _("Flexible")
    MODERATE = "moderate", _("Moderate")
    STRICT = "strict", _("Strict")
