"""Owns the bytes of a document, the same each time and with nothing unused in them; leaves words to `content`."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

    from macros.guidance import Edition

UNUSED = ("stylesWithEffects", "thumbnail", "customXml")
"""What the library's own template brings, and no program needs: half of its bytes, and a picture of an empty page."""


def without_unused(document: Document) -> None:
    """Drop the parts that nobody needs."""
    package = document.part.package
    for relations in (package.rels, document.part.rels):
        for name in [name for name, each in relations.items() if any(word in each.reltype for word in UNUSED)]:
            del relations[name]


def saved(document: Document, edition: Edition) -> bytes:
    """Return the document as a file whose every part carries the day of the edition."""
    out = io.BytesIO()
    document.save(out)
    day = edition.released
    closed = io.BytesIO()
    with zipfile.ZipFile(out) as written, zipfile.ZipFile(closed, "w") as file:
        for each in sorted(written.namelist(), key=_order):
            entry = zipfile.ZipInfo(each, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr, entry.compress_type = 3, 0o100644 << 16, zipfile.ZIP_DEFLATED
            file.writestr(entry, written.read(each))
    return closed.getvalue()


def _order(name: str) -> tuple[bool, bool, str]:
    """What a reader needs first, first: some know a document by what its file begins with."""
    return name != "[Content_Types].xml", not name.startswith("_rels/"), name
