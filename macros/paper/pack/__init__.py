"""Owns how finished sheets become a pack, and what a pack is; it leaves filling one in to `fill`.

`bind` makes packs. It is a module of its own, loaded by whoever makes one, because it loads what reads fonts.
"""

from macros.paper.pack.pack import (
    ChunkPlace,
    FieldPlaces,
    FontPlace,
    GlyphRun,
    MarksMap,
    Objects,
    Pack,
    PackMap,
    PackPart,
    PointRun,
)
from macros.paper.pack.syntax import number_text, references, siblings, text_string
from macros.paper.pack.tables import HEADER, NOTES

__all__ = [
    "HEADER",
    "NOTES",
    "ChunkPlace",
    "FieldPlaces",
    "FontPlace",
    "GlyphRun",
    "MarksMap",
    "Objects",
    "Pack",
    "PackMap",
    "PackPart",
    "PointRun",
    "bind",
    "number_text",
    "references",
    "siblings",
    "tables",
    "text_string",
]
