"""`manage.py load_demo_world`: the demo's places, people and bookings, once."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from atspaces.demo.world import load_demo_world

MORNING = time(10)


class Command(BaseCommand):
    help = "Load the demo world. Does nothing where it is loaded already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="build the world as it is at 10:00 on this day instead of now",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        as_of: date | None = options["as_of"]
        zone = ZoneInfo(settings.TIME_ZONE)
        now = timezone.now() if as_of is None else datetime.combine(as_of, MORNING, tzinfo=zone)
        load_demo_world(now=now)
