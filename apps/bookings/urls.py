"""Addresses of choosing, holding and keeping bookings."""

from django.urls import path

from apps.bookings.views import builder, customer

app_name = "bookings"

customer_urls = [
    path("spaces/<slug:slug>/<slug:service_slug>/", builder.builder, name="builder"),
    path("bookings/", customer.bookings, name="list"),
    path("bookings/<str:number>/", customer.detail, name="detail"),
    path("bookings/<str:number>/calendar.ics", customer.calendar, name="calendar"),
    path("bookings/<str:number>/keep/", customer.extend_hold, name="extend_hold"),
    path("bookings/<str:number>/release/", customer.release_hold, name="release_hold"),
]
