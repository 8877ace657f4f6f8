"""What a person types and ticks shows wherever the PDF is opened next, and is gone nowhere."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pymupdf
import pytest

from tests.paper.structure import standard_problems
from tests.paper.viewers import FILLERS, VIEWERS, darkness, fill_in_chrome, rectangles

TYPED = {"name": "Zoë Anderson, 14 May", "employer": "Müller & Søn"}
TICKED = {"ask-format", "ask-names"}


@pytest.fixture(scope="module")
def filled(panel_day: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The panel day, filled in each of the programs."""
    out = tmp_path_factory.mktemp("filled")
    for filler, fill in FILLERS.items():
        fill(panel_day, out / f"{filler}.pdf", TYPED, TICKED)
    return {filler: out / f"{filler}.pdf" for filler in FILLERS}


@pytest.mark.parametrize("viewer", VIEWERS)
def test_an_empty_form_is_empty(panel_day: Path, viewer: str, tmp_path: Path) -> None:
    """Nothing stands in a field or box that nobody filled."""
    copy = tmp_path / "empty.pdf"
    copy.write_bytes(panel_day.read_bytes())
    image = VIEWERS[viewer](copy)
    assert {name: darkness(image, rect) for name, rect in rectangles(copy).items()} == dict.fromkeys(
        rectangles(copy), 0
    )


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("filler", FILLERS)
def test_what_was_typed_and_ticked_shows(filled: dict[str, Path], filler: str, viewer: str) -> None:
    """A value and a tick made in one program show in the others, and in no other field."""
    image = VIEWERS[viewer](filled[filler])
    dark = {name: darkness(image, rect) for name, rect in rectangles(filled[filler]).items()}
    assert min(dark[name] for name in TYPED) > 80
    assert min(dark[name] for name in TICKED) > 12
    assert sum(dark[name] for name in dark.keys() - TYPED.keys() - TICKED) == 0


@pytest.mark.parametrize("filler", FILLERS)
def test_what_was_typed_can_be_read_again(filled: dict[str, Path], filler: str) -> None:
    """The value and the ticks are in the form, and the letters drawn are those that were typed."""
    with pikepdf.open(filled[filler]) as pdf:
        fields = {str(each.T): each for each in pdf.Root.AcroForm.Fields}
        assert {name: str(fields[name].V) for name in TYPED} == TYPED
        assert {name for name, each in fields.items() if each.get("/AS") == "/on"} == TICKED
    with pymupdf.open(filled[filler]) as document:
        text = document[0].get_text()
    assert all(value in text for value in TYPED.values())


def test_typed_notes_cover_the_ruled_lines(folder: Path, tmp_path: Path) -> None:
    """Lines help a hand; typed text stands on white, because no viewer sets its lines on ours."""
    empty, typed = tmp_path / "empty.pdf", tmp_path / "typed.pdf"
    empty.write_bytes((folder / "card-meal-letter.pdf").read_bytes())
    fill_in_chrome(empty, typed, {"notes-meal": "Dana"}, set())
    left, low, right, high = rectangles(empty)["notes-meal"]
    blank = (left, low + 20, right, high - 40)
    for view in VIEWERS.values():
        assert darkness(view(empty), blank, below=250) > 1000
        assert darkness(view(typed), blank, below=250) == 0


def test_notes_are_several_lines(folder: Path) -> None:
    """Notes take several lines, on paper ruled, on screen on white."""
    with pikepdf.open(folder / "card-meal-letter.pdf") as pdf:
        notes = pdf.Root.AcroForm.Fields[-1]
        assert int(notes.Ff) & 4096
        assert [int(level) for level in notes.MK.BG] == [1]


def test_filling_keeps_it_accessible(filled: dict[str, Path]) -> None:
    """A copy filled in Chrome still passes PDF/UA-1."""
    assert standard_problems(filled["chrome"]) == []
