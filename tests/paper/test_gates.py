"""Each check above fails on a PDF that is wrong in the way it looks for; the press itself refuses what it can see."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from macros.errors import MissingSystemPart, PressError, UnsupportedText
from macros.guidance import Card, Library, Part, Worksheet
from macros.guidance.model import Line
from macros.paper import Download, Machine, sheet_html
from macros.paper.press.finish import finish
from macros.paper.sheets import trial_html
from macros.paper.sheets.sheet import downloads
from tests.paper.conftest import CACHE, alone
from tests.paper.structure import fields, file_problems, tree_problems
from tests.paper.verapdf import standard_problems


@pytest.fixture(scope="module")
def machine() -> Machine:
    return Machine(CACHE)


@pytest.fixture(scope="module")
def meal(sheets: dict[str, Download]) -> Download:
    return sheets["card-meal-letter.pdf"]


def changed(path: Path, out: Path, change: Callable[[pikepdf.Pdf], None]) -> Path:
    with pikepdf.open(path) as pdf:
        change(pdf)
        pdf.save(out)
    return out


def no_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def no_tooltip(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AcroForm.Fields[7]["/TU"]


@pytest.mark.parametrize("change", [no_structure, no_language, no_tooltip])
def test_the_standard_catches_what_listeners_need(
    panel_day: Path, tmp_path: Path, change: Callable[[pikepdf.Pdf], None]
) -> None:
    """Without structure, language or one tooltip a PDF is not PDF/UA-1."""
    assert standard_problems(changed(panel_day, tmp_path / "out.pdf", change))


def test_a_file_cut_short_is_not_sound(panel_day: Path, tmp_path: Path) -> None:
    """qpdf tells of half a file."""
    half = tmp_path / "half.pdf"
    half.write_bytes(panel_day.read_bytes()[:20_000])
    assert file_problems(half)


def fields_swapped(pdf: pikepdf.Pdf) -> None:
    fields = pdf.Root.AcroForm.Fields
    fields[5], fields[6] = fields[6], fields[5]


def widgets_swapped(pdf: pikepdf.Pdf) -> None:
    for owner in (pdf.pages[0].Annots, pdf.Root.AcroForm.Fields):
        at = {str(each.get("/T")): number for number, each in enumerate(owner)}
        one, other = at["ask-format"], at["ask-names"]
        owner[one], owner[other] = owner[other], owner[one]


def page_dropped(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1]


def element_dropped(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot.K[0].K[0].K[0]


def annotation_of_another_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots[0].P = pdf.pages[1].obj


def line_in_no_paragraph(pdf: pikepdf.Pdf) -> None:
    section = pdf.Root.StructTreeRoot.K[0].K[0]
    next(each for each in section.K if str(each.S) == "/P").S = pikepdf.Name.Span


@pytest.mark.parametrize(
    "change",
    [
        *(fields_swapped, widgets_swapped, page_dropped, element_dropped),
        *(annotation_of_another_page, line_in_no_paragraph),
    ],
)
def test_the_audit_catches_what_checkers_do_not(
    panel_day: Path, tmp_path: Path, change: Callable[[pikepdf.Pdf], None]
) -> None:
    """Fields out of order, leftovers of a page or element that went, and text outside of paragraphs are reported."""
    assert tree_problems(changed(panel_day, tmp_path / "out.pdf", change))


def bookmark_below_a_copy(pdf: pikepdf.Pdf) -> None:
    top = pdf.Root.Outlines.First
    top.First.Parent = pdf.make_indirect(pikepdf.Dictionary(dict(top.items())))


def bookmark_not_named_by_the_next(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines.First.First.Next["/Prev"]


def last_bookmark_left_out(pdf: pikepdf.Pdf) -> None:
    top = pdf.Root.Outlines.First
    top.Last = top.Last.Prev


def bookmarks_in_a_circle(pdf: pikepdf.Pdf) -> None:
    top = pdf.Root.Outlines.First
    top.Last.Next = top.First


def bookmark_not_counted(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Count -= 1


@pytest.mark.parametrize(
    "change",
    [
        *(bookmark_below_a_copy, bookmark_not_named_by_the_next, last_bookmark_left_out),
        *(bookmarks_in_a_circle, bookmark_not_counted),
    ],
)
def test_the_audit_catches_bookmarks_that_disagree(
    panel_day: Path, tmp_path: Path, change: Callable[[pikepdf.Pdf], None]
) -> None:
    """A bookmark that names another above it, before it or after it than those that name it is reported."""
    assert tree_problems(panel_day) == []
    assert tree_problems(changed(panel_day, tmp_path / "out.pdf", change))


def test_what_a_viewer_mends_is_not_sound(panel_day: Path, tmp_path: Path) -> None:
    """A bookmark below a copy of the one that lists it shows in every viewer, and MuPDF says that it had to mend it."""
    path = changed(panel_day, tmp_path / "out.pdf", bookmark_below_a_copy)
    assert file_problems(panel_day) == ""
    assert file_problems(path) == "repaired broken tree structure in outline"


def first_table(pdf: pikepdf.Pdf) -> Any:
    """Return the structure element of a table, and the element that it hangs in."""
    found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Table"]
    return found[0]


def header_without_scope(pdf: pikepdf.Pdf) -> None:
    del first_table(pdf).K[0].K[0].K[1]["/A"]


def header_of_a_row_for_columns(pdf: pikepdf.Pdf) -> None:
    first_table(pdf).K[1].K[0].K[0].A.Scope = pikepdf.Name.Column


def head_repeated(pdf: pikepdf.Pdf) -> None:
    table = first_table(pdf)
    table.K.insert(1, table.K[0])


def cell_dropped(pdf: pikepdf.Pdf) -> None:
    del first_table(pdf).K[1].K[2].K[2]


def field_under_another_parent(pdf: pikepdf.Pdf) -> None:
    root = pdf.Root.AcroForm.Fields[-1]
    root.Kids[0].Kids[0].Parent = root.Kids[1]


def name_with_a_period(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields[-1].Kids[0].Kids[0].T = pikepdf.String("a.b")


def rows_of_fields_swapped(pdf: pikepdf.Pdf) -> None:
    rows = pdf.Root.AcroForm.Fields[-1].Kids
    rows[0], rows[1] = rows[1], rows[0]


@pytest.mark.parametrize(
    "change",
    [
        *(header_without_scope, header_of_a_row_for_columns, head_repeated, cell_dropped),
        *(field_under_another_parent, name_with_a_period, rows_of_fields_swapped),
    ],
)
def test_the_audit_catches_what_is_wrong_in_a_table(
    folder: Path, tmp_path: Path, change: Callable[[pikepdf.Pdf], None]
) -> None:
    """Headers without their scope, rows of different lengths, and fields that hang elsewhere are reported."""
    path = folder / "people-a4.pdf"
    assert tree_problems(path) == []
    assert tree_problems(changed(path, tmp_path / "out.pdf", change))


def test_another_order_of_fields_is_refused(machine: Machine, meal: Download) -> None:
    """The press refuses a PDF whose fields are not in the order of the list."""
    fit = machine.fit(meal)
    raw = machine.print(sheet_html(meal, fit), 1, meal.name)
    turned = dict(reversed(meal.fields(fit).items()))
    with pytest.raises(PressError, match=r"card-meal-letter\.pdf: the fields are not those of the list; the order is"):
        finish(raw, turned, set(), machine.fonts, meal.name)


def test_two_fields_of_one_name_are_refused(machine: Machine, meal: Download, meal_card: Card) -> None:
    """Two fields of one name would fill each other."""
    fit = machine.fit(meal)
    first, second = (item.id for item in meal_card.items[:2])
    html = sheet_html(meal, fit).replace(f'name="{second}"', f'name="{first}"')
    with pytest.raises(PressError, match=f"two fields have one name: {first}"):
        finish(machine.print(html, 1, meal.name), meal.fields(fit), set(), machine.fonts, meal.name)


def test_a_foreign_font_is_refused(machine: Machine, meal: Download) -> None:
    """A font that is not ours is named."""
    fit = machine.fit(meal)
    with pikepdf.open(io.BytesIO(machine.print(sheet_html(meal, fit), 1, meal.name))) as pdf:
        next(iter(pdf.pages[0].Resources.Font.values())).BaseFont = pikepdf.Name("/ABCDEF+Comic-Neue")
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(PressError, match="Comic-Neue got into the PDF"):
        finish(out.getvalue(), meal.fields(fit), set(), machine.fonts, meal.name)


def branded(real: Library, **changes: str) -> Download:
    library = dataclasses.replace(real, brand=real.brand.model_copy(update=changes))
    return next(each for each in downloads(library) if each.name == "card-meal-letter.pdf")


def test_a_character_that_our_fonts_lack_is_named(real: Library) -> None:
    """No system font stands in for it, and no empty box is printed."""
    with pytest.raises(UnsupportedText, match="Name: 王"):
        alone(branded(real, name="王 Careers"))


def test_a_brand_may_be_called_anything(real: Library, tmp_path: Path) -> None:
    """Quotes, markup and letters that only the field font has do no harm, nor does a long address."""
    name = 'Ōtaki "Łódź" </style> & \\ {% O’Neil %}'
    path = tmp_path / "out.pdf"
    path.write_bytes(alone(branded(real, name=name, address=f"https://{'long-' * 20}name.example/")))
    assert standard_problems(path) == []
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/Author"]) == name


def test_a_list_that_does_not_fit_is_refused(machine: Machine, meal: Download, meal_card: Card) -> None:
    """Type is never made smaller than people can read: the list must become shorter."""
    long = {"do": "many words " * 8, "why": "a long reason " * 60}
    items = tuple(item.model_copy(update=long) for item in meal_card.items)
    full = dataclasses.replace(meal, subject=meal_card.model_copy(update={"items": items}))
    with pytest.raises(
        PressError, match=r"does not fit one side of a sheet at 11\.5 pt: it is \d+ mm too long\. Shorten"
    ):
        machine.fit(full)


@pytest.fixture
def story(sheets: dict[str, Download]) -> Worksheet:
    worksheet = sheets["story-bank-a4.pdf"].subject
    assert isinstance(worksheet, Worksheet)
    return worksheet


def test_a_worksheet_that_does_not_fit_is_refused(
    machine: Machine, sheets: dict[str, Download], story: Worksheet
) -> None:
    """No line to write on is made lower than a hand needs: the message says how much must go, and what can."""
    high = [
        part.model_copy(update={"columns": tuple(each.model_copy(update={"lines": 6}) for each in part.columns)})
        for part in story.parts
    ]
    full = story.model_copy(update={"parts": tuple(high)})
    message = (
        r"story-bank-a4\.pdf: “.+” does not fit both sides of a sheet at 10\.5 pt: it is \d+ mm too long\. Give its"
    )
    with pytest.raises(PressError, match=message):
        machine.fit(dataclasses.replace(sheets["story-bank-a4.pdf"], subject=full))


def test_a_table_whose_headings_do_not_fit_is_refused(
    machine: Machine, sheets: dict[str, Download], story: Worksheet
) -> None:
    """No word of a heading is cut or runs into the next column."""
    (first, *_), part = story.parts[0].columns, story.parts[0]
    wide = tuple(first.model_copy(update={"id": f"c{n}", "label": "Donaudampfschifffahrt"}) for n in range(8))
    full = story.model_copy(update={"parts": (part.model_copy(update={"columns": wide}),)})
    with pytest.raises(PressError, match=r"story-bank-a4\.pdf: The headings of “.+” are \d+ mm wider than the sheet"):
        machine.fit(dataclasses.replace(sheets["story-bank-a4.pdf"], subject=full))


def test_a_worksheet_may_have_boxes_and_notes_of_its_own(
    machine: Machine, sheets: dict[str, Download], story: Worksheet, tmp_path: Path
) -> None:
    """A field may be a box to tick, and may be called notes: the one that the sheet adds takes another name then."""
    own = (Line(id="seat", label="A seat near the door", kind="tick"), Line(id="notes", label="My notes", lines=2))
    parts = (Part(title="Needs", fields=own), Part(title="In a line", fields=(Line(id="name", label="A name"),)))
    sheet = dataclasses.replace(sheets["story-bank-a4.pdf"], subject=story.model_copy(update={"parts": parts}))
    path = tmp_path / "out.pdf"
    path.write_bytes(alone(sheet))
    assert standard_problems(path) + tree_problems(path) == []
    with pikepdf.open(path) as pdf:
        found = {name: str(field.FT) for name, field in list(fields(pdf).items())[3:]}
    assert found == {
        "story-bank.seat": "/Btn",
        "story-bank.notes": "/Tx",
        "story-bank.name": "/Tx",
        "story-bank.notes-2": "/Tx",
    }


def test_a_warning_of_the_press_is_an_error(machine: Machine, meal: Download) -> None:
    """What WeasyPrint would only log stops the build."""
    html = sheet_html(meal, machine.fit(meal)).replace(
        "</form>", '<img src="https://example.org/x.png" alt="x" style="position: absolute"/></form>'
    )
    with pytest.raises(PressError, match=r"card-meal-letter\.pdf: Failed to load image"):
        machine.print(html, 1, meal.name)


@pytest.mark.parametrize("which", ["panel-day-a4.pdf", "people-letter-large.pdf", "conversation-other-offer-a4.pdf"])
def test_the_short_way_is_that_of_the_press_itself(
    machine: Machine, sheets: dict[str, Download], which: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is parsed as XML, and matched with the rules for our elements alone, prints to the very same bytes as
    WeasyPrint's own way, which parses HTML and knows every element and note there may be.
    """
    import weasyprint

    sheet = dataclasses.replace(sheets[which.replace("-large", "")], large="-large" in which)
    fit = machine.fit(sheet)
    html, pages = sheet_html(sheet, fit), len(fit.sides)
    printed = machine.print(html, pages, which)

    def whole(html: str) -> Any:
        return weasyprint.HTML(string=html, url_fetcher=machine._fetcher, base_url="font:")

    monkeypatch.setattr(machine, "_source", whole)
    assert machine.print(html, pages, which) == printed


def test_a_character_that_controls_something_is_refused(machine: Machine, meal: Download) -> None:
    """Such as a bell, which XML has no place for."""
    html = sheet_html(meal, machine.fit(meal)).replace("</form>", "\a</form>")
    with pytest.raises(PressError, match=r"card-meal-letter\.pdf: There is a character"):
        machine.print(html, 1, meal.name)


def test_what_looks_alike_on_a_sheet_has_one_style(meal: Download, sheets: dict[str, Download]) -> None:
    """A style attribute, or an id, would make a style of its own of every box, rule and row: a press works each out."""
    for sheet in (meal, sheets["panel-day-a4.pdf"], sheets["people-a4.pdf"]):
        html = trial_html(sheet)
        assert ' style="' not in html
        assert not re.search(r'<(input|textarea|label)[^>]* (id|for)="', html)


def test_a_machine_without_pango_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint's OSError becomes one line that helps."""
    import builtins

    real_import = builtins.__import__

    def no_pango(name: str, *rest: Any) -> object:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real_import(name, *rest)

    monkeypatch.setattr(builtins, "__import__", no_pango)
    with pytest.raises(MissingSystemPart, match=r"apt-get install .* libpango-1.0-0") as raised:
        Machine(CACHE)
    assert "\n" not in str(raised.value)
