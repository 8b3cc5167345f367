"""What a vendor can ask for, and what can become of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from atspaces.shared.flow import Flow


class RequestType(TextChoices):
    CAPACITY_CHANGE = "capacity_change", _("Change of capacity")
    PAUSE_BRANCH = "pause_branch", _("Pause a branch")
    ACTIVATE_BRANCH = "activate_branch", _("Open a branch for booking")


class ApprovalStatus(TextChoices):
    PENDING = "pending", _("Waiting")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")


APPROVAL_FLOW: Flow[ApprovalStatus] = Flow(
    {ApprovalStatus.PENDING: frozenset({ApprovalStatus.APPROVED, ApprovalStatus.REJECTED})}
)
