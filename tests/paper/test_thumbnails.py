"""Each sheet has a small picture of its real first side."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image

from macros import paper

NAME = "panel-day-letter.pdf"


def test_a_picture_shows_the_first_side_of_a_sheet(site_folder: Path, tmp_path: Path) -> None:
    """It has one for its paper, of the sheet's own shape; where the sheet has ink, so has the picture."""
    prints = {name: (site_folder / "downloads" / name).read_bytes() for name in (NAME, "people-letter.pdf")}
    pictures = paper.thumbnails({**prints, "panel-day-a4.pdf": b""}, "letter", tmp_path)
    assert list(pictures) == ["panel-day.png", "people.png"]
    upright, turned = (Image.open(io.BytesIO(each)).convert("L") for each in pictures.values())
    assert (upright.width, upright.height) == (turned.height, turned.width) == (192, 248)
    page = pypdfium2.PdfDocument(prints[NAME])[0]
    real = page.render(scale=1, grayscale=True, may_draw_forms=False).to_pil().convert("L").resize((24, 31))
    pairs = list(zip(real.get_flattened_data(), upright.resize((24, 31)).get_flattened_data(), strict=True))
    assert max(abs(one - other) for one, other in pairs) < 40
    assert sum(one < 235 for one, _ in pairs) > 100


def test_what_was_drawn_is_not_drawn_again(site_folder: Path, tmp_path: Path) -> None:
    """A picture is kept by the bytes of its sheet; another sheet of the same name gets another one."""
    pdf = (site_folder / "downloads" / NAME).read_bytes()
    first = paper.thumbnails({NAME: pdf}, "letter", tmp_path)
    kept = sorted((tmp_path / "thumbnails").iterdir())
    assert paper.thumbnails({NAME: pdf}, "letter", tmp_path) == first
    assert sorted((tmp_path / "thumbnails").iterdir()) == kept
    other = (site_folder / "downloads" / "people-letter.pdf").read_bytes()
    assert paper.thumbnails({NAME: other}, "letter", tmp_path) != first
