"""The real engine, driven with the paper's own words: minutes, fils and names of spaces."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from apps.accounts.models import User
from apps.bookings import services
from apps.bookings.models import Booking
from apps.bookings.queries import with_places
from apps.bookings.services.walk_in import Guest
from apps.bookings.statuses import CancelledBy, PaymentMethod, Side
from apps.branches.models import Branch
from apps.branches.statuses import BranchStatus
from apps.catalog.asks import Ask
from apps.catalog.models import ServiceBlock, VendorService
from apps.catalog.queries import services_with_places
from apps.catalog.refusals import Refused
from apps.catalog.statuses import PriceUnit
from apps.payments import services as payments
from apps.payments.models import Refund
from atspaces.shared.errors import DomainError
from tests.accounts.factories import AdminFactory, UserFactory
from tests.bookings.factories import day_ask, hold, service_on_sale
from tests.bookings.stateful.paper import Space

FIRST_DAY = date(2027, 1, 12)
MIDNIGHT = datetime(2027, 1, 11, 21, 0, tzinfo=UTC)
"""The first day's midnight in Amman, which is three hours ahead of UTC all year."""
STARTS_AT = 11 * 60

SPACES: list[dict[str, Any]] = [
    {"max_capacity": 1, "step_minutes": 60, "buffer_minutes": 0, "is_instant": True},
    {"max_capacity": 3, "step_minutes": 30, "buffer_minutes": 30, "is_instant": False},
]


def instant(minute: int) -> datetime:
    return MIDNIGHT + timedelta(minutes=minute)


def hours(start: int, minutes: int, units: int) -> Ask:
    day, minute = divmod(start, 24 * 60)
    return Ask(
        plan=PriceUnit.HOUR,
        day=FIRST_DAY + timedelta(days=day),
        start=time(minute // 60, minute % 60),
        minutes=minutes,
        quantity=units,
    )


_forms = itertools.count()


class World:
    """One branch for each space, so that pausing one leaves the other."""

    def __init__(self) -> None:
        self.customer: User = UserFactory.create()
        self.admin: User = AdminFactory.create()
        self.ids = [service_on_sale(**fields).pk for fields in SPACES]

    def paper_spaces(self) -> list[Space]:
        """Give the spaces as the paper knows them, fresh for one story."""
        return [
            Space(pk, one["max_capacity"], one["buffer_minutes"], one["step_minutes"], one["is_instant"])
            for pk, one in zip(self.ids, SPACES, strict=True)
        ]

    def service(self, space: Space) -> VendorService:
        return services_with_places().get(pk=space.key)

    def booking(self, key: int) -> Booking:
        return with_places(Booking.objects.all()).get(pk=key)

    # --- moves, by their names on paper -------------------------------------------------------------------

    def hold_hours(self, space: Space, start: int, minutes: int, units: int, *, now: int) -> Booking:
        return hold(self.service(space), hours(start, minutes, units), now=instant(now))

    def walk_in(self, space: Space, start: int, minutes: int, *, now: int) -> Booking:
        return payments.book_walk_in(
            service=self.service(space),
            ask=hours(start, minutes, 1),
            guest=Guest(),
            by=self.admin,
            form_key=f"walk-in-{next(_forms)}",
            now=instant(now),
        )

    def hold_days(self, space: Space, day: int, days: int, units: int, *, now: int) -> Booking:
        ask = day_ask(days, day=FIRST_DAY + timedelta(days=day), quantity=units)
        return hold(self.service(space), ask, now=instant(now))

    def extend(self, key: int, *, now: int) -> Booking:
        return services.extend_hold(booking=self.booking(key), now=instant(now))

    def release(self, key: int, *, now: int) -> Booking:
        return services.release_hold(booking=self.booking(key), now=instant(now))

    def check_out(self, key: int, *, now: int) -> Booking:
        return payments.check_out(
            booking=self.booking(key), customer=self.customer, method=PaymentMethod.CASH, now=instant(now)
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

    def hand_back(self, key: int, *, now: int) -> Refund:
        refund = Refund.objects.select_related("payment__booking").get(payment__booking=key)
        return payments.hand_back_cash(refund=refund, by=self.admin, now=instant(now))

    def move(self, key: int, start: int, minutes: int, units: int, *, now: int) -> Booking:
        booking = self.booking(key)
        return payments.reschedule_and_settle(
            booking=booking,
            service=booking.vendor_service,
            ask=hours(start, minutes, units),
            side=Side.VENDOR,
            by=self.admin,
            now=instant(now),
        )

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

    def set_open(self, space: Space, *, is_open: bool, now: int) -> Branch:
        status = BranchStatus.ACTIVE if is_open else BranchStatus.SUSPENDED
        branch = self.service(space).branch
        return services.set_branch_status(branch=branch, status=status, by=self.admin, now=instant(now))


def attempt(move: Any, *arguments: Any, **named: Any) -> tuple[Any, str]:
    """Make a move; give what came of it and the refusal's code, or the error's name, if it was refused."""
    try:
        return move(*arguments, **named), ""
    except Refused as refused:
        return None, str(refused.refusal.code)
    except DomainError as error:
        return None, type(error).__name__


def fils(amount: Decimal | None) -> int:
    return int((amount or Decimal(0)) * 1000)
