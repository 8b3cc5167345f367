"""Steps that every change of a booking's time, place or price shares. Call with the service's lock."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.utils import IntegrityError
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.bookings.models import Booking
from apps.bookings.policies import may_move
from apps.bookings.repricing import Snapshot
from apps.bookings.services.moves import NotNow
from apps.bookings.services.projection import project_days
from apps.bookings.statuses import MOVES, BookingMove, Side
from apps.catalog.asks import Ask, Span
from apps.catalog.policies import Offer
from apps.catalog.refusals import RefusalCode, Refused
from atspaces.shared import formats
from atspaces.shared.db import violated_constraint
from atspaces.shared.errors import DomainError
from atspaces.shared.flow import IllegalMove


class PriceChanged(DomainError):
    """The price is no longer the one that was shown. `total` is the one of now, in dinars."""

    def __init__(self, total: Decimal) -> None:
        super().__init__(
            _("The price has changed to %(total)s since you saw it. Look at it again, please.")
            % {"total": formats.money(total)}
        )
        self.total = total


class NeedsTheBranch(DomainError):
    """A space whose bookings the branch confirms itself is changed by the branch."""

    def __init__(self) -> None:
        super().__init__(_("The branch confirms changes of this space itself. Please ask it."))


def check_move(*, booking: Booking, move: BookingMove, side: Side, now: datetime) -> None:
    """Raise `IllegalMove` from a wrong state, `NotNow` at a wrong moment or for a wrong side."""
    if booking.status != MOVES[move].source:
        raise IllegalMove(booking.status, MOVES[move].target)
    if not may_move(booking, move, side, now):
        raise NotNow(_("This booking can no longer be changed: it has begun, or it has ended."))


def check_consent(*, offer: Offer, booking: Booking, by: User | None) -> None:
    """Raise `NeedsTheBranch` when customers change on their own what the branch must confirm."""
    if not offer.service.is_instant and by is not None and by.pk == booking.customer_id:
        raise NeedsTheBranch


def check_price(*, total: Decimal, shown: Decimal | None) -> None:
    """Raise `PriceChanged` when a price was shown and it is another one."""
    if shown is not None and shown != total:
        raise PriceChanged(total)


def in_good_time(*, offer: Offer, starts_at: datetime, now: datetime) -> datetime:
    """Give the moment by which a stay is judged that was booked, or may begin, without notice."""
    notice = timedelta(minutes=offer.service.notice_minutes)
    return min(now, starts_at - notice - timedelta(microseconds=1))


def set_place(*, booking: Booking, offer: Offer, ask: Ask, span: Span) -> None:
    """Write on a booking where and when it is: the instants and the local columns that repeat them."""
    zone = offer.hours.zone
    booking.vendor_service = offer.service
    booking.price_unit = ask.plan
    booking.quantity = ask.quantity
    booking.booking_date = ask.day
    booking.end_date = max(ask.last_day, ask.day)
    booking.starts_at, booking.ends_at = span.starts_at, span.ends_at
    booking.start_time = span.starts_at.astimezone(zone).time()
    booking.end_time = span.ends_at.astimezone(zone).time()


def set_price(*, booking: Booking, snapshot: Snapshot) -> None:
    """Write on a booking what it costs, from its snapshot."""
    booking.price_snapshot = snapshot
    booking.total_price = Decimal(snapshot["total"])


def project_or_refuse(*, offer: Offer, booking: Booking, days: set[date], now: datetime) -> None:
    """Recompute days of a changed booking. Raises `Refused` when the database sees an oversell."""
    try:
        project_days(offer=offer, days=days, now=now)
    except IntegrityError as error:
        if violated_constraint(error) != "availability_never_oversold":
            raise
        times = {"starts_at": booking.starts_at, "ends_at": booking.ends_at}
        raise Refused(offer.refuse(RefusalCode.TAKEN, free=0, **times)) from error


def place_facts(*, booking: Booking) -> dict[str, str | int]:
    """Give where, when and for how much a booking is, as the audit log keeps it."""
    return {
        "service": booking.vendor_service_id,
        "starts_at": booking.starts_at.isoformat(),
        "ends_at": booking.ends_at.isoformat(),
        "quantity": booking.quantity,
        "total": str(booking.total_price),
    }
