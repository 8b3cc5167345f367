"""Forms that read what an address says, and never leave anybody with nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict


class QueryForm(forms.Form):
    """A form filled from an address. What is missing is filled with a default.

    What is wrong stays as it was typed, with its message; `value` gives the default for it.
    """

    mark_optional = False

    def __init__(
        self, given: "MultiValueDict[str, str]", defaults: Mapping[str, str], **options: Any
    ) -> None:
        filled = given.copy()
        for name, default in defaults.items():
            if not str(filled.get(name) or "").strip():
                filled[name] = default
        self.defaults = defaults
        super().__init__(filled, **options)
        self.given = filled
        """What was typed, with the defaults in its gaps: an address may be written from it."""

    def value(self, name: str) -> Any:
        """Give the cleaned value of a field, or its cleaned default when what was typed is wrong."""
        self.is_valid()
        if name in self.cleaned_data:
            return self.cleaned_data[name]
        return self.fields[name].clean(self.defaults[name])
