"""Owns how finished sheets become a pack, and what a pack is; it leaves filling one in to `fill`.

`bind` makes packs, `typeface` embeds fonts, `streams` compresses. They are modules of their own, loaded by whoever
needs them: they load what reads fonts.
"""

from macros.paper.pack.pack import (
    Branded,
    FontPlace,
    Form,
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
    "Branded",
    "FontPlace",
    "Form",
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
    "streams",
    "tables",
    "text_string",
    "typeface",
]
