"""Owns what all copies of the same parts have in common, worked out once; what one person's copy says is for `filled`.

`docs/assets/second-round/pdf/selection.mjs` is the same in JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from macros.paper.fill.layout import Layout, Place
from macros.paper.fill.tables import LARGE_TYPE, MULTILINE
from macros.paper.pack import Pack, PackPart, references, text_string

_APPEARANCE = re.compile(rb"/AP<<[^>]*>>")


class Selection:
    """Parts of a pack: where their fields are, and how each stands in a file until something is filled in."""

    def __init__(self, pack: Pack, parts: Sequence[PackPart]) -> None:
        pack.unpack([part["id"] for part in parts])
        self.parts = parts
        spans = [(part["first"], part["end"]) for part in parts]
        self.texts: dict[str, list[Place]] = {}
        """Where each text field can be filled in."""
        self.boxes: dict[str, list[Place]] = {}
        """Where each box to tick is."""
        for name, field in pack.map["fields"].items():
            at = [Place(*each) for each in field["at"] if any(first <= each[0] < end for first, end in spans)]
            (self.boxes if field["tick"] else self.texts)[name] = at
        self.empty = {
            place.number: _APPEARANCE.sub(b"", pack.texts[place.number])[:-2]
            for places in self.texts.values()
            for place in places
        }
        """Each text field as it is before its value and its look, by its number."""
        heading = pack.map["heading"]
        listed = [each for part in parts for each in part["fields"]]
        self.top = list(dict.fromkeys([heading[each] if isinstance(each, str) else each for each in listed]))
        """What hangs at the top of the form."""
        self.shared = {name: self._shared(name, pack.words[name]) for name in heading if heading[name] in self.top}
        """The fields that parts share, by their names: each as it is before its value."""
        self.laid: dict[tuple[str, str], list[tuple[Place, Layout]]] = {}
        """How texts are set in each place of a field, by its name and the text: in a class, most say the same."""
        self.drawn: dict[tuple[int, int, int, object], tuple[bytes, set[int]]] = {}
        """What shows texts in fields of a size, and the fonts that it takes."""
        self.said: dict[tuple[str, str], bytes] = {}
        """The fields that parts share, each with a value, by its name and that."""
        self.heading = {heading[name]: f"{field}>>".encode() for name, field in self.shared.items()}
        """The same as objects, with no value."""

    def _shared(self, name: str, words: str) -> str:
        """Return a field that parts share: it holds the value, and the boxes of the parts hang below."""
        places = self.texts[name]
        boxes = references([place.number for place in places])
        lines = f"/Ff {MULTILINE}" if places[0].size <= LARGE_TYPE else ""  # as for the other fields of one line
        return f"<</FT/Tx{lines}/T{text_string(name)}/TU{text_string(words)}/Kids[{boxes}]"


def select(pack: Pack, parts: Sequence[PackPart]) -> Selection:
    """Return what copies of these parts have in common; it is kept, because a class shares it."""
    return pack.kept(("selection", *[part["id"] for part in parts]), lambda: Selection(pack, parts))
