"""Staff tools for people, vendors, messages and the audit log."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.forms import NewPersonForm, PersonForm
from apps.accounts.models import AuditEntry, OutboxMessage, User, VendorProfile
from apps.accounts.phones import mobile_number
from apps.accounts.services import people
from apps.accounts.services.audit import record_audit
from atspaces.shared import formats
from atspaces.shared.admin import ReadOnlyAdmin
from atspaces.shared.errors import DomainError


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic for the type checker only
    """People. Found by a number in any form; let in and shut out by actions, never by a field."""

    list_display = ("full_name", "shown_phone", "email", "role", "status", "created_at")
    list_filter = ("role", "status", "is_phone_verified")
    search_fields = ("full_name", "email", "phone_number")
    ordering = ("-created_at",)
    form = PersonForm
    readonly_fields = (
        "role",
        "status",
        "is_phone_verified",
        "is_email_verified",
        "last_login",
        "created_at",
        "updated_at",
    )
    actions = ("suspend", "reinstate")

    def get_form(
        self,
        request: HttpRequest,
        obj: User | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> type[PersonForm]:
        return PersonForm if obj else NewPersonForm

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> list[Any]:
        form = self.get_form(request, obj)
        own = list(form.base_fields)
        return [*own, *self.readonly_fields] if obj else own

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return self.readonly_fields if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        # Bookings and money hang on people: they are suspended, never deleted.
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        number = mobile_number(search_term)
        if number:
            return queryset.filter(phone_number=number), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("mobile number"), ordering="phone_number")
    def shown_phone(self, user: User) -> str:
        """Give the number as people dial it."""
        return formats.phone(user.phone_number) if user.phone_number else "–"

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        saved = self._correct(request, obj, form) if change else self._register(request, form)
        obj.pk = saved.pk
        obj.refresh_from_db()

    def _correct(self, request: HttpRequest, user: User, form: Any) -> User:
        typed = {name: form.cleaned_data[name] or "" for name in ("full_name", "email", "phone_number")}
        return people.correct_contacts(
            user=user,
            by=_admin(request),
            now=timezone.now(),
            language=form.cleaned_data["language"],
            **typed,
        )

    def _register(self, request: HttpRequest, form: Any) -> User:
        typed: dict[str, Any] = {name: value or "" for name, value in form.cleaned_data.items()}
        return people.register_person(by=_admin(request), now=timezone.now(), **typed)

    @admin.action(description=_("Suspend: sign out and keep out"))
    def suspend(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Shut the chosen people out."""
        count = 0
        for user in queryset:
            try:
                people.suspend_person(user=user, by=_admin(request), now=timezone.now())
            except DomainError as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                count += 1
        text = ngettext("%(count)d person is suspended.", "%(count)d people are suspended.", count)
        self.message_user(request, text % {"count": count})

    @admin.action(description=_("Reinstate: let in again"))
    def reinstate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let the chosen people in again."""
        for user in queryset:
            people.reinstate_person(user=user, by=_admin(request), now=timezone.now())
        count = len(queryset)
        text = ngettext("%(count)d person is let in again.", "%(count)d people are let in again.", count)
        self.message_user(request, text % {"count": count})


@admin.register(VendorProfile)
class VendorProfileAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic for the type checker only
    """Vendors' companies; who changed a commission is in the audit log."""

    list_display = ("company_name", "company_name_ar", "user", "is_tax_registered", "commission_percent")
    list_select_related = ("user",)
    list_filter = ("is_tax_registered",)
    search_fields = ("company_name", "company_name_ar", "user__full_name", "user__phone_number")
    autocomplete_fields = ("user",)

    def has_delete_permission(self, request: HttpRequest, obj: VendorProfile | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: VendorProfile, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        record_audit(
            actor=_admin(request),
            action="changed vendor" if change else "registered vendor",
            target=obj,
            now=timezone.now(),
            details={name: str(form.cleaned_data[name]) for name in form.changed_data},
        )


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnlyAdmin[OutboxMessage]):
    """What left, what waits and what failed; the texts stay hidden, they may hold codes."""

    list_display = ("created_at", "channel", "event", "recipient", "status", "attempts", "sent_at")
    list_filter = ("status", "channel", "event")
    search_fields = ("recipient", "dedup_key")
    ordering = ("-created_at",)
    exclude = ("transcript", "context")


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin[AuditEntry]):
    """Who did what to what."""

    list_display = ("at", "actor", "action", "target_type", "target_id")
    list_select_related = ("actor",)
    list_filter = ("action", "target_type")
    search_fields = ("target_id", "actor__full_name")
    ordering = ("-at", "-pk")


def _admin(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the admin lets nobody else come this far
    return request.user
