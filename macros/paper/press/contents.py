"""Owns what is drawn on the pages of the press's PDF, rewritten short and in our fonts; rejects any other font.

The pictures that hold places for what a brand says, and the colour that stands for its own, become names that the
linker fills: a form each, and a colour space.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from macros.errors import PressError
from macros.paper.press.chunk import COLOUR, PLACES, RESOURCE, BrandPlace
from macros.paper.press.structure import Structure
from macros.paper.sheets import PLACED_COLOUR

FONTS = {"Body": "body", "Body-Bold": "body-bold", "Field": "field", "More": "more"}
"""What WeasyPrint calls our fonts, and the name of each in the style sheet."""

COLOURS = {"rg", "RG", "g", "G", "k", "K", "sc", "SC", "scn", "SCN"}
"""The operators that set a colour."""

NAMING = {"Tf", "Do", "gs", "BDC", "BMC", "sh", "cs", "CS", "scn", "SCN"}
"""The operators of which an operand may be a name."""

FINE = 1
"""How many digits after the point are fine enough for where a word or a line begins: a tenth of a pixel is 0.03 mm."""

DIGITS = {**dict.fromkeys(COLOURS, 3), "Tm": FINE}
"""How many digits after the point the numbers of an operator have, where not two."""

BLACK = b"0 g"
"""What areas are painted with before any colour is set."""

GREY = {"rg": "g", "RG": "G"}
"""The operators that set a grey, by those that set it as red, green and blue: copiers bill and blur such black."""


@dataclass(frozen=True)
class Contents:
    """What is drawn on the pages of one sheet."""

    streams: tuple[bytes, ...]
    """The operators of each page."""
    names: frozenset[str]
    """Every name that stands in them, of fonts and other resources among them."""
    glyphs: dict[str, dict[int, str]]
    """The glyph numbers of each font that is used, each with the text that it stands for."""
    places: tuple[BrandPlace, ...]
    """What a brand says on them; `/P0` is the first."""
    placed: dict[tuple[int, int], str]
    """What a brand says in an element, by the element's object."""


POINT = 4 / 3
"""How many pixels of the press a point has."""


def rewrite_contents(pdf: Pdf, structure: Structure, fonts: Mapping[str, bytes], name: str) -> Contents:
    """Return what is drawn on the pages of `pdf`: numbers short, fonts under our names, the rest an artifact.

    `fonts` are the TrueType bytes of body, body-bold, field and more, `name` what messages call the sheet. Raises
    PressError where another font is used, or a glyph that ours lack.
    """
    rewriter = _Rewriter(pdf, fonts, name)
    streams = [rewriter.rewritten(page, structure.marks.get(page.obj.objgen, {})) for page in pdf.pages]
    return Contents(tuple(streams), frozenset(rewriter.names), rewriter.glyphs, tuple(rewriter.places), rewriter.placed)


class _Rewriter:
    """Rewrites one page after another, and notes which names and which glyphs of which font they use."""

    def __init__(self, pdf: Pdf, fonts: Mapping[str, bytes], name: str) -> None:
        self.names: set[str] = set()
        self.glyphs: dict[str, dict[int, str]] = {}
        self.places: dict[BrandPlace, str] = {}
        self.placed: dict[tuple[int, int], str] = {}
        self._name = name
        self._keys: dict[str, str] = {}
        """The name in the style sheet of each font, by the press's name for it."""
        self._characters: dict[str, dict[int, str]] = {}
        """The text of each glyph of each font, by the press's name for it."""
        self._last = {key: _glyph_count(ttf) - 1 for key, ttf in fonts.items()}
        """The number of the last glyph of each font."""
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
        """Return the page's operators: numbers short, fonts under our names, what is in no element an artifact.

        They count down from the upper left corner, and leave it to others to turn the page so.
        """
        lines: list[bytes] = []
        font, piece = "", -1
        fills = [BLACK]
        opaque: dict[str, bool] = {}
        for instruction in pikepdf.parse_content_stream(page):
            operands: list[Any] = list(instruction.operands)
            operator = str(instruction.operator)
            if operator == "gs":
                state = str(operands[0])
                if state not in opaque:
                    opaque[state] = _is_opaque(page.Resources.ExtGState[state])
                if opaque[state]:
                    continue
            if operator == "Tf":
                font = str(operands[0])
                operands = [Name(RESOURCE[self._keys[font]]), operands[1]]
            elif operator in ("Tj", "TJ"):
                pieces = _pieces(operands[0] if operator == "TJ" else operands)
                self._note(font, [each for each in pieces if isinstance(each, bytes)])
                lines.append(_shown(pieces) + b" TJ")
                continue
            elif operator == "BDC" and "/MCID" in operands[1]:
                piece = int(operands[1].MCID)
                if piece not in marks:
                    operands = [Name.Artifact, Dictionary(Type=Name.Pagination)]
            elif operator == "Do" and (place := _place(page.Resources.XObject[str(operands[0])])):
                what, moved = place
                if piece in marks:
                    self.placed[marks[piece].objgen] = what
                lines += [b"q", *self._placed(what, moved), b"Q"] if moved else self._placed(what, [lines.pop()])
                continue
            elif operator in ("rg", "RG") and [round(float(each) * 255) for each in operands] == _PLACED:
                operator, operands = ("cs" if operator == "rg" else "CS"), [Name(COLOUR)]
            elif operator == "EMC":
                piece = -1
            if operator in NAMING:
                self.names.update(str(each) for each in operands if isinstance(each, Name))
            if operator in GREY and operands[0] == operands[1] == operands[2]:
                operator, operands = GREY[operator], operands[:1]
            words = [short(each, DIGITS.get(operator, 2)) for each in operands]
            line = b" ".join([*words, operator.encode()])
            if operator == "q":
                fills.append(fills[-1])
            elif operator == "Q":
                fills.pop()
            elif operator in ("g", "rg", "k", "cs"):
                fills[-1] = line
            elif operator == "re" and (lines[-1] == b"n" or lines[-2:] == [b"/Artifact BMC", b"q"]):
                lines.append(fills[-1])  # the press sets no colour twice; a line has one of its own
            lines.append(line)
        turned, *drawn = lines
        if not turned.startswith(b"1 0 0 -1 0 "):
            raise PressError(f"{self._name}: the press begins a page elsewhere than in its upper left corner.")
        return _plain(b"\n".join(drawn))

    def _placed(self, what: str, moves: list[bytes]) -> list[bytes]:
        """Return the operators for a place: where it is, then the form that the linker puts there.

        The last of `moves` stretches a picture over the place, and so tells how large it is.
        """
        *others, stretch = moves
        width, height = float(stretch.split()[0]), abs(float(stretch.split()[3]))
        place = BrandPlace(what=what, width=round(width / POINT * 1000), height=round(height / POINT * 1000))
        name = self.places.setdefault(place, f"/P{len(self.places)}")
        if what.endswith("-code"):
            return [*others, stretch, b"0 g", f"{name} Do".encode()]  # a picture, which is as large as its unit
        upright = f"{POINT:.5f} 0 0 {-POINT:.5f} 0 {short(height, 2).decode()} cm"
        return [*others, upright.encode(), f"{name} Do".encode()]

    def _note(self, font: str, shown: Iterable[bytes]) -> None:
        """Note the glyphs that are shown, two bytes each. Raises PressError for one that our font does not have."""
        key = self._keys[font]
        glyphs = self.glyphs.setdefault(key, {})
        data = b"".join(shown)
        for number in struct.unpack(f">{len(data) // 2}H", data):
            if number in glyphs:
                continue
            character = self._characters[font].get(number, "\ufffd")
            if not 0 < number <= self._last[key]:
                raise PressError(f"{self._name}: our fonts have no “{character}”. Write it with other characters.")
            glyphs[number] = character


_PLACED = [int(PLACED_COLOUR[at : at + 2], 16) for at in (1, 3, 5)]


def _place(drawn: Object) -> tuple[str, list[bytes]] | None:
    """Return which place a picture holds, and the moves before it where it is in a form of its own; None for others."""
    if str(drawn.Subtype) == "/Image":
        is_place = int(drawn.Height) == 1 and int(drawn.Width) <= len(PLACES) and not any(drawn.read_bytes())
        return (PLACES[int(drawn.Width) - 1], []) if is_place else None
    moves: list[bytes] = []
    for instruction in pikepdf.parse_content_stream(drawn):
        if str(instruction.operator) == "cm":
            moves.append(b" ".join([*(short(each, 2) for each in instruction.operands), b"cm"]))
        elif str(instruction.operator) == "Do":
            found = _place(drawn.Resources.XObject[str(instruction.operands[0])])
            return (found[0], [*moves, *found[1]]) if found else None
    return None


def _glyph_count(ttf: bytes) -> int:
    return int(TTFont(io.BytesIO(ttf), lazy=True)["maxp"].numGlyphs)


def _fonts(pdf: Pdf) -> Iterator[tuple[str, Object]]:
    """Yield each font that a page may use, with the press's name for it."""
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
    """Whether a graphics state says only that nothing shines through, which is so anyway."""
    return set(state.keys()) <= {"/Type", "/ca", "/CA"} and all(state.get(key, 1) == 1 for key in ("/ca", "/CA"))


def short(operand: Any, digits: int) -> bytes:
    """Return an operand as text: a hundredth of a pixel is as fine as any press, and short numbers pack better."""
    if isinstance(operand, int | float | Decimal) and not isinstance(operand, bool):
        return f"{round(float(operand), digits) + 0:.6g}".encode()
    if isinstance(operand, list | Array):
        # Text parts itself from numbers; the numbers of a dash run into one another.
        between = b"" if any(isinstance(each, String) for each in operand) else b" "
        return b"[" + between.join(short(each, digits) for each in operand) + b"]"
    if isinstance(operand, String):
        return b"<" + bytes(operand).hex().encode() + b">"
    return bytes(operand.unparse())


def _pieces(shown: Iterable[Any]) -> list[bytes | float]:
    """Return pieces of text and the numbers between them; those with nothing between them as one."""
    pieces: list[bytes | float] = []
    for each in shown:
        if isinstance(each, String):
            if pieces and isinstance(pieces[-1], bytes):
                pieces[-1] += bytes(each)
            else:
                pieces.append(bytes(each))
        elif each != 0:
            pieces.append(float(each))
    return pieces


def _shown(pieces: list[bytes | float]) -> bytes:
    """Return pieces of text as the operand that shows them: text parts itself from numbers."""
    words = [b"<%b>" % each.hex().encode() if isinstance(each, bytes) else short(each, 2) for each in pieces]
    return b"[%b]" % b"".join(words)


_RECTANGLE = rb"([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re\n"

_CLIPPED_TWICE = re.compile(rb"q\n([^\n]+ re\n)W\nn\n(/Artifact BMC\nq\n[^\n]+(?:r?g|cs)\n)\1W\nn\n\1f\nQ\nEMC\nQ\n")

_EDGE = re.compile(
    rb"([-\d.]+) ([-\d.]+) m\n"
    + 3 * rb"([-\d.]+) ([-\d.]+) l\n"
    + rb"W\*\nn\n([-\d. ]+ |/Brand )(g|rg|cs)\n"
    + 2 * _RECTANGLE
    + rb"f\*\n"
)

_FRAMED = re.compile(rb"([-\d. ]+ |/Brand )(g|rg|cs)\n" + 2 * _RECTANGLE + rb"f\*\n")

_DOTTED = re.compile(rb"\[0 ([\d.]+)\](?= [\d.]+ d\n)")

_NEAR = 0.03
"""In hundredths of a pixel, numbers that should be equal differ by no more than this."""


_PAINT = {b"g": b"G", b"rg": b"RG", b"cs": b"CS"}
"""The operators that set the colour of areas, each with that which sets the colour of lines."""


def _plain(content: bytes) -> bytes:
    """Draw the same with less: the press clips a box to itself twice, and draws an edge as two boxes and a clip.

    A rule, and the frame of a box, become lines: viewers draw them equally thick wherever they lie between pixels.
    The dots of a guide stand twice as far apart, so that what is written on it is all that one sees.
    """
    content = _CLIPPED_TWICE.sub(rb"\2\1f\nQ\nEMC\n", content)
    content = _EDGE.sub(_edge, content)
    content = _FRAMED.sub(_frame, content)
    content = _DOTTED.sub(lambda found: b"[0 %s]" % short(2 * float(found[1]), FINE), content)
    return content.replace(b"EMC\n/Artifact BMC\n", b"")


def _sides(box: list[float]) -> tuple[float, float, float, float]:
    return box[0], box[0] + box[2], box[1], box[1] + box[3]


def _edge(found: re.Match[bytes]) -> bytes:
    """Return an edge as a line, where it is one: the clip is a box, inside the outer of the two, outside the inner."""
    numbers = [float(each) for each in (*found.groups()[:8], *found.groups()[10:])]
    across, down = numbers[0:8:2], numbers[1:8:2]
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    in_left, in_right, in_top, in_bottom = _sides(numbers[8:12])
    out_left, out_right, out_top, out_bottom = _sides(numbers[12:])
    is_box = all(x in (left, right) for x in across) and all(y in (top, bottom) for y in down)
    is_in = (
        left > out_left - _NEAR and right < out_right + _NEAR and top > out_top - _NEAR and bottom < out_bottom + _NEAR
    )
    is_out = left > in_right - _NEAR or right < in_left + _NEAR or top > in_bottom - _NEAR or bottom < in_top + _NEAR
    if not (is_box and is_in and is_out):
        return found[0]
    wide, high = right - left, bottom - top
    x, y = (left + right) / 2, (top + bottom) / 2
    ends = (left, y, right, y) if wide >= high else (x, top, x, bottom)
    start, stop = (b" ".join(short(each, FINE) for each in end) for end in (ends[:2], ends[2:]))
    line = [found[9] + _PAINT[found[10]], short(min(wide, high), 2) + b" w", start + b" m", stop + b" l", b"S", b""]
    return b"\n".join(line)


def _frame(found: re.Match[bytes]) -> bytes:
    """Return what lies between two boxes as the line along its middle, where it is equally thick all around."""
    (in_left, in_right, in_top, in_bottom), (left, right, top, bottom) = sorted(
        (_sides([float(each) for each in found.groups()[at : at + 4]]) for at in (2, 6)), reverse=True
    )
    thick = [in_left - left, right - in_right, in_top - top, bottom - in_bottom]
    if min(thick) <= 0 or max(thick) - min(thick) > _NEAR:
        return found[0]
    width = sum(thick) / 4
    box = (left + width / 2, top + width / 2, right - left - width, bottom - top - width)
    numbers = b" ".join(short(each, FINE) for each in box)
    return b"%s%s\n%s w\n%s re\nS\n" % (found[1], _PAINT[found[2]], short(width, 2), numbers)
