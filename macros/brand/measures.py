"""Owns how far the lines of a drawing reach, and what they go round; what the lines are is for `outlines`.

`docs/assets/second-round/desk/measures.mjs` is the same in JavaScript, to the last digit.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from macros.brand.outlines import Edges, Point, Segment


def edges(segments: Sequence[Segment]) -> Edges | None:
    """Return the edges of what a path encloses, or None where it has no piece."""
    xs: list[float] = []
    ys: list[float] = []
    at: Point = 0.0, 0.0
    begun = False
    for kind, points in segments:
        if kind == "Z":
            continue
        if kind == "M":
            at, begun = points[0], False
            continue
        for values, axis in ((xs, 0), (ys, 1)):
            if not begun:
                values.append(at[axis])
            values += _reached([at[axis], *(each[axis] for each in points)])
        at, begun = points[-1], True
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def _reached(values: list[float]) -> list[float]:
    """Return the end of a line or curve on one axis, and where it turns back."""
    if len(values) == 2:
        return values[1:]
    p0, p1, p2, p3 = values
    a, b, c = p3 - 3 * p2 + 3 * p1 - p0, 2 * (p2 - 2 * p1 + p0), p1 - p0
    roots: list[float] = []
    if abs(a) < 1e-12:
        roots = [-c / b] if abs(b) > 1e-12 else []
    elif (under := b * b - 4 * a * c) >= 0:
        roots = [(-b + sign * math.sqrt(under)) / (2 * a) for sign in (1, -1)]
    inside = [t for t in roots if 0 < t < 1]
    return [p3, *(_on_curve(values, t) for t in inside)]


def _on_curve(values: Sequence[float], t: float) -> float:
    p0, p1, p2, p3 = values
    s = 1 - t
    return s * s * s * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t * t * t * p3


def polygons(segments: Sequence[Segment]) -> Iterator[list[Point]]:
    """Yield each closed line of a path, with eight straight pieces for a curve."""
    points: list[Point] = []
    for kind, given in segments:
        if kind == "M":
            if len(points) > 2:
                yield points
            points = [given[0]]
        elif kind == "L":
            points.append(given[0])
        elif kind == "C":
            xs, ys = zip(points[-1], *given, strict=True)
            points += [(_on_curve(xs, step / 8), _on_curve(ys, step / 8)) for step in range(1, 9)]
    if len(points) > 2:
        yield points


def cropped(segments: Sequence[Segment], box: Edges) -> list[Segment]:
    """Return what encloses the same within `box` and reaches no farther, edge by edge as Sutherland and Hodgman do."""
    kept: list[Segment] = []
    for points in polygons(segments):
        for axis, edge, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
            inside: list[Point] = []
            for one, other in zip(points, [*points[1:], *points[:1]], strict=True):
                here, there = sign * (one[axis] - edge), sign * (other[axis] - edge)
                if here >= 0:
                    inside.append(one)
                if (here < 0) != (there < 0):
                    part = here / (here - there)
                    inside.append((one[0] + part * (other[0] - one[0]), one[1] + part * (other[1] - one[1])))
            points = inside
        if points:
            kept += [("M", (points[0],)), *(("L", (each,)) for each in points[1:]), ("Z", ())]
    return kept


def windings(segments: Sequence[Segment], box: Edges, rows: int) -> list[list[int]]:
    """Return how often a path goes round points of `box`: in so many rows of as many each."""
    left, top, right, low = box
    levels = [top + (low - top) * (at + 0.5) / rows for at in range(rows)]
    found = [[0] * (rows + 1) for _ in range(rows)]
    for points in polygons(segments):
        for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
            begin, end, way = (y1, y2, 1) if y1 < y2 else (y2, y1, -1)
            for at, y in enumerate(levels):
                if begin <= y < end:
                    part = (x1 + (y - y1) * (x2 - x1) / (y2 - y1) - left) / (right - left)
                    # The first point of the row that is to the right of it.
                    found[at][max(0, min(rows, math.floor(part * rows + 0.5)))] += way
    for row in found:
        for at in range(1, rows):
            row[at] += row[at - 1]
    return [row[:-1] for row in found]
