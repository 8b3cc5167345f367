"""Addresses of paying for a booking and giving it up."""

from django.urls import path

from apps.payments.views import customer

app_name = "payments"

customer_urls = [
    path("bookings/<str:number>/checkout/", customer.checkout, name="checkout"),
    path("bookings/<str:number>/verify/", customer.verify, name="verify"),
    path("bookings/<str:number>/verify/again/", customer.resend, name="resend"),
    path("bookings/<str:number>/cancel/", customer.cancel, name="cancel"),
]
