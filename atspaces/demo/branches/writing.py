"""One way to write a branch down, so that sixty of them read alike."""

from __future__ import annotations

from decimal import Decimal

from atspaces.demo.amenities import EVERYWHERE
from atspaces.demo.records import BranchRecord, Text


def place(
    slug: str,
    *,
    vendor: str,
    district: str,
    at: str,
    hours: str,
    tier: int,
    mbps: int,
    has: str,
    name: str,
    name_ar: str,
    address: str,
    address_ar: str,
    directions: str,
    directions_ar: str,
    about: str,
    about_ar: str,
    status: str = "active",
) -> BranchRecord:
    """Make the record of a branch. `at` is "latitude longitude"; `has` lists facilities by slug."""
    latitude, longitude = at.split()
    return BranchRecord(
        slug=slug,
        vendor=vendor,
        district=district,
        name=Text(name, name_ar),
        latitude=Decimal(latitude),
        longitude=Decimal(longitude),
        address=Text(address, address_ar),
        directions=Text(directions, directions_ar),
        description=Text(about, about_ar),
        hours=hours,
        facilities=(*EVERYWHERE, *has.split()),
        tier=tier,
        wifi_mbps=mbps,
        status=status,
    )
