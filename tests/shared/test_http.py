import pytest
from django import forms
from django.test import RequestFactory

from atspaces.shared.http import render_page, safe_next


class NameForm(forms.Form):
    name = forms.CharField()


@pytest.mark.parametrize(
    ("form", "status"),
    [(NameForm({"name": ""}), 422), (NameForm({"name": "Rana"}), 200), (NameForm(), 200), (None, 200)],
)
def test_a_form_that_was_filled_in_wrongly_answers_422(monkeypatch, form, status):
    monkeypatch.setattr("atspaces.shared.http.render", lambda *_, status: status)
    assert render_page(RequestFactory().get("/"), "any.html", {"form": form}) == status


@pytest.mark.parametrize("own", ["/bookings/", "/ar/bookings/?page=2", "http://testserver/account/"])
def test_next_leads_back_to_this_site(own):
    assert safe_next(RequestFactory().get("/", {"next": own}), "/home/") == own
    assert safe_next(RequestFactory().post("/", {"next": own}), "/home/") == own


@pytest.mark.parametrize(
    "elsewhere",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        r"\\evil.example",
        "/\\evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "http://testserver@evil.example/",
    ],
)
def test_next_never_leads_elsewhere(elsewhere):
    assert safe_next(RequestFactory().get("/", {"next": elsewhere}), "/home/") == "/home/"


def test_next_of_a_secure_page_stays_secure():
    request = RequestFactory().get("/", {"next": "http://testserver/account/"}, secure=True)
    assert safe_next(request, "/home/") == "/home/"
