"""What domain code needs from PostgreSQL beyond the ORM."""

from collections.abc import Sequence

from django.db.models import Case, CheckConstraint, F, Q, TextChoices, Value, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import ExtractHour, ExtractMinute, Mod
from django.db.models.lookups import Exact
from django.db.utils import OperationalError
from psycopg import errors as pg

MINUTES_A_DAY = 24 * 60


def choice_check(field: str, choices: type[TextChoices], *, table: str) -> CheckConstraint:
    """Give the constraint that keeps an enumeration's column to its values."""
    values: Sequence[str] = choices.values
    return CheckConstraint(condition=Q(**{f"{field}__in": values}), name=f"{table}_{field}_valid")


def minute_of_day(field: str) -> CombinedExpression:
    """Give a time column as minutes from midnight."""
    return ExtractHour(field) * 60 + ExtractMinute(field)


def closing_minute(opens: str, closes: str) -> Case:
    """Give the end of an interval as minutes from the midnight before its beginning.

    Past midnight counts on: 02:00 after an opening at 18:00 is minute 1560.
    """
    minute = minute_of_day(closes)
    return Case(When(**{f"{closes}__lte": F(opens)}, then=minute + Value(MINUTES_A_DAY)), default=minute)


def on_the_half_hour(*fields: str) -> Q:
    """Give the condition that time columns hold whole half hours."""
    condition = Q()
    for field in fields:
        condition &= Q(Exact(Mod(ExtractMinute(field), 30), 0))
    return condition


def is_lock_timeout(error: OperationalError) -> bool:
    """Tell whether PostgreSQL gave up waiting for a row lock, or broke a deadlock."""
    return isinstance(error.__cause__, pg.LockNotAvailable | pg.DeadlockDetected)


def violated_constraint(error: Exception) -> str:
    """Name the constraint behind an IntegrityError; empty when PostgreSQL did not say."""
    cause = error.__cause__
    return (cause.diag.constraint_name or "") if isinstance(cause, pg.Error) else ""
