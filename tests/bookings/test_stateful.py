"""Scenario 20: random stories over every action, with the paper's rules beside the engine's.

`--steps` says how many steps in all, `--proof-seed` where the stories begin. A failure prints the
story that failed; `--shrink` tells it as short as possible, which takes minutes.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.bookings.stateful.machine import BookingStory
from tests.bookings.stateful.world import World
from tests.proof_plugin import steps_of

pytestmark = [pytest.mark.scenario(20), pytest.mark.django_db(transaction=True)]

STEPS_A_STORY = 50
STEPS_A_PART = 1000


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "part" in metafunc.fixturenames:
        metafunc.parametrize("part", range(max(1, round(steps_of(metafunc.config) / STEPS_A_PART))))


def test_whatever_happens_engine_and_paper_agree(part, pytestconfig, proof, proof_seed):
    steps = min(STEPS_A_PART, steps_of(pytestconfig))
    begin = proof_seed + part
    proof.seed = str(begin)
    story: Any = type("Story", (BookingStory,), {"world": World(), "proof": proof})
    known = settings(
        # Hypothesis begins with short stories.
        max_examples=steps * 6 // (5 * STEPS_A_STORY) + 1,
        stateful_step_count=STEPS_A_STORY,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        phases=[Phase.generate, *([Phase.shrink] if pytestconfig.getoption("shrink") else [])],
    )
    run_state_machine_as_test(seed(begin)(story), settings=known)
    assert proof.rounds >= steps * 0.9, "the stories ended early"
