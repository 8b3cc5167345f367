"""Who could come on which day: customers stay in their own city and are in one place at a time."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date

from apps.accounts.models import User
from apps.accounts.statuses import UserRole
from atspaces.demo.lives import Guest, guest_of
from atspaces.demo.people import CUSTOMERS
from atspaces.demo.records import Text

# How the 120 customers live, in the order they are written.
CITIES_OF_CUSTOMERS = (
    ["amman"] * 70 + ["irbid"] * 18 + ["aqaba"] * 12 + ["zarqa"] * 8 + ["salt"] * 7 + ["madaba"] * 5
)
WALK_INS: tuple[Text, ...] = (
    Text("Mazen", "مازن"), Text("Hadeel", "هديل"), Text("Tareq", "طارق"), Text("Suzan", "سوزان"),
    Text("Abu Khaled", "أبو خالد"), Text("Um Yazan", "أم يزن"), Text("Nizar", "نزار"), Text("Rula", "رولا"),
)  # fmt: skip


class Guests:
    """Deals out customers, never the same one twice on a day."""

    def __init__(self, customers: Iterable[User], dice: random.Random) -> None:
        self._dice = dice
        self._by_city: dict[str, list[User]] = {}
        self._away: set[tuple[int, date]] = set()
        for user, city in zip(customers, CITIES_OF_CUSTOMERS, strict=True):
            self._by_city.setdefault(city, []).append(user)

    def for_days(self, city: str, days: Iterable[date]) -> Guest | None:
        """Somebody of a city who is free on some days; none when everybody is out already."""
        days = list(days)
        free = [user for user in self._by_city[city] if not any((user.pk, day) in self._away for day in days)]
        if not free:
            return None
        user = self._dice.choice(free)
        self.send(user, days)
        return guest_of(user)

    def send(self, user: User, days: Iterable[date]) -> None:
        """Note that a customer is out on some days."""
        self._away |= {(user.pk, day) for day in days}

    def walk_in(self) -> Guest:
        """Somebody from the street, known by a first name."""
        name = self._dice.choice(WALK_INS)
        language = self._dice.choice(("en", "ar"))
        return Guest(name.ar if language == "ar" else name.en, "", "", language)


def demo_customers() -> list[User]:
    """The customers of the demo in the order they are written down."""
    users = {user.phone_number: user for user in User.objects.filter(role=UserRole.CUSTOMER)}
    return [users[person.phone] for person in CUSTOMERS]
