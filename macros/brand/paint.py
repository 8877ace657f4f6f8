"""Owns a drawing written anew with the fewest means: paths in places of one frame, plain colours, plain gradients.

What a class, a unit, a variable, a turn or the order of painting said is worked out here, by the rules of browsers, so
that nothing is left over which a printer could understand in its own way.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from macros.brand.drawing import Rules, SvgElement
from macros.brand.gradients import Shade, round_shade, shade_of, stepped
from macros.brand.look import NUMBER, Colour4, Look, length, near
from macros.brand.outlines import (
    MOST_SEGMENTS,
    Edges,
    Segment,
    Turn,
    Viewport,
    cropped,
    edges,
    outline,
    turn_of,
    windings,
)
from macros.brand.tables import ALL_WHITE, NAMESPACE, NO_SIZE, NOTHING_SEEN, SAVE_PLAIN
from macros.brand.unfit import Unfit, check_shape

FRAME = 1_000.0
"""The longer edge of every drawing, once it is written anew."""

FARTHEST = 20_000.0
"""How far from the frame's corner anything may be, in the same measure: printers reckon with few digits."""

FARTHEST_SHADE = 1e6
"""The same for where a gradient begins and ends, of which little may be in the frame."""

FAINT = 245 / 255
"""What is as light as this is not seen on paper."""

ROWS = 48
"""How many lines across a cutting path are looked at, to see that all ways to fill it are the same."""

SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}


def painted(top: SvgElement, rules: Rules) -> tuple[bytes, float, float]:
    """Return a drawing written anew, and its width and height in pixels of CSS. Raises Unfit."""
    painter = _Painter(top, rules)
    return painter.written(), painter.width, painter.height


class _Painter:
    def __init__(self, top: SvgElement, rules: Rules) -> None:
        self._top = top
        self._known: dict[str, SvgElement] = {}
        for each in top.all():
            if "id" in each.attributes:
                self._known.setdefault(each.attributes["id"], each)
        for edge in ("width", "height"):
            if found := re.fullmatch(rf"({NUMBER})(em|rem|ex)", top.attributes.get(edge, "").strip()):
                top.attributes[edge] = f"{float(found[1]) * (8 if found[2] == 'ex' else 16):g}"
        self._looks: dict[int, Look] = {}
        self._look_at(top, None, rules)
        if self._looks[id(top)]["transform"].lower() != "none":
            raise Unfit(f"All of it is turned by a transform of its first element, which is not printed. {SAVE_PLAIN}")
        box = _view_box(top.attributes.get("viewBox", ""))
        self.width, self.height = _size(self._looks[id(top)], box)
        check_shape(self.width, self.height)
        self._scale = FRAME / max(self.width, self.height)
        """From pixels of CSS to the measure that is written."""
        self._edges: Edges = 0.0, 0.0, self.width * self._scale, self.height * self._scale
        self._base = Turn(a=self._scale, d=self._scale) @ _fitted(
            box, self.width, self.height, top.attributes.get("preserveAspectRatio", "")
        )
        self._frame = Viewport(box[2], box[3]) if box else Viewport(self.width, self.height)
        self._defs: list[str] = []
        self._segments = 0
        self._is_seen = self._is_dark = False

    def _look_at(self, element: SvgElement, around: Look | None, rules: Rules) -> None:
        look = self._looks[id(element)] = Look(element, around, rules)
        for child in element.children:
            self._look_at(child, look, rules)

    def written(self) -> bytes:
        """Return the drawing as an SVG file. Raises Unfit where nothing of it would be seen on paper."""
        ground = self._ground()
        inside = ground + self._group(self._top, self._base, self._edges)
        if not self._is_seen:
            raise Unfit(NOTHING_SEEN)
        if not self._is_dark:
            raise Unfit(ALL_WHITE)
        clip = self._clip_of(_square(self._edges))
        width, height = _digits(self._edges[2]), _digits(self._edges[3])
        defs = f"<defs>{''.join(self._defs)}</defs>"
        cut = f'{defs}<g clip-path="url(#{clip})">{inside}</g>'
        return f'<svg xmlns="{NAMESPACE}" viewBox="0 0 {width} {height}">{cut}</svg>'.encode()

    # ------------------------------------------------------------------------------------------------------- elements

    def _ground(self) -> str:
        """Return what is behind all of a drawing."""
        look = self._looks[id(self._top)]
        value = next((look[each] for each in ("background-color", "background") if look[each] != "none"), "")
        found = (
            Look(SvgElement("g", {"fill": value, "color": look["color"]}), None, []).paint("fill")[1] if value else None
        )
        return self._filled(_square(self._edges), found, 1.0, False, self._edges) if found else ""

    def _draw(self, element: SvgElement, turn: Turn, within: Edges) -> str:
        if element.tag not in SHAPES and element.tag != "g":
            return ""
        turn = turn @ turn_of(self._looks[id(element)]["transform"])
        return self._group(element, turn, within)

    def _group(self, element: SvgElement, turn: Turn, within: Edges) -> str:
        """Return an element with all in it, as it is cut out and as far as one can see through it."""
        look = self._looks[id(element)]
        opacity = look.number("opacity")
        if look["display"].lower() == "none" or turn.area < 1e-12 or not opacity:
            return ""
        clip = self._clip(element, turn)
        if clip is not None:
            inner = edges(clip)
            if inner is None:
                return ""
            within = _common(within, inner)
        if element.tag in SHAPES:
            layers = self._shape(element, turn, within, opacity)
            opacity = 1.0
        else:
            layers = "".join(self._draw(child, turn, within) for child in element.children)
        if not layers:
            return ""
        if opacity < 1:
            layers = self._seen_through(layers, opacity)
        return f'<g clip-path="url(#{self._clip_of(clip)})">{layers}</g>' if clip else layers

    def _seen_through(self, layers: str, opacity: float) -> str:
        # The path shows nothing. It makes the group as large as the frame, so that nothing at its edges is lost.
        width, height = self._edges[2:]
        whole = (
            f'<path fill="none" d="M{_digits(-width)} {_digits(-height)}M{_digits(2 * width)} {_digits(2 * height)}"/>'
        )
        return f'<g opacity="{opacity:.4g}">{whole}{layers}</g>'

    def _shape(self, element: SvgElement, turn: Turn, within: Edges, opacity: float) -> str:
        look = self._looks[id(element)]
        if look["visibility"].lower() != "visible":
            return ""
        own = outline(element.tag, element.attributes, look, self._frame)
        self._segments += len(own)
        if self._segments > MOST_SEGMENTS:
            raise Unfit(f"Its paths have more than {MOST_SEGMENTS:,} pieces. Save a simpler drawing.")
        if len(own) < 2:
            return ""
        fill, stroke = self._paint(look, "fill", own, turn), self._paint(look, "stroke", own, turn)
        width = length(look["stroke-width"], self._frame.diagonal) or 0.0
        both = fill is not None and stroke is not None and width > 0
        share = 1.0 if both else opacity
        layers = {"fill": "", "stroke": ""}
        if fill is not None:
            layers["fill"] = self._filled(
                turn.path(own), fill, share * look.number("fill-opacity"), look["fill-rule"] == "evenodd", within
            )
        if stroke is not None and width > 0:
            layers["stroke"] = self._stroked(own, turn, stroke, share * look.number("stroke-opacity"), look, within)
        order = [each for each in look["paint-order"].lower().split() if each in layers]
        order += [each for each in layers if each not in order]
        found = "".join(layers[each] for each in order)
        return self._seen_through(found, opacity) if both and opacity < 1 and found else found

    def _paint(self, look: Look, name: str, own: Sequence[Segment], turn: Turn) -> Shade | Colour4 | None:
        """Return what a shape is painted with, a gradient counted in the frame of what is written."""
        identity, colour = look.paint(name)
        gradient = self._known.get(identity) if identity else None
        if gradient is None or not gradient.tag.endswith("Gradient"):
            return colour
        shade = shade_of(gradient, self._known, self._looks, self._frame, edges(own), turn)
        return colour if shade is None else shade

    # ------------------------------------------------------------------------------------------------------- painting

    def _filled(
        self, path: Sequence[Segment], paint: Shade | Colour4, opacity: float, even_odd: bool, within: Edges
    ) -> str:
        path = self._near(path)
        if not self._notice(path, 0.0, paint, opacity, within):
            return ""
        rule = ' fill-rule="evenodd"' if even_odd else ""
        if not isinstance(paint, Shade):
            return f'<path{_colour("fill", paint, opacity)}{rule} d="{_written(path)}"/>'
        shade, turn = paint, ""
        if shade.radii:
            if shade.turn.is_even:
                shade = round_shade(shade)
            else:
                # An ellipse is drawn as a circle that is squeezed, and the path is widened by as much before.
                scale = math.sqrt(shade.turn.area)
                squeezed = shade.turn @ Turn(a=1 / scale, d=1 / scale)
                path, turn = squeezed.back().path(path), f' transform="matrix({_turn(squeezed)})"'
                shade = round_shade(replace(shade, turn=Turn(a=scale, d=scale)))
        identity = self._gradient(shade, opacity)
        return f'<path fill="url(#{identity})"{rule}{turn} d="{_corners(path, 5)}{_written(path)}"/>'

    def _stroked(
        self, own: Sequence[Segment], turn: Turn, paint: Shade | Colour4, opacity: float, look: Look, within: Edges
    ) -> str:
        scale = math.sqrt(turn.area)
        width = (length(look["stroke-width"], self._frame.diagonal) or 0.0) * scale
        miter = max(1.0, float(look["stroke-miterlimit"]))
        reach = width / 2 * (miter if look["stroke-linejoin"].lower() == "miter" else 1.5)
        if not self._notice(turn.path(own), reach * _widest(turn) / scale, paint, opacity, within):
            return ""
        squeezed = Turn()
        if not turn.is_even:
            squeezed = turn @ Turn(a=1 / scale, d=1 / scale)
            path = Turn(a=scale, d=scale).path(own)
        else:
            path = turn.path(own)
        begin, colour, line, places = "", "", f' stroke-width="{_digits(width)}"', 2
        if isinstance(paint, Shade):
            if not turn.is_even or (paint.radii and not paint.turn.is_even):
                raise Unfit(f"It holds a line with a gradient that is squeezed, which is not printed. {SAVE_PLAIN}")
            # The press draws a line with a gradient one unit wide, whatever is said. So units are as wide as the line.
            squeezed, smaller = Turn(a=width, d=width), Turn(a=1 / width, d=1 / width)
            path, scale = smaller.path(path), scale / width
            shade = round_shade(paint)
            identity = self._gradient(round_shade(replace(shade, turn=smaller)), opacity)
            begin, colour, line, places = _corners(path, reach / width), f' stroke="url(#{identity})"', "", 6
        else:
            colour = _colour("stroke", paint, opacity)
        for name, usual in (("linecap", "butt"), ("linejoin", "miter")):
            if look[f"stroke-{name}"].lower() != usual:
                line += f' stroke-{name}="{look[f"stroke-{name}"].lower()}"'
        if look["stroke-linejoin"].lower() == "miter" and miter != 4:
            line += f' stroke-miterlimit="{_digits(miter)}"'
        turned = "" if squeezed == Turn() else f' transform="matrix({_turn(squeezed)})"'
        return (
            f'<path fill="none"{colour}{line}{self._dashes(look, scale)}{turned} d="{begin}{_written(path, places)}"/>'
        )

    def _dashes(self, look: Look, scale: float) -> str:
        value = look["stroke-dasharray"]
        if value.lower() == "none":
            return ""
        dashes = [(length(each, self._frame.diagonal) or 0.0) * scale for each in re.split(r"[\s,]+", value.strip())]
        dashes *= 1 + len(dashes) % 2
        if not sum(dashes):
            return ""
        if sum(dashes) < 1 or len(dashes) > 40:
            raise Unfit("Its dashes are too fine to be printed. Save it with whole lines.")
        off = (length(look["stroke-dashoffset"], self._frame.diagonal) or 0.0) * scale % sum(dashes)
        return f' stroke-dasharray="{" ".join(map(_digits, dashes))}" stroke-dashoffset="{_digits(off)}"'

    def _gradient(self, shade: Shade, opacity: float) -> str:
        """Add a gradient and return its id."""
        identity = f"d{len(self._defs)}"
        (x1, y1), (x2, y2) = shade.start, shade.end
        for each in (x1, y1, x2, y2, *(shade.radii or ())):
            if not abs(each) < FARTHEST_SHADE:
                near(math.inf)
        stops = "".join(
            f'<stop offset="{place:.6g}"{_colour("stop", colour, opacity)}/>'
            for place, colour in stepped(shade.stops, bool(shade.radii))
        )
        if shade.radii is None:
            if math.dist(shade.start, shade.end) < 1e-3:
                raise Unfit(f"It holds a gradient that is too small to be seen. {SAVE_PLAIN}")
            tag, places = "linearGradient", {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
        else:
            tag = "radialGradient"
            places = {"cx": x2, "cy": y2, "r": shade.radii[1], "fx": x1, "fy": y1, "fr": shade.radii[0]}
        said = "".join(f' {name}="{each:.4f}"' for name, each in places.items())
        self._defs.append(f'<{tag} id="{identity}" gradientUnits="userSpaceOnUse"{said}>{stops}</{tag}>')
        return identity

    def _notice(
        self, path: Sequence[Segment], reach: float, paint: Shade | Colour4, opacity: float, within: Edges
    ) -> bool:
        """Return whether anything is seen of a path that is painted, and remember whether it is on white paper."""
        found = edges(path)
        if found is None:
            return False
        left, top, right, low = found
        if not max(reach, *map(abs, found)) < FARTHEST:
            near(math.inf)
        shown = _common(within, (left - reach, top - reach, right + reach, low + reach))
        colours = [paint] if not isinstance(paint, Shade) else [each for _, each in paint.stops]
        alpha = max(each[3] for each in colours) * opacity
        if alpha < 0.004 or shown[2] - shown[0] <= 0 or shown[3] - shown[1] <= 0:
            return False
        self._is_seen = True
        self._is_dark |= any(1 - each[3] * opacity * (1 - min(each[:3])) < FAINT for each in colours)
        return True

    # -------------------------------------------------------------------------------------------------------- cutting

    def _clip(self, element: SvgElement, turn: Turn) -> list[Segment] | None:
        """Return the path by which an element is cut out, or None where it is not. Raises Unfit where it can't be."""
        value = self._looks[id(element)]["clip-path"]
        found = re.fullmatch(r"url\(\s*[\"']?\s*#([^\s\"'()]+)\s*[\"']?\s*\)\s*", value, re.IGNORECASE)
        cut = self._known.get(found[1]) if found else None
        if cut is None or cut.tag != "clipPath":
            return None
        turn = turn @ turn_of(self._looks[id(cut)]["transform"])
        frame = self._frame
        if cut.attributes.get("clipPathUnits", "").strip() == "objectBoundingBox":
            raise Unfit(f"It is cut out by a path that is measured by what it cuts, which is not printed. {SAVE_PLAIN}")
        shapes: list[tuple[list[Segment], bool]] = []
        for child in cut.children:
            look = self._looks[id(child)]
            if child.tag == "g" or look["display"].lower() == "none" or look["visibility"].lower() != "visible":
                continue
            if child.tag in SHAPES:
                path = outline(child.tag, child.attributes, look, frame)
                self._segments += len(path)
                if self._segments > MOST_SEGMENTS:
                    raise Unfit(f"Its paths have more than {MOST_SEGMENTS:,} pieces. Save a simpler drawing.")
                path = (turn @ turn_of(look["transform"])).path(path)
                shapes.append((path, look["clip-rule"].lower() == "evenodd"))
        shapes = [([*self._near(path)], even_odd) for path, even_odd in shapes]
        whole = [segment for path, _ in shapes for segment in path]
        box = edges(whole)
        if box and not _same_either_way(shapes, whole, _common(box, self._edges)):
            raise Unfit(f"It is cut out by paths that lie over one another, which is not printed. {SAVE_PLAIN}")
        return whole

    def _near(self, path: Sequence[Segment]) -> Sequence[Segment]:
        """Return a path without what is far from the frame. Raises Unfit where curves reach so far."""
        found = edges(path)
        if found is None or max(map(abs, found)) < FARTHEST:
            return path
        if any(kind == "C" for kind, _ in path):
            near(math.inf)
        _, _, width, height = self._edges
        return cropped(path, (-width, -height, 2 * width, 2 * height))

    def _clip_of(self, path: Sequence[Segment]) -> str:
        """Add a path to cut by and return its id."""
        identity = f"d{len(self._defs)}"
        self._defs.append(f'<clipPath id="{identity}"><path d="{_written(path)}"/></clipPath>')
        return identity


# ------------------------------------------------------------------------------------------------------------ the frame


def _view_box(text: str) -> Edges | None:
    """Return the corner, width and height that `viewBox` says, or None where a browser would not understand it."""
    given = re.split(r"\s*,\s*|\s+", text.strip())
    if len(given) != 4 or not all(re.fullmatch(NUMBER, each) for each in given):
        return None
    left, top, width, height = (near(float(each)) for each in given)
    if width < 0 or height < 0:
        return None
    if not width or not height:
        raise Unfit(NO_SIZE)
    return left, top, width, height


def _size(look: Look, box: Edges | None) -> tuple[float, float]:
    """Return width and height of a drawing in pixels of CSS. Raises Unfit where it has none."""
    values = [look["width"], look["height"]]
    width, height = (None if each.endswith("%") or each == "auto" else length(each, 0.0) for each in values)
    if box and width is None:
        width = box[2] if height is None else height * box[2] / box[3]
    if box and height is None and width is not None:
        height = width * box[3] / box[2]
    if not width or not height or min(width, height) < 1e-6:
        raise Unfit(NO_SIZE)
    return width, height


def _fitted(box: Edges | None, width: float, height: float, fit: str) -> Turn:
    """Return how a drawing comes into its frame (SVG 2, section 8.6)."""
    if not box:
        return Turn()
    across, down = width / box[2], height / box[3]
    found = re.fullmatch(r"(?:defer\s+)?(none|x(Min|Mid|Max)Y(Min|Mid|Max))(?:\s+(meet|slice))?", fit.strip())
    if found and found[1] == "none":
        return Turn(across, 0, 0, down, -box[0] * across, -box[1] * down)
    scale = (max if found and found[4] == "slice" else min)(across, down)
    part = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
    x = (width - box[2] * scale) * part[found[2] if found else "Mid"]
    y = (height - box[3] * scale) * part[found[3] if found else "Mid"]
    return Turn(scale, 0, 0, scale, x - box[0] * scale, y - box[1] * scale)


# --------------------------------------------------------------------------------------------------- edges and cutting


def _square(box: Edges) -> list[Segment]:
    left, top, right, low = box
    return [("M", ((left, top),)), *(("L", (each,)) for each in ((right, top), (right, low), (left, low))), ("Z", ())]


def _common(one: Edges, other: Edges) -> Edges:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _same_either_way(shapes: Sequence[tuple[list[Segment], bool]], whole: Sequence[Segment], box: Edges) -> bool:
    """Whether shapes, each by its own rule, cover what one path of all of them covers that winds round it."""
    if len(shapes) == 1 and not shapes[0][1]:
        return True
    left, top, right, low = box
    rows = [top + (low - top) * (at + 0.5) / ROWS for at in range(ROWS)]
    together = windings(whole, rows)
    each = [(windings(path, rows), even_odd) for path, even_odd in shapes]
    for row in range(ROWS):
        for at in range(ROWS):
            x = left + (right - left) * (at + 0.5) / ROWS
            inside = any(winds(row, x) % 2 if even_odd else winds(row, x) for winds, even_odd in each)
            if inside != bool(together(row, x)):
                return False
    return True


def _widest(turn: Turn) -> float:
    """Return how many times as long a line can become."""
    return math.hypot(turn.a, turn.b, turn.c, turn.d)


# ------------------------------------------------------------------------------------------------------------- writing


def _digits(number: float, places: int = 2) -> str:
    """Return a number as it is written: hundredths, of a frame of a thousand, are too small to be seen."""
    text = f"{number:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _written(path: Sequence[Segment], places: int = 2) -> str:
    return "".join(
        kind + " ".join(f"{_digits(x, places)} {_digits(y, places)}" for x, y in points) for kind, points in path
    )


def _corners(path: Sequence[Segment], reach: float) -> str:
    """Return two places that show nothing: they make the box of a gradient larger than the path, which else ends it."""
    left, top, right, low = edges(path) or (0.0, 0.0, 0.0, 0.0)
    return f"M{_digits(left - reach)} {_digits(top - reach)}M{_digits(right + reach)} {_digits(low + reach)}"


def _turn(turn: Turn) -> str:
    return " ".join(f"{each:.8f}" for each in (turn.a, turn.b, turn.c, turn.d, turn.e, turn.f))


def _colour(name: str, colour: Colour4, opacity: float) -> str:
    """Return the attributes for a colour, which a `stop` has under longer names."""
    key = f"{name}-color" if name == "stop" else name
    digits = "".join(f"{round(each * 255):02x}" for each in colour[:3])
    alpha = colour[3] * opacity
    return f' {key}="#{digits}"' + (f' {name}-opacity="{alpha:.4g}"' if alpha < 1 else "")
