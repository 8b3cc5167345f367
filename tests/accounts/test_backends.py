"""Signing in by password."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import BCryptSHA256PasswordHasher

from apps.accounts.backends import EmailOrPhoneBackend
from apps.accounts.models import User
from apps.accounts.statuses import UserStatus
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough one 77"
NUMBER = "+962790123456"


@pytest.fixture
def person() -> User:
    return UserFactory(email="dana@example.test", phone_number=NUMBER, password=PASSWORD)


@pytest.mark.parametrize(
    "typed",
    ["dana@example.test", "Dana@Example.TEST", NUMBER, "0790123456", "٠٧٩٠١٢٣٤٥٦", "00962 79 012 3456"],
)
def test_email_in_any_case_and_number_in_any_form(person: User, typed: str) -> None:
    assert authenticate(username=typed, password=PASSWORD) == person


@pytest.mark.parametrize(
    ("typed", "password"),
    [
        ("dana@example.test", "wrong"),
        (NUMBER, ""),
        ("nobody@example.test", PASSWORD),
        ("0781111111", PASSWORD),
        ("no identity", PASSWORD),
    ],
)
@pytest.mark.usefixtures("person")
def test_anything_else_is_refused(typed: str, password: str) -> None:
    assert authenticate(username=typed, password=password) is None


def test_suspended_is_refused_and_signed_out(person: User) -> None:
    backend = EmailOrPhoneBackend()
    assert backend.get_user(person.pk) == person
    User.objects.filter(pk=person.pk).update(status=UserStatus.SUSPENDED)
    assert authenticate(username=NUMBER, password=PASSWORD) is None
    assert backend.get_user(person.pk) is None


def test_long_passwords_count_to_the_last_letter() -> None:
    """Plain bcrypt stops at 72 bytes; hashed first, all of it counts."""
    person = UserFactory(password="x" * 100 + "1")
    assert not person.check_password("x" * 100 + "2")


@pytest.mark.parametrize(
    "typed", ["nobody@example.test", "0781111111", "without-password@example.test", "dana@example.test"]
)
@pytest.mark.usefixtures("person")
def test_unknown_takes_as_long_as_known(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exactly one bcrypt hash is computed, whoever is asked for."""
    UserFactory(email="without-password@example.test")
    hashed: list[str] = []
    real = BCryptSHA256PasswordHasher.encode

    def counted(hasher: BCryptSHA256PasswordHasher, password: str, salt: bytes) -> str:
        hashed.append(password)
        return str(real(hasher, password, salt))

    monkeypatch.setattr(BCryptSHA256PasswordHasher, "encode", counted)
    assert authenticate(username=typed, password="wrong") is None
    assert len(hashed) == 1
