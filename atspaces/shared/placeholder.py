"""Draws a stand-in picture for a space without photos: a small room under the brand's circles.

The same seed always gives the same picture. A drawing is SVG of at most 3 KB, 4:3, with no text
and no script, so it may be served as an image under a strict content security policy.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

KINDS: Final = ("hot_desk", "private_office", "meeting_room", "branch")
WIDTH: Final = 400
HEIGHT: Final = 300

# Hue families as (wall, floor, furniture) hues in degrees; muted by the saturation below.
FAMILIES: Final = ((18, 32, 190), (190, 34, 18), (150, 40, 24), (214, 30, 40), (44, 26, 168), (338, 28, 200))
# Hours of the day: background, big circle, small circle, ring, window, light on the floor.
SKIES: Final = (
    ("#fff3ed", "#ffdcc8", "#e3eeef", "#ff5b04", "#ffe9b8", "#fff6d8"),
    ("#e3eeef", "#cfe2e4", "#fff3ed", "#ff5b04", "#bfe3f2", "#ffffff"),
    ("#fdeedd", "#ffc9a3", "#f7d9dc", "#ff5b04", "#ffb27d", "#ffe2c2"),
    ("#f3f6f8", "#dfe6ee", "#ffe8dc", "#ff5b04", "#cfe0f7", "#ffffff"),
    ("#e9e6f2", "#d5cfe8", "#ffe1d0", "#ff5b04", "#f3b6a4", "#ffe9dd"),
    ("#26303c", "#324052", "#3d3430", "#ff7a2e", "#ffd98a", "#ffe7b0"),
)
ORANGE: Final = "#ff5b04"
LEAF: Final = ("#5d9370", "#4a7d5c", "#3b6a4c")
SCALE: Final = 16
ROOM: Final = 10
WALL: Final = 6

type Corner = tuple[float, float, float]
type Shades = tuple[str, str, str]

BRIGHT: Final[Shades] = (ORANGE, "#d94a00", "#c24200")
METAL: Final = "#4a4c4e"
FRAME: Final = ' stroke="#fff" stroke-width="3"'


@dataclass(frozen=True)
class Palette:
    """The colours of one picture."""

    wall: tuple[str, str]
    floor: str
    wood: Shades
    accent: Shades
    sky: tuple[str, str, str, str, str, str]


class Dice:
    """Choices that depend on the seed alone, the same on every machine and Python."""

    def __init__(self, kind: str, seed: int) -> None:
        self._rolls: Iterator[int] = iter(hashlib.sha256(f"{kind}/{seed}".encode()).digest())

    def below(self, count: int) -> int:
        """Give a number from 0 to `count` - 1; a picture makes at most 32 choices."""
        return next(self._rolls) % count


def placeholder(seed: int, kind: str, family: int | None = None) -> str:
    """Give the SVG for a space of `kind`; `family` (0–5) fixes the hues, else the seed chooses.

    Raises `ValueError` for a kind that is not in `KINDS`.
    """
    if kind not in KINDS:
        raise ValueError(kind)
    dice = Dice(kind, seed)
    palette = _palette(dice, family)
    mirrored = ' transform="matrix(-1 0 0 1 400 0)"' if dice.below(2) else ""
    scene = _SCENES[kind](dice, palette)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"{_backdrop(dice, palette)}<g{mirrored}>{scene}</g></svg>"
    )


def _palette(dice: Dice, family: int | None) -> Palette:
    wall, floor, furniture = FAMILIES[dice.below(len(FAMILIES)) if family is None else family % len(FAMILIES)]
    # Every hour of the day twice, night once: dark pictures are the salt, not the meal.
    sky = (*SKIES, *SKIES[:-1])[dice.below(2 * len(SKIES) - 1)]
    wall, furniture = wall + dice.below(25) - 12, furniture + dice.below(31) - 15
    return Palette(
        wall=(_hex(wall, 30, 91), _hex(wall, 26, 84)),
        floor=_hex(floor, 34, 82),
        wood=(_hex(floor, 34, 70), _hex(floor, 30, 56), _hex(floor, 30, 48)),
        accent=(_hex(furniture, 30, 58), _hex(furniture, 30, 46), _hex(furniture, 30, 38)),
        sky=sky,
    )


def _hex(hue: float, saturation: float, lightness: float) -> str:
    """Turn degrees and percents into a hex colour, by the usual HSL formula."""
    chroma = saturation / 100 * min(lightness / 100, 1 - lightness / 100)

    def channel(offset: int) -> int:
        step = (offset + hue / 30) % 12
        return round(255 * (lightness / 100 - chroma * max(-1, min(step - 3, 9 - step, 1))))

    return f"#{channel(0):02x}{channel(8):02x}{channel(4):02x}"


def _backdrop(dice: Dice, palette: Palette) -> str:
    ground, big, small, ring, _, _ = palette.sky
    side = 300 if dice.below(2) else 100
    radius = 118 + 6 * dice.below(8)
    high = 70 + 12 * dice.below(7)
    return (
        f'<path fill="{ground}" d="M0 0h400v300H0z"/>'
        f'<circle cx="{side}" cy="{high}" r="{radius}" fill="{big}"/>'
        f'<circle cx="{400 - side}" cy="{300 - high // 2}" r="{radius - 30}" fill="{small}"/>'
        f'<circle cx="{400 - side}" cy="{high // 2}" r="{30 + 5 * dice.below(8)}" fill="none" '
        f'stroke="{ring}" stroke-width="3"/>'
    )


def _point(x: float, y: float, z: float) -> tuple[int, int]:
    """Project room coordinates: x runs down to the one side, y to the other, z up."""
    return round(200 + (x - y) * 0.866 * SCALE), round(118 + (x + y) * 0.5 * SCALE - z * SCALE)


def _outline(corners: Iterable[Corner]) -> str:
    points = [_point(*corner) for corner in corners]
    # Steps from corner to corner are shorter to write than places.
    steps = "".join(f" {x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(points))
    return f"M{points[0][0]} {points[0][1]}l{steps.lstrip()}z".replace(" -", "-")


def _face(colour: str, *corners: Corner, more: Iterable[Iterable[Corner]] = (), extra: str = "") -> str:
    path = "".join(_outline(outline) for outline in (corners, *more))
    return f'<path fill="{colour}"{extra} d="{path}"/>'


def _box(colours: Shades, at: Corner, size: Corner) -> str:
    """Draw the three faces of a box that the viewer sees: top, near-y and near-x."""
    (x, y, z), (a, b, c) = at, size
    top, near_y, near_x = colours
    return (
        _face(top, (x, y, z + c), (x + a, y, z + c), (x + a, y + b, z + c), (x, y + b, z + c))
        + _face(near_y, (x, y + b, z), (x + a, y + b, z), (x + a, y + b, z + c), (x, y + b, z + c))
        + _face(near_x, (x + a, y, z), (x + a, y + b, z), (x + a, y + b, z + c), (x + a, y, z + c))
    )


def _room(dice: Dice, palette: Palette) -> str:
    """Draw floor, two walls, windows on one of them and their light on the floor."""
    size, panes = ROOM, 1 + dice.below(3)
    width = (size - 2) / panes - 0.6
    starts = [1.3 + pane * (width + 0.6) for pane in range(panes)]
    windows = [((x, 0, 2.2), (x + width, 0, 2.2), (x + width, 0, 5.2), (x, 0, 5.2)) for x in starts]
    beams = [((x + 0.4, 1, 0), (x + width + 0.4, 1, 0), (x + width + 2, 6, 0), (x + 2, 6, 0)) for x in starts]
    return "".join(
        [
            _face(
                "#1f2122", (0, 0, -1), (size, 0, -1), (size, size, -1), (0, size, -1), extra=' opacity=".1"'
            ),
            _slab((palette.floor, palette.wood[1], palette.wood[2]), (0, 0, -0.4), (size, size, 0.4)),
            _face(palette.wall[0], (0, 0, 0), (size, 0, 0), (size, 0, WALL), (0, 0, WALL)),
            _face(palette.wall[1], (0, 0, 0), (0, size, 0), (0, size, WALL), (0, 0, WALL)),
            _face(palette.sky[4], *windows[0], more=windows[1:], extra=FRAME),
            _face(palette.sky[5], *beams[0], more=beams[1:], extra=' opacity=".45"'),
        ]
    )


def _slab(colours: Shades, at: Corner, size: Corner) -> str:
    """Draw a flat box: its top, and both thin sides as one face."""
    (x, y, z), (a, b, c) = at, size
    top = ((x, y, z + c), (x + a, y, z + c), (x + a, y + b, z + c), (x, y + b, z + c))
    edge = (
        (x, y + b, z + c),
        (x + a, y + b, z + c),
        (x + a, y, z + c),
        (x + a, y, z),
        (x + a, y + b, z),
        (x, y + b, z),
    )
    return _face(colours[0], *top) + _face(colours[1], *edge)


def _copy(name: str, x: float, y: float) -> str:
    """Place a piece that `_piece` has drawn at the room's far corner."""
    (across, down), (left, high) = _point(x, y, 0), _point(0, 0, 0)
    return f'<use href="#{name}" x="{across - left}" y="{down - high}"/>'


def _piece(name: str, drawing: str) -> str:
    return f'<g id="{name}">{drawing}</g>'


def _leg(x: float, y: float, high: float) -> str:
    across, down = _point(x, y, 0)
    return f'<path stroke="{METAL}" stroke-width="3" d="M{across} {down}v-{round(high * SCALE)}"/>'


def _plant(x: float, y: float, tall: float) -> str:
    across, down = _point(x + 0.5, y + 0.5, 1 + tall)
    leaves = zip(((0, 6), (-8, -2), (7, -6)), (13, 11, 9), reversed(LEAF), strict=True)
    crown = "".join(
        f'<circle cx="{across + dx}" cy="{down + dy}" r="{size}" fill="{leaf}"/>'
        for (dx, dy), size, leaf in leaves
    )
    return _box(("#fff", "#e4e8ea", "#caced0"), (x, y, 0), (1, 1, 1)) + crown


def _lamp(x: float, y: float) -> str:
    across, down = _point(x, y, 4.6)
    return (
        f'<path stroke="{METAL}" d="M{across} {down}v-36"/>'
        f'<path fill="{ORANGE}" d="M{across - 14} {down + 4}a14 13 0 0 1 28 0z"/>'
    )


def _chair(colours: Shades, *, back: bool) -> str:
    """Draw a chair at the far corner, its rest nearer to us (`back`) or behind the sitter."""
    leg = _leg(0.6, 0.6, 0.9)
    seat = _slab(colours, (0, 0, 0.8), (1.2, 1.2, 0.25))
    rest = _box(colours, (0, 1.0 if back else 0, 1), (1.2, 0.2, 1.2))
    return leg + seat + rest if back else leg + rest + seat


def _table(palette: Palette, at: tuple[float, float], size: tuple[float, float]) -> str:
    (x, y), (a, b) = at, size
    return (
        _leg(x + 0.4, y + b * 0.7, 1.6)
        + _leg(x + a - 0.4, y + b * 0.7, 1.6)
        + _slab(palette.wood, (x, y, 1.6), (a, b, 0.3))
    )


def _laptop() -> str:
    base = ((0, 0, 1.95), (1, 0, 1.95), (1, 0.7, 1.95), (0, 0.7, 1.95))
    lid = ((0, 0, 1.95), (1, 0, 1.95), (1, -0.2, 2.7), (0, -0.2, 2.7))
    return _face("#caced0", *base) + _face(METAL, *lid)


def _hot_desk(dice: Dice, palette: Palette) -> str:
    rows, seats, bright = 1 + dice.below(2), 2 + dice.below(2), dice.below(3)
    pieces = {"a": _chair(palette.accent, back=True), "b": _chair(BRIGHT, back=True), "c": _laptop()}
    parts = [
        "<defs>",
        *(_piece(name, drawing) for name, drawing in pieces.items()),
        "</defs>",
        _room(dice, palette),
    ]
    for row in range(rows):
        y = 2.4 + row * 3.8 + (1.6 if rows == 1 else 0)
        parts.append(_table(palette, (1.2, y), (seats * 2.2 + 0.6, 1.7)))
        for seat in range(seats):
            x = 1.7 + seat * 2.2
            chair = "b" if seat == (bright + row) % 3 else "a"
            parts += [_copy("c", x, y + 0.6), _copy(chair, x, y + 2)]
    parts += [_plant(8.4, 0.8 + dice.below(3), 0.8), _lamp(3 + dice.below(4), 4)]
    return "".join(parts)


def _private_office(dice: Dice, palette: Palette) -> str:
    x = 3 + dice.below(3)
    colour = ORANGE if dice.below(2) else palette.accent[0]
    guests = [x + 0.4 + dice.below(3) * 0.5] if dice.below(2) else [x + 0.1, x + 2.2]
    guest, chair = _chair(palette.accent, back=True), _chair(BRIGHT, back=False)
    return "".join(
        [
            f"<defs>{_piece('a', guest)}{_piece('b', chair)}{_piece('c', _laptop())}</defs>",
            _room(dice, palette),
            _face(colour, (0, 6.4, 3), (0, 8.6, 3), (0, 8.6, 4.9), (0, 6.4, 4.9), extra=FRAME),
            _box(palette.wood, (0.2, 2 + dice.below(3), 0), (1.1, 2.6, 3.4 + dice.below(2))),
            _face(
                palette.accent[0], (2, 3, 0), (8.6, 3, 0), (8.6, 8.6, 0), (2, 8.6, 0), extra=' opacity=".25"'
            ),
            _copy("b", x + 1.3, 2.9),
            _table(palette, (x, 4.4), (3.8, 1.9)),
            _copy("c", x + 1.4, 5.2),
            *(_copy("a", seat, 6.8) for seat in guests),
            _plant(8.5, 0.8, 1.1),
            _lamp(6, 5),
        ]
    )


def _meeting_room(dice: Dice, palette: Palette) -> str:
    chairs = 3 + dice.below(2)
    length = chairs * 1.9
    x = (ROOM - length) / 2
    glow = palette.sky[1] if dice.below(2) else ORANGE
    seats = [x + 0.35 + seat * 1.9 for seat in range(chairs)]
    bright = dice.below(chairs)
    far, near = _chair(palette.accent, back=False), _chair(palette.accent, back=True)
    return "".join(
        [
            f"<defs>{_piece('a', near)}{_piece('b', _chair(BRIGHT, back=True))}{_piece('c', far)}</defs>",
            _room(dice, palette),
            _face("#3a3e41", (0, 2.8, 2.2), (0, 7.4, 2.2), (0, 7.4, 4.9), (0, 2.8, 4.9), extra=FRAME),
            _face(glow, (0, 3.4, 2.8), (0, 5 + dice.below(2), 2.8), (0, 4.2, 4.3)),
            *(_copy("c", seat, 2.7) for seat in seats),
            _table(palette, (x, 4), (length, 2.4)),
            *(_copy("b" if number == bright else "a", seat, 6.6) for number, seat in enumerate(seats)),
            _plant(8.6, 0.6, 0.7),
            _lamp(ROOM / 2 - 1.6, 5),
            _lamp(ROOM / 2 + 1.6, 5) if dice.below(2) else "",
        ]
    )


def _branch(dice: Dice, palette: Palette) -> str:
    """Draw the building from outside: two blocks, rows of windows, a door and trees."""
    tall, wide, low = 5 + dice.below(3), 4 + dice.below(3) * 0.5, 2.6 + dice.below(3) * 0.6
    walls = (palette.wall[0], palette.wall[1], _hex(30, 12, 72))
    second = palette.accent if dice.below(2) else (palette.floor, palette.wood[0], palette.wood[1])
    glass, side, front = palette.sky[4], 0.8 + wide, 5.8
    window = _face(glass, (0, 0, 0), (0.9, 0, 0), (0.9, 0, 1.1), (0, 0, 1.1))
    panes = "".join(
        _copy("a", 1.4 + column * 1.4 - floor, front - floor)
        for floor in (2.4, 4.2, 6)[: tall // 2]
        for column in (0, 1, 2)[: int(wide / 1.4)]
    )
    shop = (
        (side + 0.6, 5.8, 0.5),
        (side + 2.8, 5.8, 0.5),
        (side + 2.8, 5.8, low - 0.6),
        (side + 0.6, 5.8, low - 0.6),
    )
    return "".join(
        [
            f"<defs>{_piece('a', window)}</defs>",
            _slab(("#e4e8ea", "#caced0", "#b4babd"), (0, 0, -0.3), (ROOM, ROOM, 0.3)),
            _box(walls, (0.8, 0.8, 0), (wide, 5, tall)),
            panes,
            _box(second, (side, 1.6, 0), (3.4, 4.2, low)),
            _face(glass, *shop),
            _face(METAL, (1.6, front, 0), (2.8, front, 0), (2.8, front, 1.7), (1.6, front, 1.7)),
            _slab(BRIGHT, (1.2, front, 1.8), (2, 0.9, 0.2)),
            _plant(1 + dice.below(3), 8, 1),
            _plant(5 + dice.below(3), 7.6, 0.6),
            _plant(8.6, 6.6, 1.4) if dice.below(3) else "",
        ]
    )


_SCENES: Final = {
    "hot_desk": _hot_desk,
    "private_office": _private_office,
    "meeting_room": _meeting_room,
    "branch": _branch,
}
