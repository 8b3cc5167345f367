"""Writes places, people, branches and services as rows, a table at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db.models import Model, QuerySet

from apps.accounts.models import User, VendorProfile
from apps.accounts.statuses import UserRole, UserStatus
from apps.branches.models import (
    Branch,
    BranchFacility,
    BranchStaff,
    City,
    District,
    Facility,
    OpeningHours,
    SpecialHours,
)
from apps.catalog.models import Feature, Service, ServiceFeature, ServicePrice, VendorService
from atspaces.demo.amenities import FACILITIES, FEATURES
from atspaces.demo.branches import BRANCHES
from atspaces.demo.hours import HOURS
from atspaces.demo.offers import OFFERS
from atspaces.demo.people import ADMIN, CUSTOMERS, DEMO_PASSWORD, STAFF, VENDORS
from atspaces.demo.places import CITIES, DISTRICT_BY_SLUG, DISTRICTS
from atspaces.demo.records import BranchRecord, OfferRecord, PersonRecord, Text

COMMISSIONS = {"madar": Decimal(8), "yasmeen": Decimal(12)}
FIRST_TAX_NUMBER = 90_000_001
# Fixed public holidays of Jordan on which offices close; (month, day).
HOLIDAYS: dict[tuple[int, int], Text] = {
    (1, 1): Text("New Year's Day", "رأس السنة الميلادية"),
    (5, 1): Text("Labour Day", "عيد العمال"),
    (5, 25): Text("Independence Day", "عيد الاستقلال"),
    (12, 25): Text("Christmas Day", "عيد الميلاد المجيد"),
}
CLOSED_ON_HOLIDAYS = {"standard", "office_week", "early"}


def write_places() -> None:
    """Cities, districts, facilities and features."""
    City.objects.bulk_create(
        City(
            slug=city.slug,
            name=city.name.en,
            name_ar=city.name.ar,
            latitude=city.latitude,
            longitude=city.longitude,
            position=position,
        )
        for position, city in enumerate(CITIES)
    )
    District.objects.bulk_create(
        District(
            city_id=district.city,
            slug=district.slug,
            name=district.name.en,
            name_ar=district.name.ar,
            spellings=", ".join(district.aliases),
            latitude=district.latitude,
            longitude=district.longitude,
        )
        for district in DISTRICTS
    )
    Facility.objects.bulk_create(
        Facility(slug=one.slug, name=one.name.en, name_ar=one.name.ar, group=one.group) for one in FACILITIES
    )
    Feature.objects.bulk_create(
        Feature(slug=one.slug, name=one.name.en, name_ar=one.name.ar) for one in FEATURES
    )


def write_people(*, at: datetime) -> None:
    """Vendors with their companies, staff, customers and the admin, all signed up at `at`."""
    # Hashed once: bcrypt is slow on purpose, and forty people share the demo's password.
    password = make_password(DEMO_PASSWORD)
    vendors = [
        _user(PersonRecord(vendor.owner, vendor.email, vendor.phone, "en"), UserRole.VENDOR, password)
        for vendor in VENDORS
    ]
    staff = [
        _user(PersonRecord(one.name, one.email, one.phone, "ar"), UserRole.VENDOR, password) for one in STAFF
    ]
    customers = [
        _user(person, UserRole.CUSTOMER, f"{UNUSABLE_PASSWORD_PREFIX}{person.phone}") for person in CUSTOMERS
    ]
    everyone = [_user(ADMIN, UserRole.ADMIN, password), *vendors, *staff, *customers]
    User.objects.bulk_create(everyone)
    _backdate(User.objects.all(), everyone, at)
    VendorProfile.objects.bulk_create(
        VendorProfile(
            user=user,
            company_name=vendor.company.en,
            company_name_ar=vendor.company.ar,
            is_tax_registered=vendor.tax_registered,
            commission_percent=COMMISSIONS.get(vendor.slug),
            tax_number=str(FIRST_TAX_NUMBER + position) if vendor.tax_registered else "",
        )
        for position, (vendor, user) in enumerate(zip(VENDORS, vendors, strict=True))
    )


def _backdate[Row: Model](rows: QuerySet[Row], written: Sequence[Row], at: datetime) -> None:
    # Django stamps new rows with the clock; an update is not stamped.
    rows.filter(pk__in=[row.pk for row in written]).update(created_at=at, updated_at=at)


def _user(person: PersonRecord, role: UserRole, password: str) -> User:
    # Someone who reads Arabic typed the name in Arabic.
    name = person.name.ar if person.language == "ar" else person.name.en
    return User(
        full_name=name,
        email=person.email or None,
        phone_number=person.phone,
        password=password,
        role=role,
        status=UserStatus.ACTIVE,
        is_phone_verified=True,
        is_email_verified=bool(person.email),
        language=person.language,
    )


def owners_by_vendor() -> dict[str, User]:
    """The signed-up owner of each demo vendor, by the vendor's slug."""
    users = {user.email: user for user in User.objects.filter(role=UserRole.VENDOR)}
    return {vendor.slug: users[vendor.email] for vendor in VENDORS}


def write_branches(*, at: datetime, first: date, last: date) -> None:
    """Branches with facilities, hours and staff; holidays closed between two days."""
    owners = owners_by_vendor()
    districts = {district.slug: district for district in District.objects.all()}
    rows = [_branch(record, owners[record.vendor], districts[record.district]) for record in BRANCHES]
    Branch.objects.bulk_create(rows)
    _backdate(Branch.objects.all(), rows, at)
    branches = {row.slug: row for row in rows}
    facilities = {facility.slug: facility for facility in Facility.objects.all()}
    BranchFacility.objects.bulk_create(
        BranchFacility(branch=branches[record.slug], facility=facilities[slug])
        for record in BRANCHES
        for slug in record.facilities
    )
    OpeningHours.objects.bulk_create(
        OpeningHours(
            branch=branches[record.slug], weekday=spell.weekday, opens_at=spell.opens, closes_at=spell.closes
        )
        for record in BRANCHES
        for spell in HOURS[record.hours]
    )
    SpecialHours.objects.bulk_create(
        SpecialHours(branch=branches[record.slug], date=day, reason=reason.en, reason_ar=reason.ar)
        for day, reason in _holidays(first, last)
        for record in BRANCHES
        if record.hours in CLOSED_ON_HOLIDAYS
    )
    _write_staff(branches)


def _branch(record: BranchRecord, owner: User, district: District) -> Branch:
    return Branch(
        vendor=owner,
        slug=record.slug,
        name=record.name.en,
        name_ar=record.name.ar,
        description=record.description.en,
        description_ar=record.description.ar,
        city_id=DISTRICT_BY_SLUG[record.district].city,
        district=district,
        address=record.address.en,
        address_ar=record.address.ar,
        directions=record.directions.en,
        directions_ar=record.directions.ar,
        latitude=record.latitude,
        longitude=record.longitude,
        phone_number=owner.phone_number or "",
        wifi_mbps=record.wifi_mbps,
        status=record.status,
    )


def _holidays(first: date, last: date) -> list[tuple[date, Text]]:
    days = [
        (date(year, month, day), reason)
        for year in range(first.year, last.year + 1)
        for (month, day), reason in HOLIDAYS.items()
    ]
    return [(day, reason) for day, reason in days if first <= day <= last]


def _write_staff(branches: dict[str, Branch]) -> None:
    users = {user.email: user for user in User.objects.filter(role=UserRole.VENDOR)}
    of_vendor: dict[str, list[str]] = {}
    for record in BRANCHES:
        of_vendor.setdefault(record.vendor, []).append(record.slug)
    BranchStaff.objects.bulk_create(
        BranchStaff(branch=branches[slug], user=users[one.email], role=one.role)
        for one in STAFF
        for slug in one.branches or of_vendor[one.vendor]
    )


def write_services(*, at: datetime) -> None:
    """Services with their prices and features."""
    branches = {branch.slug: branch for branch in Branch.objects.all()}
    kinds = {kind.name: kind for kind in Service.objects.all()}
    rows = [_service(offer, branches[offer.branch], kinds[offer.kind]) for offer in OFFERS]
    VendorService.objects.bulk_create(rows)
    _backdate(VendorService.objects.all(), rows, at)
    features = {feature.slug: feature for feature in Feature.objects.all()}
    pairs = list(zip(rows, OFFERS, strict=True))
    ServicePrice.objects.bulk_create(
        ServicePrice(vendor_service=row, price_unit=unit, price=price)
        for row, offer in pairs
        for unit, price in offer.prices
    )
    ServiceFeature.objects.bulk_create(
        ServiceFeature(vendor_service=row, feature=features[slug])
        for row, offer in pairs
        for slug in offer.features
    )


def _service(offer: OfferRecord, branch: Branch, kind: Service) -> VendorService:
    unit, price = offer.prices[0]
    return VendorService(
        branch=branch,
        service=kind,
        slug=offer.slug,
        name=offer.name.en,
        name_ar=offer.name.ar,
        description=offer.summary.en,
        description_ar=offer.summary.ar,
        max_capacity=offer.capacity,
        seats=offer.seats,
        price_per_unit=price,
        price_unit=unit,
        min_booking_duration=offer.min_minutes,
        max_booking_duration=offer.max_minutes,
        step_minutes=offer.step_minutes,
        buffer_minutes=offer.buffer_minutes,
        notice_minutes=offer.notice_minutes,
        is_instant=offer.instant,
        cancellation_tier=offer.cancellation,
    )
