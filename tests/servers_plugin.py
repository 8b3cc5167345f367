"""Gives a pytest run its own throw-away PostgreSQL and Valkey, unless DATABASE_URL names others.

Loaded with `-p`, so that the addresses are known before Django reads its settings. Workers of
xdist inherit them from the process that started the servers.
"""

import os
from collections.abc import Generator

import pytest

from atspaces.embedded.line import Lease
from atspaces.embedded.places import throw_away_state
from atspaces.embedded.servers import hold_servers
from atspaces.translations import compile_translations

ENVIRONMENT = {
    "SECRET_KEY": "for-tests-only-and-long-enough-to-please-the-checks",
    "DEMO": "1",
    # Tests look at what they have just done.
    "GUEST_PAGES_SECONDS": "0",
    "BASE_URL": "http://localhost:8000",
    # Tests look at pages, not at hashed names; nobody has run collectstatic.
    "STATICFILES_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
    "WHITENOISE_USE_FINDERS": "1",
    # The browser tests' live server shares its database connection between threads.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}

servers = pytest.StashKey[Lease]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    if "DATABASE_URL" not in os.environ:
        compile_translations()
        state = throw_away_state()
        lease = early_config.stash[servers] = hold_servers(state)
        static = state.home / "static"
        static.mkdir(exist_ok=True)  # empty, but WhiteNoise warns when it is not there
        os.environ.update(lease.answer, ATSPACES_STATE_DIR=str(state.home), STATIC_ROOT=str(static))
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    if (lease := config.stash.get(servers, None)) is not None:
        lease.release()
