"""The desk's addresses of bookings; assembled into the `vendor` namespace."""

from django.urls import path

from apps.bookings import converters  # noqa: F401  # registers <booking:…>
from apps.bookings.views import vendor

vendor_urls = [
    path("bookings/", vendor.bookings, name="bookings"),
    path("bookings/<booking:number>/no-show/", vendor.no_show, name="no_show"),
    path("check-in/", vendor.check_in, name="check_in"),
]
