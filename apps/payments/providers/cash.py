"""Cash at the desk. No machine at the far side: the vendor's word is the gateway's."""

from collections.abc import Mapping
from datetime import date

from apps.bookings.statuses import PaymentMethod
from apps.payments.providers.base import (
    Capabilities,
    CheckoutRequest,
    CheckoutResult,
    Outcome,
    PaymentState,
    RefundRequest,
    RefundResult,
    StatementLine,
    VerifiedEvent,
)
from apps.payments.statuses import AttemptStatus, RefundStatus


class CashAtTheDesk:
    """An attempt stays open until the desk collects; a refund until the desk gives it back."""

    slug = "cash"

    def capabilities(self) -> Capabilities:
        return Capabilities(methods=frozenset({PaymentMethod.CASH}), is_paid_on_site=True)

    def create_checkout(self, request: CheckoutRequest) -> CheckoutResult:
        return CheckoutResult(Outcome.OK, AttemptStatus.CREATED)

    def fetch(self, merchant_ref: str) -> PaymentState:
        # What happened at the desk is known here only: nobody else can be asked.
        return PaymentState(Outcome.PENDING, AttemptStatus.CREATED)

    def cancel(self, merchant_ref: str) -> PaymentState:
        return PaymentState(Outcome.OK, AttemptStatus.CANCELLED)

    def refund(self, request: RefundRequest) -> RefundResult:
        return RefundResult(Outcome.PENDING, RefundStatus.REQUESTED)

    def fetch_refund(self, merchant_ref: str) -> RefundResult:
        return RefundResult(Outcome.PENDING, RefundStatus.REQUESTED)

    def verify_webhook(self, raw_body: bytes, headers: Mapping[str, str]) -> list[VerifiedEvent]:
        return []

    def parse_return(self, params: Mapping[str, str]) -> str | None:
        return None

    def statement(self, day: date) -> list[StatementLine]:
        return []

    def ping(self) -> bool:
        return True
