"""What people type to the assistant."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.assistant.services import MOST_CHARACTERS


class QuestionForm(forms.Form):
    """One question. It is text and never markup: templates escape it, and nothing else reads it."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=MOST_CHARACTERS,
        error_messages={"required": _("Write what you are looking for.")},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", "enterkeyhint": "send"}),
    )
