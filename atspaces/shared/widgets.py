"""Widgets of our own. Each is a standard control; the field template draws it by its class name."""

from typing import Any

from django import forms


class Segmented(forms.RadioSelect):
    """Two to four choices side by side."""


class ChipChecks(forms.CheckboxSelectMultiple):
    """Several choices among chips."""


class DateInput(forms.DateInput):
    """The browser's own calendar; the value is ISO 8601, which is all it understands."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


class PhoneInput(forms.TextInput):
    """A mobile number, typed any way a Jordanian types it, with +962 shown before it."""

    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "tel", "inputmode": "tel", "data-affixed": True} | (attrs or {}))


class OtpInput(forms.TextInput):
    """The six digits of a one-time code: one field, so that paste and autofill work."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        defaults = {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "maxlength": "12",
            "autocapitalize": "off",
            "spellcheck": "false",
            "data-latin": True,
        }
        super().__init__(defaults | (attrs or {}))
