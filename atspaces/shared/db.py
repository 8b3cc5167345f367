"""What domain code needs from PostgreSQL beyond the ORM."""

from collections.abc import Sequence

from django.db.models import CheckConstraint, Q, TextChoices
from django.db.utils import OperationalError
from psycopg import errors as pg


def choice_check(field: str, choices: type[TextChoices], *, table: str) -> CheckConstraint:
    """Give the constraint that keeps an enumeration's column to its values."""
    values: Sequence[str] = choices.values
    return CheckConstraint(condition=Q(**{f"{field}__in": values}), name=f"{table}_{field}_valid")


def is_lock_timeout(error: OperationalError) -> bool:
    """Tell whether PostgreSQL gave up waiting for a row lock, or broke a deadlock."""
    return isinstance(error.__cause__, pg.LockNotAvailable | pg.DeadlockDetected)


def violated_constraint(error: Exception) -> str:
    """Name the constraint behind an IntegrityError; empty when PostgreSQL did not say."""
    cause = error.__cause__
    return (cause.diag.constraint_name or "") if isinstance(cause, pg.Error) else ""
