"""The colours of the style sheet, measured with the formula of WCAG 2.2, in both themes."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = Path(settings.BASE_DIR) / "static" / "css" / "tokens.css"
AA_TEXT = 4.5
AA_LARGE_OR_CONTROL = 3.0

SURFACES = ("bg", "surface", "raised", "tint", "cool")
READABLE = ("text", "text-2", "text-3", "link")
STATES = ("success", "warning", "danger", "info")


def _block(selector: str) -> dict[str, str]:
    source = TOKENS.read_text(encoding="utf-8")
    body = re.search(re.escape(selector) + r"\s*\{([^}]*)\}", source)
    assert body, f"no block for {selector}"
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", body.group(1)))


THEMES = {"light": '[data-theme="light"]', "dark": '[data-theme="dark"]'}


def _luminance(colour: str) -> float:
    channels = [int(colour.lstrip("#")[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_knows_its_ends() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ff5b04") == pytest.approx(3.11, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
class TestBothThemes:
    @pytest.mark.parametrize("surface", SURFACES)
    @pytest.mark.parametrize("ink", READABLE)
    def test_text_can_be_read_on_every_surface(self, theme: str, ink: str, surface: str) -> None:
        tokens = _block(THEMES[theme])
        assert contrast(tokens[ink], tokens[surface]) >= AA_TEXT

    @pytest.mark.parametrize("state", STATES)
    def test_states_can_be_read_on_their_own_ground_and_on_the_page(self, theme: str, state: str) -> None:
        tokens = _block(THEMES[theme])
        assert contrast(tokens[state], tokens[f"{state}-bg"]) >= AA_TEXT
        assert contrast(tokens[state], tokens["surface"]) >= AA_TEXT
        assert contrast(tokens["text"], tokens[f"{state}-bg"]) >= AA_TEXT

    @pytest.mark.parametrize("fill", ["brand", "brand-hover"])
    def test_the_label_of_the_primary_button(self, theme: str, fill: str) -> None:
        tokens = _block(THEMES[theme])
        assert contrast(tokens["on-brand"], tokens[fill]) >= AA_TEXT

    @pytest.mark.parametrize("surface", ["bg", "surface"])
    def test_the_edges_of_controls_and_the_focus_ring_are_seen(self, theme: str, surface: str) -> None:
        tokens = _block(THEMES[theme])
        assert contrast(tokens["line-control"], tokens[surface]) >= AA_LARGE_OR_CONTROL
        assert contrast(tokens["focus"], tokens[surface]) >= AA_LARGE_OR_CONTROL

    def test_the_focus_ring_is_seen_beside_the_orange_or_its_halo_is(self, theme: str) -> None:
        tokens = _block(THEMES[theme])
        rings = (contrast(tokens["focus"], tokens["brand"]), contrast(tokens["focus-halo"], tokens["brand"]))
        assert max(rings) >= AA_LARGE_OR_CONTROL

    def test_the_word_mark_is_large_enough_for_its_orange(self, theme: str) -> None:
        tokens = _block(THEMES[theme])
        assert contrast(tokens["brand"], tokens["bg"]) >= AA_LARGE_OR_CONTROL


def test_chosen_dark_and_the_devices_dark_are_the_same_colours() -> None:
    assert _block(":root:not([data-theme])") == _block('[data-theme="dark"]')


def test_both_themes_name_the_same_colours() -> None:
    assert _block(THEMES["light"]).keys() == _block(THEMES["dark"]).keys()
