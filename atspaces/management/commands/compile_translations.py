"""Compiles the translations without the system's gettext."""

from typing import Any

from django.core.management.base import BaseCommand

from atspaces.translations import compile_translations


class Command(BaseCommand):
    help = "Write the .mo file of every .po file that changed."

    def handle(self, **_options: Any) -> None:
        for written in compile_translations():
            self.stdout.write(f"compiled {written.name} of {written.parent.parent.name}")
