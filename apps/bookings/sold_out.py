"""What fits a search but is taken then, each with when it is free next for as long."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time

from apps.bookings.queries import Board, boards_of, day_slots
from apps.catalog.asks import Ask
from apps.catalog.pricing import Quote
from apps.catalog.queries import offers_of, quote_of
from apps.catalog.search import Card, SearchQuery, cards_of, found_rows
from apps.catalog.statuses import PriceUnit
from atspaces.shared.clock import ONE_DAY

MOST_SHOWN = 4
DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class SoldOutCard:
    """A service that is lawful to ask for and not free as asked.

    `next_free` is the first later ask of the same length that can be had, `next_quote` its price;
    both are none when there is none within two weeks.
    """

    card: Card
    next_free: Ask | None
    next_quote: Quote | None


def sold_out(query: SearchQuery, *, now: datetime, limit: int = MOST_SHOWN) -> list[SoldOutCard]:
    """Give the best few that are taken as asked, in the order of the search.

    A stay by the hour is looked for later that day and then on the next days; a longer one from
    the next day on. Always the same number of queries.
    """
    rows, _ = found_rows(query, now=now, limit=limit, is_free=False)
    if not rows:
        return []
    cards = cards_of(query, rows)
    last = query.last_day + ONE_DAY * DAYS_AHEAD
    offers = offers_of([card.service for card in cards], first=query.day, last=last)
    boards = boards_of(offers, first=query.day, last=last, now=now)
    return [_with_next(card, boards[card.service.pk], now) for card in cards]


def _with_next(card: Card, board: Board, now: datetime) -> SoldOutCard:
    ask = next(_free_later(card.ask, board, now), None)
    return SoldOutCard(card, ask, quote_of(board.offer, ask) if ask else None)


def _free_later(ask: Ask, board: Board, now: datetime) -> Iterator[Ask]:
    asked_start = ask.start or time.min
    for ahead in range(DAYS_AHEAD + 1):
        other = replace(ask, day=ask.day + ONE_DAY * ahead)
        if ask.plan != PriceUnit.HOUR:
            if ahead and board.refusal(other, now=now) is None:
                yield other
            continue
        for slot in day_slots(board, other, now=now):
            is_later = ahead > 0 or (slot.ask.start or time.min) > asked_start
            if is_later and slot.is_free:
                yield slot.ask
