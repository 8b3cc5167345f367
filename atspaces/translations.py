"""Compiles the translations, without the system's gettext."""

import os
from pathlib import Path
from typing import Final

import polib
from django.utils.translation import gettext_lazy, ngettext_lazy

LOCALE_FOLDER = Path(__file__).resolve().parent.parent / "locale"

# Lazy: this module is loaded before there are settings, and the other markers want them.
FOR_THE_TRANSLATOR: Final = (
    # Django shows these, and has no Arabic for them.
    gettext_lazy("- Select an option -"),
    gettext_lazy("Filter by %(field_name)s"),
    gettext_lazy("Logout"),
    gettext_lazy("Pagination %(name)s"),
    gettext_lazy("Run"),
    gettext_lazy("Search %(name)s"),
    # It says these in another tone than we do.
    gettext_lazy("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_lazy("Ensure this value is less than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    gettext_lazy("Enter a number."),
    gettext_lazy("Enter a valid date."),
    gettext_lazy("Enter a valid email address."),
    gettext_lazy("Enter a valid time."),
    gettext_lazy("Enter a whole number."),
    gettext_lazy("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_lazy("Select a valid choice. That choice is not one of the available choices."),
)
"""Django's own sentences that our Arabic says in its stead."""


def compile_translations(folder: Path = LOCALE_FOLDER) -> list[Path]:
    """Write the `.mo` of every `.po` under `folder` that is newer than it; give what was written."""
    written = []
    for source in sorted(folder.glob("**/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            # Written aside first: another process may be reading the old one.
            unfinished = target.with_name(f"{target.name}.{os.getpid()}")
            polib.pofile(str(source)).save_as_mofile(str(unfinished))
            unfinished.replace(target)
            written.append(target)
    return written
