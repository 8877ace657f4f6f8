"""Owns the gradients of a drawing: their colours, and where they begin and end; painting with them is for `paint`.

`docs/assets/second-round/desk/gradients.mjs` is the same in JavaScript, to the last digit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace

from macros.brand.colours import SPACES, Colour4, share
from macros.brand.drawing import SvgElement
from macros.brand.look import Look, length
from macros.brand.outlines import SMALL, Edges, Point, Transform, Viewport, distance, transform_of
from macros.brand.tables import (
    GRADIENT_AGAIN,
    GRADIENT_CHAIN,
    GRADIENT_OUTSIDE,
    GRADIENT_STRETCHED,
    GRADIENT_TURNED,
    LONGEST_CHAIN,
    SAVE_PLAIN,
)
from macros.brand.unfit import Unfit

HREFS = ("href", "xlink:href")

BEYOND_MEASURE = 1e6
"""What no number is larger than by which a gradient is turned or moved: a PDF counts in numbers of seven figures."""

AT_ONCE = 1e-4
"""How far from the beginning or the end the other colour is where two begin or end: each goes on to its own side."""

Stops = tuple[tuple[float, Colour4], ...]
"""How far each colour is from the beginning (0) to the end (1), in order."""


@dataclass(frozen=True)
class Shade:
    """A gradient: along a line where `radii` is None, else from a circle to another, the centre of each first."""

    start: Point
    end: Point
    radii: tuple[float, float] | None
    turn: Transform
    """From where these are counted to where the shape is."""
    stops: Stops


def shade_of(
    gradient: SvgElement,
    known: Mapping[str, SvgElement],
    looks: Mapping[int, Look],
    frame: Viewport,
    box: Edges | None,
    outer: Transform,
) -> Shade | Colour4 | None:
    """Return what `gradient` paints with a shape whose outline has the edges `box`: a gradient, one colour, or nothing.

    `known` are elements by their ids, `looks` how each looks, `outer` turns the shape to where it is drawn. Raises
    Unfit where it would be drawn otherwise than a browser does.
    """
    chain = _chain_of(gradient, known)
    said: dict[str, str] = {}
    for each in reversed(chain):
        said |= each.attributes
    if said.get("spreadMethod", "pad").strip(SPACES) in ("reflect", "repeat"):
        raise Unfit(GRADIENT_AGAIN.format(instead=SAVE_PLAIN))
    if "transform" in gradient.attributes or looks[id(gradient)]["transform"] != "none":
        raise Unfit(GRADIENT_TURNED.format(instead=SAVE_PLAIN))
    stops = next((found for each in chain if (found := _stops_of(each, looks))), ())
    if not stops:
        return None
    in_frame = said.get("gradientUnits", "").strip(SPACES) == "userSpaceOnUse"
    turn = transform_of(said.get("gradientTransform", ""))
    if not in_frame:
        if box is None or min(box[2] - box[0], box[3] - box[1]) < SMALL:
            return None
        turn = Transform(box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1]) @ turn
        frame = Viewport(1.0, 1.0)
    if max(map(abs, astuple(outer @ turn))) > BEYOND_MEASURE:
        raise Unfit(GRADIENT_STRETCHED.format(instead=SAVE_PLAIN))
    if turn.area < SMALL * SMALL:
        return stops[-1][1]

    def place(name: str, whole: float, missing: str) -> float:
        found = length(said.get(name, missing).strip(SPACES), whole)
        return (length(missing, whole) if found is None else found) or 0.0

    if len(stops) == 1:
        return stops[0][1]
    if gradient.tag == "linearGradient":
        start = place("x1", frame.width, "0%"), place("y1", frame.height, "0%")
        end = place("x2", frame.width, "100%"), place("y2", frame.height, "0%")
        if distance((end[0] - start[0], end[1] - start[1])) < SMALL:
            return stops[-1][1]
        return Shade(*_straight(start, end, outer @ turn), None, Transform(), stops)
    centre = place("cx", frame.width, "50%"), place("cy", frame.height, "50%")
    radius = place("r", frame.diagonal, "50%")
    inner = place("fr", frame.diagonal, "0%")
    focus = (
        place("fx", frame.width, said.get("cx", "50%")),
        place("fy", frame.height, said.get("cy", "50%")),
    )
    if 0 <= radius < SMALL:
        return stops[-1][1]
    if inner < 0 or distance((focus[0] - centre[0], focus[1] - centre[1])) + inner > radius * 0.999:
        raise Unfit(GRADIENT_OUTSIDE.format(instead=SAVE_PLAIN))
    return Shade(focus, centre, (inner, radius), outer @ turn, stops)


def round_shade(shade: Shade) -> Shade:
    """Return the same gradient counted where the shape is, which only one can be whose circles stay circles."""
    scale = math.sqrt(shade.turn.area)
    radii = shade.radii and (shade.radii[0] * scale, shade.radii[1] * scale)
    return replace(
        shade, start=shade.turn.point(shade.start), end=shade.turn.point(shade.end), radii=radii, turn=Transform()
    )


def _chain_of(gradient: SvgElement, known: Mapping[str, SvgElement]) -> list[SvgElement]:
    """Return a gradient, that which it takes the rest from, and so on."""
    chain = [gradient]
    while True:
        href = next((chain[-1].attributes[each] for each in HREFS if each in chain[-1].attributes), "")
        after = known.get(href[1:])
        if after is None or not after.tag.endswith("Gradient") or any(after is each for each in chain):
            return chain
        if len(chain) == LONGEST_CHAIN:
            raise Unfit(GRADIENT_CHAIN.format(instead=SAVE_PLAIN))
        chain.append(after)


def _stops_of(gradient: SvgElement, looks: Mapping[int, Look]) -> Stops:
    """Return the colours of a gradient, each not before the one before it."""
    stops: list[tuple[float, Colour4]] = []
    for each in gradient.children:
        if each.tag != "stop":
            continue
        at = share(each.attributes.get("offset", "0")) or 0.0
        red, green, blue, alpha = looks[id(each)].colour("stop-color")
        at = max(at, stops[-1][0] if stops else 0.0)
        stops.append((at, (red, green, blue, alpha * looks[id(each)].number("stop-opacity"))))
    return tuple(stops)


def padded(stops: Stops) -> Stops:
    """Return colours from 0 to 1, of which the first and the last stand alone."""
    whole = [(0.0, stops[0][1]), *stops] if stops[0][0] > 0 else list(stops)
    if whole[-1][0] < 1:
        whole.append((1.0, whole[-1][1]))
    first, *between, last = whole
    return first, *((min(max(place, AT_ONCE), 1 - AT_ONCE), colour) for place, colour in between), last


def _straight(start: Point, end: Point, turn: Transform) -> tuple[Point, Point]:
    """Return where a gradient along a line begins and ends once it is turned; its colours stay square to it."""
    (x1, y1), (x2, y2) = turn.point(start), turn.point(end)
    # A line of one colour, square to the gradient, is turned too; the new gradient is square to what becomes of it.
    along = Transform(turn.a, turn.b, turn.c, turn.d).point((start[1] - end[1], end[0] - start[0]))
    square = along[1], -along[0]
    reach = ((x2 - x1) * square[0] + (y2 - y1) * square[1]) / (square[0] * square[0] + square[1] * square[1])
    return (x1, y1), (x1 + reach * square[0], y1 + reach * square[1])
