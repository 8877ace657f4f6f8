"""Owns the pass that makes the press's PDF right in every viewer, small and always the same; refuses a wrong one.

WeasyPrint 70 leaves running heads outside the structure, headers of tables without a scope, boxes without an off state,
text fields without an appearance, and fonts that depend on the system's subsetter. All of it is mended here, on the
object level, in about 50 ms.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pikepdf
import uharfbuzz
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream, String

from macros.errors import PressError

FONTS = {"Body": "body", "Body-Bold": "body-bold", "Field": "field"}
"""What WeasyPrint calls our fonts, and the name of each in the style sheet."""

RESOURCE = {"body": "/B", "body-bold": "/H", "field": "/Field"}
"""What a font is called in the finished pages, on every machine."""

INK = "0.07 g"

HOLDERS = {"/H1", "/H2", "/H3", "/P", "/LBody", "/Lbl", "/Span", "/Caption", "/TD", "/TH"}
"""Structure elements that may hold text themselves."""

COLOURS = {"rg", "RG", "g", "G", "k", "K", "sc", "SC", "scn", "SCN"}


@dataclass
class Structure:
    """What the structure tree says, in reading order: the marked contents of each page, and the annotations."""

    marks: dict[tuple[int, int], dict[int, Object]] = field(default_factory=dict)
    annotations: list[tuple[Object, Object]] = field(default_factory=list)
    """Each annotation with the element that owns it."""


def finish(raw: bytes, fields: Mapping[str, str], fonts: Mapping[str, bytes], name: str) -> bytes:
    """Return the finished PDF.

    `raw` is WeasyPrint's PDF, `fields` the tooltip of every field by name, in reading order, `fonts` the TrueType bytes
    of body, body-bold and field, `name` what messages call the PDF. Raises PressError where the PDF has other fields,
    two of one name, another order, a character that our fonts lack, or a font that is not ours.
    """
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        document = pdf.Root.StructTreeRoot.K[0]
        _fold(document)
        _scope(document)
        structure = Structure()
        _read(document, structure)
        widgets = _order(pdf, structure)
        _check_fields([str(widget.T) for widget in widgets], list(fields), name)
        used = _Text(pdf, fonts, name)
        for page in pdf.pages:
            page.Contents = pdf.make_stream(used.rewritten(page, structure.marks.get(page.obj.objgen, {})))
        _map_parents(pdf, structure)
        embedded = {key: _embed(pdf, key, fonts[key], glyphs) for key, glyphs in used.glyphs.items()}
        cells = {annotation.objgen for annotation, element in structure.annotations if str(element.P.S) == "/TD"}
        _dress(pdf, widgets, fields, embedded, cells)
        _name(pdf, widgets)
        _share_resources(pdf, embedded, used.names)
        for leftover in ("/Names", "/OpenAction"):  # every id became a destination; no link leads to one
            if leftover in pdf.Root:
                del pdf.Root[leftover]
        return _bytes(pdf)


# ------------------------------------------------------------------------------------------------------- structure


def _fold(element: Object) -> None:
    """Take out elements that say nothing, so that a page has half as many and a screen reader fewer stops."""
    kids = [kept for kid in element.K for kept in _kept(kid, element)]
    element.K = Array(kids)
    for kid in kids:
        if _is_element(kid):
            kid.P = element


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


def _map_parents(pdf: Pdf, structure: Structure) -> None:
    """Write the map from pieces of pages and from annotations to their elements anew."""
    numbers: list[Any] = []
    for key, page in enumerate(pdf.pages):
        marks = structure.marks.get(page.obj.objgen, {})
        page.StructParents = key
        numbers += [key, Array([marks.get(number) for number in range(max(marks, default=-1) + 1)])]
    for key, (annotation, element) in enumerate(structure.annotations, len(pdf.pages)):
        annotation.StructParent = key
        numbers += [key, element]
    root = pdf.Root.StructTreeRoot
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(numbers) // 2


def _is_element(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


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
            self._keys[resource] = key = FONTS[family]
            self._characters[resource] = _characters(font)
            if key == "field":  # whatever a person may type
                self.glyphs[key] = self._characters[resource]
        if foreign:
            raise PressError(f"{name}: the font {', '.join(sorted(foreign))} got into the PDF; only our own may.")

    def rewritten(self, page: pikepdf.Page, marks: Mapping[int, Object]) -> bytes:
        """Return the page's operators: numbers short, fonts under our names, what is in no element an artifact."""
        lines: list[bytes] = []
        font = ""
        for instruction in pikepdf.parse_content_stream(page):
            operands, told = list(instruction.operands), str(instruction.operator)
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
            words = [_short(each, 3 if told in COLOURS else 2) for each in operands]
            lines.append(b" ".join([*words, told.encode()]))
        return b"\n".join(lines)

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
    if isinstance(operand, Array):
        return b"[" + b"".join(_short(each, digits) for each in operand) + b"]"
    return bytes(operand.unparse())


# ------------------------------------------------------------------------------------------------------------ fonts


def _embed(pdf: Pdf, key: str, ttf: bytes, glyphs: Mapping[int, str]) -> Object:
    """Return the font, with just `glyphs`, as an object that pages and fields can name."""
    data = _slim(ttf, frozenset(glyphs), keep_map=key == "field")
    source = TTFont(io.BytesIO(ttf), lazy=True)
    scale = 1000 / source["head"].unitsPerEm
    order = source.getGlyphOrder()
    widths = {number: round(source["hmtx"][order[number]][0] * scale) for number in sorted(glyphs)}
    base = Name(f"/{'ABC'[list(RESOURCE).index(key)] * 6}+{key.title()}")
    head, line = source["head"], source["hhea"]
    file = pdf.make_stream(data)
    file.Length1 = len(data)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=base,
        Flags=4,
        FontBBox=Array([round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]),
        ItalicAngle=0,
        Ascent=round(line.ascent * scale),
        Descent=round(line.descent * scale),
        CapHeight=round(source["OS/2"].sCapHeight * scale),
        StemV=80,
        FontFile2=file,
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=base,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        CIDToGIDMap=Name.Identity,
        FontDescriptor=pdf.make_indirect(descriptor),
        W=_widths(widths),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=base,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_unicode_map(glyphs)),
        )
    )


@lru_cache(maxsize=8)
def _slim(ttf: bytes, glyphs: frozenset[int], keep_map: bool) -> bytes:
    """Return `ttf` with the outlines of `glyphs` alone, numbered as before, and only the tables a viewer reads.

    Subset with the HarfBuzz of a Python package, because the system's differs from one release to the next.
    """
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    if keep_map:
        wanted.unicode_set.invert()
    wanted.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
    dropped = {"name", "OS/2", "post", "gasp", "GDEF", "GPOS", "GSUB", "DSIG"} | (set() if keep_map else {"cmap"})
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in dropped)
    return bytes(uharfbuzz.subset(uharfbuzz.Face(ttf), wanted).blob.data)


def _widths(widths: Mapping[int, int]) -> Array:
    """Return the widths as a PDF has them: the first glyph of a run, then the width of each."""
    runs: list[tuple[int, list[int]]] = []
    for number, width in widths.items():
        if runs and runs[-1][0] + len(runs[-1][1]) == number:
            runs[-1][1].append(width)
        else:
            runs.append((number, [width]))
    return Array([each for first, run in runs for each in (first, Array(run))])


def _unicode_map(glyphs: Mapping[int, str]) -> bytes:
    """Return the map from glyphs to text, which search, copying and screen readers use."""
    # A run of glyphs whose characters follow one another is one line, as long as no number passes a multiple of 256.
    runs: list[tuple[int, int, str]] = []
    for number, text in sorted(glyphs.items()):
        first, last, begins = runs[-1] if runs else (0, 0, "")
        follows = len(text) == len(begins) == 1 and ord(text) - ord(begins) == number - first == last - first + 1
        if follows and number >> 8 == first >> 8 and ord(text) >> 8 == ord(begins) >> 8:
            runs[-1] = (first, number, begins)
        else:
            runs.append((number, number, text))
    lines = [f"<{a:04X}> <{b:04X}> <{text.encode('utf-16-be').hex().upper()}>" for a, b, text in runs]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]  # the format takes at most 100 at a time
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange",
            *("\n".join([f"{len(block)} beginbfrange", *block, "endbfrange"]) for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode()


# ------------------------------------------------------------------------------------------------------------- form


def _dress(
    pdf: Pdf, widgets: Iterable[Object], fields: Mapping[str, str], embedded: Mapping[str, Object], cells: Set[Any]
) -> None:
    """Give every field its tooltip and an appearance that every viewer shows and every printer prints.

    `cells` are the object numbers of the fields that fill a box of a table.
    """
    boxes: dict[tuple[float, float], Object] = {}

    def drawn(width: float, height: float, operators: str) -> Object:
        form = pdf.make_stream(operators.encode(), Type=Name.XObject, Subtype=Name.Form, Resources=Dictionary())
        form.BBox = Array([0, 0, Decimal(f"{width:g}"), Decimal(f"{height:g}")])
        return form

    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            annotation.F = 4  # printed
            left, right = sorted(map(float, (annotation.Rect[0], annotation.Rect[2])))
            low, high = sorted(map(float, (annotation.Rect[1], annotation.Rect[3])))
            annotation.Rect = Array([Decimal(f"{edge:.2f}") for edge in (left, low, right, high)])
    for widget in widgets:
        left, low, right, high = map(float, widget.Rect)
        width, height = round(right - left, 2), round(high - low, 2)
        for key in ("/V", "/DV", "/Border", "/MK", "/H"):
            if key in widget:
                del widget[key]
        widget.TU = String(fields[str(widget.T)])
        if str(widget.FT) == "/Tx":
            size = re.search(r"([\d.]+) Tf", str(widget.DA))
            widget.DA = String(f"{INK} {RESOURCE['field']} {float(size[1]) if size else 11:g} Tf")
            if widget.objgen in cells:
                continue  # nothing lies below an empty box and nothing is shown in it; fifty appearances take 10 kB
            # One of its own: programs that fill forms write into it.
            widget.AP = Dictionary(N=drawn(width, height, "/Tx BMC EMC"))
            if int(widget.get("/Ff", 0)) & 4096:
                # Whoever types covers the ruled lines, which only a hand can follow.
                widget.MK = Dictionary(BG=Array([1]))
        else:
            if (width, height) not in boxes:
                states = {"/on": drawn(width, height, _tick(width, height)), "/Off": drawn(width, height, "")}
                boxes[width, height] = pdf.make_indirect(Dictionary(N=Dictionary(states)))
            widget.AP = boxes[width, height]
            widget.AS = widget.V = Name.Off
            widget.MK = Dictionary(CA=String("4"))  # a tick, where a viewer draws its own
    form_root = pdf.Root.AcroForm
    if "/NeedAppearances" in form_root:
        del form_root["/NeedAppearances"]
    if "field" in embedded:
        form_root.DR = Dictionary(Font=Dictionary({RESOURCE["field"]: embedded["field"]}))
        form_root.DA = String(f"{INK} {RESOURCE['field']} 11 Tf")
    elif "/DR" in form_root:
        del form_root["/DR"]


def _name(pdf: Pdf, widgets: Iterable[Object]) -> None:
    """List the fields in their order; one with periods in its name hangs below fields that have each a part of it.

    A field's own name must hold no period: a reader puts the parts together, `first-round`, `question-1`, `asked`.
    """
    top: list[Object] = []
    parents: dict[str, Object] = {}

    def hang(field: Object, name: str) -> None:
        above, _, own = name.rpartition(".")
        field.T = String(own)
        if not above:
            top.append(field)
            return
        if above not in parents:
            parents[above] = pdf.make_indirect(Dictionary(Kids=Array()))
            hang(parents[above], above)
        field.Parent = parents[above]
        parents[above].Kids.append(field)

    for widget in widgets:
        hang(widget, str(widget.T))
    pdf.Root.AcroForm.Fields = Array(top)


def _tick(width: float, height: float) -> str:
    """Return the operators of a tick in a box of this size, in points."""
    inset = min(width, height) * 0.2
    return (
        f"q 0.07 G {height * 0.15:.2f} w 1 J 1 j {inset:.2f} {height * 0.52:.2f} m {width * 0.42:.2f} {inset:.2f} l "
        f"{width - inset:.2f} {height - inset:.2f} l S Q"
    )


# ------------------------------------------------------------------------------------------------------------- size


def _share_resources(pdf: Pdf, embedded: Mapping[str, Object], named: Set[str]) -> None:
    """Give all pages one dictionary of what they use; WeasyPrint's names many things that nothing uses."""
    old = pdf.pages[0].Resources
    kinds: dict[str, Object] = {}
    for kind in ("/ExtGState", "/Pattern", "/Shading", "/XObject", "/ColorSpace"):
        used = {key: value for key, value in old.get(kind, Dictionary()).items() if key in named}
        if used:
            kinds[kind] = Dictionary(used)
    kinds["/Font"] = Dictionary({RESOURCE[key]: font for key, font in embedded.items() if RESOURCE[key] in named})
    shared = pdf.make_indirect(Dictionary(kinds))
    for page in pdf.pages:
        page.Resources = shared
        for key in ("/BleedBox", "/TrimBox"):
            if key in page:
                del page[key]


def _bytes(pdf: Pdf) -> bytes:
    """Return the file, packed by the qpdf that comes with pikepdf, because the zlib of a machine may pack otherwise."""
    for each in pdf.objects:
        if isinstance(each, Stream):
            each.write(each.read_bytes())
    pikepdf.settings.set_flate_compression_level(9)
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=ObjectStreamMode.generate, recompress_flate=True, deterministic_id=True)
    return out.getvalue()
