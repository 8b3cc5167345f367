"""Runs a command of `manage.py` with everything it needs around it."""

import os
import sys

import environ
from django.core.management import execute_from_command_line

from atspaces import demo_server, prove
from atspaces.bench import start as bench
from atspaces.embedded.environment import attach, make_local
from atspaces.embedded.errors import EmbeddedError
from atspaces.embedded.places import PROJECT, project_state

OWN_COMMANDS = """AtSpaces' own commands:
  demo    run the whole product on this machine, with a demo world (--help for options)
  test    run the tests; arguments go to pytest
  prove   prove that nothing is sold twice: races, their twins, random stories (--help for options)
  bench   measure the product's speed (--help for options)
"""


def run(argv: list[str]) -> None:
    """Do what the command line asks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "atspaces.settings")
    environ.Env.read_env(PROJECT / ".env")
    command = argv[1] if len(argv) > 1 else "help"
    try:
        if command == "test":
            _run_tests(argv[2:])
        elif command == "prove":
            sys.exit(prove.main(argv[2:]))
        elif command == "demo":
            sys.exit(demo_server.main(argv[2:]))
        elif command == "bench":
            bench.main(argv[2:])
        else:
            _run_django(command, argv)
    except EmbeddedError as error:
        sys.exit(str(error))


def _run_tests(arguments: list[str]) -> None:
    os.chdir(PROJECT)
    workers = min(os.cpu_count() or 1, 4)
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *(arguments or ["-n", str(workers)])])


def _run_django(command: str, argv: list[str]) -> None:
    if command in {"help", "--help", "-h"} and len(argv) <= 2:
        print(OWN_COMMANDS)
    if command == "runserver":
        os.environ.setdefault("DEBUG", "1")
    state = project_state()
    if attach(state):
        make_local(state)
    execute_from_command_line(argv)
