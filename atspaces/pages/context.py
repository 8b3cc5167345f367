"""What every page knows: its language, its address in the other one, the theme, who looks at it."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

THEME_COOKIE: Final = "theme"
THEMES: Final = ("light", "dark")
OTHER: Final = {"en": ("ar", "العربية"), "ar": ("en", "English")}


@dataclass(frozen=True, kw_only=True)
class Site:
    """The frame round a page. Addresses are absolute where other sites read them."""

    language: str
    direction: str
    other_language: str
    other_language_name: str
    other_language_url: str
    canonical_url: str
    alternates: list[tuple[str, str]]
    theme: str
    demo: bool
    signed_in: bool
    person_name: str
    role: str
    path: str


def site(request: HttpRequest) -> dict[str, Site]:
    """Context processor: gives templates `site`. Copes with requests that have no user yet."""
    language = "ar" if (get_language() or "en").startswith("ar") else "en"
    other, other_name = OTHER[language]
    query = request.META.get("QUERY_STRING", "")
    person = getattr(request, "user", None)
    signed_in = bool(person is not None and person.is_authenticated)
    return {
        "site": Site(
            language=language,
            direction="rtl" if language == "ar" else "ltr",
            other_language=other,
            other_language_name=other_name,
            other_language_url=path_in(other, request.path) + (f"?{query}" if query else ""),
            canonical_url=settings.BASE_URL + request.path,
            alternates=[(code, settings.BASE_URL + path_in(code, request.path)) for code in ("en", "ar")],
            theme=chosen_theme(request),
            demo=bool(getattr(settings, "DEMO", False)),
            signed_in=signed_in,
            person_name=str(getattr(person, "full_name", "") or "") if signed_in else "",
            role=str(getattr(person, "role", "") or "") if signed_in else "",
            path=request.get_full_path(),
        )
    }


def path_in(language: str, path: str) -> str:
    """Give the same page's path in another language: Arabic lives below `/ar/`, English at the root."""
    bare = path[3:] or "/" if path == "/ar" or path.startswith("/ar/") else path
    return f"/ar{bare}" if language == "ar" else bare


def chosen_theme(request: HttpRequest) -> str:
    """Give "light" or "dark" when the person chose one, else the empty string: follow the device."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in THEMES else ""
