"""Writes the bookings: a year of stays that nobody could have refused, in the order in which they were made.

Texts are put together from tables rather than computed for each row: a million rows in half a minute.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from apps.bookings.cancellation import refund_steps, steps_to_snapshot
from apps.bookings.numbers import ALPHABET
from apps.bookings.statuses import BookingStatus, CancelledBy, PaymentMethod, PaymentStatus
from apps.catalog.asks import Ask, span_of
from apps.catalog.policies import Offer
from apps.catalog.pricing import Quote
from apps.catalog.queries import offers_of, quote_of, services_with_places
from apps.catalog.statuses import CancellationTier, PriceUnit, ServiceName
from atspaces.bench.copying import NULL
from atspaces.bench.world import OFFICE, ROOM, SEED, SLOTS_A_DAY, Shop, World, clock, days_of
from atspaces.shared import money
from atspaces.shared.clock import HALF_HOUR, ONE_DAY, day_start

COLUMNS = (
    "id", "booking_number", "customer_id", "vendor_service_id", "price_unit", "booking_date", "end_date",
    "start_time", "end_time", "starts_at", "ends_at", "quantity", "total_price", "price_snapshot",
    "commission_percent", "paid_amount", "status", "payment_status", "payment_method", "hold_expires_at",
    "is_request", "contact_name", "contact_phone", "created_at", "confirmed_at", "checked_in_at",
    "completed_at", "no_show_at", "cancelled_at", "cancelled_by",
)  # fmt: skip
LENGTHS = (2, 4, 4, 4, 6, 8)
"""Stays by the hour, in half hours."""
BY_THE_DAY = 0.08
TRIES = 500
NOON = 24
# Any odd number that shares no factor with the count of booking numbers.
SCATTER, ALL_NUMBERS = 275_604_541, len(ALPHABET) ** 8
PAIRS = [a + b for a in ALPHABET for b in ALPHABET]
COMMISSION = "10.00"


@dataclass(frozen=True, slots=True)
class Stay:
    """Units of one service for some half hours of one day. `lead` is how many days before it was booked."""

    shop: Shop
    first: int
    last: int
    unit: PriceUnit
    quantity: int
    lead: int


class Calendar:
    """Days counted from today, as the texts that rows are made of."""

    def __init__(self, zone: ZoneInfo, now: datetime) -> None:
        self._zone = zone
        self.today = now.astimezone(zone).date()
        self.now_slot = (now - day_start(self.today, zone)) // HALF_HOUR
        self.stamps = cache(self._stamps)

    def date(self, day: int) -> date:
        """Give a day's date."""
        return self.today + ONE_DAY * day

    def moment(self, day: int, slot: int) -> datetime:
        """Give the instant at which a half hour of a day begins."""
        return day_start(self.date(day), self._zone) + HALF_HOUR * slot

    def _stamps(self, day: int) -> list[str]:
        return [self.moment(day, slot).isoformat() for slot in range(SLOTS_A_DAY + 1)]


class Ledger:
    """The rows of `bookings` for one world."""

    def __init__(
        self, world: World, shops: list[Shop], first_customer: int, customers: int, now: datetime
    ) -> None:
        self._world, self._shops = world, shops
        self._customers = range(first_customer, first_customer + customers)
        self._ordinary = [shop for shop in shops if not shop.is_showcase]
        self._showcase = [shop for shop in shops if shop.is_showcase]
        self._dice = random.Random(SEED)
        self._now = now
        self._prices = Prices(shops, now)
        self._calendar = Calendar(self._prices.zone, now)
        self._number = 0

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Give every row, the oldest day first."""
        for day, count in days_of(self._world):
            weekday = self._calendar.date(day).weekday()
            for stay in self._stays(day, weekday, count):
                self._number += 1
                yield self._row(stay, day)

    def _stays(self, day: int, weekday: int, count: int) -> Iterator[Stay]:
        if day == 0:
            yield from (self._guest_of_today(n, shop) for n, shop in enumerate(self._showcase))
        # The showcases have a past like everybody, and nothing but one guest each from today on.
        shops = self._shops if day < 0 else self._ordinary
        used: dict[int, bytearray] = {}
        for _ in range(count):
            yield self._place(shops, weekday, used)

    def _guest_of_today(self, n: int, shop: Shop) -> Stay:
        first = n * 4 % 44
        return Stay(shop, first, first + 4, PriceUnit.HOUR, 1, 1 + n % 9)

    def _place(self, shops: list[Shop], weekday: int, used: dict[int, bytearray]) -> Stay:
        """Find units that are free on a day and take them."""
        dice = self._dice
        for _ in range(TRIES):
            shop = shops[int(dice.random() * len(shops))]
            opens, closes = shop.week[weekday]
            if not closes:
                continue
            first, last, unit = opens, closes, PriceUnit.DAY
            if shop.kind != OFFICE and dice.random() >= BY_THE_DAY:
                length = LENGTHS[int(dice.random() * len(LENGTHS))]
                first = opens + 2 * int(dice.random() * ((closes - opens - length) // 2 + 1))
                last, unit = first + length, PriceUnit.HOUR
            quantity = 2 if shop.kind not in {OFFICE, ROOM} and dice.random() < 0.1 else 1
            use = used.setdefault(shop.number, bytearray(SLOTS_A_DAY))
            end = last + shop.pause_slots
            if max(use[first:end]) + quantity <= shop.capacity:
                for slot in range(first, min(end, SLOTS_A_DAY)):
                    use[slot] += quantity
                return Stay(shop, first, last, unit, quantity, 1 + int(dice.random() ** 2 * 20))
        raise ValueError("so many bookings do not fit into so few services")

    def _row(self, stay: Stay, day: int) -> tuple[object, ...]:
        stamps = self._calendar.stamps(day)
        starts_at, ends_at = stamps[stay.first], stamps[stay.last]
        booked_at = self._calendar.stamps(min(day - stay.lead, -1))[20]
        total, snapshot = self._prices.of(stay, self._calendar, day)
        customer = self._customers[int(self._dice.random() * len(self._customers))]
        the_day = self._calendar.date(day)
        life = self._life(stay, day, starts_at, ends_at, booked_at)
        paid = total if life[1] == PaymentStatus.PAID else money.ZERO
        return (
            self._number, booking_number(self._number), customer, stay.shop.number, stay.unit, the_day,
            the_day, clock(stay.first), clock(stay.last), starts_at, ends_at, stay.quantity, total, snapshot,
            COMMISSION, paid, *life,
        )  # fmt: skip

    def _life(self, stay: Stay, day: int, starts: str, ends: str, booked: str) -> tuple[str, ...]:
        """Give what became of a booking: from its status to who cancelled it."""
        fate, now = self._dice.random(), self._calendar.now_slot
        name, phone = f"Guest {self._number}", "+962790000000"
        cash, due, instant = PaymentMethod.CASH, PaymentStatus.PENDING, "f"
        if fate < 0.08 and not stay.shop.is_showcase:
            off = (NULL, NULL, NULL, booked, CancelledBy.CUSTOMER)
            return (BookingStatus.CANCELLED, due, cash, NULL, instant, name, phone, booked, booked, *off)
        if day > 1 and not stay.shop.is_instant and fate > 0.6:
            made, until = self._recently()
            nothing_yet = (NULL, NULL, NULL, NULL, NULL, "")
            return (BookingStatus.PENDING, due, cash, until, "t", name, phone, made, *nothing_yet)
        firm = (NULL, instant, name, phone, booked, booked)
        if day > 0 or (day == 0 and stay.first > now):
            return (BookingStatus.CONFIRMED, due, cash, *firm, NULL, NULL, NULL, NULL, "")
        if day == 0 and stay.last > now:
            return (BookingStatus.CONFIRMED, PaymentStatus.PAID, cash, *firm, starts, NULL, NULL, NULL, "")
        if fate > 0.96:
            return (BookingStatus.NO_SHOW, due, cash, *firm, NULL, NULL, starts, NULL, "")
        # One in a hundred left without paying: cash that the desk still has to collect.
        paid = due if fate > 0.95 else PaymentStatus.PAID
        return (BookingStatus.COMPLETED, paid, cash, *firm, starts, ends, NULL, NULL, "")

    def _recently(self) -> tuple[str, str]:
        made = self._now - timedelta(hours=int(self._dice.random() * 8), minutes=5)
        return made.isoformat(), (made + timedelta(hours=24)).isoformat()


class Prices:
    """What stays cost, asked of the engine once for each kind, level, length and quantity."""

    def __init__(self, shops: list[Shop], now: datetime) -> None:
        samples = {(shop.kind, shop.level): shop for shop in reversed(shops)}
        today = now.astimezone(UTC).date()
        services = services_with_places().filter(pk__in=[shop.number for shop in samples.values()])
        offers = offers_of(services, first=today, last=today + ONE_DAY * 14)
        self._offers = {key: offers[shop.number] for key, shop in samples.items()}
        self.zone = next(iter(offers.values())).hours.zone
        self._quotes: dict[tuple[ServiceName, int, PriceUnit, int, int], tuple[Decimal, str]] = {}
        self._terms: dict[str, str] = {}
        # A day on which every branch is open.
        self._day = next(day for n in range(9) if (day := today + ONE_DAY * n).weekday() == 0)

    def of(self, stay: Stay, calendar: Calendar, day: int) -> tuple[Decimal, str]:
        """Give the total in dinars and the snapshot as JSON."""
        length = stay.last - stay.first if stay.unit == PriceUnit.HOUR else 0
        key = (stay.shop.kind, stay.shop.level, stay.unit, length, stay.quantity)
        if key not in self._quotes:
            quote = self._quote(*key)
            snapshot = quote.as_snapshot() | {"cancellation_tier": CancellationTier.FLEXIBLE}
            self._quotes[key] = (quote.total, json.dumps(snapshot, ensure_ascii=False)[:-1])
        total, snapshot_text = self._quotes[key]
        return total, f'{snapshot_text}, "refund_steps": {self._steps(calendar, day, stay.first)}}}'

    def _quote(self, kind: ServiceName, level: int, unit: PriceUnit, length: int, quantity: int) -> Quote:
        offer: Offer = self._offers[kind, level]
        ask = Ask(plan=unit, day=self._day, quantity=quantity)
        if unit == PriceUnit.HOUR:
            ask = Ask(plan=unit, day=self._day, start=clock(NOON), minutes=30 * length, quantity=quantity)
        quote = quote_of(offer, ask, span_of(ask, offer.hours))
        assert quote is not None  # every branch is open on that day
        return quote

    def _steps(self, calendar: Calendar, day: int, slot: int) -> str:
        starts_at = calendar.stamps(day)[slot]
        if starts_at not in self._terms:
            moment = calendar.moment(day, slot)
            steps = refund_steps(CancellationTier.FLEXIBLE, starts_at=moment, booked_at=moment - ONE_DAY)
            self._terms[starts_at] = json.dumps(steps_to_snapshot(steps))
        return self._terms[starts_at]


def booking_number(number: int) -> str:
    """Give a number that looks drawn, and is no other's."""
    rest, parts = number * SCATTER % ALL_NUMBERS, list[str]()
    for _ in range(4):
        rest, pair = divmod(rest, len(PAIRS))
        parts.append(PAIRS[pair])
    return f"{parts[0]}{parts[1]}-{parts[2]}{parts[3]}"
