"""Taking units off sale for a time, and putting them back."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.accounts.services.audit import record_audit
from apps.bookings.effects import Effects, effects_on, without_room_beside_blocks
from apps.bookings.models import Booking
from apps.bookings.services.projection import project_days
from apps.bookings.services.supply.gate import MOST_DAYS, check_days, lock_supply, offers_for
from apps.catalog.models import ServiceBlock, VendorService
from atspaces.shared.clock import ONE_DAY, days_touched, instant, is_on_the_half_hour
from atspaces.shared.errors import DomainError


class WrongBlock(DomainError):
    """A block that ends before it starts, is over, lies between two half hours, or asks too much."""


@transaction.atomic
def block_units(
    *,
    service: VendorService,
    starts_at: datetime,
    ends_at: datetime,
    units: int | None,
    reason: str,
    by: User,
    now: datetime,
) -> ServiceBlock:
    """Take units off sale from one instant to another; `units` None means all of them.

    Bookings that are there already stay. Raises `WrongBlock`.
    """
    block = ServiceBlock(
        vendor_service=service,
        starts_at=starts_at,
        ends_at=ends_at,
        units=units,
        reason=reason,
        created_by=by,
    )
    return _put_up([block], now).blocks[0]


@transaction.atomic
def block_days(
    *,
    services: Collection[VendorService],
    days: Collection[date],
    by: User,
    now: datetime,
    from_time: time = time.min,
    until_time: time = time.min,
    units: int | None = None,
    reason: str = "",
) -> Effects:
    """Take units of some services of one branch off sale on some local days, all or nothing.

    The times are the branch's own on each day; an end at or before the beginning is after
    midnight, and midnight twice is the whole day. `units` None means all. Bookings that are there
    already stay; those without room beside the blocks are given back, with the blocks.
    Raises `WrongBlock`.
    """
    branches = {service.branch_id: service.branch for service in services}
    if len(branches) != 1:
        raise WrongBlock(_("Choose at least one space, all in the same branch."))
    zone = next(iter(branches.values())).zone
    days = check_days(days=days, today=now.astimezone(zone).date(), wrong=WrongBlock)
    if from_time == until_time != time.min:
        raise WrongBlock(_("The block must end after it starts, and in the future."))
    blocks = [
        ServiceBlock(
            vendor_service=service,
            starts_at=instant(day, from_time, zone),
            ends_at=instant(day if until_time > from_time else day + ONE_DAY, until_time, zone),
            units=units,
            reason=reason,
            created_by=by,
        )
        for service in services
        for day in days
    ]
    return _put_up(blocks, now)


def _put_up(blocks: Sequence[ServiceBlock], now: datetime) -> Effects:
    by_service: dict[int, list[ServiceBlock]] = {}
    for block in blocks:
        _check_times(block, now)
        by_service.setdefault(block.vendor_service_id, []).append(block)
    lock_supply(services=by_service)
    offers = offers_for(services=by_service, days=_days(blocks))
    for block in blocks:
        _check_units(block, offers[block.vendor_service_id].service)
    blocks = ServiceBlock.objects.bulk_create(blocks)
    touched: list[Booking] = []
    for service_id, put_up in sorted(by_service.items()):
        offer = offers[service_id]
        project_days(offer=offer, days=_days(put_up), now=now)
        _record("units blocked", offer.service, put_up[0].created_by, now, after=put_up)
        spans = [(max(block.starts_at, now), block.ends_at) for block in put_up]
        touched += without_room_beside_blocks(offer, spans, now=now)
    return effects_on(touched, blocks)


def _check_times(block: ServiceBlock, now: datetime) -> None:
    zone = block.vendor_service.branch.zone
    if block.ends_at <= block.starts_at or block.ends_at <= now:
        raise WrongBlock(_("The block must end after it starts, and in the future."))
    if not all(is_on_the_half_hour(t.astimezone(zone).time()) for t in (block.starts_at, block.ends_at)):
        raise WrongBlock(_("Blocks begin and end on whole or half hours."))
    if block.ends_at - block.starts_at > timedelta(days=MOST_DAYS):
        raise WrongBlock(_("Choose no more than a year at once."))


def _check_units(block: ServiceBlock, service: VendorService) -> None:
    most = service.max_capacity
    if block.units is None or 1 <= block.units <= most:
        return
    sentence = ngettext(
        "%(name)s has only %(units)d unit to block.",
        "%(name)s has only %(units)d units to block.",
        most,
    )
    raise WrongBlock(sentence % {"name": service.display_name, "units": most})


@transaction.atomic
def remove_block(*, block: ServiceBlock, by: User, now: datetime) -> None:
    """Put blocked units on sale again. Safe to call twice."""
    remove_blocks(blocks=[block], by=by, now=now)


@transaction.atomic
def remove_blocks(*, blocks: Collection[ServiceBlock], by: User, now: datetime) -> int:
    """Put the units of several blocks on sale again, all or nothing.

    Gives how many were still up: a block that somebody removed meanwhile is left alone.
    """
    lock_supply(services={block.vendor_service_id for block in blocks})
    standing = ServiceBlock.objects.filter(pk__in=[block.pk for block in blocks], removed_at__isnull=True)
    by_service: dict[int, list[ServiceBlock]] = {}
    for block in standing.select_related("vendor_service__branch").order_by("starts_at", "pk"):
        by_service.setdefault(block.vendor_service_id, []).append(block)
    standing.update(removed_at=now)
    for service_id, taken_down in sorted(by_service.items()):
        days = _days(taken_down)
        offer = offers_for(services=[service_id], days=days)[service_id]
        project_days(offer=offer, days=days, now=now)
        _record("blocks removed", offer.service, by, now, before=taken_down)
    return sum(len(found) for found in by_service.values())


def _days(blocks: Sequence[ServiceBlock]) -> set[date]:
    return {
        day
        for block in blocks
        for day in days_touched(block.starts_at, block.ends_at, block.vendor_service.branch.zone)
    }


def _record(
    action: str,
    service: VendorService,
    by: User,
    now: datetime,
    *,
    before: Sequence[ServiceBlock] = (),
    after: Sequence[ServiceBlock] = (),
) -> None:
    details = {"before": [_told(block) for block in before], "after": [_told(block) for block in after]}
    record_audit(actor=by, action=action, target=service, now=now, details=details)


def _told(block: ServiceBlock) -> dict[str, object]:
    return {
        "block": block.pk,
        "from": block.starts_at.isoformat(),
        "until": block.ends_at.isoformat(),
        "units": block.units,
        "reason": block.reason,
    }
