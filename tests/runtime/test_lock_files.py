"""The lock files: installable by anybody, complete, and in step with pyproject.toml."""

import re
import subprocess
import sys
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


ONLY_LOCKED = """
import importlib.metadata as metadata
import importlib.abc
import re
import sys

allowed = {names!r}
owners = metadata.packages_distributions()
norm = lambda name: re.sub(r"[-_.]+", "-", name).lower()


class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        by = {{norm(owner) for owner in owners.get(name.partition(".")[0], [])}}
        if by and not by & allowed:
            raise ModuleNotFoundError(f"{{name}} is not in the lock file", name=name)
        return None


sys.meta_path.insert(0, Refuse())
for module in ("atspaces.wsgi", "atspaces.celery", "kombu.transport.redis", "granian", "whitenoise"):
    __import__(module)
from django.conf import settings
from atspaces.celery import app

app.loader.import_default_modules()
scheduled = {{entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}}
assert scheduled <= set(app.tasks), scheduled - set(app.tasks)
"""


def run_with_only(names: set[str]) -> subprocess.CompletedProcess[str]:
    """Start what web, worker and beat start, where only some packages can be imported."""
    code = ONLY_LOCKED.format(names=names)
    program = [sys.executable, "-c", code]
    return subprocess.run(program, cwd=PROJECT, capture_output=True, text=True, check=False)


def test_the_runtime_lock_is_enough_to_start_everything() -> None:
    run = run_with_only(set(locked(RUNTIME)))
    assert run.returncode == 0, run.stderr


def test_twin_without_a_package_does_not_start() -> None:
    run = run_with_only(set(locked(RUNTIME)) - {"packaging"})
    assert "packaging is not in the lock file" in run.stderr.replace("packaging.version", "packaging")
