"""The desk's addresses of one booking and its money; assembled into the `vendor` namespace."""

from django.urls import path

from apps.payments.views import vendor

vendor_urls = [
    path("bookings/<slug:number>/", vendor.booking, name="booking"),
    path("bookings/<slug:number>/collect/", vendor.collect, name="collect"),
    path("bookings/<slug:number>/accept/", vendor.accept, name="accept"),
    path("bookings/<slug:number>/decline/", vendor.decline, name="decline"),
    path("bookings/<slug:number>/cancel/", vendor.cancel_booking, name="cancel_booking"),
    path("bookings/<slug:number>/hand-back/", vendor.hand_back, name="hand_back"),
    path("check-in/<slug:number>/", vendor.check_in_booking, name="check_in_booking"),
]
