"""The states of money on its way in and on its way back."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from atspaces.shared.flow import Flow


class AttemptStatus(TextChoices):
    """One attempt to pay one booking, as the gateway sees it."""

    CREATED = "created", _("Started")
    REDIRECTED = "redirected", _("At the gateway")
    CHALLENGE = "challenge", _("Bank asks")
    REVIEW = "review", _("Under review")
    CAPTURED = "captured", _("Received")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Expired")


_OPEN = frozenset(
    {AttemptStatus.CREATED, AttemptStatus.REDIRECTED, AttemptStatus.CHALLENGE, AttemptStatus.REVIEW}
)
_ENDS = frozenset(
    {AttemptStatus.CAPTURED, AttemptStatus.FAILED, AttemptStatus.CANCELLED, AttemptStatus.EXPIRED}
)

ATTEMPT_FLOW: Flow[AttemptStatus] = Flow({state: (_OPEN | _ENDS) - {state} for state in _OPEN})
OPEN_ATTEMPTS = sorted(_OPEN)


class RefundStatus(TextChoices):
    REQUESTED = "requested", _("To be given back")
    IN_TRANSIT = "in_transit", _("On its way")
    DONE = "done", _("Given back")
    FAILED = "failed", _("Failed")
    UNKNOWN = "unknown", _("Unknown")


REFUND_FLOW: Flow[RefundStatus] = Flow(
    {
        RefundStatus.REQUESTED: frozenset(
            {RefundStatus.IN_TRANSIT, RefundStatus.DONE, RefundStatus.FAILED, RefundStatus.UNKNOWN}
        ),
        RefundStatus.IN_TRANSIT: frozenset({RefundStatus.DONE, RefundStatus.FAILED, RefundStatus.UNKNOWN}),
        RefundStatus.UNKNOWN: frozenset({RefundStatus.DONE, RefundStatus.FAILED}),
    }
)
