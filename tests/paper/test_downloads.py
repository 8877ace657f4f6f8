"""Every download is a PDF that anyone can read, listen to, fill and print; most tests run on all of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
import segno
from PIL import Image

from macros.guidance import Card, Checklist, Conversation, Item, Library, Sector, Worksheet
from macros.paper import Download
from macros.values import PAPERS
from macros.web.thumbnail import sheet as drawn
from tests.paper.structure import fields, file_problems, listening_problems, spans, tree_problems, warnings
from tests.paper.verapdf import standard_problems

HEADING = {
    "Checklist": ["name", "date", "employer", "centre"],
    "Card": [],
    "Worksheet": ["name", "date", "employer"],
    "Conversation": [],
}
Place = tuple[int, str, float, float]
"""A page, what stands there, and how far right and down from the middle of the page, in points."""
RAIL = (16.5 + 47) / 25.4 * 72
"""Where the rail of a sheet ends, in points."""
COLOURS = {"g", "G", "rg", "RG", "k", "K", "sc", "SC", "scn", "SCN"}
HEAVIEST = {"Checklist": 42_000, "Card": 34_000, "Line of work": 40_000, "Worksheet": 40_000, "Conversation": 42_000}


@pytest.fixture
def sheet(sheets: dict[str, Download], name: str) -> Download:
    return sheets[name]


@pytest.fixture
def path(folder: Path, name: str) -> Path:
    return folder / name


def items(sheet: Download) -> tuple[Item, ...]:
    return sheet.subject.items if isinstance(sheet.subject, Checklist | Card) else ()


def own_fields(sheet: Download) -> dict[str, tuple[str, str]]:
    """Return what the contract and the data say of a sheet's own fields: type and tooltip of each, by its name."""
    subject = sheet.subject
    if isinstance(subject, Checklist | Card):
        return {item.id: ("/Btn", item.do + (" (must)" if item.must else "")) for item in subject.items}
    if isinstance(subject, Conversation):
        core = [step for stage in subject.parts if stage.kind == "core" for step in stage.steps]
        heard = {step.id: f"What you heard at step {subject.numbers[step.id]}: " for step in core}
        return {f"{subject.id}.{step}": ("/Tx", tooltip) for step, tooltip in heard.items()}
    assert isinstance(subject, Worksheet)
    found: dict[str, tuple[str, str]] = {}
    for part in subject.parts:
        found |= {f"{subject.id}.{line.id}": (kind(line), line.label) for line in part.fields}
        found |= {
            f"{subject.id}.{row.id}.{column.id}": (kind(column), f"{row.label}: {column.label}")
            for row in part.rows
            for column in part.columns
        }
    return found


def kind(blank: Any) -> str:
    return "/Btn" if blank.kind == "tick" else "/Tx"


def notes(sheet: Download) -> str:
    if isinstance(sheet.subject, Checklist):
        return "notes"
    return f"notes-{sheet.subject.id}" if isinstance(sheet.subject, Card) else f"{sheet.subject.id}.notes"


def test_it_is_accessible(folder: Path, file: str) -> None:
    """It passes PDF/UA-1, and its structure holds together where no checker looks, tables and their headers too."""
    assert standard_problems(folder / file) == []
    assert tree_problems(folder / file) == []


def placed(pdf: Path) -> list[Place]:
    """Return what is read on a sheet and what can be clicked, and how far from the middle of its page each begins."""
    found: list[Place] = []
    with pymupdf.open(pdf) as document:
        for page in document:
            across, down = page.rect.width / 2, page.rect.height / 2
            shown = [(word, left, top) for left, top, _, _, word, *_ in page.get_text("words", sort=False)]
            shown += [(each.field_name, each.rect.x0, each.rect.y0) for each in page.widgets()]
            shown += [(each["uri"], each["from"].x0, each["from"].y0) for each in page.get_links()]
            found += [(page.number, what, left - across, top - down) for what, left, top in shown]
        for level, title, _, goal in document.get_toc(simple=False):
            width, height = document[goal["page"]].rect[2:]
            found.append((goal["page"], f"{level} {title}", goal["to"].x - width / 2, goal["to"].y - height / 2))
    return found


def test_a_sheet_is_the_same_on_both_papers(folder: Path, sheet: Download) -> None:
    """Whoever says “turn to page 2” means the same in Leeds and in Ohio: it stands in the middle of either paper."""
    one, other = (placed(folder / replace(sheet, paper=paper).name) for paper in PAPERS)
    assert [each[:2] for each in one] == [each[:2] for each in other]
    off = [max(abs(a - c), abs(b - d)) for (*_, a, b), (*_, c, d) in zip(one, other, strict=True)]
    assert max(off) < 0.05, "points"


def test_a_figure_says_where_it_is(path: Path) -> None:
    """A reader that frames what it describes finds each code in the place that its element names."""
    with pymupdf.open(path) as document, pikepdf.open(path) as pdf:
        height = float(pdf.pages[-1].MediaBox[3])
        (box,) = [each.A.BBox for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
        (code,) = [each["bbox"] for each in document[-1].get_image_info()]
        left, low, right, high = map(float, box)
    assert [left, height - high, right, height - low] == pytest.approx(list(code), abs=0.1)


@pytest.mark.parametrize("which", ["panel-day-letter.pdf", "same-interviewer-a4.pdf", "card-meal-a4.pdf"])
def test_it_is_good_to_listen_to(folder: Path, which: str) -> None:
    """outloud, which reads a PDF as a screen reader does, has no complaint."""
    assert listening_problems(folder / which) == []


def test_the_file_is_sound_and_small(folder: Path, sheets: dict[str, Download], file: str) -> None:
    """qpdf finds nothing wrong, and it is sent in a moment over any connection."""
    path, sheet = folder / file, sheets[file]
    assert file_problems(path) == ""
    assert path.stat().st_size <= HEAVIEST["Line of work" if isinstance(sheet.subject, Sector) else sheet.kind.word]


def test_no_viewer_has_to_mend_a_sheet_in_large_print(folder: Path) -> None:
    """Each opens in MuPDF without a warning. The test above has it of ordinary sheets, test_packs of every pack."""
    paths = [path for path in sorted(folder.glob("*-large.pdf")) if not path.name.startswith("pack-")]
    assert paths
    assert {path.name: found for path in paths if (found := warnings(path))} == {}


def test_its_fields_are_those_of_the_data_in_order(path: Path, sheet: Download) -> None:
    """Fields are named as the contract says; the order of the data, of the form and of the page are one."""
    with pikepdf.open(path) as pdf:
        found = {name: str(field.FT) for name, field in fields(pdf).items()}
        places = [
            (number, *(float(edge) for edge in each.Rect))
            for number, page in enumerate(pdf.pages)
            for each in page.get("/Annots", [])
            if str(each.Subtype) == "/Widget"
        ]
    own = own_fields(sheet)
    heading = HEADING[sheet.kind.word]
    rest = list(found)[len(heading) + len(own) :]
    assert list(found) == [*heading, *own, *rest]
    assert rest in ([], [notes(sheet)])
    assert {name: found[name] for name in own} == {name: what for name, (what, _) in own.items()}
    assert {found[name] for name in heading + rest} <= {"/Tx"}
    for (page, left, low, _, high), (next_page, next_left, next_low, _, next_high) in pairwise(places):
        is_beside = next_left > left and next_low < high and next_high > low
        assert next_page > page or is_beside or next_high < low + 1


def test_every_field_says_what_it_is_for(path: Path, sheet: Download) -> None:
    """A tooltip is what a person would say, never the machine's name; it says which items must not be missed."""
    with pikepdf.open(path) as pdf:
        tooltips = {name: str(field.TU) for name, field in fields(pdf).items()}
        links = [str(each.Contents) for page in pdf.pages for each in page.get("/Annots", []) if "/A" in each]
    for name, (_, tooltip) in own_fields(sheet).items():
        found = tooltips.pop(name)
        assert found.startswith(tooltip) if isinstance(sheet.subject, Conversation) else found == tooltip
        assert len(found) <= 110
    assert all(" " in each or each == "Employer" for each in tooltips.values()), tooltips
    assert len(links) == 1


def test_a_sheet_is_one_sheet_of_paper(path: Path, sheet: Download) -> None:
    """A checklist, a worksheet and a line of work fit both sides of a sheet, a card one; each block stays whole."""
    with pymupdf.open(path) as document:
        sides = {"Card": 1, "Conversation": 3}.get(sheet.kind.word, 2)
        assert len(document) <= (2 if isinstance(sheet.subject, Sector) else sides)
        pages = {widget.field_name: page.number for page in document for widget in page.widgets()}
    for group in groups(sheet):
        assert len({pages[name] for name in group}) == 1, group


def groups(sheet: Download) -> list[list[str]]:
    """Return the fields of each block that must not be torn apart."""
    subject = sheet.subject
    if isinstance(subject, Checklist):
        return [[item.id for item in pause_point.items] for pause_point in subject.pause_points]
    if isinstance(subject, Worksheet):
        return [list(subject.model_copy(update={"parts": (part,)}).fields) for part in subject.parts]
    return []


def test_the_paper_is_turned_as_the_data_says(folder: Path, sheets: dict[str, Download], file: str) -> None:
    """A wide table stands on a page that is wider than high; the size is that of the paper in the file's name."""
    path, sheet = folder / file, sheets[file]
    sides = {"letter": (612, 792), "a4": (595, 842)}[sheet.paper]
    is_wide = isinstance(sheet.subject, Worksheet) and sheet.subject.orientation == "landscape"
    with pymupdf.open(path) as document:
        for page in document:
            assert (round(page.rect.width), round(page.rect.height)) == (sides[::-1] if is_wide else sides)


def test_it_can_be_read_without_glasses(path: Path, sheet: Download) -> None:
    """Items are 11.5 pt or more, all else 9.5 or more, within the margins; a must is bold, its box heavy."""
    with pymupdf.open(path) as document:
        for page in document:
            boxes = {widget.field_name: widget.rect for widget in page.widgets()}
            shown = spans(page)
            assert min(span["size"] for span in shown) >= 9.49
            assert min(span["bbox"][0] for span in shown) >= 42
            assert max(span["bbox"][2] for span in shown) <= page.rect.width - 42
            for item in items(sheet):
                if item.id in boxes:
                    middle = (boxes[item.id].y0 + boxes[item.id].y1) / 2
                    beside = [span for span in shown if span["bbox"][1] < middle < span["bbox"][3]]
                    words = [span for span in beside if item.do.startswith(plain(span["text"]))]
                    assert words, item.do
                    assert all(span["size"] >= 11.49 for span in words)
                    assert all(("Bold" in span["font"]) == item.must for span in words)
            if listed := [item for item in items(sheet) if item.id in boxes]:
                assert heavy(page) == [item.must for item in listed]


def plain(text: str) -> str:
    """Return a piece of text without what ties its last words together."""
    return text.replace("\u00a0", " ").strip()


def heavy(page: Any) -> list[bool]:
    """Return of each box to tick on a page, in order, whether a heavy line is drawn around it."""
    drawn = [
        each
        for each in page.get_drawings()
        if each["type"] == "s" and abs(each["rect"].width - each["rect"].height) < 0.1
    ]
    return [each["width"] > 2 for each in drawn]


def test_it_has_four_sizes_of_type_and_no_ink_but_black(path: Path, sheet: Download) -> None:
    """A sheet has four sizes of type at most; its ink is black in DeviceGray.

    A rule is no area but a line, and none is finer than what a third copy still has.
    """
    with pymupdf.open(path) as document, pikepdf.open(path) as pdf:
        assert len({round(span["size"], 1) for page in document for span in spans(page)}) <= 4
        drawn = [each for page in document for each in page.get_drawings()]
        operators = [each for page in pdf.pages for each in pikepdf.parse_content_stream(page)]
    inks = {(str(each.operator), *map(float, each.operands)) for each in operators if str(each.operator) in COLOURS}
    assert inks <= {("g", 0.0), ("G", 0.0)}
    assert [each["rect"] for each in drawn if "f" in each["type"]] == []
    assert min(each["width"] for each in drawn if each["type"] == "s") >= 0.74


def test_the_rule_at_its_head_is_one_line(path: Path, sheet: Download) -> None:
    """It is as wide as the text. Where one line ends and another begins, a viewer shows a seam at some scales."""
    with pymupdf.open(path) as document:
        for page in document:
            (rule,) = [each["rect"] for each in page.get_drawings() if each["type"] == "s" and each["width"] > 2.9]
            assert rule.width == pytest.approx(sheet.width / 25.4 * 72, abs=0.2)


def test_a_checklist_is_one_sheet_at_full_size_with_room_for_notes(path: Path, sheet: Download) -> None:
    """Its items are 11.5 points on both sides of one sheet, and three lines or more for notes are left at its end."""
    if isinstance(sheet.subject, Checklist):
        with pymupdf.open(path) as document:
            assert len(document) == 2
            (field,) = [widget for widget in document[1].widgets() if widget.field_name == "notes"]
        assert field.rect.height >= 3 * 8 / 25.4 * 72


def test_the_rail_of_a_checklist_is_a_timeline(path: Path, sheet: Download) -> None:
    """A line leads from the number of each moment down to the next one, and a pen has a line for the hour."""
    if not isinstance(sheet.subject, Checklist):
        return
    count = len(sheet.subject.pause_points)
    with pymupdf.open(path) as document:
        rails = [each["rect"] for page in document for each in page.get_drawings() if each["rect"].x1 < RAIL]
        hours = [span["bbox"] for page in document for span in spans(page) if span["text"] == "Do it at"]
    assert len(hours) == count
    assert sum(each.width < 1 and each.height > 20 for each in rails) == count
    lines = [each for each in rails if each.height < 1 and 90 < each.width < 110]
    assert len(lines) == count
    assert all(line.x1 - hour[2] > 60 and -3 < line.y0 - hour[3] < 3 for hour, line in zip(hours, lines, strict=True))


def test_no_page_is_left_half_empty(path: Path) -> None:
    """Nowhere on a page does more than a seventh of it stay blank between words, boxes and lines to write notes on."""
    with pymupdf.open(path) as document:
        for page in document:
            places = [(widget.rect.y0, widget.rect.y1) for widget in page.widgets()]
            places += [(span["bbox"][1], span["bbox"][3]) for span in spans(page)]
            reached = list(accumulate((bottom for _, bottom in sorted(places)), max))
            gaps = [top - above for (top, _), above in zip(sorted(places)[1:], reached, strict=False)]
            assert max(gaps) < page.rect.height / 7


def test_its_head_says_what_it_is(path: Path, sheet: Download) -> None:
    """Title, language, author and day come from the data, and bookmarks lead to every block."""
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        assert str(pdf.docinfo["/Title"]).startswith(sheet.title)
        assert str(pdf.docinfo["/Author"]) == sheet.brand.name
        assert str(pdf.docinfo["/CreationDate"]).startswith(f"D:{sheet.edition.released:%Y%m%d}")
        assert str(pdf.Root.Lang) == "en"
        (top,) = outline.root
        titles = [] if type(sheet.subject) is Card else [block.title for block in sheet.blocks if block.title]
        assert (top.title, [each.title for each in top.children]) == (sheet.title, titles)


def test_its_foot_says_edition_and_page(path: Path, sheet: Download) -> None:
    """A sheet found on a desk tells what it is, how old it is, and whether a page is missing."""
    with pymupdf.open(path) as document:
        for number, page in enumerate(document, 1):
            text = page.get_text()
            assert f"Edition {sheet.edition.edition} · {sheet.edition.month}" in text
            assert page.get_label() == (str(number) if len(document) > 1 else sheet.kind.label), (
                "short in a viewer's box"
            )
            assert text.count(sheet.title) >= 1
            assert (f"Page {number} of {len(document)}" if len(document) > 1 else sheet.kind.word) in text


def test_it_has_no_font_but_ours(path: Path) -> None:
    """Nothing of the machine it was made on is in it, and what is in it is embedded."""
    with pikepdf.open(path) as pdf:
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/FontDescriptor" in each]
        assert {str(each.BaseFont).split("+")[1] for each in found} <= {"Body", "Body-Bold", "Field"}
        assert all("/FontFile2" in each.FontDescriptor for each in found)
        assert "/NeedAppearances" not in pdf.Root.AcroForm


def test_its_qr_code_asks_whether_it_is_current(path: Path, sheet: Download) -> None:
    """The squares on the page are those of the address of this edition of this list."""
    listed = sheet.name.removesuffix(f"-{sheet.paper}.pdf")
    address = f"{sheet.brand.address}check/#{sheet.edition.edition}/{listed}"
    matrix = segno.make(address, error="m", mask=6, boost_error=False, micro=False).matrix
    with pikepdf.open(path) as pdf:
        (link,) = [each for each in pdf.pages[-1].Annots if "/A" in each]
        assert str(link.A.URI) == address
        beside, above = float(link.Rect[0]), float(link.Rect[3])
    with pymupdf.open(path) as document:
        page = document[-1]
        (place,) = [pymupdf.Rect(each["bbox"]) for each in page.get_image_info()]
        assert place.y0 > page.rect.height - 150, "it stands in the foot"
        assert place.y0 < page.rect.height - above < place.y1, "and its address beside it"
        assert place.x1 < beside
        corner = pymupdf.Rect(place.x0 - 1, place.y0 - 3, place.x1 + 1, place.y1 + 3)
        pixels = page.get_pixmap(dpi=300, colorspace=pymupdf.csGRAY, clip=corner)
    image = Image.frombytes("L", (pixels.width, pixels.height), pixels.samples).point(lambda level: 255 * (level < 128))
    box = image.getbbox()
    assert box is not None
    code = image.crop(box).resize((len(matrix) * 9,) * 2)
    middles = range(4, len(matrix) * 9, 9)
    seen = [[code.getpixel((x, y)) == 255 for x in middles] for y in middles]
    assert seen == [[bool(each) for each in row] for row in matrix]
    assert box[2] - box[0] > 20 / 25.4 * 300, "at least 20 mm wide, or cameras of older phones fail"


def test_a_list_is_drawn_in_small_with_the_pause_points_of_its_sides(real: Library, folder: Path) -> None:
    """The home page shows each list with as many pause points on its first side as the paper has."""
    for scenario in real.scenarios:
        stops = real.checklist(scenario).pause_points
        with pymupdf.open(folder / f"{scenario}-letter.pdf") as pdf:
            there = {widget.field_name for widget in pdf[0].widgets()}
        on_paper = sum(stop.items[0].id in there for stop in stops)
        in_small = sum(kind == "block" for kind, _y, _width in drawn(stops)[0])
        assert (scenario, in_small) == (scenario, on_paper)
