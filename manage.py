#!/usr/bin/env python3
"""The door to everything: `python3 manage.py demo`, `python3 manage.py test`, or any Django command."""

import sys

from atspaces import bootstrap


def main() -> None:
    bootstrap.ensure_environment(sys.argv)
    # Only now is this the project's own Python, with the packages that the rest needs.
    from atspaces import launcher  # noqa: PLC0415

    launcher.run(sys.argv)


if __name__ == "__main__":
    main()
