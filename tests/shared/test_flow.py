"""Status machines as data, and the three that the product has."""

import pytest
from django.db.models import TextChoices

from apps.bookings.statuses import BOOKING_FLOW, BookingStatus
from apps.payments.statuses import ATTEMPT_FLOW, OPEN_ATTEMPTS, REFUND_FLOW, AttemptStatus, RefundStatus
from atspaces.shared.errors import DomainError
from atspaces.shared.flow import Flow, IllegalMove


class Light(TextChoices):
    RED = "red"
    GREEN = "green"
    BROKEN = "broken"


LIGHTS: Flow[Light] = Flow(
    {Light.RED: frozenset({Light.GREEN}), Light.GREEN: frozenset({Light.RED, Light.BROKEN})}
)


def test_only_the_moves_of_the_table_are_allowed():
    allowed = {(one, two) for one in Light for two in Light if LIGHTS.allows(one, two)}
    assert allowed == {("red", "green"), ("green", "red"), ("green", "broken")}


def test_the_state_may_come_as_the_database_gives_it():
    assert LIGHTS.allows("red", Light.GREEN)
    with pytest.raises(ValueError, match="purple"):
        LIGHTS.allows("purple", Light.GREEN)


def test_a_move_that_is_not_allowed_says_from_where_to_where():
    LIGHTS.check("red", Light.GREEN)
    with pytest.raises(IllegalMove) as refused:
        LIGHTS.check("broken", Light.GREEN)
    assert (refused.value.current, refused.value.target) == ("broken", Light.GREEN)
    assert isinstance(refused.value, DomainError)
    assert str(refused.value).startswith("This is no longer possible")


def final_states(flow, states):
    return {state for state in states if not any(flow.allows(state, other) for other in states)}


def test_what_has_ended_stays_ended():
    assert final_states(BOOKING_FLOW, BookingStatus) == {"completed", "cancelled", "no_show"}
    assert final_states(ATTEMPT_FLOW, AttemptStatus) == {"captured", "failed", "cancelled", "expired"}
    assert final_states(REFUND_FLOW, RefundStatus) == {"done", "failed"}


def test_nothing_follows_itself_and_open_attempts_are_those_that_may_move():
    flows = [(BOOKING_FLOW, BookingStatus), (ATTEMPT_FLOW, AttemptStatus), (REFUND_FLOW, RefundStatus)]
    assert not any(flow.allows(state, state) for flow, states in flows for state in states)
    assert set(OPEN_ATTEMPTS) == set(AttemptStatus) - final_states(ATTEMPT_FLOW, AttemptStatus)


def test_a_booking_is_confirmed_only_from_pending():
    assert [state for state in BookingStatus if BOOKING_FLOW.allows(state, BookingStatus.CONFIRMED)] == [
        BookingStatus.PENDING
    ]
