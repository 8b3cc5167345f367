"""Digits as people here type them: Western, Arabic-Indic (٠١٢) or Persian (۰۱۲)."""

from typing import Final

_OTHERS: Final = "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹"
_TO_WESTERN: Final = str.maketrans(_OTHERS, "0123456789" * 2)


def western_digits(text: str) -> str:
    """Give the text with every Arabic-Indic and Persian digit written as 0-9; the rest stays."""
    return text.translate(_TO_WESTERN)
