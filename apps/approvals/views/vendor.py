"""A vendor's requests to the admins."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from apps.accounts.guards import SignedInRequest, vendor_only
from apps.accounts.models import User
from apps.approvals import queries, services
from apps.approvals.forms import FORMS, RequestForm
from apps.approvals.models import ApprovalRequest
from apps.approvals.statuses import RequestType
from atspaces.shared.errors import DomainError
from atspaces.shared.http import render_page

PER_PAGE = 20


@vendor_only
@require_safe
def requests(request: SignedInRequest) -> HttpResponse:
    """What was asked, and what became of it."""
    page = Paginator(queries.requests_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(asked, queries.difference(asked)) for asked in page]
    context = {"page": page, "rows": rows, "types": RequestType}
    return render_page(request, "vendor/approvals/requests.html", context)


@vendor_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_request(request: SignedInRequest, request_type: str) -> HttpResponse:
    """Ask for a change of one type."""
    if request_type not in RequestType.values:
        raise Http404
    wanted = RequestType(request_type)
    form = FORMS[wanted](
        request.POST if request.method == "POST" else None, user=request.user, initial=request.GET.dict()
    )
    if form.names_something_else:
        raise Http404
    if form.is_valid():
        try:
            _submit(wanted, form, request.user)
        except DomainError as error:
            form.add_error("new_capacity" if "new_capacity" in form.fields else form.subject, str(error))
        else:
            messages.success(request, _("Sent. We will tell you as soon as it is decided."))
            return redirect("vendor:requests")
    return render_page(request, f"vendor/approvals/{wanted}.html", {"form": form, "request_type": wanted})


def _submit(wanted: RequestType, form: RequestForm, asker: User) -> ApprovalRequest:
    asked = form.cleaned_data
    service = asked.get("service")
    return services.submit_request(
        branch=service.branch if service else asked["branch"],
        request_type=wanted,
        submitted_by=asker,
        now=timezone.now(),
        vendor_service=service,
        new_capacity=asked.get("new_capacity"),
        note=asked["note"],
    )
