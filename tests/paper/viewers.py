"""Three engines that draw most PDFs in the world: what each shows, and what a person does in two of them."""

from __future__ import annotations

import ctypes
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pymupdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from tests.paper.structure import full_name

DPI = 96
Rect = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the bottom left of the page."""

LONG = "Head of procurement and logistics, Europe, Middle East and Africa, from depot to doorstep."
"""Ninety characters: more than most people type into one place."""


class TypedWords(NamedTuple):
    """What shows of a text in a field, without its spaces, and its smallest type in points."""

    field: str
    text: str
    width: float
    """Of the field, in points."""
    size: float


def poppler(path: Path) -> Image.Image:
    """Return the first page as Evince, Okular and most Linux printing show it."""
    out = path.with_suffix("")
    subprocess.run(["pdftoppm", "-r", str(DPI), "-l", "1", "-singlefile", "-png", path, out], check=True)
    with Image.open(out.with_suffix(".png")) as image:
        return image.convert("L")


def mupdf(path: Path) -> Image.Image:
    """Return the first page as MuPDF and SumatraPDF show it."""
    with pymupdf.open(path) as document:
        pixels = document[0].get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
        return Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)


def chrome(path: Path) -> Image.Image:
    """Return the first page as PDFium, and with it Chrome and Edge, show it."""
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    image: Image.Image = document[0].render(scale=DPI / 72, may_draw_forms=True).to_pil().convert("L")
    document.close()
    return image


VIEWERS: dict[str, Callable[[Path], Image.Image]] = {"poppler": poppler, "mupdf": mupdf, "chrome": chrome}


def darkness(image: Image.Image, rect: Rect, below: int = 128) -> int:
    """Return how many pixels darker than `below` (0 to 255) lie well inside `rect`."""
    scale, height = DPI / 72, image.height
    left, low, right, high = (edge * scale for edge in rect)
    inside = image.crop((round(left + 2), round(height - high + 2), round(right - 2), round(height - low - 3)))
    return sum(1 for level in inside.tobytes() if level < below)


def rectangles(path: Path) -> dict[str, Rect]:
    """Return where the fields of the first page are."""
    with pikepdf.open(path) as pdf:
        fields = [each for each in pdf.pages[0].Annots if str(each.Subtype) == "/Widget"]
        return {
            full_name(each): (float(a), float(b), float(c), float(d)) for each in fields for a, b, c, d in [each.Rect]
        }


def text_fields(path: Path) -> list[tuple[int, str, Rect]]:
    """Return each place to type: the number of its page from 0, its field's name, and where it is."""
    found = []
    with pikepdf.open(path) as pdf:
        for number, page in enumerate(pdf.pages):
            for each in page.get("/Annots", []):
                field = each if "/FT" in each or "/Parent" not in each else each.Parent
                if field.get("/FT") == "/Tx":
                    left, low, right, high = map(float, each.Rect)
                    found.append((number, full_name(each), (left, low, right, high)))
    return found


def typed_words(path: Path) -> Iterator[TypedWords]:
    """Yield what shows in each place to type, wholly inside its edges: what lies outside is cut."""
    places = text_fields(path)
    with pymupdf.open(path) as document:
        for number, page in enumerate(document):
            lines = [line for block in page.get_text("rawdict")["blocks"] for line in block.get("lines", [])]
            typed = [span for line in lines for span in line["spans"] if span["font"].endswith("Field")]
            letters = [(span["size"], letter) for span in typed for letter in span["chars"] if letter["c"].strip()]
            for _, name, (left, low, right, high) in [each for each in places if each[0] == number]:
                top, bottom = page.rect.height - high, page.rect.height - low
                inside = [
                    (size, letter["c"])
                    for size, letter in letters
                    for x, y in [letter["origin"]]
                    # From the baseline, letters go up by three quarters of their size, and down by one.
                    if top <= y - 0.75 * size < y + 0.25 * size <= bottom
                    if left <= x < letter["bbox"][2] <= right + 0.5
                ]
                words = "".join(letter for _, letter in inside)
                yield TypedWords(name, words, right - left, min((size for size, _ in inside), default=0))


def fill_in_chrome(path: Path, out: Path, values: Mapping[str, str], ticks: set[str]) -> None:
    """Click into each field and type, click on each box, save."""
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    page, form, places = document[0], document.formenv, rectangles(path)

    def click(name: str) -> None:
        left, low, right, high = places[name]
        at = ((left + right) / 2, (low + high) / 2)
        pdfium.FORM_OnMouseMove(form, page, 0, *at)
        pdfium.FORM_OnLButtonDown(form, page, 0, *at)
        pdfium.FORM_OnLButtonUp(form, page, 0, *at)

    for name, value in values.items():
        click(name)
        for character in value:
            pdfium.FORM_OnChar(form, page, ord(character), 0)
    for name in ticks:
        click(name)
    pdfium.FORM_ForceToKillFocus(form)
    document.save(out)
    document.close()


def paste_in_chrome(path: Path, out: Path, text: str) -> None:
    """Click into each text field of every page, paste, save. The type gets as small as when all of it is typed."""
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    pages, form = [document[number] for number in range(len(document))], document.formenv
    written = ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")
    for number, _, (left, low, right, high) in text_fields(path):
        page, at = pages[number], ((left + right) / 2, (low + high) / 2)
        pdfium.FORM_OnLButtonDown(form, page, 0, *at)
        pdfium.FORM_OnLButtonUp(form, page, 0, *at)
        pdfium.FORM_SelectAllText(form, page)  # a field of the heading may have it from another page
        pdfium.FORM_ReplaceSelection(form, page, ctypes.cast(written, ctypes.POINTER(ctypes.c_ushort)))
        pdfium.FORM_ForceToKillFocus(form)
    document.save(out)
    document.close()


def fill_in_mupdf(path: Path, out: Path, values: Mapping[str, str], ticks: set[str]) -> None:
    """Set each field and toggle each box as MuPDF's viewer does, save."""
    with pymupdf.open(path) as document:
        page = document[0]
        for widget in page.widgets():
            if widget.field_name in values:
                widget.field_value = values[widget.field_name]
                widget.update()
            elif widget.field_name in ticks:
                pymupdf.mupdf.pdf_toggle_widget(widget._annot)
        document.save(out)


def fill_in_python(path: Path, out: Path, values: Mapping[str, str], ticks: set[str]) -> None:
    """Set each field as scripts do that fill forms, save."""
    writer = pypdf.PdfWriter(clone_from=path)
    both = {**values, **dict.fromkeys(ticks, "/on")}
    writer.update_page_form_field_values(writer.pages[0], both, auto_regenerate=False)
    writer.write(out)


FILLERS: dict[str, Callable[[Path, Path, Mapping[str, str], set[str]], None]] = {
    "chrome": fill_in_chrome,
    "mupdf": fill_in_mupdf,
    "python": fill_in_python,
}
