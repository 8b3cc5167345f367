"""A hold ends by the clock: no worker and no beat is needed to set its room free."""

from collections.abc import Iterator

import pytest

from tests.journeys.stack import Stack, quiet_stack
from tests.journeys.test_http_race import BRANCH, ROOM, free_stay
from tests.journeys.web import Web

TEN_MINUTES_LATER = (
    "UPDATE bookings SET hold_expires_at = hold_expires_at - interval '10 minutes' WHERE booking_number = %s"
)

pytestmark = pytest.mark.long


@pytest.fixture
def quiet(stack: Stack) -> Iterator[Stack]:
    """The site on a database of its own that no worker and no beat looks at."""
    with quiet_stack(stack) as alone:
        yield alone


def test_overdue_hold_gives_way_without_a_worker(quiet: Stack) -> None:
    ((_service, slug),) = quiet.rows(ROOM, BRANCH)
    path, form = free_stay(quiet, f"/spaces/{BRANCH}/{slug}/")
    first, second = Web(quiet.url), Web(quiet.url)
    held = first.post(path, first.hold_form(path) | {"start": form["start"]})
    assert held.status == 302
    number = held.location.split("/")[2]
    again = second.hold_form(path) | {"start": form["start"]}
    assert second.post(path, again).status == 422

    ten_minutes = "hold_expires_at - interval '10 minutes'"
    assert quiet.change(
        f"UPDATE bookings SET hold_expires_at = {ten_minutes} WHERE booking_number = %s", number
    )
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
