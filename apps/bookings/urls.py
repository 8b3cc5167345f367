"""Addresses of choosing, holding and keeping bookings."""

from django.urls import path

from apps.bookings import converters  # noqa: F401  # registers <booking:…>
from apps.bookings.views import builder, customer

app_name = "bookings"

customer_urls = [
    path("spaces/<slug:slug>/<slug:service_slug>/", builder.builder, name="builder"),
    path("bookings/", customer.bookings, name="list"),
    path("bookings/<booking:number>/", customer.detail, name="detail"),
    path("bookings/<booking:number>/calendar.ics", customer.calendar, name="calendar"),
    path("bookings/<booking:number>/keep/", customer.extend_hold, name="extend_hold"),
    path("bookings/<booking:number>/release/", customer.release_hold, name="release_hold"),
]
