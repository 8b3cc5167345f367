"""Services in the back office. What bookings are counted and priced by is read here, not edited."""

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import (
    Feature,
    Service,
    ServiceBlock,
    ServiceFeature,
    ServicePrice,
    ServiceRate,
    VendorService,
)
from atspaces.shared.admin import EditOnlyAdmin, ReadOnlyAdmin


class PriceInline(admin.StackedInline):  # type: ignore[type-arg]
    model = ServicePrice
    extra = 0
    can_delete = False
    fields = ("price_unit", "price", "min_count", "max_count")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: VendorService | None = None) -> bool:
        return False


class RateInline(admin.StackedInline):  # type: ignore[type-arg]
    model = ServiceRate
    extra = 0
    can_delete = False
    fields = ("name", "name_ar", "percent", "weekdays", "starts_at", "ends_at", "first_date", "last_date")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest, obj: VendorService | None = None) -> bool:
        return False


class FeatureInline(admin.StackedInline):  # type: ignore[type-arg]
    model = ServiceFeature
    extra = 0
    verbose_name = _("feature")
    verbose_name_plural = _("features")


@admin.register(VendorService)
class VendorServiceAdmin(EditOnlyAdmin[VendorService]):
    list_display = ("name", "branch", "service", "max_capacity", "price_per_unit", "price_unit", "status")
    list_filter = ("status", "service", "branch__city")
    list_select_related = ("branch", "service")
    search_fields = ("name", "name_ar", "branch__name", "branch__name_ar")
    ordering = ("branch__name", "name", "pk")
    readonly_fields = (
        "status",
        "branch",
        "service",
        "slug",
        "max_capacity",
        "seats",
        "price_per_unit",
        "price_unit",
        "min_booking_duration",
        "max_booking_duration",
        "step_minutes",
        "buffer_minutes",
        "notice_minutes",
        "max_advance_days",
        "is_instant",
        "cancellation_tier",
        "created_at",
        "updated_at",
    )
    fieldsets = (
        (None, {"fields": ("status", "branch", "service", "slug")}),
        (
            _("Texts"),
            {"fields": ("name", "name_ar", "description", "description_ar", "cancellation_policy")},
        ),
        (_("Units and price"), {"fields": ("max_capacity", "seats", "price_per_unit", "price_unit")}),
        (
            _("How it is booked"),
            {
                "fields": (
                    "min_booking_duration",
                    "max_booking_duration",
                    "step_minutes",
                    "buffer_minutes",
                    "notice_minutes",
                    "max_advance_days",
                    "is_instant",
                    "cancellation_tier",
                )
            },
        ),
        (_("Record"), {"fields": ("created_at", "updated_at")}),
    )
    inlines: ClassVar = [PriceInline, RateInline, FeatureInline]


@admin.register(Service)
class ServiceAdmin(EditOnlyAdmin[Service]):
    list_display = ("name", "description")
    readonly_fields = ("name",)


@admin.register(Feature)
class FeatureAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    actions = None
    list_display = ("name", "name_ar")
    search_fields = ("name", "name_ar")


@admin.register(ServiceBlock)
class ServiceBlockAdmin(ReadOnlyAdmin[ServiceBlock]):
    list_display = ("vendor_service", "starts_at", "ends_at", "units", "reason", "created_by")
    list_select_related = ("vendor_service", "created_by")
    search_fields = ("vendor_service__name", "vendor_service__branch__name", "reason")
    ordering = ("-starts_at", "-pk")
