"""Owns how marks are set on letters, as the map of a pack has it; where a mark has no place it says so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from macros.paper.pack import MarksMap, PointRun


class Marks:
    """How marks are set on letters: `map_` says in which font they are, and where they stand.

    `glyphs` gives for a character that the pack shows its font's place, its glyph's number and its width.
    """

    def __init__(self, map_: MarksMap, glyphs: Mapping[int, tuple[int, int, int]]) -> None:
        self._glyphs = glyphs
        self._font = map_.get("font", 0)
        self._forms = {int(mark): forms for mark, forms in map_.get("forms", {}).items()}
        self._bases = [_points(runs) for runs in map_.get("bases", [])]
        self._undotted = {int(letter): glyph for letter, glyph in map_.get("undotted", {}).items()}
        marks = "".join([chr(mark) for mark in self._forms])
        self._piece = re.compile(f".[{marks}]*" if marks else ".", re.DOTALL)

    def has(self, character: str) -> bool:
        return ord(character) in self._forms

    def pieces(self, text: str) -> list[str]:
        """Return a text in pieces that must not be torn: each a character and the marks on it."""
        return self._piece.findall(text)

    def drawn(self, piece: str) -> list[tuple[int, int, int, int, int]]:
        """Return how a letter and the marks on it are drawn; nothing where a mark has no place.

        The letter comes first. Each is the font's place, the glyph's number, its width, and how far it is drawn to the
        right and up of where the letter begins.
        """
        letter, *marks = [ord(each) for each in unicodedata.normalize("NFD", piece)]
        if letter not in self._glyphs or letter in self._forms:
            return []
        places = {kind: points[letter] for kind, points in enumerate(self._bases) if letter in points}
        drawn = [(*self._glyphs[letter], 0, 0)]
        for mark in marks:
            form = next((form for form in self._forms.get(mark, []) if form[0] in places), None)
            if form is None:
                return []
            kind, glyph, x, y, *following = form
            right, up = places[kind][0] - x, places[kind][1] - y
            drawn.append((self._font, glyph, 0, right, up))
            if kind == 0 and letter in self._undotted:
                drawn[0] = (self._font, *self._undotted[letter], 0, 0)
            del places[kind]
            if following:
                places[kind] = (right + following[0], up + following[1])
        return drawn


def _points(runs: Iterable[PointRun]) -> dict[int, tuple[int, int]]:
    """Return the places on letters from runs of neighbours: first letter, x and y of each."""
    return {
        letter + at: (points[2 * at], points[2 * at + 1]) for letter, points in runs for at in range(len(points) // 2)
    }
