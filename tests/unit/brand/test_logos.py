"""Every kind of file that people call their logo: it is taken as a browser shows it, or refused in a sentence."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from macros.brand import logo
from macros.brand.brand import Logo
from tests.unit.brand.logos import BAD_PICTURES, DRAWN, FOR_EVER, PICTURES, REFUSED, SVG, damaged, faults, file_of


def taken(folder: Path, name: str, data: bytes) -> Logo:
    (folder / name).write_bytes(data)
    return logo.read(name, folder)


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_is_written_anew_with_the_fewest_means(tmp_path: Path, name: str) -> None:
    """What a printer gets holds paths, plain colours and plain gradients, and no number that it could stumble over."""
    assert faults(taken(tmp_path, "logo.svg", file_of(name))) == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_be_drawn_wrong_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    """The sentence is about the logo, and says what to do; it holds neither the file nor the words of a program."""
    drawing, says = REFUSED[name]
    with pytest.raises(logo.Unfit, match=says.replace("(", r"\(")) as caught:
        taken(tmp_path, "logo.svg", drawing.encode())
    assert 20 < len(str(caught.value)) < 200
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("size", "wide"),
    [
        ('width="90mm" height="30mm"', 3),
        ('width="3in" height="72pt"', 3),
        ('width="10cm" height="50mm"', 2),
        ('width="400Q" height="100"', 3.7795),
        ('width="12pc" height="2in"', 1),
        ('width="4em" height="1em" viewBox="0 0 9 9"', 4),
        ('width="100%" height="50" viewBox="0 0 90 30"', 3),
        ('height="50" viewBox="0 0 90 30"', 3),
        ('width="nope" height="-5" viewBox="0 0 90 30"', 3),
        ('style="width:60px;height:20px"', 3),
    ],
)
def test_a_drawing_is_as_wide_as_a_browser_makes_it(tmp_path: Path, size: str, wide: float) -> None:
    """Whatever the units of its size, and whichever of its sizes counts."""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="5" height="5"/></svg>'
    assert taken(tmp_path, "logo.svg", drawing.encode()).wide == pytest.approx(wide, rel=1e-4)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_any_kind_has_eight_bits_then(tmp_path: Path, name: str) -> None:
    """Sixteen bits, a table of colours or one bit: what is kept has eight bits of red, green and blue."""
    found = taken(tmp_path, "logo.png", PICTURES[name]).file
    assert found[24] == 8
    assert found[25] in (2, 6)
    assert found[28] == 0


def test_sixteen_bits_of_grey_are_all_shades_of_it(tmp_path: Path) -> None:
    """From black on the left to white on the right, with nothing cut off on the way."""
    found = taken(tmp_path, "logo.png", PICTURES["grey-of-sixteen-bits"]).file
    with Image.open(io.BytesIO(found)) as picture:
        row = [picture.getpixel((x, 0)) for x in range(40)]
    assert [each[0] for each in row if isinstance(each, tuple)] == pytest.approx(
        [x * 255 / 39 for x in range(40)], abs=1.01
    )


@pytest.mark.parametrize("name", BAD_PICTURES)
def test_a_picture_with_nothing_to_see_is_refused(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pixels that are not there, clear or white are no logo, whatever else the file holds.

    It is so too where WeasyPrint is loaded, which has Pillow draw what is left of a damaged picture.
    """
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    data, says = BAD_PICTURES[name]
    with pytest.raises(logo.Unfit, match=says):
        taken(tmp_path, "logo.png", data)


@pytest.mark.parametrize("name", FOR_EVER)
def test_no_drawing_is_read_for_ever(tmp_path: Path, name: str) -> None:
    """Whatever its length allows, there is an end to it: it is refused, or has no more pieces than are printed."""
    inside, says = FOR_EVER[name]
    with pytest.raises(logo.Unfit, match=says):
        taken(tmp_path, "logo.svg", SVG.format(inside).encode())


def test_drawings_with_wrong_values_are_plain_or_refused(tmp_path: Path) -> None:
    """Whatever value stands in any place: never anything but a plain drawing, or a sentence."""
    chance, counts = random.Random(19), {"taken": 0, "refused": 0}
    for _ in range(400):
        drawing = damaged(chance)
        said = ""
        try:
            assert faults(taken(tmp_path, "logo.svg", drawing.encode())) == [], drawing
        except logo.Unfit as error:
            said = str(error)
        assert len(said) < 250
        counts["refused" if said else "taken"] += 1
    assert min(counts.values()) > 50, "both were tried"
