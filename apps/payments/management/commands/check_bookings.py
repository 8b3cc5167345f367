"""Recompute everything from the ledger and name what differs."""

import sys
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from apps.bookings.checking import differences_in_availability
from apps.bookings.services import expire_overdue_holds
from apps.payments.checking import differences_in_money


class Command(BaseCommand):
    help = (
        "Writes down overdue holds, recomputes availability and money from the bookings, and "
        "exits with 1 naming every difference."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        now = timezone.now()
        expire_overdue_holds(now=now)
        found = 0
        for difference in chain(differences_in_availability(now=now), differences_in_money()):
            found += 1
            self.stdout.write(difference)
        if found:
            self.stderr.write(f"{found} differences")
            sys.exit(1)
        self.stdout.write("availability and money agree with the bookings")
