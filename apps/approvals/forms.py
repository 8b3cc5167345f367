"""What a vendor types when asking for a change."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.accounts.models import User
from apps.approvals.queries import askable_services
from apps.approvals.services import MAX_CAPACITY, MIN_CAPACITY
from apps.approvals.statuses import RequestType
from apps.branches.models import Branch
from apps.branches.queries import managed_branches
from apps.catalog.models import VendorService


class BranchChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the type checker only
    """One of someone's branches; each choice shows its present state."""

    def label_from_instance(self, obj: Branch) -> str:
        return _("%(branch)s (now: %(state)s)") % {"branch": obj, "state": obj.get_status_display()}


class ServiceChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the type checker only
    """One of someone's services; each choice shows its present capacity."""

    def label_from_instance(self, obj: VendorService) -> str:
        units = ngettext("%(count)d unit", "%(count)d units", obj.max_capacity) % {"count": obj.max_capacity}
        return _("%(branch)s, %(service)s (now: %(units)s)") % {
            "branch": obj.branch,
            "service": obj,
            "units": units,
        }


class NoteField(forms.CharField):
    """What the admin should know."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Note for us"),
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        )


class RequestForm(forms.Form):
    """What the forms of all types share: the person's own subjects, the first one chosen."""

    subject = ""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among(user)

    def choose_among(self, user: User) -> None:
        """Offer only what this person may ask about."""
        raise NotImplementedError

    @property
    def has_choices(self) -> bool:
        """Tell whether there is anything to ask about."""
        field = self.fields[self.subject]
        choices = field.queryset if isinstance(field, forms.ModelChoiceField) else None
        return choices is not None and choices.exists()

    @property
    def names_something_else(self) -> bool:
        """Tell whether the posted subject is a stranger's or does not exist."""
        return self.is_bound and self.has_error(self.subject, "invalid_choice")


class BranchRequestForm(RequestForm):
    """Ask to pause a branch, or to open it for booking."""

    subject = "branch"

    branch = BranchChoiceField(Branch.objects.none(), label=gettext_lazy("Branch"), to_field_name="slug")
    note = NoteField()

    def choose_among(self, user: User) -> None:
        self.fields["branch"].queryset = managed_branches(user).order_by("name", "pk")  # type: ignore[attr-defined]


class CapacityRequestForm(RequestForm):
    """Ask for another number of units of a service."""

    subject = "service"

    service = ServiceChoiceField(VendorService.objects.none(), label=gettext_lazy("Service"))
    new_capacity = forms.IntegerField(
        label=gettext_lazy("Units after the change"),
        min_value=MIN_CAPACITY,
        max_value=MAX_CAPACITY,
        help_text=gettext_lazy("How many can be booked at the same time."),
        # Not a number input: those refuse Arabic digits before we can understand them.
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 5}),
    )
    note = NoteField()

    def choose_among(self, user: User) -> None:
        self.fields["service"].queryset = askable_services(user)  # type: ignore[attr-defined]


FORMS: dict[RequestType, type[RequestForm]] = {
    RequestType.CAPACITY_CHANGE: CapacityRequestForm,
    RequestType.PAUSE_BRANCH: BranchRequestForm,
    RequestType.ACTIVATE_BRANCH: BranchRequestForm,
}


class RejectForm(forms.Form):
    """Why an admin says no, in words the vendor reads."""

    reason = forms.CharField(
        label=gettext_lazy("Reason, as the vendor will read it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        error_messages={
            "required": gettext_lazy("Say why, so that the vendor knows what would be accepted.")
        },
    )
