"""The frame of every page: language switch, theme, stand-in pictures, the styleguide's door."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404  # noqa: TID251 (what the views raise)
from django.test import RequestFactory, override_settings
from django.utils.translation import override

from atspaces.pages.context import path_in, site
from atspaces.pages.pictures import picture
from atspaces.pages.styleguide import styleguide
from atspaces.pages.theme import theme


@pytest.mark.parametrize(
    ("path", "english", "arabic"),
    [
        ("/", "/", "/ar/"),
        ("/ar/", "/", "/ar/"),
        ("/ar", "/", "/ar/"),
        ("/find/", "/find/", "/ar/find/"),
        ("/ar/find/", "/find/", "/ar/find/"),
        ("/area/abdoun/", "/area/abdoun/", "/ar/area/abdoun/"),
    ],
)
def test_the_same_page_in_the_other_language(path: str, english: str, arabic: str) -> None:
    assert path_in("en", path) == english
    assert path_in("ar", path) == arabic


class TestSite:
    def test_the_switch_keeps_path_and_query(self, rf: RequestFactory) -> None:
        with override("en"):
            frame = site(rf.get("/find/?kind=hot_desk&people=2"))["site"]
        assert frame.other_language_url == "/ar/find/?kind=hot_desk&people=2"
        assert frame.direction == "ltr"

    def test_arabic_reads_from_the_other_side(self, rf: RequestFactory) -> None:
        with override("ar"):
            frame = site(rf.get("/ar/find/"))["site"]
        assert (frame.language, frame.direction, frame.other_language_url) == ("ar", "rtl", "/find/")

    @override_settings(BASE_URL="https://atspaces.test")
    def test_addresses_for_other_sites_are_absolute_and_without_the_query(self, rf: RequestFactory) -> None:
        frame = site(rf.get("/find/?people=2"))["site"]
        assert frame.canonical_url == "https://atspaces.test/find/"
        assert dict(frame.alternates)["ar"] == "https://atspaces.test/ar/find/"

    def test_a_request_without_a_person_is_nobodys(self, rf: RequestFactory) -> None:
        assert not site(rf.get("/"))["site"].signed_in

    def test_a_guest_is_not_signed_in(self, rf: RequestFactory) -> None:
        request = rf.get("/")
        request.user = AnonymousUser()
        assert not site(request)["site"].signed_in

    @pytest.mark.parametrize(("cookie", "shown"), [("dark", "dark"), ("light", "light"), ('"><script>', "")])
    def test_only_known_themes_are_shown(self, rf: RequestFactory, cookie: str, shown: str) -> None:
        rf.cookies["theme"] = cookie
        assert site(rf.get("/"))["site"].theme == shown


class TestTheme:
    def test_remembers_the_choice_and_goes_back(self, rf: RequestFactory) -> None:
        response = theme(rf.post("/theme/", {"theme": "dark", "next": "/find/?people=2"}))
        assert response.status_code == 302
        assert response["Location"] == "/find/?people=2"
        assert response.cookies["theme"].value == "dark"

    def test_forgets_it(self, rf: RequestFactory) -> None:
        response = theme(rf.post("/theme/", {"theme": "", "next": "/"}))
        assert response.cookies["theme"]["max-age"] == 0

    @pytest.mark.parametrize("elsewhere", ["https://evil.test/", "//evil.test", "javascript:alert(1)"])
    def test_never_leads_away_from_the_site(self, rf: RequestFactory, elsewhere: str) -> None:
        assert theme(rf.post("/theme/", {"theme": "dark", "next": elsewhere}))["Location"] == "/"

    def test_only_post_changes_it(self, rf: RequestFactory) -> None:
        assert theme(rf.get("/theme/?theme=dark")).status_code == 405


class TestPicture:
    def test_is_an_image_that_browsers_keep(self, rf: RequestFactory) -> None:
        response = picture(rf.get("/pictures/hot_desk/7.svg"), "hot_desk", 7)
        assert response["Content-Type"] == "image/svg+xml"
        assert "immutable" in response["Cache-Control"]
        assert response.content.startswith(b"<svg")

    def test_unknown_kinds_do_not_exist(self, rf: RequestFactory) -> None:
        with pytest.raises(Http404):
            picture(rf.get("/pictures/ballroom/7.svg"), "ballroom", 7)


@override_settings(DEBUG=False, DEMO=False)
def test_the_styleguide_is_closed_in_production(rf: RequestFactory) -> None:
    with pytest.raises(Http404):
        styleguide(rf.get("/styleguide/"))
