"""Do the books agree? What `check_bookings` says, for tests."""

from datetime import datetime

from apps.bookings.checking import differences_in_availability
from apps.payments.checking import differences_in_money


def assert_books_agree(now: datetime) -> None:
    assert list(differences_in_availability(now=now)) == []
    assert list(differences_in_money()) == []
