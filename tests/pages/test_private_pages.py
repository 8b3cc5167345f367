"""What a browser may keep: nothing of who is signed in, everything that a guest looked at."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.factories import UserFactory
from tests.bookings.factories import service_on_sale

pytestmark = pytest.mark.django_db


def open_pages() -> list[str]:
    """The pages without a guard, which show who is signed in all the same."""
    service = service_on_sale()
    space = reverse("pages:space", args=[service.branch.slug])
    return ["/", "/search/", space, "/styleguide/", "/no-such-page/"]


def test_nothing_of_a_signed_in_person_is_kept(client: Client) -> None:
    client.force_login(UserFactory.create())
    for page in open_pages():
        assert "no-store" in client.get(page)["Cache-Control"], page


def test_a_guest_goes_back_without_loading_again(client: Client) -> None:
    for page in open_pages():
        assert "Cache-Control" not in client.get(page), page


def test_a_picture_is_nobodys_and_is_kept(client: Client) -> None:
    client.force_login(UserFactory.create())
    answer = client.get(reverse("pages:picture", args=["hot_desk", 7]))
    assert "immutable" in answer["Cache-Control"]
    assert "no-store" not in answer["Cache-Control"]
