"""What people choose when they book."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.bookings.ask_links import MOST_MINUTES, length_of_count, read_length
from apps.catalog.asks import Ask
from apps.catalog.policies import Limits, Offer
from apps.catalog.statuses import PriceUnit
from atspaces.shared import formats, money
from atspaces.shared.clock import ONE_DAY
from atspaces.shared.digits import western_digits
from atspaces.shared.query_form import QueryForm
from atspaces.shared.widgets import DateInput

MOST_UNITS = 999
MOST_DAYS_AHEAD = 730
LENGTHS_IN_MINUTES = (30, 60, 90, 120, 150, 180, 240, 300, 360, 420, 480, 540, 600, 720, 1440)
_LENGTHS_BY_COUNT = {
    PriceUnit.DAY: (1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 30),
    PriceUnit.WEEK: (1, 2, 3, 4, 6, 8, 12),
    PriceUnit.MONTH: (1, 2, 3, 4, 6, 9, 12),
}


class DayField(forms.DateField):
    """A day between today and two years ahead; a past one says so."""

    widget = DateInput

    def __init__(self, *, today: date, **options: Any) -> None:
        super().__init__(**options)
        self.today = today
        self.widget.attrs["min"] = today.isoformat()

    def to_python(self, value: Any) -> date | None:
        """Read a date in either kind of digits."""
        return super().to_python(western_digits(value) if isinstance(value, str) else value)

    def validate(self, value: date | None) -> None:
        """Refuse days on which nothing can be booked any more, or not for years."""
        super().validate(value)
        if value is not None and value < self.today:
            raise ValidationError(_("That day has passed. Choose today or a later day."), code="past")
        if value is not None and value > self.today + ONE_DAY * MOST_DAYS_AHEAD:
            raise ValidationError(_("That day is too far ahead."), code="far")


class StartField(forms.TimeField):
    """A time of day in either kind of digits."""

    def to_python(self, value: Any) -> time | None:
        """Read `10:00`, seconds dropped."""
        read = super().to_python(western_digits(value) if isinstance(value, str) else value)
        return read.replace(second=0, microsecond=0) if read else None


class CountField(forms.IntegerField):
    """A whole number in either kind of digits."""

    def to_python(self, value: Any) -> int | None:
        """Read the number."""
        return super().to_python(western_digits(value) if isinstance(value, str) else value)


class DinarsField(forms.DecimalField):
    """An amount in dinars, to the fils, in either kind of digits."""

    def __init__(self, **options: Any) -> None:
        # Not a number input: those refuse Arabic digits before we can understand them.
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 8})
        super().__init__(
            min_value=0,
            max_digits=money.MAX_DIGITS,
            decimal_places=money.DECIMAL_PLACES,
            widget=widget,
            **options,
        )

    def to_python(self, value: Any) -> Any:
        """Read the amount, with either kind of decimal point and the Arabic sign of thousands.

        A comma is refused: between three digits it may be meant as either.
        """
        if isinstance(value, str):
            value = western_digits(value).replace("٫", ".").replace("٬", "")
        return super().to_python(value)


class LengthField(forms.ChoiceField):
    """How long. What is not among the choices is accepted when it can be read."""

    def to_python(self, value: Any) -> str:
        """Read the length in either kind of digits."""
        return western_digits(str(super().to_python(value))).strip()

    def valid_value(self, value: str) -> bool:
        """Accept every readable length: an address may carry any, the rules judge it."""
        return read_length(value) is not None


def length_text(length: str) -> str:
    """Say a length: `2 hours`, `3 days`."""
    read = read_length(length)
    if read is None:
        return length
    plan, amount = read
    return formats.duration(amount) if plan == PriceUnit.HOUR else formats.time_units(plan, amount)


class AskForm(QueryForm):
    """What, when and how many of one service."""

    day = DayField(today=date.min, label=gettext_lazy("Day"))
    length = LengthField(label=gettext_lazy("For how long"))
    quantity = CountField(label=gettext_lazy("How many"), min_value=1, max_value=MOST_UNITS)
    start = StartField(label=gettext_lazy("From"), required=False)
    token = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(
        self, given: "MultiValueDict[str, str]", *, offer: Offer, now: datetime, defaults: Mapping[str, str]
    ) -> None:
        super().__init__(given, defaults)
        self.offer = offer
        self.fields["day"] = DayField(
            today=now.astimezone(offer.hours.zone).date(), label=gettext_lazy("Day")
        )
        length = self.fields["length"]
        assert isinstance(length, LengthField)
        offered = lengths_of(offer, self.plan)
        asked = str(self.data.get("length", ""))
        if read_length(asked) and asked not in offered:
            offered = [asked, *offered]
        length.choices = [(value, length_text(value)) for value in offered]
        for name in ("day", "length", "quantity"):
            # What the page sends when it refreshes in place.
            self.fields[name].widget.attrs["data-ask"] = True

    @property
    def plan(self) -> PriceUnit:
        """By the hour, day, week or month, as the length says."""
        read = read_length(str(self.data.get("length", ""))) or read_length(self.defaults["length"])
        return read[0] if read else PriceUnit.HOUR

    def ask(self) -> Ask:
        """Give what was chosen, with a default in the place of what was typed wrongly."""
        read = read_length(self.value("length"))
        plan, amount = read or (PriceUnit.HOUR, LENGTHS_IN_MINUTES[1])
        is_hours = plan == PriceUnit.HOUR
        return Ask(
            plan=plan,
            day=self.value("day"),
            start=self.cleaned_data.get("start") if is_hours else None,
            minutes=amount if is_hours else 0,
            count=1 if is_hours else amount,
            quantity=self.value("quantity"),
        )


def lengths_of(offer: Offer, plan: PriceUnit) -> list[str]:
    """Give the lengths that a service may be booked for."""
    service = offer.service
    if plan in _LENGTHS_BY_COUNT:
        limits = offer.limits.get(plan, Limits())
        counts = {*_LENGTHS_BY_COUNT[plan], limits.least}
        most = limits.most or max(counts)
        return [length_of_count(plan, count) for count in sorted(counts) if limits.least <= count <= most]
    longest = min(service.max_booking_duration or MOST_MINUTES, MOST_MINUTES)
    lengths = {m for m in LENGTHS_IN_MINUTES if not m % service.step_minutes}
    lengths.add(service.min_booking_duration)
    return [str(m) for m in sorted(lengths) if service.min_booking_duration <= m <= longest]


def ask_defaults(offer: Offer, now: datetime) -> dict[str, str]:
    """Give what a builder shows before anything was chosen: the next open day, the shortest stay."""
    # The prices come from the smallest unit on.
    plan = next(iter(offer.prices), PriceUnit.DAY)
    by_hour = plan == PriceUnit.HOUR
    length = str(max(offer.service.min_booking_duration, 60)) if by_hour else lengths_of(offer, plan)[0]
    return {"day": _next_open_day(offer, plan, now).isoformat(), "length": length, "quantity": "1"}


def _next_open_day(offer: Offer, plan: PriceUnit, now: datetime) -> date:
    today = now.astimezone(offer.hours.zone).date()
    margin = timedelta(minutes=offer.service.min_booking_duration if plan == PriceUnit.HOUR else 0)
    for ahead in range(7):
        day = today + ONE_DAY * ahead
        if any(window.closes_at > now + margin for window in offer.hours.windows(day)):
            return day
    return today
