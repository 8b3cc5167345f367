"""Says where the demo is and who can sign in to it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from atspaces.demo.world import people_to_sign_in

DOORS = {"Customers": "/", "Vendors": "/vendor/", "Admins": "/admin/", "SMS and e-mails": "/outbox/"}
BY_SMS = "(a code by SMS: read it in the outbox)"


class Command(BaseCommand):
    help = "Print the addresses of the running demo and its people with their sign-in."

    def handle(self, **_options: Any) -> None:
        base = settings.BASE_URL
        self.stdout.write(f"\nAtSpaces is running; in Arabic under {base}/ar/\n\n")
        for name, path in DOORS.items():
            self.stdout.write(f"  {name:<16} {base}{path}")
        self.stdout.write("\nSign in as\n\n")
        for person in people_to_sign_in():
            self.stdout.write(
                f"  {person.door:<20} {person.sign_in:<28} {person.password or BY_SMS}  ({person.name})"
            )
