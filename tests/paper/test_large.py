"""Every sheet of a pack in large print, and the sheets that only a pack has: re-laid, not enlarged."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest

from macros import reading
from macros.guidance import HEADING_WORDS, Card, Checklist, Library, NotesPage
from macros.paper import Download, Pack, PackName, fill, merge, pack_sheets
from macros.paper.printrun import open_pack
from tests.conftest import ROOT
from tests.paper.conftest import CACHE
from tests.paper.structure import fields, file_problems, listening_problems, problems, spans, squeezed, tree_problems
from tests.paper.verapdf import standard_problems
from tests.paper.viewers import LONG, paste_in_chrome, typed_words

SCENARIO = "panel-day"
LARGE = {each.kind.part: each for each in pack_sheets(reading.load(ROOT), SCENARIO, "letter", True)}
ORDINARY = {each.kind.part: each for each in pack_sheets(reading.load(ROOT), SCENARIO, "a4", False)}
ONLY_IN_A_PACK = ("cover", "notes")
MM = 72 / 25.4
FRAME = {True: (24 * MM, 20 * MM), False: (18 * MM, 15.5 * MM)}
"""How much of a page the running head and foot have, in points."""


@pytest.fixture(scope="module")
def large(real: Library) -> Pack:
    return open_pack(real, PackName(SCENARIO, "letter", True), CACHE)


@pytest.fixture(scope="module")
def ordinary(real: Library) -> Pack:
    return open_pack(real, PackName(SCENARIO, "a4"), CACHE)


@pytest.fixture
def path(large: Pack, part: str, tmp_path: Path) -> Path:
    """One sheet in large print, by itself."""
    out = tmp_path / f"{part}.pdf"
    out.write_bytes(fill(large, [part]).pdf)
    return out


each_sheet = pytest.mark.parametrize("part", LARGE)


def inside(page: Any, is_large: bool = True) -> list[Any]:
    """Return each piece of text between the running head and foot of a page, with its size and place."""
    top, bottom = FRAME[is_large]
    height = page.rect.height - bottom
    return [span for span in spans(page) if top <= span["bbox"][1] and span["bbox"][3] <= height]


@each_sheet
def test_it_is_accessible_and_sound(path: Path) -> None:
    """It passes PDF/UA-1 and qpdf, and its structure holds together where no checker looks."""
    assert standard_problems(path) + tree_problems(path) == []
    assert file_problems(path) == ""


def test_copies_hold_together(large: Pack, tmp_path: Path) -> None:
    """What is filled in, chosen, or put in one file with other people's copies is as sound as the sheet by itself."""
    values = {"name": "Ann Łódź", "employer": "Ωmega", "people.person-1.role": "Whoever asks " * 60}
    parts = ["cover", "checklist", "people", "card-meal", "conversation-callback", "notes"]
    nobody: tuple[dict[str, str], list[str]] = ({}, [])
    assert problems(tmp_path / "one.pdf", fill(large, parts, values, ["ask-format"]).pdf) == []
    assert problems(tmp_path / "all.pdf", merge(large, [(values, ["ask-format"]), nobody], parts).pdf) == []


@pytest.mark.parametrize("part", ["cover", "checklist", "card-meal", "deep-dive", "conversation-callback", "notes"])
def test_it_is_good_to_listen_to(path: Path) -> None:
    """outloud, which reads a PDF as a screen reader does, has no complaint about a sheet of each kind."""
    assert listening_problems(path) == []


@each_sheet
def test_all_of_it_is_large(path: Path) -> None:
    """Everything is 18 points or more, the running head and foot too; nothing runs into the margins; it is upright."""
    with pymupdf.open(path) as document:
        for page in document:
            assert page.rect.height > page.rect.width
            assert min(span["size"] for span in inside(page)) >= 17.99
            every = [
                span
                for block in page.get_text("dict")["blocks"]
                for line in block.get("lines", [])
                for span in line["spans"]
            ]
            assert min(span["size"] for span in every if span["text"].strip()) >= 17.99
            assert min(span["bbox"][0] for span in every) >= 42
            assert max(span["bbox"][2] for span in every) <= page.rect.width - 42


@each_sheet
def test_there_is_room_for_a_large_hand(path: Path) -> None:
    """A box to tick is 6 mm wide and high, a line to write on 10 mm."""
    with pikepdf.open(path) as pdf:
        for name, field in fields(pdf).items():
            widget = field.Kids[0] if "/Kids" in field else field
            left, low, right, high = (float(edge) / MM for edge in widget.Rect)
            if "/FT" in field and str(field.FT) == "/Btn":
                assert min(right - left, high - low) >= 6, name
            else:
                assert high - low >= 10, name


@each_sheet
def test_what_is_typed_is_large_and_shows_whole(path: Path) -> None:
    """A word that is typed in Chrome’s viewer has 16 points or more; of ninety characters, none is cut."""
    typed = path.with_stem("typed")
    paste_in_chrome(path, typed, "Zoë")
    assert {each.field for each in typed_words(typed) if each.size < 16} == set()
    paste_in_chrome(path, typed, LONG)
    assert {each.field for each in typed_words(typed) if each.text != squeezed(LONG) or each.size < 6.99} == set()


@each_sheet
def test_what_is_typed_stands_on_a_line(path: Path) -> None:
    """Right below each field to type in there is the line that a pen would use, so that nothing is struck through."""
    with pymupdf.open(path) as document:
        for page in document:
            lines = [each["rect"].y0 for each in page.get_drawings() if each["rect"].height < 1]
            for widget in page.widgets():
                if widget.field_type_string == "Text":
                    assert min((abs(line - widget.rect.y1) for line in lines), default=99) < 6, widget.field_name


@each_sheet
def test_its_fields_are_those_of_the_ordinary_sheet(part: str) -> None:
    """What was typed on one size can be filled into the other: names and tooltips are the same."""
    assert LARGE[part].kind.fields == ORDINARY[part].kind.fields
    assert LARGE[part].kind.notes == ORDINARY[part].kind.notes


@each_sheet
def test_nothing_is_cut_in_the_middle(path: Path, part: str) -> None:
    """An item stands on the page of its box, a heading on the page of what follows it, and no page is nearly empty."""
    sheet = LARGE[part]
    with pymupdf.open(path) as document:
        pages = [squeezed(" ".join(span["text"] for span in inside(page))) for page in document]
        where = {widget.field_name: page.number for page in document for widget in page.widgets()}
        for page in document:
            bottoms = [span["bbox"][3] for span in inside(page)]
            bottoms += [widget.rect.y1 for widget in page.widgets()]
            assert max(bottoms) > page.rect.height * (0.4 if page.number + 1 < len(document) else 0.2)
    if isinstance(sheet.subject, Checklist | Card):
        for item in sheet.subject.items:
            assert squeezed(item.do) in pages[where[item.id]]
    if isinstance(sheet.subject, Checklist):
        for pause_point in sheet.subject.pause_points:
            on = pages[where[pause_point.items[0].id]]
            assert on.index(squeezed(pause_point.title)) < on.index(squeezed(pause_point.items[1].do))


@each_sheet
def test_a_page_says_what_goes_on_on_it(path: Path, part: str) -> None:
    """A page that begins within a list or a table says which; it is no heading, so no title is heard twice."""
    with pymupdf.open(path) as document, pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        begins = [squeezed(inside(page)[0]["text"]) for page in list(document)[1:]]
        titles = [each.title for top in outline.root for each in top.children]
    known = {squeezed(block.again) for block in LARGE[part].blocks if block.again}
    assert all(each in known for each in begins if each.endswith("continued"))
    assert not any("continued" in title for title in titles)
    wanted = [] if type(LARGE[part].subject) is Card else [each.title for each in LARGE[part].blocks if each.title]
    assert titles == wanted


def test_a_table_becomes_rows_one_below_the_other(large: Pack, tmp_path: Path) -> None:
    """There is no table in large print: each row is a heading with its columns as labelled fields under it."""
    path = tmp_path / "people.pdf"
    path.write_bytes(fill(large, ["people"]).pdf)
    with pikepdf.open(path) as pdf:
        kinds = Counter(str(each.get("/S")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary))
    rows = [row for part in LARGE["people"].subject.parts for row in part.rows]  # type: ignore[union-attr]
    assert kinds["/Table"] == 0
    assert kinds["/H3"] == len(rows) > 0


@pytest.mark.parametrize("pack", [LARGE, ORDINARY], ids=["large", "ordinary"])
def test_no_two_sheets_of_a_pack_share_a_name(pack: dict[str, Download]) -> None:
    """Parts have ids of their own, and only the fields of the heading stand on several sheets, to be filled at once."""
    assert len(pack) == len(pack_sheets(reading.load(ROOT), SCENARIO, "letter", False))
    names = Counter(name for each in pack.values() for name in {**each.kind.fields, each.kind.notes: ""})
    own_notes = {each.kind.notes for part, each in pack.items() if part in ONLY_IN_A_PACK}
    assert {name for name, times in names.items() if times > 1} - own_notes == set()
    assert not names.keys() & HEADING_WORDS.keys()


def test_a_pack_is_read_from_its_cover_to_its_notes(real: Library) -> None:
    """Cover, checklist, cards for candidates, worksheets, conversations, notes; all on its paper and in its size."""
    sheets = pack_sheets(real, SCENARIO, "a4", True)
    words = [each.kind.word for each in sheets]
    assert list(dict.fromkeys(words)) == ["Pack", "Checklist", "Card", "Worksheet", "Conversation", "Notes"]
    assert words == sorted(words, key=list(dict.fromkeys(words)).index)
    assert {(each.paper, each.large) for each in sheets} == {("a4", True)}
    assert all(each.name.endswith("-a4-large.pdf") for each in sheets)
    assert "closing-an-appointment" not in {each.kind.listed.id for each in sheets}


@pytest.mark.parametrize("part", ONLY_IN_A_PACK)
def test_the_sheets_that_only_a_pack_has_are_one_side(ordinary: Pack, real: Library, part: str, tmp_path: Path) -> None:
    """In ordinary print the cover and the notes are one accessible side each, full to the foot, with their code."""
    path = tmp_path / "out.pdf"
    path.write_bytes(fill(ordinary, [part]).pdf)
    assert standard_problems(path) + tree_problems(path) + listening_problems(path) == []
    with pymupdf.open(path) as document:
        (page,) = document
        assert max(span["bbox"][3] for span in inside(page, False)) > page.rect.height * 0.85
        (link,) = page.get_links()
    assert link["uri"].endswith(f"check/#{real.edition.edition}/pack-{SCENARIO}")


def test_the_cover_shows_every_moment_in_order(ordinary: Pack, real: Library, tmp_path: Path) -> None:
    """Title, time and minutes of each pause point stand on it, in the order in which they come, under their numbers."""
    path = tmp_path / "cover.pdf"
    path.write_bytes(fill(ordinary, ["cover"]).pdf)
    with pymupdf.open(path) as document:
        text = squeezed(document[0].get_text("text", sort=False))
    places = [
        text.index(squeezed(f"{number}{each.title}{each.when}"))
        for number, each in enumerate(real.checklist(SCENARIO).pause_points, 1)
    ]
    assert places == sorted(places)


def test_the_notes_are_one_field_over_all_lines(ordinary: Pack, tmp_path: Path) -> None:
    """Whoever types has one large field called `more`, and a pen finds ruled lines 7.5 mm apart or more."""
    sheet = ORDINARY["notes"]
    assert isinstance(sheet.subject, NotesPage)
    path = tmp_path / "notes.pdf"
    path.write_bytes(fill(ordinary, ["notes"]).pdf)
    with pikepdf.open(path) as pdf:
        (found,) = fields(pdf).items()
    name, field = found
    height = float(field.Rect[3] - field.Rect[1]) / MM
    assert name == "more"
    assert " " in str(field.TU)
    assert int(field.Ff) & 4096
    assert height / 22 >= 7.4
