"""The shapes in which the demo world is written down, before it becomes rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import NamedTuple


class Text(NamedTuple):
    """The same words in both languages."""

    en: str
    ar: str


@dataclass(frozen=True, slots=True)
class CityRecord:
    """A city; `aliases` are other spellings people type when they search."""

    slug: str
    name: Text
    latitude: Decimal
    longitude: Decimal
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DistrictRecord:
    """A part of a city that people name when asked where a place is."""

    slug: str
    city: str
    name: Text
    latitude: Decimal
    longitude: Decimal
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AmenityRecord:
    """A facility of a branch or a feature of a service; `group` is the heading it is listed under."""

    slug: str
    name: Text
    group: str


@dataclass(frozen=True, slots=True)
class OpeningRecord:
    """One open spell. `weekday` as in `date.weekday()`: Monday is 0, Friday 4.

    A `closes` at or before `opens` lies on the next day; equal times mean 24 hours.
    """

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class BranchRecord:
    """A place a vendor lets. `tier` 1 (student budget) to 4 (premium) sets its prices."""

    slug: str
    vendor: str
    district: str
    name: Text
    latitude: Decimal
    longitude: Decimal
    address: Text
    directions: Text
    description: Text
    hours: str
    facilities: tuple[str, ...]
    tier: int
    wifi_mbps: int
    status: str


@dataclass(frozen=True, slots=True)
class OfferRecord:
    """A service of a branch. Prices are JOD before tax, per unit; durations are minutes of a stay by
    the hour.

    `seats` is the number of people one unit takes, `capacity` the number of units.
    """

    slug: str
    branch: str
    kind: str
    name: Text
    summary: Text
    capacity: int
    seats: int
    prices: tuple[tuple[str, Decimal], ...]
    min_minutes: int
    max_minutes: int | None
    step_minutes: int
    buffer_minutes: int
    notice_minutes: int
    instant: bool
    cancellation: str
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VendorRecord:
    """A company that owns branches, and the person who signs in for it."""

    slug: str
    company: Text
    owner: Text
    email: str
    phone: str
    tax_registered: bool


@dataclass(frozen=True, slots=True)
class StaffRecord:
    """Someone who works for a vendor; empty `branches` means all of them."""

    vendor: str
    name: Text
    email: str
    phone: str
    role: str
    branches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A customer or an admin. An empty `email` is someone who signed up with a phone alone."""

    name: Text
    email: str
    phone: str
    language: str
