"""Where the embedded servers keep data and sockets, and which account runs them."""

import hashlib
import os
import pwd
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from atspaces.embedded.errors import EmbeddedError

PROJECT = Path(__file__).resolve().parents[2]
# A socket's path may have 104 bytes on macOS and 108 on Linux, its name included.
LONGEST_SOCKETS_FOLDER = 76


@dataclass(frozen=True)
class Account:
    """The user and group a server runs as."""

    uid: int
    gid: int


@dataclass(frozen=True)
class State:
    """The folders of one set of servers: this checkout's own, or a test run's throw-away set."""

    home: Path
    sockets: Path
    throw_away: bool = False

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def server_sockets(self) -> Path:
        return self.sockets / "servers"

    def line(self, name: str) -> Path:
        """The socket at which the supervisor called `name` is reached."""
        return self.sockets / f"{name}.line"

    def create(self) -> None:
        """Make the folders, for nobody's eyes but ours and the servers'.

        Raises `EmbeddedError` when a folder of that name belongs to somebody else.
        """
        # Root's servers run as another account, which must be able to pass through.
        mode = 0o711 if os.geteuid() == 0 else 0o700
        for folder in (self.home, self.sockets, self.logs):
            folder.mkdir(mode=mode, parents=True, exist_ok=True)
            if folder.stat().st_uid != os.geteuid():
                raise EmbeddedError(f"{folder} is somebody else's; remove it or set ATSPACES_STATE_DIR.")
            folder.chmod(mode)
        give_to_servers(self.server_sockets)


def server_account() -> Account | None:
    """The account for the servers when it is not our own: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def give_to_servers(folder: Path) -> None:
    """Make `folder` one that the servers' account owns and only it may enter."""
    folder.mkdir(exist_ok=True)
    folder.chmod(0o700)
    if account := server_account():
        os.chown(folder, account.uid, account.gid)


def servers_may_read(path: Path) -> bool:
    """Whether the servers' account can reach `path` through every folder above it."""
    if server_account() is None:
        return True
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents)


def project_state() -> State:
    """The folders of this checkout; ATSPACES_STATE_DIR moves them."""
    chosen = os.environ.get("ATSPACES_STATE_DIR")
    home = Path(chosen).absolute() if chosen else _default_home()
    return State(home=home, sockets=_sockets_for(home))


def throw_away_state() -> State:
    """Fresh folders for one run, which the supervisor deletes when it is done."""
    base = Path(tempfile.gettempdir())
    if len(os.fsencode(base)) > LONGEST_SOCKETS_FOLDER - 30 or not servers_may_read(base / "x"):
        base = _outside_project()
        base.mkdir(mode=0o711, parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="atspaces-", dir=base))
    return State(home=home, sockets=home / "run", throw_away=True)


def _default_home() -> Path:
    inside = PROJECT / ".state"
    ours = not inside.exists() or inside.stat().st_uid == os.geteuid()
    if ours and os.access(PROJECT, os.W_OK) and servers_may_read(inside):
        return inside
    return _outside_project() / _key(PROJECT)


def _outside_project() -> Path:
    # A place that stays the same whatever TMPDIR says; root's must let another account pass.
    return Path("/var/lib/atspaces") if os.geteuid() == 0 else Path.home() / ".local/state/atspaces"


def _sockets_for(home: Path) -> Path:
    for folder in (home / "run", _outside_project() / _key(home) / "run"):
        if len(os.fsencode(folder)) <= LONGEST_SOCKETS_FOLDER:
            return folder
    raise EmbeddedError(f"{home} is too long a path for sockets; set ATSPACES_STATE_DIR to a shorter one.")


def _key(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
