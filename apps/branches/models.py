"""Places: cities and districts, branches, their hours, facilities and staff."""

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.branches.statuses import BranchStatus, StaffRole, Weekday
from atspaces.shared.bilingual import Bilingual
from atspaces.shared.db import choice_check, closing_minute, minute_of_day, on_the_half_hour


class City(models.Model):
    slug = models.SlugField(_("name in links"), primary_key=True, max_length=50)
    name = models.CharField(_("name"), max_length=50)
    name_ar = models.CharField(_("name (Arabic)"), max_length=50)
    latitude = models.DecimalField(_("latitude"), max_digits=10, decimal_places=8)
    longitude = models.DecimalField(_("longitude"), max_digits=11, decimal_places=8)
    position = models.PositiveSmallIntegerField(_("order in lists"), default=0)

    display_name = Bilingual("name")

    class Meta:
        db_table = "cities"
        ordering: ClassVar = ["position", "slug"]
        verbose_name = _("city")
        verbose_name_plural = _("cities")

    def __str__(self) -> str:
        return self.display_name


class District(models.Model):
    """A part of a city as people name it. `spellings` are other ways to write it, for search."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="districts", verbose_name=_("city"))
    slug = models.SlugField(_("name in links"), max_length=50)
    name = models.CharField(_("name"), max_length=60)
    name_ar = models.CharField(_("name (Arabic)"), max_length=60)
    spellings = models.CharField(_("other spellings"), max_length=255, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=10, decimal_places=8)
    longitude = models.DecimalField(_("longitude"), max_digits=11, decimal_places=8)

    display_name = Bilingual("name")

    class Meta:
        db_table = "districts"
        ordering: ClassVar = ["city", "name"]
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["city", "slug"], name="districts_slug_once_per_city"),
        ]

    def __str__(self) -> str:
        return self.display_name


class Facility(models.Model):
    slug = models.SlugField(_("name in links"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_ar = models.CharField(_("name (Arabic)"), max_length=60)
    group = models.SlugField(_("group"), max_length=30)

    display_name = Bilingual("name")

    class Meta:
        db_table = "facilities"
        ordering: ClassVar = ["group", "name"]
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")

    def __str__(self) -> str:
        return self.display_name


class Branch(models.Model):
    """A workspace location owned by a vendor.

    Wider than the seed: Arabic twins of the texts, a readable address, the district, the zone
    that its days are counted in, and what a visitor needs to find the door. `city` keeps the
    seed's column and points at the table of cities.
    """

    vendor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="branches",
        verbose_name=_("vendor"),
    )
    name = models.CharField(_("name"), max_length=100)
    name_ar = models.CharField(_("name (Arabic)"), max_length=100, blank=True)
    slug = models.SlugField(_("name in links"), max_length=110, unique=True)
    description = models.TextField(_("description"), blank=True)
    description_ar = models.TextField(_("description (Arabic)"), blank=True)
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        related_name="branches",
        db_column="city",
        verbose_name=_("city"),
    )
    district = models.ForeignKey(
        District,
        on_delete=models.PROTECT,
        related_name="branches",
        verbose_name=_("district"),
        null=True,
        blank=True,
    )
    address = models.CharField(_("address"), max_length=255)
    address_ar = models.CharField(_("address (Arabic)"), max_length=255, blank=True)
    directions = models.CharField(_("how to find the door"), max_length=255, blank=True)
    directions_ar = models.CharField(_("how to find the door (Arabic)"), max_length=255, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=10, decimal_places=8)
    longitude = models.DecimalField(_("longitude"), max_digits=11, decimal_places=8)
    phone_number = models.CharField(_("phone at the desk"), max_length=20, blank=True)
    wifi_mbps = models.PositiveSmallIntegerField(_("Wi-Fi speed, Mbit/s"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Amman")
    status = models.CharField(_("status"), max_length=20, choices=BranchStatus, default=BranchStatus.PENDING)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    facilities = models.ManyToManyField(Facility, through="BranchFacility", related_name="branches")

    display_name = Bilingual("name")
    display_description = Bilingual("description")
    display_address = Bilingual("address")
    display_directions = Bilingual("directions")

    class Meta:
        db_table = "branches"
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        constraints: ClassVar = [
            choice_check("status", BranchStatus, table="branches"),
            models.CheckConstraint(
                condition=Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="branches_are_on_earth",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["city", "status"], name="branches_by_city")]

    def __str__(self) -> str:
        return self.display_name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_open_for_booking(self) -> bool:
        return self.status == BranchStatus.ACTIVE


class BranchFacility(models.Model):
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE)
    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, verbose_name=_("facility"))

    class Meta:
        db_table = "branch_facilities"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["branch", "facility"], name="branch_facilities_once"),
        ]

    def __str__(self) -> str:
        return f"{self.branch_id} {self.facility_id}"


class OpeningHours(models.Model):
    """One open interval of a weekday; two rows make a split shift, no row a closed day.

    `closes_at` at or before `opens_at` means after midnight; both at 00:00 mean all day. Times
    lie on the half hour, the unit in which availability is counted. `opens_minute` and
    `closes_minute` repeat them as minutes from midnight, for search.
    """

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens_at = models.TimeField(_("opens"))
    closes_at = models.TimeField(_("closes"))
    opens_minute = models.GeneratedField(
        expression=minute_of_day("opens_at"),
        output_field=models.PositiveSmallIntegerField(null=True),
        db_persist=True,
    )
    closes_minute = models.GeneratedField(
        expression=closing_minute("opens_at", "closes_at"),
        output_field=models.PositiveSmallIntegerField(null=True),
        db_persist=True,
    )

    class Meta:
        db_table = "opening_hours"
        ordering: ClassVar = ["branch", "weekday", "opens_at"]
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["branch", "weekday", "opens_at"], name="opening_hours_start_once"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_hours_weekday_valid"),
            models.CheckConstraint(
                condition=on_the_half_hour("opens_at", "closes_at"), name="opening_hours_on_the_half_hour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"


class SpecialHours(models.Model):
    """One date on which the weekly hours do not hold: a holiday, Ramadan, an early closing.

    No times mean closed. `is_provisional` marks a date that is announced only days before.
    """

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="special_hours")
    date = models.DateField(_("date"))
    opens_at = models.TimeField(_("opens"), null=True, blank=True)
    closes_at = models.TimeField(_("closes"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=60, blank=True)
    reason_ar = models.CharField(_("reason (Arabic)"), max_length=60, blank=True)
    is_provisional = models.BooleanField(_("provisional"), default=False)
    opens_minute = models.GeneratedField(
        expression=minute_of_day("opens_at"),
        output_field=models.PositiveSmallIntegerField(null=True),
        db_persist=True,
    )
    closes_minute = models.GeneratedField(
        expression=closing_minute("opens_at", "closes_at"),
        output_field=models.PositiveSmallIntegerField(null=True),
        db_persist=True,
    )

    class Meta:
        db_table = "special_hours"
        ordering: ClassVar = ["branch", "date", "opens_at"]
        verbose_name = _("special hours")
        verbose_name_plural = _("special hours")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["branch", "date", "opens_at"], name="special_hours_start_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True, closes_at__isnull=True)
                | Q(opens_at__isnull=False, closes_at__isnull=False),
                name="special_hours_both_times_or_none",
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | on_the_half_hour("opens_at", "closes_at"),
                name="special_hours_on_the_half_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.reason}"


class BranchStaff(models.Model):
    """A person who works for a vendor in one branch. The owning vendor needs no row."""

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="staff")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="workplaces",
        verbose_name=_("account"),
    )
    role = models.CharField(_("role"), max_length=20, choices=StaffRole)

    class Meta:
        db_table = "branch_staff"
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")
        constraints: ClassVar = [
            choice_check("role", StaffRole, table="branch_staff"),
            models.UniqueConstraint(fields=["branch", "user"], name="branch_staff_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.branch_id}"
