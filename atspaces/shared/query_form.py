"""Forms that read what an address says, and never leave anybody with nothing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from atspaces.shared.kept import Kept

_drawn: Kept[SafeString] = Kept(most=256)


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

    def drawn(self) -> dict[str, SafeString]:
        """Give the fields that people see, drawn, by name. The same field is not drawn twice."""
        return {field.name: _draw(field) for field in self.visible_fields()}

    def drawn_hidden(self) -> list[SafeString]:
        """Give the fields that people do not see."""
        return [_draw(field) for field in self.hidden_fields()]


def _draw(field: BoundField) -> SafeString:
    """Draw a field with its label and errors, or a hidden one: all that its looks depend on is the key."""
    widget = field.field.widget
    key = (
        get_language(),
        type(field.form),
        field.name,
        str(field.data),
        tuple(field.errors),
        tuple(widget.attrs.items()),
        repr(getattr(widget, "choices", "")),
    )
    return _drawn.get(key, lambda: SafeString(field) if field.is_hidden else field.as_field_group())
