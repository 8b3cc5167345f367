"""What the desk types about bookings."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.bookings.desk import Tab
from apps.bookings.models import Booking
from apps.bookings.numbers import as_booking_number
from atspaces.shared.digits import western_digits

LONGEST_TYPED = 200


class BookingSearchForm(forms.Form):
    """The filters of the bookings list; nonsense in the address means the first list."""

    mark_optional = False

    q = forms.CharField(
        label=_("Name, mobile or booking number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    tab = forms.ChoiceField(choices=Tab.choices, required=False, widget=forms.HiddenInput)

    @property
    def typed(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("q") or "")

    @property
    def chosen_tab(self) -> Tab:
        self.is_valid()
        return Tab(self.cleaned_data.get("tab") or Tab.TODAY)


class TicketCodeForm(forms.Form):
    """A booking number as a guest reads it out, or what a scanner types for the whole QR."""

    number = forms.CharField(
        label=_("Booking number"),
        help_text=_("Eight letters and digits, like 7KQ4-M2XP. The dash and capitals do not matter."),
        max_length=LONGEST_TYPED,
        error_messages={"required": _("Type the booking number from the guest's ticket.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-latin": True,
            }
        ),
    )

    def __init__(self, *args: Any, bookings: QuerySet[Booking], **kwargs: Any) -> None:
        """`bookings` are those that this desk may receive."""
        super().__init__(*args, **kwargs)
        self.bookings = bookings

    def clean_number(self) -> str:
        """Give the number of a booking of this desk."""
        typed = western_digits(self.cleaned_data["number"]).strip().rstrip("/")
        number = as_booking_number(typed.rpartition("/")[2])
        if number is None:
            raise ValidationError(_("A booking number has eight letters and digits, like 7KQ4-M2XP."))
        if not self.bookings.filter(booking_number=number).exists():
            raise ValidationError(
                _("There is no booking with this number at your branches. Check it with the guest.")
            )
        return number
