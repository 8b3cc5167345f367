"""People: who a proven number belongs to, what they say of themselves, who is let in."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.accounts.policies import has_a_way_in, may_sign_in
from apps.accounts.services.audit import record_audit
from apps.accounts.statuses import UserRole, UserStatus
from atspaces.shared.db import violated_constraint
from atspaces.shared.errors import DomainError


class AccountSuspended(DomainError):
    """This person may not come in."""

    def __init__(self) -> None:
        super().__init__(_("This account is suspended. Write to us and we will look into it."))


class PasswordNeeded(DomainError):
    """A code alone opens no door of the back office."""

    def __init__(self) -> None:
        super().__init__(_("A code is not enough for this number. Sign in with your password."))


class NoWayIn(DomainError):
    """Somebody registered like this could never sign in."""

    def __init__(self) -> None:
        super().__init__(
            _("An admin needs an e-mail and a password to sign in; others a mobile number or a password.")
        )


class EmailTaken(DomainError):
    """Another account has this e-mail."""

    def __init__(self) -> None:
        super().__init__(_("This e-mail belongs to another account."))


class PhoneTaken(DomainError):
    """Another account has this number."""

    def __init__(self) -> None:
        super().__init__(_("This number belongs to another account."))


def customer_for(
    *, phone_number: str, full_name: str = "", email: str = "", language: str, now: datetime
) -> User:
    """Find or create who owns a number that was just proven by a code.

    What they typed fills what is empty and replaces nothing; an e-mail of another account is
    left out without a word. Raises `AccountSuspended`, and `PasswordNeeded` for an admin's number.
    """
    try:
        return _come_in(phone_number, full_name, email, language, now)
    except EmailTaken:
        email = ""
    except PhoneTaken:
        # The same number came in through another window just now, so now it is found.
        pass
    return _come_in(phone_number, full_name, email, language, now)


@transaction.atomic
def _come_in(phone_number: str, full_name: str, email: str, language: str, now: datetime) -> User:
    user = User.objects.select_for_update(of=("self",)).filter(phone_number=phone_number).first()
    is_new = user is None
    if user is None:
        user = User(phone_number=phone_number, role=UserRole.CUSTOMER, language=language)
        user.set_unusable_password()
    if not may_sign_in(user):
        raise AccountSuspended
    if user.role == UserRole.ADMIN:
        raise PasswordNeeded
    user.is_phone_verified = True
    user.full_name = user.full_name or full_name.strip()
    user.email = user.email or email.strip().lower() or None
    if user.role == UserRole.CUSTOMER:
        user.status = UserStatus.ACTIVE
    _save_unique(user)
    if is_new:
        record_audit(actor=user, action="signed up", target=user, now=now)
    return user


def update_profile(*, user: User, full_name: str, email: str, language: str, now: datetime) -> User:
    """Change what someone says of themselves. A new e-mail has yet to be verified.

    Raises `EmailTaken`, and `DomainError` when nothing would be left to reach them by.
    """
    with transaction.atomic():
        user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        before = user.email or ""
        user.full_name = full_name.strip()
        user.language = language
        if email.lower() != before.lower():
            _change_email(user, email)
            record_audit(actor=user, action="changed e-mail", target=user, now=now)
        _save_unique(user)
    return user


def register_person(
    *,
    by: User,
    full_name: str,
    email: str,
    phone_number: str,
    role: UserRole,
    language: str,
    password: str,
    now: datetime,
) -> User:
    """Create an active person by hand of an admin. Without a password they sign in by code, admins never.

    Raises `NoWayIn` for who could not sign in, `EmailTaken`, `PhoneTaken`, and Django's
    ValidationError for a weak password.
    """
    if not has_a_way_in(role, email=email, phone_number=phone_number, password=password):
        raise NoWayIn
    user = User(
        full_name=full_name,
        role=role,
        status=UserStatus.ACTIVE,
        language=language,
        phone_number=phone_number or None,
    )
    if email:
        user.email = email.strip().lower()
    if password:
        validate_password(password, user)
    user.set_password(password or None)
    with transaction.atomic():
        _save_unique(user)
        record_audit(actor=by, action="registered person", target=user, now=now, details={"role": role})
    return user


@transaction.atomic
def correct_contacts(
    *, user: User, full_name: str, email: str, phone_number: str, language: str, by: User, now: datetime
) -> User:
    """Correct how someone is called and reached, on their behalf.

    A number or e-mail that changes has to be proven anew. Raises `EmailTaken` and `PhoneTaken`.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    changed = [
        name
        for name, value in (("full_name", full_name), ("email", email), ("phone_number", phone_number))
        if (getattr(user, name) or "") != value
    ]
    user.full_name, user.language = full_name, language
    if "email" in changed:
        _change_email(user, email)
    if "phone_number" in changed:
        user.phone_number = phone_number or None
        user.is_phone_verified = False
    _save_unique(user)
    if changed:
        record_audit(actor=by, action="corrected contacts", target=user, now=now, details={"fields": changed})
    return user


@transaction.atomic
def suspend_person(*, user: User, by: User, now: datetime) -> User:
    """Shut someone out, at once and in open sessions too. Raises `DomainError` for oneself."""
    if user.pk == by.pk:
        raise DomainError(_("You cannot suspend yourself."))
    return _set_status(user, UserStatus.SUSPENDED, "suspended person", by, now)


@transaction.atomic
def reinstate_person(*, user: User, by: User, now: datetime) -> User:
    """Let someone in again."""
    return _set_status(user, UserStatus.ACTIVE, "reinstated person", by, now)


def _set_status(user: User, status: UserStatus, action: str, by: User, now: datetime) -> User:
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if user.status == status:
        return user
    before, user.status = user.status, status
    user.save(update_fields=["status", "updated_at"])
    record_audit(actor=by, action=action, target=user, now=now, details={"from": before, "to": status})
    return user


def _change_email(user: User, email: str) -> None:
    if not email and not user.phone_number:
        raise DomainError(_("Keep an e-mail: it is the only way to reach you."))
    user.email = email.strip().lower() or None
    user.is_email_verified = False


def _save_unique(user: User) -> None:
    # A refusal ends the caller's transaction: nobody goes on after it.
    try:
        user.save()
    except IntegrityError as error:
        constraint = violated_constraint(error)
        if "email" in constraint:
            raise EmailTaken from error
        if "phone" in constraint:
            raise PhoneTaken from error
        raise
