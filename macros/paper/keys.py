"""Owns the keys under which sheets and packs are kept: a sheet's is made of what goes into the press, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache as remembered
from pathlib import Path

from macros.cache import Cache, digest, versions
from macros.paper.sheets import HEADING_TOOLTIPS, Download, trial_html
from macros.values import PAPERS, Paper

SETTING = (
    "brand/fonts.py",
    "paper/press/[a-z]*.py",
    "paper/sheets/fit.py",
    "paper/sheets/grid.py",
    "paper/sheets/sheet.py",
    "paper/sheets/elements.css",
    "paper/sheets/sheet.css",
    "paper/sheets/templates/parts.html.jinja",
    "paper/sheets/templates/sheet.html.jinja",
)
"""Our sources that set a sheet, in macros/, besides the template of its kind: a change of them presses it again."""

SAYING = (
    "values.py",
    "guidance/conformance.py",
    "guidance/model.py",
    "guidance/names.py",
    "guidance/words.py",
    "paper/sheets/blocks.py",
    "paper/sheets/cover_words.py",
    "paper/sheets/kinds.py",
    "paper/sheets/pocket.py",
    "paper/sheets/practice.py",
    "paper/sheets/report.py",
    "paper/sheets/templates/*",
)
"""Our sources that decide what stands on a sheet: a change of them presses what then says something else."""

BINDING = ("brand/brand.py", "paper/*.py", "paper/pack/*", "paper/fill/*")
"""Our sources that have a say only in how sheets are bound and filled: a change of them presses none again."""

PACKAGES = (
    "babel",
    "cssselect2",
    "deflate",
    "fontpkg-atkinson-hyperlegible",
    "fontpkg-noto-sans",
    "fontpkg-source-sans-3",
    "fonttools",
    "jinja2",
    "markupsafe",
    "pikepdf",
    "pillow",
    "pydyf",
    "segno",
    "tinycss2",
    "tinyhtml5",
    "uharfbuzz",
    "weasyprint",
)
"""What decides a PDF's bytes besides our own sources."""


def key(sheet: Download, cache: Path) -> str:
    """Return a digest of everything that decides the chunk of `sheet`: its print HTML, and what sets it.

    Its paper does not: one chunk serves all papers.
    To write the HTML of all sheets takes a second; so the folder `cache` keeps the key of each by what it is made from.
    """
    known = Cache(cache / "keys", ".key")
    return known.find_or_make(words_key(sheet), lambda: _set_key(sheet).encode()).decode()


def words_key(sheet: Download) -> str:
    """Return a digest of the data of `sheet` and of all our sources that press it."""
    name, values = replace(sheet, paper=PAPERS[0]).name, (sheet.subject, sheet.edition)
    return digest([pressing(), name, sheet.opens_at, str(sheet.links), *(each.model_dump_json() for each in values)])


def pack_key(name: str, paper: Paper, sheets: Iterable[str]) -> str:
    """Return a digest of everything that decides a pack on a paper of sheets with these keys."""
    return digest([_sources(*BINDING), name, paper, *sheets])


def brand_key(pack: str, sheet: Download) -> str:
    """Return a digest of everything that decides a pack of this key with the brand of `sheet`."""
    return digest([pack, sheet.brand.model_dump_json(), sheet.edition.model_dump_json()])


def prune(cache: Path) -> None:
    """Remove the keys that nobody asked for in a while."""
    Cache(cache / "keys", ".key").prune()


def pressing() -> str:
    """Return a digest of all that presses a sheet but its data: the same on every machine that may press it."""
    return _sources(*SETTING, *SAYING)


def _set_key(sheet: Download) -> str:
    kind = sheet.kind
    template = f"paper/sheets/templates/{kind.template}"
    breaks = tuple((block.rows, block.joint) for block in sheet.blocks)  # what decides a page and no page says
    measures = (breaks, kind.layout, sheet.room, sheet.width, kind.heading, kind.notes, kind.fields, HEADING_TOOLTIPS)
    return digest([_sources(*SETTING, template), repr(measures), trial_html(sheet)])


@remembered
def _sources(*patterns: str) -> str:
    engine = Path(__file__).parents[1]
    found = {path for pattern in patterns for path in engine.glob(pattern)}
    sources = sorted(path for path in found if path.suffix in (".py", ".css", ".jinja") and path.name[0] != ".")
    return digest([*versions(*PACKAGES), *(path.read_bytes() for path in sources)])
