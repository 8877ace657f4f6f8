"""Owns where a mark stands on a letter that no composed letter has it on; does not guess where a font does not say.

The anchors are those of the font for fields (its GPOS table): a mark is drawn so that its anchor falls on that of the
letter, or on that of the mark before it. All lengths are thousandths of an em.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from fontTools.ttLib import TTFont

from macros.brand import fonts
from macros.paper.pack import typeface
from macros.paper.pack.pack import MarksMap, PointRun

Point = tuple[int, int]

ABOVE, TALL, BELOW, CEDILLA = range(4)
"""Kinds of places on a letter; above capitals and others that are as tall, marks have a flat form.

Further kinds (for an ogonek, a horn, a tilde through the middle …) follow in the order of the font.
"""

TALLER = 600
"""Where the anchor above a letter is higher than this, the letter is tall."""


@lru_cache(maxsize=2)
def table(anchors: bytes, marks: bytes, place: int) -> MarksMap:
    """Return how marks are set, for the map of a pack.

    `anchors` is a font with letters, marks and GPOS; `marks` is the font that has the marks, and its place among the
    fonts of the pack is `place`. In the result,

    - `bases` has for each kind of place runs of letters that follow one another: the first letter, then x and y of the
      anchor of each;
    - `forms` has for each mark, for each kind of place that it can stand at: the kind, the glyph, x and y of the
      glyph's anchor, and x and y of the place for the next mark of that kind, where there can be one;
    - `undotted` has for a letter the glyph that it is drawn with below a mark, and that glyph's width.
    """
    font = _Anchors(anchors)
    glyphs = typeface.advances(marks)
    forms: dict[str, list[list[int]]] = {}
    for mark in sorted(fonts.MORE["marks"] & glyphs.keys()):
        flat = fonts.PSEUDO + mark if fonts.PSEUDO + mark in glyphs else mark
        drawn = [(kind, flat if kind == TALL else mark) for kind in range(len(font.marks))]
        each = [
            [kind, glyphs[character][0], *own, *font.following(kind, character)]
            for kind, character in drawn
            if (own := font.marks[kind].get(character))
        ]
        if each:
            forms[str(mark)] = each
    return {
        "font": place,
        "bases": [_runs(each) for each in font.bases],
        "forms": forms,
        "undotted": {str(ord(letter)): glyphs[fonts.PSEUDO + ord(letter)] for letter in fonts.UNDOTTED},
    }


class _Anchors:
    """The anchors of a font by kind of place: of marks, and of letters (`bases`) that are not made of others."""

    def __init__(self, ttf: bytes) -> None:
        self._font = TTFont(io.BytesIO(ttf), lazy=True)
        self._characters: dict[str, list[int]] = {}
        for character, glyph in self._font.getBestCmap().items():
            self._characters.setdefault(glyph, []).append(character)
        found: list[tuple[dict[int, Point], dict[int, Point]]] = []
        self._upon: dict[int, Point] = {}
        for lookup in self._font["GPOS"].table.LookupList.Lookup:
            (part,) = lookup.SubTable
            if lookup.LookupType == 6:  # mark to mark
                rows = (row.Mark2Anchor[0] for row in part.Mark2Array.Mark2Record)
                self._upon = self._points(part.Mark2Coverage, rows)
            else:  # mark to base
                marks = self._points(part.MarkCoverage, (row.MarkAnchor for row in part.MarkArray.MarkRecord))
                bases = self._points(part.BaseCoverage, (row.BaseAnchor[0] for row in part.BaseArray.BaseRecord))
                found.append((marks, bases))
        above, below, cedilla = (
            next(each for each in found if ord(mark) in each[0]) for mark in ("\u0301", "\u0323", "\u0327")
        )
        others = [each for each in found if each not in (above, below, cedilla)]
        self.marks = [above[0], above[0], below[0], cedilla[0], *(marks for marks, _ in others)]
        # A dot gives way to a mark above it.
        high = above[1] | {ord(letter): above[1][fonts.PSEUDO + ord(letter)] for letter in fonts.UNDOTTED}
        # A cedilla stands on the base line below the middle of any letter that ends there.
        middle = {letter: (x, 0) for letter, (x, y) in below[1].items() if -30 < y < 0}
        kinds = [
            {letter: point for letter, point in high.items() if point[1] <= TALLER},
            {letter: point for letter, point in high.items() if point[1] > TALLER},
            below[1],
            middle | cedilla[1],
            *(bases for _, bases in others),
        ]
        self.bases = [{letter: each[letter] for letter in sorted(each) if _is_letter(letter)} for each in kinds]

    def following(self, kind: int, mark: int) -> Point | tuple[()]:
        """Return where the next mark stands on this one; nothing where it would stand in this one."""
        glyph = self._font["glyf"][self._font.getBestCmap()[mark]]
        x, _ = self.marks[kind][mark]
        if kind == BELOW:
            return (x, glyph.yMin)
        return self._upon.get(mark, (x, glyph.yMax)) if kind in (ABOVE, TALL) else ()

    def _points(self, coverage: Any, anchors: Iterable[Any]) -> dict[int, Point]:
        return {
            character: (anchor.XCoordinate, anchor.YCoordinate)
            for glyph, anchor in zip(coverage.glyphs, anchors, strict=True)
            for character in self._characters.get(glyph, [])
        }


def _is_letter(character: int) -> bool:
    """Return whether this is a letter that is not made of a letter and marks: such are taken apart first."""
    letter = chr(character)
    return letter.isalpha() and unicodedata.normalize("NFD", letter) == letter and character < fonts.PSEUDO


def _runs(points: Mapping[int, Point]) -> list[PointRun]:
    runs: list[PointRun] = []
    for letter, point in points.items():
        if runs and letter == runs[-1][0] + len(runs[-1][1]) // 2:
            runs[-1][1].extend(point)
        else:
            runs.append((letter, [*point]))
    return runs
