"""A booking as it begins, not yet saved: where, when, for whom, and at which price."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.utils import IntegrityError
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.bookings.cancellation import refund_steps, steps_to_snapshot
from apps.bookings.models import Booking
from apps.bookings.numbers import new_booking_number
from apps.bookings.policies import hold_is_live
from apps.bookings.services.locking import ServiceBusy
from apps.bookings.services.overdue import touched_days
from apps.bookings.services.placing import set_place, set_price
from apps.bookings.services.projection import project_days
from apps.bookings.statuses import BookingSource, BookingStatus
from apps.catalog.asks import Ask, Span, span_of
from apps.catalog.policies import Offer
from apps.catalog.pricing import Quote
from apps.catalog.queries import commission_percent_of, quote_of
from apps.catalog.refusals import RefusalCode, Refused
from apps.catalog.statuses import CancellationTier
from atspaces.shared.db import violated_constraint
from atspaces.shared.errors import DomainError
from atspaces.shared.rows import insert


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds, from where, and by which form."""

    key: str
    form_key: str
    customer: User | None
    language: str
    source: BookingSource = BookingSource.SITE


def draft_booking(*, offer: Offer, ask: Ask, holder: Holder, now: datetime) -> Booking:
    """Give an unsaved hold of `HOLD_MINUTES` minutes for an ask that the validator let pass."""
    span = span_of(ask, offer.hours)
    quote = quote_of(offer, ask, span)
    assert span is not None  # the validator has answered for both
    assert quote is not None
    booking = Booking(
        booking_number=new_booking_number(),
        customer=holder.customer,
        holder_key=holder.key,
        idempotency_key=holder.form_key,
        language=holder.language,
        source=holder.source,
        commission_percent=commission_percent_of(offer.service),
        status=BookingStatus.PENDING,
        hold_expires_at=now + timedelta(minutes=settings.HOLD_MINUTES),
        created_at=now,
        total_price=Decimal(0),
    )
    set_place(booking=booking, offer=offer, ask=ask, span=span)
    set_price(booking=booking, snapshot=_snapshot(offer, quote, span, now))
    return booking


def _snapshot(offer: Offer, quote: Quote, span: Span, now: datetime) -> dict[str, object]:
    tier = CancellationTier(offer.service.cancellation_tier)
    steps = refund_steps(tier, starts_at=span.starts_at, booked_at=now)
    return quote.as_snapshot() | {"cancellation_tier": tier, "refund_steps": steps_to_snapshot(steps)}


def save_draft(*, booking: Booking, offer: Offer, now: datetime) -> Booking:
    """Write a new booking and recompute its days. After a refusal nothing else may be written.

    Raises `Refused` when the database itself sees an oversell, `ServiceBusy` for a number that was
    drawn twice, `FormUsed` for a key of another booking.
    """
    try:
        insert(booking)
        project_days(offer=offer, days=touched_days(offer, booking), now=now)
    except IntegrityError as error:
        match violated_constraint(error):
            case "availability_never_oversold":
                times = {"starts_at": booking.starts_at, "ends_at": booking.ends_at}
                raise Refused(offer.refuse(RefusalCode.TAKEN, free=0, **times)) from error
            case "bookings_booking_number_key":
                raise ServiceBusy from error
            case "bookings_idempotency_key_once":
                raise FormUsed from error
            case _:
                raise
    return booking


def is_over(*, booking: Booking, now: datetime) -> bool:
    """Tell whether a form's booking came to nothing, so that the form cannot give it again."""
    is_lost = booking.status == BookingStatus.PENDING and not hold_is_live(booking, now)
    return is_lost or booking.status == BookingStatus.CANCELLED


class FormUsed(DomainError):
    """The key of a form belongs to another booking, or to one that ended."""

    def __init__(self) -> None:
        super().__init__(_("This form was already used for another booking. Please start again."))
