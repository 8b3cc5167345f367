"""10–11 and 08–09 fit beside 09–10, 09:59–10:01 does not; nobody is refused because of a neighbour."""

import time as clock
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from apps.bookings.checking import differences_in_availability
from apps.bookings.services import projection
from apps.catalog import policies
from apps.catalog.asks import Ask
from apps.catalog.refusals import RefusalCode, Refused
from apps.catalog.statuses import PriceUnit
from apps.catalog.units import Use, peak
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


def race(service, now, rounds: int, proof) -> list[list[Any]]:
    """Twelve people at once, each after an hour of their own."""
    answers = []
    with Crowd(len(HOURS)) as crowd:
        for n in range(rounds):
            asks = [hour_ask(hour, 1, day=TOMORROW + timedelta(days=n)) for hour in HOURS]
            answers.append(crowd.act([lambda ask=ask: hold(service, ask, now=now) for ask in asks]))
            proof.tally(answers[-1])
    return answers


def test_all_hours_of_a_day_at_once_are_all_accepted(now, size, proof, slow_between_look_and_write):
    service = service_on_sale(max_capacity=1)
    for results in race(service, now, size.staggered_rounds, proof):
        assert outcomes(results) == {"Booking": len(HOURS)}
    assert_availability_equals_ledger(service, now)


@pytest.mark.control
def test_stays_that_keep_their_last_moment_refuse_their_neighbours(now, proof, monkeypatch):
    """What an engine with closed intervals would do: hours that nobody has cannot be sold."""

    def closed(uses: Iterable[Use], starts_at: datetime, ends_at: datetime) -> int:
        a_moment = timedelta(microseconds=1)
        return peak([Use(u.starts_at, u.ends_at + a_moment, u.units) for u in uses], starts_at, ends_at)

    monkeypatch.setattr(policies, "peak", closed)
    (results,) = race(service_on_sale(max_capacity=1), now, 1, proof)
    assert set(outcomes(results)) == {"Booking", RefusalCode.TAKEN}


JUST_LOOK = (
    "SELECT date, capacity, excess_units FROM availability WHERE vendor_service_id = %s AND date = ANY(%s)"
)


@pytest.mark.control
def test_without_lock_and_claim_a_day_forgets_neighbours(now, proof, without_lock, monkeypatch):
    """Each writes the day down as they saw it, and the last one's word stands."""
    service = service_on_sale(max_capacity=1)
    book(service, hour_ask(HOURS[0], 1), now=now)  # from now on the day has its row
    look = projection.in_use_between

    def slowly(*asked: Any, **more: Any) -> Any:
        seen = look(*asked, **more)
        clock.sleep(0.02)
        return seen

    monkeypatch.setattr(projection, "_CLAIM", JUST_LOOK)
    monkeypatch.setattr(projection, "in_use_between", slowly)
    race(service, now, 1, proof)
    assert list(differences_in_availability(now=now)), "nothing guarded, yet nothing forgotten"


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
