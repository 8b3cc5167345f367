"""What is sold, by which unit of time, and whether it is on sale."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class CancellationTier(TextChoices):
    FLEXIBLE = "flexible", _("Flexible")
    MODERATE = "moderate", _("Moderate")
    STRICT = "strict", _("Strict")
