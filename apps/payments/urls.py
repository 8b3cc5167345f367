"""Addresses of paying for a booking and giving it up."""

from django.urls import path

from apps.bookings import converters  # noqa: F401  # registers <booking:…>
from apps.payments.views import customer

app_name = "payments"

customer_urls = [
    path("bookings/<booking:number>/checkout/", customer.checkout, name="checkout"),
    path("bookings/<booking:number>/verify/", customer.verify, name="verify"),
    path("bookings/<booking:number>/verify/again/", customer.resend, name="resend"),
    path("bookings/<booking:number>/cancel/", customer.cancel, name="cancel"),
]
