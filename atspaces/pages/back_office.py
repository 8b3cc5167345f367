"""The back office's site and its first page: what waits, and today."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.db.models import Count, Min, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from apps.accounts.models import OutboxMessage
from apps.accounts.statuses import DeliveryStatus
from apps.approvals.queries import Queue, pending_load
from apps.bookings.models import Booking
from apps.bookings.statuses import BookingStatus
from apps.payments.models import Refund
from apps.payments.statuses import RefundStatus
from atspaces.pages.context import site
from atspaces.shared import money

# Said by Django's own pages; named here, so that their Arabic is ours: nouns, as on every other page.
SAID_BY_DJANGO = (
    gettext_noop("Log in"),
    gettext_noop("Log in again"),
    gettext_noop("Add"),
    gettext_noop("Add %(name)s"),
    gettext_noop("Filter"),
    gettext_noop("History"),
    gettext_noop("Save"),
    gettext_noop("Save and add another"),
    gettext_noop("Save and continue editing"),
    gettext_noop("Delete"),
    gettext_noop("The {name} “{obj}” was changed successfully."),
)


@dataclass(frozen=True)
class WorkQueue:
    """One kind of work, how much of it waits, and where it is done."""

    name: str | Promise
    load: Queue
    url: str


@dataclass(frozen=True)
class Today:
    """What is booked for today; the total in JOD with tax."""

    bookings: int
    arrived: int
    total: Decimal
    url: str


class AtSpacesAdminSite(AdminSite):
    site_header = "AtSpaces"
    site_title = "AtSpaces"
    index_title = _("Back office")
    # The tables are one click away on the first page; a column beside each page costs its width.
    enable_nav_sidebar = False

    @property
    def site_url(self) -> str:  # type: ignore[override]
        """The home page in the reader's language."""
        return reverse("pages:home")

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the door. Django's own `site` there knows nothing of our languages, so ours replaces it."""
        return super().login(request, site(request) | (extra_context or {}))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show the work first, the tables after it."""
        context = {"queues": work_queues(), "today": bookings_today(timezone.localdate())}
        return super().index(request, context | (extra_context or {}))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Leave out Django's groups: what someone may do hangs on their role alone."""
        return [app for app in super().get_app_list(request, app_label) if app["app_label"] != "auth"]


def work_queues() -> list[WorkQueue]:
    """Count what waits for an admin."""
    refunds = Refund.objects.filter(status__in=[RefundStatus.REQUESTED, RefundStatus.UNKNOWN])
    failed = OutboxMessage.objects.filter(status=DeliveryStatus.FAILED)
    return [
        WorkQueue(_("Approvals"), pending_load(), reverse("admin:approvals_approvalrequest_changelist")),
        WorkQueue(_("Refunds to give back"), _load(refunds), reverse("admin:payments_refund_changelist")),
        WorkQueue(
            _("Messages that failed"), _load(failed), reverse("admin:accounts_outboxmessage_changelist")
        ),
    ]


def _load(rows: Any) -> Queue:
    load = rows.aggregate(count=Count("pk"), oldest=Min("created_at"))
    return Queue(load["count"], load["oldest"])


def bookings_today(today: date) -> Today:
    """Sum up the bookings whose first day is today, cancelled ones and holds left out."""
    firm = [BookingStatus.CONFIRMED, BookingStatus.COMPLETED, BookingStatus.NO_SHOW]
    sums = Booking.objects.filter(booking_date=today, status__in=firm).aggregate(
        count=Count("pk"),
        arrived=Count("pk", filter=Q(checked_in_at__isnull=False)),
        total=Sum("total_price"),
    )
    url = reverse("admin:bookings_booking_changelist") + "?" + urlencode({"booking_date__exact": today})
    return Today(sums["count"], sums["arrived"], sums["total"] or money.ZERO, url)
