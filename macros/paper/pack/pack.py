"""Owns a pack as a value: a PDF in parts, and the map of them; making one is for `bind`, filling one in for `fill`.

Its bytes are grouped in chunks: what all parts share, then a chunk for each part, then a chunk for each font that only
some names need. Each chunk ends with objects that stand packed; the numbers of all objects are fixed. So a copy is the
chunks that it needs, one after the other, and the few objects that are different. No page is ever parsed.

`docs/assets/second-round/pdf/pack.mjs` is the same in JavaScript.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Hashable, Iterable
from typing import TypedDict, TypeVar, cast

from macros.paper.pack.tables import NOTES, OTHER_PACK, OTHER_PARTS

T = TypeVar("T")

Objects = dict[int, bytes]
"""Objects by their numbers, as they stand in a file."""

GlyphRun = tuple[int, int, list[int]]
"""Neighbours in a font: the first character, its glyph's number, and the width of each in thousandths of an em."""

PointRun = tuple[int, list[int]]
"""Places on letters that are neighbours: the first letter, then x and y for each in thousandths of an em."""


class PackPart(TypedDict):
    """What the map says of a part. Its objects, pages first, have the numbers from `first` to before `end`."""

    id: str
    label: str
    title: str
    first: int
    end: int
    pages: int
    media: str
    """The size of a page, as a PDF has it."""
    sections: list[int]
    """What hangs at the top of the structure."""
    leaf: int
    """Its leaf in the map of parents, whose first key is `key`."""
    key: int
    outline: int
    entry: str
    """What stands at that number but what it hangs below and stands beside, which differ from one PDF to the next."""
    fields: list[int | str]
    """What hangs at the top of the form: an object, or the name of a field that parts share."""


class ChunkPlace(TypedDict):
    """Where a chunk is in the pack, in bytes, and which objects are in it."""

    id: str
    at: tuple[int, int, int]
    """Where it begins, where its last object with all the packed ones begins, and where it ends."""
    direct: list[tuple[int, int]]
    """The number of each object that is not packed, and how far into the chunk it is."""
    own: int
    """How many bytes at its beginning are the brand's."""
    container: int
    """The number of the object that the others are packed in."""
    packed: list[tuple[int, int]]
    """Runs of the numbers of those: the first, and how many."""


class FontPlace(TypedDict):
    """A font to set values in: its object, the chunk that it comes in, and what it shows that no better one does."""

    number: int
    chunk: str
    runs: list[GlyphRun]


class FieldPlaces(TypedDict):
    """A field: what a person calls it, whether it is a box to tick, and each place where it is filled in.

    A place is the number of an object, and for text its width and height in thousandths of a point, the size of its
    type in hundredths of a point, 1 where lines follow, and 1 where it covers ruled lines.
    """

    words: str
    tick: bool
    at: list[list[int]]


class MarksMap(TypedDict, total=False):
    """How marks are set on letters, as `anchors` found it; empty where no font has marks."""

    font: int
    forms: dict[str, list[list[int]]]
    bases: list[list[PointRun]]
    undotted: dict[str, tuple[int, int]]


class Form(TypedDict):
    """A place for what a brand says: the number of its form, what stands there, and how large both are.

    Lengths are thousandths of a point, the size of type is in hundredths of a point.
    """

    number: int
    what: str
    width: int
    height: int
    size: int
    align: int
    """0 where lines begin at the left, 1 where they are in the middle, 2 where they end at the right."""


class Branded(TypedDict):
    """What a brand says on the sheets that have a chunk in common."""

    forms: list[Form]
    links: dict[str, int]
    """The object that tells where a link leads, by what it is."""
    objects: dict[str, str]
    """Objects that are different where the brand leaves something out, by their numbers: `{appointment?…}` stands for
    what is in it where there is an appointment; nothing at all is `null`.
    """
    check: str
    """What follows the brand's address in the code of the sheet."""


class BrandMap(TypedDict):
    """What a linker must know to set a brand."""

    colour: int
    """The object that is the brand's colour space."""
    chunks: dict[str, Branded]
    info: str
    """What the document says of itself besides its author."""
    id: str
    size: int
    """Of the map, before any brand brings objects of its own."""


class PackMap(TypedDict):
    """The map of a pack, as JSON has it: what is a tuple here is a list once it has been read."""

    title: str
    ids: dict[str, int]
    heading: dict[str, int]
    """The fields that parts share."""
    keys: int
    """How many keys all parts have in the map of parents."""
    form: str
    brand: BrandMap
    imprint: dict[str, str]
    """The address of the site and the edition, as the brand says them; another brand may keep both."""
    also: list[str]
    """The chunks of the fonts that the brand needs."""
    info: str
    xmp: list[str]
    """What stands before the title, and after it."""
    fonts: list[FontPlace]
    marks: MarksMap
    chunks: list[ChunkPlace]
    parts: list[PackPart]
    fields: dict[str, FieldPlaces]
    size: int
    """One more than the highest number of an object."""
    id: str
    length: int
    crc32: int


class Pack:
    """A pack and its map. Raises ValueError where the two do not belong together."""

    def __init__(self, pdf: bytes, map_: PackMap) -> None:
        if len(pdf) != map_["length"] or zlib.crc32(pdf) != map_["crc32"]:
            raise ValueError(OTHER_PACK)
        self.pdf, self.map = pdf, map_
        self.parts = {part["id"]: part for part in map_["parts"]}
        self.chunks = {chunk["id"]: chunk for chunk in map_["chunks"]}
        self.words = {name: each["words"] for name, each in map_["fields"].items()}
        """What a person would call each field, by its name."""
        self.texts: Objects = {}
        """Every object of every part that was unpacked, as it stands in the pack."""
        self._unpacked: set[str] = set()
        self._kept: dict[Hashable, object] = {}

    def fields_of(self, parts: Iterable[str] | None = None, ticks: bool = False) -> dict[str, str]:
        """Return the text fields (or, with `ticks`, the boxes) of the chosen parts: name to what a person calls it."""
        spans = [(part["first"], part["end"]) for part in self.chosen(parts)]

        def found() -> dict[str, str]:
            return {
                name: each["words"]
                for name, each in self.map["fields"].items()
                if each["tick"] == ticks and any(first <= at[0] < end for at in each["at"] for first, end in spans)
            }

        return dict(self.kept(("fields", ticks, *spans), found))

    def chosen(self, parts: Iterable[str] | None) -> list[PackPart]:
        """Return what the map says of each chosen part, in the pack's order; of all where none are named.

        Raises ValueError for a part that is not there, or where none is chosen.
        """
        wanted = frozenset(self.parts if parts is None else parts)

        def found() -> list[PackPart]:
            if not wanted or wanted - set(self.parts):
                unknown = ", ".join(sorted(map(str, wanted - set(self.parts)))) or "none"
                raise ValueError(OTHER_PARTS.format(parts=", ".join(self.parts), unknown=unknown))
            return [part for part in self.map["parts"] if part["id"] in wanted]

        return self.kept(("chosen", wanted), found)

    def unpack(self, parts: Iterable[str] | None = None) -> None:
        """Read the objects of the chosen parts, of the page that goes on at the back, and what all share, once."""
        wanted = ["base", *(part["id"] for part in self.chosen(parts))]
        for part in wanted if NOTES in wanted or NOTES not in self.parts else [*wanted, NOTES]:
            if part not in self._unpacked:
                self._unpack(part)
                self._unpacked.add(part)

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` makes, made once for a key and kept: what the copies of a class have in common."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast(T, self._kept[key])

    def _unpack(self, part: str) -> None:
        """Read the objects that stand packed at the end of a part's chunk."""
        _, packed, end = self.chunks[part]["at"]
        data = zlib.decompressobj().decompress(self.pdf[self.pdf.index(b"stream\n", packed) + 7 : end])
        head = data.index(b"\n") + 1
        numbers = [int(each) for each in data[:head].split()]
        offsets = [*numbers[1::2], len(data) - head]
        for at, number in enumerate(numbers[::2]):
            self.texts[number] = data[head + offsets[at] : head + offsets[at + 1] - 1]
        self.texts |= _own(self.pdf, self.chunks[part])


def _own(pdf: bytes, chunk: ChunkPlace) -> Objects:
    """Return the objects at the beginning of a chunk that a brand brings, by their numbers."""
    start, own = chunk["at"][0], chunk["own"]
    places = [(number, offset) for number, offset in chunk["direct"] if offset < own]
    ends = [*(offset for _, offset in places), own][1:]
    found: Objects = {}
    for (number, offset), end in zip(places, ends, strict=True):
        body = pdf[start + offset : start + end]
        found[number] = body[body.index(b"\n") + 1 : -len(b"\nendobj\n")]
    return found
