"""Owns how Chinese, Japanese and Korean names are shown: a font of just their characters; refuses all other scripts.

The font is Noto Sans CJK, from a Python package, opened when the first such name comes along. Its face is that for
simplified Chinese, for everybody: most such names in a careers office are Chinese, this face has every character of the
others, and a name written in Han characters does not say its language. Japanese and Korean names are shown right, a
few of their strokes as a Chinese hand writes them.

Importing this loads no font and no library for fonts.

Only characters that stand one beside the other, each in a square, are taken from it; that a font has a character of a
script says nothing of whether it can be set one by one.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from macros.paper.fill.text import Font

if TYPE_CHECKING:
    import uharfbuzz

FACE = 2
"""The place of the face for simplified Chinese (of Japanese, Korean, and three of Chinese) in the file."""

SQUARE = (
    (0x2E80, 0x2FDF),  # parts of characters
    (0x3000, 0x3029),  # punctuation
    (0x3030, 0x303F),
    (0x3041, 0x3096),  # hiragana
    (0x309B, 0x30FF),  # katakana
    (0x3105, 0x312F),  # bopomofo
    (0x3131, 0x3163),  # Korean letters by themselves
    (0x31A0, 0x33FF),  # bopomofo, strokes, katakana, in circles
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),  # Korean syllables
    (0xF900, 0xFAFF),
    (0xFF01, 0xFF9F),  # wide and narrow forms
    (0xFFE0, 0xFFE6),
    (0x20000, 0x323AF),
)
"""The characters, first and last, that need nothing but their glyph: no shaping, no marks, no pictures."""


@lru_cache(maxsize=256)
def east_asian(characters: str, first: int) -> Font | None:
    """Return a font of those of `characters` that it can show, its objects numbered from `first`; None for none.

    About a millisecond, after the first of a process. To be given to `fill` and `merge`.
    """
    shown = [each for each in characters if any(low <= ord(each) <= high for low, high in SQUARE)]
    if not shown:
        return None
    from macros.paper.pack import typeface

    noto = _noto()
    found = {ord(each): noto.get_nominal_glyph(ord(each)) for each in shown}
    numbers = {character: number for character, number in sorted(found.items()) if number}
    if not numbers:
        return None
    widths = {number: noto.get_glyph_h_advance(number) for number in sorted(numbers.values())}
    texts = {number: chr(character) for character, number in numbers.items()}
    name = typeface.tagged("NotoSansCJK", "".join(map(chr, numbers)))
    face = typeface.compact_typeface(name, _outlines(noto, set(numbers)), _edges(noto), widths, texts)
    objects, streams = face.numbered(first)
    glyphs = {character: (number, widths[number]) for character, number in numbers.items()}
    written = {number: text.encode() for number, text in objects.items()}
    written |= {number: stream.written() for number, stream in streams.items()}
    return Font(first, glyphs=glyphs, objects=written)


@lru_cache(maxsize=1)
def _noto() -> uharfbuzz.Font:
    import uharfbuzz

    path = resources.files("noto_cjk_sans_otc") / "NotoSansCJK-Regular.ttc"
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)), FACE))


def _outlines(noto: uharfbuzz.Font, characters: set[int]) -> bytes:
    """Return a CFF table for `characters` alone; a glyph's CID is its number in the whole font."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(characters)  # asked for by number they take 7 ms, so 0.3
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.DESUBROUTINIZE
    wanted.drop_table_tag_set.update(
        int.from_bytes(tag.encode(), "big") for tag in ("BASE", "GDEF", "GPOS", "GSUB", "VORG", "cmap", "vhea", "vmtx")
    )
    return bytes(uharfbuzz.subset(noto.face, wanted).reference_table("CFF ").data)


@lru_cache(maxsize=1)
def _edges(noto: uharfbuzz.Font) -> tuple[int, ...]:
    """Return the edges of a typeface. The em of this font is 1000."""
    lines = noto.get_font_extents("ltr")
    box = struct.unpack(">4h", noto.face.reference_table("head").data[36:44])
    return (*box, lines.ascender, lines.descender, 733)
