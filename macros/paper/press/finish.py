"""Owns the pass that makes the press's PDF right in every viewer, small and always the same; refuses a wrong one.

WeasyPrint 70 leaves running heads outside the structure, headers of tables without a scope, boxes without an off state,
links that are not printed, and fonts that depend on the system's subsetter. All of it is mended here, on the object
level, and what comes out is no PDF yet but a chunk: the objects of one sheet, which a pack numbers.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Set

import pikepdf

from macros.paper.press.chunk import Chunk
from macros.paper.press.contents import Contents
from macros.paper.press.objects import Scribe
from macros.paper.press.structure import Structure, check_fields, fold, order_annotations, read, set_scopes


def finish(raw: bytes, fields: Mapping[str, str], shared: Set[str], fonts: Mapping[str, bytes], name: str) -> Chunk:
    """Return the finished objects of a sheet.

    `raw` is WeasyPrint's PDF, `fields` the tooltip of every field by name, in reading order, `shared` the names of
    those that other sheets have too, `fonts` the TrueType bytes of body, body-bold and field, `name` what messages call
    the sheet. Raises PressError where the PDF has other fields, two of one name, another order, a character that our
    fonts lack, or a font that is not ours.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        document = pdf.Root.StructTreeRoot.K[0]
        fold(document)
        set_scopes(document)
        structure = Structure()
        read(document, structure)
        widgets = order_annotations(pdf, structure)
        check_fields([str(widget.T) for widget in widgets], list(fields), name)
        text = Contents(pdf, fonts, name)
        contents = [text.rewritten(page, structure.marks.get(page.obj.objgen, {})) for page in pdf.pages]
        return Scribe(pdf, structure, text, contents).chunk(widgets, fields, shared)
