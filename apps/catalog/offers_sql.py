"""What a service's rules read, in one statement: its prices, its rates, its branch's hours."""

from functools import cache
from typing import Any, Final, NamedTuple

from apps.accounts.models import User, VendorProfile
from apps.branches.hours_sql import SPECIAL_HOURS, WEEKLY_HOURS
from apps.branches.models import Branch
from apps.catalog.models import VendorService
from atspaces.shared.rows import columns_of

RULES: Final = f"""
    (SELECT json_agg(json_build_array(p.price_unit, p.price::text, p.min_count, p.max_count))
     FROM service_prices p WHERE p.vendor_service_id = vs.id),
    (SELECT json_agg(json_build_array(
        r.percent::text, r.weekdays, r.first_date, r.last_date, r.starts_minute, r.ends_minute
     ) ORDER BY r.id DESC) FROM service_rates r WHERE r.vendor_service_id = vs.id),
    {WEEKLY_HOURS.format(branch="vs.branch_id")},
    {SPECIAL_HOURS.format(branch="vs.branch_id")}
"""

RULES_OF_SERVICES: Final = f"SELECT vs.id, {RULES} FROM vendor_services vs WHERE vs.id = ANY(%(services)s)"


class RulesRow(NamedTuple):
    """What `RULES` gives of one service, as JSON gives it."""

    prices: list[list[Any]] | None
    rates: list[list[Any]] | None
    weekly: Any
    special: Any


@cache
def offer_of_service() -> str:
    """Give the statement that reads one service, its branch and vendor, and its rules."""
    return f"""
        SELECT {columns_of(VendorService, "vs")}, {columns_of(Branch, "b")}, {columns_of(User, "u")},
            {columns_of(VendorProfile, "vp")}, {RULES}
        FROM vendor_services vs
        JOIN branches b ON b.id = vs.branch_id
        JOIN users u ON u.id = b.vendor_id
        LEFT JOIN vendor_profiles vp ON vp.user_id = u.id
        WHERE vs.id = %(service)s
    """
