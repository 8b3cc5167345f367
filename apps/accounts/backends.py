"""Signing in by password, with an e-mail in any case or a number in any form."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest  # noqa: TID251 (Django's interface)

from apps.accounts.models import User
from apps.accounts.policies import may_sign_in
from apps.accounts.queries import person_by_identity


class EmailOrPhoneBackend(BaseBackend):
    """Knows people by e-mail or phone; lets nobody in who is suspended."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 (Django's interface)
        username: str | None = None,
        password: str | None = None,
        **_: Any,
    ) -> User | None:
        """Give the person whose password this is, else None."""
        if not username or not password:
            return None
        user = person_by_identity(username)
        if user is None:
            # Hash all the same: the time taken must not tell who has an account.
            User().set_password(password)
            return None
        return user if user.check_password(password) and may_sign_in(user) else None

    def get_user(self, user_id: int) -> User | None:
        """Give the person of an open session, unless they have been suspended meanwhile."""
        user = User.objects.filter(pk=user_id).first()
        return user if user is not None and may_sign_in(user) else None
