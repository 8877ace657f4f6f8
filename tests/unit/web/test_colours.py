"""A brand's colours on screen can be read in both schemes, whatever they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.brand import LEAST_CONTRAST, contrast
from macros.brand.brand import luminance
from macros.reading.load import read_brand
from macros.web.build import branded
from macros.web.build.colours import GROUNDS
from tests.unit.brand.test_brand import BRAND

STYLE = (Path(__file__).parents[3] / "docs/assets/second-round/second-round.css").read_text(encoding="utf-8")


def in_brand(folder: Path, colour: str, accent: str) -> str:
    path = folder / "brand.yml"
    path.write_text(BRAND.replace("#12343b", colour).replace("#9a3b00", accent), encoding="utf-8")
    return branded(STYLE, read_brand(path))


def test_the_grounds_are_the_hardest_of_the_style_sheet() -> None:
    """No ground in either scheme is darker, or lighter, than the one that colours are measured on."""
    for scheme, worst in (("default", min), ("slate", max)):
        block = STYLE.split(f'[data-md-color-scheme="{scheme}"] {{')[1].split("}")[0]
        grounds = re.findall(r"--sr-(?:paper|sheet|tint): (#[0-9a-f]+);", block)
        whole = [each if len(each) == 7 else "#" + "".join(2 * digit for digit in each[1:]) for each in grounds]
        assert len(whole) == 3
        assert worst(whole, key=luminance) == GROUNDS[scheme]


def test_the_projects_own_colours_change_nothing(tmp_path: Path) -> None:
    """They are those of the style sheet, in either case of letters."""
    assert in_brand(tmp_path, "#12343B", "#9a3b00") == STYLE


@pytest.mark.parametrize("colour", ["#5a1a4a", "#000000", "#767676", "#0000ff", "#c00000", "#12343b"])
@pytest.mark.parametrize("accent", ["#8a3b12", "#6a6a00", "#757575"])
def test_any_brand_can_be_read_in_both_schemes(tmp_path: Path, colour: str, accent: str) -> None:
    """A colour that just passes on white gets darker on tinted paper, and lighter on dark; one that is fine stays."""
    added = in_brand(tmp_path, colour, accent).removeprefix(STYLE)
    assert added.count("@media screen") == 1, "print stays black"
    for scheme, ground in GROUNDS.items():
        rule = re.search(rf'\[data-md-color-scheme="{scheme}"\] {{ (.*) }}', added)
        assert rule
        shades = dict(re.findall(r"--sr-(\w+): (#[0-9a-f]{6})", rule[1]))
        assert shades.keys() == ({"warm", "focus"} if colour == "#12343b" else {"deep", "link", "warm", "focus"})
        assert all(contrast(shade, ground) >= LEAST_CONTRAST for shade in shades.values())
    assert colour not in ("#5a1a4a", "#c00000") or f"--sr-deep: {colour}; --sr-link: {colour};" in added
    assert added.count(f"[data-md-color-scheme] {{ --sr-drawn-ink: {colour} }}") == 1, "as on the sheet itself"


def test_colours_are_named_once() -> None:
    """Below the names at its head, the style sheet uses no colour but by its name; print, where all is black, apart."""
    rules = STYLE.split("------ the page */")[1]
    screen = re.sub(r"(?m)^.*\[data-md-color-scheme\] \{ --sr-.*$", "", rules)
    assert re.findall(r"#[0-9a-f]{3,8}\b", screen) == []
