"""`manage.py demo` as a person lives through it: real servers, web, worker and beat."""

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from atspaces import demo_server
from atspaces.embedded.places import PROJECT
from tests.runtime.waiting import eventually

READY = "Ctrl-C stops everything"
MANAGE = [sys.executable, str(PROJECT / "manage.py")]


@dataclass
class Demo:
    """A demo in a terminal of its own."""

    process: subprocess.Popen[bytes]
    screen: Path
    port: int

    def shown(self) -> str:
        return self.screen.read_text(encoding="utf-8")

    def wait_until_ready(self) -> None:
        assert eventually(lambda: READY in self.shown() or self.process.poll() is not None, within=120)
        assert READY in self.shown(), self.shown()

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"http://localhost:{self.port}{path}", timeout=20) as page:
            assert page.status == 200
            return str(page.read().decode())

    def end(self, by: signal.Signals) -> float:
        """Send the signal; give the seconds until the process was gone."""
        began = time.monotonic()
        self.process.send_signal(by)
        self.process.wait(timeout=30)
        return time.monotonic() - began


@pytest.fixture
def start_demo(outside: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Demo]]:
    started: list[Demo] = []

    def start(*arguments: str) -> Demo:
        port = free_port()
        screen = tmp_path / f"screen-{len(started)}"
        with screen.open("wb") as output:
            process = subprocess.Popen(
                # Ctrl-C must work even where a shell started us in the background and had it ignored.
                ["sh", "-c", "trap '' INT; exec \"$@\"", "sh", *MANAGE, "demo", f"--port={port}", *arguments],
                env=outside,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        started.append(Demo(process, screen, port))
        return started[-1]

    yield start
    for demo in started:
        if demo.process.poll() is None:
            demo.end(signal.SIGTERM)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(outside: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*MANAGE, *arguments], env=outside, capture_output=True, text=True, check=False, timeout=120
    )


def test_demo_starts_tells_where_it_is_and_stops(
    start_demo: Callable[..., Demo], outside: dict[str, str], processes_of: Callable[[], list[str]]
) -> None:
    demo = start_demo()
    demo.wait_until_ready()
    for path in ("/", "/vendor/", "/admin/", "/outbox/"):
        assert re.search(rf"http://localhost:{demo.port}{path}\s", demo.shown()), path
        demo.page(path)
    assert "admin@atspaces.test" in demo.shown()
    running = "\n".join(processes_of())
    for part in ("postgres", "valkey-server", "embedded.site"):
        assert part in running

    again = command(outside, "demo")
    assert again.returncode == 0, again.stderr
    assert f"already running at http://localhost:{demo.port}/" in again.stdout
    refused = command(outside, "demo", "--reset")
    assert refused.returncode == 1
    assert "stop it before --reset" in refused.stderr

    assert demo.end(signal.SIGINT) < 15
    assert demo.process.returncode == 0
    assert eventually(lambda: not processes_of(), within=2)


@pytest.mark.long
def test_kill_9_leaves_nothing_and_the_next_start_finds_the_data(
    start_demo: Callable[..., Demo], outside: dict[str, str], processes_of: Callable[[], list[str]]
) -> None:
    killed = start_demo()
    killed.wait_until_ready()
    attached = command(outside, "shell", "-c", WRITE_SESSION)
    assert attached.returncode == 0, attached.stderr
    killed.end(signal.SIGKILL)
    assert eventually(lambda: not processes_of(), within=20)

    after = start_demo()
    after.wait_until_ready()
    assert command(outside, "shell", "-c", READ_SESSION).returncode == 0
    after.end(signal.SIGTERM)
    assert eventually(lambda: not processes_of(), within=2)

    # Without a demo the command has servers of its own, for as long as it takes.
    alone = command(outside, "shell", "-c", READ_SESSION)
    assert alone.returncode == 0, alone.stderr
    assert not processes_of()

    afresh = start_demo("--reset")
    afresh.wait_until_ready()
    assert command(outside, "shell", "-c", READ_SESSION).returncode != 0
    afresh.end(signal.SIGTERM)


WRITE_SESSION = (
    "from django.contrib.sessions.models import Session; from django.utils import timezone;"
    "Session.objects.create(session_key='kept', session_data='', expire_date=timezone.now())"
)
READ_SESSION = "from django.contrib.sessions.models import Session; Session.objects.get(session_key='kept')"


def test_port_of_another_program_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        monkeypatch.setattr(demo_server, "FIRST_PORT", taken)
        assert demo_server._free_port() > taken
        assert f"Port {taken} is in use" in capsys.readouterr().out


def test_asked_port_that_is_taken_is_an_error(outside: dict[str, str]) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        refused = command(outside, "demo", f"--port={other.getsockname()[1]}")
    assert refused.returncode == 1
    assert "choose another with --port" in refused.stderr


def test_reset_never_touches_servers_that_are_not_ours(outside: dict[str, str]) -> None:
    refused = command(outside | {"DATABASE_URL": "postgresql://somebody/else"}, "demo", "--reset")
    assert refused.returncode == 1
    assert "--reset forgets embedded servers only" in refused.stderr


def test_broken_address_says_which_variable(outside: dict[str, str]) -> None:
    given = {"DATABASE_URL": "postgresql://somebody/else", "REDIS_URL": "redis://somewhere"}
    refused = command(outside | given, "check")
    assert refused.returncode == 1
    assert "SECRET_KEY" in refused.stderr


def test_unknown_option_explains_itself(outside: dict[str, str]) -> None:
    refused = command(outside, "demo", "--frob")
    assert refused.returncode == 2
    assert "--reset" in refused.stderr
    assert not list(Path(outside["ATSPACES_STATE_DIR"]).iterdir())
