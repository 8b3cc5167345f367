"""A part of a test that leaves nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is written within. The engine may begin durable transactions in it."""
    outer = transaction.atomic()
    # As a test case's own transaction, which durable ones may stand in.
    outer._from_testcase = True
    with outer:
        try:
            yield
        finally:
            transaction.set_rollback(True)
