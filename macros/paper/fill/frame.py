"""Owns what holds the pages of a PDF together: their order, the form, the structure, the outline, the labels.

What stands on the pages is for others.
"""

from __future__ import annotations

from collections.abc import Sequence

from macros.paper.fill.filled import Filled
from macros.paper.fill.tables import BLANK_SIDE
from macros.paper.pack import Objects, Pack, references, text_string


class Frame:
    """The objects that differ from one selection of parts to the next."""

    def __init__(self, pack: Pack, title: str) -> None:
        self._map = pack.map
        self._title = title
        self.pages: list[int] = []
        self.keys = 0
        self._fields: list[int] = []
        self._sections: list[int] = []
        self._leaves: list[int] = []
        self._outline: list[int] = []
        self._labels = ""

    def add(self, filled: Filled, outline: Sequence[int], before: str) -> None:
        """Add a copy; its pages are labelled with `before`, the name of their part, and their number in it.

        Those of a sheet by itself have their number alone: viewers show the first letters of a label.
        """
        is_alone = not before and len(filled.chosen) == 1
        for part in filled.chosen:
            numbered = "/S/D" if part["pages"] > 1 else ""
            label = before + part["label"] + (" " if numbered else "")
            prefix = "" if is_alone and numbered else f"/P{text_string(label)}"
            self._labels += f"{len(self.pages)}<<{numbered}{prefix}>>"
            self.pages += [filled.now(part["first"] + page) for page in range(part["pages"])]
            if part["id"] in filled.blanks:
                self._labels += f"{len(self.pages)}<</P{text_string(before + BLANK_SIDE)}>>"
                self.pages.append(filled.blanks[part["id"]])
            self._sections += [filled.now(section) for section in part["sections"]]
        # A tree of numbers is sorted by them.
        self._leaves += [filled.now(part["leaf"]) for part in sorted(filled.chosen, key=lambda part: part["key"])]
        self._fields += filled.top
        self._outline += outline
        self.keys += self._map["keys"]

    def objects(self) -> Objects:
        """Return the objects, once every copy was added."""
        number, title = self._map["ids"], self._title
        before, after = self._map["xmp"]
        named = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        xmp = f"{before}{named}{after}".encode()
        count, first, last = len(self._outline), self._outline[0], self._outline[-1]
        texts = {
            "pages": f"<</Type/Pages/Count {len(self.pages)}/Kids[{references(self.pages)}]>>",
            "form": f"<<{self._map['form']}/Fields[{references(self._fields)}]>>",
            "structure": f"<</Type/StructTreeRoot/K[{number['document']} 0 R]/ParentTree {number['parents']} 0 R"
            f"/ParentTreeNextKey {self.keys}>>",
            "document": f"<</S/Document/P {number['structure']} 0 R/K[{references(self._sections)}]>>",
            "parents": f"<</Kids[{references(self._leaves)}]>>",
            "outlines": f"<</Type/Outlines/Count {count}/First {first} 0 R/Last {last} 0 R>>",
            "labels": f"<</Nums[{self._labels}]>>",
            "info": f"<<{self._map['info']}/Title{text_string(title)}>>",
        }
        metadata = b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n%b\nendstream" % (len(xmp), xmp)
        return {number["metadata"]: metadata} | {number[name]: text.encode() for name, text in texts.items()}
