"""The audit log: who did what to what."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from apps.accounts.models import AuditEntry, User


def record_audit(
    *, actor: User | None, action: str, target: Model, now: datetime, details: dict[str, Any] | None = None
) -> AuditEntry:
    """Write one line of the audit log, in the transaction of the change it tells of.

    `actor` is None for what the system did by itself; `details` must fit JSON.
    """
    return AuditEntry.objects.create(
        actor=actor,
        action=action,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        details=details or {},
        at=now,
    )
