"""Bookings: the ledger that says who has which units when."""

from datetime import datetime
from decimal import Decimal
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.bookings.statuses import (
    BookingSource,
    BookingStatus,
    CancelledBy,
    PaymentMethod,
    PaymentStatus,
)
from apps.catalog.models import VendorService
from apps.catalog.statuses import PriceUnit
from atspaces.shared import money
from atspaces.shared.db import choice_check


def occupying(now: datetime) -> Q:
    """The condition under which a booking keeps its units: confirmed, or pending and in time."""
    return Q(status=BookingStatus.CONFIRMED) | Q(status=BookingStatus.PENDING, hold_expires_at__gt=now)


def real_bookings() -> Q:
    """The condition of what is more than a hold: bookings that were made, and requests."""
    return Q(confirmed_at__isnull=False) | Q(is_request=True)


def not_firm() -> Q:
    """The condition of bookings whose guests are not, or no longer, expected."""
    return Q(status__in=[BookingStatus.PENDING, BookingStatus.CANCELLED, BookingStatus.NO_SHOW])


def unpaid_cash() -> Q:
    """The condition of guests who came and whose cash nobody has taken."""
    came = Q(checked_in_at__isnull=False) | Q(status=BookingStatus.COMPLETED)
    firm = Q(status__in=[BookingStatus.CONFIRMED, BookingStatus.COMPLETED])
    return firm & came & Q(payment_method=PaymentMethod.CASH, payment_status=PaymentStatus.PENDING)


class Booking(models.Model):
    """A customer's reservation of units of a service.

    Wider than the seed: `end_date` for stays of several days, the exact instants `starts_at` and
    `ends_at` (the local columns repeat them in the branch's zone), the hold, who is coming, the
    price as agreed in `price_snapshot`, and when each thing happened. `customer` is empty only
    while a guest's hold has no name yet, for a hold that was lost, and for a walk-in.
    `holder_key` ties a hold to the browser that made it. `hold_expires_at` is the hold's end or,
    for a request, the time by which the branch must answer.
    """

    booking_number = models.CharField(_("booking number"), max_length=20, unique=True)
    customer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="bookings",
        verbose_name=_("customer"),
        null=True,
        blank=True,
    )
    vendor_service = models.ForeignKey(
        VendorService, on_delete=models.PROTECT, related_name="bookings", verbose_name=_("service")
    )
    price_unit = models.CharField(_("booked by the"), max_length=10, choices=PriceUnit)
    booking_date = models.DateField(_("date"))
    end_date = models.DateField(_("last date"))
    start_time = models.TimeField(_("from"))
    end_time = models.TimeField(_("until"))
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    quantity = models.PositiveIntegerField(_("units"), default=1)
    total_price = models.DecimalField(
        _("total"), max_digits=money.MAX_DIGITS, decimal_places=money.DECIMAL_PLACES
    )
    price_snapshot = models.JSONField(default=dict)
    paid_amount = models.DecimalField(
        _("received"),
        max_digits=money.MAX_DIGITS,
        decimal_places=money.DECIMAL_PLACES,
        default=money.ZERO,
        db_default=money.ZERO,
    )
    refunded_amount = models.DecimalField(
        _("given back"),
        max_digits=money.MAX_DIGITS,
        decimal_places=money.DECIMAL_PLACES,
        default=money.ZERO,
        db_default=money.ZERO,
    )
    commission_percent = models.DecimalField(_("commission, per cent"), max_digits=5, decimal_places=2)
    status = models.CharField(
        _("status"), max_length=20, choices=BookingStatus, default=BookingStatus.PENDING
    )
    payment_status = models.CharField(
        _("payment"), max_length=20, choices=PaymentStatus, default=PaymentStatus.PENDING
    )
    payment_method = models.CharField(
        _("paid by"), max_length=20, choices=PaymentMethod, null=True, blank=True
    )
    source = models.CharField(
        _("booked through"), max_length=20, choices=BookingSource, default=BookingSource.SITE
    )
    holder_key = models.CharField(max_length=64, blank=True)
    idempotency_key = models.CharField(max_length=64, null=True, blank=True)
    hold_expires_at = models.DateTimeField(_("held until"), null=True, blank=True)
    series_key = models.CharField(_("series"), max_length=40, null=True, blank=True)
    is_request = models.BooleanField(_("waits for the branch's answer"), default=False)
    contact_name = models.CharField(_("name at the desk"), max_length=100, blank=True)
    contact_phone = models.CharField(_("mobile"), max_length=20, blank=True)
    contact_email = models.EmailField(_("e-mail for the receipt"), max_length=100, blank=True)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    created_at = models.DateTimeField(_("made at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    checked_in_at = models.DateTimeField(_("checked in at"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed at"), null=True, blank=True)
    no_show_at = models.DateTimeField(_("marked as no-show at"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = models.CharField(_("cancelled by"), max_length=20, choices=CancelledBy, blank=True)
    cancel_reason = models.CharField(_("reason for the cancellation"), max_length=255, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        db_table = "bookings"
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        constraints: ClassVar = [
            choice_check("status", BookingStatus, table="bookings"),
            choice_check("payment_status", PaymentStatus, table="bookings"),
            choice_check("price_unit", PriceUnit, table="bookings"),
            choice_check("source", BookingSource, table="bookings"),
            models.CheckConstraint(
                condition=Q(payment_method__isnull=True) | Q(payment_method__in=PaymentMethod.values),
                name="bookings_payment_method_valid",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_by="") | Q(cancelled_by__in=CancelledBy.values),
                name="bookings_cancelled_by_valid",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="bookings_take_time"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="bookings_quantity_positive"),
            models.CheckConstraint(condition=Q(total_price__gte=0), name="bookings_total_not_negative"),
            models.CheckConstraint(
                condition=Q(refunded_amount__gte=0) & Q(paid_amount__gte=F("refunded_amount")),
                name="bookings_give_back_what_was_paid",
            ),
            models.CheckConstraint(
                condition=~Q(status=BookingStatus.PENDING) | Q(hold_expires_at__isnull=False),
                name="bookings_pending_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(customer__isnull=False)
                | Q(status__in=[BookingStatus.PENDING, BookingStatus.CANCELLED])
                | Q(source=BookingSource.WALK_IN),
                name="bookings_firm_has_a_customer",
            ),
            models.UniqueConstraint(
                fields=["holder_key", "idempotency_key"],
                condition=Q(idempotency_key__isnull=False),
                name="bookings_idempotency_key_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["vendor_service", "starts_at", "ends_at"],
                include=["quantity", "status", "hold_expires_at"],
                condition=Q(status__in=[BookingStatus.PENDING, BookingStatus.CONFIRMED]),
                name="bookings_occupying",
            ),
            models.Index(
                fields=["hold_expires_at"],
                condition=Q(status=BookingStatus.PENDING),
                name="bookings_overdue_holds",
            ),
            models.Index(
                fields=["ends_at"], condition=Q(status=BookingStatus.CONFIRMED), name="bookings_to_complete"
            ),
            models.Index(fields=["customer", "-starts_at"], name="bookings_by_customer"),
            models.Index(fields=["vendor_service", "booking_date"], name="bookings_by_day"),
            models.Index(
                fields=["series_key"], condition=Q(series_key__isnull=False), name="bookings_by_series"
            ),
            # What the desk looks for besides one day, so that its pages never read the past.
            models.Index(
                fields=["vendor_service", "end_date"],
                condition=Q(end_date__gt=F("booking_date")),
                name="bookings_of_several_days",
            ),
            models.Index(
                fields=["vendor_service", "starts_at"],
                include=["total_price"],
                condition=unpaid_cash(),
                name="bookings_unpaid_cash",
            ),
            models.Index(
                fields=["vendor_service", "hold_expires_at"],
                condition=Q(status=BookingStatus.PENDING, is_request=True),
                name="bookings_to_answer",
            ),
            models.Index(
                fields=["vendor_service", "starts_at"],
                condition=real_bookings() & not_firm(),
                name="bookings_called_off",
            ),
        ]

    def __str__(self) -> str:
        return self.booking_number

    @property
    def zone(self) -> ZoneInfo:
        return self.vendor_service.branch.zone

    @property
    def net_paid(self) -> Decimal:
        """What was received and is not given back, in dinars."""
        return self.paid_amount - self.refunded_amount

    @property
    def is_hold(self) -> bool:
        return self.status == BookingStatus.PENDING and not self.is_request
