import xml.etree.ElementTree as ET

import pytest

from atspaces.shared.placeholder import KINDS, placeholder


@pytest.mark.parametrize("kind", KINDS)
class TestEveryKind:
    def test_is_small_well_formed_svg_without_text_or_script(self, kind: str) -> None:
        for seed in range(120):
            drawing = placeholder(seed, kind)
            assert len(drawing.encode()) <= 3 * 1024
            tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(drawing).iter()}
            assert tags <= {"svg", "g", "defs", "use", "path", "circle"}

    def test_is_four_to_three(self, kind: str) -> None:
        assert ET.fromstring(placeholder(1, kind)).get("viewBox") == "0 0 400 300"

    def test_the_same_seed_gives_the_same_picture(self, kind: str) -> None:
        assert placeholder(42, kind) == placeholder(42, kind)

    def test_seeds_differ(self, kind: str) -> None:
        assert len({placeholder(seed, kind) for seed in range(200)}) == 200

    def test_each_piece_used_is_drawn(self, kind: str) -> None:
        root = ET.fromstring(placeholder(7, kind))
        drawn = {f"#{element.get('id')}" for element in root.iter() if element.get("id")}
        used = {element.get("href") for element in root.iter() if element.get("href")}
        assert used
        assert used <= drawn


def test_kinds_differ_for_one_seed() -> None:
    assert len({placeholder(3, kind) for kind in KINDS}) == len(KINDS)


def test_a_family_fixes_the_walls() -> None:
    assert placeholder(3, "hot_desk", family=0) != placeholder(3, "hot_desk", family=3)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="ballroom"):
        placeholder(1, "ballroom")
