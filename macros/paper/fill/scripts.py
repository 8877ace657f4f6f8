"""Owns the fonts for what a pack's fonts lack: which is for which characters, opened when one comes along, and cut.

All are Noto, from two Python packages. Importing this opens no font and loads no library for fonts.

Chinese, Japanese and Korean share a face, that for simplified Chinese: most such names in a careers office are Chinese,
it has every character of the others, and a name written in Han characters does not say its language. Japanese and
Korean names are shown right, a few of their strokes as a Chinese hand writes them.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from macros.paper.pack import Objects

if TYPE_CHECKING:
    import uharfbuzz

    from macros.paper.pack import typeface

_UNREAD = ("BASE", "STAT", "VORG", "cmap", "vhea", "vmtx", "HVAR", "MVAR", "avar")

CHINESE = 2
"""The place of the face for simplified Chinese (of Japanese, Korean, and three of Chinese) in its file."""


@dataclass(frozen=True)
class Face:
    """A font for a script: ISO 15924's name of it, and the blocks of its characters, first and last.

    `size` is how large it is set, in thousandths, beside the font for fields: its letters are as high as those.
    """

    script: str
    name: str
    size: int
    blocks: tuple[tuple[int, int], ...]

    def has(self, characters: str) -> bool:
        """Return whether the font has all of these, and knows where their marks stand: those of its own script."""
        font = opened(self)
        return all(
            font.get_nominal_glyph(ord(each)) and (unicodedata.category(each)[0] != "M" or self.covers(each))
            for each in characters
        )

    def has_form(self, character: str, form: str) -> bool:
        """Return whether the font has the form of a character that a variation selector asks for."""
        return bool(opened(self).get_variation_glyph(ord(character), ord(form)))

    def covers(self, character: str) -> bool:
        """Return whether a character is in the blocks; no font is opened for that."""
        return any(first <= ord(character) <= last for first, last in self.blocks)


NOTO = 920
"""How large Noto's letters are as high as those of the font for fields."""

FACES = (
    Face("Hebr", "NotoSansHebrew", NOTO, ((0x0590, 0x05FF), (0xFB1D, 0xFB4F))),
    Face("Arab", "NotoSansArabic", NOTO, ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFEFC))),
    Face("Armn", "NotoSansArmenian", NOTO, ((0x0530, 0x058F), (0xFB13, 0xFB17))),
    Face("Geor", "NotoSansGeorgian", NOTO, ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F))),
    Face("Ethi", "NotoSansEthiopic", NOTO, ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F))),
    Face("Deva", "NotoSansDevanagari", NOTO, ((0x0900, 0x097F), (0xA8E0, 0xA8FF), (0x1CD0, 0x1CFF))),
    Face("Beng", "NotoSansBengali", NOTO, ((0x0980, 0x09FF),)),
    Face("Guru", "NotoSansGurmukhi", NOTO, ((0x0A00, 0x0A7F),)),
    Face("Gujr", "NotoSansGujarati", NOTO, ((0x0A80, 0x0AFF),)),
    Face("Orya", "NotoSansOriya", NOTO, ((0x0B00, 0x0B7F),)),
    Face("Taml", "NotoSansTamil", NOTO, ((0x0B80, 0x0BFF),)),
    Face("Telu", "NotoSansTelugu", NOTO, ((0x0C00, 0x0C7F),)),
    Face("Knda", "NotoSansKannada", NOTO, ((0x0C80, 0x0CFF),)),
    Face("Mlym", "NotoSansMalayalam", NOTO, ((0x0D00, 0x0D7F),)),
    Face("Sinh", "NotoSansSinhala", NOTO, ((0x0D80, 0x0DFF),)),
    Face("Thai", "NotoSansThai", NOTO, ((0x0E00, 0x0E7F),)),
    Face("Laoo", "NotoSansLao", NOTO, ((0x0E80, 0x0EFF),)),
    Face("Mymr", "NotoSansMyanmar", NOTO, ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F))),
    Face("Khmr", "NotoSansKhmer", NOTO, ((0x1780, 0x17FF), (0x19E0, 0x19FF))),
    Face(
        "Hani",
        "NotoSansCJK",
        1000,
        (
            (0x1100, 0x11FF),  # Korean letters, of which syllables are put together
            (0x2E80, 0x2FDF),  # parts of characters
            (0x3000, 0x33FF),  # punctuation, kana, bopomofo, Korean letters, strokes
            (0x3400, 0x4DBF),
            (0x4E00, 0x9FFF),
            (0xA960, 0xA97F),
            (0xAC00, 0xD7FF),
            (0xF900, 0xFAFF),
            (0xFE30, 0xFE4F),
            (0xFF00, 0xFFEF),  # wide and narrow forms
            (0x20000, 0x323AF),
        ),
    ),
    Face("Zyyy", "NotoEmoji", 860, ((0x203C, 0x3299), (0x1F000, 0x1FAFF))),
)
"""The fonts. A character is in the first that has its block."""


@lru_cache(maxsize=1024)
def face_for(character: str) -> Face | None:
    """Return the font that a character may be in, by its block; no font is opened for that."""
    return next((face for face in FACES if face.covers(character)), None)


@lru_cache(maxsize=len(FACES))
def opened(face: Face) -> uharfbuzz.Font:
    """Return a font to shape with, in its regular weight; lengths are thousandths of its own em."""
    import uharfbuzz

    if face.script == "Hani":
        path, place = resources.files("noto_cjk_sans_otc") / "NotoSansCJK-Regular.ttc", CHINESE
    else:
        path, place = resources.files("manimgx_fonts") / f"{face.name}[wght].ttf", 0
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)), place))
    font.scale = (1000, 1000)
    return font


def embedded(face: Face, texts: Mapping[int, str], first: int) -> Objects:
    """Return the objects of a font with just these glyphs, numbered from `first`; about a millisecond.

    Each glyph has the text that it stands for.
    """
    from macros.paper.pack import streams as pack_streams

    objects, streams = _typeface(face, texts).numbered(first)
    written = {number: text.encode() for number, text in objects.items()}
    return written | {number: pack_streams.compressed(stream, pack_streams.USUAL) for number, stream in streams.items()}


def _typeface(face: Face, texts: Mapping[int, str]) -> typeface.Typeface:
    from macros.paper.pack import typeface

    font = opened(face)
    widths = {glyph: font.get_glyph_h_advance(glyph) for glyph in sorted(texts)}
    name = typeface.tagged(face.name, "".join([f"{glyph} {text} " for glyph, text in sorted(texts.items())]))
    subset = _subset(font, texts, is_compact=face.script == "Hani")
    if face.script == "Hani":
        outlines = bytes(subset.reference_table("CFF ").data)
        return typeface.compact_typeface(name, outlines, _edges(face), widths, texts)
    return typeface.outline_typeface(name, bytes(subset.blob.data), _edges(face), widths, texts)


def _subset(font: uharfbuzz.Font, texts: Mapping[int, str], is_compact: bool) -> uharfbuzz.Face:
    """Return a font with the outlines of these glyphs alone, numbered as before, and only the tables a viewer reads.

    Compact outlines are keyed by what the numbers were, so there need be no room for the glyphs that are not there.
    """
    import uharfbuzz

    from macros.paper.pack import typeface

    flags = uharfbuzz.SubsetFlags
    wanted = uharfbuzz.SubsetInput()
    for glyph, text in texts.items():
        if len(text) == 1 and font.get_nominal_glyph(ord(text)) == glyph:
            wanted.unicode_set.add(ord(text))  # asked for by number, they take 10 ms in a large font, so 0.1
        else:
            wanted.glyph_set.add(glyph)
    wanted.flags = flags.NO_HINTING | (flags.DESUBROUTINIZE if is_compact else flags.RETAIN_GIDS)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in (*typeface.UNREAD, *_UNREAD))
    wanted.pin_all_axes_to_default(font.face)
    return uharfbuzz.subset(font.face, wanted)


@lru_cache(maxsize=len(FACES))
def _edges(face: Face) -> tuple[int, ...]:
    """Return the edges of a font: of all glyphs, of lines, of capitals; in thousandths of its em."""
    font = opened(face)
    lines = font.get_font_extents("ltr")
    head = font.face.reference_table("head").data
    box = [edge * 1000 // font.face.upem for edge in struct.unpack(">4h", head[36:44])]
    return (*box, lines.ascender, lines.descender, 733 if face.script == "Hani" else 714)
