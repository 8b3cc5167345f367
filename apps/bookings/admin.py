"""Bookings in the back office: found by number, phone or name, and read."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.accounts.phones import mobile_number
from apps.bookings.models import Booking
from apps.bookings.numbers import as_booking_number
from apps.branches.models import Branch
from atspaces.shared.admin import ReadOnlyAdmin
from atspaces.shared.formats import date_range, money, time_range


@admin.register(Booking)
class BookingAdmin(ReadOnlyAdmin[Booking]):
    list_display = ("booking_number", "guest", "place", "stay", "total", "status", "payment_status")
    list_filter: ClassVar = [
        "status",
        "payment_status",
        "payment_method",
        "source",
        ("booking_date", admin.DateFieldListFilter),
        "vendor_service__service",
        "vendor_service__branch__city",
    ]
    list_select_related = ("customer", "vendor_service__branch")
    search_fields = ("booking_number", "contact_name", "customer__full_name", "contact_email")
    search_help_text = _("Booking number, mobile number in any form, name or e-mail")
    ordering = ("-starts_at", "-pk")
    exclude = ("holder_key", "idempotency_key", "price_snapshot")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Booking], search_term: str
    ) -> tuple[QuerySet[Booking], bool]:
        """Read the term as a booking number, then as a phone, else look for its words."""
        if number := as_booking_number(search_term):
            return queryset.filter(booking_number=number), False
        if phone := mobile_number(search_term):
            return queryset.filter(Q(contact_phone=phone) | Q(customer__phone_number=phone)), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("guest"))
    def guest(self, booking: Booking) -> str:
        return booking.contact_name or str(booking.customer or _("not named yet"))

    @admin.display(description=_("where"), ordering="vendor_service__branch__name")
    def place(self, booking: Booking) -> str:
        branch: Branch = booking.vendor_service.branch
        return format_html("{}<br>{}", branch, booking.vendor_service)

    @admin.display(description=_("when"), ordering="starts_at")
    def stay(self, booking: Booking) -> str:
        """Days and hours in the branch's own zone; the year when it is not the year it was made in."""
        days = date_range(booking.booking_date, booking.end_date, today=booking.created_at.date())
        hours = time_range(booking.starts_at, booking.ends_at, booking.zone)
        return format_html("<bdi>{}</bdi><br><bdi>{}</bdi>", days, hours)

    @admin.display(description=_("total"), ordering="total_price")
    def total(self, booking: Booking) -> str:
        return format_html("<bdi>{}</bdi>", money(booking.total_price))
