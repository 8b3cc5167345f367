"""The real engine, driven with the paper's own words: minutes, fils and places."""

import itertools
from datetime import time, timedelta
from typing import Any

from apps.accounts.models import User
from apps.bookings import services
from apps.bookings.models import Booking
from apps.bookings.queries import with_places
from apps.bookings.services.series import HeldSeries
from apps.bookings.services.walk_in import Guest
from apps.bookings.statuses import CancelledBy, PaymentMethod, Side
from apps.branches.models import Branch
from apps.branches.statuses import BranchStatus
from apps.catalog.models import ServiceBlock, ServiceRate, VendorService
from apps.catalog.queries import services_with_places
from apps.payments import services as payments
from apps.payments.models import Refund
from apps.payments.policies import refund_preview
from tests.accounts.factories import AdminFactory, UserFactory
from tests.bookings.factories import hold, service_on_sale
from tests.bookings.stateful import prices
from tests.bookings.stateful.places import FIRST_DAY
from tests.bookings.stateful.things import DAY, WEEK, House, Place, Space
from tests.bookings.stateful.words import ask_for, dinars, instant
from tests.branches.factories import BranchFactory, open_daily

HOUSES = [1, 2]
"""The company of each branch. Units move only within one; any desk is one of one branch."""
SPACES: list[dict[str, Any]] = [
    {"house": 0, "max_capacity": 1, "step_minutes": 60, "buffer_minutes": 0, "is_instant": True},
    {
        "house": 1,
        "max_capacity": 3,
        "step_minutes": 30,
        "buffer_minutes": 30,
        "is_instant": False,
        "cancellation_tier": "moderate",
    },
    {
        "house": 0,
        "max_capacity": 2,
        "step_minutes": 60,
        "buffer_minutes": 30,
        "is_instant": True,
        "cancellation_tier": "moderate",
    },
]
WITH_RATES = 2
"""Which of the spaces costs more in the evening and less on the first weekday."""


_forms = itertools.count()


class World:
    """Two branches of two companies: one with two spaces, one with a third."""

    def __init__(self) -> None:
        self.customer: User = UserFactory.create()
        self.admin: User = AdminFactory.create()
        branches = [open_daily(BranchFactory()) for _ in HOUSES]
        self.ids = [
            service_on_sale(branch=branches[one["house"]], prices=dinars(100), **_fields(one)).pk
            for one in SPACES
        ]
        rates = {"vendor_service_id": self.ids[WITH_RATES]}
        ServiceRate.objects.create(
            **rates, percent=prices.EVENING_PERCENT, starts_at=time(16), ends_at=time(20)
        )
        ServiceRate.objects.create(**rates, percent=prices.QUIET_PERCENT, weekdays=[FIRST_DAY.weekday()])

    def paper_spaces(self) -> list[Space]:
        """Give the spaces as the paper knows them, fresh for one story."""
        houses = [House(company) for company in HOUSES]
        return [
            Space(
                pk,
                houses[one["house"]],
                one["max_capacity"],
                one["buffer_minutes"],
                one["step_minutes"],
                one["is_instant"],
                tier=one.get("cancellation_tier", "flexible"),
                has_rates=n == WITH_RATES,
            )
            for n, (pk, one) in enumerate(zip(self.ids, SPACES, strict=True))
        ]

    def side(self, by: str) -> dict[str, Any]:
        """Give on whose wish something happens, and who presses the button."""
        return {"side": Side(by), "by": self.customer if by == "customer" else self.admin}

    def service(self, space: Space) -> VendorService:
        return services_with_places().get(pk=space.key)

    def booking(self, key: int) -> Booking:
        return with_places(Booking.objects.all()).get(pk=key)

    # --- moves, by their names on paper -------------------------------------------------------------------

    def hold(self, place: Place, *, now: int) -> Booking:
        return hold(self.service(place.service), ask_for(place), now=instant(now))

    def hold_any(self, spaces: list[Space], place: Place, *, now: int) -> Booking:
        units = [self.service(space) for space in spaces]
        return services.hold_any_of(services=units, ask=ask_for(place), **_somebody(), now=instant(now))

    def hold_series(self, place: Place, weeks: int, skip: set[int], *, now: int) -> HeldSeries:
        return services.book_series(
            service=self.service(place.service),
            ask=ask_for(place),
            weeks=weeks,
            skip=[FIRST_DAY + timedelta(days=place.start // DAY + WEEK * week) for week in skip],
            **_somebody(),
            now=instant(now),
        )

    def walk_in(self, place: Place, *, now: int) -> Booking:
        return payments.book_walk_in(
            service=self.service(place.service),
            ask=ask_for(place),
            guest=Guest(),
            by=self.admin,
            form_key=f"walk-in-{next(_forms)}",
            now=instant(now),
        )

    def extend(self, key: int, *, now: int) -> Booking:
        return services.extend_hold(booking=self.booking(key), now=instant(now))

    def release(self, key: int, *, now: int) -> Booking:
        return services.release_hold(booking=self.booking(key), now=instant(now))

    def check_out(self, key: int, *, now: int) -> Booking:
        return payments.check_out(
            booking=self.booking(key), customer=self.customer, method=PaymentMethod.CASH, now=instant(now)
        )

    def check_out_series(self, first: int, *, now: int) -> Any:
        key = self.booking(first).series_key
        assert key
        return payments.check_out_series(
            series_key=key, customer=self.customer, method=PaymentMethod.CASH, now=instant(now)
        )

    def accept(self, key: int, *, now: int) -> Booking:
        return payments.accept_request(booking=self.booking(key), by=self.admin, now=instant(now))

    def cancel(self, key: int, by: str, *, now: int) -> Refund | None:
        return payments.cancel_and_refund(
            booking=self.booking(key),
            cancelled_by=CancelledBy(by),
            reason="",
            actor=self.admin,
            now=instant(now),
        )

    def check_in(self, key: int, *, now: int) -> Booking:
        return services.check_in(booking=self.booking(key), by=self.admin, now=instant(now))

    def mark_absent(self, key: int, *, now: int) -> Booking:
        return services.mark_no_show(booking=self.booking(key), by=self.admin, now=instant(now))

    def collect(self, key: int, *, now: int) -> Any:
        return payments.collect_cash(booking=self.booking(key), by=self.admin, now=instant(now))

    def hand_back(self, key: int, *, now: int) -> None:
        for refund in Refund.objects.select_related("payment__booking").filter(payment__booking=key):
            payments.hand_back_cash(refund=refund, by=self.admin, now=instant(now))

    def leave_early(self, key: int, *, now: int) -> Booking:
        return services.check_out_early(booking=self.booking(key), by=self.admin, now=instant(now))

    def lengthen(self, key: int, length: int, by: str, *, now: int) -> Booking:
        return payments.extend_and_settle(
            booking=self.booking(key), length=length, **self.side(by), now=instant(now)
        )

    def shorten(self, key: int, length: int, by: str, *, now: int) -> Booking:
        return payments.shorten_and_settle(
            booking=self.booking(key), length=length, **self.side(by), now=instant(now)
        )

    def move(self, key: int, place: Place, by: str, *, now: int) -> Booking:
        return payments.reschedule_and_settle(
            booking=self.booking(key),
            service=self.service(place.service),
            ask=ask_for(place),
            **self.side(by),
            now=instant(now),
        )

    def percents_back(self, key: int, moments: list[int]) -> list[int]:
        """Give the per cent that a customer is shown to get back at some minutes."""
        booking = self.booking(key)
        return [refund_preview(booking, by=CancelledBy.CUSTOMER, at=instant(at)).percent for at in moments]

    def block(self, space: Space, start: int, end: int, units: int | None, *, now: int) -> ServiceBlock:
        return services.block_units(
            service=self.service(space),
            starts_at=instant(start),
            ends_at=instant(end),
            units=units,
            reason="",
            by=self.admin,
            now=instant(now),
        )

    def unblock(self, key: int, *, now: int) -> None:
        services.remove_block(block=ServiceBlock.objects.get(pk=key), by=self.admin, now=instant(now))

    def set_capacity(self, space: Space, units: int, *, now: int) -> VendorService:
        return services.change_capacity(
            service=self.service(space), capacity=units, by=self.admin, now=instant(now)
        )

    def set_day_capacity(self, space: Space, day: int, units: int | None, *, now: int) -> Any:
        return services.set_day_capacity(
            service=self.service(space),
            days=[FIRST_DAY + timedelta(days=day)],
            capacity=units,
            by=self.admin,
            now=instant(now),
        )

    def set_prices(self, space: Space, percent: int, *, now: int) -> None:
        services.set_prices(
            service=self.service(space), prices=dinars(percent), by=self.admin, now=instant(now)
        )

    def set_open(self, space: Space, *, is_open: bool, now: int) -> Branch:
        status = BranchStatus.ACTIVE if is_open else BranchStatus.SUSPENDED
        branch = self.service(space).branch
        return services.set_branch_status(branch=branch, status=status, by=self.admin, now=instant(now))


def _fields(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "house"}


def _somebody() -> dict[str, Any]:
    """Give a new browser with a new form."""
    key = f"somebody-{next(_forms)}"
    return {"holder_key": key, "idempotency_key": key, "customer": None, "language": "en"}
