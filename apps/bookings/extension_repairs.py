"""Ways around a refused extension: as long as the unit is free, or another unit for the rest."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from apps.bookings.models import Booking
from apps.bookings.policies import ask_of
from apps.bookings.queries import Board
from apps.bookings.repairs import MOST_REPAIRS, with_nearest_repairs
from apps.catalog.asks import Ask, Span, span_of
from apps.catalog.refusals import Refusal, Repair, RepairKind
from apps.catalog.statuses import PriceUnit

ELSEWHERE = {RepairKind.OTHER_UNIT, RepairKind.OTHER_BRANCH}


def with_repairs_for_longer(
    refusal: Refusal, board: Board, booking: Booking, longer: Ask, added: Ask, *, now: datetime
) -> Refusal:
    """Add the longest stay that still fits this unit, and other units for the time added.

    `board` leaves the booking itself out; `added` is the ask for the added time alone.
    """
    here = next(_still_free(board, booking, longer), None)
    around = with_nearest_repairs(refusal, board.offer, added, now=now).repairs
    elsewhere = [repair for repair in around if repair.kind in ELSEWHERE]
    return refusal.with_repairs(tuple(([here] if here else []) + elsewhere)[:MOST_REPAIRS])


def _still_free(board: Board, booking: Booking, longer: Ask) -> Iterator[Repair]:
    for ask in _shorter(longer, ask_of(booking), board.offer.service.step_minutes):
        span = span_of(ask, board.offer.hours)
        if span is None or span.ends_at <= booking.ends_at:
            continue
        if not _is_open(board, ask, span):
            continue
        if board.refusal_for_span(ask, Span(booking.ends_at, span.ends_at)) is None:
            yield Repair(RepairKind.OTHER_TIME, board.offer.service, ask, booking.starts_at, span.ends_at)


def _is_open(board: Board, ask: Ask, span: Span) -> bool:
    return ask.plan != PriceUnit.HOUR or board.offer.hours.is_open_throughout(span.starts_at, span.ends_at)


def _shorter(longer: Ask, agreed: Ask, step: int) -> Iterator[Ask]:
    """Yield the asks between two lengths, the longest first."""
    if longer.plan == PriceUnit.HOUR:
        for minutes in range(longer.minutes - step, agreed.minutes, -step):
            yield replace(longer, minutes=minutes)
    else:
        for count in range(longer.count - 1, agreed.count, -1):
            yield replace(longer, count=count)
