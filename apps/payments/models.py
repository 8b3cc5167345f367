"""Attempts to pay for bookings, and money given back."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.bookings.models import Booking
from apps.bookings.statuses import PaymentMethod
from apps.payments.statuses import OPEN_ATTEMPTS, AttemptStatus, RefundStatus
from atspaces.shared import money
from atspaces.shared.db import choice_check


class Payment(models.Model):
    """One attempt to pay one booking; cash is an attempt too, captured at the desk.

    Wider than the seed: the attempt's own state, the provider, the currency, and who collected.
    `transaction_id` is the gateway's reference, for cash the receipt number.
    """

    booking = models.ForeignKey(
        Booking, on_delete=models.PROTECT, related_name="payments", verbose_name=_("booking")
    )
    transaction_id = models.CharField(_("reference"), max_length=100, unique=True, null=True, blank=True)
    amount = models.DecimalField(
        _("amount"), max_digits=money.MAX_DIGITS, decimal_places=money.DECIMAL_PLACES
    )
    currency = models.CharField(_("currency"), max_length=3, default="JOD")
    payment_method = models.CharField(_("method"), max_length=20, choices=PaymentMethod)
    gateway_response = models.JSONField(_("provider's answer"), default=dict, blank=True)
    provider = models.SlugField(_("provider"), max_length=30)
    status = models.CharField(
        _("status"), max_length=20, choices=AttemptStatus, default=AttemptStatus.CREATED
    )
    collected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("collected by"),
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("started at"))
    captured_at = models.DateTimeField(_("received at"), null=True, blank=True)

    class Meta:
        db_table = "payments"
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints: ClassVar = [
            choice_check("payment_method", PaymentMethod, table="payments"),
            choice_check("status", AttemptStatus, table="payments"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="payments_amount_not_negative"),
            models.CheckConstraint(
                condition=~Q(status=AttemptStatus.CAPTURED) | Q(captured_at__isnull=False),
                name="payments_captured_says_when",
            ),
            models.UniqueConstraint(
                fields=["booking"], condition=Q(status__in=OPEN_ATTEMPTS), name="payments_one_open_attempt"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.amount} {self.currency} {self.status}"


class Refund(models.Model):
    """Money on its way back to the customer. A trigger keeps the sum within what was captured."""

    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, related_name="refunds", verbose_name=_("payment")
    )
    amount = models.DecimalField(
        _("amount"), max_digits=money.MAX_DIGITS, decimal_places=money.DECIMAL_PLACES
    )
    status = models.CharField(
        _("status"), max_length=20, choices=RefundStatus, default=RefundStatus.REQUESTED
    )
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("asked by"),
        null=True,
        blank=True,
    )
    provider_reference = models.CharField(_("provider's reference"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("asked at"))
    done_at = models.DateTimeField(_("given back at"), null=True, blank=True)

    class Meta:
        db_table = "refunds"
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints: ClassVar = [
            choice_check("status", RefundStatus, table="refunds"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="refunds_amount_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.status}"
