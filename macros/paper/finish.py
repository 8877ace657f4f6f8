"""Owns the pass that makes the press's PDF right in every viewer, small and always the same; refuses a wrong one.

WeasyPrint 70 leaves running heads outside the structure, headers of tables without a scope, boxes without an off state,
links that are not printed, and fonts that depend on the system's subsetter. All of it is mended here, on the object
level, and what comes out is no PDF yet but a chunk: the objects of one sheet, which a pack numbers.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from macros.errors import PressError
from macros.paper.chunk import Blank, Box, Chunk, Stream
from macros.paper.typeface import INK, RESOURCE

FONTS = {"Body": "body", "Body-Bold": "body-bold", "Field": "field"}
"""What WeasyPrint calls our fonts, and the name of each in the style sheet."""

HOLDERS = {"/H1", "/H2", "/H3", "/P", "/LBody", "/Lbl", "/Span", "/Caption", "/TD", "/TH"}
"""Structure elements that may hold text themselves."""

INLINE = {"/Span", "/Form", "/Link"}
"""Structure elements that are part of a line."""

GROUPS = {"/Document", "/Sect", "/Div"}
"""Structure elements that hold no text themselves."""

COLOURS = {"rg", "RG", "g", "G", "k", "K", "sc", "SC", "scn", "SCN"}

TICK_SIDE = 10
TICK = b"q 0.07 G 1.5 w 1 J 1 j 2 5.2 m 4.2 2 l 8 8 l S Q"
"""A tick in a square of that side."""

MULTILINE = 4096
"""The flag of a text field that takes several lines."""


@dataclass
class Structure:
    """What the structure tree says, in reading order: the marked contents of each page, and the annotations."""

    marks: dict[tuple[int, int], dict[int, Object]] = field(default_factory=dict)
    annotations: list[tuple[Object, Object]] = field(default_factory=list)
    """Each annotation with the element that owns it."""


def finish(raw: bytes, fields: Mapping[str, str], shared: Set[str], fonts: Mapping[str, bytes], name: str) -> Chunk:
    """Return the finished objects of a sheet.

    `raw` is WeasyPrint's PDF, `fields` the tooltip of every field by name, in reading order, `shared` the names of
    those that other sheets have too, `fonts` the TrueType bytes of body, body-bold and field, `name` what messages call
    the sheet. Raises PressError where the PDF has other fields, two of one name, another order, a character that our
    fonts lack, or a font that is not ours.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        document = pdf.Root.StructTreeRoot.K[0]
        _fold(document)
        _scope(document)
        structure = Structure()
        _read(document, structure)
        widgets = _order(pdf, structure)
        _check_fields([str(widget.T) for widget in widgets], list(fields), name)
        text = _Text(pdf, fonts, name)
        contents = [text.rewritten(page, structure.marks.get(page.obj.objgen, {})) for page in pdf.pages]
        return _Scribe(pdf, structure, text, contents).chunk(widgets, fields, shared)


# ------------------------------------------------------------------------------------------------------- structure


def _fold(element: Object) -> None:
    """Take out elements that say nothing, so that a page has half as many and a screen reader fewer stops.

    A line that stands by itself is a paragraph, whatever the press made of it.
    """
    kids = [kept for kid in element.K for kept in _kept(kid, element)]
    if str(element.S) == "/Div" and all(_is_inline(kid) for kid in kids):
        element.S = Name.P
        kids = [kept for kid in kids for kept in _kept(kid, element)]
    element.K = Array(kids)
    for kid in filter(_is_element, kids):
        kid.P = element
        if str(element.S) in GROUPS and str(kid.S) == "/Span":
            kid.S = Name.P


def _kept(kid: Any, parent: Object) -> list[Any]:
    """Return what stays of `kid` below `parent`: itself, what is in it, or nothing."""
    if not _is_element(kid):
        return [kid]
    _fold(kid)
    kids = list(kid.K)
    plain = set(kid.keys()) <= {"/Type", "/S", "/K", "/Pg", "/P"}
    if not kids:
        return []
    if plain and str(kid.S) == "/NonStruct" and not any(isinstance(each, int) for each in kids):
        return [kept for each in kids for kept in _kept(each, parent)]
    if plain and str(kid.S) == "/Div" and str(parent.S) in GROUPS:
        return kids
    # A number is a piece of the page that its element stands on, so it can only move within the page.
    if plain and str(kid.S) in ("/Span", "/NonStruct") and str(parent.S) in HOLDERS and _same(parent.Pg, kid.Pg):
        return kids
    return [kid]


def _scope(element: Object, scope: Name = Name.Row) -> None:
    """Say of each header of a table whether it is of a column or of a row: those in the table's head are of columns.

    WeasyPrint lists the headers of each cell instead, by names that it enters in no index; a scope says it in less.
    """
    for kid in filter(_is_element, element.K):
        if str(kid.S) in ("/TH", "/TD"):
            for key in ("/A", "/ID"):
                if key in kid:
                    del kid[key]
            if str(kid.S) == "/TH":
                kid.A = Dictionary(O=Name.Table, Scope=scope)
        _scope(kid, Name.Column if str(kid.S) == "/THead" else scope)


def _read(element: Object, structure: Structure) -> None:
    for kid in element.K:
        if isinstance(kid, int):
            structure.marks.setdefault(element.Pg.objgen, {})[kid] = element
        elif _is_element(kid):
            _read(kid, structure)
        else:
            structure.annotations.append((kid.Obj, element))


def _order(pdf: Pdf, structure: Structure) -> list[Object]:
    """Put annotations into reading order, which is the order of the Tab key; return those that are fields."""
    widgets = [each for each, _ in structure.annotations if str(each.Subtype) == "/Widget"]
    for page in pdf.pages:
        if "/Annots" in page:
            here = {each.objgen for each in page.Annots}
            page.Annots = Array([each for each, _ in structure.annotations if each.objgen in here])
    return widgets


def _check_fields(found: list[str], wanted: list[str], name: str) -> None:
    twice = sorted({each for each in found if found.count(each) > 1})
    if twice:
        raise PressError(f"{name}: two fields have one name: {', '.join(twice)}.")
    if found != wanted:
        lost, more = sorted(set(wanted) - set(found)), sorted(set(found) - set(wanted))
        what = f"missing: {lost}; not expected: {more}" if lost or more else f"the order is {found}"
        raise PressError(f"{name}: the fields are not those of the list; {what}.")


def _is_element(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


def _is_inline(kid: Any) -> bool:
    return not _is_element(kid) or str(kid.S) in INLINE


def _same(one: Object, other: Object) -> bool:
    return one.objgen == other.objgen


# ---------------------------------------------------------------------------------------------------- page contents


class _Text:
    """Rewrites page contents, and notes what they use: which glyphs of which font, and which named things."""

    def __init__(self, pdf: Pdf, fonts: Mapping[str, bytes], name: str) -> None:
        self._name = name
        self._keys: dict[str, str] = {}
        self._characters: dict[str, dict[int, str]] = {}
        self._last = {key: _glyph_count(ttf) - 1 for key, ttf in fonts.items()}
        self.names: set[str] = set()
        self.glyphs: dict[str, dict[int, str]] = {}
        """The glyph numbers of each font that is used, each with the text that it stands for."""
        foreign = set()
        for resource, font in _fonts(pdf):
            family = str(font.BaseFont).split("+", 1)[-1]
            if family not in FONTS:
                foreign.add(family)
                continue
            self._keys[resource] = FONTS[family]
            self._characters[resource] = _characters(font)
        if foreign:
            raise PressError(f"{name}: the font {', '.join(sorted(foreign))} got into the PDF; only our own may.")

    def rewritten(self, page: pikepdf.Page, marks: Mapping[int, Object]) -> bytes:
        """Return the page's operators: numbers short, fonts under our names, what is in no element an artifact."""
        lines: list[bytes] = []
        font = ""
        for instruction in pikepdf.parse_content_stream(page):
            operands: list[Any] = list(instruction.operands)
            told = str(instruction.operator)
            if told == "gs" and _is_opaque(page.Resources.ExtGState[str(operands[0])]):
                continue
            if told == "Tf":
                font = str(operands[0])
                operands = [Name(RESOURCE[self._keys[font]]), operands[1]]
            elif told in ("Tj", "TJ"):
                self._note(font, operands[0] if told == "TJ" else operands)
            elif told == "BDC" and "/MCID" in operands[1] and int(operands[1].MCID) not in marks:
                operands = [Name.Artifact, Dictionary(Type=Name.Pagination)]
            self.names.update(str(each) for each in operands if isinstance(each, Name))
            if told == "TJ":
                operands = [_joined(operands[0])]
            words = [_short(each, 3 if told in COLOURS else 2) for each in operands]
            lines.append(b" ".join([*words, told.encode()]))
        return _plain(b"\n".join(lines))

    def _note(self, font: str, shown: Iterable[Any]) -> None:
        key = self._keys[font]
        glyphs = self.glyphs.setdefault(key, {})
        for data in (bytes(piece) for piece in shown if isinstance(piece, String)):
            for number in (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)):
                character = self._characters[font].get(number, "\ufffd")
                if not 0 < number <= self._last[key]:
                    raise PressError(f"{self._name}: our fonts have no “{character}”. Write it with other characters.")
                glyphs[number] = character


def _glyph_count(ttf: bytes) -> int:
    return int(TTFont(io.BytesIO(ttf), lazy=True)["maxp"].numGlyphs)


def _fonts(pdf: Pdf) -> Iterator[tuple[str, Object]]:
    seen: set[str] = set()
    for page in pdf.pages:
        for resource, font in page.Resources.get("/Font", Dictionary()).items():
            if resource not in seen:
                seen.add(resource)
                yield resource, font


def _characters(font: Object) -> dict[int, str]:
    """Return the text of each glyph, as the font's map to Unicode has it."""
    found = re.findall(r"<([0-9a-f]{4})> <((?:[0-9a-f]{4})+)>\n", font.ToUnicode.read_bytes().decode())
    return {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in found}


def _is_opaque(state: Object) -> bool:
    return set(state.keys()) <= {"/Type", "/ca", "/CA"} and all(state.get(key, 1) == 1 for key in ("/ca", "/CA"))


def _short(operand: Any, digits: int) -> bytes:
    """Return an operand as text: a hundredth of a pixel is as fine as any press, and short numbers pack better."""
    if isinstance(operand, int | float | Decimal) and not isinstance(operand, bool):
        return f"{round(float(operand), digits) + 0:.6g}".encode()
    if isinstance(operand, list | Array):
        return b"[" + b"".join(_short(each, digits) for each in operand) + b"]"
    if isinstance(operand, String):
        return b"<" + bytes(operand).hex().encode() + b">"
    return bytes(operand.unparse())


def _joined(shown: Iterable[Any]) -> list[Any]:
    """Return pieces of text with nothing between them as one."""
    joined: list[Any] = []
    for each in shown:
        if isinstance(each, String) and joined and isinstance(joined[-1], String):
            joined[-1] = String(bytes(joined[-1]) + bytes(each))
        elif isinstance(each, String) or each != 0:
            joined.append(each)
    return joined


_RECTANGLE = rb"([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re\n"
_CLIPPED_TWICE = re.compile(rb"q\n([^\n]+ re\n)W\nn\n(/Artifact BMC\nq\n[^\n]+rg\n)\1W\nn\n\1f\nQ\nEMC\nQ\n")
_EDGE = re.compile(
    rb"([-\d.]+) ([-\d.]+) m\n"
    + 3 * rb"([-\d.]+) ([-\d.]+) l\n"
    + rb"W\*\nn\n([^\n]+ rg\n)"
    + 2 * _RECTANGLE
    + rb"f\*\n"
)
_NEAR = 0.03
"""In hundredths of a pixel, numbers that should be equal differ by no more than this."""


def _plain(content: bytes) -> bytes:
    """Draw the same with less: the press clips a box to itself twice, and draws an edge as two boxes and a clip."""
    content = _CLIPPED_TWICE.sub(rb"\2\1f\nQ\nEMC\n", content)
    content = _EDGE.sub(_edge, content)
    return content.replace(b"EMC\n/Artifact BMC\n", b"")


def _edge(found: re.Match[bytes]) -> bytes:
    """Return an edge as one box, where it is one: the clip is a box, inside the outer of the two, outside the inner."""
    numbers = [float(each) for each in (*found.groups()[:8], *found.groups()[9:])]
    across, down = numbers[0:8:2], numbers[1:8:2]
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    inner, outer = numbers[8:12], numbers[12:]

    def sides(box: list[float]) -> tuple[float, float, float, float]:
        return box[0], box[0] + box[2], box[1], box[1] + box[3]

    in_left, in_right, in_top, in_bottom = sides(inner)
    out_left, out_right, out_top, out_bottom = sides(outer)
    is_box = all(x in (left, right) for x in across) and all(y in (top, bottom) for y in down)
    is_in = (
        left > out_left - _NEAR and right < out_right + _NEAR and top > out_top - _NEAR and bottom < out_bottom + _NEAR
    )
    is_out = left > in_right - _NEAR or right < in_left + _NEAR or top > in_bottom - _NEAR or bottom < in_top + _NEAR
    if not (is_box and is_in and is_out):
        return found[0]
    box = (left, top, right - left, bottom - top)
    return found[9] + b" ".join(_short(each, 2) for each in box) + b" re\nf\n"


# ---------------------------------------------------------------------------------------------------------- objects


class _Scribe:
    """Writes objects as the text of a chunk, giving each that is reached a place of its own."""

    def __init__(self, pdf: Pdf, structure: Structure, text: _Text, contents: list[bytes]) -> None:
        self._pdf = pdf
        self._structure = structure
        self._text = text
        self._contents = contents
        self._objects: list[str] = []
        self._streams: list[Stream] = []
        self._places = {
            pdf.Root.Pages.objgen: "{pages}",
            pdf.Root.StructTreeRoot.objgen: "{structure}",
            pdf.Root.StructTreeRoot.K[0].objgen: "{document}",
            pdf.Root.Outlines.objgen: "{outlines}",
        }
        self._keys = {each.objgen: at for at, (each, _) in enumerate(structure.annotations, len(pdf.pages))}
        self._drawn: dict[str, str] = {}

    def chunk(self, widgets: list[Object], fields: Mapping[str, str], shared: Set[str]) -> Chunk:
        """Return all that the pages, the structure, the form and the outline are made of."""
        pages = [page.obj for page in self._pdf.pages]
        places = [self._place(page) for page in pages]
        elements = list(_elements(self._pdf.Root.StructTreeRoot.K[0]))
        for each in (*elements, *(annotation for annotation, _ in self._structure.annotations)):
            self._place(each)
        top, above = self._hang(widgets, shared)
        blanks = {}
        for widget in widgets:
            name = str(widget.T)
            text, box = self._widget(widget, fields[name], above.get(name), name in shared)
            self._objects[box.object] = text
            blanks[name] = Blank(words=fields[name], box=box)
        for annotation, _ in self._structure.annotations:
            if str(annotation.Subtype) != "/Widget":
                self._objects[self._at(annotation)] = self._link(annotation)
        for element in elements:
            self._objects[self._at(element)] = self._dictionary(element, {"/Type"})
        for place, page, content in zip(places, pages, self._contents, strict=True):
            self._objects[place] = self._page(page, place, content)
        outline = self._pdf.Root.Outlines.First
        # Closed, and without what it hangs below and stands beside, which differ from one PDF to the next.
        outline.Count = -abs(int(outline.Count))
        self._objects[self._place(outline)] = self._dictionary(outline, {"/Parent"})
        leaf = self._leaf(pages)
        return Chunk(
            objects=tuple(self._objects),
            streams=tuple(self._streams),
            pages=len(pages),
            media=self._value(pages[0].MediaBox),
            sections=tuple(self._at(each) for each in self._pdf.Root.StructTreeRoot.K[0].K),
            outline=self._at(outline),
            leaf=leaf,
            keys=len(pages) + len(self._structure.annotations),
            fields=top,
            blanks=blanks,
            glyphs=self._text.glyphs,
        )

    # -- places

    def _place(self, each: Object) -> int:
        """Give `each` a place, and return it."""
        self._places[each.objgen] = f"{{o{len(self._objects)}}}"
        return self._new("")

    def _new(self, text: str) -> int:
        self._objects.append(text)
        return len(self._objects) - 1

    def _at(self, each: Object) -> int:
        return int(self._places[each.objgen][2:-1])

    def _reach(self, each: Object) -> str:
        """Return the reference to `each`, which is written now where it was not reached before."""
        if each.objgen not in self._places:
            if isinstance(each, pikepdf.Stream):
                self._places[each.objgen] = f"{{s{len(self._streams)}}}"
                at = self._stream("", each.read_bytes())
                text = self._dictionary(each, {"/Length", "/Filter", "/DecodeParms"})
                self._streams[at] = Stream(dictionary=text, data=self._streams[at].data)
            else:
                at = self._place(each)
                self._objects[at] = self._value(each, written_here=True)
        return f"{self._places[each.objgen]} 0 R"

    def _stream(self, dictionary: str, data: bytes) -> int:
        self._streams.append(Stream(dictionary=dictionary, data=data))
        return len(self._streams) - 1

    # -- values

    def _value(self, value: Any, written_here: bool = False) -> str:
        """Return `value` as a PDF has it."""
        if isinstance(value, bool):
            return "true" if value else "false"
        if value is None:
            return "null"
        if isinstance(value, int | float | Decimal):
            return _short(value, 3).decode()
        # What ties an annotation to its element stands in the element, wherever the press put it.
        if value.is_indirect and not written_here and value.get("/Type") != Name.OBJR:
            return self._reach(value)
        if isinstance(value, Array):
            return f"[{' '.join(self._value(each) for each in value)}]"
        if isinstance(value, Dictionary):
            return self._dictionary(value, set())
        if isinstance(value, String):
            return f"<{bytes(value).hex().upper()}>"
        return bytes(value.unparse()).decode()

    def _dictionary(self, value: Object, without: Set[str]) -> str:
        pairs = sorted((key, each) for key, each in value.items() if key not in without)
        return f"<<{''.join(f'{key} {self._value(each)}' for key, each in pairs)}>>"

    # -- pages and structure

    def _page(self, page: Object, place: int, content: bytes) -> str:
        stream = self._stream("<<>>", content)
        annotations = "".join(f" {self._reach(each)}" for each in page.get("/Annots", []))
        listed = f"/Annots[{annotations.strip()}]/Tabs/S" if annotations else "/Tabs/S"
        return (
            f"<</Type/Page/Parent {{pages}} 0 R/MediaBox{self._value(page.MediaBox)}/Resources {self._resources(page)}"
            f"/Contents {{s{stream}}} 0 R{listed}/StructParents {{k{place}}}>>"
        )

    def _resources(self, page: Object) -> str:
        """Return what all pages use; WeasyPrint's own dictionary names many things that nothing uses."""
        if "resources" not in self._drawn:
            used, kinds = self._text.names, ""
            for kind in ("/ColorSpace", "/ExtGState", "/Pattern", "/Shading", "/XObject"):
                each = {key: value for key, value in page.Resources.get(kind, Dictionary()).items() if key in used}
                if each:
                    kinds += (
                        f"{kind}<<{''.join(f'{key} {self._value(value)}' for key, value in sorted(each.items()))}>>"
                    )
            fonts = "".join(f"{name} {{{key}}} 0 R" for key, name in RESOURCE.items() if name in used)
            self._drawn["resources"] = f"{{o{self._new(f'<<{kinds}/Font<<{fonts}>>>>')}}} 0 R"
        return self._drawn["resources"]

    def _leaf(self, pages: Sequence[Object]) -> int:
        """Write the map from pieces of pages and from annotations to their elements anew."""
        leaf = f"<</Limits[{{k0}} {{k{len(pages) + len(self._structure.annotations) - 1}}}]/Nums["
        for key, page in enumerate(pages):
            marks = self._structure.marks.get(page.objgen, {})
            owners = [marks.get(number) for number in range(max(marks, default=-1) + 1)]
            leaf += f"{{k{key}}} [{' '.join('null' if owner is None else self._reach(owner) for owner in owners)}]"
        for annotation, element in self._structure.annotations:
            leaf += f"{{k{self._keys[annotation.objgen]}}} {self._reach(element)} "
        return self._new(f"{leaf.strip()}]>>")

    # -- annotations

    def _link(self, link: Object) -> str:
        contents, action = self._value(link.Contents), self._value(link.A)
        return f"<<{self._annotation(link, 'Link')}/Border[0 0 0]/Contents {contents}/A {action}>>"

    def _annotation(self, each: Object, subtype: str) -> str:
        edges = " ".join(f"{edge:.6g}" for edge in _rectangle(each))
        key = f"/StructParent {{k{self._keys[each.objgen]}}}"
        return f"/Type/Annot/Subtype/{subtype}/F 4/Rect[{edges}]{key}"  # 4: it is printed

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
                hang(name, self._at(widget))
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
        box = Box(object=self._at(widget), width=width, height=height)
        if not is_text:
            # A tick, where a viewer draws its own. What a tick changes stands last, where the filler finds it.
            return f"<<{common}/MK<</CA<34>>>/AP {self._states()}/AS/Off/V/Off>>", box
        found = re.search(r"([\d.]+) Tf", str(widget.DA))
        size = round(float(found[1]) * 100) if found else 1100
        lines = bool(int(widget.get("/Ff", 0)) & MULTILINE)
        white = lines and not self._in_cell(widget)
        look = "/DA" + _string(f"{INK} {RESOURCE['field']} {size / 100:g} Tf")
        look += f"/Ff {MULTILINE}" if lines and not shared else ""
        if white:
            # Whoever types covers the ruled lines, which only a hand can follow; until somebody does, they must show.
            form = f"<</Type/XObject/Subtype/Form/BBox[0 0 {width / 1000:g} {height / 1000:g}]/Resources<<>>>>"
            look += f"/MK<</BG[1]>>/AP<</N {{s{self._stream(form, b'/Tx BMC EMC')}}} 0 R>>"
        return f"<<{common}{look}>>", box.model_copy(update={"size": size, "lines": lines, "white": white})

    def _in_cell(self, widget: Object) -> bool:
        """Tell whether a field fills a box of a table, where nothing lies below it."""
        element = next(owner for each, owner in self._structure.annotations if _same(each, widget))
        return str(element.P.S) == "/TD"

    def _states(self) -> str:
        """Return the reference to how a box looks with a tick and without; a viewer draws it to the box's size."""
        if "states" not in self._drawn:
            form = f"<</Type/XObject/Subtype/Form/BBox[0 0 {TICK_SIDE} {TICK_SIDE}]/Resources<<>>>>"
            on, off = self._stream(form, TICK), self._stream(form, b"")
            states = self._new(f"<</N<</on {{s{on}}} 0 R/Off {{s{off}}} 0 R>>>>")
            self._drawn["states"] = f"{{o{states}}} 0 R"
        return self._drawn["states"]


def _elements(element: Object) -> Iterator[Object]:
    """Yield every element below `element`, in reading order."""
    for kid in filter(_is_element, element.K):
        yield kid
        yield from _elements(kid)


def _rectangle(annotation: Object) -> tuple[float, float, float, float]:
    left, right = sorted(map(float, (annotation.Rect[0], annotation.Rect[2])))
    low, high = sorted(map(float, (annotation.Rect[1], annotation.Rect[3])))
    return round(left, 2), round(low, 2), round(right, 2), round(high, 2)


PLAIN = re.compile(r"[A-Za-z ,.:;?!'&/+()‘’“”–—…-]*")
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
    if PLAIN.fullmatch(text):
        return f"({text.translate(ESCAPED)})"
    data = text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")
    return f"<{data.hex().upper()}>"
