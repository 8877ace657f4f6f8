"""Owns a brand's logo as objects of a PDF, made once and put on any sheet by the linker.

Of a picture they are its pixels, as many as a printer prints; a drawing is printed by the press, and taken apart.
"""

from __future__ import annotations

import base64
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import deflate
import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from macros.brand import Logo, tables
from macros.brand import logo as logos
from macros.paper.fill import drawn_pixels
from macros.paper.press import Machine

HIGH = 100
"""How high it is drawn, in points; the form makes one of that."""

TAGS = {"BMC", "BDC", "EMC", "MP", "DP"}
"""The operators that say what a thing is; a logo stands beside a name, and is nothing to listen to."""

KINDS = ("/ColorSpace", "/ExtGState", "/Pattern", "/Shading", "/XObject")


def drawn_logo(logo: Logo, cache: Path) -> tuple[bytes, ...]:
    """Return the objects of a logo, the first of them one wide and one high; `{m2}` is the number of the third.

    Raises PressError where it can't be drawn, MissingSystemPart where the machine lacks Pango.
    """
    if logo.kind == "png":
        return (_pictured(base64.b64decode(logo.data)),)
    width = HIGH * logo.wide
    style = (
        f"@page {{ size: {width:.4f}pt {HIGH}pt; margin: 0 }} body {{ margin: 0; height: {HIGH}pt; "
        f"background: url({logo.address}) no-repeat 0 0 / {width:.4f}pt {HIGH}pt }}"
    )
    raw = Machine(cache).draw(style)
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        return _Writer().written(pdf.pages[0], width)


def _pictured(data: bytes) -> bytes:
    """Return the picture in a PNG file, on white and no larger than it is printed, as an object."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=["PNG"]) as opened:
        picture = logos.on_white(opened)
        smaller = max(-(-picture.width // tables.MOST_WIDE), -(-picture.height // tables.MOST_HIGH))
        picture = picture.reduce(smaller) if smaller > 1 else picture
        return drawn_pixels(*picture.size, picture.tobytes())


class _Writer:
    """Writes objects as text, and gives each that is reached a number."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []
        self._numbers: dict[tuple[int, int], int] = {}

    def written(self, page: pikepdf.Page, width: float) -> tuple[bytes, ...]:
        self._objects.append(b"")
        content, resources = self._drawn(page, page.Resources)
        box = f"/BBox[0 0 {width:.4f} {HIGH}]/Matrix[{1 / width:.8f} 0 0 {1 / HIGH:g} 0 0]"
        self._objects[0] = _stream(f"/Type/XObject/Subtype/Form{box}/Resources{resources}", content)
        return tuple(self._objects)

    def _drawn(self, source: Any, resources: Object) -> tuple[bytes, str]:
        """Return the operators of a page or a form without tags, and those resources that they name."""
        lines, names = [], set()
        for instruction in pikepdf.parse_content_stream(source):
            operands, operator = list(instruction.operands), str(instruction.operator)
            if operator not in TAGS:
                names |= {str(each) for each in operands if isinstance(each, Name)}
                lines.append(b" ".join([*(self._value(each).encode() for each in operands), operator.encode()]))
        kept = ""
        for kind in KINDS:
            named = resources.get(kind, Dictionary())
            each = "".join(f"{name} {self._value(named[name])}" for name in sorted(named.keys()) if name in names)
            kept += f"{kind}<<{each}>>" if each else ""
        return b"\n".join(lines), f"<<{kept}>>"

    def _value(self, value: Any) -> str:
        if isinstance(value, Stream):
            return f"{{m{self._place(value)}}} 0 R"
        if isinstance(value, bool):
            return "true" if value else "false"
        if value is None:
            return "null"
        if isinstance(value, int | float | Decimal):
            return f"{round(float(value), 4) + 0:.4f}".rstrip("0").rstrip(".")
        if isinstance(value, Array):
            return f"[{' '.join(self._value(each) for each in value)}]"
        if isinstance(value, Dictionary):
            return f"<<{''.join(f'{key} {self._value(value[key])}' for key in sorted(value.keys()))}>>"
        if isinstance(value, String):
            return f"<{bytes(value).hex().upper()}>"
        return str(value.unparse().decode())

    def _place(self, stream: Stream) -> int:
        """Return the number of a stream, which is written now where it was not reached before."""
        if stream.objgen not in self._numbers:
            self._numbers[stream.objgen] = len(self._objects)
            self._objects.append(b"")
            without = {"/Length", "/Filter", "/DecodeParms", "/Resources"}
            keys = "".join(f"{key} {self._value(stream[key])}" for key in sorted(stream.keys()) if key not in without)
            if str(stream.get("/Subtype")) == "/Form" or "/PatternType" in stream:
                data, resources = self._drawn(stream, stream.get("/Resources", Dictionary()))
                keys += f"/Resources{resources}"
            else:
                data = stream.read_bytes()
            self._objects[self._numbers[stream.objgen]] = _stream(keys, data)
        return self._numbers[stream.objgen]


def _stream(keys: str, data: bytes) -> bytes:
    packed = bytes(deflate.zlib_compress(data, 12))
    return f"<<{keys}/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode() + packed + b"\nendstream"
