"""Branches in the back office. Their state changes through the approval queue, never by hand."""

from typing import ClassVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.branches.models import (
    Branch,
    BranchFacility,
    BranchStaff,
    City,
    District,
    Facility,
    OpeningHours,
    SpecialHours,
)
from apps.branches.statuses import BranchStatus
from atspaces.shared.admin import EditOnlyAdmin


class HoursInline[M: Model](admin.StackedInline):  # type: ignore[type-arg]
    """Hours of a branch nobody could book yet may be typed here.

    Later they shape what is free, and change together with it through the vendor's editor.
    """

    extra = 0

    def _is_new(self, branch: Branch | None) -> bool:
        return branch is not None and branch.status == BranchStatus.PENDING

    def has_add_permission(self, request: HttpRequest, obj: Branch | None = None) -> bool:
        return self._is_new(obj)

    def has_change_permission(self, request: HttpRequest, obj: Branch | None = None) -> bool:
        return self._is_new(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Branch | None = None) -> bool:
        return self._is_new(obj)


class OpeningHoursInline(HoursInline[OpeningHours]):
    model = OpeningHours


class SpecialHoursInline(HoursInline[SpecialHours]):
    model = SpecialHours


class FacilityInline(admin.StackedInline):  # type: ignore[type-arg]
    model = BranchFacility
    extra = 0
    verbose_name = _("facility")
    verbose_name_plural = _("facilities")


class StaffInline(admin.StackedInline):  # type: ignore[type-arg]
    model = BranchStaff
    extra = 0
    can_delete = False
    fields = ("user", "role")
    readonly_fields = ("user", "role")

    def has_add_permission(self, request: HttpRequest, obj: Branch | None = None) -> bool:
        return False


@admin.register(Branch)
class BranchAdmin(EditOnlyAdmin[Branch]):
    list_display = ("name", "vendor", "city", "district", "status")
    list_filter = ("status", "city")
    list_select_related = ("vendor", "city", "district")
    search_fields = ("name", "name_ar", "address", "vendor__full_name", "vendor__email")
    ordering = ("name", "pk")
    readonly_fields = ("vendor", "slug", "time_zone", "status", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("status", "vendor", "slug")}),
        (_("Texts"), {"fields": ("name", "name_ar", "description", "description_ar")}),
        (
            _("Place"),
            {
                "fields": (
                    "city",
                    "district",
                    "address",
                    "address_ar",
                    "directions",
                    "directions_ar",
                    "latitude",
                    "longitude",
                    "time_zone",
                )
            },
        ),
        (_("For visitors"), {"fields": ("phone_number", "wifi_mbps")}),
        (_("Record"), {"fields": ("created_at", "updated_at")}),
    )
    inlines: ClassVar = [OpeningHoursInline, SpecialHoursInline, FacilityInline, StaffInline]


class PlaceAdmin[M: Model](admin.ModelAdmin):  # type: ignore[type-arg]
    """Lists of places and things; a row that something hangs on cannot be deleted."""

    actions = None
    search_fields = ("name", "name_ar")


@admin.register(City)
class CityAdmin(PlaceAdmin[City]):
    list_display = ("name", "name_ar", "position")

    def get_readonly_fields(self, request: HttpRequest, obj: City | None = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()


@admin.register(District)
class DistrictAdmin(PlaceAdmin[District]):
    list_display = ("name", "name_ar", "city")
    list_filter = ("city",)
    list_select_related = ("city",)


@admin.register(Facility)
class FacilityAdmin(PlaceAdmin[Facility]):
    list_display = ("name", "name_ar", "group")
    list_filter = ("group",)
