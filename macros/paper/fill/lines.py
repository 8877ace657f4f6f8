"""Owns a drawing as objects of a PDF: its paths, colours, gradients and groups; understanding drawings is for `brand`.

`docs/assets/second-round/pdf/lines.mjs` is the same in JavaScript, and both write the same bytes. What a drawing
consists of is told in `macros/brand/layers.py`: whole numbers, of which so many parts make a unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from macros.paper.fill.pixels import deflated_rows
from macros.paper.pack import number_text

PLACE, OPAQUE, FINE, SHADED, ALONG, SHADES = 100, 10_000, 100_000_000, 10_000, 1_000_000, 1_000

SIZED = 1_000_000_000_000
"""In so many parts is said how large the form makes what it holds."""

OPERATORS = {"M": (2, "m"), "L": (2, "l"), "C": (6, "c"), "Z": (0, "h")}

CAPS = {"butt": 0, "round": 1, "square": 2}

JOINS = {"miter": 0, "round": 1, "bevel": 2}


def drawn_lines(drawing: Mapping[str, Any]) -> tuple[bytes, ...]:
    """Return a drawing as objects, the first of them one wide and one high; `{m2}` is the number of the third.

    Where all of it is grey, it has no other colours: a copier bills what has.
    """
    return _LineWriter(drawing).written()


class _LineWriter:
    """Writes the objects of one drawing."""

    def __init__(self, drawing: Mapping[str, Any]) -> None:
        self._layers = drawing["layers"]
        self._width, self._height = drawing["size"]
        self.is_grey = all(red == green == blue for red, green, blue in _colours(self._layers))
        self.space = "/DeviceGray" if self.is_grey else "/DeviceRGB"
        self._objects: list[bytes] = []

    def written(self) -> tuple[bytes, ...]:
        wide, high = (_whole(PLACE / edge, SIZED) for edge in (self._width, self._height))
        self.form(f"/Matrix[{wide} 0 0 -{high} 0 1]", lambda content: content.draw(self._layers))
        return tuple(self._objects)

    def form(self, said: str, draw: Any) -> int:
        """Add a form as large as the frame, and return its number."""
        number = len(self._objects)
        self._objects.append(b"")  # What it holds comes after it.
        content = _Content(self)
        draw(content)
        size = f"{number_text(self._width, PLACE)} {number_text(self._height, PLACE)}"
        data = deflated_rows("\n".join(content.lines).encode(), 0)
        keys = f"/Type/XObject/Subtype/Form/BBox[0 0 {size}]{said}/Resources<<{content.resources()}>>"
        head = f"<<{keys}/Filter/FlateDecode/Length {len(data)}>>stream\n"
        self._objects[number] = head.encode() + data + b"\nendstream"
        return number

    def colour(self, colour: Sequence[int]) -> str:
        """Return a colour as operands."""
        return " ".join([number_text(_share(each), SHADES) for each in (colour[:1] if self.is_grey else colour)])

    def shading(self, paint: Mapping[str, Any], values: Sequence[str], space: str) -> str:
        """Return a gradient between values, one for each stop, as a dictionary."""
        places = [*paint["start"], *paint["end"]]
        if "radii" in paint:
            places = [*paint["start"], paint["radii"][0], *paint["end"], paint["radii"][1]]
        coordinates = " ".join([number_text(each, SHADED) for each in places])
        pieces, bounds, before = [], [], 0
        for at, (along, _, _) in enumerate(paint["stops"]):
            if along > before:
                pieces.append(f"<</FunctionType 2/Domain[0 1]/C0[{values[at - 1]}]/C1[{values[at]}]/N 1>>")
                bounds.append(number_text(along, ALONG))
            before = along
        function = pieces[0]
        if len(pieces) > 1:
            encode = " ".join(["0 1"] * len(pieces))
            function = (
                f"<</FunctionType 3/Domain[0 1]/Functions[{''.join(pieces)}]/Bounds[{' '.join(bounds[:-1])}]"
                f"/Encode[{encode}]>>"
            )
        kind = 3 if "radii" in paint else 2
        return f"<</ShadingType {kind}/ColorSpace{space}/Coords[{coordinates}]/Extend[true true]/Function{function}>>"


class _Content:
    """The operators of a form, and what they name."""

    def __init__(self, writer: _LineWriter) -> None:
        self.lines: list[str] = []
        self._writer = writer
        self._named: dict[str, dict[str, str]] = {}

    def draw(self, layers: Sequence[Mapping[str, Any]]) -> None:
        for layer in layers:
            {"fill": self._fill, "line": self._line, "group": self._group}[layer["what"]](layer)

    def resources(self) -> str:
        """Return all that is named."""
        found = ""
        for kind, named in self._named.items():
            inside = "".join([f"/{name} {value}" for value, name in named.items()])
            found += f"/{kind}<<{inside}>>"
        return found

    def _fill(self, layer: Mapping[str, Any]) -> None:
        paint, star = layer["paint"], "*" if layer["even_odd"] else ""
        path = _path_text(layer["path"])
        if "stops" in paint:
            values = [self._writer.colour(colour) for _, colour, _ in paint["stops"]]
            shaded = self.shaded(paint, values, self._writer.space)
            self.lines.append(f"q {self._clear(paint)}{path} W{star} n {shaded} Q")
        elif paint["opacity"] < OPAQUE:
            self.lines.append(f"q {self._colour(paint, 'g', 'rg')}{path} f{star} Q")
        else:
            self.lines.append(f"{self._colour(paint, 'g', 'rg')}{path} f{star}")

    def _line(self, layer: Mapping[str, Any]) -> None:
        paint = layer["paint"]
        said = f"{number_text(layer['width'], PLACE)} w {CAPS[layer['cap']]} J {JOINS[layer['join']]} j"
        said += f" {number_text(layer['miter'], PLACE)} M"
        if layer["dashes"]:
            dashes = " ".join([number_text(each, PLACE) for each in layer["dashes"]])
            said += f" [{dashes}] {number_text(layer['offset'], PLACE)} d"
        if "stops" in paint:
            values = [self._writer.colour(colour) for _, colour, _ in paint["stops"]]
            shading = self._writer.shading(paint, values, self._writer.space)
            matrix = f"/Matrix[{_turn_text(paint['turn'])}]" if "turn" in paint else ""
            pattern = self._name("Pattern", f"<</PatternType 2/Shading{shading}{matrix}>>")
            painted = f"{self._clear(paint)}/Pattern CS /{pattern} SCN "
        else:
            painted = self._colour(paint, "G", "RG")
        turn = f"{_turn_text(layer['turn'])} cm " if "turn" in layer else ""
        self.lines.append(f"q {painted}{said} {turn}{_path_text(layer['path'])} S Q")

    def _group(self, layer: Mapping[str, Any]) -> None:
        self.lines.append(f"q {_path_text(layer['clip'])} W n" if "clip" in layer else "q")
        if layer["opacity"] == OPAQUE:
            self.draw(layer["layers"])
        else:
            said = f"/Group<</S/Transparency/CS{self._writer.space}/I true>>"
            number = self._writer.form(said, lambda content: content.draw(layer["layers"]))
            form = self._name("XObject", f"{{m{number}}} 0 R")
            self.lines.append(f"/{self._seen(layer['opacity'])} gs /{form} Do")
        self.lines.append("Q")

    def _colour(self, paint: Mapping[str, Any], grey: str, colours: str) -> str:
        """Return what sets one colour, with one of two operators, and how opaque it is."""
        seen = "" if paint["opacity"] == OPAQUE else f"/{self._seen(paint['opacity'])} gs "
        return f"{seen}{self._writer.colour(paint['colour'])} {grey if self._writer.is_grey else colours} "

    def shaded(self, paint: Mapping[str, Any], values: Sequence[str], space: str) -> str:
        """Return what paints all that is not cut off with a gradient."""
        shading = self._name("Shading", self._writer.shading(paint, values, space))
        return (f"{_turn_text(paint['turn'])} cm " if "turn" in paint else "") + f"/{shading} sh"

    def _clear(self, paint: Mapping[str, Any]) -> str:
        """Return what makes the colours of a gradient as opaque as they are."""
        opacities = [opacity for _, _, opacity in paint["stops"]]
        if min(opacities) == max(opacities):
            return "" if opacities[0] == OPAQUE else f"/{self._seen(opacities[0])} gs "
        values = [number_text(each, OPAQUE) for each in opacities]

        def draw(content: _Content) -> None:
            content.lines.append(content.shaded(paint, values, "/DeviceGray"))

        number = self._writer.form("/Group<</S/Transparency/CS/DeviceGray/I true>>", draw)
        return f"/{self._name('ExtGState', f'<</SMask<</S/Luminosity/G {{m{number}}} 0 R>>>>')} gs "

    def _seen(self, opacity: int) -> str:
        """Return the name of what makes all so opaque."""
        said = number_text(opacity, OPAQUE)
        return self._name("ExtGState", f"<</CA {said}/ca {said}>>")

    def _name(self, kind: str, value: str) -> str:
        named = self._named.setdefault(kind, {})
        return named.setdefault(value, f"{kind[0]}{len(named)}")


def _colours(layers: Sequence[Mapping[str, Any]]) -> Iterator[Sequence[int]]:
    """Yield every colour of some layers."""
    for layer in layers:
        if layer["what"] == "group":
            yield from _colours(layer["layers"])
        elif "stops" in layer["paint"]:
            yield from [colour for _, colour, _ in layer["paint"]["stops"]]
        else:
            yield layer["paint"]["colour"]


def _path_text(path: Mapping[str, Any]) -> str:
    found, at = [], 0
    for kind in path["kinds"]:
        count, operator = OPERATORS[kind]
        found += [number_text(each, PLACE) for each in path["places"][at : at + count]]
        found.append(operator)
        at += count
    return " ".join(found)


def _turn_text(turn: Sequence[int]) -> str:
    return " ".join([number_text(each, FINE) for each in turn])


def _share(part: int) -> int:
    """Return a byte as a share in thousandths."""
    return (part * 2000 + 255) // 510


def _whole(number: float, parts: int) -> str:
    return number_text(int(number * parts + 0.5), parts)
