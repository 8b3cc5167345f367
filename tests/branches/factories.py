"""Places to test with: one Jordanian city, and branches that are open for booking."""

from datetime import time
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from apps.branches.models import Branch, BranchStaff, City, District, Facility, OpeningHours
from apps.branches.statuses import BranchStatus, StaffRole, Weekday


class CityFactory(DjangoModelFactory[City]):
    class Meta:
        model = City
        django_get_or_create = ("slug",)

    slug = "amman"
    name = "Amman"
    name_ar = "عمّان"
    latitude = Decimal("31.95390000")
    longitude = Decimal("35.91060000")
    position = 1


class DistrictFactory(DjangoModelFactory[District]):
    class Meta:
        model = District
        django_get_or_create = ("city", "slug")

    city = factory.SubFactory(CityFactory)
    slug = "abdali"
    name = "Abdali"
    name_ar = "العبدلي"
    spellings = "al-abdali, abdaly"
    latitude = Decimal("31.96520000")
    longitude = Decimal("35.91010000")


class FacilityFactory(DjangoModelFactory[Facility]):
    class Meta:
        model = Facility

    slug = factory.Sequence(lambda n: f"facility-{n}")
    name = factory.Sequence(lambda n: f"Facility {n}")
    name_ar = factory.Sequence(lambda n: f"مرفق {n}")
    group = "comfort"


class BranchFactory(DjangoModelFactory[Branch]):
    """An active branch in Amman. It has no opening hours yet: see `open_daily`."""

    class Meta:
        model = Branch

    vendor = factory.SubFactory("tests.accounts.factories.VendorFactory")
    name = factory.Sequence(lambda n: f"Branch {n}")
    name_ar = factory.Sequence(lambda n: f"فرع {n}")
    slug = factory.Sequence(lambda n: f"branch-{n}")
    description = "Desks and rooms above the old market."
    description_ar = "مكاتب وغرف فوق السوق القديم."
    city = factory.SubFactory(CityFactory)
    district = factory.SubFactory(DistrictFactory, city=factory.SelfAttribute("..city"))
    address = factory.Sequence(lambda n: f"{n + 1} King Hussein Street")
    address_ar = factory.Sequence(lambda n: f"شارع الملك حسين {n + 1}")
    latitude = Decimal("31.96520000")
    longitude = Decimal("35.91010000")
    phone_number = "+96265000000"
    time_zone = "Asia/Amman"
    status = BranchStatus.ACTIVE


class OpeningHoursFactory(DjangoModelFactory[OpeningHours]):
    class Meta:
        model = OpeningHours

    branch = factory.SubFactory(BranchFactory)
    weekday = Weekday.SUNDAY
    opens_at = time(8, 0)
    closes_at = time(20, 0)


class BranchStaffFactory(DjangoModelFactory[BranchStaff]):
    class Meta:
        model = BranchStaff

    branch = factory.SubFactory(BranchFactory)
    user = factory.SubFactory("tests.accounts.factories.VendorFactory")
    role = StaffRole.MANAGER


def open_daily(branch: Branch, opens: time = time(8, 0), closes: time = time(20, 0)) -> Branch:
    """Give a branch the same hours on all seven weekdays; 00:00 to 00:00 means all day."""
    for weekday in Weekday:
        OpeningHoursFactory.create(branch=branch, weekday=weekday, opens_at=opens, closes_at=closes)
    return branch
