"""Keeps payment card numbers that somebody types out of the database."""

import re
from collections.abc import Iterator
from typing import Final

from atspaces.shared.digits import western_digits

_RUN: Final = re.compile(r"\d+(?:[ \-.\u00a0\u2013]{1,2}\d+)*")
_SHORTEST, _LONGEST = 13, 19
"""Digits of a card number, ISO/IEC 7812-1."""


def without_card_numbers(text: str) -> str:
    """Give a text with the digits of every valid card number but the last four replaced by dots.

    Numbers may be grouped by spaces, dashes or dots and written in either kind of digits.
    """
    western = western_digits(text)
    masked = list(text)
    for run in _RUN.finditer(western):
        for start, end in _card_numbers(run):
            digits = [i for i in range(start, end) if western[i].isdigit()]
            for position in digits[:-4]:
                masked[position] = "•"
    return "".join(masked)


def _card_numbers(run: re.Match[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(_spans_of_groups(run), key=lambda span: span[0] - span[1]):
        digits = re.sub(r"\D", "", run.string[start:end])
        overlaps = any(start < other_end and other_start < end for other_start, other_end in found)
        if not overlaps and _is_card_number(digits):
            found.append((start, end))
    return found


def _spans_of_groups(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Give every span of whole groups that has the length of a card number.

    Beginning or ending within a group would find numbers everywhere.
    """
    groups = [
        (run.start() + group.start(), run.start() + group.end()) for group in re.finditer(r"\d+", run[0])
    ]
    for first in range(len(groups)):
        digits = 0
        for start, end in groups[first:]:
            digits += end - start
            if digits > _LONGEST:
                break
            if digits >= _SHORTEST:
                yield groups[first][0], end


def _is_card_number(digits: str) -> bool:
    # Payment networks begin with 2 to 6; Jordanian mobile numbers with 0, 7 or 9.
    return _SHORTEST <= len(digits) <= _LONGEST and digits[0] in "23456" and _passes_luhn(digits)


def _passes_luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + position % 2) for position, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
