"""Asking for a change, and deciding it. A decision and what it changes are one transaction."""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.accounts.services.audit import record_audit
from apps.accounts.services.messages import notify
from apps.approvals import policies, queries
from apps.approvals.messages import decision_context, requests_url
from apps.approvals.models import ApprovalRequest
from apps.approvals.statuses import APPROVAL_FLOW, ApprovalStatus, RequestType
from apps.bookings.services import change_capacity, set_branch_status
from apps.branches.models import Branch
from apps.branches.statuses import BranchStatus
from apps.catalog.models import VendorService
from apps.catalog.statuses import SaleStatus
from atspaces.shared.db import is_lock_timeout, violated_constraint
from atspaces.shared.errors import DomainError
from atspaces.shared.formats import relative

MIN_CAPACITY: Final = 1
MAX_CAPACITY: Final = 9999
STATUS_AFTER: Final = {
    RequestType.PAUSE_BRANCH: BranchStatus.SUSPENDED,
    RequestType.ACTIVATE_BRANCH: BranchStatus.ACTIVE,
}


class RequestRefused(DomainError):
    """What is asked makes no sense as things stand; the message says why."""


class AlreadyAsked(DomainError):
    """The same request waits for a decision already."""


class NotAllowed(DomainError):
    """This person may not ask, or may not decide."""


class AlreadyDecided(DomainError):
    """Someone else was quicker; the message says who and when, `request` holds the decision."""

    def __init__(self, request: ApprovalRequest, now: datetime) -> None:
        messages = {
            ApprovalStatus.APPROVED: _("%(name)s approved this already, %(ago)s."),
            ApprovalStatus.REJECTED: _("%(name)s rejected this already, %(ago)s."),
        }
        ago = relative(request.reviewed_at or now, now=now)
        super().__init__(messages[ApprovalStatus(request.status)] % {"name": request.reviewed_by, "ago": ago})
        self.request = request


class ReasonMissing(DomainError):
    """A rejection says why."""


@transaction.atomic
def submit_request(
    *,
    branch: Branch,
    request_type: RequestType,
    submitted_by: User,
    now: datetime,
    vendor_service: VendorService | None = None,
    new_capacity: int | None = None,
    note: str = "",
) -> ApprovalRequest:
    """Ask the admins for a change of a branch, or of the capacity of one of its services.

    Raises `NotAllowed` for anyone but the owner or a manager of the branch, `RequestRefused` when
    the change makes no sense now, `AlreadyAsked` while the same request waits.
    """
    if not policies.can_request(branch, submitted_by, queries.staff_role(branch, submitted_by)):
        raise NotAllowed(_("Only the owner or a manager of the branch may ask for this."))
    request = ApprovalRequest(
        branch=branch, request_type=request_type, submitted_by=submitted_by, submitted_at=now, note=note
    )
    if request_type == RequestType.CAPACITY_CHANGE:
        _describe_capacity(request, vendor_service, new_capacity)
    else:
        request.state_before = {"status": str(branch.status)}
        request.requested_change = {"status": str(STATUS_AFTER[request_type])}
    _check_sensible(request)
    _insert_once(request)
    record_audit(actor=submitted_by, action="request submitted", target=request, now=now)
    return request


def _describe_capacity(request: ApprovalRequest, service: VendorService | None, capacity: int | None) -> None:
    if service is None or service.branch_id != request.branch_id:
        raise RequestRefused(_("Choose one of the services of this branch."))
    if capacity is None or not MIN_CAPACITY <= capacity <= MAX_CAPACITY:
        raise RequestRefused(
            _("Enter a number of units from %(least)d to %(most)d.")
            % {"least": MIN_CAPACITY, "most": MAX_CAPACITY}
        )
    request.vendor_service = service
    request.state_before = {"capacity": service.max_capacity}
    request.requested_change = {"capacity": capacity}


def _insert_once(request: ApprovalRequest) -> None:
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError as error:
        if violated_constraint(error) != "approval_requests_asked_once":
            raise
        raise AlreadyAsked(_("You have already asked for this. It waits for our decision.")) from error


def _check_sensible(request: ApprovalRequest) -> None:
    checks = {
        RequestType.CAPACITY_CHANGE: _check_capacity,
        RequestType.PAUSE_BRANCH: _check_pause,
        RequestType.ACTIVATE_BRANCH: _check_activation,
    }
    checks[RequestType(request.request_type)](request)


def _check_capacity(request: ApprovalRequest) -> None:
    service = request.vendor_service
    if service is None or service.status == SaleStatus.ARCHIVED:
        raise RequestRefused(_("This service is no longer offered."))
    if service.max_capacity == request.requested_change["capacity"]:
        raise RequestRefused(_("The service already has this number of units."))


def _check_pause(request: ApprovalRequest) -> None:
    if request.branch.status != BranchStatus.ACTIVE:
        raise RequestRefused(_("The branch is not open for booking, so there is nothing to pause."))


def _check_activation(request: ApprovalRequest) -> None:
    if request.branch.status == BranchStatus.ACTIVE:
        raise RequestRefused(_("The branch is already open for booking."))
    if not request.branch.opening_hours.exists():
        raise RequestRefused(_("Enter the branch's opening hours first: nobody could book without them."))
    if not request.branch.vendor_services.filter(status=SaleStatus.ACTIVE).exists():
        raise RequestRefused(_("Put at least one service on sale first: there would be nothing to book."))


def approve_request(*, request: ApprovalRequest, by: User, now: datetime) -> ApprovalRequest:
    """Apply what was asked and record who decided and when, all or nothing.

    Raises `NotAllowed`, `AlreadyDecided`, `RequestRefused` when the change makes no sense any
    more, and what the services applying it raise; nothing is written then.
    """
    with transaction.atomic():
        request = _locked(request, by, now)
        _check_sensible(request)
        _apply(request, by=by, now=now)
        _decide(request, ApprovalStatus.APPROVED, by=by, now=now)
    return request


def reject_request(*, request: ApprovalRequest, by: User, reason: str, now: datetime) -> ApprovalRequest:
    """Turn a request down and tell the vendor why.

    Raises `ReasonMissing`, `NotAllowed` and `AlreadyDecided`; nothing is written then.
    """
    # Characters that show nothing are no reason.
    if not any(character.isprintable() and not character.isspace() for character in reason):
        raise ReasonMissing(_("Say why, so that the vendor knows what would be accepted."))
    with transaction.atomic():
        request = _locked(request, by, now)
        request.rejection_reason = reason.strip()
        _decide(request, ApprovalStatus.REJECTED, by=by, now=now)
    return request


def _locked(request: ApprovalRequest, by: User, now: datetime) -> ApprovalRequest:
    if not policies.can_decide(by):
        raise NotAllowed(_("Only an admin may decide this."))
    # Lock first, then look, in a later statement: what was joined while waiting is stale.
    locked = ApprovalRequest.objects.select_for_update(no_key=True).filter(pk=request.pk)
    try:
        locked.values_list("pk").get()
    except OperationalError as error:
        if not is_lock_timeout(error):
            raise
        raise RequestRefused(_("Someone is deciding this request right now. Try again.")) from error
    request = queries.with_subjects().get(pk=request.pk)
    if not policies.is_open(request):
        raise AlreadyDecided(request, now)
    return request


def _apply(request: ApprovalRequest, *, by: User, now: datetime) -> None:
    if request.vendor_service is not None:
        capacity = request.requested_change["capacity"]
        change_capacity(service=request.vendor_service, capacity=capacity, by=by, now=now)
        return
    status = BranchStatus(request.requested_change["status"])
    set_branch_status(branch=request.branch, status=status, by=by, now=now)


def _decide(request: ApprovalRequest, status: ApprovalStatus, *, by: User, now: datetime) -> None:
    APPROVAL_FLOW.check(request.status, status)
    request.status = status
    request.reviewed_by, request.reviewed_at = by, now
    request.save(update_fields=["status", "reviewed_by", "reviewed_at", "rejection_reason"])
    record_audit(
        actor=by,
        action=f"request {status}",
        target=request,
        now=now,
        details={"before": request.state_before, "after": request.requested_change}
        | ({"reason": request.rejection_reason} if request.rejection_reason else {}),
    )
    for person in dict.fromkeys([request.submitted_by, request.branch.vendor]):
        notify(
            user=person,
            event=f"approvals/{status}",
            context=decision_context(request, person),
            now=now,
            dedup_key=f"approvals:{request.pk}:{status}",
            url=requests_url(person),
        )
