"""What a person types and ticks shows wherever the PDF is opened next, and is gone nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from tests.paper.structure import fields
from tests.paper.verapdf import standard_problems
from tests.paper.viewers import FILLERS, VIEWERS, Rect, darkness, fill_in_chrome, rectangles

LONG = "Vans left late on 9 of 20 days. After six weeks, late on 2 of 20. Lists were frozen the evening before."


@dataclass(frozen=True)
class Case:
    """A sheet, and what is typed and ticked on its first page."""

    sheet: str
    typed: dict[str, str]
    ticked: frozenset[str]
    guides: int = 0
    """How dark a field may be where nobody types: dotted lines guide a hand in a table."""


LIST = Case(
    "panel-day-letter.pdf",
    {"name": "Zoë Anderson, 14 May", "employer": "Müller & Søn"},
    frozenset({"ask-format", "ask-names"}),
)
TABLE = Case(
    "people-letter.pdf",
    {"employer": "Müller & Søn", "people.person-1.name": "Zoë Anderson", "people.person-6.story": "Late vans"},
    frozenset({"people.person-2.thanked"}),
    guides=40,
)
CALL = Case(
    "conversation-callback-a4.pdf",
    {
        "callback.ask-for-time": "Müller & Søn",
        "callback.ask-process": "Two more talks",
        "callback.ask-who": "Dana, director",
    },
    frozenset(),
)


@pytest.fixture(scope="module", params=[LIST, TABLE, CALL], ids=lambda case: str(case.sheet.removesuffix(".pdf")))
def case(request: pytest.FixtureRequest) -> Case:
    """A list, a worksheet with a table, and a conversation."""
    assert isinstance(request.param, Case)
    return request.param


@pytest.fixture(scope="module")
def filled(case: Case, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sheet, filled in each of the programs."""
    out = tmp_path_factory.mktemp("filled")
    for filler, fill in FILLERS.items():
        fill(folder / case.sheet, out / f"{filler}.pdf", case.typed, set(case.ticked))
    return {filler: out / f"{filler}.pdf" for filler in FILLERS}


@pytest.mark.parametrize("viewer", VIEWERS)
def test_an_empty_form_is_empty(case: Case, folder: Path, viewer: str, tmp_path: Path) -> None:
    """Nothing stands in a field or box that nobody filled."""
    copy = tmp_path / "empty.pdf"
    copy.write_bytes((folder / case.sheet).read_bytes())
    image = VIEWERS[viewer](copy)
    dark = {name: darkness(image, rect) for name, rect in rectangles(copy).items()}
    assert {name: level for name, level in dark.items() if level > case.guides} == {}


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("filler", FILLERS)
def test_what_was_typed_and_ticked_shows(case: Case, filled: dict[str, Path], filler: str, viewer: str) -> None:
    """A value and a tick made in one program show in the others, and in no other field."""
    image = VIEWERS[viewer](filled[filler])
    dark = {name: darkness(image, rect) for name, rect in rectangles(filled[filler]).items()}
    assert min(dark[name] for name in case.typed) > 45
    assert min((dark[name] for name in case.ticked), default=99) > 12
    assert max(dark[name] for name in dark.keys() - case.typed.keys() - case.ticked) <= case.guides


@pytest.mark.parametrize("filler", FILLERS)
def test_what_was_typed_can_be_read_again(case: Case, filled: dict[str, Path], filler: str) -> None:
    """The value and the ticks are in the form, and the letters drawn are those that were typed."""
    with pikepdf.open(filled[filler]) as pdf:
        form = fields(pdf)
        assert {name: str(form[name].V) for name in case.typed} == case.typed
        assert {name for name, each in form.items() if each.get("/AS") == "/on"} == case.ticked
    with pymupdf.open(filled[filler]) as document:
        text = " ".join(document[0].get_text().split())  # a name may take two lines
    assert all(value in text for value in case.typed.values())


def test_filling_keeps_it_accessible(filled: dict[str, Path]) -> None:
    """A copy filled in Chrome still passes PDF/UA-1."""
    assert standard_problems(filled["chrome"]) == []


@pytest.mark.parametrize("filler", ["chrome", "mupdf"])
def test_long_text_goes_on_in_the_next_line(folder: Path, tmp_path: Path, filler: str) -> None:
    """A box of a table takes as many lines as it has room for, in every viewer."""
    sheet, field = "first-round-letter.pdf", "first-round.question-1.said"
    FILLERS[filler](folder / sheet, tmp_path / "long.pdf", {field: LONG}, set())
    left, _, right, high = rectangles(tmp_path / "long.pdf")[field]
    for view in VIEWERS.values():
        image = view(tmp_path / "long.pdf")
        lines: list[Rect] = [(left, high - 14 - at, right, high - at) for at in (0, 12, 24)]
        assert all(darkness(image, line) > 80 for line in lines)


def test_typed_notes_cover_the_ruled_lines(folder: Path, tmp_path: Path) -> None:
    """Lines help a hand; typed text stands on white, because no viewer sets its lines on ours."""
    empty, typed = tmp_path / "empty.pdf", tmp_path / "typed.pdf"
    empty.write_bytes((folder / "card-meal-a4.pdf").read_bytes())
    fill_in_chrome(empty, typed, {"notes-meal": "Dana"}, set())
    left, low, right, high = rectangles(empty)["notes-meal"]
    blank = (left, low, right, high - 40)
    line = (left, low - 4, right, low + 4)
    for view in VIEWERS.values():
        assert darkness(view(empty), blank, below=250) > 300
        assert darkness(view(typed), blank, below=250) == 0
        assert darkness(view(typed), line, below=250) > 300, "the last line shows where the field ends"


def test_notes_are_several_lines(folder: Path) -> None:
    """Notes take several lines, on paper ruled, on screen on white."""
    with pikepdf.open(folder / "card-meal-letter.pdf") as pdf:
        notes = pdf.Root.AcroForm.Fields[-1]
        assert int(notes.Ff) & 4096
        assert [int(level) for level in notes.MK.BG] == [1]
