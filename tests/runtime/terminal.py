"""What a person's terminal would hand to a command, rather than this test run."""

import os

from tests.servers_plugin import ENVIRONMENT

OF_THE_TEST_RUN = {
    *ENVIRONMENT,
    "DATABASE_URL",
    "REDIS_URL",
    "ATSPACES_STATE_DIR",
    "ATSPACES_NO_BOOTSTRAP",
    "STATIC_ROOT",
    "DJANGO_SETTINGS_MODULE",
}


def environment(**more: str) -> dict[str, str]:
    """The environment without what the test run put there, and with `more`."""
    return {name: value for name, value in os.environ.items() if name not in OF_THE_TEST_RUN} | more
