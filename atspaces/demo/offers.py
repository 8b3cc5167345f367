"""What each branch sells: about two hundred desks, offices and rooms with prices in JOD.

`UNITS` writes a branch's stock in a shorthand, so that stock and description can be compared at a
glance: `d24` 24 desks, `w10` 10 desks in the women-only area, `q8` 8 in the quiet area, `t6` 6 on
the terrace, `o4x2` two offices for four, `r8` a meeting room for eight.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from atspaces.demo.branches import BRANCHES
from atspaces.demo.offer_texts import DESKS, OFFICE_NAMES, OFFICE_SUMMARY, ROOM_NAMES, room_summary
from atspaces.demo.records import BranchRecord, OfferRecord, Text

UNITS: dict[str, str] = {
    "qantara-abdali": "d28 o4x2 r6 r12",
    "madar-abdali": "d36 t8 o2x3 o6x2 r8 r20",
    "yasmeen-abdali": "o1x4 o3x3 o5x2 r8",
    "qantara-abdoun": "d16 t6 o3x2 r6 r10",
    "nuqta-abdoun": "d14 w8 o2x2 r6",
    "yasmeen-abdoun": "o2x4 o5x2 r16",
    "zaytoun-jabal-amman": "d14 o2x1 r8",
    "yasmeen-jabal-amman": "o1x3 o2x2 r4",
    "hara-rainbow": "d18 t6 r6",
    "summaq-rainbow": "d10 r8",
    "qantara-shmeisani": "d40 w10 o4x3 r8 r14",
    "nuqta-shmeisani": "d18 q8 o2x2 r6",
    "mishwar-shmeisani": "d16 o3x1 r8",
    "nuqta-sweifieh": "d30 w10 o4x2 r8 r12",
    "summaq-sweifieh": "d24 t8 o4x2 r10 r20",
    "mishwar-sweifieh": "d12 r6",
    "madar-khalda": "d32 o4x3 o6x2 r8 r14",
    "rukn-khalda": "d20 w12 r6",
    "zaytoun-dabouq": "d8 r12 r20",
    "qantara-mecca-street": "d30 o3x2 r6 r16",
    "madar-mecca-street": "d20 o2x3 o4x2 r12",
    "mishwar-mecca-street": "d14 o2x1 r6",
    "zaytoun-weibdeh": "d16 t8 o2x1 r8",
    "hara-weibdeh": "d14 r4",
    "qantara-weibdeh": "d20 o5x1 r6 r10",
    "madar-business-park": "d36 o4x4 o8x2 r10 r20",
    "yasmeen-business-park": "o3x3 o6x2 r14",
    "hara-downtown": "d10 r6",
    "summaq-gardens": "d16 o3x1 r16 r20",
    "rukn-rabieh": "d18 w8 r4",
    "nuqta-um-uthaina": "d18 o2x3 r6 r10",
    "dafater-jubeiha": "d40 w16 q20 r8",
    "dafater-tlaa-al-ali": "d20 r4 r6",
    "hara-jabal-al-hussein": "d18 o2x2 r6",
    "qantara-irbid": "d30 w10 o3x2 r8 r12",
    "dafater-irbid": "d24 w10 q16 r6",
    "hawsh-university": "d18 o2x1 r8",
    "hawsh-downtown": "d8 r6",
    "hawsh-thirty": "d20 o4x2 r6 r12",
    "madar-irbid": "d20 o4x3 o6x2 r14",
    "rukn-irbid": "d14 w8 r6",
    "hawsh-aydoun": "d12 r6",
    "madar-ayla": "d20 t8 o2x3 r6 r12",
    "bahr-ayla": "d18 o2x2 r8",
    "summaq-aqaba": "d16 o3x1 r20",
    "bahr-aqaba-centre": "d20 o3x2 r8 r12",
    "mishwar-aqaba": "d10 r8",
    "bahr-third": "d14 w8 r16",
    "bahr-tala-bay": "d6 r10 r16",
    "dafater-zarqa": "d30 w16 o2x1 r8",
    "hawsh-zarqa": "d16 o2x1 r8",
    "hara-zarqa": "d12 o3x1 r6",
    "rukn-awajan": "d10 w6 r6",
    "zaytoun-salt": "d12 o2x1 r8",
    "mishwar-salt": "d10 r4",
    "dafater-salt": "d24 w14 r8",
    "rukn-salt": "d10 o1x1 r6",
    "zaytoun-madaba": "d12 o2x1 r10",
    "summaq-madaba": "d10 r8 r20",
    "nuqta-madaba": "d14 w10 o3x3 r8",
}

# JOD for an hour and a day at a desk, by the branch's tier.
DESK_PRICES = {1: ("1.5", "8"), 2: ("2", "10"), 3: ("3", "14"), 4: ("4", "18")}
OFFICE_DAY = {1: 25, 2: 28, 3: 34, 4: 42}
OFFICE_DAY_PER_EXTRA_SEAT = {1: 3, 2: 3, 3: 4, 4: 4}
ROOM_HOUR = {1: "5.5", 2: "6.5", 3: "8.5", 4: "11"}
ROOM_HOUR_PER_SEAT = {1: "0.6", 2: "0.75", 3: "0.95", 4: "1.15"}

TIERS_OF_VENDORS = {
    "qantara": "flexible",
    "madar": "moderate",
    "yasmeen": "strict",
    "nuqta": "moderate",
    "zaytoun": "moderate",
    "hara": "flexible",
    "summaq": "flexible",
    "mishwar": "flexible",
    "rukn": "flexible",
    "dafater": "flexible",
    "hawsh": "moderate",
    "bahr": "strict",
}
OFFICE_EXTRAS: dict[int, tuple[str, ...]] = {
    1: (),
    2: ("storage",),
    3: ("storage", "whiteboard"),
    4: ("storage", "whiteboard", "standing_desk"),
}
LARGE_ROOM_SEATS = 12
HOUR = 60


@dataclass(frozen=True, slots=True)
class _Stock:
    letter: str
    seats: int
    units: int


def _parse(code: str) -> _Stock:
    seats, _, units = code[1:].partition("x")
    if code[0] == "o":
        return _Stock("o", int(seats), int(units))
    return _Stock(code[0], int(seats), 1) if code[0] == "r" else _Stock(code[0], 1, int(seats))


def _half_dinars(amount: Decimal) -> Decimal:
    return (amount * 2).quantize(Decimal(1), rounding=ROUND_HALF_UP) / 2


def _day_week_month(day: Decimal) -> tuple[tuple[str, Decimal], ...]:
    # Five working days for the price of four and a half, a month for the price of sixteen days.
    return (("day", day), ("week", _half_dinars(day * 9 / 2)), ("month", day * 16))


def _desk(branch: BranchRecord, stock: _Stock) -> OfferRecord:
    text = DESKS[stock.letter]
    hour, day = (Decimal(price) for price in DESK_PRICES[branch.tier])
    features = text.features + (("monitor",) if branch.tier >= 3 else ())
    return OfferRecord(
        slug=text.slug,
        branch=branch.slug,
        kind="hot_desk",
        name=text.name,
        summary=text.summary,
        capacity=stock.units,
        seats=1,
        prices=(("hour", hour), *_day_week_month(day)),
        min_minutes=HOUR,
        max_minutes=10 * HOUR,
        step_minutes=30 if branch.tier == 3 else HOUR,
        buffer_minutes=0,
        notice_minutes=0,
        instant=True,
        cancellation=TIERS_OF_VENDORS[branch.vendor],
        features=features,
    )


def _office(branch: BranchRecord, stock: _Stock) -> OfferRecord:
    day = Decimal(OFFICE_DAY[branch.tier] + OFFICE_DAY_PER_EXTRA_SEAT[branch.tier] * (stock.seats - 1))
    return OfferRecord(
        slug=f"office-for-{stock.seats}",
        branch=branch.slug,
        kind="private_office",
        name=OFFICE_NAMES[stock.seats],
        summary=OFFICE_SUMMARY,
        capacity=stock.units,
        seats=stock.seats,
        prices=_day_week_month(day),
        min_minutes=HOUR,
        max_minutes=None,
        step_minutes=HOUR,
        buffer_minutes=0,
        notice_minutes=2 * HOUR,
        instant=branch.vendor != "yasmeen",
        cancellation=TIERS_OF_VENDORS[branch.vendor],
        features=("lockable_door", "ergonomic_chair", "natural_light", *OFFICE_EXTRAS[branch.tier]),
    )


def _room_features(branch: BranchRecord, seats: int) -> tuple[str, ...]:
    features = ["whiteboard", "screen" if seats < LARGE_ROOM_SEATS else "projector"]
    if branch.tier >= 3:
        features += ["video_conferencing", "soundproof"]
    if seats >= LARGE_ROOM_SEATS:
        features += ["movable_tables", "flip_chart"]
    if seats >= 16:
        features.append("microphone")
    return tuple(features)


def _room(branch: BranchRecord, stock: _Stock, name: Text) -> OfferRecord:
    per_seat = Decimal(ROOM_HOUR_PER_SEAT[branch.tier])
    hour = _half_dinars(Decimal(ROOM_HOUR[branch.tier]) + stock.seats * per_seat)
    large = stock.seats >= LARGE_ROOM_SEATS
    return OfferRecord(
        slug=f"room-{name.en.lower().removesuffix(' room').replace(' ', '-')}",
        branch=branch.slug,
        kind="meeting_room",
        name=name,
        summary=room_summary(stock.seats),
        capacity=1,
        seats=stock.seats,
        prices=(("hour", hour), ("day", hour * 6)),
        min_minutes=HOUR if large else 30,
        max_minutes=8 * HOUR,
        step_minutes=30,
        buffer_minutes=30 if stock.seats >= 16 else 0,
        notice_minutes=HOUR if large else 0,
        # Large rooms are set up by hand, so the branch wants to say yes first.
        instant=stock.seats < 14,
        cancellation="moderate" if large else TIERS_OF_VENDORS[branch.vendor],
        features=_room_features(branch, stock.seats),
    )


def _offers_of(branch: BranchRecord, position: int) -> list[OfferRecord]:
    offers = []
    rooms = 0
    for stock in map(_parse, UNITS[branch.slug].split()):
        if stock.letter == "o":
            offers.append(_office(branch, stock))
        elif stock.letter == "r":
            offers.append(_room(branch, stock, ROOM_NAMES[(2 * position + rooms) % len(ROOM_NAMES)]))
            rooms += 1
        else:
            offers.append(_desk(branch, stock))
    return offers


OFFERS: tuple[OfferRecord, ...] = tuple(
    offer for position, branch in enumerate(BRANCHES) for offer in _offers_of(branch, position)
)
