"""Owns the cuts of our fonts, for screen and paper, and the shelf they are kept on; refuses fonts of the machine.

Atkinson Hyperlegible sets everything we write. Source Sans 3 sets what people type into a PDF, because Atkinson lacks
half of Latin Extended-A. Both come from Python packages, so the same bytes are cut on every machine.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata, resources
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

PUNCTUATION = frozenset(map(ord, "‐‑–—‘’‚“”„•…′″‹›€™−·→←↑↓✓\ufffd"))
LATIN = frozenset(range(0x20, 0x7F)) | frozenset(range(0xA0, 0x180)) | frozenset(map(ord, "ȘșȚț")) | PUNCTUATION
"""Basic Latin, Latin-1, Latin Extended-A, Romanian commas, punctuation: the names of most people we meet."""

KEPT_DAYS = 30


@dataclass(frozen=True)
class Shelf:
    """A folder of files that can be made again. A file's name holds its key and the digest of its bytes.

    So a file that was cut short or changed is not found, and nothing needs an index that could be wrong.
    """

    folder: Path
    suffix: str

    def find(self, key: str) -> bytes | None:
        """Return the bytes kept under `key`, or None where there are none that are whole."""
        for path in self._files(key):
            try:
                data = path.read_bytes()
                if path.name != self._name(key, data):
                    continue
                os.utime(path)
            except OSError:
                continue
            return data
        return None

    def keep(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`: written aside, then renamed, so that nobody ever reads half a file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = self.folder / self._name(key, data)
        aside = self.folder / f"{key}.{os.getpid()}.part"
        aside.write_bytes(data)
        aside.replace(kept)
        # Only what is finished: another build may be writing the same aside.
        for stale in self._files(f"{key}-"):
            if stale != kept:
                stale.unlink(missing_ok=True)

    def prune(self) -> None:
        """Remove what was not used for KEPT_DAYS days."""
        oldest = time.time() - KEPT_DAYS * 86_400
        for path in self._files():
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except OSError:
                continue  # another build was quicker

    def _files(self, start: str = "") -> list[Path]:
        try:
            return [path for path in self.folder.iterdir() if path.name.startswith(start)]
        except FileNotFoundError:
            return []

    def _name(self, key: str, data: bytes) -> str:
        return f"{key}-{digest([data])[:16]}{self.suffix}"


def digest(parts: Iterable[str | bytes]) -> str:
    """Return 32 hexadecimal digits for `parts`; where one part ends and the next begins counts."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(b"%d:" % len(data) + data)
    return total.hexdigest()[:32]


def versions(*distributions: str) -> list[str]:
    """Return 'name version' of each installed distribution."""
    return [f"{name} {metadata.version(name)}" for name in distributions]


def body_font(bold: bool) -> bytes:
    """Return Atkinson Hyperlegible as it was published (TrueType), all its glyphs in their places."""
    style = "Bold" if bold else "Regular"
    return _published("fontpkg_atkinson_hyperlegible", f"AtkinsonHyperlegible-{style}.ttf")


def field_font(cache: Path) -> bytes:
    """Return Source Sans 3 Regular (static TrueType, LATIN only, without what no viewer reads), kept in `cache`."""
    return _cut("field", cache, ".ttf")


def web_font(bold: bool, cache: Path) -> bytes:
    """Return Atkinson Hyperlegible as WOFF2 (LATIN only, kerning kept), kept in `cache`."""
    return _cut("web-bold" if bold else "web-regular", cache, ".woff2")


def _published(package: str, name: str) -> bytes:
    return (resources.files(package) / "files" / name).read_bytes()


def _cut(what: str, cache: Path, suffix: str) -> bytes:
    tools = versions("fonttools", "brotli", "fontpkg-atkinson-hyperlegible", "fontpkg-source-sans-3")
    shelf = Shelf(cache / "fonts", suffix)
    key = digest([what, Path(__file__).read_bytes(), *tools])
    data = shelf.find(key)
    if data is None:
        data = _cut_field() if what == "field" else _cut_web(bold=what == "web-bold")
        shelf.keep(key, data)
        shelf.prune()
    return data


def _cut_field() -> bytes:
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    published = BytesIO(_published("fontpkg_source_sans_3", "SourceSans3[wght].ttf"))
    font = TTFont(published, recalcTimestamp=False)
    # PDF viewers read outlines, widths and the map of characters. The name and OS/2 tables stay for fontconfig.
    _subset(font, features=[], dropped=["GPOS", "GSUB", "GDEF", "BASE", "DSIG", "STAT", "MVAR"])
    # A variable font in a form field is embedded whole, 149 kB; an instance of one weight is 15.
    return _bytes(instantiateVariableFont(font, {"wght": 400}))


def _cut_web(bold: bool) -> bytes:
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(body_font(bold)), recalcTimestamp=False)
    _subset(font, features=["kern", "mark", "locl"], dropped=["DSIG"])
    font.flavor = "woff2"
    return _bytes(font)


def _subset(font: TTFont, features: list[str], dropped: list[str]) -> None:
    from fontTools import subset

    options = subset.Options()
    options.hinting = False
    options.glyph_names = False
    options.layout_features = features
    options.drop_tables += dropped
    options.name_IDs = [1, 2, 4, 6]
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LATIN)
    subsetter.subset(font)


def _bytes(font: TTFont) -> bytes:
    out = BytesIO()
    font.save(out)
    return out.getvalue()
