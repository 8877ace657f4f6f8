"""Three engines that draw most PDFs in the world: what each shows, and what a person does in two of them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

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
