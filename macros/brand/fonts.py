"""Owns the subsets of our fonts, for screen and paper; it takes none from the machine.

Atkinson Hyperlegible sets everything we write. Source Sans 3 sets what people type into a PDF, because Atkinson lacks
half of Latin Extended-A; a few letters that it lacks in turn come from Noto Sans. All come from Python packages, so the
same bytes are cut on every machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import cache as remembered
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from macros.cache import Cache, digest, versions

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

PUNCTUATION = frozenset(map(ord, "‐‑–—‘’‚“”„•…′″‹›€™−·→←↑↓✓\ufffd"))
"""Punctuation and signs beyond Latin-1; the last stands for what cannot be shown."""

LATIN = frozenset(range(0x20, 0x7F)) | frozenset(range(0xA0, 0x180)) | frozenset(map(ord, "ȘșȚț")) | PUNCTUATION
"""Basic Latin, Latin-1, Latin Extended-A, Romanian commas, punctuation: the names of most people we meet."""

SIGNS = frozenset(map(ord, "¤¦¨¬¯´¶¸←↑↓−′″✓\ufffd"))
"""Signs of LATIN that hardly anybody types into a form: in fields, the font of signs shows them."""

MORE: dict[str, frozenset[int]] = {
    "vietnamese": frozenset({*map(ord, "ƠơƯư"), *range(0x1EA0, 0x1EFA)}),
    "greek": frozenset({*range(0x370, 0x400), *range(0x1F00, 0x2000)}),
    "cyrillic": frozenset(range(0x400, 0x530)),
    "marks": frozenset(range(0x300, 0x340)) - {0x332, 0x333, 0x33F},
    "latin": frozenset(
        {*range(0x180, 0x250), *range(0x1E00, 0x1EA0), *map(ord, "ɓɖɗəɛɔɣɨɩɲɵʃʉʊʋʌʒʔʹʺʻʼʽʾʿˀˁˈˊˋꞋꞌꞮꞳꞵ")}
    ),
    "phonetic": frozenset({*range(0x250, 0x300), *range(0x1D00, 0x1DC0), *range(0x2C60, 0x2C80)}),
    "signs": frozenset(
        {*SIGNS, *range(0x2010, 0x2300), *range(0x25A0, 0x2600), *map(ord, "♀♂♪♫✔✗✘"), *range(0xFB00, 0xFB07)}
    ),
}
"""What Source Sans 3 shows beside what every copy has: each in a font of its own, for copies whose text needs it.

A character is in the first that names it. Pictures (emoji) are in none.
"""

RARE = frozenset({*range(0x180, 0x250), *range(0x48A, 0x530), *range(0x2C60, 0x2C70), *map(ord, "ˮꞋꞌꞪꞫꞬꞭꞮ")})
"""Letters (of Hausa, Ewe, Abkhaz, Komi …) that come from Noto Sans where Source Sans 3 lacks them."""

RARE_SIZE = 920
"""How large Noto Sans is drawn, in thousandths, so that its letters are as high as those of Source Sans 3."""

PSEUDO = 0xE000
"""At this plus a character, the font of marks has another form of it; nobody can type that (it is private).

So i without its dot, and a mark in the flat form that stands above capitals.
"""

UNDOTTED = {"i": "dotlessi", "j": "uni0237", "ɨ": "uni01310335", "ʝ": "uni029D.x"}
"""The glyphs of Source Sans 3 for letters that lose their dot below another mark."""

SOURCE_SANS = ("fontpkg_source_sans_3", "SourceSans3[wght].ttf")

NOTO_SANS = ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf")
"""Variable fonts: the package that each comes in, and its file there."""


def body_font(bold: bool) -> bytes:
    """Return Atkinson Hyperlegible as it was published (TrueType), all its glyphs in their places."""
    style = "Bold" if bold else "Regular"
    return _published("fontpkg_atkinson_hyperlegible", f"AtkinsonHyperlegible-{style}.ttf")


def field_font(cache: Path) -> bytes:
    """Return Source Sans 3 Regular (static TrueType, LATIN without SIGNS and what no viewer reads), kept in `cache`."""
    return _cut("field", cache, ".ttf")


def more_field_fonts(cache: Path) -> dict[str, bytes]:
    """Return the fonts for fields that only some copies need (static TrueType), by name, kept in `cache`."""
    return {name: _cut(name, cache, ".ttf") for name in (*MORE, "rare")}


def anchor_font(cache: Path) -> bytes:
    """Return Source Sans 3 Regular with LATIN and MORE, and with GPOS, kept in `cache`.

    It sets what we write where the other two lack a letter, as in a brand's name. For fields it is in no PDF: it tells
    where a mark stands on a letter, though the two come from different fonts.
    """
    return _cut("anchors", cache, ".ttf")


@remembered
def printed() -> frozenset[int]:
    """Return every character that a sheet shows where we write it, each by itself: marks are no letters."""
    from fontTools.ttLib import TTFont

    body = TTFont(BytesIO(body_font(False)), lazy=True).getBestCmap()
    more = _characters("anchors") & set(_variable(*SOURCE_SANS).getBestCmap())
    return frozenset(each for each in {*body, *more} if unicodedata.category(chr(each))[0] not in "MC")


def unprinted(text: str) -> str:
    """Return the characters of a text that no sheet shows where we write it, each once, in the order of the text."""
    composed = unicodedata.normalize("NFC", text)
    if set(map(ord, composed)) <= LATIN:
        return ""
    return "".join(dict.fromkeys(each for each in composed if ord(each) not in printed()))


def web_font(bold: bool, cache: Path) -> bytes:
    """Return Atkinson Hyperlegible as WOFF2 (LATIN only, kerning kept), kept in `cache`."""
    return _cut("web-bold" if bold else "web-regular", cache, ".woff2")


def _published(package: str, name: str) -> bytes:
    """Return a file of a font package, as it was published."""
    return (resources.files(package) / "files" / name).read_bytes()


def _cut(what: str, cache: Path, suffix: str) -> bytes:
    """Return the cut of that name out of `cache`; what is not there is cut and kept."""
    packages = ("fontpkg-atkinson-hyperlegible", "fontpkg-noto-sans", "fontpkg-source-sans-3")
    kept = Cache(cache / "fonts", suffix)
    key = digest([what, Path(__file__).read_bytes(), *versions("fonttools", "brotli", *packages)])
    data = kept.find(key)
    if data is None:
        data = _cut_web(bold=what == "web-bold") if what.startswith("web-") else _cut_field(what)
        kept.keep(key, data)
        kept.prune()
    return data


def _cut_field(what: str) -> bytes:
    """Cut a font for fields: the characters of `what` in one weight; only that of the anchors keeps GPOS."""
    from fontTools.ttLib.scaleUpem import scale_upem
    from fontTools.varLib.instancer import instantiateVariableFont

    font = _variable(*(NOTO_SANS if what == "rare" else SOURCE_SANS))
    forms = _name_forms(font) if what in ("anchors", "marks") else set()
    # PDF viewers read outlines, widths and the map of characters. The name and OS/2 tables stay for fontconfig.
    dropped = ["GSUB", "BASE", "DSIG", "STAT", "MVAR"]
    if what == "anchors":
        _subset(font, ["mark", "mkmk"], dropped, _characters(what) | forms)
    else:
        _subset(font, [], ["GPOS", "GDEF", *dropped], _characters(what) | forms)
    # A variable font in a form field is embedded whole, 149 kB; an instance of one weight is 15.
    usual = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    font = instantiateVariableFont(font, usual | {"wght": 400}, inplace=True)
    if what == "rare":
        scale_upem(font, RARE_SIZE)
        font["head"].unitsPerEm = 1000
    if what != "anchors":
        _order_by_character(font)
    return _bytes(font)


def _order_by_character(font: TTFont) -> None:
    """Number glyphs as their characters follow one another, so that every map between the two is a few runs."""
    from fontTools.ttLib.reorderGlyphs import reorderGlyphs

    first: dict[str, int] = {}
    for character, glyph in sorted(font.getBestCmap().items()):
        first.setdefault(glyph, character)
    order = font.getGlyphOrder()
    reorderGlyphs(font, order[:1] + sorted(order[1:], key=lambda glyph: first.get(glyph, 0x110000)))


def _variable(package: str, name: str) -> TTFont:
    from fontTools.ttLib import TTFont

    return TTFont(BytesIO(_published(package, name)), recalcTimestamp=False)


def _characters(what: str) -> set[int]:
    """Return what a font for fields shows."""
    if what == "field":
        return set(LATIN - SIGNS)
    if what == "anchors":
        return set(LATIN.union(*MORE.values()))
    if what == "rare":
        # A letter with marks is rather set as the letter and its marks, which do not change the hand.
        whole = {each for each in RARE if ord(unicodedata.normalize("NFD", chr(each))[0]) not in LATIN}
        return whole - set(_variable(*SOURCE_SANS).getBestCmap())
    before = list(MORE)[: list(MORE).index(what)]
    return set(MORE[what].difference(LATIN - SIGNS, *(MORE[each] for each in before)))


def _name_forms(font: TTFont) -> set[int]:
    """Give the glyphs for other forms of characters a place in the map of `font`; return these places."""
    glyphs = set(font.getGlyphOrder())
    forms = {PSEUDO + ord(letter): glyph for letter, glyph in UNDOTTED.items()}
    forms |= {PSEUDO + mark: flat for mark in MORE["marks"] if (flat := f"uni{mark:04X}.c") in glyphs}
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(forms)
    return set(forms)


def _cut_web(bold: bool) -> bytes:
    """Cut Atkinson Hyperlegible for pages: LATIN with its kerning, packed as WOFF2."""
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(body_font(bold)), recalcTimestamp=False)
    _subset(font, ["kern", "mark", "locl"], ["DSIG"], LATIN)
    font.flavor = "woff2"
    return _bytes(font)


def _subset(font: TTFont, features: list[str], dropped: list[str], characters: Collection[int]) -> None:
    """Take out of `font` all but these characters and layout features, the tables `dropped`, and all hints."""
    from fontTools import subset

    for table in dropped:  # a subsetter reads them first, which takes most of its time
        if table in font:
            del font[table]
    options = subset.Options()
    options.hinting = False
    options.glyph_names = False
    options.layout_features = features
    options.name_IDs = [1, 2, 4, 6]
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def _bytes(font: TTFont) -> bytes:
    out = BytesIO()
    font.save(out)
    return out.getvalue()
