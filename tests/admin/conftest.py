"""An admin at the back office's door."""

import pytest
from django.test import Client

from apps.accounts.models import User
from tests.accounts.factories import AdminFactory


@pytest.fixture
def admin() -> User:
    return AdminFactory.create(full_name="Rana Admin")


@pytest.fixture
def admin_client(client: Client, admin: User) -> Client:
    client.force_login(admin)
    return client
