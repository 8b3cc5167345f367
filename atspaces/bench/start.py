"""The way into `manage.py bench`: throw-away servers, the command on them, nothing left behind."""

import os
import secrets
import signal
import types
from collections.abc import Mapping, Sequence

import django
from django.core.management import execute_from_command_line

from atspaces.bench.options import options_of
from atspaces.embedded.line import Lease
from atspaces.embedded.places import State, project_state, throw_away_state
from atspaces.embedded.servers import hold_servers
from atspaces.translations import compile_translations

JSON_DEFAULT = "ATSPACES_BENCH_JSON"


def main(arguments: Sequence[str]) -> None:
    """Run the bench on servers of its own; whatever happens, they are stopped. Raises `EmbeddedError`."""
    options_of(arguments)  # a wrong option or --help ends here, before anything is started
    signal.signal(signal.SIGTERM, _stop)
    kept = project_state()
    kept.create()
    state = throw_away_state()
    lease = hold_servers(state)
    try:
        os.environ.update(environment(state, lease.answer, json=str(kept.home / "bench.json")))
        compile_translations()
        django.setup()
        execute_from_command_line(["manage.py", "bench", *arguments])
    finally:
        _let_go(lease)


def environment(state: State, addresses: Mapping[str, str], *, json: str) -> dict[str, str]:
    """Give production's settings on the addresses of throw-away servers, whatever the caller's were."""
    return {
        **addresses,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ATSPACES_STATE_DIR": str(state.home),
        "STATIC_ROOT": str(state.home / "static"),
        # Pages look their files up as in production; compressing them changes no figure.
        "STATICFILES_STORAGE": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
        "DEBUG": "0",
        "DEMO": "0",
        # As behind a proxy, which names each guest's address: codes are limited by address.
        "HTTPS": "1",
        "BASE_URL": "https://localhost",
        "ALLOWED_HOSTS": "localhost",
        "CSRF_TRUSTED_ORIGINS": "",
        "OTP_DAILY_CAP": "100000000",
        "LOG_LEVEL": "ERROR",
        JSON_DEFAULT: json,
    }


def _stop(_signal: int, _frame: types.FrameType | None) -> None:
    raise KeyboardInterrupt


def _let_go(lease: Lease) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    lease.release()
