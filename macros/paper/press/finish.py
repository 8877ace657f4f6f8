"""Owns the pass that makes the press's PDF right in every viewer, small and always the same; rejects a wrong one.

WeasyPrint 70 leaves running heads outside the structure, headers of tables without a scope, boxes without an off state,
links that are not printed, and fonts that depend on the system's subsetter. All of it is corrected here, on the object
level, and what comes out is no PDF yet but a chunk: the objects of one sheet, which a pack numbers.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Set

import pikepdf

from macros.errors import PressError
from macros.paper.press.chunk import Chunk
from macros.paper.press.contents import rewrite_contents
from macros.paper.press.objects import write_chunk
from macros.paper.press.structure import read_structure, sort_annotations


def finish(raw: bytes, fields: Mapping[str, str], shared: Set[str], fonts: Mapping[str, bytes], name: str) -> Chunk:
    """Return the finished objects of a sheet.

    `raw` is WeasyPrint's PDF, `fields` the tooltip of every field by name, in reading order, `shared` the names of
    those that other sheets have too, `fonts` the TrueType bytes of body, body-bold, field and more, `name` what
    messages call the sheet. Raises PressError where the PDF has other fields, two of one name, another order, a
    character that our fonts lack, or a font that is not ours.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        structure = read_structure(pdf)
        _check_fields([str(widget.T) for widget in structure.widgets], list(fields), name)
        sort_annotations(pdf, structure)
        contents = rewrite_contents(pdf, structure, fonts, name)
        return write_chunk(pdf, structure, contents, fields, shared)


def _check_fields(found: list[str], wanted: list[str], name: str) -> None:
    """Raise PressError where a sheet has other fields than its list, two of one name, or another order."""
    twice = sorted({each for each in found if found.count(each) > 1})
    if twice:
        raise PressError(f"{name}: two fields have one name: {', '.join(twice)}.")
    if found != wanted:
        lost, more = sorted(set(wanted) - set(found)), sorted(set(found) - set(wanted))
        what = f"missing: {lost}; not expected: {more}" if lost or more else f"the order is {found}"
        raise PressError(f"{name}: the fields are not those of the list; {what}.")
