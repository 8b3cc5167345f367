"""What a process keeps: made once, never too much of it, never out of date."""

from decimal import Decimal
from typing import Any

from django.utils.translation import override

from atspaces.shared.kept import Kept
from atspaces.templatetags.components import result_card

CARD: dict[str, Any] = {
    "url": "/spaces/olive/",
    "photo_url": "/pictures/hot_desk/1.svg",
    "title": "Quiet <desk>",
    "place": "Olive · Abdoun",
    "distance": "",
    "facts": [{"icon": "wifi", "text": "100 Mbit/s"}],
    "total": Decimal("4.640"),
    "span_minutes": 120,
    "cancellation": "",
    "badges": [],
    "times": [],
}


def test_makes_each_value_once() -> None:
    made: list[int] = []
    kept: Kept[int] = Kept(most=10)
    for _ in range(3):
        kept.get("a", lambda: made.append(1) or 7)  # type: ignore[func-returns-value]
    assert made == [1]


def test_a_value_that_is_none_is_known_too() -> None:
    kept: Kept[None] = Kept(most=10)
    kept.get("a", lambda: None)
    kept.get("a", lambda: 1 // 0 and None)


def test_keeps_no_more_than_it_may() -> None:
    kept: Kept[int] = Kept(most=4)
    for number in range(100):
        assert kept.get(number, lambda number=number: number) == number
        assert len(kept) <= 4


def test_a_card_that_says_something_else_is_drawn_anew() -> None:
    with override("en"):
        first = result_card(CARD)
        assert "Quiet &lt;desk&gt;" in first
        assert "4.640" in first
        assert "5.800" in result_card(CARD | {"total": Decimal("5.800")})
        assert 'fetchpriority="high"' in result_card(CARD, eager=True)
        assert result_card(CARD) == first
    with override("ar"):
        assert "د.أ" in result_card(CARD)
