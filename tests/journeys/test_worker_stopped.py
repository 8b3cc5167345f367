"""A hold ends by the clock: no worker and no beat is needed to set its room free."""

import pytest

from tests.journeys.scenery import TEN_MINUTES_LATER, free_stay
from tests.journeys.stack import Stack
from tests.journeys.test_http_race import BRANCH, ROOM
from tests.journeys.web import Web

pytestmark = [pytest.mark.long, pytest.mark.scenario(8)]


def test_overdue_hold_gives_way_without_a_worker(quiet: Stack) -> None:
    ((_service, slug),) = quiet.rows(ROOM, BRANCH)
    path, form = free_stay(quiet, f"/spaces/{BRANCH}/{slug}/")
    first, second = Web(quiet.url), Web(quiet.url)
    held = first.post(path, first.hold_form(path) | {"start": form["start"]})
    assert held.status == 302
    number = held.location.split("/")[2]
    again = second.hold_form(path) | {"start": form["start"]}
    assert second.post(path, again).status == 422

    assert quiet.change(TEN_MINUTES_LATER, number)
    assert second.hold_form(path)["start"] == form["start"], "shown as taken after its time"
    assert status_of(quiet, number) == "pending", "somebody tidied up: this test proves nothing"

    assert second.post(path, again).status == 302
    assert status_of(quiet, number) == "cancelled"
    late = first.get(f"/bookings/{number}/checkout/")
    assert late.status == 200
    assert 'name="again"' in late.page, "the first one is not told that the time ran out"


def status_of(stack: Stack, number: str) -> str:
    ((status,),) = stack.rows("SELECT status FROM bookings WHERE booking_number = %s", number)
    return str(status)
