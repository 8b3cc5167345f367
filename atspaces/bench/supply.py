"""Writes who sells what and where: people, branches with their hours, services with their prices."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Model
from psycopg import Connection, sql

from apps.accounts.models import User, VendorProfile
from apps.accounts.statuses import UserRole, UserStatus
from apps.branches.models import Branch, BranchFacility, District, Facility, OpeningHours
from apps.branches.statuses import BranchStatus
from apps.catalog.models import Feature, Service, ServiceFeature, ServicePrice, VendorService
from atspaces.bench.copying import NULL, Sheet, table_of
from atspaces.bench.world import (
    BRANCHES_A_VENDOR,
    CLOSED,
    PRICES,
    House,
    Shop,
    World,
    clock,
    price_of,
    vendors_of,
)
from atspaces.demo import catalogue

NAMES = (
    ("Cedar", "الأرز"), ("Jasmine", "الياسمين"), ("Citadel", "القلعة"), ("Olive", "الزيتون"),
    ("Rainbow", "قوس قزح"), ("Summit", "القمة"), ("Harbour", "الميناء"), ("Lantern", "الفانوس"),
    ("Bridge", "الجسر"), ("Garden", "الحديقة"), ("Compass", "البوصلة"), ("Falcon", "الصقر"),
    ("Almond", "اللوز"), ("Basalt", "البازلت"), ("Spring", "النبع"), ("Terrace", "الشرفة"),
)  # fmt: skip
KINDS = {
    "hot_desk": ("Hot desk", "مكتب مشترك"),
    "meeting_room": ("Room", "قاعة"),
    "private_office": ("Office", "مكتب"),
}
FACILITIES_EACH, FEATURES_EACH = 5, 2
BOOKINGS_A_CUSTOMER = 20


def customers_of(world: World) -> int:
    """Count the people who book."""
    return max(50, world.bookings // BOOKINGS_A_CUSTOMER)


def write_supply(
    connection: "Connection[Any]", world: World, houses: list[House], shops: list[Shop], *, now: datetime
) -> None:
    """Fill the tables that bookings point at. Django's default connection is to the same database."""
    catalogue.write_places()
    _write_people(connection, vendors_of(houses), customers_of(world), now)
    _write_branches(connection, houses, now)
    _write_services(connection, shops, now)
    for model in (User, Branch, VendorService):
        restart_keys(connection, model)


def restart_keys(connection: "Connection[Any]", model: type[Model]) -> None:
    """Let the database go on counting after the keys that were given."""
    table = table_of(model)
    words = "SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM {}))"
    connection.execute(sql.SQL(words).format(sql.Identifier(table)), [table])


def _write_people(connection: "Connection[Any]", vendors: int, customers: int, now: datetime) -> None:
    active, nobody = UserStatus.ACTIVE, UNUSABLE_PASSWORD_PREFIX
    given = (
        "id",
        "full_name",
        "email",
        "phone_number",
        "password_hash",
        "role",
        "status",
        "is_phone_verified",
    )
    people = Sheet(User, *given, now=now)
    rows: Iterator[tuple[object, ...]] = (
        (n, f"Owner {n}", f"vendor{n}@bench.test", NULL, nobody, UserRole.VENDOR, active, "t")
        for n in range(1, vendors + 1)
    )
    people.copy(connection, rows)
    # Numbers of the bench's guests begin with another digit.
    rows = (
        (vendors + n, f"Guest {n}", NULL, f"+96277{n:07d}", nobody, UserRole.CUSTOMER, active, "t")
        for n in range(1, customers + 1)
    )
    people.copy(connection, rows)
    companies = ((n, f"Company {n}", f"شركة {n}", "t") for n in range(1, vendors + 1))
    profiles = Sheet(
        VendorProfile, "user_id", "company_name", "company_name_ar", "is_tax_registered", now=now
    )
    profiles.copy(connection, companies)


def _write_branches(connection: "Connection[Any]", houses: list[House], now: datetime) -> None:
    given = (
        "id", "vendor_id", "name", "name_ar", "slug", "city", "district_id", "address", "latitude",
        "longitude", "wifi_mbps", "status",
    )  # fmt: skip
    districts = list(District.objects.order_by("pk"))
    Sheet(Branch, *given, now=now).copy(connection, (_branch(house, districts) for house in houses))
    hours = (
        (house.number, weekday, clock(opens), clock(closes))
        for house in houses
        for weekday, (opens, closes) in enumerate(house.week)
        if (opens, closes) != CLOSED
    )
    Sheet(OpeningHours, "branch_id", "weekday", "opens_at", "closes_at", now=now).copy(connection, hours)
    facilities = list(Facility.objects.order_by("pk").values_list("pk", flat=True))
    pairs = (
        (house.number, facilities[(house.number + 3 * n) % len(facilities)])
        for house in houses
        for n in range(FACILITIES_EACH)
    )
    Sheet(BranchFacility, "branch_id", "facility_id", now=now).copy(connection, pairs)


def _branch(house: House, districts: list[District]) -> tuple[object, ...]:
    n = house.number
    # A vendor's branches lie near each other, and neighbours in the table do not.
    district = districts[(n // BRANCHES_A_VENDOR) % len(districts)]
    name, name_ar = NAMES[n % len(NAMES)]
    names = (f"{name} House {n}", f"بيت {name_ar} {n}")
    if house.showcase:
        names = (f"Showcase of{house.showcase}rooms", f"معرض {house.showcase}")
    north = float(district.latitude) + (n % 7 - 3) * 0.002
    east = float(district.longitude) + (n % 5 - 2) * 0.002
    where = (district.city_id, district.pk, f"{n} Rainbow Street", f"{north:.8f}", f"{east:.8f}")
    return (n, house.vendor, *names, house.slug, *where, 100 + n % 400, BranchStatus.ACTIVE)


def _write_services(connection: "Connection[Any]", shops: list[Shop], now: datetime) -> None:
    given = (
        "id", "branch_id", "service_id", "name", "name_ar", "slug", "max_capacity", "seats", "price_per_unit",
        "price_unit", "buffer_minutes", "is_instant",
    )  # fmt: skip
    kinds = dict(Service.objects.values_list("name", "pk"))
    rows = (_service(shop, kinds[shop.kind]) for shop in shops)
    Sheet(VendorService, *given, now=now).copy(connection, rows)
    prices = (
        (shop.number, unit, price_of(shop.kind, shop.level, unit))
        for shop in shops
        for unit in PRICES[shop.kind]
    )
    Sheet(ServicePrice, "vendor_service_id", "price_unit", "price", now=now).copy(connection, prices)
    features = list(Feature.objects.order_by("pk").values_list("pk", flat=True))
    pairs = (
        (shop.number, features[(shop.number + 2 * n) % len(features)])
        for shop in shops
        for n in range(FEATURES_EACH)
    )
    Sheet(ServiceFeature, "vendor_service_id", "feature_id", now=now).copy(connection, pairs)


def _service(shop: Shop, kind: int) -> tuple[object, ...]:
    name, name_ar = KINDS[shop.kind]
    names = (f"{name} {shop.number}", f"{name_ar} {shop.number}")
    unit = next(iter(PRICES[shop.kind]))
    price = price_of(shop.kind, shop.level, unit)
    pause, instant = 30 * shop.pause_slots, "t" if shop.is_instant else "f"
    return (
        shop.number, shop.branch, kind, *names, shop.slug, shop.capacity, shop.seats, price, unit, pause,
        instant,
    )  # fmt: skip
