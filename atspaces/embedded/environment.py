"""Points the settings at servers: the ones the environment names, or embedded ones."""

import atexit
import os
import secrets

from atspaces.embedded.errors import EmbeddedError
from atspaces.embedded.line import Lease
from atspaces.embedded.places import State
from atspaces.embedded.servers import hold_servers

ADDRESSES = ("DATABASE_URL", "REDIS_URL")


def attach(state: State) -> Lease | None:
    """Have servers for the rest of this process; give the lease of the embedded ones, if any.

    An address in the environment wins over the embedded server. Raises `EmbeddedError`.
    """
    wanted = [name for name in ADDRESSES if name not in os.environ]
    if not wanted:
        return None
    lease = hold_servers(state, wanted=wanted)
    atexit.register(lease.release)
    if missing := set(wanted) - set(lease.answer):
        raise EmbeddedError(
            f"The servers of this checkout run without {', '.join(sorted(missing))} for another command. "
            "Stop that command first."
        )
    for name in wanted:
        os.environ[name] = lease.answer[name]
    return lease


def make_local(state: State) -> None:
    """Fill in the settings that a demo on this machine can choose for itself."""
    state.create()
    for name, value in {
        "SECRET_KEY": _secret_key(state),
        "DEMO": "1",
        "ATSPACES_STATE_DIR": str(state.home),
        "STATIC_ROOT": str(state.home / "static"),
    }.items():
        os.environ.setdefault(name, value)


def _secret_key(state: State) -> str:
    # Kept, so that people stay signed in when the demo starts again.
    kept = state.home / "secret_key"
    if not kept.exists():
        # Written aside and linked: of two first starts at once both must use the same key.
        fresh = kept.with_name(f"secret_key.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        if not kept.exists():
            fresh.rename(kept)
    return kept.read_text()
