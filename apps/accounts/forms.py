"""What people type to come in and about themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.accounts.fields import CodeField, IdentityField, PhoneField
from apps.accounts.models import User
from apps.accounts.policies import has_a_way_in
from apps.accounts.services.people import NoWayIn
from apps.accounts.statuses import UserRole
from atspaces.shared.widgets import Segmented


class IdentityForm(forms.Form):
    """The first step of signing in."""

    identity = IdentityField()


class CodeForm(forms.Form):
    """The second step for a number."""

    code = CodeField()


class PasswordForm(forms.Form):
    """The second step for who has a password. Both fields, so that password managers see both."""

    identity = IdentityField()
    password = forms.CharField(
        label=_("Password"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ProfileForm(forms.Form):
    """What someone says of themselves."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=100,
        required=False,
        help_text=_("For receipts and confirmations. You may leave it empty."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "data-latin": True}),
    )
    language = forms.ChoiceField(
        label=_("Language of our messages"), choices=settings.LANGUAGES, widget=Segmented
    )


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the type checker only
    """An admin corrects someone's contacts. Role and status have doors of their own."""

    phone_number = PhoneField(label=_("mobile number"), required=False)

    class Meta:
        model = User
        fields: tuple[str, ...] = ("full_name", "email", "phone_number", "language")

    def clean(self) -> dict[str, Any]:
        """Ask for a way to reach the person."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("email") and not cleaned.get("phone_number"):
            raise ValidationError(_("Give a mobile number or an e-mail."), code="unreachable")
        # Empty is NULL in the database, where an empty text would be a second "same" number.
        return cleaned | {name: cleaned.get(name) or None for name in ("email", "phone_number")}


class NewPersonForm(PersonForm):
    """An admin registers someone: a vendor before they can sign in, or a colleague."""

    role = forms.ChoiceField(label=_("role"), choices=UserRole)
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        max_length=256,
        help_text=_("Admins need one. Others may sign in by a code to their number."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta(PersonForm.Meta):
        fields: tuple[str, ...] = (*PersonForm.Meta.fields, "role")

    def clean_password(self) -> str:
        """Refuse what is short, common or the person's own name."""
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password, User(full_name=self.cleaned_data.get("full_name", "")))
        return password

    def clean(self) -> dict[str, Any]:
        """Ask for what the person will sign in with."""
        cleaned = super().clean()
        if not self.errors:
            given = {name: cleaned[name] or "" for name in ("role", "email", "phone_number", "password")}
            if not has_a_way_in(**given):
                raise ValidationError(str(NoWayIn()), code="no_way_in")
        return cleaned
