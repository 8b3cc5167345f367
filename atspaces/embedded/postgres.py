"""The embedded PostgreSQL: its cluster, its command line, and its address."""

import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from atspaces.embedded.binaries import PostgresPrograms, find_postgres
from atspaces.embedded.children import Child
from atspaces.embedded.errors import EmbeddedError
from atspaces.embedded.leftovers import stop_leftover
from atspaces.embedded.places import State, give_to_servers, server_account

OWNER = "atspaces"
DATABASE = "atspaces"
# The same order and case rules on every machine, whatever locales it has installed.
BUILTIN_LOCALE = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
FIRST_WITH_BUILTIN_LOCALE = 17
# Nothing of the caller's PGDATA, PGPORT or language may leak into our server.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


class EmbeddedPostgres:
    """One cluster in `state`, reachable over a Unix socket only."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._programs: PostgresPrograms = find_postgres(state)
        # One cluster for each major version: a newer one cannot read an older one's files.
        self.cluster: Path = state.home / f"postgres-{self._programs.major}" / "cluster"
        self.child = Child(
            name="postgres",
            command=self._command(),
            log=state.logs / "postgres.log",
            environment=ENVIRONMENT,
            stop_signal=signal.SIGINT,  # "fast": ends sessions, keeps the data in order
            account=server_account(),
        )

    @property
    def url(self) -> str:
        return self._url(DATABASE)

    def prepare(self) -> None:
        """Make the cluster if there is none, and end a server that outlived its supervisor."""
        give_to_servers(self.cluster.parent)
        stop_leftover(self.cluster / "postmaster.pid", mark=str(self.cluster), stop_signal=signal.SIGINT)
        if not (self.cluster / "PG_VERSION").exists():
            self._make_cluster()

    def wait_until_ready(self, *, patience: float = 60) -> None:
        """Wait for the first answer, then see that our database exists."""
        deadline = time.monotonic() + patience
        while True:
            try:
                connection = psycopg.connect(self._url("postgres"), autocommit=True)
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline or not self.child.alive:
                    log = self.child.log.read_text(errors="replace")[-2000:]
                    raise EmbeddedError(f"PostgreSQL did not start: {error}\n{log}") from error
                time.sleep(0.03)
            else:
                break
        with connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        connection.close()

    def _url(self, database: str) -> str:
        return f"postgresql://{OWNER}@/{database}?host={quote(str(self._state.server_sockets))}"

    def _make_cluster(self) -> None:
        # Made under another name first: a first start that is killed leaves no half cluster behind.
        unfinished = self.cluster.with_name("unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        account = server_account()
        made = subprocess.run(
            [
                self._programs.folder / "initdb",
                f"--pgdata={unfinished}",
                f"--username={OWNER}",
                "--auth=trust",  # the socket's folder is closed to everybody else
                "--encoding=UTF8",
                "--locale=C",
                *(BUILTIN_LOCALE if self._programs.major >= FIRST_WITH_BUILTIN_LOCALE else []),
                *(["--no-sync"] if self._state.throw_away else []),
            ],
            capture_output=True,
            text=True,
            cwd=self.cluster.parent,
            env=ENVIRONMENT,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            check=False,
        )
        if made.returncode:
            raise EmbeddedError(f"PostgreSQL could not make its files:\n{made.stderr}")
        unfinished.rename(self.cluster)

    def _command(self) -> list[str]:
        durable = "off" if self._state.throw_away else "on"
        options = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{self._state.server_sockets}"',
            "fsync": durable,
            "synchronous_commit": durable,
            "full_page_writes": durable,
            "jit": "off",  # compiling costs more than any of our queries
            "timezone": "UTC",
            "log_line_prefix": "%m [%p] %d ",  # with the database: the log tells whose deadlock it was
        }
        flags = [flag for name, value in options.items() for flag in ("-c", f"{name}={value}")]
        return [str(self._programs.folder / "postgres"), "-D", str(self.cluster), *flags]
