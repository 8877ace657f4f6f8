"""Owns how a personal PDF is linked from a pack: parts chosen, text set in fields, boxes ticked; refuses to render.

`docs/assets/second-round/pdf/fill.mjs` is the same in JavaScript, and both write the same bytes: every length is a
whole number, and nothing is compressed here. A pack is a PDF whose bytes are grouped in chunks, and a map of them
(`bind` makes both). Each chunk ends with the objects of one part, packed; the numbers of all objects are fixed. So a
copy is the chunks that it needs, one after the other, and the few objects that are different. No page is ever parsed.

Units: widths of glyphs are thousandths of an em, type sizes hundredths of a point, all other lengths thousandths of a
point.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from macros.errors import UnsupportedText

PAD = 2000
"""Between the edge of a field and its text."""

LEAST_LINE, LEAST_LINES, STEP = 700, 800, 50
"""The smallest type on one line, the smallest on several, and by how much it shrinks at a time."""

ELLIPSIS = "…"

NOTES, MORE = "notes", "more"
"""The part at the back, and its field, on which text goes on that does not fit where it belongs."""

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"

Objects = dict[int, bytes]


@dataclass(frozen=True)
class Font:
    """A font to set values in: where it is in the pack, or the objects that bring it, and what it can show.

    `glyphs` gives for a character its glyph's number and width.
    """

    number: int
    chunk: str
    glyphs: Mapping[int, tuple[int, int]]
    objects: Mapping[int, bytes] = field(default_factory=dict)


Fallback = Callable[[str, int], Font | None]
"""Returns a font for characters that the pack's fonts lack, its objects numbered from a number on, or None."""


@dataclass(frozen=True)
class Copy:
    """A personal PDF, and what a careful person would tell about it."""

    pdf: bytes
    moved: tuple[str, ...]
    """Fields whose text did not fit, and stands whole on the notes page at the back."""
    cut: tuple[str, ...]
    """Fields whose text does not show whole anywhere on paper; the field keeps all of it."""


@dataclass(frozen=True)
class _Place:
    """Where a value is shown: an object, its size, the type's size, whether lines follow, whether it covers lines."""

    number: int
    width: int = 0
    height: int = 0
    size: int = 0
    lines: int = 0
    white: int = 0


@dataclass(frozen=True)
class _Layout:
    lines: tuple[str, ...]
    size: int
    first: int
    """The first baseline, from the bottom."""
    leading: int
    fits: bool


class Marks:
    """How marks are set on letters: `map_` is what `marks.table` tells, and in which font they are.

    `glyphs` gives for a character that the pack shows its font's place, its glyph's number and its width.
    """

    def __init__(self, map_: Mapping[str, Any], glyphs: Mapping[int, tuple[int, int, int]]) -> None:
        self._glyphs = glyphs
        self._font: int = map_.get("font", 0)
        self._forms = {int(mark): forms for mark, forms in map_.get("forms", {}).items()}
        self._bases = [_points(runs) for runs in map_.get("bases", [])]
        self._undotted = {int(letter): glyph for letter, glyph in map_.get("undotted", {}).items()}
        marks = "".join([chr(mark) for mark in self._forms])
        self._piece = re.compile(f".[{marks}]*" if marks else ".", re.DOTALL)

    def has(self, character: str) -> bool:
        return ord(character) in self._forms

    def pieces(self, text: str) -> list[str]:
        """Return a text in pieces that must not be torn: each a character and the marks on it."""
        return self._piece.findall(text)

    def drawn(self, piece: str) -> list[tuple[int, int, int, int, int]]:
        """Return how a letter and the marks on it are drawn; nothing where a mark has no place.

        The letter comes first. Each is the font's place, the glyph's number, its width, and how far it is drawn to the
        right and up of where the letter begins.
        """
        letter, *marks = [ord(each) for each in unicodedata.normalize("NFD", piece)]
        if letter not in self._glyphs or letter in self._forms:
            return []
        places = {kind: points[letter] for kind, points in enumerate(self._bases) if letter in points}
        drawn = [(*self._glyphs[letter], 0, 0)]
        for mark in marks:
            form = next((form for form in self._forms.get(mark, []) if form[0] in places), None)
            if form is None:
                return []
            kind, glyph, x, y, *following = form
            right, up = places[kind][0] - x, places[kind][1] - y
            drawn.append((self._font, glyph, 0, right, up))
            if kind == 0 and letter in self._undotted:
                drawn[0] = (self._font, *self._undotted[letter], 0, 0)
            del places[kind]
            if following:
                places[kind] = (right + following[0], up + following[1])
        return drawn


class Pack:
    """A pack and its map, ready to make copies. Raises ValueError where the two do not belong together."""

    def __init__(self, pdf: bytes, map_: Mapping[str, Any]) -> None:
        if len(pdf) != map_["length"] or zlib.crc32(pdf) != map_["crc32"]:
            raise ValueError("This map is not of this pack.")
        self.pdf, self.map = pdf, map_
        self.parts: dict[str, Any] = {part["id"]: part for part in map_["parts"]}
        self.words: dict[str, str] = {name: each["words"] for name, each in map_["fields"].items()}
        """What a person would call each field, by its name."""
        self.texts: Objects = {}
        """Every object of every part that was asked for, as it stands in the pack."""
        self._chunks = {chunk["id"]: chunk for chunk in map_["chunks"]}
        self._unpacked: set[str] = set()
        self._linked: dict[tuple[str, ...], _Linked] = {}
        self._places: dict[tuple[str, ...], dict[str, list[_Place]]] = {}

    @cached_property
    def fonts(self) -> list[Font]:
        """The fonts for values, best first; read when the first value is set, which for a blank sheet is never."""
        return [Font(each["number"], each["chunk"], _glyphs(each["runs"])) for each in self.map["fonts"]]

    @cached_property
    def _glyphs(self) -> dict[int, tuple[int, int, int]]:
        return _best(self.fonts)

    @cached_property
    def marks(self) -> Marks:
        """How marks are set on letters."""
        return Marks(self.map["marks"], self._glyphs)

    def fields_of(self, parts: Iterable[str] | None = None, ticks: bool = False) -> dict[str, str]:
        """Return the text fields (or, with `ticks`, the boxes) of the chosen parts: name to what a person calls it."""
        numbers = {number for part in self.chosen(parts) for number in range(part["first"], part["end"])}
        return {
            name: each["words"]
            for name, each in self.map["fields"].items()
            if each["tick"] == ticks and any(at[0] in numbers for at in each["at"])
        }

    def fill(
        self,
        parts: Iterable[str] | None = None,
        values: Mapping[str, str] | None = None,
        ticks: Iterable[str] = (),
        fallback: Fallback | None = None,
    ) -> Copy:
        """Return one copy of the chosen parts, in the pack's order; all of them where none are named.

        What is for a part that was not chosen is left out. Raises UnsupportedText with every field that holds a
        character which no font can show, and ValueError for a part that is not there, or where none is chosen.
        """
        filled = _Filled(self, self.chosen(parts), values or {}, set(ticks), fallback, self.map["size"])
        return Copy(self._one(filled, filled.chunks), filled.moved, filled.cut)

    def whole(self) -> bytes:
        """Return the PDF of all parts with all fonts that values may need: what a pack is published as."""
        filled = _Filled(self, self.chosen(None), {}, set(), None, self.map["size"])
        return self._one(filled, [chunk for chunk in self._chunks if chunk not in ("base", *self.parts)])

    def merge(
        self,
        people: Iterable[tuple[Mapping[str, str], Iterable[str]]],
        parts: Iterable[str] | None = None,
        fallback: Fallback | None = None,
    ) -> Copy:
        """Return one PDF with a copy for each person's values and ticks, each from the front of a new sheet.

        The fields of copy 7 hang below `copy-7`, as in `copy-7.name`. Raises as `fill` does, and ValueError where there
        is nobody.
        """
        chosen = self.chosen(parts)
        used: set[str] = set()
        objects: Objects = {}
        moved: list[str] = []
        cut: list[str] = []
        entries: dict[int, str] = {}
        frame: _Frame | None = None
        following: int = self.map["size"]
        for count, (values, ticks) in enumerate(people, 1):
            filled = _Filled(self, chosen, values, set(ticks), fallback, following)
            frame = frame or _Frame(self, filled.title)
            following = filled.stand_alone(count, frame.keys)
            entries[following - 1] = filled.entry(values.get("name", ""))
            frame.add(filled, [following - 1], f"{count}. ")
            if len(filled.pages) % 2:
                frame.pages.append(following)
                objects[following] = f"<</Type/Page/Parent {self.map['ids']['pages']} 0 R{filled.blank}>>".encode()
                following += 1
            objects |= filled.objects
            used.update([*(part["id"] for part in filled.chosen), *filled.chunks])
            moved += [f"copy-{count}.{name}" for name in filled.moved]
            cut += [f"copy-{count}.{name}" for name in filled.cut]
        if frame is None:
            raise ValueError("There is nobody to make a copy for.")
        for number, siblings in _siblings(list(entries)):
            objects[number] = f"<<{entries[number]}/Parent {self.map['ids']['outlines']} 0 R{siblings}>>".encode()
        objects |= frame.objects()
        chunks = ["base", *(each for each in self._chunks if each in used)]
        return Copy(self._written(chunks, objects, following, packed=False), tuple(moved), tuple(cut))

    # ------------------------------------------------------------------------------------------------------- parts

    def chosen(self, parts: Iterable[str] | None) -> list[Any]:
        """Return what the map says of each chosen part, in the pack's order. Raises ValueError as `fill` does."""
        wanted = set(self.parts) if parts is None else set(parts)
        if not wanted or wanted - set(self.parts):
            unknown = ", ".join(sorted(wanted - set(self.parts))) or "none"
            raise ValueError(f"The parts of this pack are {', '.join(self.parts)}; asked for: {unknown}.")
        return [part for part in self.map["parts"] if part["id"] in wanted]

    def places(self, parts: tuple[str, ...]) -> dict[str, list[_Place]]:
        """Return where each text field and box can be filled in on these parts; kept, because a class shares them."""
        if parts not in self._places:
            spans = [(part["first"], part["end"]) for part in self.chosen(parts)]
            self._places[parts] = {
                name: [_Place(*at) for at in each["at"] if any(first <= at[0] < end for first, end in spans)]
                for name, each in self.map["fields"].items()
            }
        return self._places[parts]

    def unpack(self, part: str) -> None:
        """Read the objects that stand packed at the end of a part's chunk, once."""
        if part in self._unpacked:
            return
        _, packed, end = self._chunks[part]["at"]
        data = zlib.decompressobj().decompress(self.pdf[self.pdf.index(b"stream\n", packed) + 7 : end])
        head = data.index(b"\n") + 1
        numbers = [int(each) for each in data[:head].split()]
        offsets = [*numbers[1::2], len(data) - head]
        for at, number in enumerate(numbers[::2]):
            self.texts[number] = data[head + offsets[at] : head + offsets[at + 1] - 1]
        self._unpacked.add(part)

    def apart(self, text: str) -> str:
        """Return a text as it is drawn: letters that no font has whole are taken apart where their marks can be set."""
        return "".join([each if ord(each) in self._glyphs else self._apart(each) for each in text])

    def _apart(self, character: str) -> str:
        parts = unicodedata.normalize("NFD", character)
        return parts if len(parts) > 1 and self.marks.drawn(parts) else character

    def glyphs(self, extra: Font | None) -> Mapping[int, tuple[int, int, int]]:
        """Return for each character that can be shown: the font's place, the glyph's number and its width."""
        if extra is None:
            return self._glyphs
        return {character: (len(self.fonts), *glyph) for character, glyph in extra.glyphs.items()} | self._glyphs

    # ------------------------------------------------------------------------------------------------------- bytes

    def _one(self, filled: _Filled, fonts: Sequence[str]) -> bytes:
        frame = _Frame(self, filled.title)
        frame.add(filled, filled.outline(self.map["ids"]["outlines"]), "")
        chunks = ["base", *(part["id"] for part in filled.chosen), *fonts]
        return self._written(chunks, frame.objects() | filled.objects, filled.next, packed=True)

    def _written(self, chunks: Sequence[str], objects: Objects, following: int, packed: bool) -> bytes:
        """Return the file: the chunks, with the objects that are packed in them or without, then `objects`.

        It ends with a cross-reference stream, whose number is `following`.
        """
        linked = self._link(tuple(chunks), packed)
        position = linked.length
        changed = sorted(objects)
        fresh, at = [], []
        for number in changed:
            fresh.append(b"%d 0 obj\n%b\nendobj\n" % (number, objects[number]))
            at.append(position)
            position += len(fresh[-1])
        at.append(position)
        wide = _wide(max(position, following))
        index = linked.index((*changed, following), wide)
        table = bytearray(index.table)
        for place, offset in zip(index.places, at, strict=True):
            table[place : place + wide + 3] = _row(wide, 1, offset, 0)
        added = b"".join(fresh)
        number, mark = self.map["ids"], self.map["id"]
        head = (
            f"{following} 0 obj\n<</Type/XRef/Size {following + 1}/W[1 {wide} 2]/Index[{index.spans}]"
            f"/Root {number['catalog']} 0 R/Info {number['info']} 0 R"
            f"/ID[<{mark}><{mark[:24]}{zlib.crc32(added):08X}>]/Length {len(table)}>>stream\n"
        )
        tail = f"\nendstream\nendobj\nstartxref\n{position}\n%%EOF\n"
        return b"".join([HEADER, *linked.blocks, added, head.encode(), table, tail.encode()])

    def _link(self, chunks: tuple[str, ...], packed: bool) -> _Linked:
        """Return the bytes of the chunks, and where each of their objects is; kept, because a class shares them."""
        key = (*chunks, str(packed))
        if key in self._linked:
            return self._linked[key]
        blocks, position = [], len(HEADER)
        rows: dict[int, tuple[int, int, int]] = {}
        for name in chunks:
            chunk = self._chunks[name]
            start, middle, end = chunk["at"]
            whole = packed or name not in self.parts
            for number, offset in chunk["direct"]:
                rows[number] = (1, position + offset, 0)
            if whole:
                container = chunk["container"]
                rows[container] = (1, position + middle - start, 0)
                inside = [first + at for first, count in chunk["packed"] for at in range(count)]
                for at, number in enumerate(inside):
                    rows[number] = (2, container, at)
            blocks.append(self.pdf[start : end if whole else middle])
            position += len(blocks[-1])
        self._linked[key] = _Linked(blocks, rows, position)
        return self._linked[key]


@dataclass(frozen=True)
class _Index:
    """A cross-reference table, and where in it the rows of the objects are that a copy brings."""

    table: bytes
    spans: str
    places: list[int]


@dataclass
class _Linked:
    """Chunks one after the other, and the rows of their objects in a cross-reference table."""

    blocks: list[bytes]
    rows: dict[int, tuple[int, int, int]]
    length: int
    _last: tuple[tuple[int, ...], int, _Index] | None = None

    def index(self, changed: tuple[int, ...], wide: int) -> _Index:
        """Return the table with room for these objects; the last is kept, because a class fills in the same fields."""
        if self._last is None or self._last[:2] != (changed, wide):
            rows = self.rows | dict.fromkeys(changed, (0, 0, 0))
            numbers = sorted(rows)
            firsts = [number for number in numbers if number - 1 not in rows]
            lasts = [number for number in numbers if number + 1 not in rows]
            spans = " ".join([f"{first} {last - first + 1}" for first, last in zip(firsts, lasts, strict=True)])
            place = {number: (wide + 3) * at for at, number in enumerate(numbers)}
            table = b"".join([_row(wide, *rows[number]) for number in numbers])
            self._last = (changed, wide, _Index(table, spans, [place[number] for number in changed]))
        return self._last[2]


def _wide(most: int) -> int:
    """Return how many bytes a row of the cross-reference table has for its offset, where none is above `most`."""
    return 2 if most < 1 << 16 else 3 if most < 1 << 24 else 4


def _row(wide: int, kind: int, at: int, index: int) -> bytes:
    return b"%c%b%b" % (kind, at.to_bytes(wide, "big"), index.to_bytes(2, "big"))


class _Frame:
    """What holds the pages of a PDF together: their order, the form, the structure, the outline, the labels."""

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

    def add(self, filled: _Filled, outline: Sequence[int], before: str) -> None:
        """Add a copy; its pages are labelled with `before`, the name of their part, and their number in it."""
        for part in filled.chosen:
            numbered = "/S/D" if part["pages"] > 1 else ""
            label = before + part["label"] + (" " if numbered else "")
            self._labels += f"{len(self.pages)}<<{numbered}/P{text_string(label)}>>"
            self.pages += [filled.now(part["first"] + page) for page in range(part["pages"])]
            self._sections += [filled.now(section) for section in part["sections"]]
        # A tree of numbers is sorted by them.
        self._leaves += [filled.now(part["leaf"]) for part in sorted(filled.chosen, key=lambda part: int(part["key"]))]
        self._fields += filled.top
        self._outline += outline
        self.keys += self._map["keys"]

    def objects(self) -> Objects:
        """Return the objects that differ from one selection to the next."""
        number, title = self._map["ids"], self._title
        before, after = self._map["xmp"]
        named = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        xmp = f"{before}{named}{after}".encode()
        count, first, last = len(self._outline), self._outline[0], self._outline[-1]
        texts = {
            "pages": f"<</Type/Pages/Count {len(self.pages)}/Kids[{_refs(self.pages)}]>>",
            "form": f"<<{self._map['form']}/Fields[{_refs(self._fields)}]>>",
            "structure": f"<</Type/StructTreeRoot/K[{number['document']} 0 R]/ParentTree {number['parents']} 0 R"
            f"/ParentTreeNextKey {self.keys}>>",
            "document": f"<</S/Document/P {number['structure']} 0 R/K[{_refs(self._sections)}]>>",
            "parents": f"<</Kids[{_refs(self._leaves)}]>>",
            "outlines": f"<</Type/Outlines/Count {count}/First {first} 0 R/Last {last} 0 R>>",
            "labels": f"<</Nums[{self._labels}]>>",
            "info": f"<<{self._map['info']}/Title{text_string(title)}>>",
        }
        metadata = b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n%b\nendstream" % (len(xmp), xmp)
        return {number["metadata"]: metadata} | {number[name]: text.encode() for name, text in texts.items()}


class _Filled:
    """One person's copy: the objects that are different in it, numbered as in the pack until it must stand alone."""

    def __init__(
        self,
        pack: Pack,
        chosen: list[Any],
        values: Mapping[str, str],
        ticks: set[str],
        fallback: Fallback | None,
        following: int,
    ) -> None:
        self._pack, self._map = pack, pack.map
        self.chosen = chosen
        self.next = following
        self.objects: Objects = {}
        self.top: list[int] = []
        """What hangs at the top of the form."""
        self.chunks: list[str] = []
        """Of the fonts that are used, beside those that are always there."""
        self.moved: tuple[str, ...] = ()
        self.cut: tuple[str, ...] = ()
        self._count = 0
        self._numbers: dict[int, int] = {}
        self._shown: dict[tuple[Any, ...], int] = {}
        self._used: set[int] = set()
        for part in chosen:
            pack.unpack(part["id"])
        texts = {name: clean(value) for name, value in sorted(values.items()) if name in pack.words}
        texts = {name: text for name, text in texts.items() if text and self._places(name)}
        self._fonts, self._glyphs = self._fonts_for(texts, fallback)
        self._set_all(texts)
        self._heading(texts)
        for name in sorted(ticks):
            for place in self._places(name, ticks=True):
                body = self._pack.texts[place.number]
                self.objects[place.number] = body.replace(b"/AS/Off/V/Off", b"/AS/on/V/on")
        self.chunks = [self._fonts[at].chunk for at in sorted(self._used) if self._fonts[at].chunk not in ("", "base")]

    @property
    def title(self) -> str:
        """What the document is called: the sheet it is, or the pack it is of; a notes page at the back is no sheet."""
        titles = [part["title"] for part in self.chosen if part["id"] != NOTES] or [self.chosen[0]["title"]]
        return str(titles[0] if len(titles) == 1 else self._map["title"])

    @property
    def pages(self) -> list[int]:
        return [part["first"] + page for part in self.chosen for page in range(part["pages"])]

    @property
    def blank(self) -> str:
        """The size of an empty page, as the last of this copy has it."""
        return f"/MediaBox{self.chosen[-1]['media']}/Resources<<>>"

    def now(self, number: int) -> int:
        """Return the number that an object of the pack has in this copy."""
        return self._numbers.get(number, number)

    def outline(self, above: int) -> list[int]:
        """Link the entries of the chosen parts in the outline, below `above`, and return them."""
        entries = [part["outline"] for part in self.chosen]
        for entry, siblings in _siblings(entries):
            self.objects[entry] = self._pack.texts[entry][:-2] + f"/Parent {above} 0 R{siblings}>>".encode()
        return entries

    # ------------------------------------------------------------------------------------------------------- values

    def _places(self, name: str, ticks: bool = False) -> list[_Place]:
        """Return where a field can be filled in on the chosen parts."""
        field = self._map["fields"].get(name)
        if field is None or field["tick"] != ticks:
            return []
        return self._pack.places(tuple([part["id"] for part in self.chosen]))[name]

    def _fonts_for(
        self, texts: Mapping[str, str], fallback: Fallback | None
    ) -> tuple[list[Font], Mapping[int, tuple[int, int, int]]]:
        """Return the fonts, best first, and how they show each character. Raises UnsupportedText."""
        if not texts:
            return [], {}
        glyphs = self._pack.glyphs(None)
        extra = None
        missing = self._missing(texts, glyphs)
        if missing and fallback:
            wanted = "".join(sorted(set("".join(missing.values()))))
            extra = fallback(wanted, self.next)
            glyphs = self._pack.glyphs(extra)
            missing = self._missing(texts, glyphs)
        if missing:
            raise UnsupportedText(missing, self._pack.words)
        if extra is None:
            return self._pack.fonts, glyphs
        self.objects |= extra.objects
        self.next = max(self.next, *(number + 1 for number in extra.objects))
        return [*self._pack.fonts, extra], glyphs

    def _missing(self, texts: Mapping[str, str], glyphs: Mapping[int, Any]) -> dict[str, str]:
        found = {name: self._lacking(self._pack.apart(text), glyphs) for name, text in texts.items()}
        return {name: "".join(sorted(characters)) for name, characters in found.items() if characters}

    def _lacking(self, text: str, glyphs: Mapping[int, Any]) -> set[str]:
        """Return the characters of a text that no glyph shows, and the marks that have no place on what they follow."""
        marks = self._pack.marks
        marked = {piece for piece in marks.pieces(text) if len(piece) > 1 or marks.has(piece)}
        stray = {mark for piece in marked if not marks.drawn(piece) for mark in piece[1:] or piece}
        return stray | {each for each in text if each != "\n" and ord(each) not in glyphs}

    def _set_all(self, texts: dict[str, str]) -> None:
        """Set every value where it belongs; what does not fit goes on at the back, whole and below its name."""
        laid = {
            name: [(place, self._layout(text, place)) for place in self._places(name)] for name, text in texts.items()
        }
        long = [name for name, each in laid.items() if not all(layout.fits for _, layout in each)]
        if long and NOTES in self._pack.parts and long != [MORE]:
            notes = self._pack.parts[NOTES]
            if notes not in self.chosen:
                self._pack.unpack(NOTES)
                self.chosen = self._pack.chosen([NOTES, *(part["id"] for part in self.chosen)])
            told = [f"{self._sayable(name)}:\n{texts[name]}" for name in long if name != MORE]
            whole = "\n\n".join([*([texts[MORE]] if MORE in texts else []), *told])
            more = [(place, self._layout(whole, place)) for place in self._places(MORE)]
            self.moved = tuple(name for name in long if name != MORE)
            texts[MORE], laid[MORE] = whole, more
            self.cut = () if all(layout.fits for _, layout in more) else (*self.moved, MORE)
        elif long:
            self.cut = tuple(long)
        for name, each in sorted(laid.items()):
            for place, layout in each:
                value = "" if name in self._map["heading"] else f"/V{text_string(texts[name])}"
                body = _APPEARANCE.sub(b"", self._pack.texts[place.number])[:-2]
                self.objects[place.number] = body + f"{value}/AP<</N {self._show(place, layout)} 0 R>>>>".encode()

    def _sayable(self, name: str) -> str:
        """Return what a person calls a field, as far as the fonts for values can show it."""
        return "".join([each for each in self._pack.words[name] if ord(each) in self._glyphs])

    def _heading(self, texts: Mapping[str, str]) -> None:
        """Write the fields that parts share: each holds the value, and the boxes of the chosen parts hang below."""
        heading = self._map["heading"]
        seen: dict[int, None] = {}
        for part in self.chosen:
            seen |= dict.fromkeys(heading[each] if isinstance(each, str) else each for each in part["fields"])
        self.top = list(seen)
        for name, number in heading.items():
            if number in seen:
                boxes = [place.number for place in self._places(name)]
                value = f"/V{text_string(texts[name])}" if name in texts else ""
                words = text_string(self._pack.words[name])
                text = f"<</FT/Tx/T{text_string(name)}/TU{words}/Kids[{_refs(boxes)}]{value}>>"
                self.objects[number] = text.encode()

    # ------------------------------------------------------------------------------------------------------- layout

    def _width(self, text: str) -> int:
        glyphs = self._glyphs
        return sum([glyphs[ord(each)][2] for each in text])

    def _layout(self, text: str, place: _Place) -> _Layout:
        """Return how a text is set: as large as it fits, and no smaller than can be read."""
        text = self._pack.apart(text)
        room = (place.width - 2 * PAD) * 100
        if not place.lines:
            line = text.replace("\n", " ")
            width, size = self._width(line), place.size
            if width * size > room:
                size = max(LEAST_LINE, room // width)
            fits = width * size <= room
            shown = line if fits else self._shortened(line, room // size)
            first = (place.height - size * 10) // 2 + size * 24 // 10
            return _Layout((shown,), size, first, 0, fits)
        size = place.size
        while True:
            leading = size * 25 // 2
            most = max(1, (place.height - 2 * PAD) // leading)
            lines = self._wrapped(text, room // size)
            if len(lines) <= most or size <= LEAST_LINES:
                break
            size = max(LEAST_LINES, size - STEP)
        fits = len(lines) <= most
        if not fits:
            lines = [*lines[: most - 1], self._shortened(lines[most - 1] + " ", room // size)]
        return _Layout(tuple(lines), size, place.height - PAD - size * 10, leading, fits)

    def _wrapped(self, text: str, room: int) -> list[str]:
        """Break at spaces; break a word that is longer than a line between its characters, each with its marks."""
        lines = []
        for paragraph in text.split("\n"):
            line, width = "", 0
            for word in re.findall(r"[^ ]* *", paragraph):
                whole = self._width(word.rstrip(" ")) <= room
                pieces = [word] if whole else self._pack.marks.pieces(word)
                for piece in pieces:
                    if line and width + self._width(piece.rstrip(" ")) > room:
                        lines.append(line)
                        line, width = "", 0
                    line, width = line + piece, width + self._width(piece)
            lines.append(line)
        return [line.rstrip(" ") for line in lines]

    def _shortened(self, line: str, room: int) -> str:
        """Return as much of a line as leaves room for the sign that it goes on elsewhere."""
        left, pieces = room - self._width(ELLIPSIS), self._pack.marks.pieces(line)
        total = self._width(line)
        while pieces and total > left:
            total -= self._width(pieces.pop())
        return "".join(pieces).rstrip(" ") + ELLIPSIS

    def _show(self, place: _Place, layout: _Layout) -> int:
        """Return the object that shows a text in a field; fields of one size that show the same share it."""
        key = (place.width, place.height, place.white, layout)
        if key in self._shown:
            return self._shown[key]
        operators, used = self._set(layout)
        self._used |= used
        width, height = number_text(place.width), number_text(place.height)
        ground = f"1 g 0 0 {width} {height} re f " if place.white else ""
        clip = f"1 1 {number_text(place.width - 2000)} {number_text(place.height - 2000)} re W n"
        body = f"/Tx BMC q {ground}{clip} BT 0.07 g {operators} ET Q EMC"
        fonts = "".join(f"/F{at} {self._fonts[at].number} 0 R" for at in sorted(used))
        self.objects[self.next] = (
            f"<</Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]/Resources<</Font<<{fonts}>>>>"
            f"/Length {len(body)}>>stream\n{body}\nendstream"
        ).encode()
        self._shown[key] = self.next
        self.next += 1
        return self._shown[key]

    def _set(self, layout: _Layout) -> tuple[str, set[int]]:
        """Return the operators that set the lines, and the places of the fonts that they use."""
        marks = self._pack.marks
        operators, used, current = [], set(), -1
        for at, line in enumerate(layout.lines):
            down = f"0 {number_text(-layout.leading)}" if at else f"{number_text(PAD)} {number_text(layout.first)}"
            operators.append(f"{down} Td")
            codes = ""
            for piece in marks.pieces(line):
                drawn = marks.drawn(piece) if len(piece) > 1 else [(*self._glyphs[ord(piece)], 0, 0)]
                pen = drawn[0][2]
                for place, (font, glyph, _, right, up) in enumerate(drawn):
                    if codes and (place or font != current):
                        operators.append(f"<{codes}> Tj")
                        codes = ""
                    if font != current:
                        operators.append(f"/F{font} {number_text(layout.size * 10)} Tf")
                        current = font
                        used.add(font)
                    if place:
                        # The pen goes back to where the mark is drawn, and on to where the letter ends as it was typed.
                        end = self._glyphs[ord(piece[0])][2]
                        rise = number_text(up * layout.size // 100)
                        operators.append(f"{rise} Ts [{pen - right}<{glyph:04X}>{right - end}]TJ 0 Ts")
                        pen = end
                    else:
                        codes = f"{codes}{glyph:04X}"
            operators += [f"<{codes}> Tj"] if codes else []
        return " ".join(operators), used

    # ------------------------------------------------------------------------------------------------ standing alone

    def stand_alone(self, count: int, keys: int) -> int:
        """Number every object of this copy anew, as number `count` of several, and return the next free number.

        The number before that one is for the copy's entry in the outline. `keys` is how many keys in the map of parents
        are taken.
        """
        self._count = count
        entries = self.outline(0)
        numbers = [number for number in self._map["heading"].values() if number in self.objects]
        numbers += [number for part in self.chosen for number in range(part["first"], part["end"])]
        self._numbers = {number: self.next + at for at, number in enumerate(numbers)}
        above, head = self.next + len(numbers), self.next + len(numbers) + 1
        fresh = {number: body for number, body in self.objects.items() if number not in self._numbers}
        hung = f"/Parent {above} 0 R>>".encode()
        leaves = {part["leaf"] for part in self.chosen}
        top, listed = set(self.top), set(entries)
        for number in numbers:
            body = self.objects.get(number) or self._pack.texts[number]
            if number in top:
                body = body[:-2] + hung
            if number in leaves:
                body = _LEAF_LIMITS.sub(lambda found: b"[%d %d]/" % (int(found[1]) + keys, int(found[2]) + keys), body)
                body = _LEAF_KEY.sub(lambda found: b"%d" % (int(found[0]) + keys), body)
            body = _REFERENCE.sub(lambda found: b"%d 0 R" % self.now(int(found[1])), body)
            if number in listed:
                body = body.replace(b"/Parent 0 0 R", b"/Parent %d 0 R" % head)
            body = _KEY.sub(lambda found: b"%b%d" % (found[1], int(found[2]) + keys), body)
            fresh[self._numbers[number]] = body
        self.top = [self.now(number) for number in self.top]
        fresh[above] = f"<</T{text_string(f'copy-{count}')}/Kids[{_refs(self.top)}]>>".encode()
        self.top = [above]
        self.objects = fresh
        return head + 1

    def entry(self, name: str) -> str:
        """Return the entry of a copy that stands alone in the outline: whose it is, and the parts below it."""
        entries = [self.now(part["outline"]) for part in self.chosen]
        title = clean(name).replace("\n", " ") or f"Copy {self._count}"
        page = self.now(self.chosen[0]["first"])
        below = f"/First {entries[0]} 0 R/Last {entries[-1]} 0 R/Count {-len(entries)}"
        return f"/Title{text_string(title)}/Dest[{page} 0 R/Fit]{below}"


_APPEARANCE = re.compile(rb"/AP<<[^>]*>>")

_REFERENCE = re.compile(rb"(\d+) 0 R")

_KEY = re.compile(rb"(/StructParents? )(\d+)")

_LEAF_LIMITS = re.compile(rb"\[(\d+) (\d+)\]/")

_LEAF_KEY = re.compile(rb"\d+(?= (?:\[|\d+ 0 R))")

_NEW_LINE = re.compile("\r\n|[\r\u2028\u2029]")

_SPACE = re.compile("[\t\u1680\u2000-\u200a\u202f\u205f]")

_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Return a text composed (NFC), with one kind of new line and of space, and without what nobody can see.

    Control and format characters come along when a name is copied from a page or a table. They change nothing in the
    scripts that are shown here (those in which they do are refused), and nobody could find them to take them out. What
    asks for another form of a character (variation selectors) stays, and is refused.
    """
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _SPACE.sub(" ", _NEW_LINE.sub("\n", text))))


def number_text(thousandths: int) -> str:
    """Return a number as a PDF has it: 1234 is '1.234', 5000 is '5', -500 is '-0.5'."""
    whole, part = divmod(abs(thousandths), 1000)
    digits = f"{whole}.{part:03d}".rstrip("0").rstrip(".")
    return f"-{digits}" if thousandths < 0 else digits


_PLAIN = re.compile(r"[A-Za-z ,.:;?!'&/+-]*")


def text_string(text: str) -> str:
    """Return a text as a PDF has it: plain words as they are, else in hexadecimal digits, so that nothing can end it.

    Digits are not plain: a reference might be read in them when objects are numbered anew.
    """
    return f"({text})" if _PLAIN.fullmatch(text) else f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _refs(numbers: Iterable[int]) -> str:
    return " ".join([f"{number} 0 R" for number in numbers])


def _siblings(entries: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield each entry of an outline with the references to those beside it."""
    for at, entry in enumerate(entries):
        before = f"/Prev {entries[at - 1]} 0 R" if at else ""
        after = f"/Next {entries[at + 1]} 0 R" if at + 1 < len(entries) else ""
        yield entry, before + after


def _glyphs(runs: Iterable[Any]) -> dict[int, tuple[int, int]]:
    """Return the glyphs of a font from runs of neighbours: first character, its glyph's number, the widths."""
    return {character + at: (glyph + at, width) for character, glyph, widths in runs for at, width in enumerate(widths)}


def _points(runs: Iterable[Any]) -> dict[int, tuple[int, int]]:
    """Return the places on letters from runs of neighbours: first letter, x and y of each."""
    return {
        letter + at: (points[2 * at], points[2 * at + 1]) for letter, points in runs for at in range(len(points) // 2)
    }


def _best(fonts: Sequence[Font]) -> dict[int, tuple[int, int, int]]:
    """Return how the first font that has a character shows it."""
    return {
        character: (at, *glyph)
        for at, font in reversed(list(enumerate(fonts)))
        for character, glyph in font.glyphs.items()
    }
