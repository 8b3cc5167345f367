"""Units that vendors keep off sale for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from apps.catalog.models import ServiceBlock
from apps.catalog.units import Use
from atspaces.demo.records import Text
from atspaces.demo.shelves import Shelf
from atspaces.shared.clock import ONE_DAY, instant


@dataclass(frozen=True, slots=True)
class _Block:
    """`units` of a service, or all of them, from hour `first` to hour `last`, `ahead` days from today."""

    branch: str
    service: str
    ahead: int
    first: int
    last: int
    units: int | None
    reason: Text


BLOCKS: tuple[_Block, ...] = (
    _Block("qantara-abdali", "hot-desk", 3, 8, 14, 6,
           Text("Desks by the window being cleaned", "تنظيف مكاتب الشبّاك")),
    _Block("qantara-mecca-street", "office-for-3", 8, 0, 23, None, Text("Painting", "دهان")),
    _Block("summaq-sweifieh", "terrace-table", 2, 8, 22, None,
           Text("Private dinner on the terrace", "عشاء خاص على التراس")),
    _Block("madar-khalda", "office-for-6", 10, 8, 20, 1, Text("New carpet", "تبديل الموكيت")),
    _Block("dafater-jubeiha", "quiet-desk", 6, 8, 20, 10,
           Text("Exam of a training centre", "امتحان لمركز تدريب")),
    _Block("bahr-ayla", "hot-desk", 5, 8, 16, 8, Text("Reserved for the diving club", "محجوز لنادي الغوص")),
)  # fmt: skip


def write_blocks(shelves: dict[tuple[str, str], Shelf], *, today: date, at: datetime) -> None:
    """Write the blocks, made at `at`, and withhold their units on the shelves."""
    rows = [_withhold(shelves[block.branch, block.service], block, today) for block in BLOCKS]
    ServiceBlock.objects.bulk_create(rows)
    ServiceBlock.objects.filter(pk__in=[row.pk for row in rows]).update(created_at=at)


def _withhold(shelf: Shelf, block: _Block, today: date) -> ServiceBlock:
    service, zone = shelf.offer.service, shelf.offer.hours.zone
    owner = service.branch.vendor
    day = today + block.ahead * ONE_DAY
    starts_at, ends_at = instant(day, time(block.first), zone), instant(day, time(block.last), zone)
    units = service.max_capacity if block.units is None else block.units
    shelf.blocked.append(Use(starts_at, ends_at, units))
    return ServiceBlock(
        vendor_service=service,
        starts_at=starts_at,
        ends_at=ends_at,
        units=block.units,
        created_by=owner,
        reason=block.reason.ar if owner.language == "ar" else block.reason.en,
    )
