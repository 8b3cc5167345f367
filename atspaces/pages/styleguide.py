"""Every component in both directions and both themes, for the people who build the site."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from atspaces.shared import widgets

SECTIONS: Final = ("basics", "forms", "search", "booking", "desk")
PANELS: Final = (("en", "light"), ("ar", "light"), ("en", "dark"), ("ar", "dark"))
# A day on which the samples take place, so that screenshots of the page can be compared.
SAMPLE_DAY: Final = date(2027, 1, 12)
SAMPLE_NOON: Final = datetime(2027, 1, 12, 9, 0, tzinfo=UTC)
SAMPLE_QR: Final = SafeString(
    '<svg viewBox="0 0 29 29" aria-hidden="true"><path fill="#000" d="M4 4h7v7H4zm1 1v5h5V5zm1 1h3v3H6z'
    "M18 4h7v7h-7zm1 1v5h5V5zm1 1h3v3h-3zM4 18h7v7H4zm1 1v5h5v-5zm1 1h3v3H6zM13 4h2v3h-2zM13 9h3v2h-3z"
    "M12 13h4v3h-4zM18 13h3v2h-3zM23 14h2v4h-2zM4 13h3v3H4zM9 14h1v2H9zM13 18h2v5h-2z"
    'M17 18h4v3h-4zM19 23h6v2h-6z"/></svg>'
)


class SampleForm(forms.Form):
    """One field of each kind."""

    kind = forms.ChoiceField(widget=widgets.Segmented)
    name = forms.CharField()
    mobile = forms.CharField(widget=widgets.PhoneInput)
    email = forms.EmailField(required=False)
    code = forms.CharField(widget=widgets.OtpInput)
    on = forms.DateField(widget=widgets.DateInput)
    area = forms.ChoiceField()
    people = forms.IntegerField(min_value=1)
    payment = forms.ChoiceField(widget=forms.RadioSelect)
    features = forms.MultipleChoiceField(widget=widgets.ChipChecks, required=False)
    note = forms.CharField(widget=forms.Textarea, required=False)
    terms = forms.BooleanField()


class SampleSearchForm(forms.Form):
    """The fields of the search box."""

    mark_optional = False
    kind = forms.ChoiceField(widget=widgets.Segmented)
    area = forms.ChoiceField()
    on = forms.DateField(widget=widgets.DateInput)
    at = forms.ChoiceField()
    hours = forms.ChoiceField()
    people = forms.IntegerField(min_value=1)


@dataclass(frozen=True)
class Panel:
    """One language in one theme, with the samples drawn there."""

    language: str
    theme: str
    samples: dict[str, Any]

    @property
    def direction(self) -> str:
        """Give the direction of reading."""
        return "rtl" if self.language == "ar" else "ltr"


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show all sections, or `?section=…`, in all panels, or `?panel=ar-dark`. Not in production."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    wanted = request.GET.get("panel", "")
    chosen = [panel for panel in PANELS if wanted in ("", "-".join(panel))]
    section = request.GET.get("section", "")
    sections = [section] if section in SECTIONS else list(SECTIONS)
    panels = [Panel(language, theme, _samples(language, theme)) for language, theme in chosen]
    return render(request, "styleguide/page.html", {"panels": panels, "sections": sections})


def _samples(language: str, theme: str) -> dict[str, Any]:
    with override(language):
        prefix = f"{language}-{theme}-%s"
        return {
            "form": _labelled(
                SampleForm(auto_id=prefix, initial={"kind": "meeting_room", "payment": "cash"})
            ),
            "wrong": _labelled(SampleForm({"kind": "hot_desk", "mobile": "12"}, auto_id=f"wrong-{prefix}")),
            "search": _labelled(
                SampleSearchForm(
                    auto_id=f"search-{prefix}", initial={"kind": "hot_desk", "on": SAMPLE_DAY, "people": 2}
                )
            ),
            "cards": _cards(),
            "lines": _price_lines(),
            "days": _days(),
            "slots": _slots(),
            "events": _events(),
            "arrivals": _arrivals(),
            "tabs": _tabs(),
            "page": _page(),
            "qr": SAMPLE_QR,
            "noon": SAMPLE_NOON,
            "total": Decimal("27.840"),
        }


def _labelled[SomeForm: forms.Form](form: SomeForm) -> SomeForm:
    labels, choices = _labels(), _choices()
    for name, field in form.fields.items():
        field.label = labels[name]
        if name in choices and isinstance(field, forms.ChoiceField):
            field.choices = choices[name]
    if "email" in form.fields:
        form.fields["email"].help_text = _("For the receipt")
    return form


def _labels() -> dict[str, str]:
    return {
        "kind": _("What"),
        "name": _("Full name"),
        "mobile": _("Your mobile"),
        "email": _("E-mail"),
        "code": _("The six digits"),
        "on": _("Day"),
        "area": _("Where"),
        "people": _("People"),
        "payment": _("How to pay"),
        "features": _("What it must have"),
        "note": _("Note for the host"),
        "terms": _("I accept the house rules"),
        "at": _("From"),
        "hours": _("For how long"),
    }


def _choices() -> dict[str, list[tuple[str, str]]]:
    return {
        "kind": [
            ("hot_desk", _("Desk")),
            ("meeting_room", _("Meeting room")),
            ("private_office", _("Office")),
        ],
        "area": [("", _("All of Amman")), ("abdoun", _("Abdoun")), ("shmeisani", _("Shmeisani"))],
        "payment": [("cash", _("Pay at the desk, in cash")), ("card", _("Card")), ("apple", "Apple Pay")],
        "features": [("parking", _("Parking")), ("step-free", _("Step-free")), ("screen", _("Projector"))],
        "at": [("10:00", "10:00"), ("10:30", "10:30")],
        "hours": [("2", _("2 hours")), ("3", _("3 hours"))],
    }


def _cards() -> list[dict[str, Any]]:
    first = _card()
    second = first | {
        "photo_url": reverse("pages:picture", args=["hot_desk", 3]),
        "title": _("Hot desk by the window"),
        "total": Decimal(12),
        "badges": [],
    }
    taken = first | {
        "photo_url": reverse("pages:picture", args=["private_office", 5]),
        "title": _("Quiet office"),
        "rating": None,
        "review_count": 0,
        "badges": [],
        "taken": _("Booked 10:00–12:00. Free from 12:30 at the same price."),
        "times": [{"url": "#later", "text": "12:30"}],
    }
    return [first, second, taken]


def _card() -> dict[str, Any]:
    return {
        "url": "#card",
        "photo_url": reverse("pages:picture", args=["meeting_room", 7]),
        "title": _("Olive meeting room"),
        "place": _("Abdoun, Amman"),
        "distance": _("6 min walk"),
        "rating": Decimal("4.7"),
        "review_count": 38,
        "facts": [
            {"icon": "people", "text": _("Up to 8")},
            {"icon": "wifi", "text": _("200 Mb/s")},
            {"icon": "parking", "text": _("Parking")},
        ],
        "total": Decimal("27.840"),
        "span_minutes": 120,
        "cancellation": _("Free cancellation until tomorrow"),
        "badges": [{"text": _("Instant"), "icon": "power"}],
        "times": [{"url": f"#{text}", "text": text} for text in ("10:00", "10:30", "11:00")],
    }


def _price_lines() -> list[dict[str, Any]]:
    return [
        {"label": _("Meeting room, 2 hours"), "note": _("2 × JOD 12"), "amount": Decimal(24)},
        {"label": _("Promo code"), "amount": Decimal("-2.400"), "discount": True},
        {"label": _("Sales tax 16 %"), "amount": Decimal("3.456")},
    ]


def _days() -> list[dict[str, Any]]:
    patterns = (
        (
            "partly",
            ["free"] * 4 + ["partly"] * 3 + ["full"] * 2 + ["free"] * 4,
            _("Free 8:00–12:00 and 5:00–9:00"),
        ),
        ("free", ["free"] * 13, _("Free all day")),
        ("full", ["full"] * 13, _("Fully booked")),
        ("closed", ["closed"] * 13, _("Closed on Fridays")),
        ("partly", ["full"] * 5 + ["free"] * 8, _("Free from 1:00 pm")),
    )
    return [
        {
            "date": SAMPLE_DAY + timedelta(days=offset),
            "url": "#day",
            "weekend": (SAMPLE_DAY + timedelta(days=offset)).weekday() in (4, 5),
            "closed": state == "closed",
            "current": offset == 1,
            "hours": hours,
            "state": state,
            "text": text,
        }
        for offset, (state, hours, text) in enumerate(patterns)
    ]


def _slots() -> list[dict[str, Any]]:
    return [
        {"value": "09:00", "text": "9:00", "taken": True},
        {"value": "09:30", "text": "9:30"},
        {"value": "10:00", "text": "10:00", "checked": True},
        {"value": "10:30", "text": "10:30"},
        {"value": "11:00", "text": "11:00", "note": _("Last one")},
    ]


def _events() -> list[dict[str, Any]]:
    return [
        {"text": _("Held for you"), "at": SAMPLE_NOON, "state": "done"},
        {"text": _("Confirmed"), "at": SAMPLE_NOON + timedelta(minutes=4), "state": "done"},
        {
            "text": _("Checked in"),
            "at": SAMPLE_NOON + timedelta(hours=22),
            "state": "now",
            "note": _("At the desk"),
        },
        {"text": _("Completed"), "at": None},
    ]


def _arrivals() -> list[dict[str, Any]]:
    first = {
        "starts_at": SAMPLE_NOON,
        "name": _("Rana Haddad"),
        "url": "#booking",
        "space": _("Olive meeting room"),
        "people": 6,
        "status_text": _("Confirmed"),
        "status_tone": "success",
        "due": Decimal("27.840"),
        "state": "next",
        "action_url": "#check-in",
        "action_text": _("Check in"),
    }
    later = first | {"starts_at": SAMPLE_NOON + timedelta(hours=2), "state": "", "due": None, "people": 1}
    done = later | {"state": "done", "status_text": _("Checked in"), "status_tone": "info", "action_url": ""}
    return [first, later, done]


def _tabs() -> list[dict[str, Any]]:
    return [
        {"url": "#upcoming", "text": _("Upcoming"), "count": 2, "current": True},
        {"url": "#past", "text": _("Past"), "count": 11},
        {"url": "#cancelled", "text": _("Cancelled")},
    ]


def _page() -> Page[int]:
    return Paginator(range(200), 24).page(4)
