"""What people type to pay for a booking, and to give one up."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from apps.accounts.fields import CodeField, PhoneField
from apps.bookings.statuses import PaymentMethod
from apps.payments.providers import methods_on_offer
from atspaces.shared import money


class CheckoutForm(forms.Form):
    """Who comes and how they pay: two fields to type, one that may stay empty."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    phone_number = PhoneField()
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=100,
        required=False,
        help_text=_("For the receipt"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "data-latin": True}),
    )
    payment_method = forms.ChoiceField(label=_("How to pay"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        method = self.fields["payment_method"]
        assert isinstance(method, forms.ChoiceField)
        method.choices = [(m.value, PaymentMethod(m).label) for m in methods_on_offer()]


class VerifyForm(forms.Form):
    """The code that proves the number."""

    code = CodeField()


class CancelForm(forms.Form):
    """Why somebody cancels, if they like to say; and the refund they were shown, which must still hold."""

    shown_amount = forms.DecimalField(
        max_digits=money.MAX_DIGITS, decimal_places=money.DECIMAL_PLACES, widget=forms.HiddenInput
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=255,
        required=False,
        help_text=_("The branch reads it. You may leave it empty."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, amount: Decimal, **options: Any) -> None:
        super().__init__(*args, **options)
        self.amount = amount

    def clean(self) -> dict[str, Any]:
        """Refuse when a step of the refund has passed since the page was shown."""
        cleaned = super().clean() or {}
        if cleaned.get("shown_amount") != self.amount:
            raise ValidationError(
                _("What comes back has changed since you opened this page. Look at it again, please."),
                code="changed",
            )
        return cleaned
