"""Any one of several units: whichever is free."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.bookings.models import Booking
from apps.bookings.policies import MOST_LIVE_HOLDS
from apps.bookings.queries import boards_of, live_holds
from apps.bookings.repairs import with_nearest_repairs
from apps.bookings.services import locking
from apps.bookings.services.drafts import FormUsed, Holder, draft_booking, is_over, save_draft
from apps.bookings.services.locking import bounded_wait
from apps.bookings.services.overdue import free_overdue
from apps.bookings.statuses import BookingSource
from apps.catalog.asks import Ask
from apps.catalog.models import VendorService
from apps.catalog.queries import offers_of, services_with_places
from apps.catalog.refusals import Refused
from atspaces.shared.errors import DomainError


class NotAlike(DomainError):
    """Units of different kinds or branches cannot stand for each other."""

    def __init__(self) -> None:
        super().__init__(_("These spaces are of different kinds. Choose one of them."))


def hold_any_of(
    *,
    services: Sequence[VendorService],
    ask: Ask,
    holder_key: str,
    idempotency_key: str,
    customer: User | None,
    language: str,
    now: datetime,
    source: BookingSource = BookingSource.SITE,
) -> Booking:
    """Hold the first of several services that is free, in the order of their keys.

    All are of one kind in one branch. The same form key gives the same hold. Raises `Refused` with
    repairs when none is free, and like `hold_units`; `NotAlike` for services that differ.
    """
    if len({(service.branch_id, service.service_id) for service in services}) != 1:
        raise NotAlike
    holder = Holder(holder_key, idempotency_key, customer, language, source)
    try:
        with bounded_wait():
            return _hold_first_free(sorted(service.pk for service in services), ask, holder, now)
    except Refused as refused:
        first = min(services, key=lambda service: service.pk)
        offer = offers_of([first], first=ask.day, last=ask.last_day)[first.pk]
        raise Refused(with_nearest_repairs(refused.refusal, offer, ask, now=now)) from refused


@transaction.atomic(durable=True)
def _hold_first_free(service_ids: list[int], ask: Ask, holder: Holder, now: datetime) -> Booking:
    locking.lock_services(service_ids)
    if earlier := _held_before(holder, service_ids, ask, now):
        return earlier
    mine = live_holds(Booking.objects.filter(holder_key=holder.key), now=now)
    if mine.count() >= MOST_LIVE_HOLDS:
        raise DomainError(_("You are holding several spaces already. Book or release one of them first."))
    rows = services_with_places().filter(pk__in=service_ids)
    offers = offers_of(rows, first=ask.day, last=ask.last_day)
    boards = boards_of(offers, first=ask.day, last=ask.last_day, now=now)
    refusals = {pk: boards[pk].refusal(ask, now=now) for pk in service_ids}
    free = next((pk for pk, refusal in refusals.items() if refusal is None), None)
    if free is None:
        raise Refused(next(refusal for refusal in refusals.values() if refusal is not None))
    free_overdue(offers[free], now=now)
    draft = draft_booking(offer=offers[free], ask=ask, holder=holder, now=now)
    return save_draft(booking=draft, offer=offers[free], now=now)


def _held_before(holder: Holder, service_ids: list[int], ask: Ask, now: datetime) -> Booking | None:
    earlier = Booking.objects.filter(holder_key=holder.key, idempotency_key=holder.form_key).first()
    if earlier is None:
        return None
    is_same = (earlier.price_unit, earlier.booking_date, earlier.quantity) == (
        ask.plan,
        ask.day,
        ask.quantity,
    )
    if not is_same or earlier.vendor_service_id not in service_ids:
        raise FormUsed
    if is_over(booking=earlier, now=now):
        raise FormUsed
    return earlier
