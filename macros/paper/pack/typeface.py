"""Owns how a font is embedded in a PDF: which glyphs, how wide, and what text they stand for; without layout tables.

A font is five objects: the font, its descendant, its descriptor, the file, and the map to Unicode.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz
from fontTools.ttLib import TTFont

from macros.paper.press import Stream

_SLOT = re.compile(r"\{f(\d)\}")

UNREAD = ("name", "OS/2", "post", "gasp", "GDEF", "GPOS", "GSUB", "DSIG")
"""Tables of a font that no viewer of PDFs reads."""


@dataclass(frozen=True)
class Typeface:
    """A font's five objects, as text in which `{f0}` to `{f4}` stand for their numbers; the last two are streams."""

    objects: tuple[str, str, str]
    file: tuple[str, bytes]
    unicode: bytes

    def numbered(self, first: int, unicode: int = 0) -> tuple[dict[int, str], dict[int, Stream]]:
        """Return the three objects that are text, and the two streams, by their numbers from `first`.

        `unicode` is the number of another font's map to Unicode that says the same; then there is one stream.
        """
        numbers = [*range(first, first + 4), unicode or first + 4]
        texts = {
            number: _SLOT.sub(lambda slot: str(numbers[int(slot[1])]), text)
            for number, text in zip(numbers, self.objects, strict=False)
        }
        file, data = self.file
        streams = [Stream(dictionary=file, data=data), Stream(dictionary="<<>>", data=self.unicode)]
        return texts, dict(zip(numbers[3:], streams if not unicode else streams[:1], strict=False))


def tagged(name: str, seed: str) -> str:
    """Return a font's name with six capitals before it, as a font in part must have: they depend on `seed` alone."""
    return "".join(chr(65 + each % 26) for each in hashlib.sha256(seed.encode()).digest()[:6]) + f"+{name}"


def typeface(
    name: str, ttf: bytes, glyphs: Mapping[int, str], keep_map: bool = False, also: Mapping[int, str] | None = None
) -> Typeface:
    """Return a TrueType font with just `glyphs`: their numbers, each with the text that it stands for.

    `name` is six capitals, a plus sign and what the font is called. With `keep_map` a program that fills forms can set
    text in it, character by character. `also` are glyphs that its map to Unicode tells for another font, which numbers
    them alike.
    """
    data = _slim(ttf, frozenset(glyphs), keep_map)
    source = TTFont(io.BytesIO(ttf), lazy=True)
    scale = 1000 / source["head"].unitsPerEm
    order = source.getGlyphOrder()
    widths = {number: round(source["hmtx"][order[number]][0] * scale) for number in sorted(glyphs)}
    head, line = source["head"], source["hhea"]
    up, down = _reach(source) if keep_map else (line.ascent, line.descent)
    capital = getattr(source["OS/2"], "sCapHeight", 660) if "OS/2" in source else 660
    edges = (head.xMin, head.yMin, head.xMax, head.yMax, up, down, capital)
    edges_ = [round(edge * scale) for edge in edges]
    return outline_typeface(name, data, edges_, widths, {**(also or {}), **glyphs})


def _reach(source: TTFont) -> tuple[int, int]:
    """Return how far letters go up and down, in units of the font: viewers set what is typed in lines of that height.

    An accent on a capital and a cedilla decide. What the font itself says is for all the scripts it was drawn for: its
    lines would be a third higher, and less of what is typed would find room.
    """
    glyphs, outlines = source.getBestCmap(), source["glyf"]
    return outlines[glyphs[ord("É")]].yMax, outlines[glyphs[ord("ç")]].yMin


def compact_typeface(
    name: str, cff: bytes, edges: Sequence[int], widths: Mapping[int, int], glyphs: Mapping[int, str]
) -> Typeface:
    """Return a font whose outlines are a CFF table that is keyed by CID, as East Asian fonts are.

    `edges` are the left, low, right and high edge of all glyphs, how far lines go up and down, and how high capitals
    are, `widths` those of glyphs, all in thousandths of an em.
    """
    objects = _described(name, edges, widths, "0", "", "3")
    return Typeface(objects, ("<</Subtype/CIDFontType0C>>", cff), _unicode_map(glyphs))


def outline_typeface(
    name: str, ttf: bytes, edges: Sequence[int], widths: Mapping[int, int], glyphs: Mapping[int, str]
) -> Typeface:
    """Return a font whose outlines are TrueType and that was cut before; all else is as for `compact_typeface`."""
    objects = _described(name, edges, widths, "2", "/CIDToGIDMap/Identity", "2")
    return Typeface(objects, (f"<</Length1 {len(ttf)}>>", ttf), _unicode_map(glyphs))


def _described(
    name: str, edges: Sequence[int], widths: Mapping[int, int], kind: str, numbering: str, file: str
) -> tuple[str, str, str]:
    """Return the objects that tell how a font is measured and where its file is."""
    box, (up, down, capital) = " ".join(map(str, edges[:4])), edges[4:]
    return (
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{{f1}} 0 R]"
        "/ToUnicode {f4} 0 R>>",
        f"<</Type/Font/Subtype/CIDFontType{kind}/BaseFont/{name}/CIDSystemInfo<</Registry<41646F6265>"
        f"/Ordering<4964656E74697479>/Supplement 0>>{numbering}/FontDescriptor {{f2}} 0 R"
        f"/W[{_widths(widths)}]>>",
        f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0/Ascent {up}/Descent {down}"
        f"/CapHeight {capital}/StemV 80/FontFile{file} {{f3}} 0 R>>",
    )


def advances(ttf: bytes) -> dict[int, tuple[int, int]]:
    """Return for each character of a TrueType font its glyph's number, and its width in thousandths of an em."""
    source = TTFont(io.BytesIO(ttf), lazy=True)
    scale = 1000 / source["head"].unitsPerEm
    metrics = source["hmtx"].metrics
    return {
        character: (source.getGlyphID(glyph), round(metrics[glyph][0] * scale))
        for character, glyph in sorted(source.getBestCmap().items())
    }


@lru_cache(maxsize=32)
def _slim(ttf: bytes, glyphs: frozenset[int], keep_map: bool) -> bytes:
    """Return `ttf` with the outlines of `glyphs` alone, numbered as before, and only the tables a viewer reads.

    Subset with the HarfBuzz of a Python package, because the system's differs from one release to the next.
    """
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    if keep_map:
        wanted.unicode_set.invert()
    wanted.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
    dropped = set(UNREAD) | (set() if keep_map else {"cmap"})
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in dropped)
    return bytes(uharfbuzz.subset(uharfbuzz.Face(ttf), wanted).blob.data)


def _widths(widths: Mapping[int, int]) -> str:
    """Return the widths as a PDF has them: the first glyph of a run, then the width of each."""
    runs: list[tuple[int, list[int]]] = []
    for number, width in widths.items():
        if runs and runs[-1][0] + len(runs[-1][1]) == number:
            runs[-1][1].append(width)
        else:
            runs.append((number, [width]))
    return " ".join(f"{first}[{' '.join(map(str, run))}]" for first, run in runs)


def _unicode_map(glyphs: Mapping[int, str]) -> bytes:
    """Return the map from glyphs to text, which search, copying and screen readers use."""
    # A run of glyphs whose characters follow one another is one line, as long as no number passes a multiple of 256.
    runs: list[tuple[int, int, str]] = []
    for number, text in sorted(glyphs.items()):
        first, last, begins = runs[-1] if runs else (0, 0, "")
        follows = len(text) == len(begins) == 1 and ord(text) - ord(begins) == number - first == last - first + 1
        if follows and number >> 8 == first >> 8 and ord(text) >> 8 == ord(begins) >> 8:
            runs[-1] = (first, number, begins)
        else:
            runs.append((number, number, text))
    lines = [f"<{a:04X}> <{b:04X}> <{text.encode('utf-16-be').hex().upper()}>" for a, b, text in runs]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]  # the format takes at most 100 at a time
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange",
            *("\n".join([f"{len(block)} beginbfrange", *block, "endbfrange"]) for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode()
