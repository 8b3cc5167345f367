"""What every row needs: the plan, the clock, the data sets and somebody to tell how far we are."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from atspaces.bench.databases import Databases
from atspaces.bench.dataset import load
from atspaces.bench.options import Plan
from atspaces.bench.servers import BARE, OURS, Server, serving
from atspaces.bench.world import World

WRITES = "writes"


@dataclass(slots=True)
class Bench:
    """One run. Data sets and servers are made when a row first asks for them."""

    plan: Plan
    now: datetime
    databases: Databases
    logs: Path
    say: Callable[[str], None]
    _servers: dict[str, Server] = field(default_factory=dict)
    _stack: ExitStack = field(default_factory=ExitStack)

    @property
    def small(self) -> int:
        return self.plan.sizes[0]

    @property
    def large(self) -> int:
        return self.plan.sizes[-1]

    def data_set(self, bookings: int) -> str:
        """Give the name of the database with so many bookings."""
        return self._loaded(f"of_{bookings}", self.plan.world_of(bookings))

    def writes(self) -> str:
        """Give the name of the database in which rows 1 to 3 write."""
        return self._loaded(WRITES, self.plan.writes)

    def ours(self) -> Server:
        """Have the site on the largest data set."""
        url = self.databases.url(self.data_set(self.large))
        return self._server(OURS, {"DATABASE_URL": url})

    def bare(self) -> Server:
        """Have the empty Django view."""
        return self._server(BARE, {})

    def stop(self) -> None:
        """Stop the servers."""
        self._stack.close()

    def _loaded(self, name: str, world: World) -> str:
        def fill(full: str) -> None:
            self.say(f"Loading {world.bookings:,} bookings ...")
            load(full, self.databases.url(full), world, now=self.now, say=self.say)

        return self.databases.make(name, fill)

    def _server(self, application: str, settings: dict[str, str]) -> Server:
        if application not in self._servers:
            running = serving(application, self.logs, settings)
            self._servers[application] = self._stack.enter_context(running)
        return self._servers[application]
