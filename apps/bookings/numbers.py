"""Booking numbers: short enough to say on the phone, too many to guess."""

import re
import secrets

# No 0/O, 1/I/L: read aloud or from a dim screen, every character is itself.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUP = 4
PATTERN = rf"[{ALPHABET}]{{{GROUP}}}-[{ALPHABET}]{{{GROUP}}}"


def new_booking_number() -> str:
    """Draw a number like `7KQ4-M2XP`, one of 850 billion."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(2 * GROUP))
    return f"{characters[:GROUP]}-{characters[GROUP:]}"


def as_booking_number(typed: str) -> str | None:
    """Read a number as somebody typed it: any case, with or without the dash; none if it is not one."""
    characters = re.sub(r"[\s\-–—_.#]", "", typed).upper()
    number = f"{characters[:GROUP]}-{characters[GROUP:]}"
    return number if re.fullmatch(PATTERN, number) else None
