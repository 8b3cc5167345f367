"""Who a number belongs to, what people change, who is let in, and who did it."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from apps.accounts.models import AuditEntry, User
from apps.accounts.services.audit import record_audit
from apps.accounts.services.people import (
    AccountSuspended,
    EmailTaken,
    NoWayIn,
    PasswordNeeded,
    PhoneTaken,
    correct_contacts,
    customer_for,
    register_person,
    reinstate_person,
    suspend_person,
    update_profile,
)
from apps.accounts.statuses import UserRole, UserStatus
from atspaces.shared.errors import DomainError
from tests.accounts.factories import AdminFactory, UserFactory, VendorFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NUMBER = "+962790123456"


def _actions(target: User) -> list[str]:
    entries = AuditEntry.objects.filter(target_type="accounts.user", target_id=str(target.pk))
    return list(entries.order_by("pk").values_list("action", flat=True))


def test_unknown_number_becomes_an_active_customer() -> None:
    user = customer_for(
        phone_number=NUMBER, full_name=" Dana Odeh ", email="Dana@Example.Test", language="ar", now=NOW
    )
    assert (user.role, user.status, user.language) == (UserRole.CUSTOMER, UserStatus.ACTIVE, "ar")
    assert (user.full_name, user.email) == ("Dana Odeh", "dana@example.test")
    assert user.is_phone_verified
    assert not user.is_email_verified
    assert not user.has_usable_password()
    assert _actions(user) == ["signed up"]


def test_known_number_keeps_what_it_has() -> None:
    known = UserFactory(
        phone_number=NUMBER,
        full_name="First Name",
        email="first@example.test",
        status=UserStatus.PENDING,
        is_phone_verified=False,
    )
    user = customer_for(
        phone_number=NUMBER, full_name="Other Name", email="other@example.test", language="en", now=NOW
    )
    assert user.pk == known.pk
    assert (user.full_name, user.email) == ("First Name", "first@example.test")
    assert user.status == UserStatus.ACTIVE
    assert user.is_phone_verified
    assert _actions(user) == []


def test_pending_vendor_is_not_activated_by_a_code() -> None:
    VendorFactory(phone_number=NUMBER, status=UserStatus.PENDING)
    assert customer_for(phone_number=NUMBER, language="en", now=NOW).status == UserStatus.PENDING


def test_suspended_number_stays_out() -> None:
    UserFactory(phone_number=NUMBER, status=UserStatus.SUSPENDED, is_phone_verified=False)
    with pytest.raises(AccountSuspended):
        customer_for(phone_number=NUMBER, language="en", now=NOW)
    assert not User.objects.get(phone_number=NUMBER).is_phone_verified


def test_email_of_someone_else_is_left_out() -> None:
    UserFactory(email="taken@example.test")
    user = customer_for(phone_number=NUMBER, email="TAKEN@example.test", language="en", now=NOW)
    user.refresh_from_db()
    assert user.email is None
    assert user.is_phone_verified


def test_profile_change_unverifies_a_new_email() -> None:
    user = UserFactory(is_email_verified=True)
    changed = update_profile(user=user, full_name="New", email="New@Example.Test", language="ar", now=NOW)
    assert (changed.full_name, changed.email, changed.language) == ("New", "new@example.test", "ar")
    assert not changed.is_email_verified
    assert _actions(user) == ["changed e-mail"]


def test_profile_change_in_case_only_keeps_the_verification() -> None:
    user = UserFactory(email="same@example.test", is_email_verified=True)
    changed = update_profile(user=user, full_name="A", email="Same@Example.Test", language="en", now=NOW)
    assert changed.is_email_verified


def test_profile_refuses_an_email_of_someone_else() -> None:
    UserFactory(email="taken@example.test")
    user = UserFactory(full_name="Before")
    with pytest.raises(EmailTaken):
        update_profile(user=user, full_name="After", email="Taken@Example.Test", language="en", now=NOW)
    user.refresh_from_db()
    assert user.full_name == "Before"
    assert _actions(user) == []


def test_last_way_to_reach_someone_stays() -> None:
    user = UserFactory(phone_number=None)
    with pytest.raises(DomainError, match="only way to reach you"):
        update_profile(user=user, full_name="A", email="", language="en", now=NOW)


def test_database_refuses_someone_who_cannot_be_reached() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(phone_number=None, email=None)


def test_suspending_and_reinstating_are_written_down() -> None:
    admin, user = AdminFactory(), UserFactory()
    suspend_person(user=user, by=admin, now=NOW)
    suspend_person(user=user, by=admin, now=NOW)
    assert reinstate_person(user=user, by=admin, now=NOW).status == UserStatus.ACTIVE
    assert _actions(user) == ["suspended person", "reinstated person"]
    assert AuditEntry.objects.filter(actor=admin).count() == 2


def test_admin_cannot_suspend_themselves() -> None:
    admin = AdminFactory()
    with pytest.raises(DomainError):
        suspend_person(user=admin, by=admin, now=NOW)
    admin.refresh_from_db()
    assert admin.status == UserStatus.ACTIVE


def test_registering_a_vendor() -> None:
    admin = AdminFactory()
    facts = {"by": admin, "email": "Desk@Example.Test", "phone_number": "", "language": "ar", "now": NOW}
    vendor = register_person(full_name="Desk", role=UserRole.VENDOR, password="a long enough one 77", **facts)
    assert (vendor.email, vendor.phone_number, vendor.status) == (
        "desk@example.test",
        None,
        UserStatus.ACTIVE,
    )
    assert vendor.check_password("a long enough one 77")
    assert vendor.password.startswith("bcrypt_sha256$")
    with pytest.raises(EmailTaken):
        register_person(full_name="Twice", role=UserRole.VENDOR, password="a long enough one 77", **facts)
    with pytest.raises(ValidationError):
        register_person(full_name="Weak", role=UserRole.VENDOR, password="password12", **facts)
    assert User.objects.filter(role=UserRole.VENDOR).count() == 1


@pytest.mark.parametrize(
    ("role", "contacts", "password"),
    [
        (UserRole.ADMIN, {"email": "a@example.test", "phone_number": NUMBER}, ""),
        (UserRole.ADMIN, {"email": "", "phone_number": NUMBER}, "a long enough one 77"),
        (UserRole.VENDOR, {"email": "a@example.test", "phone_number": ""}, ""),
    ],
)
def test_nobody_is_registered_who_could_not_sign_in(
    role: UserRole, contacts: dict[str, str], password: str
) -> None:
    admin = AdminFactory()
    facts = {"full_name": "Shut Out", "language": "en", "by": admin, "now": NOW}
    with pytest.raises(NoWayIn):
        register_person(role=role, password=password, **contacts, **facts)
    assert User.objects.get() == admin


def test_corrected_number_has_to_be_proven_anew() -> None:
    admin, user, other = AdminFactory(), UserFactory(), UserFactory()
    facts = {"full_name": user.full_name, "email": user.email, "language": "en", "by": admin, "now": NOW}
    changed = correct_contacts(user=user, phone_number=NUMBER, **facts)
    assert changed.phone_number == NUMBER
    assert not changed.is_phone_verified
    assert AuditEntry.objects.get(target_id=str(user.pk)).details == {"fields": ["phone_number"]}
    with pytest.raises(PhoneTaken):
        correct_contacts(user=user, phone_number=other.phone_number, **facts)


@pytest.mark.parametrize("statement", ["UPDATE audit_entries SET action = 'x'", "DELETE FROM audit_entries"])
def test_audit_log_cannot_be_changed(statement: str) -> None:
    user = UserFactory()
    record_audit(actor=user, action="did it", target=user, now=NOW, details={"why": "because"})
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert AuditEntry.objects.get().action == "did it"


@pytest.mark.django_db
def test_a_code_alone_does_not_open_the_back_office(now):
    admin = AdminFactory(is_phone_verified=False)
    with pytest.raises(PasswordNeeded, match="with your password"):
        customer_for(phone_number=admin.phone_number, language="en", now=now)
    admin.refresh_from_db()
    assert not admin.is_phone_verified
