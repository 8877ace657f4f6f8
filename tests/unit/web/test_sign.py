"""The signs of a site are those of whoever gives it."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.reading.load import read_brand
from macros.web.build import MARK, Signs, signs
from tests.unit.brand.test_brand import BRAND, branded, drawn, picture

ROOT = Path(__file__).parents[3]
OURS = (ROOT / "docs/assets/second-round" / MARK).read_bytes()


@pytest.mark.guidance
def test_the_guidance_keeps_its_own_mark() -> None:
    """With the project's own brand there is no other sign, and no file more."""
    assert signs(OURS, read_brand(ROOT / "checklists/brand.yml")) == Signs()


@pytest.mark.parametrize(
    ("wide", "icon"), [(100, "letter.svg"), (26, "letter.svg"), (25, "logo.png"), (16, "logo.png"), (15, "letter.svg")]
)
def test_a_logo_is_at_the_head_and_on_the_tab_where_it_is_about_square(tmp_path: Path, wide: int, icon: str) -> None:
    """A tab is square, and a wide logo would be a line in it: the first letter of the name stands there instead."""
    (tmp_path / "logo.png").write_bytes(picture(wide, 20))
    found = signs(OURS, read_brand(branded(tmp_path, "logo: logo.png\n")))
    assert (found.logo, found.icon) == ("logo.png", icon)
    assert found.files.keys() == {"logo.png", icon}
    assert found.files["logo.png"].startswith(b"\x89PNG")


def test_a_name_without_a_logo_has_its_letter(tmp_path: Path) -> None:
    """It is the first letter or digit, in white on the colour; what is typed is no markup."""
    path = tmp_path / "brand.yml"
    path.write_text(BRAND.replace("Northside Careers", '"“éa & <b>” two"'), encoding="utf-8")
    found = signs(OURS, read_brand(path))
    assert (found.logo, found.icon, *found.files) == ("letter.svg", "letter.svg", "letter.svg")
    drawing = found.files["letter.svg"].decode()
    assert "<title>“éa &amp; &lt;b&gt;” two</title>" in drawing
    assert 'fill="#fff">É</text>' in drawing
    assert 'fill="#12343b"' in drawing


def test_a_drawn_logo_is_a_file_as_it_was_drawn(tmp_path: Path) -> None:
    """Nothing stands inside a page: a picture runs no script. It stands for any name, that of the guidance too."""
    drawn(tmp_path, "<path d='M0 0h9v9z'/>")
    path = branded(tmp_path, "logo: logo.svg\n")
    path.write_text(path.read_text(encoding="utf-8").replace("Northside Careers", "Second Round"), encoding="utf-8")
    found = signs(OURS, read_brand(path))
    assert found.logo == "logo.svg"
    assert b"<svg" in found.files["logo.svg"]
