"""Card numbers never reach the database; everything else people type does."""

import pytest

from apps.assistant.masking import without_card_numbers


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("pay with 4111 1111 1111 1111 please", "pay with •••• •••• •••• 1111 please"),
        ("4111111111111111", "••••••••••••1111"),
        ("5555-5555-5555-4444", "••••-••••-••••-4444"),
        ("٤١١١ ١١١١ ١١١١ ١١١١", "•••• •••• •••• ١١١١"),
        ("3782 822463 10005", "•••• •••••• •0005"),
        ("for 6 people 4111 1111 1111 1111 12/29", "for 6 people •••• •••• •••• 1111 12/29"),
        ("room 10 12 4111 1111 1111 1111", "room 10 12 •••• •••• •••• 1111"),
        ("4222222222222", "•••••••••2222"),
        ("6304000000000000000", "•••••••••••••••0000"),
    ],
)
def test_masked(typed: str, kept: str) -> None:
    assert without_card_numbers(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "meeting room 2026-12-01 10:00-12:00 for 6",
        "call me on +962 79 012 3456 or 00962790123456",
        "4111 1111 1111 1112",
        "41111111111111111111111",
        "قاعة ١٤/١/٢٠٢٧ من ١٠ الى ١٢",
        "1 1 2 3 4 5 6 7 8 9 10 11 12",
    ],
)
def test_left_as_typed(typed: str) -> None:
    assert without_card_numbers(typed) == typed
