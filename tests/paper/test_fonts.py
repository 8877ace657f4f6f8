"""The cuts of our fonts are small, whole and always the same."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from macros.brand import fonts
from tests.paper.conftest import CACHE


@pytest.mark.parametrize("bold", [False, True])
def test_the_web_font_is_small_and_kerned(bold: bool) -> None:
    """A page's fonts are a tenth of a photograph, and keep what makes them easy to read."""
    data = fonts.web_font(bold, CACHE)
    font = TTFont(BytesIO(data))
    assert data[:4] == b"wOF2"
    assert len(data) < 16_000
    assert set(map(ord, "azAZ09 éßñÆœŁłŠž–—’‘“”…•·€")) <= set(font.getBestCmap())
    assert {each.FeatureTag for each in font["GPOS"].table.FeatureList.FeatureRecord} >= {"kern"}


def test_the_field_font_has_the_letters_of_names(tmp_path: Path) -> None:
    """Latin-1 and Latin Extended-A can be typed but for signs nobody needs, and the font is one static weight."""
    font = TTFont(BytesIO(fonts.field_font(CACHE)))
    letters = {*range(0x20, 0x7F), *range(0xA0, 0x180)} - set(map(ord, "¤¦¨¬¯´¶¸"))
    assert letters <= set(font.getBestCmap())
    assert "fvar" not in font
    assert "GPOS" not in font


def test_a_cut_is_the_same_each_time(tmp_path: Path) -> None:
    """No clock and no path gets into a font."""
    assert fonts.field_font(tmp_path) == fonts.field_font(CACHE)
    assert fonts.web_font(True, tmp_path) == fonts.web_font(True, CACHE)
