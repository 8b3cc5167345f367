"""10–11 and 08–09 fit beside 09–10, 09:59–10:01 does not; nobody is refused because of a neighbour."""

from datetime import time, timedelta

import pytest

from apps.catalog.asks import Ask
from apps.catalog.refusals import RefusalCode, Refused
from apps.catalog.statuses import PriceUnit
from tests.bookings.factories import TOMORROW, book, hold, hour_ask, service_on_sale
from tests.bookings.ledger import assert_availability_equals_ledger
from tests.bookings.racing import Crowd, outcomes

pytestmark = [pytest.mark.scenario(11), pytest.mark.django_db(transaction=True)]

HOURS = range(8, 20)


def test_neighbours_are_accepted_on_both_sides(now, proof):
    service = service_on_sale(max_capacity=1)
    for hour in (9, 10, 8):
        book(service, hour_ask(hour, 1), now=now)
    proof.count(rounds=1, won=3)


@pytest.mark.parametrize(
    ("start", "minutes", "code"),
    [
        (time(9, 59), 2, RefusalCode.TOO_SHORT),
        (time(9, 59), 60, RefusalCode.OFF_STEP),
        (time(9, 30), 60, RefusalCode.TAKEN),
        (time(8, 30), 60, RefusalCode.TAKEN),
        (time(8), 180, RefusalCode.TAKEN),
    ],
)
def test_what_reaches_into_a_stay_is_refused(now, proof, start, minutes, code):
    service = service_on_sale(max_capacity=1, step_minutes=30)
    book(service, hour_ask(9, 1), now=now)
    with pytest.raises(Refused) as refused:
        hold(service, Ask(plan=PriceUnit.HOUR, day=TOMORROW, start=start, minutes=minutes), now=now)
    assert refused.value.refusal.code == code
    proof.count(rounds=1, won=1, refused=1)


def test_two_minutes_around_the_change_of_guests_are_not_free(now, proof):
    """Should a branch ever sell by the minute: the units say no, whatever the steps say."""
    service = service_on_sale(max_capacity=1, min_booking_duration=1)
    book(service, hour_ask(9, 1), now=now)
    around = Ask(plan=PriceUnit.HOUR, day=TOMORROW, start=time(9, 59), minutes=2)
    with pytest.raises(Refused):
        hold(service, around, now=now)
    proof.count(rounds=1, won=1, refused=1)


def test_all_hours_of_a_day_at_once_are_all_accepted(now, size, proof):
    service = service_on_sale(max_capacity=1)
    with Crowd(len(HOURS)) as crowd:
        for n in range(size.staggered_rounds):
            day = TOMORROW + timedelta(days=n)
            actions = [
                lambda hour=hour, day=day: hold(service, hour_ask(hour, 1, day=day), now=now)
                for hour in HOURS
            ]
            results = crowd.act(actions)
            proof.tally(results)
            assert outcomes(results) == {"Booking": len(HOURS)}
    assert_availability_equals_ledger(service, now)


def test_a_pause_between_guests_moves_the_neighbour_by_it(now, proof):
    service = service_on_sale(max_capacity=1, step_minutes=30, buffer_minutes=30)
    book(service, hour_ask(9, 1), now=now)
    half_past = Ask(plan=PriceUnit.HOUR, day=TOMORROW, start=time(10, 30), minutes=60)
    with pytest.raises(Refused):
        hold(service, hour_ask(10, 1), now=now)
    assert hold(service, half_past, now=now)
    with pytest.raises(Refused):
        hold(service, hour_ask(8, 1), now=now)
    proof.count(rounds=1, won=2, refused=2)
