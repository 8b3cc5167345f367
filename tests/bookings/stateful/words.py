"""The paper's words in the engine's: minutes and instants, fils and dinars, places and asks."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from apps.catalog.asks import Ask
from apps.catalog.refusals import Refused
from apps.catalog.statuses import PriceUnit
from atspaces.shared.errors import DomainError
from tests.bookings.stateful import prices
from tests.bookings.stateful.places import FIRST_DAY
from tests.bookings.stateful.things import DAY, Place

MIDNIGHT = datetime(2027, 1, 27, 21, 0, tzinfo=UTC)
"""The first day's midnight in Amman, which is three hours ahead of UTC all year."""
STARTS_AT = 11 * 60


def instant(minute: int) -> datetime:
    return MIDNIGHT + timedelta(minutes=minute)


def dinars(percent: int) -> dict[PriceUnit, Decimal]:
    """Give a price list as the engine keeps it: some per cent of the usual one."""
    return {PriceUnit(plan): Decimal(usual * percent) / 100_000 for plan, usual in prices.USUAL.items()}


def ask_for(place: Place) -> Ask:
    day, minute = divmod(place.start, DAY)
    if place.by_hour:
        length: dict[str, Any] = {"start": time(minute // 60, minute % 60), "minutes": place.count}
    else:
        length = {"count": place.count}
    first = FIRST_DAY + timedelta(days=day)
    return Ask(plan=PriceUnit(place.plan), day=first, quantity=place.units, **length)


def attempt(move: Any, *arguments: Any, **named: Any) -> tuple[Any, str]:
    """Make a move; give what came of it and the refusal's code, or the error's name, if it was refused."""
    try:
        return move(*arguments, **named), ""
    except Refused as refused:
        return None, str(refused.refusal.code)
    except DomainError as error:
        return None, type(error).__name__


def fils(amount: Decimal | None) -> int:
    return int((amount or Decimal(0)) * 1000)
