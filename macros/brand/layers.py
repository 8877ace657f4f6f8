"""Owns what a drawing consists of once it is understood, and writing it as plain SVG; understanding it is for `paint`.

`docs/assets/second-round/desk/layers.mjs` is the same in JavaScript. Places are hundredths of a unit, of which the
longer edge of the frame has a thousand, and are counted from its upper left corner. Numbers are whole so that every
program writes each with the same digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict

from macros.brand.tables import NAMESPACE

PLACE, OPAQUE, FINE, SHADED, ALONG = 100, 10_000, 100_000_000, 10_000, 1_000_000
"""How many parts a unit has in a place, in how opaque something is, in a turn, in where a gradient is, and along it."""

COUNTS = {"M": 2, "L": 2, "C": 6, "Z": 0}
"""How many numbers each kind of piece has."""

Rgb = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""

SixNumbers = tuple[int, int, int, int, int, int]
"""A change of coordinates: x becomes a·x + c·y + e, y becomes b·x + d·y + f."""


class Path(TypedDict):
    """Pieces of a path: to a place (M), by a line (L), by a curve (C) or back to its beginning (Z)."""

    kinds: str
    """A letter for each piece."""
    places: tuple[int, ...]
    """Across and down of each point of each piece, one after the other."""


class Paint(TypedDict):
    """One colour, or a gradient along a line, or from a circle to another."""

    colour: NotRequired[Rgb]
    opacity: NotRequired[int]
    stops: NotRequired[tuple[tuple[int, Rgb, int], ...]]
    """How far along each colour is, which, and how opaque; the first is at the beginning, the last at the end."""
    start: NotRequired[tuple[int, int]]
    end: NotRequired[tuple[int, int]]
    radii: NotRequired[tuple[int, int]]
    turn: NotRequired[SixNumbers]
    """From where these are counted to the frame."""


class Layer(TypedDict):
    """A path that is filled, a path along which a line is drawn, or layers together."""

    what: Literal["fill", "line", "group"]
    path: NotRequired[Path]
    paint: NotRequired[Paint]
    even_odd: NotRequired[bool]
    turn: NotRequired[SixNumbers]
    """From where a line is drawn to the frame, where it is squeezed."""
    width: NotRequired[int]
    cap: NotRequired[str]
    join: NotRequired[str]
    miter: NotRequired[int]
    dashes: NotRequired[tuple[int, ...]]
    offset: NotRequired[int]
    opacity: NotRequired[int]
    clip: NotRequired[Path]
    layers: NotRequired[list[Layer]]


class Artwork(TypedDict):
    """All layers, the lowest first, in a frame of this width and height."""

    size: tuple[int, int]
    layers: list[Layer]


def digits(number: int, parts: int) -> str:
    """Return a number of so many parts to a unit as it is written: 1250 hundredths are "12.5"."""
    whole, rest = divmod(abs(number), parts)
    text = f"{whole}.{str(rest + parts)[1:]}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 else text


def plain_svg(drawing: Artwork) -> str:
    """Return a drawing as the text of an SVG file, with the fewest means: browsers and programs draw it alike."""
    writer = _SvgWriter()
    width, height = (digits(each, PLACE) for each in drawing["size"])
    frame = writer.defined("clipPath", "", f'<path d="M0 0L{width} 0L{width} {height}L0 {height}Z"/>')
    inside = writer.layers(drawing["layers"])
    cut = f'<defs>{"".join(writer.defs)}</defs><g clip-path="url(#{frame})">{inside}</g>'
    return f'<svg xmlns="{NAMESPACE}" viewBox="0 0 {width} {height}">{cut}</svg>'


class _SvgWriter:
    """Writes layers, and collects what they refer to."""

    def __init__(self) -> None:
        self.defs: list[str] = []

    def layers(self, layers: Sequence[Layer]) -> str:
        return "".join(map(self._layer, layers))

    def _layer(self, layer: Layer) -> str:
        if layer["what"] == "group":
            return self._group(layer)
        turn = f' transform="matrix({_turned(layer["turn"])})"' if "turn" in layer else ""
        path = f'{turn} d="{_written(layer["path"])}"/>'
        if layer["what"] == "fill":
            rule = ' fill-rule="evenodd"' if layer["even_odd"] else ""
            return f"<path{self._paint('fill', layer['paint'])}{rule}{path}"
        line = f' stroke-width="{digits(layer["width"], PLACE)}"'
        for name, value, usual in (("linecap", layer["cap"], "butt"), ("linejoin", layer["join"], "miter")):
            line += f' stroke-{name}="{value}"' if value != usual else ""
        line += f' stroke-miterlimit="{digits(layer["miter"], PLACE)}"'
        if layer["dashes"]:
            dashes = " ".join(digits(each, PLACE) for each in layer["dashes"])
            line += f' stroke-dasharray="{dashes}" stroke-dashoffset="{digits(layer["offset"], PLACE)}"'
        return f'<path fill="none"{self._paint("stroke", layer["paint"])}{line}{path}'

    def _group(self, layer: Layer) -> str:
        said = f' opacity="{digits(layer["opacity"], OPAQUE)}"' if layer["opacity"] < OPAQUE else ""
        if "clip" in layer:
            clip = self.defined("clipPath", "", f'<path d="{_written(layer["clip"])}"/>')
            said = f' clip-path="url(#{clip})"{said}'
        return f"<g{said}>{self.layers(layer['layers'])}</g>"

    def _paint(self, name: str, paint: Paint) -> str:
        if "stops" not in paint:
            return _coloured(name, paint["colour"], paint["opacity"])
        (x1, y1), (x2, y2) = paint["start"], paint["end"]
        if "radii" in paint:
            (inner, outer), tag = paint["radii"], "radialGradient"
            places = {"cx": x2, "cy": y2, "r": outer, "fx": x1, "fy": y1, "fr": inner}
        else:
            tag, places = "linearGradient", {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
        said = "".join(f' {key}="{digits(each, SHADED)}"' for key, each in places.items())
        said += f' gradientTransform="matrix({_turned(paint["turn"])})"' if "turn" in paint else ""
        stops = "".join(
            f'<stop offset="{digits(at, ALONG)}"{_coloured("stop", colour, opacity)}/>'
            for at, colour, opacity in paint["stops"]
        )
        identity = self.defined(tag, f' gradientUnits="userSpaceOnUse"{said}', stops)
        return f' {name}="url(#{identity})"'

    def defined(self, tag: str, said: str, inside: str) -> str:
        """Keep what is referred to, and return its id."""
        identity = f"d{len(self.defs)}"
        self.defs.append(f'<{tag} id="{identity}"{said}>{inside}</{tag}>')
        return identity


def _written(path: Path) -> str:
    """Return the pieces of a path as an attribute has them."""
    found, at = "", 0
    for kind in path["kinds"]:
        count = COUNTS[kind]
        found += kind + " ".join(digits(each, PLACE) for each in path["places"][at : at + count])
        at += count
    return found


def _turned(turn: SixNumbers) -> str:
    return " ".join(digits(each, FINE) for each in turn)


def _coloured(name: str, colour: Rgb, opacity: int) -> str:
    """Return the attributes for a colour, which a `stop` has under longer names."""
    key = f"{name}-color" if name == "stop" else name
    said = f' {key}="#{"".join(f"{each:02x}" for each in colour)}"'
    return said + (f' {name}-opacity="{digits(opacity, OPAQUE)}"' if opacity < OPAQUE else "")
