"""The vendor's addresses of requests; assembled into the `vendor` namespace."""

from django.urls import path

from apps.approvals.views import vendor

vendor_urls = [
    path("requests/", vendor.requests, name="requests"),
    path("requests/new/<slug:request_type>/", vendor.new_request, name="new_request"),
]
