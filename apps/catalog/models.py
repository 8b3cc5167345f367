"""What branches sell, at which prices, and how much of it is free on which day."""

from datetime import time
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Mod
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from apps.branches.models import Branch
from apps.branches.statuses import Weekday
from apps.catalog.statuses import CancellationTier, PriceUnit, SaleStatus, ServiceName
from atspaces.shared import money
from atspaces.shared.bilingual import Bilingual
from atspaces.shared.db import choice_check, closing_minute, minute_of_day, on_the_half_hour

HALF_HOUR_MINUTES = 30


class Service(models.Model):
    """One of the three kinds of thing that can be booked."""

    name = models.CharField(_("kind"), max_length=20, choices=ServiceName, unique=True)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        db_table = "services"
        verbose_name = _("kind of service")
        verbose_name_plural = _("kinds of service")
        constraints: ClassVar = [choice_check("name", ServiceName, table="services")]

    def __str__(self) -> str:
        return self.get_name_display()


class Feature(models.Model):
    slug = models.SlugField(_("name in links"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_ar = models.CharField(_("name (Arabic)"), max_length=60)

    display_name = Bilingual("name")

    class Meta:
        db_table = "features"
        ordering: ClassVar = ["name"]
        verbose_name = _("feature")
        verbose_name_plural = _("features")

    def __str__(self) -> str:
        return self.display_name


class VendorService(models.Model):
    """Units of one kind that a branch sells: eight like desks, or one particular room.

    Wider than the seed: a name of its own, seats per unit, the further prices in
    `service_prices`, the step and notice of bookings, and the cancellation tier.
    `min_booking_duration` and `max_booking_duration` are minutes of a stay booked by the hour;
    limits of days are on the price. Steps and buffers are whole half hours because
    `availability.used` counts by the half hour.
    """

    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, related_name="vendor_services", verbose_name=_("branch")
    )
    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="vendor_services", verbose_name=_("kind of service")
    )
    name = models.CharField(_("name"), max_length=100)
    name_ar = models.CharField(_("name (Arabic)"), max_length=100, blank=True)
    slug = models.SlugField(_("name in links"), max_length=110)
    description = models.TextField(_("description"), blank=True)
    description_ar = models.TextField(_("description (Arabic)"), blank=True)
    max_capacity = models.PositiveIntegerField(_("units"))
    seats = models.PositiveSmallIntegerField(_("people per unit"), default=1)
    price_per_unit = models.DecimalField(
        _("price"),
        max_digits=money.MAX_DIGITS,
        decimal_places=money.DECIMAL_PLACES,
        help_text=_("In JOD, without tax."),
    )
    price_unit = models.CharField(_("per"), max_length=10, choices=PriceUnit)
    min_booking_duration = models.PositiveIntegerField(_("shortest stay, minutes"), default=60)
    max_booking_duration = models.PositiveIntegerField(_("longest stay, minutes"), null=True, blank=True)
    step_minutes = models.PositiveSmallIntegerField(_("bookings start every, minutes"), default=60)
    buffer_minutes = models.PositiveSmallIntegerField(_("pause between bookings, minutes"), default=0)
    notice_minutes = models.PositiveIntegerField(_("notice, minutes"), default=0)
    max_advance_days = models.PositiveSmallIntegerField(_("bookable ahead, days"), default=90)
    is_instant = models.BooleanField(_("confirmed at once"), default=True)
    cancellation_tier = models.CharField(
        _("cancellation"), max_length=20, choices=CancellationTier, default=CancellationTier.FLEXIBLE
    )
    cancellation_policy = models.TextField(_("cancellation terms in words"), blank=True)
    status = models.CharField(_("status"), max_length=20, choices=SaleStatus, default=SaleStatus.ACTIVE)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    features = models.ManyToManyField(Feature, through="ServiceFeature", related_name="vendor_services")

    display_name = Bilingual("name")
    display_description = Bilingual("description")

    class Meta:
        db_table = "vendor_services"
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints: ClassVar = [
            choice_check("price_unit", PriceUnit, table="vendor_services"),
            choice_check("status", SaleStatus, table="vendor_services"),
            choice_check("cancellation_tier", CancellationTier, table="vendor_services"),
            models.UniqueConstraint(fields=["branch", "slug"], name="vendor_services_slug_once_per_branch"),
            models.CheckConstraint(
                condition=Q(max_capacity__gte=1, seats__gte=1), name="vendor_services_hold_someone"
            ),
            models.CheckConstraint(
                condition=Q(price_per_unit__gte=Decimal(0)), name="vendor_services_price_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(max_booking_duration__isnull=True)
                | Q(max_booking_duration__gte=F("min_booking_duration")),
                name="vendor_services_durations_in_order",
            ),
            models.CheckConstraint(
                condition=Q(step_minutes__gte=HALF_HOUR_MINUTES)
                & Q(Exact(Mod(F("step_minutes"), HALF_HOUR_MINUTES), 0))
                & Q(Exact(Mod(F("buffer_minutes"), HALF_HOUR_MINUTES), 0)),
                name="vendor_services_count_in_half_hours",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["service", "status"], name="vendor_services_by_kind")]

    def __str__(self) -> str:
        return self.display_name


class ServiceFeature(models.Model):
    vendor_service = models.ForeignKey(VendorService, on_delete=models.CASCADE)
    feature = models.ForeignKey(Feature, on_delete=models.CASCADE, verbose_name=_("feature"))

    class Meta:
        db_table = "service_features"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vendor_service", "feature"], name="service_features_once"),
        ]

    def __str__(self) -> str:
        return f"{self.vendor_service_id} {self.feature_id}"


class ServicePrice(models.Model):
    """The price of one unit for an hour, a day, a week or a month. Without tax.

    `vendor_services.price_per_unit` repeats the smallest unit's price, as the seed has it.
    `min_count` and `max_count` limit a stay booked by this unit; hours are limited on the service.
    """

    vendor_service = models.ForeignKey(VendorService, on_delete=models.CASCADE, related_name="prices")
    price_unit = models.CharField(_("per"), max_length=10, choices=PriceUnit)
    price = models.DecimalField(_("price"), max_digits=money.MAX_DIGITS, decimal_places=money.DECIMAL_PLACES)
    min_count = models.PositiveSmallIntegerField(_("at least"), default=1)
    max_count = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)

    class Meta:
        db_table = "service_prices"
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints: ClassVar = [
            choice_check("price_unit", PriceUnit, table="service_prices"),
            models.UniqueConstraint(fields=["vendor_service", "price_unit"], name="service_prices_unit_once"),
            models.CheckConstraint(condition=Q(price__gte=Decimal(0)), name="service_prices_not_negative"),
            models.CheckConstraint(
                condition=Q(min_count__gte=1)
                & (Q(max_count__isnull=True) | Q(max_count__gte=F("min_count"))),
                name="service_prices_limits_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(price_unit=PriceUnit.HOUR) | Q(min_count=1, max_count__isnull=True),
                name="service_prices_hours_are_limited_on_the_service",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.price} / {self.price_unit}"


class ServiceRate(models.Model):
    """Times at which hours and days of a service cost more or less: evenings, weekends, Ramadan.

    `percent` is added to the price, below zero taken off. No weekdays mean every day, no times the
    whole day, no dates always. A time of day changes hours only; weeks and months have no rates.
    Where several hold, dated ones come before undated, timed before untimed, newer before older.
    `starts_minute` and `ends_minute` repeat the times as minutes from midnight, for search.
    """

    vendor_service = models.ForeignKey(VendorService, on_delete=models.CASCADE, related_name="rates")
    name = models.CharField(_("name"), max_length=60, blank=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=60, blank=True)
    percent = models.DecimalField(_("per cent more or less"), max_digits=5, decimal_places=2)
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday),
        verbose_name=_("weekdays"),
        default=list,
        blank=True,
    )
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    first_date = models.DateField(_("first date"), null=True, blank=True)
    last_date = models.DateField(_("last date"), null=True, blank=True)
    starts_minute = models.GeneratedField(
        expression=minute_of_day("starts_at"),
        output_field=models.PositiveSmallIntegerField(null=True),
        db_persist=True,
    )
    ends_minute = models.GeneratedField(
        expression=closing_minute("starts_at", "ends_at"),
        output_field=models.PositiveSmallIntegerField(null=True),
        db_persist=True,
    )

    display_name = Bilingual("name")

    class Meta:
        db_table = "service_rates"
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(percent__gte=-100, percent__lte=500), name="service_rates_percent_sensible"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__isnull=False)
                & on_the_half_hour("starts_at", "ends_at")
                & (Q(ends_at__gt=F("starts_at")) | Q(ends_at=time.min)),
                name="service_rates_times_within_a_day",
            ),
            models.CheckConstraint(
                condition=Q(first_date__isnull=True)
                | Q(last_date__isnull=True)
                | Q(last_date__gte=F("first_date")),
                name="service_rates_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=Weekday.values), name="service_rates_weekdays_valid"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["vendor_service"], name="service_rates_by_service")]

    def __str__(self) -> str:
        return f"{self.percent:+} % {self.display_name}"


class ServiceBlock(models.Model):
    """Units a vendor takes off sale for a span of time. `units` empty means all of them."""

    vendor_service = models.ForeignKey(
        VendorService, on_delete=models.PROTECT, related_name="blocks", verbose_name=_("service")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    units = models.PositiveIntegerField(_("units"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("blocked by")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    removed_at = models.DateTimeField(_("lifted at"), null=True, blank=True)

    class Meta:
        db_table = "service_blocks"
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="service_blocks_take_time"),
            models.CheckConstraint(
                condition=Q(units__isnull=True) | Q(units__gte=1), name="service_blocks_units_positive"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["vendor_service", "starts_at", "ends_at"],
                condition=Q(removed_at__isnull=True),
                name="service_blocks_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vendor_service_id} {self.starts_at}–{self.ends_at}"


class Availability(models.Model):
    """How much of a service is free on one local day. A sparse projection of the bookings.

    No row means the full capacity is free. Rows are recomputed from bookings and blocks in the
    transaction that changes them, never incremented.

    Wider than the seed: `used` and `blocked` hold units in use and units withheld for each half
    hour counted from the local midnight (48 of them, 46 or 50 when the clocks change);
    `capacity` replaces the service's for that day; `excess_units` are units booked above a
    capacity that was lowered afterwards. `start_time` and `end_time` are the day's open window
    and empty on a closed day. `available_units` is the least number free at any moment, blocks
    not counted; the CHECK on it refuses an oversell even from code that forgot the lock.
    """

    vendor_service = models.ForeignKey(VendorService, on_delete=models.CASCADE, related_name="availability")
    date = models.DateField(_("date"))
    start_time = models.TimeField(_("opens"), null=True, blank=True)
    end_time = models.TimeField(_("closes"), null=True, blank=True)
    available_units = models.IntegerField(_("units free"))
    is_blocked = models.BooleanField(_("blocked"), default=False)
    used = ArrayField(models.PositiveSmallIntegerField(), default=list)
    blocked = ArrayField(models.PositiveSmallIntegerField(), default=list)
    capacity = models.PositiveIntegerField(_("capacity that day"), null=True, blank=True)
    excess_units = models.PositiveIntegerField(_("units above a lowered capacity"), default=0)

    class Meta:
        db_table = "availability"
        verbose_name = _("availability")
        verbose_name_plural = _("availability")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vendor_service", "date"], name="availability_one_row_per_day"),
            models.CheckConstraint(condition=Q(available_units__gte=0), name="availability_never_oversold"),
        ]
        indexes: ClassVar = [
            # Search reads the days that are short of units, and those with something withheld.
            models.Index(
                fields=["date", "available_units", "vendor_service"], name="availability_short_of_units"
            ),
            models.Index(
                fields=["date", "vendor_service"],
                condition=~Q(blocked__contained_by=[0]),
                name="availability_with_blocks",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vendor_service_id} {self.date}: {self.available_units}"
