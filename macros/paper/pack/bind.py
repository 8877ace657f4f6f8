"""Owns how finished sheets become a pack: numbered, packed in chunks, and mapped; `fill` makes a PDF of it that opens.

A pack has all sheets of a scenario on one paper. Numbers of objects are given once, so that `fill` can put chunks
together without reading them.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from macros.brand import fonts as brand_fonts
from macros.paper.pack import typeface
from macros.paper.pack.anchors import table
from macros.paper.pack.pack import (
    Branded,
    ChunkPlace,
    FieldPlaces,
    FontPlace,
    Form,
    GlyphRun,
    MarksMap,
    Pack,
    PackMap,
    PackPart,
)
from macros.paper.pack.streams import compressed
from macros.paper.pack.syntax import number_text, text_string
from macros.paper.pack.tables import HEADER
from macros.paper.press import INK, LINKED, RESOURCE, TYPE, BrandPlace, Chunk, Stream
from macros.values import Value

IDS = ("catalog", "pages", "form", "structure", "document", "parents", "outlines", "labels", "info", "metadata")
"""The objects that every PDF has, in the order of their numbers, from 1."""

OWN = ("cover", "checklist")
"""Parts that differ from one scenario to the next. They are numbered last, so that the others are the same in all."""

PRODUCER = "Second Round"


class FinishedSheet(Value):
    """A finished sheet and what it is called."""

    id: str
    label: str
    """In the labels of pages and in a list of parts."""
    title: str
    """Of a document that has no other part."""
    cut: tuple[float, float, float, float]
    """Where its paper lies on what it is drawn on, in points: from the left, from the top, its width and its height."""
    check: str
    """What follows the brand's address in its code."""
    chunk: Chunk

    @property
    def media(self) -> str:
        """The edges of its paper, as a PDF has them."""
        return f"[0 0 {' '.join(map(_points, self.cut[2:]))}]"


class Facts(Value):
    """What a PDF says of itself."""

    title: str
    subject: str
    language: str
    day: str
    """When the edition was released, as in 2026-11-23."""


@dataclass(frozen=True)
class FieldFont:
    """A font for what people type: its name in the pack, and TrueType bytes."""

    name: str
    ttf: bytes


def bind(
    sheets: Sequence[FinishedSheet],
    facts: Facts,
    shared: Mapping[str, str],
    fonts: Mapping[str, bytes],
    more_fonts: Sequence[FieldFont] = (),
    anchors: bytes = b"",
    is_large: bool = False,
) -> Pack:
    """Return the pack of `sheets`, in their order, still open: copies can be made of it, but by itself it is no PDF.

    `shared` are the fields that several sheets have: name to tooltip. `fonts` are the TrueType bytes of body,
    body-bold, field and more; `more_fonts` are those that show what the font for fields lacks, the best first.
    `anchors` is a font that tells where the marks of the further font called "marks" stand on letters; without it,
    marks are not shown. In large print what a brand says `is_large` too; to link it is for `fill`.
    """
    return _Binder(sheets, facts, shared, fonts, more_fonts, anchors, is_large).bind()


class _Binder:
    """Numbers everything, then writes chunk after chunk and keeps the map of them."""

    def __init__(
        self,
        sheets: Sequence[FinishedSheet],
        facts: Facts,
        shared: Mapping[str, str],
        fonts: Mapping[str, bytes],
        more_fonts: Sequence[FieldFont],
        anchors: bytes,
        is_large: bool,
    ) -> None:
        self._is_large = is_large
        self._sheets, self._facts, self._shared, self._fonts = sheets, facts, shared, fonts
        self._anchors = anchors
        self._numbers: dict[str, int] = {}
        """The objects that sheets share, by their names."""
        self._next = 1
        for name in (*IDS, *shared):
            self._numbers[name] = self._take(1)
        # Most packs need no letter of the last font, and have none of it.
        self._typefaces = {key: self._typeface(key) for key in RESOURCE if key != "more" or self._glyphs(key)}
        for name in self._typefaces:
            self._numbers[name] = self._take(5)
        self._numbers["colour"] = self._take(1)
        self._alike = Counter(place for sheet in sheets for place in set(sheet.chunk.places))
        """How many sheets have each place for what a brand says."""
        self._forms, self._links = self._number_places()
        self._base = self._take(1)
        self._more = [(self._take(6), font) for font in more_fonts]
        self._places = self._number_sheets()
        self._blob = [HEADER.encode("latin-1")]
        self._chunks: list[ChunkPlace] = []
        self._entries: dict[str, str] = {}
        """The entry of each sheet in the outline."""
        self._conditional: dict[str, dict[str, str]] = {}

    def bind(self) -> Pack:
        base: dict[int, str] = {self._numbers["catalog"]: self._catalog()}
        files: dict[int, Stream] = {}
        for key, face in self._typefaces.items():
            # The two weights of one family number their glyphs alike, and share the map of them to text.
            texts, streams = face.numbered(self._numbers[key], self._numbers["body"] + 4 if key == "body-bold" else 0)
            base |= texts
            files |= streams
        self._write("base", self._base, base, files)
        for sheet in self._sheets:
            container, objects, streams = self._numbered(sheet)
            self._entries[sheet.id] = objects.pop(self._places[sheet.id].first + sheet.chunk.outline)
            self._write(sheet.id, container, objects, streams)
        for first, font in self._more:
            self._write(font.name, first + 5, *_field_typeface(font).numbered(first))
        blob = b"".join(self._blob)
        numbers = {name: self._numbers[name] for name in IDS}
        map_: PackMap = {
            "title": self._facts.title,
            "ids": numbers,
            "heading": {name: self._numbers[name] for name in self._shared},
            "keys": sum(sheet.chunk.keys for sheet in self._sheets),
            "form": f"/DR<</Font<<{RESOURCE['field']} {self._numbers['field']} 0 R>>>>/DA{_literal(_LOOK)}",
            "brand": {
                "colour": self._numbers["colour"],
                "chunks": {
                    "base": self._branded("base", ""),
                    **{sheet.id: self._branded(sheet.id, sheet.check) for sheet in self._sheets},
                },
                "info": self._info(),
                "id": hashlib.sha256(blob).hexdigest()[:32].upper(),
                "size": self._next,
            },
            "imprint": {},
            "also": [],
            "info": self._info(),
            "xmp": XMP.split("{title}"),
            "fonts": self._runs(),
            "marks": self._marks(),
            "chunks": self._chunks,
            "parts": [self._part(sheet) for sheet in self._sheets],
            "fields": self._fields(),
            "size": self._next,
            "id": hashlib.sha256(blob).hexdigest()[:32].upper(),
            "length": len(blob),
            "crc32": zlib.crc32(blob),
        }
        return Pack(blob, map_)

    # ----------------------------------------------------------------------------------------------------- numbers

    def _take(self, count: int) -> int:
        self._next += count
        return self._next - count

    def _number_sheets(self) -> dict[str, _Numbers]:
        places, key = {}, 0
        for sheet in sorted(self._sheets, key=lambda sheet: sheet.id in OWN):
            first, container = self._take(len(sheet.chunk.objects)), self._take(1)
            places[sheet.id] = _Numbers(first, container, self._take(len(sheet.chunk.streams)), key)
            key += sheet.chunk.keys
        return places

    def _number_places(self) -> tuple[dict[tuple[str, BrandPlace], int], dict[tuple[str, str], int]]:
        """Number each form and link for what a brand says: what all sheets say alike they share, in the base."""
        forms: dict[tuple[str, BrandPlace], int] = {}
        links: dict[tuple[str, str], int] = {}
        for sheet in self._sheets:
            for place in sheet.chunk.places:
                home = self._home(sheet, place)
                if (home, place) not in forms:
                    forms[home, place] = self._take(1)
                if place.what in LINKED and (link := (_link_home(sheet, place.what), place.what)) not in links:
                    links[link] = self._take(1)
        return forms, links

    def _home(self, sheet: FinishedSheet, place: BrandPlace) -> str:
        """Return the chunk of a place: what most sheets say just so is in the base, all else in that of the sheet."""
        alike = self._alike[place] if place.what != "check-code" else 0
        return "base" if alike > len(self._sheets) / 2 else sheet.id

    def _branded(self, chunk: str, check: str) -> Branded:
        """Return what a brand says in a chunk."""
        forms = [(number, place) for (home, place), number in self._forms.items() if home == chunk]
        return {
            "forms": [_form(number, place, self._is_large) for number, place in forms],
            "links": {what: number for (home, what), number in self._links.items() if home == chunk},
            "objects": self._conditional.get(chunk, {}),
            "check": check,
        }

    def _numbered(self, sheet: FinishedSheet) -> tuple[int, dict[int, str], dict[int, Stream]]:
        """Return the number of what a sheet's objects are packed in, these objects, and its streams."""
        place, chunk = self._places[sheet.id], sheet.chunk
        starts = {"o": place.first, "s": place.streams, "k": place.key}

        left, above, _, height = sheet.cut
        foot = above + height

        def number(found: re.Match[str]) -> str:
            kind, at, name = found.groups()
            if kind in ("x", "y"):
                return _points(float(at) - left if kind == "x" else foot - float(at))
            if kind == "p":
                wanted = chunk.places[int(at)]
                return str(self._forms[self._home(sheet, wanted), wanted])
            if name == "media":
                return sheet.media
            if name and name.startswith("u-"):
                what = name.removeprefix("u-")
                return str(self._links[_link_home(sheet, what), what])
            return str(starts[kind] + int(at) if kind else self._numbers[name])

        objects = {place.first + at: _SLOT.sub(number, text) for at, text in enumerate(chunk.objects)}
        self._conditional[sheet.id] = {
            str(number): text for number, text in objects.items() if "?" in text and _IF.search(text)
        }
        objects = {number: text for number, text in objects.items() if str(number) not in self._conditional[sheet.id]}
        turned = f"1 0 0 -1 {_points(-left)} {_points(foot)} cm\n".encode()
        streams = {
            place.streams + at: Stream(
                dictionary=_SLOT.sub(number, stream.dictionary),
                data=turned + stream.data if stream.is_page else stream.data,
            )
            for at, stream in enumerate(chunk.streams)
        }
        return place.container, objects, streams

    # ------------------------------------------------------------------------------------------------------- bytes

    def _write(self, name: str, container: int, objects: Mapping[int, str], streams: Mapping[int, Stream]) -> None:
        """Write a chunk: its streams one by one, then its other objects packed in one."""
        start = sum(map(len, self._blob))
        bodies: list[bytes] = []
        direct: list[tuple[int, int]] = []
        offset = 0
        for number, stream in streams.items():
            direct.append((number, offset))
            bodies.append(b"%d 0 obj\n%b\nendobj\n" % (number, compressed(stream)))
            offset += len(bodies[-1])
        bodies.append(b"%d 0 obj\n%b\nendobj\n" % (container, _packed(objects)))
        blob = b"".join(bodies)
        self._blob.append(blob)
        at = start, start + offset, start + len(blob)
        spans = _spans(sorted(objects))
        self._chunks.append({"id": name, "at": at, "direct": direct, "own": 0, "container": container, "packed": spans})

    def _catalog(self) -> str:
        number = self._numbers
        return (
            f"<</Type/Catalog/Pages {number['pages']} 0 R/AcroForm {number['form']} 0 R"
            f"/StructTreeRoot {number['structure']} 0 R/Outlines {number['outlines']} 0 R"
            f"/PageLabels {number['labels']} 0 R/Metadata {number['metadata']} 0 R/Lang{_literal(self._facts.language)}"
            "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>>>"
        )

    # -------------------------------------------------------------------------------------------------------- fonts

    def _typeface(self, key: str) -> typeface.Typeface:
        """Return a font with the glyphs that any sheet of the pack uses; of that for fields, with all it has."""
        name = f"{'ABCD'[list(RESOURCE).index(key)] * 6}+{key.title()}"
        if key == "field":
            return typeface.typeface(name, self._fonts[key], _texts(self._fonts[key]), keep_map=True)
        return typeface.typeface(name, self._fonts[key], self._glyphs(key), also=self._glyphs("body-bold"))

    def _glyphs(self, key: str) -> dict[int, str]:
        """Return the glyphs of a font that any sheet uses, each with its text."""
        glyphs: dict[int, str] = {}
        for sheet in self._sheets:
            glyphs |= sheet.chunk.glyphs.get(key, {})
        return dict(sorted(glyphs.items()))

    def _runs(self) -> list[FontPlace]:
        """Return what filling must know of each font for values: how it shows what no better one does."""
        fonts = [("base", self._numbers["field"], self._fonts["field"])]
        fonts += [(font.name, number, font.ttf) for number, font in self._more]
        all_runs = _glyph_runs(tuple(ttf for *_, ttf in fonts))
        return [
            {"number": number, "chunk": name, "runs": runs}
            for (name, number, _), runs in zip(fonts, all_runs, strict=True)
        ]

    def _marks(self) -> MarksMap:
        """Return how marks stand on letters, and which of the fonts has them; nothing where none does."""
        names = [font.name for _, font in self._more]
        if not self._anchors or "marks" not in names:
            return {}
        at = names.index("marks")
        return table(self._anchors, self._more[at][1].ttf, at + 1)

    # ---------------------------------------------------------------------------------------------------------- map

    def _part(self, sheet: FinishedSheet) -> PackPart:
        place, chunk = self._places[sheet.id], sheet.chunk
        return {
            "id": sheet.id,
            "label": sheet.label,
            "title": sheet.title,
            "first": place.first,
            "end": place.first + len(chunk.objects),
            "pages": chunk.pages,
            "media": sheet.media,
            "sections": [place.first + section for section in chunk.sections],
            "leaf": place.first + chunk.leaf,
            "key": place.key,
            "outline": place.first + chunk.outline,
            "entry": self._entries[sheet.id],
            "fields": [each if isinstance(each, str) else place.first + each for each in chunk.fields],
        }

    def _fields(self) -> dict[str, FieldPlaces]:
        fields: dict[str, FieldPlaces] = {}
        for sheet in self._sheets:
            for name, blank in sheet.chunk.blanks.items():
                box = blank.box
                field = fields.setdefault(name, {"words": blank.words, "tick": box.size == 0, "at": []})
                at = [self._places[sheet.id].first + box.object]
                at += [box.width, box.height, box.size, int(box.lines), int(box.white)] if box.size else []
                field["at"].append(at)
        return fields

    def _info(self) -> str:
        day = self._facts.day.replace("-", "")
        facts = {"Subject": self._facts.subject, "Producer": PRODUCER}
        written = "".join(f"/{name}{_literal(value)}" for name, value in facts.items())
        return f"{written}/CreationDate(D:{day}000000Z)/ModDate(D:{day}000000Z)"


@dataclass(frozen=True)
class _Numbers:
    """The numbers of a sheet's first object, of what they are packed in, and of its first stream, and its first key."""

    first: int
    container: int
    streams: int
    key: int


XMP = """\
<x:xmpmeta xmlns:x="adobe:ns:meta/">\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"\
 xmlns:dc="http://purl.org/dc/elements/1.1/"\
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmpRights:WebStatement="https://creativecommons.org/licenses/by/4.0/">\
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>\
</rdf:Description></rdf:RDF></x:xmpmeta>"""
"""What PDF/UA-1 (ISO 14289-1, 5 and 7.1) wants said in XML, and the licence of the words; the rest is said in the
dictionary of information. It has no wrapper, which only programs need that look for it in any file: 80 bytes less."""

_LOOK = f"{INK} {RESOURCE['field']} 0 Tf"

_SLOT = re.compile(r"\{(?:([oskpxy])(-?[\d.]+)|([a-z-]+(?:-\d)?))\}")

_IF = re.compile(r"\{[a-z0-9-]+\?")


def _points(length: float) -> str:
    """Return a length as a PDF has it, in hundredths of a point."""
    return number_text(round(length * 100), 100)


def _link_home(sheet: FinishedSheet, what: str) -> str:
    return sheet.id if what == "check" else "base"


def _form(number: int, place: BrandPlace, is_large: bool) -> Form:
    ordinary, large, align = TYPE.get(place.what, (0, 0, 0))
    size = large if is_large else ordinary
    return {
        "number": number,
        "what": place.what,
        "width": place.width,
        "height": place.height,
        "size": size,
        "align": align,
    }


@lru_cache(maxsize=2)
def _glyph_runs(fonts: tuple[bytes, ...]) -> list[list[GlyphRun]]:
    """Return the runs of characters that each font (TrueType bytes) shows, and no font before it."""
    known: set[int] = set()
    found: list[list[GlyphRun]] = []
    for ttf in fonts:
        runs: list[GlyphRun] = []
        for character, (glyph, width) in typeface.advances(ttf).items():
            if character in known or _text(character) != chr(character):
                continue
            known.add(character)
            if runs and (character, glyph) == (runs[-1][0] + len(runs[-1][2]), runs[-1][1] + len(runs[-1][2])):
                runs[-1][2].append(width)
            else:
                runs.append((character, glyph, [width]))
        found.append(runs)
    return found


@lru_cache(maxsize=8)
def _field_typeface(font: FieldFont) -> typeface.Typeface:
    return typeface.typeface(typeface.tagged(font.name.title(), font.name), font.ttf, _texts(font.ttf))


def _texts(ttf: bytes) -> dict[int, str]:
    """Return every glyph that stands for a character, with the lowest that it stands for."""
    texts: dict[int, str] = {}
    for character, (glyph, _) in typeface.advances(ttf).items():
        texts.setdefault(glyph, _text(character))
    return dict(sorted(texts.items()))


def _text(character: int) -> str:
    """Return what a character of a font for fields stands for: itself, or that which it is another form of."""
    own = character - brand_fonts.PSEUDO
    return chr(own if 0 <= own < 0x400 else character)


def _packed(objects: Mapping[int, str]) -> bytes:
    """Return objects packed in a stream of objects."""
    numbers, offset = [], 0
    for number, text in sorted(objects.items()):
        numbers.append(f"{number} {offset}")
        offset += len(text) + 1
    head = " ".join(numbers) + "\n"
    data = (head + "".join(f"{text}\n" for _, text in sorted(objects.items()))).encode("ascii")
    return compressed(Stream(dictionary=f"<</Type/ObjStm/N {len(objects)}/First {len(head)}>>", data=data))


def _spans(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return runs of numbers that follow one another: the first and how many."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and number == sum(spans[-1]):
            spans[-1] = (spans[-1][0], spans[-1][1] + 1)
        else:
            spans.append((number, 1))
    return spans


def _literal(text: str) -> str:
    """Return a text as a PDF has it, where nothing reads references in it: digits stand as they are."""
    return f"({text})" if text.isascii() and text.isprintable() and not set(text) & set("()\\") else text_string(text)
