"""The desk's addresses of one booking: its page, what is done with it, the door for its guest.

All of them show or move its money, so they stand in this app; assembled into the `vendor` namespace.
"""

from django.urls import path

from apps.bookings import converters  # noqa: F401  # registers <booking:…>
from apps.payments.views import vendor

vendor_urls = [
    path("bookings/<booking:number>/", vendor.booking, name="booking"),
    path("bookings/<booking:number>/collect/", vendor.collect, name="collect"),
    path("bookings/<booking:number>/accept/", vendor.accept, name="accept"),
    path("bookings/<booking:number>/decline/", vendor.decline, name="decline"),
    path("bookings/<booking:number>/cancel/", vendor.cancel_booking, name="cancel_booking"),
    path("bookings/<booking:number>/hand-back/", vendor.hand_back, name="hand_back"),
    path("check-in/<booking:number>/", vendor.check_in_booking, name="check_in_booking"),
]
