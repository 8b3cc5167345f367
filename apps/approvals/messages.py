"""What a vendor is told about a decision."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from apps.accounts.models import User
from apps.approvals.models import ApprovalRequest


def requests_url(reader: User) -> str:
    """Give the path of the reader's list of requests, in their language."""
    with override(reader.language):
        return reverse("vendor:requests")


def decision_context(request: ApprovalRequest, reader: User) -> dict[str, object]:
    """Give what the templates of `approvals/approved` and `approvals/rejected` are filled with."""
    service = request.vendor_service
    return {
        "request_type": request.request_type,
        "branch": request.branch.name,
        "branch_ar": request.branch.name_ar,
        "service": service.name if service else "",
        "service_ar": service.name_ar if service else "",
        "capacity": request.requested_change.get("capacity"),
        "reason": request.rejection_reason,
        "url": settings.BASE_URL + requests_url(reader),
    }
