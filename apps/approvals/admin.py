"""The approval queue: what vendors ask for, before and after, and two buttons."""

from http import HTTPStatus
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from apps.accounts.models import User
from apps.approvals import policies, queries, services
from apps.approvals.forms import RejectForm
from apps.approvals.models import ApprovalRequest
from apps.approvals.rejection_reasons import TEMPLATES
from apps.approvals.statuses import ApprovalStatus, RequestType
from atspaces.shared.admin import ReadOnlyAdmin
from atspaces.shared.errors import DomainError
from atspaces.shared.formats import relative


class StateFilter(admin.SimpleListFilter):
    """What waits is shown first; decided requests on demand."""

    title = gettext_lazy("state")
    parameter_name = "state"
    everything = "all"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            (ApprovalStatus.APPROVED, ApprovalStatus.APPROVED.label),
            (ApprovalStatus.REJECTED, ApprovalStatus.REJECTED.label),
            (self.everything, gettext_lazy("All")),
        ]

    def choices(self, changelist: Any) -> Any:
        """Name the default: Django would call it "All"."""
        first, *others = super().choices(changelist)
        yield {**first, "display": ApprovalStatus.PENDING.label}
        yield from others

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[ApprovalRequest]
    ) -> QuerySet[ApprovalRequest]:
        wanted = self.value() or ApprovalStatus.PENDING
        return queryset if wanted == self.everything else queryset.filter(status=wanted)


@admin.register(ApprovalRequest)
class ApprovalQueue(ReadOnlyAdmin[ApprovalRequest]):
    list_display = ("asks_to", "branch", "vendor", "change", "waiting", "status")
    list_filter: ClassVar = [StateFilter, "request_type", "branch__city"]
    list_select_related = ("branch__vendor", "vendor_service")
    search_fields = (
        "branch__name",
        "branch__name_ar",
        "branch__vendor__full_name",
        "submitted_by__full_name",
    )
    ordering = ("submitted_at", "pk")

    @admin.display(description=gettext_lazy("asks to"), ordering="request_type")
    def asks_to(self, asked: ApprovalRequest) -> str:
        return asked.get_request_type_display()

    @admin.display(description=gettext_lazy("vendor"))
    def vendor(self, asked: ApprovalRequest) -> str:
        return str(asked.branch.vendor)

    @admin.display(description=gettext_lazy("before and after"))
    def change(self, asked: ApprovalRequest) -> str:
        line = queries.difference(asked)
        subject = format_html("{}<br>", asked.vendor_service) if asked.vendor_service else ""
        return format_html("{}<del>{}</del> <ins>{}</ins>", subject, line.old, line.new)

    @admin.display(description=gettext_lazy("asked"), ordering="submitted_at")
    def waiting(self, asked: ApprovalRequest) -> str:
        return relative(asked.submitted_at, now=timezone.now())

    def get_urls(self) -> list[URLPattern]:
        """Put the two decisions before Django's catch-all address."""
        guarded = self.admin_site.admin_view
        return [
            path("<int:pk>/approve/", guarded(self.approve), name="approvals_approvalrequest_approve"),
            path("<int:pk>/reject/", guarded(self.reject), name="approvals_approvalrequest_reject"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show one request; nothing of it can be edited here."""
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = self.get_object(request, unquote(object_id))
        if asked is None:
            messages.warning(request, _("This request does not exist."))
            return HttpResponseRedirect(reverse("admin:approvals_approvalrequest_changelist"))
        return self._page(request, asked)

    def approve(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Apply what was asked, then open the next request."""
        if request.method != "POST":
            return _to_page(pk)
        asked = get_object_or_404(ApprovalRequest, pk=pk)
        try:
            services.approve_request(request=asked, by=_admin(request), now=timezone.now())
        except DomainError as error:
            return self._page(request, asked, error=str(error))
        return self._next(request, asked, _("Approved: %(request)s."))

    def reject(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Turn it down with a reason, then open the next request."""
        if request.method != "POST":
            return _to_page(pk)
        asked = get_object_or_404(ApprovalRequest, pk=pk)
        form = RejectForm(request.POST)
        if not form.is_valid():
            return self._page(request, asked, form=form)
        reason = form.cleaned_data["reason"]
        try:
            services.reject_request(request=asked, by=_admin(request), reason=reason, now=timezone.now())
        except DomainError as error:
            return self._page(request, asked, form=form, error=str(error))
        return self._next(request, asked, _("Rejected: %(request)s."))

    def _next(self, request: HttpRequest, decided: ApprovalRequest, sentence: str) -> HttpResponse:
        messages.success(request, sentence % {"request": decided})
        following = queries.next_pending(decided)
        if following is None:
            return HttpResponseRedirect(reverse("admin:approvals_approvalrequest_changelist"))
        return _to_page(following.pk)

    def _page(
        self, request: HttpRequest, asked: ApprovalRequest, *, form: RejectForm | None = None, error: str = ""
    ) -> HttpResponse:
        # Read again: after a refusal the row may hold somebody else's decision.
        asked = queries.with_subjects().get(pk=asked.pk)
        is_open = policies.is_open(asked)
        failed = bool(error or (form and form.errors))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": asked.get_request_type_display(),
            "subtitle": str(asked.branch),
            "asked": asked,
            "is_open": is_open,
            "difference": queries.difference(asked),
            "impact": queries.impact_of(asked, now=timezone.now()) if is_open else None,
            "load": queries.pending_load(),
            "templates": TEMPLATES[RequestType(asked.request_type)],
            "form": form or RejectForm(initial={"reason": _prefilled(request, asked)}),
            "error": error,
        }
        return TemplateResponse(
            request,
            "admin/approvals/approvalrequest/decide.html",
            context,
            status=HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK,
        )


def _admin(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the back office lets nobody else come this far
    return request.user


def _to_page(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:approvals_approvalrequest_change", args=[pk]))


def _prefilled(request: HttpRequest, asked: ApprovalRequest) -> str:
    """Give the text of the reason picked by its link, in the language of the one who asked."""
    picked = request.GET.get("reason")
    with override(asked.submitted_by.language):
        return next((str(t.text) for t in TEMPLATES[RequestType(asked.request_type)] if t.key == picked), "")
