"""Owns a logo that is safe to print, made of an SVG or PNG file; refuses whatever could run, fetch, or need a font.

A file is never cleaned of what does harm. It is read, and rewritten with just what a picture is made of; what is not
on that list and would be drawn or run is a reason to refuse the file, in words for whoever chose it.
"""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from macros.brand.brand import Logo
from macros.errors import nearest

MOST_BYTES = 150_000
"""How large a file may be."""

MOST_ELEMENTS, MOST_DEPTH = 2_000, 32
"""How many elements a drawing may have, and how many of them one within another."""

MOST_PIXELS = 3_000
"""The longest edge of a PNG: more is not seen in print, and much more would exhaust memory."""

WIDEST, TALLEST = 10.0, 3.0
"""How many times as wide as high, and as high as wide, a logo may be."""

NAMESPACE = "http://www.w3.org/2000/svg"

XLINK = "http://www.w3.org/1999/xlink"

DRAWN = {
    *("svg", "g", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("linearGradient", "radialGradient", "stop", "clipPath", "style"),
}
"""The elements of a drawing. Nothing in it is drawn twice, so that no small file can be a large drawing."""

SILENT = {"title", "desc", "metadata"}
"""Elements that are not drawn, and are left out."""

INSTEAD = {
    "text": "Turn the text into paths first; the fonts of a logo are not printed.",
    "tspan": "Turn the text into paths first; the fonts of a logo are not printed.",
    "image": "Draw the picture as paths, or save the whole logo as PNG.",
    "use": "Save it as a plain drawing, with every copy as paths of its own.",
    "symbol": "Save it as a plain drawing, with every copy as paths of its own.",
}

PNG = b"\x89PNG\r\n\x1a\n"

KEPT_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
"""What the picture is made of. The rest of a PNG is about who made it, when and with what."""


class Unfit(Exception):
    """Why a file is no logo: a sentence or two for whoever chose it."""


def read(name: str, folder: Path) -> Logo:
    """Make a logo of the file `name` in `folder` or below it. Raises Unfit, with what would be right."""
    path = folder / name
    found = [each.relative_to(folder).as_posix() for each in folder.glob("*") if each.suffix in (".svg", ".png")]
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise Unfit("The logo must lie beside the brand file, or in a folder there.")
        if not path.is_file():
            raise Unfit(f'There is no file "{name}" beside the brand file.{nearest(name, found)}')
        if path.stat().st_size > MOST_BYTES:
            raise Unfit(f"It is larger than {MOST_BYTES // 1000} kB. Save it smaller, or as a plain drawing (SVG).")
        data = path.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:  # the last is a link that leads back to itself
        raise Unfit("The file cannot be read.") from error
    if data.startswith(PNG):
        return _png(data)
    if path.suffix.lower() == ".svg":
        return _svg(data)
    raise Unfit("It is neither an SVG nor a PNG file. Save it as one of these.")


def _logo(kind: Literal["svg", "png"], data: bytes, width: float, height: float) -> Logo:
    """Return the logo whose file is `data`. Raises Unfit where it is too wide or too high."""
    wide = width / height
    if not 1 / TALLEST <= wide <= WIDEST:
        raise Unfit(
            f"It is {width:g} wide and {height:g} high; at most {WIDEST:g} times as wide as high, "
            f"and {TALLEST:g} times as high as wide, can be printed well."
        )
    return Logo(kind=kind, data=base64.b64encode(data).decode(), wide=wide)


# ------------------------------------------------------------------------------------------------------------- PNG


def _png(data: bytes) -> Logo:
    """Return the logo of a PNG: the chunks that the picture is made of. Its pixels are never unpacked."""
    chunks = list(_chunks(data))
    kinds = [kind for kind, _ in chunks]
    if kinds[:1] != [b"IHDR"] or kinds[-1] != b"IEND" or b"IDAT" not in kinds or len(chunks[0][1]) != 13:
        raise Unfit("The PNG file is damaged. Save it again.")
    width, height = struct.unpack(">II", chunks[0][1][:8])
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise Unfit(f"It has {width} by {height} pixels; at most {MOST_PIXELS} each way are printed. Save it smaller.")
    kept = b"".join(_chunk(kind, body) for kind, body in chunks if kind in KEPT_CHUNKS)
    return _logo("png", PNG + kept, width, height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and body of each chunk up to the end of the picture. Raises Unfit where the file is damaged."""
    at, kind = len(PNG), b""
    while kind != b"IEND":
        if at + 12 > len(data):
            raise Unfit("The PNG file is damaged. Save it again.")
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body, check = data[at + 8 : at + 8 + length], data[at + 8 + length : at + 12 + length]
        if len(body) < length or check != struct.pack(">I", zlib.crc32(kind + body)):
            raise Unfit("The PNG file is damaged. Save it again.")
        yield kind, body
        at += 12 + length


def _chunk(kind: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG: length, kind, body, sum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


# ------------------------------------------------------------------------------------------------------------- SVG


def _svg(data: bytes) -> Logo:
    """Return the logo of an SVG, rewritten as it is read."""
    drawing = _Drawing()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = drawing.doctype
    parser.StartElementHandler = drawing.start
    parser.EndElementHandler = drawing.end
    parser.CharacterDataHandler = drawing.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unfit(f"The SVG file is damaged in line {error.lineno}. Save it again.") from error
    width, height = drawing.size
    return _logo("svg", "".join(drawing.out).encode(), width, height)


class _Drawing:
    """Rewrites a drawing with just what is drawn. Each handler raises Unfit at what must not be in it."""

    def __init__(self) -> None:
        self.out: list[str] = []
        """What is written so far."""
        self.size = (0.0, 0.0)
        """Width and height, in the drawing's own unit."""
        self._open: list[str] = []
        """The elements that are open and written, from the outermost."""
        self._left_out = 0
        """How many elements are open that are left out, with all that is in them."""
        self._count = 0
        """How many elements have begun."""
        self._style: list[str] = []
        """The pieces of the style element that is open."""

    def doctype(self, *_: object) -> None:
        raise Unfit("It begins with a DOCTYPE, which is not taken here. Save it as plain SVG.")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) + self._left_out >= MOST_DEPTH:
            raise Unfit(f"It holds more than {MOST_ELEMENTS:,} shapes, or is nested too deep. Save a simpler drawing.")
        if not self._open and (space, tag) != (NAMESPACE, "svg"):
            raise Unfit("It is not an SVG drawing: its first element is not svg.")
        if self._left_out or space != NAMESPACE or tag in SILENT:
            self._left_out += 1
            return
        if tag not in DRAWN or (self._open and tag == "svg"):
            advice = INSTEAD.get(tag, "Save it as a plain drawing, of paths and plain colours.")
            raise Unfit(f"It holds “{tag[:30]}”, which is not printed. {advice}")
        kept = dict(filter(None, (_attribute(tag, *each) for each in attributes.items())))
        if "clipPath" in (tag, *self._open):
            # One that clips itself would be drawn for ever; a class could bring the clipping in from the style.
            if "clip-path" in f"{kept.keys()} {kept.get('style', '')}".lower():
                raise Unfit("It holds a clipping path within another. Save it as a plain drawing.")
            kept.pop("class", None)
        if not self._open:
            self.size = _size(kept)
            kept = {key: value for key, value in kept.items() if key not in ("width", "height")}
            kept.setdefault("viewBox", f"0 0 {self.size[0]:g} {self.size[1]:g}")
            kept = {"xmlns": NAMESPACE, "xmlns:xlink": XLINK, **kept}
        self._open.append(tag)
        self.out.append(f"<{tag}{''.join(f' {key}={quoteattr(value)}' for key, value in kept.items())}>")

    def end(self, _: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        tag = self._open.pop()
        if tag == "style":
            style, self._style = re.sub(r"/\*.*?\*/", " ", "".join(self._style), flags=re.DOTALL), []
            if not _is_plain(style):
                message = "Its style leads to something outside of it, or holds more than plain rules for classes."
                raise Unfit(f"{message} Save it as plain SVG.")
            self.out.append(escape(style))
        self.out.append(f"</{tag}>")

    def text(self, text: str) -> None:
        if not self._left_out and self._open[-1:] == ["style"]:
            self._style.append(text)


def _attribute(tag: str, name: str, value: str) -> tuple[str, str] | None:
    """Return an attribute as it is rewritten, or None where it is of no use. Raises Unfit where it does harm."""
    space, _, key = name.rpartition(" ")
    if key.lower().startswith("on"):
        raise Unfit(f"It holds “{key[:30]}”, which runs a program. Save it as a plain drawing.")
    if key == "href":
        if not re.fullmatch(r"#[^\s]+", value) or not tag.endswith("Gradient"):
            raise Unfit(f"It leads to “{value[:40]}”, outside of it. A logo must hold all that it shows.")
        return "xlink:href", value
    if space:
        return None
    if _leads_out(value) or "\\" in value:
        raise Unfit(f"It leads to something outside of it, in “{key[:30]}”. A logo must hold all that it shows.")
    return key, value


def _is_plain(style: str) -> bool:
    """Whether a style holds nothing but rules for classes, and leads to nothing outside of the file."""
    selectors = [each.strip() for before in re.findall(r"([^{}]*)\{", style) for each in before.split(",")]
    return (
        not re.search(r"[@\\]|/\*", style)
        and not _leads_out(style)
        and all(re.fullmatch(r"\.[\w-]+", each) for each in selectors)
    )


def _leads_out(value: str) -> bool:
    """Whether a value names an address that is not a place in the same file."""
    return bool(re.search(r"url\(\s*[\"']?\s*(?!#)[^\s\"']|image\(|src\(|javascript:", value, re.IGNORECASE))


def _size(attributes: dict[str, str]) -> tuple[float, float]:
    """Return width and height of the drawing, in its own unit. Raises Unfit where it has none."""
    box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
    given = box[2:] if len(box) == 4 else [attributes.get(key, "") for key in ("width", "height")]
    found = [re.fullmatch(r"\+?(\d{1,6}(?:\.\d{1,9})?|\.\d{1,9})(?:px|pt|mm|cm|in|pc)?", each) for each in given]
    sizes = [float(each[1]) for each in found if each]
    if len(sizes) != 2 or min(sizes) <= 0:
        raise Unfit("It does not say how large it is. Save it with a viewBox, or a width and a height.")
    return sizes[0], sizes[1]
