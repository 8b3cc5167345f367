"""The running product, a Chromium, and visitors whose browsers must have nothing to complain of."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.browsing import Visitor, artifacts_of, chromium, enter
from tests.journeys.screens import Role, numbers_of, sessions_of
from tests.journeys.stack import Stack, own_stack, quiet_stack, shared_stack

Enter = Callable[..., Visitor]

failed = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    report = yield
    item.stash[failed] = item.stash.get(failed, False) or report.failed
    return report


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """The whole product with the demo world, one for all workers of the run."""
    # The run's own folder; without one (servers given from outside) each worker has its stack.
    given = os.environ.get("ATSPACES_STATE_DIR")
    with shared_stack(Path(given) / "journeys") if given else own_stack() as running:
        yield running


@pytest.fixture(scope="package")
def quiet(stack: Stack) -> Iterator[Stack]:
    """The site with two web workers, on a database of its own that no worker and no beat looks at."""
    with quiet_stack(stack, web_workers=2) as alone:
        yield alone


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="package")
def numbers(stack: Stack) -> dict[str, str]:
    """What the demo world calls the things that addresses name."""
    return numbers_of(stack)


@pytest.fixture(scope="package")
def sessions(stack: Stack) -> dict[Role, str]:
    """Session keys of the people who are signed in already."""
    return sessions_of(stack)


@pytest.fixture
def visit(browser: Browser, stack: Stack, request: pytest.FixtureRequest) -> Iterator[Enter]:
    """Open a window for somebody. The test fails when a console, a page or the CSP complained in one."""
    came: list[Visitor] = []

    def come(**options: Any) -> Visitor:
        came.append(enter(browser, stack.url, **options))
        return came[-1]

    yield come
    for number, visitor in enumerate(came):
        if request.node.stash.get(failed, False):
            visitor.picture(f"{artifacts_of(request.node.nodeid)}-{number}")
        visitor.page.context.close()
    assert not [problem for visitor in came for problem in visitor.problems]
