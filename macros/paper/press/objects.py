"""Owns how the objects of one sheet are written as a chunk; it leaves numbering them to the pack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from macros.paper.press.chunk import (
    COLOUR,
    INK,
    LARGE_TYPE,
    MULTILINE,
    OPTIONAL,
    RESOURCE,
    Box,
    Chunk,
    FormField,
    Stream,
)
from macros.paper.press.contents import POINT, Contents, short
from macros.paper.press.structure import TEXT_PLACE, Structure, elements_below

TICK_SIDE = 10

TICK = b"q 0 G 1.5 w 1 J 1 j 2 5.2 m 4.2 2 l 8 8 l S Q"
"""A tick in a square of that side."""

LINK_WORDS = {
    "check": "Is this edition current?",
    "appointment": "Book an appointment",
    **{f"link-{number}": "A page of the career centre" for number in range(4)},
}
"""What a link says of itself that leads to a brand's address."""


def write_chunk(
    pdf: Pdf, structure: Structure, contents: Contents, fields: Mapping[str, str], shared: Set[str]
) -> Chunk:
    """Return all that the pages, the structure, the form and the outline of one sheet are made of.

    `fields` are the tooltips of the fields by name, `shared` the names of those that other sheets have too.
    """
    return _ChunkWriter(pdf, structure, contents).chunk(fields, shared)


class _ChunkWriter:
    """Writes objects as the text of a chunk, and gives each that is reached a place in it."""

    def __init__(self, pdf: Pdf, structure: Structure, contents: Contents) -> None:
        self._pdf = pdf
        self._structure = structure
        self._contents = contents
        self._height = float(pdf.pages[0].MediaBox[3])
        self._objects: list[str] = []
        self._streams: list[Stream] = []
        self._slots = {
            pdf.Root.Pages.objgen: "{pages}",
            pdf.Root.StructTreeRoot.objgen: "{structure}",
            structure.document.objgen: "{document}",
            pdf.Root.Outlines.objgen: "{outlines}",
        }
        """What stands for the number of each object of the press's PDF."""
        self._keys = {each.objgen: at for at, (each, _) in enumerate(structure.annotations, len(pdf.pages))}
        """The key of each annotation in the sheet's map of parents; those of the pages come first."""
        self._pages = {each.objgen: page.obj for page in pdf.pages for each in page.get("/Annots", [])}
        """The page of each annotation."""
        self._drawn: dict[str, str] = {}
        """The references to what was written once for all pages."""
        self._optional = self._left_out()
        """What a brand may leave out in an element or an annotation, by its object."""

    def chunk(self, fields: Mapping[str, str], shared: Set[str]) -> Chunk:
        """Give pages, elements and annotations the first places, in this order, then write all that they lead to."""
        pages = [page.obj for page in self._pdf.pages]
        elements = list(elements_below(self._structure.document))
        for each in (*pages, *elements, *(annotation for annotation, _ in self._structure.annotations)):
            self._place(each)
        top, above = self._hang(self._structure.widgets, shared)
        blanks = {}
        for widget in self._structure.widgets:
            name = str(widget.T)
            text, box = self._widget(widget, fields[name], above.get(name), name in shared)
            self._objects[box.object] = text
            blanks[name] = FormField(words=fields[name], box=box)
        for annotation, _ in self._structure.annotations:
            if str(annotation.Subtype) != "/Widget":
                self._objects[self._place(annotation)] = self._if_there(annotation, self._link(annotation))
        for element in elements:
            self._objects[self._place(element)] = self._if_there(element, self._dictionary(element, {"/Type"}))
        for page, content in zip(pages, self._contents.streams, strict=True):
            self._objects[self._place(page)] = self._page(page, content)
        outline = self._outline()
        leaf = self._leaf(pages)
        return Chunk(
            objects=tuple(self._objects),
            streams=tuple(self._streams),
            pages=len(pages),
            sections=tuple(self._place(each) for each in self._structure.document.K),
            outline=outline,
            leaf=leaf,
            keys=len(pages) + len(self._structure.annotations),
            fields=top,
            blanks=blanks,
            glyphs=self._contents.glyphs,
            places=self._contents.places,
        )

    # -- places

    def _place(self, each: Object) -> int:
        """Return the place of an object in the chunk, which is given one when it is first asked for."""
        if each.objgen not in self._slots:
            self._slots[each.objgen] = f"{{o{self._new('')}}}"
        return int(self._slots[each.objgen][2:-1])

    def _new(self, text: str) -> int:
        self._objects.append(text)
        return len(self._objects) - 1

    def _reference(self, each: Object) -> str:
        """Return the reference to an object, which is written now where it was not reached before."""
        if each.objgen not in self._slots:
            if isinstance(each, pikepdf.Stream):
                at = self._stream("", each.read_bytes())
                self._slots[each.objgen] = f"{{s{at}}}"
                text = self._dictionary(each, {"/Length", "/Filter", "/DecodeParms"})
                self._streams[at] = Stream(dictionary=text, data=self._streams[at].data)
            else:
                place = self._place(each)
                self._objects[place] = self._value(each, written_here=True)
        return f"{self._slots[each.objgen]} 0 R"

    def _left_out(self) -> dict[tuple[int, int], str]:
        """Return what may be left out: what holds it, alone in its paragraph, and the links that lead there."""
        optional = {
            element: what.removesuffix("-code") for element, what in self._contents.placed.items() if what in OPTIONAL
        }
        for annotation, element in self._structure.annotations:
            what = str(annotation.A.URI).removeprefix(TEXT_PLACE) if "/A" in annotation else ""
            if what in OPTIONAL:
                optional[annotation.objgen] = optional[element.objgen] = what
        for element in elements_below(self._structure.document):
            kids = list(element.K)
            if str(element.S) == "/P" and len(kids) == 1 and getattr(kids[0], "objgen", None) in optional:
                optional[element.objgen] = optional[kids[0].objgen]
        return optional

    def _if_there(self, each: Object, text: str) -> str:
        """Return the text of what stands where a brand says something, for when it does."""
        what = self._optional.get(each.objgen) if each.is_indirect else None
        return f"{{{what}?{text}}}" if what else text

    def _listed(self, kids: Iterable[Any]) -> str:
        """Return what hangs somewhere one by one, without what the brand leaves out."""
        return " ".join(self._if_there(each, self._value(each)) if _is_object(each) else str(each) for each in kids)

    def _stream(self, dictionary: str, data: bytes, is_page: bool = False) -> int:
        self._streams.append(Stream(dictionary=dictionary, data=data, is_page=is_page))
        return len(self._streams) - 1

    # -- values

    def _value(self, value: Any, written_here: bool = False) -> str:
        """Return `value` as a PDF has it."""
        if isinstance(value, bool):
            return "true" if value else "false"
        if value is None:
            return "null"
        if isinstance(value, int | float | Decimal):
            return short(value, 3).decode()
        # What ties an annotation to its element stands in the element, wherever the press put it.
        if value.is_indirect and not written_here and value.get("/Type") != Name.OBJR:
            return self._reference(value)
        if isinstance(value, Array):
            if len(value) == 5 and value[1] == Name.XYZ:  # where a bookmark leads
                page, kind, left, top, zoom = value
                return f"[{self._value(page)} {kind} {self._across(float(left))} {self._up(float(top))} {zoom}]"
            return f"[{' '.join(self._value(each) for each in value)}]"
        if isinstance(value, Dictionary):
            return self._dictionary(value, set())
        if isinstance(value, String):
            data = bytes(value)
            return _string(data.decode()) if data.isascii() else f"<{data.hex().upper()}>"
        return bytes(value.unparse()).decode()

    def _dictionary(self, value: Object, without: Set[str]) -> str:
        pairs = sorted((key, each) for key, each in value.items() if key not in without)
        written = {key: self._value(each) for key, each in pairs if key != "/K"}
        if "/BBox" in value and "/O" in value:  # of a figure: the press counts in pixels, from the top
            left, top, right, bottom = (float(edge) / POINT for edge in value.BBox)
            edges = self._across(left), self._down(bottom), self._across(right), self._down(top)
            written["/BBox"] = f"[{' '.join(edges)}]"
        if "/K" in value and "/K" not in without:
            is_there = not value.is_indirect or value.objgen in self._optional
            written["/K"] = self._value(value.K) if is_there else f"[{self._listed(value.K)}]"
        return f"<<{''.join(f'{key} {each}' for key, each in sorted(written.items()))}>>"

    def _across(self, left: float) -> str:
        return f"{{x{left:.6g}}}"

    def _down(self, top: float) -> str:
        return f"{{y{top:.6g}}}"

    def _up(self, height: float) -> str:
        return self._down(self._height - height)

    # -- pages, outline and structure

    def _page(self, page: Object, content: bytes) -> str:
        stream = self._stream("<<>>", content, is_page=True)
        annotations = list(page.get("/Annots", []))
        listed = f"/Annots[{self._listed(annotations)}]/Tabs/S" if annotations else "/Tabs/S"
        if any(each.objgen in self._optional for each in annotations):
            listed = f"/Annots {{o{self._new(f'[{self._listed(annotations)}]')}}} 0 R/Tabs/S"
        return (
            f"<</Type/Page/Parent {{pages}} 0 R/MediaBox{{media}}/Resources {self._resources(page)}"
            f"/Contents {{s{stream}}} 0 R{listed}/StructParents {{k{self._place(page)}}}>>"
        )

    def _resources(self, page: Object) -> str:
        """Return what all pages use; WeasyPrint's own dictionary names many things that nothing uses."""
        if "resources" not in self._drawn:
            used, kinds = self._contents.names, ""
            for kind in ("/ColorSpace", "/ExtGState", "/Pattern", "/Shading", "/XObject"):
                each = {key: value for key, value in page.Resources.get(kind, Dictionary()).items() if key in used}
                written = "".join(f"{key} {self._value(value)}" for key, value in sorted(each.items()))
                if kind == "/ColorSpace" and COLOUR in used:
                    written += f"{COLOUR} {{colour}} 0 R"
                if kind == "/XObject":
                    written += "".join(f"/P{at} {{p{at}}} 0 R" for at in range(len(self._contents.places)))
                kinds += f"{kind}<<{written}>>" if written else ""
            fonts = "".join(f"{name} {{{key}}} 0 R" for key, name in RESOURCE.items() if name in used)
            self._drawn["resources"] = f"{{o{self._new(f'<<{kinds}/Font<<{fonts}>>>>')}}} 0 R"
        return self._drawn["resources"]

    def _outline(self) -> int:
        """Write the sheet's bookmark, and those below it; return the place of the first.

        It is closed, and without what it hangs below and stands beside, which differ from one PDF to the next.
        """
        top = self._pdf.Root.Outlines.First
        top.Count = -abs(int(top.Count))
        place = self._place(top)  # before it is written, since the bookmarks below it lead back to it
        self._objects[place] = self._dictionary(top, {"/Parent"})
        return place

    def _leaf(self, pages: Sequence[Object]) -> int:
        """Write the map from pieces of pages and from annotations to their elements anew."""
        leaf = f"<</Limits[{{k0}} {{k{len(pages) + len(self._structure.annotations) - 1}}}]/Nums["
        for key, page in enumerate(pages):
            marks = self._structure.marks.get(page.objgen, {})
            owners = [marks.get(number) for number in range(max(marks, default=-1) + 1)]
            leaf += f"{{k{key}}} [{' '.join('null' if owner is None else self._reference(owner) for owner in owners)}]"
        for annotation, element in self._structure.annotations:
            leaf += f"{{k{self._keys[annotation.objgen]}}} {self._reference(element)} "
        return self._new(f"{leaf.strip()}]>>")

    # -- annotations

    def _link(self, link: Object) -> str:
        address = str(link.A.URI)
        contents, action = _string(address), self._value(link.A)
        if address.startswith(TEXT_PLACE):
            what = address.removeprefix(TEXT_PLACE)
            contents, action = _string(LINK_WORDS[what]), f"{{u-{what}}} 0 R"
        return f"<<{self._annotation(link, 'Link')}/Border[0 0 0]/Contents {contents}/A {action}>>"

    def _annotation(self, each: Object, subtype: str) -> str:
        left, low, right, high = _rectangle(each)
        edges = " ".join((self._across(left), self._up(low), self._across(right), self._up(high)))
        key = f"/StructParent {{k{self._keys[each.objgen]}}}"
        page = self._reference(self._pages[each.objgen])
        return f"/Type/Annot/Subtype/{subtype}/F 4/Rect[{edges}]/P {page}{key}"  # 4: it is printed

    def _hang(self, widgets: Iterable[Object], shared: Set[str]) -> tuple[tuple[int | str, ...], dict[str, str]]:
        """Return what hangs at the top of the form, and for each field below another the reference to that one.

        A field's own name must hold no period: a reader puts the parts together, `people`, `person-1`, `role`. So one
        with periods hangs below fields that have each a part of its name.
        """
        top: list[int | str] = []
        above: dict[str, str] = {}
        kids: dict[str, list[int]] = {}
        places: dict[str, int] = {}

        def hang(name: str, place: int) -> None:
            parent, _, _ = name.rpartition(".")
            if not parent:
                top.append(place)
                return
            if parent not in kids:
                kids[parent] = []
                places[parent] = self._new("")
                hang(parent, places[parent])
            above[name] = f"{{o{places[parent]}}} 0 R"
            kids[parent].append(place)

        for widget in widgets:
            name = str(widget.T)
            if name in shared:
                top.append(name)
            else:
                hang(name, self._place(widget))
        for name, place in places.items():
            listed = " ".join(f"{{o{kid}}} 0 R" for kid in kids[name])
            parent = f"/Parent {above[name]}" if name in above else ""
            self._objects[place] = f"<</T{_string(name.rpartition('.')[2])}/Kids[{listed}]{parent}>>"
        return tuple(top), above

    def _widget(self, widget: Object, words: str, parent: str | None, shared: bool) -> tuple[str, Box]:
        """Return a field and its box. As a rule a text field has no appearance before it has a value."""
        left, low, right, high = _rectangle(widget)
        width, height = round((right - left) * 1000), round((high - low) * 1000)
        name, is_text = str(widget.T), str(widget.FT) == "/Tx"
        common = self._annotation(widget, "Widget")
        common += f"/TU{_string(words)}"
        if shared:
            common += f"/Parent {{{name}}} 0 R"
        else:
            common += f"/T{_string(name.rpartition('.')[2])}/FT{widget.FT}" + (f"/Parent {parent}" if parent else "")
        box = Box(object=self._place(widget), width=width, height=height)
        if not is_text:
            # A tick, where a viewer draws its own. What a tick changes stands last, where the filler finds it.
            return f"<<{common}/MK<</CA<34>>>/AP {self._states()}/AS/Off/V/Off>>", box
        found = re.search(r"([\d.]+) Tf", str(widget.DA))
        size = round(float(found[1]) * 100) if found else 1100
        lines = bool(int(widget.get("/Ff", 0)) & MULTILINE)
        look = _typing(size, lines, shared)
        if lines and not self._in_cell(widget):
            # Whoever types covers the ruled lines, which only a hand can follow; until somebody does, they must show.
            # A field has its own look, since other programs write into it. Dots in a box of a table need none.
            form = f"<</Type/XObject/Subtype/Form/BBox[0 0 {width / 1000:g} {height / 1000:g}]/Resources<<>>>>"
            look += f"/MK<</BG[1]>>/AP<</N {{s{self._stream(form, b'/Tx BMC EMC')}}} 0 R>>"
        return f"<<{common}{look}>>", box.model_copy(update={"size": size, "lines": lines, "white": lines})

    def _in_cell(self, widget: Object) -> bool:
        """Tell whether a field fills a box of a table."""
        element = next(owner for each, owner in self._structure.annotations if each.objgen == widget.objgen)
        return str(element.P.S) == "/TD"

    def _states(self) -> str:
        """Return the reference to how a box looks with a tick and without; a viewer draws it to the box's size."""
        if "states" not in self._drawn:
            form = f"<</Type/XObject/Subtype/Form/BBox[0 0 {TICK_SIDE} {TICK_SIDE}]/Resources<<>>>>"
            on, off = self._stream(form, TICK), self._stream(form, b"")
            states = self._new(f"<</N<</on {{s{on}}} 0 R/Off {{s{off}}} 0 R>>>>")
            self._drawn["states"] = f"{{o{states}}} 0 R"
        return self._drawn["states"]


def _typing(size: int, lines: bool, shared: bool) -> str:
    """Return how a viewer sets what is typed into it, while the filler sets values in `size` (hundredths of a point).

    A size of 0 lets viewers shrink the type until all of it shows, and on several lines it need not become small: so
    every field takes several. In large print, those of one line stay so, and those of more keep their size, because no
    viewer begins with more than 12 points on several lines.
    """
    is_large = size > LARGE_TYPE
    flag = f"/Ff {MULTILINE}" if (lines or not is_large) and not shared else ""
    return flag + "/DA" + _string(f"{INK} {RESOURCE['field']} {size / 100 if lines and is_large else 0:g} Tf")


def _is_object(value: Any) -> bool:
    return bool(getattr(value, "is_indirect", False))


def _rectangle(annotation: Object) -> tuple[float, float, float, float]:
    left, right = sorted(map(float, (annotation.Rect[0], annotation.Rect[2])))
    low, high = sorted(map(float, (annotation.Rect[1], annotation.Rect[3])))
    return round(left, 2), round(low, 2), round(right, 2), round(high, 2)


UNESCAPED = re.compile(r"[A-Za-z ,.:;?!'&/+()‘’“”–—…-]*")
"""What may stand in a string as it is: nothing in it can be taken for a slot of a chunk or for a reference."""

ESCAPED = str.maketrans(
    {
        "(": "\\(",
        ")": "\\)",
        "‘": "\\217",
        "’": "\\220",
        "“": "\\215",
        "”": "\\216",
        "–": "\\205",
        "—": "\\204",
        "…": "\\203",
    }
)
"""Brackets, and characters by their place in PDFDocEncoding (ISO 32000-1, annex D.2)."""


def _string(text: str) -> str:
    """Return a text string: as it is where it is plain, else in hexadecimal digits."""
    if UNESCAPED.fullmatch(text):
        return f"({text.translate(ESCAPED)})"
    data = text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")
    return f"<{data.hex().upper()}>"
