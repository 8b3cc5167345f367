"""What the desk says when it takes money or calls something off."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 255


class LetInForm(forms.Form):
    """Letting a guest in. `collect` is the button that takes the cash as well."""

    collect = forms.BooleanField(required=False, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why the branch calls off a booking; the guest reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The guest will read this."),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Say why, in a few words. The guest will read it.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
