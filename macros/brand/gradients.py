"""Owns the gradients of a drawing: their colours, and where they begin and end; painting with them is for `paint`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace

from macros.brand.drawing import SvgElement
from macros.brand.look import Colour4, Look, length, share
from macros.brand.outlines import SMALL, Edges, Point, Turn, Viewport, turn_of
from macros.brand.tables import SAVE_PLAIN
from macros.brand.unfit import Unfit

HREFS = ("href", "xlink:href")

BETWEEN = 16
"""How many steps there are from one colour to the next where one of them is clearer: printers mix such colours in ways
of their own, and steps so small look alike in all of them."""

BEYOND_MEASURE = 1e6
"""What no number is larger than by which a gradient is turned or moved: a PDF counts in numbers of seven figures."""

AT_ONCE = 1e-4
"""How far from the beginning a second colour is that begins where the first does."""

Stops = tuple[tuple[float, Colour4], ...]
"""How far each colour is from the beginning (0) to the end (1), in order."""


@dataclass(frozen=True)
class Shade:
    """A gradient: along a line where `radii` is None, else from a circle to another, the centre of each first."""

    start: Point
    end: Point
    radii: tuple[float, float] | None
    turn: Turn
    """From where these are counted to where the shape is."""
    stops: Stops


def shade_of(
    gradient: SvgElement,
    known: Mapping[str, SvgElement],
    looks: Mapping[int, Look],
    frame: Viewport,
    box: Edges | None,
    outer: Turn,
) -> Shade | Colour4 | None:
    """Return what `gradient` paints with a shape whose outline has the edges `box`: a gradient, one colour, or nothing.

    `known` are elements by their ids, `looks` how each looks, `outer` turns the shape to where it is drawn. Raises
    Unfit where it would be drawn otherwise than a browser does.
    """
    chain = _chain(gradient, known)
    said: dict[str, str] = {}
    for each in reversed(chain):
        said |= each.attributes
    if said.get("spreadMethod", "pad").strip() in ("reflect", "repeat"):
        raise Unfit(
            f"It holds a gradient that begins again at its end (spreadMethod), which is not printed. {SAVE_PLAIN}"
        )
    if "transform" in gradient.attributes or looks[id(gradient)]["transform"] != "none":
        raise Unfit(f"It holds a gradient that is turned by a style, which is not printed. {SAVE_PLAIN}")
    stops = next((found for each in chain if (found := _stops(each, looks))), ())
    if not stops:
        return None
    in_frame = said.get("gradientUnits", "").strip() == "userSpaceOnUse"
    turn = turn_of(said.get("gradientTransform", ""))
    if not in_frame:
        if box is None or min(box[2] - box[0], box[3] - box[1]) < SMALL:
            return None
        turn = Turn(box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1]) @ turn
        frame = Viewport(1.0, 1.0)
    if max(map(abs, astuple(outer @ turn))) > BEYOND_MEASURE:
        raise Unfit(f"It holds a gradient that is stretched beyond measure, which is not printed. {SAVE_PLAIN}")
    if turn.area < SMALL**2:
        return stops[-1][1]

    def place(name: str, whole: float, missing: str) -> float:
        found = length(said.get(name, missing).strip(), whole)
        return (length(missing, whole) if found is None else found) or 0.0

    if len(stops) == 1:
        return stops[0][1]
    if gradient.tag == "linearGradient":
        start = place("x1", frame.width, "0%"), place("y1", frame.height, "0%")
        end = place("x2", frame.width, "100%"), place("y2", frame.height, "0%")
        if math.dist(start, end) < SMALL:
            return stops[-1][1]
        return Shade(*_straight(start, end, outer @ turn), None, Turn(), stops)
    centre = place("cx", frame.width, "50%"), place("cy", frame.height, "50%")
    radius = place("r", frame.diagonal, "50%")
    inner = place("fr", frame.diagonal, "0%")
    focus = (
        place("fx", frame.width, said.get("cx", "50%")),
        place("fy", frame.height, said.get("cy", "50%")),
    )
    if 0 <= radius < SMALL:
        return stops[-1][1]
    if inner < 0 or math.dist(centre, focus) + inner > radius * 0.999:
        raise Unfit(f"It holds a gradient that begins outside of its own circle, which is not printed. {SAVE_PLAIN}")
    return Shade(focus, centre, (inner, radius), outer @ turn, stops)


def round_shade(shade: Shade) -> Shade:
    """Return the same gradient counted where the shape is, which only one can be whose circles stay circles."""
    scale = math.sqrt(shade.turn.area)
    radii = shade.radii and (shade.radii[0] * scale, shade.radii[1] * scale)
    return replace(
        shade, start=shade.turn.point(shade.start), end=shade.turn.point(shade.end), radii=radii, turn=Turn()
    )


def _chain(gradient: SvgElement, known: Mapping[str, SvgElement]) -> list[SvgElement]:
    """Return a gradient, that which it takes the rest from, and so on."""
    chain = [gradient]
    while True:
        href = next((chain[-1].attributes[each] for each in HREFS if each in chain[-1].attributes), "")
        after = known.get(href[1:])
        if after is None or not after.tag.endswith("Gradient") or after in chain:
            return chain
        chain.append(after)


def _stops(gradient: SvgElement, looks: Mapping[int, Look]) -> Stops:
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


def stepped(stops: Stops, is_round: bool) -> Stops:
    """Return colours from 0 to 1, with steps between two where one is clearer than the other."""
    whole = [(0.0, stops[0][1]), *stops] if stops[0][0] > 0 else list(stops)
    if whole[-1][0] < 1:
        whole.append((1.0, whole[-1][1]))
    found: list[tuple[float, Colour4]] = []
    for at, (place, colour) in enumerate(whole):
        if at:
            before, last = whole[at - 1]
            if place > before and last[3] != colour[3]:
                for step in range(1, BETWEEN):
                    part = step / BETWEEN
                    mixed = tuple(one + (other - one) * part for one, other in zip(last, colour, strict=True))
                    found.append((before + (place - before) * part, (mixed[0], mixed[1], mixed[2], mixed[3])))
        # What begins at once would hide the colour before the beginning, within the inner circle.
        found.append((max(place, AT_ONCE) if at and is_round else place, colour))
    return tuple(found)


def _straight(start: Point, end: Point, turn: Turn) -> tuple[Point, Point]:
    """Return where a gradient along a line begins and ends once it is turned; its colours stay square to it."""
    (x1, y1), (x2, y2) = turn.point(start), turn.point(end)
    # A line of one colour, square to the gradient, is turned too; the new gradient is square to what becomes of it.
    along = Turn(turn.a, turn.b, turn.c, turn.d).point((start[1] - end[1], end[0] - start[0]))
    square = along[1], -along[0]
    far = math.hypot(*square)
    reach = ((x2 - x1) * square[0] + (y2 - y1) * square[1]) / far**2
    return (x1, y1), (x1 + reach * square[0], y1 + reach * square[1])
