"""Form fields for what people type about themselves."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.accounts.codes import CODE_LENGTH
from apps.accounts.phones import mobile_number
from atspaces.shared.digits import western_digits
from atspaces.shared.widgets import OtpInput, PhoneInput

# Brackets, dots, dashes and the invisible marks that Arabic keyboards and contact lists add.
_BETWEEN_DIGITS: Final = str.maketrans(dict.fromkeys(" -.()\u00a0\u200e\u200f\u202a\u202c\u2066\u2069"))
LONGEST_TYPED: Final = 40


class PhoneField(forms.CharField):
    """A Jordanian mobile number typed in any way; cleans to E.164."""

    widget = PhoneInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Your mobile"))
        options.setdefault("max_length", LONGEST_TYPED)
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        """Give the number in E.164, or the empty string when it may be left out."""
        typed = super().clean(value)
        if not typed:
            return ""
        number = mobile_number(typed.translate(_BETWEEN_DIGITS))
        if number is None:
            raise ValidationError(not_a_number(), code="invalid")
        return number


class CodeField(forms.CharField):
    """The six digits of a one-time code, Arabic-Indic ones too."""

    widget = OtpInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Code from the message"))
        options.setdefault("max_length", LONGEST_TYPED)
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        """Give six Western digits."""
        digits = western_digits(super().clean(value)).translate(_BETWEEN_DIGITS)
        if len(digits) != CODE_LENGTH or not digits.isascii() or not digits.isdigit():
            raise ValidationError(_("Type the six digits of the message."), code="invalid")
        return digits


class IdentityField(forms.CharField):
    """A mobile number or an e-mail; cleans to E.164 or to the lower-case e-mail."""

    widget = forms.TextInput(
        attrs={"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false", "data-latin": True}
    )

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Mobile or e-mail"))
        options.setdefault("max_length", 100)
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        """Give the number in E.164 or the e-mail; an `@` tells which it is."""
        typed = super().clean(value)
        if "@" in typed:
            return str(forms.EmailField(max_length=100).clean(typed)).lower()
        number = mobile_number(typed.translate(_BETWEEN_DIGITS))
        if number is None:
            raise ValidationError(
                _("Type a Jordanian mobile number, like 07\u00a09012\u00a03456, or an e-mail address."),
                code="invalid",
            )
        return number


def not_a_number() -> str:
    """Say what a mobile number looks like."""
    return str(_("Type a Jordanian mobile number, like 07\u00a09012\u00a03456."))
