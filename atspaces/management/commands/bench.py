"""`manage.py bench`, once its servers run: `atspaces.bench.start` starts them and calls this."""

import os
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from atspaces.bench import report
from atspaces.bench.bench import Bench
from atspaces.bench.databases import Databases, leave, use
from atspaces.bench.measuring import Figure
from atspaces.bench.options import Plan, add_options, options_from
from atspaces.bench.rows import measured
from atspaces.bench.start import JSON_DEFAULT


class Command(BaseCommand):
    help = "Measures the product's speed as ratios, on throw-away servers of its own."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_options(parser)

    def handle(self, *_args: Any, **given: Any) -> None:
        if JSON_DEFAULT not in os.environ:
            raise CommandError("Run it as `python3 manage.py bench`, which gives it servers of its own.")
        options = options_from(Namespace(**given))
        self._began = time.monotonic()
        figures = self._measure(options.plan, options.json or Path(os.environ[JSON_DEFAULT]))
        if report.is_broken(figures):
            sys.exit(1)

    def _measure(self, plan: Plan, target: Path) -> list[Figure]:
        now, load = timezone.now(), os.getloadavg()
        logs = Path(os.environ["ATSPACES_STATE_DIR"]) / "logs"
        databases = Databases(os.environ["DATABASE_URL"])
        self._say(f"Load average {load[0]:.1f}; making the tables ...")
        call_command("collectstatic", interactive=False, verbosity=0)
        empty = databases.migrate()
        bench = Bench(plan, now, databases, logs, self._say)
        try:
            figures = measured(bench)
        finally:
            bench.stop()
            leave()
        use(empty)
        report.write_json(target, figures, plan, now=now, load_before=load)
        leave()
        self.stdout.write(f"\n{report.table(figures)}\n\nWritten to {target}")
        return figures

    def _say(self, text: str) -> None:
        self.stdout.write(f"[{time.monotonic() - self._began:4.0f} s] {text}")
        self.stdout.flush()
