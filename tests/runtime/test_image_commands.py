"""What the image's containers run, run here: the commands and health checks of docker-compose.yml."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from atspaces.embedded.line import Lease
from atspaces.embedded.places import PROJECT, State
from atspaces.embedded.servers import hold_servers
from tests.runtime.waiting import eventually


@pytest.fixture
def servers(state: State) -> Iterator[Lease]:
    lease = hold_servers(state)
    yield lease
    lease.release()


class Containers:
    """Runs the compose file's services as ordinary processes, at another port and in another folder."""

    def __init__(self, state: State, servers: Lease) -> None:
        compose = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
        self._services: dict[str, Any] = compose["services"]
        self._state = state
        self.port = _free_port()
        given = {name: _interpolated(value) for name, value in self._services["web"]["environment"].items()}
        self.environment = given | {
            **servers.answer,
            "SECRET_KEY": "only-for-this-test-and-long-enough-to-please-everybody",
            "BASE_URL": f"http://localhost:{self.port}",
            "STATIC_ROOT": str(state.home / "static"),
            "ATSPACES_STATE_DIR": str(state.home),
            "ATSPACES_NO_BOOTSTRAP": "1",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(state.home),
        }

    def build(self) -> None:
        """Run the `manage.py` commands of the Dockerfile."""
        found = re.findall(r"python manage\.py [\w -]+\w", (PROJECT / "Dockerfile").read_text())
        assert [each.split()[2] for each in found] == ["compile_translations", "collectstatic"]
        for each in found:
            subprocess.run(each.split(), cwd=PROJECT, env=self.environment, check=True, capture_output=True)

    def start(self, name: str) -> subprocess.Popen[bytes]:
        log = (self._state.logs / f"{name}.log").open("wb")
        with log:
            return subprocess.Popen(
                self._here(self._services[name]["command"]),
                cwd=PROJECT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def healthy(self, name: str) -> bool:
        kind, *command = self._services[name]["healthcheck"]["test"]
        command = self._here(command)
        done = subprocess.run(
            ["sh", "-c", command[0]] if kind == "CMD-SHELL" else command,
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            check=False,
        )
        return done.returncode == 0

    def words(self, name: str) -> str:
        return (self._state.logs / f"{name}.log").read_text(errors="replace")[-3000:]

    def _here(self, command: list[str]) -> list[str]:
        moved = "\0".join(command).replace("8000", str(self.port)).replace("0.0.0.0", "127.0.0.1")
        return moved.replace("/var/lib/atspaces", str(self._state.home)).split("\0")


def _interpolated(value: str) -> str:
    """What compose makes of `${NAME:-default}` when nothing is set."""
    return re.sub(r"\$\{\w+(?::-(.*?)|:\?.*?)\}", lambda found: found[1] or "", value)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_web_worker_and_beat_run_and_are_healthy(state: State, servers: Lease) -> None:
    containers = Containers(state, servers)
    containers.build()
    with ExitStack() as running:
        processes = {}
        for name in ("web", "worker", "beat"):  # the order that `depends_on` gives
            assert not containers.healthy(name)
            process = processes[name] = running.enter_context(containers.start(name))
            running.callback(process.kill)
            assert eventually(lambda name=name: containers.healthy(name), within=60), containers.words(name)  # type: ignore[misc]
        for process in processes.values():
            process.terminate()
        ended = {name: process.wait(timeout=30) for name, process in processes.items()}
    assert (ended["web"], ended["worker"]) == (0, 0)
    assert ended["beat"] in {0, -signal.SIGTERM}
