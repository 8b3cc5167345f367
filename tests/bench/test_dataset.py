"""What the bench measures on must be a ledger that the product could have written."""

from collections.abc import Callable

import pytest
from django.db import connection

from apps.bookings.checking import differences_in_availability
from apps.bookings.models import Booking
from apps.catalog.models import Availability
from apps.catalog.search import search
from apps.payments.checking import differences_in_money
from apps.payments.models import Payment
from atspaces.bench.addresses import HOUR, first_day, query_of
from atspaces.bench.databases import Databases, use
from atspaces.bench.dataset import load
from atspaces.bench.projection import Dishonest, verify
from atspaces.bench.world import World
from tests.bench.conftest import NOW

WORLD = World(services=60, branches=14, bookings=500, showcases=(2, 3, 5))


@pytest.fixture(scope="module")
def said(make_databases: Callable[[], Databases]) -> list[str]:
    """Load the world; give what was said meanwhile."""
    databases, words = make_databases(), list[str]()
    name = databases.make(
        "world", lambda full: load(full, databases.url(full), WORLD, now=NOW, say=words.append)
    )
    use(name)
    return words


def test_every_booking_is_there_in_the_order_of_days(said):
    bookings = Booking.objects.order_by("pk")
    assert bookings.count() == WORLD.bookings
    days = list(bookings.values_list("booking_date", flat=True))
    assert days == sorted(days)
    assert {"completed", "confirmed", "cancelled", "no_show"} <= set(
        bookings.values_list("status", flat=True)
    )
    assert said[-1].startswith("500 bookings in 60 services")


def test_availability_and_money_agree_with_the_ledger(said):
    assert Availability.objects.exists()
    assert not list(differences_in_availability(now=NOW))
    assert Payment.objects.exists()
    assert not list(differences_in_money())


def test_each_room_of_a_showcase_has_one_guest_today(said):
    today = NOW.date()
    for size in WORLD.showcases:
        here = Booking.objects.filter(
            vendor_service__branch__slug=f"showcase-{size}", booking_date__gte=today
        )
        assert here.count() == size
        assert set(here.values_list("booking_date", flat=True)) == {today}


# Not their text: a condition that was read and written once is spelled a little differently.
INDEXES = """
SELECT indexrelid::regclass::text, indisunique, indkey::text, indnkeyatts, indpred IS NULL, conname, contype
FROM pg_index LEFT JOIN pg_constraint ON conindid = indexrelid AND contype <> 'f'
WHERE indrelid::regclass::text IN ('bookings', 'availability', 'payments') ORDER BY 1
"""


def indexes_in(name: str) -> list[tuple[object, ...]]:
    use(name)
    with connection.cursor() as cursor:
        cursor.execute(INDEXES)
        return cursor.fetchall()


def test_indexes_are_as_the_migrations_made_them(said):
    loaded = connection.settings_dict["NAME"]
    as_migrated = indexes_in(loaded.replace("world", "empty"))
    assert indexes_in(loaded) == as_migrated
    assert len(as_migrated) > 10


def test_new_bookings_get_keys_of_their_own(said):
    newest = Booking.objects.order_by("-pk").values().first()
    assert newest is not None
    again = Booking.objects.create(**newest | {"id": None, "booking_number": "2222-2222"})
    assert again.pk > newest["id"]
    again.delete()


def test_searches_find_something(said):
    assert search(query_of(HOUR, first_day(NOW), NOW), now=NOW).total > 0


def test_the_sample_would_show_a_row_that_differs(said):
    verify(now=NOW)
    row = Availability.objects.order_by("vendor_service").first()
    assert row is not None
    Availability.objects.filter(pk=row.pk).update(available_units=row.available_units + 1)
    with pytest.raises(Dishonest):
        verify(now=NOW)
    Availability.objects.filter(pk=row.pk).update(available_units=row.available_units)
