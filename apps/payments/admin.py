"""Payments and refunds in the back office: read here, changed by their services."""

from django.contrib import admin

from apps.payments.models import Payment, Refund
from atspaces.shared.admin import ReadOnlyAdmin


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin[Payment]):
    list_display = (
        "transaction_id",
        "booking",
        "amount",
        "currency",
        "payment_method",
        "provider",
        "status",
        "created_at",
    )
    list_filter = ("status", "payment_method", "provider", "created_at")
    list_select_related = ("booking",)
    search_fields = ("transaction_id", "booking__booking_number")
    ordering = ("-created_at", "-pk")


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin[Refund]):
    list_display = ("payment", "amount", "status", "reason", "requested_by", "created_at", "done_at")
    list_filter = ("status", "created_at")
    list_select_related = ("payment", "requested_by")
    search_fields = ("payment__transaction_id", "payment__booking__booking_number")
    ordering = ("-created_at", "-pk")
