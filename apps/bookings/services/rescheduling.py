"""A firm booking moved to another time or another unit of the same vendor."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.services.audit import record_audit
from apps.bookings import messages
from apps.bookings.cancellation import (
    kinder_steps,
    refund_percent,
    refund_steps,
    steps_to_snapshot,
    stricter_steps,
)
from apps.bookings.models import Booking
from apps.bookings.policies import ask_of, refund_steps_of
from apps.bookings.queries import board_of
from apps.bookings.repairs import with_nearest_repairs
from apps.bookings.repricing import EVERYTHING, Snapshot, agreed_discount, moved, stay_price
from apps.bookings.services import locking
from apps.bookings.services.locking import bounded_wait, locked_booking, locked_offer
from apps.bookings.services.overdue import touched_days
from apps.bookings.services.placing import (
    check_consent,
    check_move,
    check_price,
    in_good_time,
    place_facts,
    project_or_refuse,
    set_place,
    set_price,
)
from apps.bookings.statuses import BookingMove, Side
from apps.catalog.asks import Ask, Span, span_of
from apps.catalog.models import VendorService
from apps.catalog.policies import Offer
from apps.catalog.pricing import Quote
from apps.catalog.queries import quote_of
from apps.catalog.refusals import Refused
from apps.catalog.statuses import CancellationTier
from atspaces.shared.errors import DomainError


class OtherVendor(DomainError):
    """A booking moves only between the units of one vendor."""

    def __init__(self) -> None:
        super().__init__(_("A booking can only be moved within the same company's spaces."))


@transaction.atomic
def reschedule_booking(
    *,
    booking: Booking,
    service: VendorService,
    ask: Ask,
    side: Side,
    by: User | None,
    now: datetime,
    shown_total: Decimal | None = None,
) -> Booking:
    """Move a booking to another time, another unit of the same vendor, or both. Safe to press twice.

    It keeps its number; the old place is let go in the moment the new one is taken, or not at all.
    `side` is on whose wish: a customer pays the prices of now and keeps the refund deadlines of
    before where they are earlier; a move that the branch or an admin wishes costs nothing more and
    worsens no deadline. Raises `Refused` with repairs, `PriceChanged` when `shown_total` no longer
    holds, `OtherVendor`, `NeedsTheBranch`, `NotNow`, `IllegalMove`.
    """
    move = _locked(booking, service, ask, side, now)
    booking = move.booking
    if (booking.vendor_service_id, ask_of(booking)) == (service.pk, ask):
        return booking
    check_move(booking=booking, move=BookingMove.RESCHEDULE, side=side, now=now)
    if move.offer.service.branch.vendor_id != booking.vendor_service.branch.vendor_id:
        raise OtherVendor
    check_consent(offer=move.offer, booking=booking, by=by)
    span = move.free_span()
    snapshot = move.price(span)
    check_price(total=Decimal(snapshot["total"]), shown=shown_total)
    before = move.carry_out(span, snapshot)
    details = {"side": side.value, "before": before, "after": place_facts(booking=booking)}
    record_audit(actor=by, action=BookingMove.RESCHEDULE.value, target=booking, now=now, details=details)
    messages.tell_moved(booking, now=now)
    if side != Side.VENDOR:
        messages.tell_vendor_of_change(booking, now=now)
    return booking


def _locked(booking: Booking, service: VendorService, ask: Ask, side: Side, now: datetime) -> "_Relocation":
    with bounded_wait():
        locking.lock_services({booking.vendor_service_id, service.pk})
        booking = locked_booking(booking)
        old = locked_offer(booking.vendor_service_id, first=booking.booking_date, last=booking.end_date)
        return _Relocation(
            booking, old, locked_offer(service.pk, first=ask.day, last=ask.last_day), ask, side, now
        )


@dataclass(frozen=True, slots=True)
class _Relocation:
    """A locked booking between the unit it has (`old`) and the one it shall have (`offer`)."""

    booking: Booking
    old: Offer
    offer: Offer
    ask: Ask
    side: Side
    now: datetime

    @property
    def stays_in_unit(self) -> bool:
        return self.offer.service.pk == self.old.service.pk

    def free_span(self) -> Span:
        """Give the new span. Raises `Refused` unless it is free, its own old place not counted."""
        span = span_of(self.ask, self.offer.hours)
        judged_at = self.now
        if span is not None and span.starts_at == self.booking.starts_at:
            # The guest was expected at that time already: only the unit or the length is new.
            judged_at = in_good_time(offer=self.offer, starts_at=span.starts_at, now=self.now)
        board = board_of(
            self.offer,
            first=self.ask.day,
            last=self.ask.last_day,
            now=self.now,
            without=self.booking.pk if self.stays_in_unit else None,
        )
        if refusal := board.refusal(self.ask, now=judged_at):
            raise Refused(with_nearest_repairs(refusal, self.offer, self.ask, now=self.now))
        assert span is not None  # the validator has answered for closed days
        return span

    def price(self, span: Span) -> Snapshot:
        """Give the snapshot after the move: lines, total and refund steps."""
        snapshot: Snapshot = self.booking.price_snapshot
        quote = self._quote(span, snapshot)
        if self.side == Side.CUSTOMER:
            percent = refund_percent(refund_steps_of(self.booking), at=self.now)
            snapshot = moved(snapshot, quote=quote, percent=percent)
        elif quote.total < stay_price(snapshot):
            snapshot = moved(snapshot, quote=quote, percent=EVERYTHING)
        return snapshot | self._terms(span)

    def _quote(self, span: Span, snapshot: Snapshot) -> Quote:
        quote = quote_of(self.offer, self.ask, span)
        assert quote is not None  # the validator has seen that it is sold
        agreed = Fraction(Decimal(snapshot["subtotal"]))
        share = Fraction(quote.subtotal) / agreed if agreed else Fraction(1)
        discount = agreed_discount(snapshot, share=share)
        reduced = quote_of(self.offer, self.ask, span, discount=discount) if discount else quote
        assert reduced is not None
        return reduced

    def _terms(self, span: Span) -> Snapshot:
        tier = CancellationTier(
            self.booking.price_snapshot.get("cancellation_tier", self.old.service.cancellation_tier)
            if self.stays_in_unit
            else self.offer.service.cancellation_tier
        )
        agreed = refund_steps_of(self.booking)
        fresh = refund_steps(tier, starts_at=span.starts_at, booked_at=self.booking.created_at)
        join = stricter_steps if self.side == Side.CUSTOMER else kinder_steps
        return {"cancellation_tier": tier, "refund_steps": steps_to_snapshot(join(agreed, fresh))}

    def carry_out(self, span: Span, snapshot: Snapshot) -> dict[str, str | int]:
        """Write the new place and recompute the days of both. Gives where it was before."""
        booking, before = self.booking, place_facts(booking=self.booking)
        left = set(touched_days(self.old, booking))
        if span.starts_at != booking.starts_at:
            booking.reminded_at = None
        set_place(booking=booking, offer=self.offer, ask=self.ask, span=span)
        set_price(booking=booking, snapshot=snapshot)
        booking.save()
        taken = set(touched_days(self.offer, booking))
        if self.stays_in_unit:
            left -= taken
        project_or_refuse(offer=self.old, booking=booking, days=left, now=self.now)
        project_or_refuse(offer=self.offer, booking=booking, days=taken, now=self.now)
        return before
