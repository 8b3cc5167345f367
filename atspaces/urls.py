"""The map of all addresses: English at `/`, Arabic at `/ar/`, the same paths below."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from apps.accounts.urls import customer_urls as accounts
from apps.approvals.urls import vendor_urls as approvals_desk
from apps.assistant.urls import customer_urls as assistant
from apps.bookings.urls import customer_urls as bookings
from apps.bookings.vendor_urls import vendor_urls as bookings_desk
from apps.payments.urls import customer_urls as payments
from apps.payments.vendor_urls import vendor_urls as payments_desk
from atspaces.pages.urls import customer_urls as pages
from atspaces.pages.vendor_urls import vendor_urls as pages_desk

vendor = [*pages_desk, *bookings_desk, *payments_desk, *approvals_desk]

urlpatterns = i18n_patterns(
    path("", include((pages, "pages"))),
    path("", include((accounts, "accounts"))),
    path("", include((payments, "payments"))),
    path("", include((bookings, "bookings"))),
    path("", include((assistant, "assistant"))),
    path("vendor/", include((vendor, "vendor"))),
    path("admin/", admin.site.urls),
    prefix_default_language=False,
)
