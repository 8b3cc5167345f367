"""Sessions in the database: who signs in gets another key, and what it costs."""

from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from apps.accounts.sessions import SessionStore
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def _stored(**values: Any) -> SessionStore:
    """A session as the next request finds it."""
    first = SessionStore()
    first.update(values)
    first.save()
    return SessionStore(first.session_key)


def _keys() -> set[str]:
    return set(Session.objects.values_list("session_key", flat=True))


def test_the_site_uses_them() -> None:
    assert import_module(settings.SESSION_ENGINE).SessionStore is SessionStore


def test_a_new_session_is_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    session = SessionStore()
    session["theme"] = "dark"
    with django_assert_num_queries(1):
        session.save()
    assert _keys() == {session.session_key}
    assert SessionStore(session.session_key)["theme"] == "dark"


def test_signing_in_moves_the_session_to_a_key_nobody_knew(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    session = _stored(browser_key="mine")
    planted = session.session_key
    assert session["browser_key"] == "mine"
    request: Any = RequestFactory().get("/")
    request.session = session
    login(request, person := UserFactory())
    session["signing_in"] = "done"
    with django_assert_num_queries(1):
        session.save()
    assert session.session_key != planted
    assert _keys() == {session.session_key}
    found = SessionStore(session.session_key)
    assert (found["browser_key"], found["_auth_user_id"]) == ("mine", str(person.pk))
    assert SessionStore(planted).load() == {}
    with django_assert_num_queries(1):
        session.save()
    assert _keys() == {session.session_key}


def test_what_was_not_read_before_is_kept_too() -> None:
    session = _stored(browser_key="mine")
    session.cycle_key()
    session.save()
    assert SessionStore(session.session_key)["browser_key"] == "mine"


def test_another_key_twice_leaves_one_row() -> None:
    session = _stored(browser_key="mine")
    session.cycle_key()
    session.cycle_key()
    session.save()
    assert _keys() == {session.session_key}


def test_signing_in_without_a_session_begins_one() -> None:
    session = SessionStore()
    session.cycle_key()
    session["browser_key"] = "mine"
    session.save()
    assert _keys() == {session.session_key}


def test_a_key_that_was_made_up_is_not_taken_on() -> None:
    session = SessionStore("a" * 32)
    session.cycle_key()
    session.save()
    assert _keys() == {session.session_key}
    assert session.session_key != "a" * 32


def test_ended_before_it_moved_nothing_is_left() -> None:
    session = _stored(browser_key="mine")
    session.cycle_key()
    session.flush()
    assert _keys() == set()
    assert session.is_empty()


def test_signed_in_from_two_presses_at_once_both_are_in() -> None:
    first = _stored(browser_key="mine")
    second = SessionStore(first.session_key)
    for session in (first, second):
        assert session["browser_key"] == "mine"
    for session in (first, second):
        session.cycle_key()
        session.save()
    assert _keys() == {first.session_key, second.session_key}


def test_ended_in_another_window_it_does_not_come_back() -> None:
    session = _stored(browser_key="mine")
    assert session["browser_key"] == "mine"
    SessionStore(session.session_key).flush()
    session["theme"] = "dark"
    with pytest.raises(UpdateError):
        session.save()
    assert _keys() == set()
