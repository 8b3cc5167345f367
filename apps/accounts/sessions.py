"""Sessions in the database, like Django's own, with one statement for what a request changes.

Django's engine looks first whether a new key is free, and writes the session three times over when
somebody signs in. Here the row moves to its new key when the session is saved.
"""

from typing import Any, Final

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError, UpdateError
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError
from django.utils.crypto import get_random_string

KEY_LENGTH: Final = 32


class SessionStore(db.SessionStore):
    """The session of one request. `SESSION_ENGINE` names this module."""

    _moves_from: str | None = None

    def cycle_key(self) -> None:
        """Take another key and keep what is known. The old one opens nothing once this is saved."""
        # Read as long as the key is the row's.
        self._get_session()  # type: ignore[attr-defined]  # the stubs lack it
        if self.session_key is not None:
            self._moves_from = self._moves_from or self.session_key
            self._session_key = self._get_new_session_key()
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Write the session. Raises `UpdateError` when it was ended meanwhile."""
        if self.session_key is None:
            self.create()
            return
        known = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        row = self.create_model_instance(known)
        if must_create:
            _add(row)
        elif self._moves_from is not None:
            # Ended meanwhile, as by a second press of the same button: a new one, as Django's engine does.
            if not _change(self._moves_from, row):
                _add(row)
            self._moves_from = None
        elif not _change(self.session_key, row):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """End a session: this one, also before it has moved, or the one with a key."""
        super().delete(session_key or self._moves_from)
        if session_key is None:
            self._moves_from = None

    def _get_new_session_key(self) -> str:
        # 165 random bits: never drawn twice, and the primary key would refuse the second.
        return get_random_string(KEY_LENGTH, VALID_KEY_CHARS)


def _add(row: AbstractBaseSession) -> None:
    try:
        row.save(force_insert=True)
    except IntegrityError as error:
        raise CreateError from error


def _change(key: str, row: AbstractBaseSession) -> bool:
    values: dict[str, Any] = {
        "session_key": row.session_key,
        "session_data": row.session_data,
        "expire_date": row.expire_date,
    }
    return bool(Session.objects.filter(session_key=key).update(**values))
