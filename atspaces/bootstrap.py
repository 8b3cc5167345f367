"""Makes `.venv` with everything the project needs, and goes on in it.

Runs under any Python 3 from 3.6 on, with the standard library only: it is what a newcomer's
`python3 manage.py demo` meets first, whatever Python that is.
"""

import contextlib
import fcntl
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"
OLDEST = (3, 12)
# The newest that every locked package has ready-made wheels for; a newer one is the last resort.
NEWEST_TESTED = (3, 14)
PLACES = (
    "$PYENV_ROOT/versions/*/bin",
    "$UV_PYTHON_INSTALL_DIR/*/bin",
    "~/.pyenv/versions/*/bin",
    "~/.local/share/uv/python/*/bin",
    "/opt/homebrew/bin",
    "/home/linuxbrew/.linuxbrew/bin",
    "/Library/Frameworks/Python.framework/Versions/*/bin",
    "/usr/local/bin",
    "/usr/bin",
)
# Asked of each Python: its version, and whether it can make an environment that has pip.
QUESTION = (
    "import sys, sysconfig, venv, ensurepip; v = sys.version_info;"
    "print(v[0], v[1], v[2], v[3] == 'final' and not sysconfig.get_config_var('Py_GIL_DISABLED'))"
)


def ensure_environment(argv: "list[str]") -> None:
    """Return inside the project's `.venv`, or when told to keep out; else make it and start again in it."""
    if os.environ.get("ATSPACES_NO_BOOTSTRAP") == "1" or _inside(PROJECT / ".venv"):
        return
    for_tests = argv[1:2] in (["test"], ["prove"])
    try:
        python = prepare(PROJECT, for_tests=for_tests)
    except EnvironmentTrouble as trouble:
        sys.exit(str(trouble))
    os.execv(str(python), [str(python), *argv])


class EnvironmentTrouble(Exception):
    """The environment cannot be made; the message says what to do."""


class Environment:
    """A checkout's `.venv` and the stamp that says what was installed into it."""

    def __init__(self, project: Path) -> None:
        self.folder = project / ".venv"
        self.python = self.folder / "bin" / "python"
        self.stamp = self.folder / "atspaces-installed"
        # Stands while we work on the folder: a run that was killed has left it behind.
        self.unfinished = project / ".venv.unfinished"

    def has(self, requirements: Path) -> bool:
        return self.stamp.exists() and fingerprint(requirements) in self.stamp.read_text().split()

    def usable(self) -> bool:
        """Whether packages can be installed into it as it stands."""
        return not self.unfinished.exists() and version_of(self.python) is not None and self._has_pip()

    def make(self, interpreter: str) -> None:
        self.unfinished.touch()
        run([interpreter, "-m", "venv", "--clear", str(self.folder)], "Python could not make .venv.")

    def install(self, requirements: Path) -> None:
        self.unfinished.touch()
        pip = [str(self.python), "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
        run(
            [*pip, "--require-hashes", "-r", str(requirements)],
            "The packages could not be installed. Is there a network? Run the command again to go on.",
        )
        folder = requirements.parent
        # The development list holds the runtime's, so it satisfies both.
        held = [requirements] if requirements.name == RUNTIME else [folder / RUNTIME, folder / DEVELOPMENT]
        self.stamp.write_text("\n".join(fingerprint(each) for each in held))
        self.unfinished.unlink()

    def _has_pip(self) -> bool:
        ask = [str(self.python), "-m", "pip", "--version"]
        return subprocess.call(ask, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def prepare(project: Path, for_tests: bool) -> Path:
    """Give the Python of the project's `.venv`, made or mended if need be. Raises `EnvironmentTrouble`."""
    requirements = project / (DEVELOPMENT if for_tests else RUNTIME)
    environment = Environment(project)
    if environment.has(requirements) and environment.python.exists():
        return environment.python
    with _alone(project):
        # Another process may have done it while we waited.
        if not environment.has(requirements):
            _make_and_install(environment, requirements)
    return environment.python


def _make_and_install(environment: Environment, requirements: Path) -> None:
    if not environment.usable():
        interpreter = newest_python()
        print(f"Making .venv with {interpreter} (once, about half a minute) ...", file=sys.stderr)
        environment.make(interpreter)
    else:
        print(f"Installing what {requirements.name} lists ...", file=sys.stderr)
    environment.install(requirements)


def newest_python() -> str:
    """The best Python on this machine. Raises `EnvironmentTrouble` when all are too old."""
    known: dict[tuple[int, ...], str] = {}
    for candidate in candidates():
        version = version_of(Path(candidate))
        if version is not None:
            known.setdefault(version, candidate)
    if not known:
        raise EnvironmentTrouble(_nothing_found())
    return known[max(known, key=lambda version: (version[:2] <= NEWEST_TESTED, version))]


def candidates() -> "list[str]":
    """Every program that may be a Python 3, most likely first."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    for place in PLACES:
        # "~" and the variables of pyenv and uv, where they are set.
        spelled = Path(os.path.expandvars(place)).expanduser()
        if spelled.is_absolute():
            folders += sorted(Path("/").glob(str(spelled.relative_to("/"))))
    found: dict[Path, str] = {}
    for folder in folders:
        # `os.access` answers for folders that we may not enter, too.
        if os.access(str(folder.parent / "pyvenv.cfg"), os.F_OK):
            continue  # somebody's virtual environment is not ours to build on
        for program in sorted(folder.glob("python3*")):
            if re.match(r"python3(\.\d+)?$", program.name) and os.access(str(program), os.X_OK):
                found.setdefault(program.resolve(), str(program))
    return list(found.values())


def version_of(python: Path) -> "tuple[int, ...] | None":
    """The version of a Python that will do; `None` for one that is too old, unfinished or broken."""
    try:
        ask = [str(python), "-c", QUESTION]
        said = subprocess.check_output(ask, stderr=subprocess.DEVNULL, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return None
    words = said.decode().split()
    if words[3:] != ["True"]:
        return None
    version = tuple(int(word) for word in words[:3])
    return version if version >= OLDEST else None


def fingerprint(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def run(command: "list[str]", failure: str) -> None:
    """Run quietly. Raises `EnvironmentTrouble` with what the command said when it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        raise EnvironmentTrouble(done.stdout.decode(errors="replace").strip() + "\n" + failure)


@contextlib.contextmanager
def _alone(project: Path) -> "Iterator[None]":
    """Let one process at a time work on a checkout's `.venv`."""
    try:
        lock = (project / ".venv.lock").open("w")
    except OSError as error:
        raise EnvironmentTrouble(f"The packages go into .venv, which cannot be written: {error}") from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _inside(folder: Path) -> bool:
    return Path(sys.prefix).resolve() == folder.resolve()


def _nothing_found() -> str:
    wanted, newest, here = (".".join(map(str, v[:2])) for v in (OLDEST, NEWEST_TESTED, sys.version_info))
    return (
        f"AtSpaces needs Python {wanted} or newer (with venv and pip). "
        f"This is Python {here}, and no newer one was found on this machine.\n"
        f"  Debian, Ubuntu:  sudo apt-get install python{wanted} python{wanted}-venv\n"
        f"  macOS:           brew install python@{newest}\n"
        f"  anywhere:        python.org's installer, pyenv install {newest}, or uv python install {newest}\n"
        "Then run the same command again."
    )
