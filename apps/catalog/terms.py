"""What a vendor may set on a service: how it is booked, at which prices and rates."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import time
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import HALF_HOUR_MINUTES, ServiceRate, VendorService
from apps.catalog.policies import Limits
from apps.catalog.statuses import CancellationTier, PriceUnit
from atspaces.shared import money
from atspaces.shared.clock import is_on_the_half_hour

MINUTES_A_DAY = 24 * 60
MOST_NOTICE_MINUTES = 60 * MINUTES_A_DAY
MOST_DAYS_AHEAD = 730
LEAST_PERCENT, MOST_PERCENT = -100, 500
MOST_RATES = 50
HIGHEST_PRICE = Decimal(10) ** (money.MAX_DIGITS - money.DECIMAL_PLACES)


@dataclass(frozen=True, slots=True)
class Rules:
    """How a service is booked, by the names of its columns. All times are minutes."""

    min_booking_duration: int
    max_booking_duration: int | None
    step_minutes: int
    buffer_minutes: int
    notice_minutes: int
    max_advance_days: int
    is_instant: bool
    cancellation_tier: str

    def as_fields(self) -> dict[str, Any]:
        """Give the rules by column, fit for JSON."""
        return asdict(self)


def rules_of(service: VendorService) -> Rules:
    """Give the rules of a service; `dataclasses.replace` changes some of them."""
    return Rules(**{field.name: getattr(service, field.name) for field in fields(Rules)})


def fault_in_rules(rules: Rules) -> Promise | None:
    """Say what is wrong with rules; none when something can be booked under them."""
    in_half_hours = (rules.step_minutes, rules.buffer_minutes)
    if any(minutes % HALF_HOUR_MINUTES for minutes in in_half_hours):
        return _("Steps and pauses are whole or half hours.")
    if not HALF_HOUR_MINUTES <= rules.step_minutes <= MINUTES_A_DAY:
        return _("Bookings start at least every day and at most every half hour.")
    if not 0 <= rules.buffer_minutes <= MINUTES_A_DAY:
        return _("A pause between bookings lasts no longer than a day.")
    if _shortest(rules) < 1 or not _is_bookable(rules):
        return _("Between the shortest and the longest stay there is none that fits the start times.")
    if not 0 <= rules.notice_minutes <= MOST_NOTICE_MINUTES:
        return _("Notice lasts no longer than 60 days.")
    if not 1 <= rules.max_advance_days <= MOST_DAYS_AHEAD:
        return _("A space can be booked up to two years ahead.")
    return None if rules.cancellation_tier in CancellationTier.values else _("Choose the cancellation terms.")


def _shortest(rules: Rules) -> int:
    """The shortest stay by the hour in minutes, in whole steps."""
    return -(-rules.min_booking_duration // rules.step_minutes) * rules.step_minutes


def _is_bookable(rules: Rules) -> bool:
    return rules.max_booking_duration is None or _shortest(rules) <= rules.max_booking_duration


def fault_in_prices(
    prices: Mapping[PriceUnit, Decimal], limits: Mapping[PriceUnit, Limits]
) -> Promise | None:
    """Say what is wrong with the price list of a service; none when nothing is."""
    if not prices:
        return _("Enter at least one price.")
    if any(
        not 0 <= price < HIGHEST_PRICE or price != money.round_to_fils(price) for price in prices.values()
    ):
        return _("A price is an amount in JOD with no more than three decimals.")
    if PriceUnit.HOUR in limits or not limits.keys() <= prices.keys():
        return _("Limits go with a price by the day, week or month.")
    if any(limit.least < 1 or (limit.most or limit.least) < limit.least for limit in limits.values()):
        return _("The longest stay is shorter than the shortest.")
    return None


def _is_a_price(price: Decimal) -> bool:
    return 0 <= price < HIGHEST_PRICE and price == money.round_to_fils(price)


def fault_in_rate(rate: ServiceRate) -> Promise | None:
    """Say what is wrong with a rate; none when nothing is."""
    if not LEAST_PERCENT <= rate.percent <= MOST_PERCENT:
        return _("A rate lies between 100 per cent less and 500 per cent more.")
    if not set(rate.weekdays) <= set(range(7)):
        return _("There is no such weekday.")
    if rate.first_date and rate.last_date and rate.last_date < rate.first_date:
        return _("The last date lies before the first.")
    return (
        None
        if _times_are_right(rate.starts_at, rate.ends_at)
        else _("Rates begin and end on whole or half hours of one day.")
    )


def _times_are_right(starts: time | None, ends: time | None) -> bool:
    if starts is None or ends is None:
        return starts is ends
    in_order = starts < ends or ends == time.min
    return in_order and is_on_the_half_hour(starts) and is_on_the_half_hour(ends)
