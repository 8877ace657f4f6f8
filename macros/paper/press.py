"""Owns WeasyPrint, which measures and prints a sheet; refuses its warnings, system fonts, and files of any other kind.

Nothing else imports WeasyPrint, and this module only when a sheet is pressed, so that pages can be built without Pango.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache as remembered
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from macros import fonts
from macros.errors import MissingSystemPart, PressError
from macros.paper.fit import Block, Fit, Proof, fit
from macros.paper.sheet import Download, proof_html, sheet_html, style_sheet

if TYPE_CHECKING:
    from weasyprint import Document

INSTALL = "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

NO_FONTS = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig></fontconfig>\n'

MM = 25.4 / 96
"""Millimetres in a CSS pixel."""


def press(download: Download, cache: Path) -> bytes:
    """Return the finished PDF of `download`; the fonts it needs are kept in `cache`.

    A pool calls this in its workers; each sets up its fonts once. Raises PressError where the PDF would be wrong or the
    sheet does not fit its pages, MissingSystemPart where the machine lacks Pango.
    """
    from macros.paper.finish import finish

    machine = _machine(cache)
    layout = machine.fit(download)
    raw = machine.print(sheet_html(download, layout), len(layout.sides), download.name)
    return finish(raw, download.fields(layout), machine.fonts, download.name)


class Machine:
    """WeasyPrint with our three fonts and no others, ready to print one sheet after another.

    `fonts` are TrueType bytes by the name that they have in the style sheet: body, body-bold, field.
    """

    def __init__(self, cache: Path) -> None:
        self.fonts = {
            "body": fonts.body_font(False),
            "body-bold": fonts.body_font(True),
            "field": fonts.field_font(cache),
        }
        with _no_system_fonts(cache):
            weasyprint = _weasyprint()
            # A new configuration for each sheet would cost 20 ms and leak 0.4 MB.
            self._configuration = weasyprint.text.fonts.FontConfiguration()
        self._weasyprint = weasyprint
        self._proofs: dict[str, Proof] = {}
        self._fetcher = self._make_fetcher()
        with _no_warnings("sheet.css"):
            self._style = weasyprint.CSS(
                string=style_sheet(), font_config=self._configuration, url_fetcher=self._fetcher, base_url="font:"
            )

    def fit(self, download: Download) -> Fit:
        """Return the layout of `download`: the largest type with which it fits its pages."""
        layout = fit((self._proof(download, size) for size in download.sizes), download.room, download.most_sides)
        if layout is None:
            pages = "one page" if download.most_sides == 1 else f"{download.most_sides} pages"
            raise PressError(
                f"{download.name}: “{download.title}” does not fit {pages} at {download.sizes[-1]} pt. "
                "Shorten its longest items, or move the least needed to a card."
            )
        return layout

    def print(self, html: str, pages: int, name: str) -> bytes:
        """Return the PDF as WeasyPrint makes it. Raises PressError on any warning, or another number of pages."""
        with _no_warnings(name):
            document = self._layout(html)
            if len(document.pages) != pages:
                raise PressError(f"{name}: {len(document.pages)} pages came out where {pages} were laid out.")
            return bytes(document.write_pdf(pdf_forms=True, pdf_variant="pdf/ua-1"))

    def _layout(self, html: str) -> Document:
        source = self._weasyprint.HTML(string=html, url_fetcher=self._fetcher, base_url="font:")
        return source.render(
            stylesheets=[self._style], font_config=self._configuration, pdf_forms=True, pdf_variant="pdf/ua-1"
        )

    def _proof(self, download: Download, size: float) -> Proof:
        html = proof_html(download, size)
        if html not in self._proofs:  # its twin on the other paper may have been measured
            self._proofs[html] = self._measured(download, size, html)
        return self._proofs[html]

    def _measured(self, download: Download, size: float, html: str) -> Proof:
        with _no_warnings(download.name):
            (page,) = self._layout(html).pages
        tops = [page.anchors[f"mark-{number}"][1] * MM for number in range(len(download.blocks) + 3)]
        heights = [below - above for above, below in pairwise(tops)]
        pairs = zip(heights[1:-1], download.blocks, strict=True)
        blocks = tuple(Block(height, len(block.items)) for height, block in pairs)
        return Proof(size, heights[0], blocks, heights[-1])

    def _make_fetcher(self) -> Any:
        """Return what WeasyPrint asks for files: it gives out our fonts and nothing else."""
        urls, given = self._weasyprint.urls, self.fonts

        class Fetcher(urls.URLFetcher):  # type: ignore[misc, name-defined]
            def fetch(self, url: str, headers: Any = None) -> Any:
                return urls.URLFetcherResponse(url, given[url.removeprefix("font:")])

        return Fetcher()


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
        told = f"The PDFs need Pango, which this machine lacks: {INSTALL}."
        raise MissingSystemPart(told) from error
    return weasyprint


@contextmanager
def _no_system_fonts(cache: Path) -> Iterator[None]:
    """Let fontconfig find no font, so that no font of the machine stands in for a character that ours lack."""
    path = cache / "no-fonts.conf"
    if not path.is_file() or path.read_text(encoding="utf-8") != NO_FONTS:
        cache.mkdir(parents=True, exist_ok=True)
        aside = cache / f"no-fonts.{os.getpid()}.part"
        aside.write_text(NO_FONTS, encoding="utf-8")
        aside.replace(path)
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
    told: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    propagates, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagates
    if told:
        raise PressError(f"{name}: " + " ".join(dict.fromkeys(told)))
