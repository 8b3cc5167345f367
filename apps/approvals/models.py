"""Requests of vendors that an admin decides."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.approvals.statuses import ApprovalStatus, RequestType
from apps.branches.models import Branch
from apps.catalog.models import VendorService
from atspaces.shared.db import choice_check


class ApprovalRequest(models.Model):
    """One change a vendor asks for: of a branch, or of the capacity of one of its services.

    `requested_change` is what is asked, `state_before` what held when it was asked, so that the
    queue can show both even after something else changed.
    """

    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, related_name="approval_requests", verbose_name=_("branch")
    )
    vendor_service = models.ForeignKey(
        VendorService,
        on_delete=models.PROTECT,
        related_name="approval_requests",
        verbose_name=_("service"),
        null=True,
        blank=True,
    )
    request_type = models.CharField(_("kind of request"), max_length=20, choices=RequestType)
    requested_change = models.JSONField(_("change asked for"), default=dict)
    state_before = models.JSONField(_("state before"), default=dict)
    note = models.CharField(_("vendor's note"), max_length=500, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=ApprovalStatus, default=ApprovalStatus.PENDING
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="requests_submitted",
        verbose_name=_("asked by"),
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="requests_reviewed",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
    )
    submitted_at = models.DateTimeField(_("asked at"))
    reviewed_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    rejection_reason = models.CharField(_("reason for the rejection"), max_length=500, blank=True)

    class Meta:
        db_table = "approval_requests"
        verbose_name = _("request")
        verbose_name_plural = _("requests to approve")
        constraints: ClassVar = [
            choice_check("request_type", RequestType, table="approval_requests"),
            choice_check("status", ApprovalStatus, table="approval_requests"),
            models.CheckConstraint(
                condition=Q(status=ApprovalStatus.PENDING, reviewed_by__isnull=True, reviewed_at__isnull=True)
                | (
                    ~Q(status=ApprovalStatus.PENDING)
                    & Q(reviewed_by__isnull=False, reviewed_at__isnull=False)
                ),
                name="approval_requests_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(status=ApprovalStatus.REJECTED) | ~Q(rejection_reason=""),
                name="approval_requests_rejected_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(request_type=RequestType.CAPACITY_CHANGE) | Q(vendor_service__isnull=False),
                name="approval_requests_capacity_of_a_service",
            ),
            models.UniqueConstraint(
                fields=["branch", "vendor_service", "request_type"],
                condition=Q(status=ApprovalStatus.PENDING),
                nulls_distinct=False,
                name="approval_requests_asked_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["submitted_at"], condition=Q(status=ApprovalStatus.PENDING), name="approval_queue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_request_type_display()} · {self.branch}"
