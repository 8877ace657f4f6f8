"""Every download is a PDF that anyone can read, listen to, fill and print; most tests run on all of them."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pymupdf
import pytest
import segno
from PIL import Image

from macros.model import Checklist
from macros.paper import Download
from tests.paper.structure import file_problems, listening_problems, standard_problems, tree_problems

HEADING = ["name", "date", "employer", "centre"]


@pytest.fixture
def sheet(sheets: dict[str, Download], name: str) -> Download:
    return sheets[name]


@pytest.fixture
def path(folder: Path, name: str) -> Path:
    return folder / name


def test_it_is_accessible(path: Path) -> None:
    """It passes PDF/UA-1, and its structure holds together where no checker looks."""
    assert standard_problems(path) == []
    assert tree_problems(path) == []


@pytest.mark.parametrize("which", ["panel-day-letter.pdf", "same-interviewer-a4.pdf", "card-meal-a4.pdf"])
def test_it_is_good_to_listen_to(folder: Path, which: str) -> None:
    """outloud, which reads a PDF as a screen reader does, has no complaint."""
    assert listening_problems(folder / which) == ""


def test_the_file_is_sound_and_small(path: Path) -> None:
    """qpdf finds nothing wrong, and it is sent in a moment over any connection."""
    assert file_problems(path) == ""
    assert path.stat().st_size <= 48_000


def test_its_fields_are_those_of_the_list_in_order(path: Path, sheet: Download) -> None:
    """Boxes are named by item id, the heading as promised; order of the list, of the form, of the page are one."""
    with pikepdf.open(path) as pdf:
        names = [str(each.T) for each in pdf.Root.AcroForm.Fields]
        kinds = {str(each.T): str(each.FT) for each in pdf.Root.AcroForm.Fields}
        places = [
            (number, -float(each.Rect[3]), float(each.Rect[0]))
            for number, page in enumerate(pdf.pages)
            for each in page.Annots
            if "/T" in each
        ]
    items = [item.id for item in sheet.subject.items]
    heading = HEADING if isinstance(sheet.subject, Checklist) else []
    notes = "notes" if isinstance(sheet.subject, Checklist) else f"notes-{sheet.subject.id}"
    rest = names[len(heading) + len(items) :]
    assert names == [*heading, *items, *rest]
    assert rest in ([], [notes])
    assert [kinds[each] for each in items] == ["/Btn"] * len(items)
    assert {kinds[each] for each in heading + rest} <= {"/Tx"}
    assert places == sorted(places)


def test_every_field_says_what_it_is_for(path: Path, sheet: Download) -> None:
    """A tooltip is what a person would say, never the machine's name; it says which items must not be missed."""
    with pikepdf.open(path) as pdf:
        tooltips = {str(each.T): str(each.TU) for each in pdf.Root.AcroForm.Fields}
        links = [str(each.Contents) for page in pdf.pages for each in page.Annots if "/A" in each]
    for item in sheet.subject.items:
        assert tooltips.pop(item.id) == item.do + (" (must)" if item.must else "")
    assert all(" " in told or told == "Employer" for told in tooltips.values()), tooltips
    assert len(links) == 1


def test_a_list_is_one_sheet_of_paper(path: Path, sheet: Download) -> None:
    """A checklist fits both sides of a sheet, a card one; each pause point stays whole on its side."""
    with pymupdf.open(path) as document:
        assert len(document) <= (2 if isinstance(sheet.subject, Checklist) else 1)
        pages = {widget.field_name: page.number for page in document for widget in page.widgets()}
    for block in sheet.blocks:
        assert len({pages[item.id] for item in block.items}) == 1, block.title


def test_it_can_be_read_without_glasses(path: Path, sheet: Download) -> None:
    """Items are 11 pt or more, everything else 9 pt or more, and nothing runs into the margins."""
    with pymupdf.open(path) as document:
        for page in document:
            boxes = {widget.field_name: widget.rect for widget in page.widgets()}
            spans = [
                span
                for block in page.get_text("dict")["blocks"]
                for line in block["lines"]
                for span in line["spans"]
                if span["text"].strip()
            ]
            assert min(span["size"] for span in spans) >= 8.99
            assert min(span["bbox"][0] for span in spans) >= 42
            assert max(span["bbox"][2] for span in spans) <= page.rect.width - 42
            for item in sheet.subject.items:
                if item.id in boxes:
                    middle = (boxes[item.id].y0 + boxes[item.id].y1) / 2
                    beside = [span for span in spans if span["bbox"][1] < middle < span["bbox"][3]]
                    words = [span for span in beside if item.do.startswith(span["text"].strip())]
                    assert words, item.do
                    assert all(span["size"] >= 10.99 for span in words)
                    assert any("must" in span["text"] for span in beside) or not item.must


def test_no_page_is_left_half_empty(path: Path) -> None:
    """What is printed reaches down to the last fifth of every page: items, or lines to write notes on."""
    with pymupdf.open(path) as document:
        for page in document:
            foot = page.rect.height - 60
            bottoms = [widget.rect.y1 for widget in page.widgets() if widget.rect.y1 < foot]
            assert max(bottoms) > page.rect.height * 0.8


def test_its_head_says_what_it_is(path: Path, sheet: Download) -> None:
    """Title, language, author and day come from the data, and bookmarks lead to every pause point."""
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        assert str(pdf.docinfo["/Title"]).startswith(sheet.title)
        assert str(pdf.docinfo["/Author"]) == sheet.brand.name
        assert str(pdf.docinfo["/CreationDate"]).startswith(f"D:{sheet.edition.released:%Y%m%d}")
        assert str(pdf.Root.Lang) == "en"
        (top,) = outline.root
        titles = [block.title for block in sheet.blocks] if isinstance(sheet.subject, Checklist) else []
        assert (top.title, [each.title for each in top.children]) == (sheet.title, titles)


def test_its_foot_says_edition_and_page(path: Path, sheet: Download) -> None:
    """A sheet found on a desk tells what it is, how old it is, and whether a page is missing."""
    with pymupdf.open(path) as document:
        for number, page in enumerate(document, 1):
            text = page.get_text()
            assert f"Edition {sheet.edition.edition} · {sheet.edition.month}" in text
            assert text.count(sheet.title) >= 1
            assert (f"Page {number} of {len(document)}" if len(document) > 1 else sheet.kind) in text


def test_it_has_no_font_but_ours(path: Path) -> None:
    """Nothing of the machine it was made on is in it, and what is in it is embedded."""
    with pikepdf.open(path) as pdf:
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/FontDescriptor" in each]
        assert {str(each.BaseFont).split("+")[1] for each in found} <= {"Body", "Body-Bold", "Field"}
        assert all("/FontFile2" in each.FontDescriptor for each in found)
        assert "/NeedAppearances" not in pdf.Root.AcroForm


def test_its_qr_code_asks_whether_it_is_current(path: Path, sheet: Download) -> None:
    """The squares on the page are those of the address of this edition of this list."""
    listed = sheet.subject.scenario.id if isinstance(sheet.subject, Checklist) else f"card-{sheet.subject.id}"
    address = f"{sheet.brand.address}check/#{sheet.edition.edition}/{listed}"
    matrix = segno.make(address, error="m", boost_error=False, micro=False).matrix
    with pikepdf.open(path) as pdf:
        (link,) = [each for each in pdf.pages[0].Annots if "/A" in each]
        assert str(link.A.URI) == address
        right, below = float(link.Rect[2]), float(link.Rect[3])
    with pymupdf.open(path) as document:
        top = document[0].rect.height - below
        corner = pymupdf.Rect(right - 72, top - 72, right + 1, top - 4)
        pixels = document[0].get_pixmap(dpi=300, colorspace=pymupdf.csGRAY, clip=corner)
    image = Image.frombytes("L", (pixels.width, pixels.height), pixels.samples).point(lambda level: 255 * (level < 128))
    box = image.getbbox()
    assert box is not None
    code = image.crop(box).resize((len(matrix) * 9,) * 2)
    middles = range(4, len(matrix) * 9, 9)
    seen = [[code.getpixel((x, y)) == 255 for x in middles] for y in middles]
    assert seen == [[bool(each) for each in row] for row in matrix]
    assert box[2] - box[0] > 20 / 25.4 * 300, "at least 20 mm wide, or cameras of older phones fail"
