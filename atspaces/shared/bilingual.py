"""Texts that exist in English and Arabic as a pair of columns."""

from typing import Any

from django.utils.translation import get_language


def in_language(english: str, arabic: str, language: str | None = None) -> str:
    """Choose the text for a language code, falling back to the one that is filled."""
    wanted = language or get_language() or "en"
    return (arabic or english) if wanted.startswith("ar") else (english or arabic)


class Bilingual:
    """A read-only attribute that reads `<column>` or `<column>_ar` by the active language."""

    def __init__(self, column: str) -> None:
        self.column = column

    def __get__(self, owner: Any, _: type | None = None) -> str:
        if owner is None:
            return self  # type: ignore[return-value]
        return in_language(getattr(owner, self.column), getattr(owner, f"{self.column}_ar"))
