"""The interface of a payment provider and its typed results."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from apps.bookings.statuses import PaymentMethod
from apps.payments.statuses import AttemptStatus, RefundStatus


class Outcome(StrEnum):
    """How a call to a provider went. A timeout is unknown, never failed: ask the provider."""

    OK = "ok"
    DECLINED = "declined"
    PENDING = "pending"
    UNKNOWN = "unknown"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Capabilities:
    methods: frozenset[PaymentMethod]
    is_paid_on_site: bool
    """Paid in person: the booking is confirmed before the money is there."""


@dataclass(frozen=True, slots=True)
class CheckoutRequest:
    """One attempt to pay; `amount` in dinars, `merchant_ref` unique for ever."""

    merchant_ref: str
    amount: Decimal
    currency: str
    language: str
    return_url: str


@dataclass(frozen=True, slots=True)
class CheckoutResult:
    outcome: Outcome
    status: AttemptStatus
    provider_ref: str | None = None
    redirect_url: str | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PaymentState:
    outcome: Outcome
    status: AttemptStatus
    amount: Decimal | None = None
    currency: str | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RefundRequest:
    """Money to give back of one payment; `merchant_ref` unique for ever."""

    merchant_ref: str
    provider_ref: str | None
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class RefundResult:
    outcome: Outcome
    status: RefundStatus
    provider_ref: str | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VerifiedEvent:
    """A webhook whose signature was right. Still only a hint: fetch the state."""

    event_key: str
    merchant_ref: str
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StatementLine:
    merchant_ref: str
    amount: Decimal
    kind: str


class Provider(Protocol):
    """Pure I/O: no ORM, no decision about a booking. Every call has a timeout."""

    slug: str

    def capabilities(self) -> Capabilities: ...

    def create_checkout(self, request: CheckoutRequest) -> CheckoutResult: ...

    def fetch(self, merchant_ref: str) -> PaymentState: ...

    def cancel(self, merchant_ref: str) -> PaymentState: ...

    def refund(self, request: RefundRequest) -> RefundResult: ...

    def fetch_refund(self, merchant_ref: str) -> RefundResult: ...

    def verify_webhook(self, raw_body: bytes, headers: Mapping[str, str]) -> list[VerifiedEvent]: ...

    def parse_return(self, params: Mapping[str, str]) -> str | None: ...

    def statement(self, day: date) -> list[StatementLine]: ...

    def ping(self) -> bool: ...
