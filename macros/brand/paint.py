"""Owns a drawing understood as a browser does: its layers, of paths in one frame, plain colours and plain gradients.

What a class, a unit, a variable, a turn or the order of painting said is worked out here, by the rules of browsers, so
that nothing is left over which a printer could understand in its own way. `docs/assets/second-round/desk/paint.mjs` is
the same in JavaScript, to the last digit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import astuple, replace

from macros.brand.colours import NUMBER, SPACES, Colour4, words
from macros.brand.drawing import Rules, SvgElement
from macros.brand.gradients import BEYOND_MEASURE, Shade, padded, round_shade, shade_of
from macros.brand.layers import ALONG, FINE, OPAQUE, PLACE, SHADED, Artwork, Layer, Paint, Path, Rgb, SixNumbers
from macros.brand.look import PLACE_IN_IT, Look, Styles, length, near
from macros.brand.measures import cropped, edges, windings
from macros.brand.outlines import Edges, Segment, Transform, Viewport, distance, outline, transform_of
from macros.brand.tables import (
    ALL_WHITE,
    CUT_BY_MEASURE,
    CUT_BY_OVERLAP,
    DASHES_TOO_FINE,
    FARTHEST,
    FARTHEST_SHADE,
    FRAME,
    GRADIENT_TOO_SMALL,
    MOST_DASHES,
    MOST_SEGMENTS,
    NO_SIZE,
    NOTHING_SEEN,
    ROWS,
    SAVE_PLAIN,
    SEEN_BELOW,
    SHAPES,
    TOO_MANY_PIECES,
    TURNED_WHOLE,
)
from macros.brand.unfit import Unfit, check_shape

_FIT = re.compile(rf"(?:defer[{SPACES}]+)?(none|x(Min|Mid|Max)Y(Min|Mid|Max))(?:[{SPACES}]+(meet|slice))?")

_COMMAS = re.compile(rf"[{SPACES}]*,[{SPACES}]*|[{SPACES}]+")

_DASHES = re.compile(rf"[{SPACES},]+")


def painted(top: SvgElement, rules: Rules) -> tuple[Artwork, float, float]:
    """Return a drawing, and its width and height in pixels of CSS. Raises Unfit."""
    painter = _Painter(top, rules)
    return painter.drawing(), painter.width, painter.height


class _Painter:
    def __init__(self, top: SvgElement, rules: Rules) -> None:
        self._top = top
        self._known: dict[str, SvgElement] = {}
        for each in top.all():
            if "id" in each.attributes:
                self._known.setdefault(each.attributes["id"], each)
        for edge in ("width", "height"):
            if found := re.fullmatch(rf"({NUMBER})(em|rem|ex)", top.attributes.get(edge, "").strip(SPACES)):
                top.attributes[edge] = str(float(found[1]) * (8 if found[2] == "ex" else 16))
        self._looks: dict[int, Look] = {}
        self._look_at(top, None, Styles(rules))
        if self._looks[id(top)]["transform"].lower() != "none":
            raise Unfit(TURNED_WHOLE.format(instead=SAVE_PLAIN))
        box = _view_box(top.attributes.get("viewBox", ""))
        self.width, self.height = _size_of(self._looks[id(top)], box)
        check_shape(self.width, self.height)
        self._scale = FRAME / max(self.width, self.height)
        """From pixels of CSS to the measure that is written."""
        self._edges: Edges = 0.0, 0.0, self.width * self._scale, self.height * self._scale
        self._base = Transform(a=self._scale, d=self._scale) @ _fitted(
            box, self.width, self.height, top.attributes.get("preserveAspectRatio", "")
        )
        self._frame = Viewport(box[2], box[3]) if box else Viewport(self.width, self.height)
        self._left = MOST_SEGMENTS
        """How many pieces of paths, and colours of gradients, there may still be."""
        self._is_seen = self._is_dark = False

    def _look_at(self, element: SvgElement, around: Look | None, styles: Styles) -> None:
        look = self._looks[id(element)] = Look(element, around, styles)
        for child in element.children:
            self._look_at(child, look, styles)

    def drawing(self) -> Artwork:
        """Return all layers. Raises Unfit where nothing of them would be seen on paper."""
        layers = self._ground() + self._group(self._top, self._base, self._edges)
        if not self._is_seen:
            raise Unfit(NOTHING_SEEN)
        if not self._is_dark:
            raise Unfit(ALL_WHITE)
        return {"size": (_whole(self._edges[2], PLACE), _whole(self._edges[3], PLACE)), "layers": layers}

    # ------------------------------------------------------------------------------------------------------- elements

    def _ground(self) -> list[Layer]:
        """Return what is behind all of a drawing."""
        look = self._looks[id(self._top)]
        value = next((look[each] for each in ("background-color", "background") if look[each] != "none"), "")
        if not value:
            return []
        ground = Look(SvgElement("g", {"fill": value, "color": look["color"]}), None, Styles([]))
        found = ground.paint("fill")[1]
        return self._filled(_square(self._edges), found, 1.0, False, self._edges) if found else []

    def _draw(self, element: SvgElement, turn: Transform, within: Edges) -> list[Layer]:
        if element.tag not in SHAPES and element.tag != "g":
            return []
        return self._group(element, turn @ transform_of(self._looks[id(element)]["transform"]), within)

    def _group(self, element: SvgElement, turn: Transform, within: Edges) -> list[Layer]:
        """Return an element with all in it, as it is cut out and as far as one can see through it."""
        look = self._looks[id(element)]
        opacity = look.number("opacity")
        if look["display"].lower() == "none" or turn.area < 1e-12 or not opacity:
            return []
        clip = self._clip(element, turn)
        if clip is not None:
            inner = edges(clip)
            if inner is None:
                return []
            within = _common(within, inner)
        if element.tag in SHAPES:
            layers = self._shape(element, turn, within, opacity)
            opacity = 1.0
        else:
            layers = [layer for child in element.children for layer in self._draw(child, turn, within)]
        return _together(layers, opacity, clip)

    def _shape(self, element: SvgElement, turn: Transform, within: Edges, opacity: float) -> list[Layer]:
        look = self._looks[id(element)]
        if look["visibility"].lower() != "visible":
            return []
        own = outline(element.tag, element.attributes, look, self._frame)
        self._take(len(own))
        if len(own) < 2:
            return []
        fill, stroke = self._paint(look, "fill", own, turn), self._paint(look, "stroke", own, turn)
        width = length(look["stroke-width"], self._frame.diagonal) or 0.0
        both = fill is not None and stroke is not None and width > 0
        share = 1.0 if both else opacity
        layers: dict[str, list[Layer]] = {"fill": [], "stroke": []}
        if fill is not None:
            even_odd = look["fill-rule"].lower() == "evenodd"
            layers["fill"] = self._filled(turn.path(own), fill, share * look.number("fill-opacity"), even_odd, within)
        if stroke is not None and width > 0:
            layers["stroke"] = self._stroked(own, turn, stroke, share * look.number("stroke-opacity"), look, within)
        order = [each for each in words(look["paint-order"].lower()) if each in layers]
        found = [layer for each in dict.fromkeys([*order, *layers]) for layer in layers[each]]
        return _together(found, opacity, None) if both else found

    def _take(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise Unfit(TOO_MANY_PIECES.format(most=f"{MOST_SEGMENTS:,}"))

    def _paint(self, look: Look, name: str, own: Sequence[Segment], turn: Transform) -> Shade | Colour4 | None:
        """Return what a shape is painted with, a gradient counted in the frame of what is written."""
        identity, colour = look.paint(name)
        gradient = self._known.get(identity) if identity else None
        if gradient is None or not gradient.tag.endswith("Gradient"):
            return colour
        shade = shade_of(gradient, self._known, self._looks, self._frame, edges(own), turn)
        if isinstance(shade, Shade):
            self._take(len(shade.stops))
        return colour if shade is None else shade

    # ------------------------------------------------------------------------------------------------------- painting

    def _filled(
        self, path: Sequence[Segment], paint: Shade | Colour4, opacity: float, even_odd: bool, within: Edges
    ) -> list[Layer]:
        path = self._near(path)
        if not self._notice(path, 0.0, paint, opacity, within):
            return []
        return [{"what": "fill", "path": _path_in(path), "even_odd": even_odd, "paint": _paint_in(paint, opacity)}]

    def _stroked(
        self, own: Sequence[Segment], turn: Transform, paint: Shade | Colour4, opacity: float, look: Look, within: Edges
    ) -> list[Layer]:
        scale = math.sqrt(turn.area)
        width = (length(look["stroke-width"], self._frame.diagonal) or 0.0) * scale
        join = look["stroke-linejoin"].lower()
        miter = max(1.0, float(look["stroke-miterlimit"]))
        reach = width / 2 * (miter if join == "miter" else 1.5)
        if not self._notice(turn.path(own), reach * _widest(turn) / scale, paint, opacity, within):
            return []
        if not _whole(width, PLACE):
            return []  # A printer would draw it as thin as it can.
        dashes, offset = self._dashes(look, scale)
        layer: Layer = {
            "what": "line",
            "path": _path_in(turn.path(own)),
            "paint": _paint_in(paint, opacity),
            "width": _whole(width, PLACE),
            "cap": look["stroke-linecap"].lower(),
            "join": join,
            "miter": _whole(miter, PLACE),
            "dashes": dashes,
            "offset": offset,
        }
        if not turn.is_even:
            layer["path"] = _path_in(Transform(a=scale, d=scale).path(own))
            layer["turn"] = _turn_in(turn @ Transform(a=1 / scale, d=1 / scale))
        return [layer]

    def _dashes(self, look: Look, scale: float) -> tuple[tuple[int, ...], int]:
        """Return how long dashes and gaps are by turns, and where in them a line begins."""
        value = look["stroke-dasharray"]
        given = [] if value.lower() == "none" else _DASHES.split(value.strip(SPACES))
        if len(given) > MOST_DASHES:
            raise Unfit(DASHES_TOO_FINE)
        lengths = [(length(each, self._frame.diagonal) or 0.0) * scale for each in given]
        if not any(lengths):
            return (), 0
        dashes = [_whole(each, PLACE) for each in lengths] * (1 + len(lengths) % 2)
        whole = sum(dashes)
        if whole < PLACE:
            raise Unfit(DASHES_TOO_FINE)
        offset = _whole((length(look["stroke-dashoffset"], self._frame.diagonal) or 0.0) * scale, PLACE)
        return tuple(dashes), offset - whole * (offset // whole)

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
        self._is_dark |= any(255 * (1 - each[3] * opacity * (1 - min(each[:3]))) < SEEN_BELOW for each in colours)
        return True

    # -------------------------------------------------------------------------------------------------------- cutting

    def _clip(self, element: SvgElement, turn: Transform) -> list[Segment] | None:
        """Return the path by which an element is cut out, or None where it is not. Raises Unfit where it can't be."""
        value = self._looks[id(element)]["clip-path"]
        found = PLACE_IN_IT.fullmatch(value)
        cut = self._known.get(found[1]) if found else None
        if cut is None or cut.tag != "clipPath":
            return None
        turn = turn @ transform_of(self._looks[id(cut)]["transform"])
        frame = self._frame
        if cut.attributes.get("clipPathUnits", "").strip(SPACES) == "objectBoundingBox":
            raise Unfit(CUT_BY_MEASURE.format(instead=SAVE_PLAIN))
        shapes: list[tuple[list[Segment], bool]] = []
        for child in cut.children:
            look = self._looks[id(child)]
            if child.tag == "g" or look["display"].lower() == "none" or look["visibility"].lower() != "visible":
                continue
            if child.tag in SHAPES:
                path = outline(child.tag, child.attributes, look, frame)
                self._take(len(path))
                path = (turn @ transform_of(look["transform"])).path(path)
                shapes.append((path, look["clip-rule"].lower() == "evenodd"))
        shapes = [([*self._near(path)], even_odd) for path, even_odd in shapes]
        whole = [segment for path, _ in shapes for segment in path]
        box = edges(whole)
        if box and not _is_same_either_way(shapes, whole, _common(box, self._edges)):
            raise Unfit(CUT_BY_OVERLAP.format(instead=SAVE_PLAIN))
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


# ------------------------------------------------------------------------------------------------------------ the frame


def _view_box(text: str) -> Edges | None:
    """Return the corner, width and height that `viewBox` says, or None where a browser would not understand it."""
    given = _COMMAS.split(text.strip(SPACES))
    if len(given) != 4 or not all(re.fullmatch(NUMBER, each) for each in given):
        return None
    left, top, width, height = (near(float(each)) for each in given)
    if width < 0 or height < 0:
        return None
    if not width or not height:
        raise Unfit(NO_SIZE)
    return left, top, width, height


def _size_of(look: Look, box: Edges | None) -> tuple[float, float]:
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


def _fitted(box: Edges | None, width: float, height: float, fit: str) -> Transform:
    """Return how a drawing comes into its frame (SVG 2, section 8.6)."""
    if not box:
        return Transform()
    across, down = width / box[2], height / box[3]
    found = _FIT.fullmatch(fit.strip(SPACES))
    if found and found[1] == "none":
        return Transform(across, 0, 0, down, -box[0] * across, -box[1] * down)
    scale = (max if found and found[4] == "slice" else min)(across, down)
    part = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
    x = (width - box[2] * scale) * part[found[2] if found else "Mid"]
    y = (height - box[3] * scale) * part[found[3] if found else "Mid"]
    return Transform(scale, 0, 0, scale, x - box[0] * scale, y - box[1] * scale)


# --------------------------------------------------------------------------------------------------- edges and cutting


def _square(box: Edges) -> list[Segment]:
    left, top, right, low = box
    return [("M", ((left, top),)), *(("L", (each,)) for each in ((right, top), (right, low), (left, low))), ("Z", ())]


def _common(one: Edges, other: Edges) -> Edges:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _is_same_either_way(shapes: Sequence[tuple[list[Segment], bool]], whole: Sequence[Segment], box: Edges) -> bool:
    """Whether shapes, each by its own rule, cover what one path of all of them covers that winds round it."""
    if len(shapes) == 1 and not shapes[0][1]:
        return True
    if box[2] <= box[0] or box[3] <= box[1]:
        return True
    together = windings(whole, box, ROWS)
    each = [(windings(path, box, ROWS), even_odd) for path, even_odd in shapes]
    return all(
        bool(together[row][at]) == any(rows[row][at] % 2 if even_odd else rows[row][at] for rows, even_odd in each)
        for row in range(ROWS)
        for at in range(ROWS)
    )


def _widest(turn: Transform) -> float:
    """Return how many times as long a line can become."""
    return math.sqrt(turn.a * turn.a + turn.b * turn.b + turn.c * turn.c + turn.d * turn.d)


# ---------------------------------------------------------------------------------------------------- in whole numbers


def _whole(number: float, parts: int) -> int:
    """Return a number of so many parts to a unit. Raises Unfit for one beyond all paper."""
    return math.floor(near(number) * parts + 0.5)


def _path_in(path: Sequence[Segment]) -> Path:
    kinds = "".join(kind for kind, _ in path)
    places = tuple(_whole(each, PLACE) for _, points in path for point in points for each in point)
    return {"kinds": kinds, "places": places}


def _turn_in(turn: Transform) -> SixNumbers:
    # What is turned beyond measure has more figures than a PDF counts in.
    if not all(abs(each) < BEYOND_MEASURE for each in astuple(turn)):
        near(math.inf)
    a, b, c, d, e, f = (_whole(each, FINE) for each in astuple(turn))
    return a, b, c, d, e, f


def _rgb(colour: Colour4) -> Rgb:
    red, green, blue = (_whole(each, 255) for each in colour[:3])
    return red, green, blue


def _paint_in(paint: Shade | Colour4, opacity: float) -> Paint:
    """Return what something is painted with. Raises Unfit for a gradient that is too small, or far away."""
    if not isinstance(paint, Shade):
        return {"colour": _rgb(paint), "opacity": _whole(paint[3] * opacity, OPAQUE)}
    shade, turn = paint, Transform()
    if shade.radii and not shade.turn.is_even:
        # An ellipse is a circle that is squeezed.
        scale = math.sqrt(shade.turn.area)
        turn = shade.turn @ Transform(a=1 / scale, d=1 / scale)
        shade = replace(shade, turn=Transform(a=scale, d=scale))
    shade = round_shade(shade)
    if not all(abs(each) < FARTHEST_SHADE for each in (*shade.start, *shade.end, *(shade.radii or ()))):
        near(math.inf)
    (x1, y1), (x2, y2) = shade.start, shade.end
    found: Paint = {
        "stops": tuple(
            (_whole(at, ALONG), _rgb(colour), _whole(colour[3] * opacity, OPAQUE)) for at, colour in padded(shade.stops)
        ),
        "start": (_whole(x1, SHADED), _whole(y1, SHADED)),
        "end": (_whole(x2, SHADED), _whole(y2, SHADED)),
    }
    if shade.radii:
        found["radii"] = _whole(shade.radii[0], SHADED), _whole(shade.radii[1], SHADED)
    elif distance((x2 - x1, y2 - y1)) < 1e-3:
        raise Unfit(GRADIENT_TOO_SMALL.format(instead=SAVE_PLAIN))
    if turn != Transform():
        found["turn"] = _turn_in(turn)
    return found


def _together(layers: list[Layer], opacity: float, clip: Sequence[Segment] | None) -> list[Layer]:
    """Return layers as one, where they are seen through or cut out."""
    if not layers or (opacity == 1 and not clip):
        return layers
    group: Layer = {"what": "group", "opacity": _whole(opacity, OPAQUE), "layers": layers}
    if clip:
        group["clip"] = _path_in(clip)
    return [group]
