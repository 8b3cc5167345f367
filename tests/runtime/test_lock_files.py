"""The lock files: installable by anybody, complete, and in step with pyproject.toml."""

import re
import tomllib

import pytest

from atspaces.bootstrap import DEVELOPMENT, RUNTIME
from atspaces.embedded.places import PROJECT


def locked(name: str) -> dict[str, str]:
    text = (PROJECT / name).read_text()
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", text, flags=re.MULTILINE | re.IGNORECASE))


def wanted(requirements: list[str]) -> set[str]:
    names = (re.match(r"[A-Za-z0-9._-]+", requirement) for requirement in requirements)
    return {re.sub(r"[._-]+", "-", name[0]).lower() for name in names if name}


@pytest.mark.parametrize("name", [RUNTIME, DEVELOPMENT])
def test_no_address_is_locked(name: str) -> None:
    assert "://" not in (PROJECT / name).read_text()


@pytest.mark.parametrize("name", [RUNTIME, DEVELOPMENT])
def test_every_package_has_a_hash(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", (PROJECT / name).read_text(), flags=re.IGNORECASE)
    unhashed = [block.split("==")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block]
    assert unhashed == []


def test_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    assert wanted(project["project"]["dependencies"]) <= locked(RUNTIME).keys()
    assert wanted(project["dependency-groups"]["dev"]) <= locked(DEVELOPMENT).keys()


def test_development_lock_holds_the_runtime_lock() -> None:
    assert locked(RUNTIME).items() <= locked(DEVELOPMENT).items()
