"""Drawings in pages: they say what they show, take the colour of the text, and can be read on a phone."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.guidance

SVG = "{http://www.w3.org/2000/svg}"
DRAWINGS = [
    (path.relative_to(ROOT / "docs").as_posix(), drawing)
    for path in sorted((ROOT / "docs").rglob("*.md"))
    for drawing in re.findall(r"<svg.*?</svg>", path.read_text(encoding="utf-8"), re.DOTALL)
]


@pytest.mark.parametrize("drawing", [drawing for _, drawing in DRAWINGS], ids=[page for page, _ in DRAWINGS])
def test_a_drawing_can_be_read_and_heard(drawing: str) -> None:
    """It has a title that tells it, and names the words beside it that say the same; its letters are 14 at 360 wide.

    Its only colour is that of the text, so it is right in light, in dark, on paper and in grey.
    """
    svg = ElementTree.fromstring(drawing)
    title = svg.find(f"{SVG}title")
    assert svg.get("role") == "img"
    assert title is not None
    assert title.get("id") == svg.get("aria-labelledby")
    assert re.search(r"The (list|table|text) (above|below) says the same\.$", title.text or "")
    _, _, width, height = map(float, svg.get("viewBox", "").split())
    assert width <= 360
    assert {each.get("font-size") for each in svg.iter()} <= {None, "14"}
    for each in svg.iter():
        assert {each.get("fill"), each.get("stroke")} <= {None, "none", "currentColor"}
        assert each.get("style") is None
    for text in svg.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x", "nan")) <= width
        assert 0 <= float(text.get("y", "nan")) <= height


def test_no_two_drawings_share_a_name() -> None:
    """The id of a title or of a mark belongs to one drawing, so that two may stand on one page."""
    names = re.findall(r' id="([^"]+)"', "".join(drawing for _, drawing in DRAWINGS))
    assert len(DRAWINGS) >= 7
    assert len(names) == len(set(names))
