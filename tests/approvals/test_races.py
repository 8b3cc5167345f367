"""Two admins at once, over two real connections."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection, connections, transaction

from apps.accounts.models import AuditEntry, Notification, User
from apps.approvals import services
from apps.approvals.models import ApprovalRequest
from apps.approvals.services import AlreadyDecided, approve_request, reject_request
from apps.catalog.models import VendorService
from tests.accounts.factories import AdminFactory
from tests.approvals.factories import CapacityRequestFactory

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PATIENCE_SECONDS = 14
# Longer than any pause of a busy machine, shorter than the database's own patience with the idle.
TICKS = 1000


class Rival:
    """An admin in a thread and connection of their own, and what they heard."""

    def __init__(self, decide: Callable[[], object]) -> None:
        self.heard: Exception | None = None
        self.decide = decide
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            self.decide()
        except services.DomainError as error:
            self.heard = error
        finally:
            connections.close_all()


def is_anyone_waiting_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return bool(cursor.fetchone()[0])


def race(
    request: ApprovalRequest, first: User, second: User, monkeypatch: pytest.MonkeyPatch
) -> tuple[Rival, Rival]:
    """Let the second admin reject while the first one's approval is applied but not committed."""
    applied, may_commit = threading.Event(), threading.Event()
    really_apply = services.change_capacity

    def slow_change(**change: object) -> object:
        changed = really_apply(**change)  # type: ignore[arg-type]
        applied.set()
        assert may_commit.wait(PATIENCE_SECONDS)
        return changed

    monkeypatch.setattr(services, "change_capacity", slow_change)
    approving = Rival(lambda: approve_request(request=request, by=first, now=NOW))
    rejecting = Rival(lambda: reject_request(request=request, by=second, reason="No plan", now=NOW))
    approving.thread.start()
    assert applied.wait(PATIENCE_SECONDS)
    rejecting.thread.start()
    # The rival is either stopped by the lock, or was let through and has finished.
    ticks = threading.Event()
    for _ in range(TICKS):
        if is_anyone_waiting_for_a_lock() or not rejecting.thread.is_alive():
            break
        ticks.wait(0.01)
    may_commit.set()
    approving.thread.join(PATIENCE_SECONDS)
    rejecting.thread.join(PATIENCE_SECONDS)
    return approving, rejecting


def test_the_second_admin_waits_and_hears_the_first_ones_decision(monkeypatch: pytest.MonkeyPatch) -> None:
    request = CapacityRequestFactory.create()
    first, second = AdminFactory.create(full_name="Rana Admin"), AdminFactory.create()
    approving, rejecting = race(request, first, second, monkeypatch)
    assert approving.heard is None
    assert isinstance(rejecting.heard, AlreadyDecided)
    assert "Rana Admin" in str(rejecting.heard)
    request.refresh_from_db()
    assert (request.status, request.reviewed_by) == ("approved", first)
    assert VendorService.objects.get().max_capacity == 10
    assert list(Notification.objects.values_list("event", flat=True)) == ["approvals/approved"]


def test_twin_without_the_lock_both_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    def unlocked(request: ApprovalRequest, _by: User, _now: datetime) -> ApprovalRequest:
        return ApprovalRequest.objects.select_related("branch__vendor", "submitted_by").get(pk=request.pk)

    monkeypatch.setattr(services, "_locked", unlocked)
    request = CapacityRequestFactory.create()
    race(request, AdminFactory.create(), AdminFactory.create(), monkeypatch)
    decisions = set(
        AuditEntry.objects.filter(target_type="approvals.approvalrequest").values_list("action", flat=True)
    )
    assert decisions == {"request approved", "request rejected"}


def test_a_request_held_too_long_is_a_polite_answer() -> None:
    request, admin = CapacityRequestFactory.create(), AdminFactory.create()
    held, may_let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            ApprovalRequest.objects.select_for_update().get(pk=request.pk)
            held.set()
            may_let_go.wait(PATIENCE_SECONDS)

    holder = Rival(hold)
    holder.thread.start()
    assert held.wait(PATIENCE_SECONDS)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '100ms'")
        with pytest.raises(services.RequestRefused, match="right now"):
            approve_request(request=request, by=admin, now=NOW)
    may_let_go.set()
    holder.thread.join(PATIENCE_SECONDS)
    request.refresh_from_db()
    assert request.status == "pending"
