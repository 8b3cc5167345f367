import pytest
from django.utils.translation import override

from atspaces.shared.bilingual import Bilingual, in_language


@pytest.mark.parametrize(
    ("english", "arabic", "language", "expected"),
    [
        ("Desk", "مكتب", "en", "Desk"),
        ("Desk", "مكتب", "ar", "مكتب"),
        ("Desk", "مكتب", "ar-jo", "مكتب"),
        ("Desk", "", "ar", "Desk"),
        ("", "مكتب", "en", "مكتب"),
        ("", "", "ar", ""),
    ],
)
def test_a_text_falls_back_to_the_language_that_is_filled(english, arabic, language, expected):
    assert in_language(english, arabic, language) == expected
    with override(language):
        assert in_language(english, arabic) == expected


class Place:
    name, name_ar = "Abdali", "العبدلي"
    display_name = Bilingual("name")


def test_an_attribute_follows_the_active_language():
    with override("en"):
        assert Place().display_name == "Abdali"
    with override("ar"):
        assert Place().display_name == "العبدلي"
    with override(None):
        assert Place().display_name == "Abdali"
