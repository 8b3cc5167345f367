"""The back office's doors to people, messages and the audit log."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import AuditEntry, User
from apps.accounts.services.audit import record_audit
from apps.accounts.statuses import UserRole, UserStatus
from tests.accounts.factories import (
    AdminFactory,
    OutboxMessageFactory,
    UserFactory,
    VendorFactory,
    VendorProfileFactory,
)

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough one 77"


@pytest.fixture
def admin() -> User:
    return AdminFactory(email="admin@example.test", password=PASSWORD)


@pytest.fixture
def office(admin: User, client: Client) -> Client:
    client.force_login(admin)
    return client


def test_admin_signs_in_by_email(admin: User, client: Client) -> None:
    url = reverse("admin:login")
    assert "E-mail" in client.get(url).text
    answer = client.post(url, {"username": "Admin@Example.Test", "password": PASSWORD, "next": "/admin/"})
    assert (answer.status_code, answer.url) == (302, "/admin/")


@pytest.mark.parametrize("factory", [UserFactory, VendorFactory])
def test_others_do_not_get_into_the_back_office(client: Client, factory: type[UserFactory]) -> None:
    factory(email="who@example.test", password=PASSWORD)
    answer = client.post(reverse("admin:login"), {"username": "who@example.test", "password": PASSWORD})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("typed", ["0790123456", "٠٧٩٠١٢٣٤٥٦", "+962 79 012 3456", "Dana"])
def test_people_are_found_by_number_in_any_form(office: Client, typed: str) -> None:
    UserFactory(full_name="Dana Odeh", phone_number="+962790123456")
    UserFactory(full_name="Someone Else")
    page = office.get(reverse("admin:accounts_user_changelist"), {"q": typed}).text
    assert "Dana Odeh" in page
    assert "Someone Else" not in page


def test_suspending_from_the_list(office: Client, admin: User) -> None:
    user = UserFactory()
    answer = office.post(
        reverse("admin:accounts_user_changelist"),
        {"action": "suspend", "_selected_action": [user.pk, admin.pk]},
    )
    assert answer.status_code == 302
    user.refresh_from_db()
    admin.refresh_from_db()
    assert (user.status, admin.status) == (UserStatus.SUSPENDED, UserStatus.ACTIVE)
    assert AuditEntry.objects.get(target_id=str(user.pk)).actor == admin
    office.post(
        reverse("admin:accounts_user_changelist"), {"action": "reinstate", "_selected_action": [user.pk]}
    )
    user.refresh_from_db()
    assert user.status == UserStatus.ACTIVE


def _typed(user: User | None = None, **changes: Any) -> dict[str, Any]:
    return {
        "full_name": user.full_name if user else "Desk",
        "email": (user.email or "") if user else "desk@example.test",
        "phone_number": (user.phone_number or "") if user else "0781234567",
        "language": "en",
    } | changes


def test_status_and_role_cannot_be_typed(office: Client) -> None:
    user = UserFactory()
    url = reverse("admin:accounts_user_change", args=[user.pk])
    typed = _typed(user, full_name="Corrected", status=UserStatus.SUSPENDED, role=UserRole.ADMIN)
    assert office.post(url, typed).status_code == 302
    user.refresh_from_db()
    assert (user.full_name, user.status, user.role) == ("Corrected", UserStatus.ACTIVE, UserRole.CUSTOMER)
    assert user.is_phone_verified
    assert AuditEntry.objects.get(target_id=str(user.pk)).details == {"fields": ["full_name"]}


def test_corrected_number_is_unverified(office: Client) -> None:
    user = UserFactory()
    url = reverse("admin:accounts_user_change", args=[user.pk])
    assert office.post(url, _typed(user, phone_number="٠٧٨ ١٢٣ ٤٥٦٧")).status_code == 302
    user.refresh_from_db()
    assert user.phone_number == "+962781234567"
    assert not user.is_phone_verified


def test_taken_email_is_refused_at_the_field(office: Client) -> None:
    UserFactory(email="taken@example.test")
    user = UserFactory()
    url = reverse("admin:accounts_user_change", args=[user.pk])
    answer = office.post(url, _typed(user, email="Taken@example.test"))
    assert answer.status_code == 200
    assert "errornote" in answer.text
    user.refresh_from_db()
    assert user.email != "taken@example.test"


def test_registering_a_vendor_with_a_password(office: Client) -> None:
    url = reverse("admin:accounts_user_add")
    weak = office.post(url, _typed(role=UserRole.VENDOR, password="12345"))
    assert weak.status_code == 200
    assert not User.objects.filter(role=UserRole.VENDOR).exists()
    assert office.post(url, _typed(role=UserRole.VENDOR, password=PASSWORD)).status_code == 302
    vendor = User.objects.get(role=UserRole.VENDOR)
    assert (vendor.status, vendor.phone_number) == (UserStatus.ACTIVE, "+962781234567")
    assert vendor.check_password(PASSWORD)


@pytest.mark.parametrize("missing", ["password", "email"])
def test_a_colleague_needs_an_email_and_a_password(office: Client, missing: str) -> None:
    url = reverse("admin:accounts_user_add")
    typed = _typed(role=UserRole.ADMIN, password=PASSWORD)
    answer = office.post(url, typed | {missing: ""})
    assert answer.status_code == 200
    assert "An admin needs an e-mail and a password" in answer.text
    assert office.post(url, typed).status_code == 302
    assert User.objects.filter(role=UserRole.ADMIN, email="desk@example.test").exists()


def test_nobody_is_deleted(office: Client) -> None:
    user = UserFactory()
    assert (
        office.post(reverse("admin:accounts_user_delete", args=[user.pk]), {"post": "yes"}).status_code == 403
    )
    assert User.objects.filter(pk=user.pk).exists()


def test_vendors_commission_change_is_written_down(office: Client, admin: User) -> None:
    vendor = VendorProfileFactory()
    url = reverse("admin:accounts_vendorprofile_change", args=[vendor.pk])
    typed = {
        "user": vendor.user_id,
        "company_name": vendor.company_name,
        "company_name_ar": vendor.company_name_ar,
        "commission_percent": "7.5",
        "is_tax_registered": "on",
    }
    assert office.post(url, typed).status_code == 302
    entry = AuditEntry.objects.get(target_type="accounts.vendorprofile")
    assert (entry.actor, entry.details) == (admin, {"commission_percent": "7.5"})


@pytest.mark.parametrize("model", ["outboxmessage", "auditentry"])
def test_messages_and_log_are_only_read(office: Client, admin: User, model: str) -> None:
    message = OutboxMessageFactory(transcript="code 123456")
    entry = record_audit(actor=admin, action="did it", target=message, now=timezone.now())
    row = message if model == "outboxmessage" else entry
    assert office.get(reverse(f"admin:accounts_{model}_changelist")).status_code == 200
    page = office.get(reverse(f"admin:accounts_{model}_change", args=[row.pk]))
    assert page.status_code == 200
    assert "123456" not in page.text
    assert office.get(reverse(f"admin:accounts_{model}_add")).status_code == 403
    assert office.post(reverse(f"admin:accounts_{model}_change", args=[row.pk]), {}).status_code == 403
    assert office.post(reverse(f"admin:accounts_{model}_delete", args=[row.pk]), {}).status_code == 403
