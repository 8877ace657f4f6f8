"""Each check above fails on a PDF that is wrong in the way it looks for; the press itself refuses what it can see."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from macros.errors import MissingSystemPart, PressError
from macros.library import Library
from macros.paper import Download, downloads
from macros.paper.finish import finish
from macros.paper.press import Machine, press
from macros.paper.sheet import sheet_html
from tests.paper.conftest import CACHE
from tests.paper.structure import file_problems, standard_problems, tree_problems


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


@pytest.mark.parametrize("change", [fields_swapped, widgets_swapped, page_dropped, element_dropped])
def test_the_audit_catches_what_checkers_do_not(
    panel_day: Path, tmp_path: Path, change: Callable[[pikepdf.Pdf], None]
) -> None:
    """Fields out of order, and leftovers of a page or element that went, are told."""
    assert tree_problems(changed(panel_day, tmp_path / "out.pdf", change))


def test_another_order_of_fields_is_refused(machine: Machine, meal: Download) -> None:
    """The press refuses a PDF whose fields are not in the order of the list."""
    fit = machine.fit(meal)
    raw = machine.print(sheet_html(meal, fit), 1, meal.name)
    turned = dict(reversed(meal.fields(fit).items()))
    with pytest.raises(PressError, match=r"card-meal-letter\.pdf: the fields are not those of the list; the order is"):
        finish(raw, turned, machine.fonts, meal.name)


def test_two_fields_of_one_name_are_refused(machine: Machine, meal: Download) -> None:
    """Two fields of one name would fill each other."""
    fit = machine.fit(meal)
    first, second = (item.id for item in meal.subject.items[:2])
    html = sheet_html(meal, fit).replace(f'name="{second}"', f'name="{first}"')
    with pytest.raises(PressError, match=f"two fields have one name: {first}"):
        finish(machine.print(html, 1, meal.name), meal.fields(fit), machine.fonts, meal.name)


def test_a_foreign_font_is_refused(machine: Machine, meal: Download) -> None:
    """A font that is not ours is named."""
    fit = machine.fit(meal)
    with pikepdf.open(io.BytesIO(machine.print(sheet_html(meal, fit), 1, meal.name))) as pdf:
        next(iter(pdf.pages[0].Resources.Font.values())).BaseFont = pikepdf.Name("/ABCDEF+Comic-Neue")
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(PressError, match="Comic-Neue got into the PDF"):
        finish(out.getvalue(), meal.fields(fit), machine.fonts, meal.name)


def branded(real: Library, **changes: str) -> Download:
    library = dataclasses.replace(real, brand=real.brand.model_copy(update=changes))
    return next(each for each in downloads(library) if each.name == "card-meal-letter.pdf")


def test_a_character_that_our_fonts_lack_is_named(real: Library) -> None:
    """No system font stands in for it, and no empty box is printed."""
    with pytest.raises(PressError, match="王"):
        press(branded(real, name="王 Careers"), CACHE)


def test_a_brand_may_be_called_anything(real: Library, tmp_path: Path) -> None:
    """Quotes, markup and letters that only the field font has do no harm, nor does a long address."""
    name = 'Ōtaki "Łódź" </style> & \\ {% O’Neil %}'
    path = tmp_path / "out.pdf"
    path.write_bytes(press(branded(real, name=name, address=f"https://{'long-' * 20}name.example/"), CACHE))
    assert standard_problems(path) == []
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/Author"]) == name


def test_a_list_that_does_not_fit_is_refused(machine: Machine, sheets: dict[str, Download]) -> None:
    """Type is never made smaller than people can read: the list must become shorter."""
    card = sheets["card-meal-letter.pdf"]
    long = {"do": "many words " * 8, "why": "a long reason " * 60}
    items = tuple(item.model_copy(update=long) for item in card.subject.items)
    full = dataclasses.replace(card, subject=card.subject.model_copy(update={"items": items}))
    with pytest.raises(PressError, match=r"does not fit one page at 11\.5 pt"):
        machine.fit(full)


def test_a_warning_of_the_press_is_an_error(machine: Machine, meal: Download) -> None:
    """What WeasyPrint would only log stops the build."""
    html = sheet_html(meal, machine.fit(meal)).replace(
        "</form>", '<img src="https://example.org/x.png" alt="x"></form>'
    )
    with pytest.raises(PressError, match=r"card-meal-letter\.pdf: Failed to load image"):
        machine.print(html, 1, meal.name)


def test_a_machine_without_pango_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint's OSError becomes one line that helps."""
    import builtins

    real_import = builtins.__import__

    def no_pango(name: str, *rest: Any) -> object:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real_import(name, *rest)

    monkeypatch.setattr(builtins, "__import__", no_pango)
    with pytest.raises(MissingSystemPart, match=r"apt-get install .* libpango-1.0-0") as told:
        Machine(CACHE)
    assert "\n" not in str(told.value)
