"""`manage.py` under whatever Python: which one it finds, and what it makes of `.venv`."""

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from atspaces import bootstrap
from atspaces.embedded.places import PROJECT
from tests.runtime.terminal import environment

Interpreter = Callable[[str, str], Path]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Interpreter:
    """A machine without any Python; call it to install one that says what it is told to say."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("PYENV_ROOT", raising=False)
    monkeypatch.delenv("UV_PYTHON_INSTALL_DIR", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(bootstrap, "PLACES", [place for place in bootstrap.PLACES if place[0] in "~$"])

    def install(path: str, says: str) -> Path:
        program = tmp_path / path
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(f"#!/bin/sh\n{says}\n")
        program.chmod(0o755)
        return program

    return install


def test_newest_python_wins_wherever_it_is(machine: Interpreter) -> None:
    machine("bin/python3", "echo 3 12 1 True")
    machine(".local/share/uv/python/cpython-3.13/bin/python3.13", "echo 3 13 9 True")
    newest = machine(".pyenv/versions/3.14.2/bin/python3", "echo 3 14 2 True")
    assert bootstrap.newest_python() == str(newest)


def test_pyenv_elsewhere_is_found(machine: Interpreter, monkeypatch: pytest.MonkeyPatch) -> None:
    found = machine("opt/pyenv/versions/3.13.1/bin/python3", "echo 3 13 1 True")
    monkeypatch.setenv("PYENV_ROOT", str(found.parents[3]))
    assert bootstrap.newest_python() == str(found)


def test_python_without_wheels_yet_is_the_last_resort(machine: Interpreter) -> None:
    too_new = machine("bin/python3.15", "echo 3 15 0 True")
    assert bootstrap.newest_python() == str(too_new)
    tested = machine("bin/python3.12", "echo 3 12 0 True")
    assert bootstrap.newest_python() == str(tested)


@pytest.mark.parametrize(
    "says",
    [
        "echo 3 11 9 True",
        "echo 3 14 0 False",
        "exit 1",
        "echo nonsense",
        "echo 'pyenv: not found' >&2; exit 127",
    ],
    ids=["too old", "unfinished or without the lock", "no pip", "not a Python", "shim of a missing version"],
)
def test_python_that_will_not_do_is_passed_over(machine: Interpreter, says: str) -> None:
    machine("bin/python3", says)
    with pytest.raises(bootstrap.EnvironmentTrouble):
        bootstrap.newest_python()


def test_other_environments_are_not_built_on(machine: Interpreter) -> None:
    inside = machine("bin/python3", "echo 3 13 0 True")
    (inside.parent.parent / "pyvenv.cfg").touch()
    assert bootstrap.candidates() == []


def test_message_names_the_version_and_how_to_get_it(machine: Interpreter) -> None:
    with pytest.raises(bootstrap.EnvironmentTrouble) as trouble:
        bootstrap.newest_python()
    here = ".".join(map(str, sys.version_info[:2]))
    for expected in (
        "Python 3.12 or newer",
        f"This is Python {here}",
        "apt-get install",
        "brew install",
        "pyenv",
    ):
        assert expected in str(trouble.value)


@pytest.mark.parametrize("file", ["manage.py", "atspaces/__init__.py", "atspaces/bootstrap.py"])
def test_first_files_are_readable_for_python_3_6(file: str) -> None:
    source = (PROJECT / file).read_text()
    ast.parse(source, feature_version=(3, 6))
    assert "from __future__ import annotations" not in source  # unknown to 3.6


def test_bootstrap_needs_only_the_standard_library() -> None:
    tree = ast.parse((PROJECT / "atspaces/bootstrap.py").read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


# --- .venv -------------------------------------------------------------------------------------------


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that needs no packages, so that making its `.venv` asks no network."""
    for name in (bootstrap.RUNTIME, bootstrap.DEVELOPMENT):
        (tmp_path / name).write_text(f"# {name}: nothing\n")
    return tmp_path


@pytest.fixture
def installations(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lists that were installed, in a checkout whose `.venv` is there and installs nothing."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(checkout / ".venv")], check=True)
    monkeypatch.setattr(bootstrap.Environment, "_has_pip", lambda _self: True)
    ran: list[str] = []
    monkeypatch.setattr(bootstrap, "run", lambda command, _failure: ran.append(Path(command[-1]).name))
    return ran


def test_stamped_environment_is_left_alone(checkout: Path, installations: list[str]) -> None:
    bootstrap.prepare(checkout, for_tests=True)
    bootstrap.prepare(checkout, for_tests=True)
    bootstrap.prepare(checkout, for_tests=False)  # the development list holds the runtime's
    assert installations == [bootstrap.DEVELOPMENT]


def test_changed_list_is_installed(checkout: Path, installations: list[str]) -> None:
    bootstrap.prepare(checkout, for_tests=False)
    (checkout / bootstrap.RUNTIME).write_text("# changed\n")
    bootstrap.prepare(checkout, for_tests=False)
    assert installations == [bootstrap.RUNTIME, bootstrap.RUNTIME]


def test_runtime_packages_do_not_satisfy_the_tests(checkout: Path, installations: list[str]) -> None:
    bootstrap.prepare(checkout, for_tests=False)
    bootstrap.prepare(checkout, for_tests=True)
    assert installations == [bootstrap.RUNTIME, bootstrap.DEVELOPMENT]


def test_half_made_environment_is_made_anew(checkout: Path) -> None:
    environment = bootstrap.Environment(checkout)
    half_installed = environment.folder / "lib" / "half-installed"
    half_installed.mkdir(parents=True)
    environment.unfinished.touch()
    python = bootstrap.prepare(checkout, for_tests=False)
    assert not half_installed.exists()
    assert not environment.unfinished.exists()
    prefix = subprocess.check_output([python, "-c", "import sys; print(sys.prefix)"], text=True).strip()
    assert prefix == str(environment.folder)


def test_failed_installation_says_so_and_is_not_stamped(checkout: Path) -> None:
    (checkout / bootstrap.RUNTIME).write_text("package-without-a-hash==1.0\n")
    with pytest.raises(bootstrap.EnvironmentTrouble, match="could not be installed"):
        bootstrap.prepare(checkout, for_tests=False)
    environment = bootstrap.Environment(checkout)
    assert not environment.stamp.exists()
    assert not environment.usable()  # so that the next run makes it anew


def test_two_at_once_make_it_once(checkout: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from atspaces import bootstrap;"
        "print(bootstrap.prepare(Path(sys.argv[1]), for_tests=False))"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(checkout)],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert [out.strip() for out, _ in said] == [str(checkout / ".venv/bin/python")] * 2
    assert sum("Making .venv" in errors for _, errors in said) == 1


def test_command_starts_again_inside_the_environment(checkout: Path) -> None:
    (checkout / "atspaces").mkdir()
    for name in ("manage.py", "atspaces/__init__.py", "atspaces/bootstrap.py"):
        (checkout / name).write_bytes((PROJECT / name).read_bytes())
    (checkout / "atspaces/launcher.py").write_text(
        "import sys\n\ndef run(argv):\n    print(sys.prefix, argv[1:])\n"
    )
    oldest = oldest_python()
    done = subprocess.run(
        [oldest, "manage.py", "shell", "--plain"],
        cwd=checkout,
        capture_output=True,
        text=True,
        env=environment(),
        check=True,
    )
    assert done.stdout.strip() == f"{checkout / '.venv'} ['shell', '--plain']"


def test_environment_variable_keeps_it_out(checkout: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(PROJECT / "manage.py"), "demo", "--help"],
        cwd=checkout,
        env=environment(ATSPACES_NO_BOOTSTRAP="1"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--reset" in done.stdout
    assert not (checkout / ".venv").exists()


def oldest_python() -> str:
    """The oldest Python 3 from 3.6 on that this machine has; ours if there is no other."""
    versions = {}
    for candidate in bootstrap.candidates():
        asked = subprocess.run(
            [candidate, "-c", "import sys; print(*sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=False,
        )
        if asked.returncode == 0:
            versions[tuple(map(int, asked.stdout.split()))] = candidate
    usable = [version for version in versions if version >= (3, 6)]
    return versions[min(usable)] if usable else sys.executable
