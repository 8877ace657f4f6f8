"""Owns WeasyPrint, which measures and prints a sheet; rejects its warnings, system fonts, and files of any other kind.

Nothing else imports WeasyPrint, and this module only when a sheet is pressed, so that pages can be built without Pango.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import warnings
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache as remembered
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from cssselect2 import ElementWrapper

from macros.brand import fonts
from macros.cache import sweep, write_whole
from macros.errors import MissingSystemPart, PressError
from macros.paper.press.chunk import PLACES, Chunk
from macros.paper.sheets import (
    AGAIN,
    HEADING_TOOLTIPS,
    Download,
    Fit,
    MeasuredBlock,
    Proof,
    excess,
    fit,
    flow,
    proof_html,
    sheet_html,
    style_sheet,
)

if TYPE_CHECKING:
    from weasyprint import Document

INSTALL = "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

NO_FONTS = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig></fontconfig>\n'

MM = 25.4 / 96
"""Millimetres in a CSS pixel."""


def press(download: Download, cache: Path) -> Chunk:
    """Return the finished objects of `download`; the fonts it needs are kept in `cache`.

    A pool calls this in its workers; each sets up its fonts once. Raises PressError where the PDF would be wrong or the
    sheet does not fit its pages, MissingSystemPart where the machine lacks Pango.
    """
    from macros.paper.press.finish import finish

    machine = _machine(cache)
    with _no_collection():
        layout = machine.fit(download)
        raw = machine.print(sheet_html(download, layout), len(layout.sides), download.name)
        return finish(raw, download.fields(layout), set(HEADING_TOOLTIPS), machine.fonts, download.name)


class Machine:
    """WeasyPrint with our four fonts and no others, ready to print one sheet after another.

    `fonts` are TrueType bytes by the name that they have in the style sheet: body, body-bold, field, more.
    """

    def __init__(self, cache: Path) -> None:
        self.fonts = {
            "body": fonts.body_font(False),
            "body-bold": fonts.body_font(True),
            "field": fonts.field_font(cache),
            "more": fonts.anchor_font(cache),
        }
        with _no_system_fonts(cache):
            weasyprint = _weasyprint()
            # A new configuration for each sheet would cost 20 ms and leak 0.4 MB.
            self._configuration = weasyprint.text.fonts.FontConfiguration()
        self._weasyprint = weasyprint
        self._pictures: dict[str, Any] = {}
        self._fetcher = self._make_fetcher()
        with _no_warnings("sheet.css"):
            self._style = self._parsed("sheet.css")
            self._source = self._make_source(self._parsed("elements.css"))

    def fit(self, download: Download) -> Fit:
        """Return the layout of `download`: the largest type with which it fits its pages."""
        layout = download.kind.layout
        if not layout.sides:
            proof = self._proof(download, layout.sizes[0])
            if found := flow(proof, layout.spacing, download.room):
                return found
            message = f"“{download.title}” has something on it that is longer than a page at {proof.size:g} pt."
            raise PressError(f"{download.name}: {message} {download.kind.too_long}")
        # A size is measured once, on however many sides it is tried.
        proof_at = remembered(partial(self._proof, download))
        for most_sides in layout.sides:
            if found := fit(map(proof_at, layout.sizes), layout.spacing, download.room, most_sides):
                return found
        raise PressError(f"{download.name}: {self._too_long(download)}")

    def print(self, html: str, pages: int, name: str) -> bytes:
        """Return the PDF as WeasyPrint makes it. Raises PressError on any warning, or another number of pages."""
        with _no_warnings(name):
            document = self._layout(html)
            if len(document.pages) != pages:
                raise PressError(f"{name}: {len(document.pages)} pages came out where {pages} were laid out.")
            return bytes(document.write_pdf(pdf_forms=True, pdf_variant="pdf/ua-1", uncompressed_pdf=True))

    def _layout(self, html: str) -> Document:
        return self._source(html).render(
            stylesheets=[self._style],
            font_config=self._configuration,
            cache=self._pictures,
            pdf_forms=True,
            pdf_variant="pdf/ua-1",
        )

    def _proof(self, download: Download, size: float) -> Proof:
        """Return the sheet as measured at one type size, on one endless page, with no gaps and the lowest rows."""
        row, blocks = download.kind.layout.spacing.row.least, download.blocks
        with _no_warnings(download.name):
            (page,) = self._layout(proof_html(download, size, row)).pages
        tops = [page.anchors[f"mark-{number}"][1] * MM for number in range(len(blocks) + 3)]
        head, *heights, tail = (below - above for above, below in pairwise(tops))
        measured = (
            MeasuredBlock(height - block.rows * row, block.rows, bool(block.title), block.joint)
            for height, block in zip(heights, blocks, strict=True)
        )
        return Proof(size, head, tuple(measured), tail, AGAIN if download.large else 0)

    def _too_long(self, download: Download) -> str:
        """Return in words how much too long a sheet is at its smallest type, and what to do."""
        layout, size, sides = download.kind.layout, download.kind.layout.sizes[-1], download.kind.layout.sides[-1]
        over = excess(self._proof(download, size), layout.spacing, download.room, sides)
        pages = "one side of a sheet" if sides == 1 else "both sides of a sheet" if sides == 2 else f"{sides} sides"
        message = f"“{download.title}” does not fit {pages} at {size:g} pt: it is {over:.0f} mm too long."
        return f"{message} {download.kind.too_long}"

    def _parsed(self, name: str) -> Any:
        return self._weasyprint.CSS(
            string=style_sheet(name), font_config=self._configuration, url_fetcher=self._fetcher, base_url="font:"
        )

    def _make_source(self, elements: Any) -> Any:
        """Return WeasyPrint's HTML with two steps of its own made short: a tenth of a layout each.

        Our templates are XML too, which the interpreter parses twenty times as fast; and of the style sheet that every
        element is matched with, only what is said of ours is left, in `elements`.
        """
        weasyprint, fetcher = self._weasyprint, self._fetcher

        class Source(weasyprint.HTML):  # type: ignore[misc, name-defined]
            def __init__(self, html: str) -> None:
                self.base_url, self.url_fetcher, self.media_type = "font:", fetcher, "print"
                self.etree_element = ElementTree.fromstring(html)
                self.wrapper_element = ElementWrapper.from_html_root(self.etree_element, content_language=None)

            def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
                return [elements]

        return Source

    def _make_fetcher(self) -> Any:
        """Return what WeasyPrint asks for files: our fonts, pictures for places, a logo whole in its address."""
        urls, given = self._weasyprint.urls, self.fonts

        class Fetcher(urls.URLFetcher):  # type: ignore[misc, name-defined]
            def fetch(self, url: str, headers: Any = None) -> Any:
                kind, comma, data = url.removeprefix("data:").partition(";base64,")
                if url.startswith("data:image/") and comma:
                    return urls.URLFetcherResponse(url, b64decode(data), {"Content-Type": kind})
                if url.startswith("brand:"):
                    blank = _blank(url.removeprefix("brand:"))
                    return urls.URLFetcherResponse(url, blank, {"Content-Type": "image/png"})
                return urls.URLFetcherResponse(url, given[url.removeprefix("font:")])

        return Fetcher()


@remembered
def _blank(place: str) -> bytes:
    """Return a picture that holds a brand's place: as wide as the place is far down the list, in pixels."""
    from PIL import Image

    out = BytesIO()
    Image.new("1", (PLACES.index(place) + 1, 1)).save(out, "png")
    return out.getvalue()


@remembered
def _machine(cache: Path) -> Machine:
    return Machine(cache)


def _weasyprint() -> Any:
    """Import WeasyPrint. Raises MissingSystemPart, with what to install, where the machine lacks Pango."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns that no fonts are configured, which is what we want
            import weasyprint
            import weasyprint.text.fonts
            import weasyprint.urls
    except OSError as error:
        raise MissingSystemPart(f"The PDFs need Pango, which this machine lacks: {INSTALL}.") from error
    return weasyprint


@contextmanager
def _no_collection() -> Iterator[None]:
    """Leave what a sheet is made of in memory until it is pressed: looking for rubbish meanwhile takes a quarter of it.

    What is young by then is collected together, for little.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _no_system_fonts(cache: Path) -> Iterator[None]:
    """Let fontconfig find no font, so that no font of the machine stands in for a character that ours lack."""
    path = cache / "no-fonts.conf"
    if not path.is_file() or path.read_text(encoding="utf-8") != NO_FONTS:
        sweep(cache)
        write_whole(path, NO_FONTS.encode())
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(path.resolve())
    try:
        yield
    finally:
        del os.environ["FONTCONFIG_FILE"]
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before


@contextmanager
def _no_warnings(name: str) -> Iterator[None]:
    """Raise PressError with everything that WeasyPrint warns of meanwhile, which it would only log."""
    warned: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: warned.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    propagates, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield
    except ElementTree.ParseError as error:
        message = "There is a character that no sheet can show, since it controls something: type the words anew."
        other = f"Or a tag of a template is not whole: see line {error.position[0]} of the print HTML."
        raise PressError(f"{name}: {message} {other}") from error
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagates
    if warned:
        # An address may hold all of a picture.
        words = re.sub(r"data:[\w/+;,=-]{40,}", "data:…", " ".join(dict.fromkeys(warned)))
        raise PressError(f"{name}: {words}")
