import pytest
from django.test import Client

from tests.accounts.factories import AdminFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/bookings/%00/", "/bookings/%00/checkout/", "/search/?text=%00", "/%00"])
def test_an_address_with_a_null_byte_does_not_exist(client: Client, path: str) -> None:
    client.force_login(UserFactory())
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["status=%00", "request_type=%00"])
def test_nor_does_one_of_the_back_office(client: Client, query: str) -> None:
    client.force_login(AdminFactory())
    assert client.get(f"/admin/approvals/approvalrequest/?{query}").status_code == 404


def test_a_booking_number_is_read_in_any_case_and_nothing_else_is_one(client: Client) -> None:
    client.force_login(UserFactory())
    for number in ("0OI1-0OI1", "x", "7kq4m2xp-and-more"):
        assert client.get(f"/bookings/{number}/").status_code == 404


def test_a_cookie_with_a_null_byte_is_no_cookie(client: Client) -> None:
    forged = r'atspaces_session="as-long-as-a-key-of-a-session\000"; csrftoken="a\000"; theme=dark'
    page = client.get("/", headers={"cookie": forged})
    assert page.status_code == 200
    assert 'data-theme="dark"' in page.text, "the other cookies stay"
