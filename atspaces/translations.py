"""Compiles the translations, without the system's gettext."""

import os
from pathlib import Path
from typing import Final

import polib
from django.utils.translation import gettext_lazy

LOCALE_FOLDER = Path(__file__).resolve().parent.parent / "locale"

DJANGO_LACKS: Final = (
    gettext_lazy("- Select an option -"),
    gettext_lazy("Filter by %(field_name)s"),
    gettext_lazy("Logout"),
    gettext_lazy("Pagination %(name)s"),
    gettext_lazy("Run"),
    gettext_lazy("Search %(name)s"),
)
"""What Django shows but does not have in Arabic; said here, our own Arabic has it.

Lazy: this module is loaded before there are settings, and the other markers want them.
"""


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
