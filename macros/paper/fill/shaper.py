"""Owns how a text is set that a pack's fonts cannot show: which way it runs, in which fonts and shapes.

HarfBuzz chooses and places the glyphs. What the pack's fonts can show of such a text is set in them all the same. Which
fonts there are beside is for `scripts`. In the browser, `picture` draws such a text with the reader's own fonts.

Importing this opens no font and loads no library for fonts: most classes need none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise
from typing import NamedTuple

from macros.paper.fill import direction, scripts
from macros.paper.fill.layout import Layout, Place, lay_out
from macros.paper.fill.scripts import Face
from macros.paper.fill.tables import INK, LEAST_LINE, LEAST_LINES, PAD, STEP, UNSEEN
from macros.paper.fill.text import Letters, letters_of
from macros.paper.pack import Objects, Pack, number_text

OBJECTS = 5
"""So many objects a font is."""

UNKNOWN = "\u2060"
"""What a glyph stands for that is only ever part of a sign: a word joiner, which nobody sees or hears."""

_FORM = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\U000e0020-\U000e007f]")
"""What asks for a form of the character before it, or says which flag it is."""

_UNSEEN = re.compile(UNSEEN)

_RARE_FORM = re.compile("(.)([\U000e0100-\U000e01ef])")
"""A character and the form of it that somebody writes in their name."""

_LINES = 2_000
"""So many lines are kept that were set: those of a page that is tried in several sizes, not those of a large class."""

_CLIP = 1_000
"""So near to the edge of its field a text may come: the clip of `appearance`."""


@dataclass(frozen=True)
class Glyph:
    """A glyph: the place of its font, its number and width, and how it is placed; in thousandths of its font's em.

    `text` is what it stands for together with those after it that have none; None where its font says it.
    """

    font: int
    number: int
    width: int
    advance: int
    right: int
    up: int
    text: str | None
    is_mark: bool = False
    """Whether it takes no room of its own."""


@dataclass(frozen=True)
class ShapedLine:
    """A line as it is drawn, from the left; its width, how high and how low its ink goes, in thousandths of an em."""

    signs: tuple[tuple[Glyph, ...], ...]
    """Glyphs that stand for one text together."""
    width: int
    high: int
    low: int


class ShapedLayout(NamedTuple):
    """How a text is set that must be shaped."""

    laid: Layout
    leftwards: bool
    """Whether it begins at the right edge of its field."""

    @property
    def fits(self) -> bool:
        """Whether all of it fits."""
        return self.laid.fits


class Shaper:
    """Sets texts that the fonts of a pack cannot show, and keeps which glyphs they need of which fonts, for a file."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._first = len(pack.map["fonts"])
        self._faces: list[Face] = []
        """Those that come after the pack's, in the order in which they were needed."""
        self._lines: dict[tuple[str, bool], ShapedLine] = {}
        self._texts: dict[int, dict[int, str]] = {}
        """By a font's place, the glyphs that are drawn and what each stands for."""
        self._numbers: dict[int, int] = {}

    def lacking(self, text: str) -> str:
        """Return the characters that no font shows, and the marks that have no place on what they follow; sorted."""
        missing: set[str] = set()
        leftwards = direction.is_leftwards(text)
        for line in text.split("\n"):
            torn = [self._torn(piece) for piece, font in self._fonts(line) if font is None]
            # What follows nothing that it belongs to may be seen only where it is set.
            signs = [] if torn else self._line(line, leftwards).signs
            missing.update(*torn, *[sign[0].text or "" for sign in signs if not all(each.number for each in sign)])
        return "".join(sorted(missing))

    def lay_out(self, text: str, place: Place) -> ShapedLayout:
        """Return how a text is set in a field: as any other, and so that no sign is cut above or below."""
        leftwards = direction.is_leftwards(text)
        least = LEAST_LINES if place.lines else LEAST_LINE
        size = place.size
        while True:
            laid = lay_out(text, place._replace(size=size), partial(self._width, leftwards), pieces)
            lines = [self._line(words, leftwards) for words in laid.lines]
            apart = [(one.low - other.high) * -laid.size // 100 for one, other in pairwise(lines)]
            leading = max(laid.leading, *apart) if apart else laid.leading
            highest = place.height - _CLIP - lines[0].high * laid.size // 100
            lowest = _CLIP + leading * len(apart) - lines[-1].low * laid.size // 100
            if lowest <= highest or laid.size <= least:
                first = min(max(laid.first, lowest), highest)
                return ShapedLayout(laid._replace(first=first, leading=leading), leftwards)
            size = max(least, laid.size - STEP)

    def operators(self, layout: ShapedLayout, place: Place) -> tuple[str, set[int]]:
        """Return the operators that set the lines, and the places of the fonts that they use."""
        laid, leftwards = layout
        writing = _Writing(laid.size)
        for at, words in enumerate(laid.lines):
            line = self._line(words, leftwards)
            start = place.width - PAD - line.width * laid.size // 100 if leftwards else PAD
            writing.begin(start, laid.first - at * laid.leading)
            for sign in line.signs:
                writing.draw(sign, self._size(sign[0].font), sign[0].text if self._must_say(sign) else None)
        return writing.finished(), writing.used

    def numbered(self, fonts: set[int], following: int) -> tuple[dict[int, int], int]:
        """Return the number of each font that is not the pack's, and the next free one: one that is new takes it."""
        for font in sorted(fonts - self._numbers.keys()):
            if font >= self._first:
                self._numbers[font] = following
                following += OBJECTS
        return self._numbers, following

    def objects(self) -> Objects:
        """Return the objects of all fonts that were numbered, with just the glyphs that were drawn."""
        written: Objects = {}
        for font, first in self._numbers.items():
            written |= scripts.embedded(self._faces[font - self._first], self._texts[font], first)
        return written

    @property
    def _letters(self) -> Letters:
        return letters_of(self._pack)

    def _width(self, leftwards: bool, text: str) -> int:
        return self._line(text, leftwards).width

    def _size(self, font: int) -> int:
        return 1000 if font < self._first else self._faces[font - self._first].size

    def _must_say(self, sign: tuple[Glyph, ...]) -> bool:
        """Note what the glyphs of a sign stand for; return whether that does not say the sign's text."""
        first, *more = sign
        if first.text is None:
            return False
        texts = self._texts.setdefault(first.font, {})
        if texts.get(first.number, UNKNOWN) == UNKNOWN:
            texts[first.number] = first.text
        for each in more:
            texts.setdefault(each.number, UNKNOWN)
        return bool(more) or texts[first.number] != first.text

    def _fonts(self, text: str) -> Iterator[tuple[str, int | None]]:
        """Yield each piece of a text with the place of its font: -1 for those of the pack, None for none."""
        before: Face | None = None
        for piece in pieces(text):
            seen = _plain(piece)
            if not seen:
                yield piece, self._place(before) if before else -1
            elif not self._letters.lacking(seen):
                yield piece, -1
            else:
                found = None if _is_stray(seen) else self._face(piece, seen, before)
                before = found or before
                yield piece, self._place(found) if found else None

    def _face(self, piece: str, seen: str, before: Face | None) -> Face | None:
        """Return the font for a piece, of which so much can be seen; `before` is that of what stands before it."""
        wanted = (before, *(scripts.face_for(each) for each in seen))
        face = next((face for face in wanted if face and face.has(seen)), None)
        if face and any(not face.has_form(*form) for form in _RARE_FORM.findall(piece)):
            return None
        return face

    def _place(self, face: Face) -> int:
        if face not in self._faces:
            self._faces.append(face)
        return self._first + self._faces.index(face)

    def _torn(self, piece: str) -> str:
        """Return what of a piece is in no font; where all of it is in one, the marks in it, or what asks for a form."""
        seen = _plain(piece)
        faces = [(each, scripts.face_for(each)) for each in seen]
        alone = [each for each, face in faces if self._letters.lacking(each) and not (face and face.has(each))]
        marks = [each for each in seen if _is_mark(each)]
        return "".join(alone or marks or _FORM.findall(piece) or seen)

    def _line(self, text: str, leftwards: bool) -> ShapedLine:
        """Return a line that is set in the fonts at hand."""
        key = text, leftwards
        if key not in self._lines:
            if len(self._lines) >= _LINES:
                self._lines.clear()
            self._lines[key] = self._set(text, leftwards)
        return self._lines[key]

    def _set(self, text: str, leftwards: bool) -> ShapedLine:
        runs: list[tuple[int, int, list[str]]] = []
        levels, at = direction.levels(text, leftwards), 0
        for piece, font in self._fonts(text):
            if font is not None:
                if not runs or runs[-1][:2] != (font, levels[at]):
                    runs.append((font, levels[at], []))
                runs[-1][2].append(piece)
            at += len(piece)
        signs: list[tuple[Glyph, ...]] = []
        width = high = low = 0
        for place in direction.in_drawing_order([level for _, level, _ in runs]):
            font, level, run = runs[place]
            signs += self._of_pack(run, level % 2) if font < 0 else self._shaped("".join(run), font, level % 2)
        for each in (glyph for sign in signs for glyph in sign):
            size = self._size(each.font)
            width += each.advance * size
            if each.font >= self._first:
                box = scripts.opened(self._faces[each.font - self._first]).get_glyph_extents(each.number)
                if box:
                    high = max(high, (each.up + box.y_bearing) * size)
                    low = min(low, (each.up + box.y_bearing + box.height) * size)
        return ShapedLine(tuple(signs), -(-width // 1000), -(-high // 1000), low // 1000)

    def _of_pack(self, run: list[str], leftwards: int) -> Iterator[tuple[Glyph, ...]]:
        """Yield the signs of pieces that the pack's fonts show, from the left."""
        letters = self._letters
        for piece in reversed(run) if leftwards else run:
            shown = direction.MIRROR.get(piece, piece) if leftwards else piece
            for each in letters.marks.pieces(letters.apart(_plain(shown))):
                drawn = letters.marks.drawn(each) if len(each) > 1 else [(*letters.glyphs[ord(each)], 0, 0)]
                (font, glyph, width, _, _), *marks = drawn
                yield (Glyph(font, glyph, width, width, 0, 0, None),)
                for font, glyph, _, right, up in marks:
                    yield (Glyph(font, glyph, 0, 0, right - width, up, None),)

    def _shaped(self, text: str, font: int, leftwards: int) -> Iterator[tuple[Glyph, ...]]:
        """Yield the signs of a run in one font that runs one way, from the left; number 0 for what it cannot show."""
        import uharfbuzz

        hand = scripts.opened(self._faces[font - self._first])
        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES
        buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        buffer.add_codepoints([ord(each) for each in text])
        buffer.direction = "rtl" if leftwards else "ltr"
        buffer.language = "und"  # or it would be that of this machine
        buffer.guess_segment_properties()
        uharfbuzz.shape(hand, buffer)
        starts = sorted({info.cluster for info in buffer.glyph_infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        # What follows nothing that it belongs to is set on a dotted circle.
        circle = 0 if "\N{DOTTED CIRCLE}" in text else hand.get_nominal_glyph(0x25CC)
        placed = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        for start, sign in groupby(placed, key=lambda each: each[0].cluster):
            glyphs: list[tuple[bool, int, int, int, int]] = []
            pen = 0
            for info, place in sign:
                number = 0 if info.codepoint == circle else info.codepoint
                glyphs.append((not place.x_advance, len(glyphs), number, pen + place.x_offset, place.y_offset))
                pen += place.x_advance
            # What takes room comes before its marks, as a viewer that reads what is drawn expects.
            yield tuple(
                Glyph(
                    font,
                    number,
                    hand.get_glyph_h_advance(number),
                    pen if at == len(glyphs) - 1 else 0,
                    right,
                    up,
                    "" if at else text[start : ends[start]],
                    is_mark,
                )
                for at, (is_mark, _, number, right, up) in enumerate(sorted(glyphs))
            )


class _Writing:
    """Writes operators: glyphs one after the other, each moved to its place."""

    def __init__(self, size: int) -> None:
        self.used: set[int] = set()
        self._size = size
        self._written: list[str] = []
        self._row: list[str] = []
        self._at = (0, 0)
        self._font = -1
        self._rise = self._gap = 0

    def begin(self, left: int, up: int) -> None:
        """Begin a line, at a place in the field."""
        self._flush()
        self._gap = 0
        self._written.append(f"{number_text(left - self._at[0])} {number_text(up - self._at[1])} Td")
        self._at = left, up

    def draw(self, sign: tuple[Glyph, ...], size: int, said: str | None) -> None:
        """Draw the glyphs of a sign, and say its text where they do not."""
        if sign[0].font != self._font:
            self._close_gap()
            self._flush()
            self._font = sign[0].font
            self.used.add(self._font)
            self._written.append(f"/F{self._font} {number_text(self._size * size // 100)} Tf")
        room = [each for each in sign if not each.is_mark] or list(sign)
        self._say(said, room, size)
        self._say("", sign[len(room) :], size)

    def _say(self, said: str | None, glyphs: Sequence[Glyph], size: int) -> None:
        """Draw glyphs that stand for a text, or where it is None say what they stand for by themselves."""
        if not glyphs:
            return
        if said is not None:
            self._flush()
            self._written.append(f"/Span<</ActualText<FEFF{said.encode('utf-16-be').hex().upper()}>>>BDC")
        for each in glyphs:
            rise = each.up * self._size * size // 100_000
            if rise != self._rise:
                self._flush()
                self._written.append(f"{number_text(rise)} Ts")
                self._rise = rise
            self._gap += each.right
            self._close_gap()
            if self._row and self._row[-1].startswith("<"):
                self._row[-1] = f"{self._row[-1][:-1]}{each.number:04X}>"
            else:
                self._row.append(f"<{each.number:04X}>")
            self._gap = each.advance - each.right - each.width
        if said is not None:
            self._flush()
            self._written.append("EMC")

    def finished(self) -> str:
        """Return all operators."""
        self._flush()
        return f"BT {INK} {' '.join(self._written)} ET"

    def _close_gap(self) -> None:
        if self._gap:
            self._row.append(str(-self._gap))
            self._gap = 0

    def _flush(self) -> None:
        if self._row:
            self._written.append(f"[{''.join(self._row)}]TJ")
            self._row = []


def pieces(text: str) -> list[str]:
    """Return a text in pieces that must not be torn: what a reader takes for one sign, each."""
    found: list[str] = []
    flags = 0
    for each in text:
        before = found[-1][-1] if found else ""
        flag = "\U0001f1e6" <= each <= "\U0001f1ff"
        flags = flags + 1 if flag else 0
        if found and before != "\n" and (_continues(before, each) or (flag and flags % 2 == 0)):
            found[-1] += each
        else:
            found.append(each)
    return found


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _is_stray(piece: str) -> bool:
    """Return whether a piece is a mark that follows nothing it could be on."""
    return _is_mark(piece[0]) or (piece[0] in " \n" and len(piece) > 1)


def _plain(text: str) -> str:
    """Return a text without what nobody can see."""
    return _UNSEEN.sub("", _FORM.sub("", text))


def _continues(before: str, each: str) -> bool:
    """Return whether a character is part of the sign that another is in: a mark on it, or joined to it."""
    kind = unicodedata.category(each)
    return (
        _is_mark(each)
        or each in "\u200c\u200d\u0e33\u0eb3"
        or "\U0001f3fb" <= each <= "\U0001f3ff"
        or bool(_FORM.match(each))
        or (before == "\u200d" and kind == "So")
        or (before != "\u103a" and unicodedata.combining(before) == 9 and kind == "Lo")
    )
