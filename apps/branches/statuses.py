"""The states of a branch and the parts that a vendor's people play in it."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class BranchStatus(TextChoices):
    ACTIVE = "active", _("Open for booking")
    SUSPENDED = "suspended", _("Paused")
    PENDING = "pending", _("Waiting for approval")


class Weekday(IntegerChoices):
    """Numbered as `date.weekday()`, listed as Jordan's week runs."""

    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")


class StaffRole(TextChoices):
    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("Manager")
    RECEPTION = "reception", _("Reception")
    ACCOUNTANT = "accountant", _("Accountant")
