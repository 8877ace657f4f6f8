"""Owns what of a text that somebody typed can be shown, and in which letters; where it stands is for `layout`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from macros.paper.fill.marks import Marks
from macros.paper.fill.tables import NEW_LINE, SPACE, UNSEEN
from macros.paper.pack import FontPlace, Pack, PackMap

_NEW_LINE = re.compile(NEW_LINE)

_SPACE = re.compile(SPACE)

_UNSEEN = re.compile(UNSEEN)

_TIDY = re.compile("[ -~\xa1-\xac\xae-\u017f]*")
"""Texts, nearly all, in which there is nothing to clean."""


class Letters:
    """What the fonts of a pack can show. Widths are thousandths of an em."""

    def __init__(self, map_: PackMap) -> None:
        self.fonts = map_["fonts"]
        """The best first."""
        self.glyphs = _best(map_["fonts"])
        """For each character: the place of its font, its glyph's number and its width."""
        self.marks = Marks(map_["marks"], self.glyphs)
        best = {chr(character): glyph for character, glyph in self.glyphs.items() if glyph[0] == 0}
        self._codes = {each: f"{glyph:04X}" for each, (_, glyph, _) in best.items() if not self.marks.has(each)}
        self._plain = {*self._codes, "\n"}
        self._widths = {chr(character): width for character, (_, _, width) in self.glyphs.items()}

    def is_plain(self, text: str) -> bool:
        """Return whether the first font shows a text character by character, as nearly every text."""
        return self._plain.issuperset(text)

    def codes(self, line: str) -> str:
        """Return the glyphs of a plain line."""
        return "".join(map(self._codes.__getitem__, line))

    def width(self, text: str) -> int:
        """Return how wide a text is of which every character can be shown."""
        return sum(map(self._widths.__getitem__, text))

    def apart(self, text: str) -> str:
        """Return a text as it is drawn: letters that no font has whole are taken apart where their marks can be set."""
        if self.is_plain(text):
            return text
        return "".join([each if ord(each) in self.glyphs else self._apart(each) for each in text])

    def lacking(self, text: str) -> str:
        """Return the characters that no glyph shows, and the marks that have no place on what they follow; sorted."""
        if self.is_plain(text):
            return ""
        drawn, marks = self.apart(text), self.marks
        marked = {piece for piece in marks.pieces(drawn) if len(piece) > 1 or marks.has(piece)}
        stray = {mark for piece in marked if not marks.drawn(piece) for mark in piece[1:] or piece}
        return "".join(sorted(stray | {each for each in drawn if each != "\n" and ord(each) not in self.glyphs}))

    def _apart(self, character: str) -> str:
        parts = unicodedata.normalize("NFD", character)
        return parts if len(parts) > 1 and self.marks.drawn(parts) else character


def letters_of(pack: Pack) -> Letters:
    """Return what the fonts of a pack can show; they are read when the first value is set, for a blank sheet never."""
    return pack.kept("letters", lambda: Letters(pack.map))


def clean(text: str, unseen: re.Pattern[str] = _UNSEEN) -> str:
    """Return a text composed (NFC), with one kind of new line and of space, and without what nobody can see.

    Control and format characters come along when a name is copied from a page or a table, and nobody could find them to
    take them out. They change nothing where letters stand one beside the other; where letters are shaped, some do, and
    `unseen` are the others.
    """
    if _TIDY.fullmatch(text):
        return text
    return unicodedata.normalize("NFC", unseen.sub("", _SPACE.sub(" ", _NEW_LINE.sub("\n", text))))


def _best(fonts: Sequence[FontPlace]) -> dict[int, tuple[int, int, int]]:
    """Return how the first font that has a character shows it."""
    return {
        character + more: (at, glyph + more, width)
        for at, font in reversed(list(enumerate(fonts)))
        for character, glyph, widths in font["runs"]
        for more, width in enumerate(widths)
    }
