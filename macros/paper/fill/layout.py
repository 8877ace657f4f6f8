"""Owns how a text is set in a field: its lines, the size of its type, its operators; which letters is for `text`.

Units: widths of glyphs are thousandths of an em, type sizes hundredths of a point, all other lengths thousandths of a
point. Every length is a whole number, so that the browser comes to the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from macros.paper.fill.tables import ELLIPSIS, INK, LEAST_LINE, LEAST_LINES, PAD, STEP
from macros.paper.fill.text import Letters
from macros.paper.pack import number_text

Width = Callable[[str], int]
"""Returns how wide a text is."""

Pieces = Callable[[str], Sequence[str]]
"""Returns a word in pieces that must not be torn."""


class Place(NamedTuple):
    """Where a value is shown: an object, its size, the type's size, whether lines follow, whether it covers lines."""

    number: int
    width: int = 0
    height: int = 0
    size: int = 0
    lines: int = 0
    white: int = 0


class Layout(NamedTuple):
    """How a text is set in a field, and whether all of it fits."""

    lines: tuple[str, ...]
    size: int
    first: int
    """The first baseline, from the bottom."""
    leading: int
    fits: bool


def lay_out(text: str, place: Place, width: Width, pieces: Pieces) -> Layout:
    """Return how a text is set: as large as it fits, and no smaller than can be read."""
    room = (place.width - 2 * PAD) * 100
    size = place.size
    if not place.lines:
        line = text.replace("\n", " ")
        whole = width(line)
        if whole * size > room:
            size = max(LEAST_LINE, room // whole)
        fits = whole * size <= room
        shown = line if fits else _shortened(line, room // size, width, pieces)
        first = (place.height - size * 10) // 2 + size * 24 // 10
        return Layout((shown,), size, first, 0, fits)
    while True:
        leading = size * 25 // 2
        most = max(1, (place.height - 2 * PAD) // leading)
        lines = _wrapped(text, room // size, most, width, pieces)
        if len(lines) <= most or size <= LEAST_LINES:
            break
        size = max(LEAST_LINES, size - STEP)
    fits = len(lines) <= most
    if not fits:
        lines = [*lines[: most - 1], _shortened(lines[most - 1] + " ", room // size, width, pieces)]
    return Layout(tuple(lines), size, place.height - PAD - size * 10, leading, fits)


def operators(layout: Layout, letters: Letters) -> tuple[str, set[int]]:
    """Return the operators that set the lines, and the places of the fonts that they use."""
    marks, glyphs = letters.marks, letters.glyphs
    written, used, current = [], set(), -1
    size = number_text(layout.size * 10)
    for at, line in enumerate(layout.lines):
        down = f"0 {number_text(-layout.leading)}" if at else f"{number_text(PAD)} {number_text(layout.first)}"
        written.append(f"{down} Td")
        codes = ""
        if line and letters.is_plain(line):
            if current != 0:
                written.append(f"/F0 {size} Tf")
                current = 0
                used.add(0)
            written.append(f"<{letters.codes(line)}> Tj")
            continue
        for piece in marks.pieces(line):
            drawn = marks.drawn(piece) if len(piece) > 1 else [(*glyphs[ord(piece)], 0, 0)]
            pen = drawn[0][2]
            for place, (font, glyph, _, right, up) in enumerate(drawn):
                if codes and (place or font != current):
                    written.append(f"<{codes}> Tj")
                    codes = ""
                if font != current:
                    written.append(f"/F{font} {size} Tf")
                    current = font
                    used.add(font)
                if place:
                    # The pen goes back to where the mark is drawn, and on to where the letter ends as it was typed.
                    end = glyphs[ord(piece[0])][2]
                    rise = number_text(up * layout.size // 100)
                    written.append(f"{rise} Ts [{pen - right}<{glyph:04X}>{right - end}]TJ 0 Ts")
                    pen = end
                else:
                    codes = f"{codes}{glyph:04X}"
        written += [f"<{codes}> Tj"] if codes else []
    return f"BT {INK} {' '.join(written)} ET", used


def appearance(place: Place, content: str, resources: str) -> bytes:
    """Return the object that shows a field's content: operators, and what they need."""
    width, height = number_text(place.width), number_text(place.height)
    ground = f"1 g 0 0 {width} {height} re f " if place.white else ""
    clip = f"1 1 {number_text(place.width - 2000)} {number_text(place.height - 2000)} re W n"
    body = f"/Tx BMC q {ground}{clip} {content} Q EMC"
    return (
        f"<</Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]/Resources<<{resources}>>"
        f"/Length {len(body)}>>stream\n{body}\nendstream"
    ).encode()


def _wrapped(text: str, room: int, most: int, width: Width, pieces: Pieces) -> list[str]:
    """Break at spaces; break a word that is longer than a line between its characters, each with its marks.

    Return one line more than `most` at the most: whoever pasted a book waits for a page of it, not for the book.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, taken = "", 0
        for word in re.finditer(r"[^ ]* *", paragraph):
            whole = width(word[0].rstrip(" ")) <= room
            for piece in [word[0]] if whole else pieces(word[0]):
                if line and taken + width(piece.rstrip(" ")) > room:
                    lines.append(line)
                    line, taken = "", 0
                    if len(lines) > most:
                        return [line.rstrip(" ") for line in lines]
                line, taken = line + piece, taken + width(piece)
        lines.append(line)
        if len(lines) > most:
            break
    return [line.rstrip(" ") for line in lines]


def _shortened(line: str, room: int, width: Width, pieces: Pieces) -> str:
    """Return as much of a line as leaves room for the sign that it goes on elsewhere."""
    left, kept = room - width(ELLIPSIS), ""
    for piece in pieces(line):
        if width(kept + piece) > left:
            break
        kept += piece
    return kept.rstrip(" ") + ELLIPSIS
