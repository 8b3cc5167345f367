"""What the back office's pages of all apps share."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.text import capfirst


class TitledList:
    """Names a list after what it lists; Django would ask to "select" one."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        title = {"title": capfirst(self.opts.verbose_name_plural)}  # type: ignore[attr-defined]
        return super().changelist_view(request, title | (extra_context or {}))  # type: ignore[misc]


class ReadOnlyAdmin[M: Model](TitledList, admin.ModelAdmin):  # type: ignore[type-arg]  # Django's is generic for the type checker only
    """Rows that change through services alone: to be found and read here, never edited."""

    actions = None
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EditOnlyAdmin[M: Model](TitledList, admin.ModelAdmin):  # type: ignore[type-arg]  # as above
    """Rows whose harmless columns may be edited; they come and go through services."""

    actions = None
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
