"""Somebody else's booking number: 404 on every page, in the calendar file too, and nothing changed."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from apps.accounts.models import User
from apps.bookings.models import Booking
from apps.bookings.statuses import PaymentMethod
from apps.catalog.models import Availability
from apps.payments.models import Payment
from apps.payments.services import check_out
from tests.accounts.factories import UserFactory
from tests.bookings.desk import at, signed_in
from tests.bookings.factories import hold, service_on_sale
from tests.test_conventions import routes

pytestmark = [pytest.mark.scenario(19), pytest.mark.django_db]

NAME, MOBILE = "Dana Odeh", "+962791112223"


@pytest.fixture
def booking(now, monkeypatch) -> Booking:
    at(monkeypatch, now)
    customer = UserFactory(full_name=NAME, phone_number=MOBILE)
    held = hold(service_on_sale(name="Window seat"), now=now, customer=customer)
    return check_out(booking=held, customer=customer, method=PaymentMethod.CASH, now=now)


@pytest.fixture(params=["held", "booked"])
def target(request, now, booking) -> Booking:
    return hold(booking.vendor_service, now=now) if request.param == "held" else booking


def addresses(booking: Booking) -> Iterator[tuple[str, str]]:
    """Every address of the site that takes a booking's number."""
    for route, arguments in routes(get_resolver().url_patterns):
        if arguments == ["number"]:
            yield route, reverse(route, args=[booking.booking_number])


STRANGERS: dict[str, Callable[[], User]] = {
    "another customer": UserFactory,
    "another vendor": lambda: service_on_sale().branch.vendor,
}


def everything() -> list[object]:
    tables = (Booking, Availability, Payment)
    return [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize("who", STRANGERS)
def test_a_strangers_number_is_no_such_page(target, proof, who):
    person = STRANGERS[who]()
    before = everything()
    shown = dict(addresses(target))
    assert {"bookings:detail", "bookings:calendar", "payments:cancel", "vendor:accept"} <= shown.keys()
    for route, address in shown.items():
        for send in ("get", "post"):
            answer = getattr(signed_in(person), send)(address)
            assert answer.status_code in {403, 404, 405}, (route, send)
            # A method that the address does not know is refused before anybody looks for the number.
            own_door = route.startswith("vendor:") == (who == "another vendor")
            assert not own_door or answer.status_code in {404, 405}, (route, send)
            assert NAME not in answer.content.decode()
            proof.count(refused=1)
    assert everything() == before
    proof.count(rounds=1)


def test_whoever_is_not_signed_in_is_told_nothing_either(target, proof):
    before = everything()
    for route, address in addresses(target):
        for send in ("get", "post"):
            answer = getattr(Client(), send)(address)
            assert answer.status_code in {302, 404, 405}, (route, send)
            if answer.status_code == 302:
                assert "/sign-in/" in answer.url, (route, answer.url)
            proof.count(refused=1)
    assert everything() == before
    proof.count(rounds=1)


def test_a_number_nobody_has_looks_the_same(booking, proof):
    person = signed_in(UserFactory())
    theirs = person.get(reverse("bookings:detail", args=[booking.booking_number]))
    nobodys = person.get(reverse("bookings:detail", args=["ZZZZ-ZZZZ"]))
    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    shown = [token.sub("", answer.content.decode()) for answer in (theirs, nobodys)]
    assert shown[0].replace(booking.booking_number, "ZZZZ-ZZZZ") == shown[1]
    proof.count(rounds=1, refused=2)


@pytest.mark.parametrize("words", ["cancel {}", "where is booking {}?", "ألغِ الحجز {}"])
def test_the_assistant_knows_nothing_of_a_strangers_number(booking, proof, words):
    before = everything()
    person = signed_in(UserFactory())
    question = words.format(booking.booking_number)
    answer = person.post(reverse("assistant:chat"), {"text": question}, follow=True)
    assert answer.status_code in {200, 422}
    page = answer.content.decode()
    assert NAME not in page
    assert MOBILE not in page
    assert "Window seat" not in page
    assert everything() == before
    proof.count(rounds=1, refused=1)
