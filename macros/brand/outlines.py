"""Owns the lines of a drawing as numbers: paths, shapes, and how they are turned; painting them is for `paint`.

`docs/assets/second-round/desk/outlines.mjs` is the same in JavaScript, to the last digit: so nothing is reckoned here
but by what every processor does alike (sums, products, quotients and square roots), and in the same order.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from macros.brand.colours import NUMBER, SPACES
from macros.brand.look import UNITS, Look, length, near
from macros.brand.tables import SAVE_PLAIN, TURNED_IN_SPACE
from macros.brand.unfit import Unfit

Point = tuple[float, float]

Segment = tuple[str, tuple[Point, ...]]
"""A piece of a path: M, L, C or Z, and its points, all of them counted from the corner."""

Edges = tuple[float, float, float, float]
"""Left, top, right and bottom of something."""

SMALL = 1e-9
"""What is so small is nothing."""

ROUND = 4 / 3 * (math.sqrt(2) - 1)
"""How far the handles of a quarter of a circle stand off, of its radius."""

DEGREE = math.pi / 180
"""How long the arc of a degree is, of its radius."""


@dataclass(frozen=True)
class Transform:
    """A change of coordinates (an affine map): x becomes a·x + c·y + e, y becomes b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __matmul__(self, inner: Transform) -> Transform:
        """Return what both make together, `inner` first."""
        return Transform(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    @property
    def area(self) -> float:
        """How many times as large an area becomes; 0 where everything falls together."""
        return abs(self.a * self.d - self.b * self.c)

    @property
    def is_even(self) -> bool:
        """Whether a circle stays a circle."""
        small = 1e-4 * max(map(abs, (self.a, self.b, self.c, self.d)))
        turned = abs(self.a - self.d) <= small and abs(self.b + self.c) <= small
        return turned or (abs(self.a + self.d) <= small and abs(self.b - self.c) <= small)

    def point(self, point: Point) -> Point:
        x, y = point
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def path(self, segments: Sequence[Segment]) -> list[Segment]:
        return [(kind, tuple(map(self.point, points))) for kind, points in segments]


# ----------------------------------------------------------------------------------------------------------- transforms

_STEP = re.compile(rf"[{SPACES}]*(?:,[{SPACES}]*)?([A-Za-z]+)[{SPACES}]*\(([^()]*)\)[{SPACES}]*")

_VALUES = re.compile(rf"[{SPACES}]*,[{SPACES}]*|[{SPACES}]+")

_VALUE = re.compile(rf"({NUMBER})([a-z]*)", re.IGNORECASE | re.ASCII)

_ANGLES = {"deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0, "": 1.0}


def transform_of(text: str) -> Transform:
    """Return what a `transform` says; nothing where a browser would not understand it."""
    turn, at = Transform(), 0
    if text.strip(SPACES).lower() in ("", "none"):
        return turn
    while at < len(text):
        found = _STEP.match(text, at)
        step = _step(found[1], found[2]) if found else None
        if not found or step is None:
            return Transform()
        turn, at = turn @ step, found.end()
    return turn


def _step(name: str, inside: str) -> Transform | None:
    """Return one step of a `transform`, or None where it is none. Raises Unfit for one in space."""
    if name.endswith("3d") or name in ("translateZ", "scaleZ", "rotateX", "rotateY", "rotateZ", "perspective"):
        raise Unfit(TURNED_IN_SPACE.format(name=name[:30], instead=SAVE_PLAIN))
    values: list[tuple[float, str]] = []
    for each in _VALUES.split(inside.strip(SPACES)):
        found = _VALUE.fullmatch(each)
        if found:
            values.append((float(found[1]), found[2].lower()))
            continue
        at = 0  # numbers may follow one another with nothing between
        while number := _NUMBER.match(each, at):
            values.append((float(number[0]), ""))
            at = number.end()
        if at < len(each) or not each:
            return None
    is_angle = name in ("rotate", "skewX", "skewY", "skew")
    known = _ANGLES if is_angle else UNITS
    if not all(unit in known for _, unit in values):
        return None
    numbers = [near(number * known[unit]) for number, unit in values]
    count = len(numbers)
    if name == "matrix" and count == 6:
        return Transform(*numbers)
    if name == "translate" and count in (1, 2):
        return Transform(e=numbers[0], f=numbers[1] if count == 2 else 0.0)
    if name in ("translateX", "translateY") and count == 1:
        return Transform(e=numbers[0]) if name[-1] == "X" else Transform(f=numbers[0])
    if name == "scale" and count in (1, 2):
        return Transform(a=numbers[0], d=numbers[-1])
    if name in ("scaleX", "scaleY") and count == 1:
        return Transform(a=numbers[0]) if name[-1] == "X" else Transform(d=numbers[0])
    if name == "rotate" and count in (1, 3):
        sin, cos = sin_cos(numbers[0])
        x, y = numbers[1:] or (0.0, 0.0)
        return Transform(e=x, f=y) @ Transform(cos, sin, -sin, cos) @ Transform(e=-x, f=-y)
    if name in ("skewX", "skewY") and count == 1:
        sin, cos = sin_cos(numbers[0])
        slope = near(sin / cos if cos else math.inf)
        return Transform(c=slope) if name[-1] == "X" else Transform(b=slope)
    return None


def sin_cos(degrees: float) -> tuple[float, float]:
    """Return sine and cosine of an angle, by their series: each library rounds its own in a way of its own."""
    turned = math.fmod(degrees, 360.0)
    quarter = math.floor(turned / 90 + 0.5)
    angle = (turned - 90 * quarter) * DEGREE
    square = angle * angle
    sin = cos = 1.0
    for step in (14, 12, 10, 8, 6, 4, 2):
        sin = 1 - square / (step * (step + 1)) * sin
        cos = 1 - square / (step * (step - 1)) * cos
    sin *= angle
    return ((sin, cos), (cos, -sin), (-sin, -cos), (-cos, sin))[quarter & 3]


# ---------------------------------------------------------------------------------------------------------------- paths

_SPACE = re.compile(rf"[{SPACES},]*")

_NUMBER = re.compile(NUMBER)

_COUNTS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7, "z": 0}


def path_of(text: str) -> list[Segment]:
    """Return the pieces of a path, up to the first that is wrong, as a browser draws it."""
    pen = _Pen()
    for letter, numbers in _commands(text):
        if not pen.segments and letter not in "mM":
            break
        pen.draw(letter, numbers)
    return pen.segments


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command of a path with its numbers, up to the first that is wrong."""
    at, letter = _SPACE.match(text).end(), ""  # type: ignore[union-attr]
    while at < len(text):
        if text[at].lower() in _COUNTS:
            letter, at = text[at], at + 1
        elif letter in "zZ":
            return
        numbers: list[float] = []
        for place in range(_COUNTS[letter.lower()]):
            at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
            is_flag = letter in "aA" and place in (3, 4)
            found = re.compile("[01]").match(text, at) if is_flag else _NUMBER.match(text, at)
            if not found:
                return
            numbers.append(near(float(found[0])))
            at = found.end()
        yield letter, numbers
        letter = {"m": "l", "M": "L"}.get(letter, letter)
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]


class _Pen:
    """Draws commands of a path as lines and curves."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._at: Point = 0.0, 0.0
        self._start: Point = 0.0, 0.0
        self._handle: tuple[str, Point] = "", (0.0, 0.0)
        """The kind of curve that was last, and the handle before its end."""

    def draw(self, letter: str, numbers: list[float]) -> None:
        kind = letter.lower()
        dx, dy = self._at if letter.islower() else (0.0, 0.0)
        if self.segments and self.segments[-1][0] == "Z" and kind not in "mz":
            self.segments.append(("M", (self._at,)))
        if kind == "h":
            points = [(numbers[0] + dx, self._at[1])]
        elif kind == "v":
            points = [(self._at[0], numbers[0] + dy)]
        else:
            loose = numbers[5:] if kind == "a" else numbers
            points = [(x + dx, y + dy) for x, y in zip(loose[::2], loose[1::2], strict=True)]
        last, self._handle = self._handle, ("", (0.0, 0.0))
        if kind == "z":
            if self.segments[-1][0] != "Z":
                self.segments.append(("Z", ()))
            self._at = self._start
        elif kind == "m":
            self.segments.append(("M", (points[0],)))
            self._at = self._start = points[0]
        elif kind in "lhv":
            self.segments.append(("L", (points[0],)))
            self._at = points[0]
        elif kind in "cs":
            first = points[0] if kind == "c" else self._mirrored(last, "c")
            second, end = points[-2:]
            self._curve(first, second, end)
            self._handle = "c", second
        elif kind in "qt":
            middle = points[0] if kind == "q" else self._mirrored(last, "q")
            start, end = self._at, points[-1]
            self._curve(_between(start, middle), _between(end, middle), end)
            self._handle = "q", middle
        else:
            for first, second, end in arc(self._at, numbers[:5], points[0]):
                self._curve(first, second, end)
            if self._at != points[0]:
                self.segments.append(("L", (points[0],)))
                self._at = points[0]

    def _mirrored(self, last: tuple[str, Point], kind: str) -> Point:
        return _mirror(last[1], self._at) if last[0] == kind else self._at

    def _curve(self, first: Point, second: Point, end: Point) -> None:
        self.segments.append(("C", (first, second, end)))
        self._at = end


def _mirror(point: Point, middle: Point) -> Point:
    return 2 * middle[0] - point[0], 2 * middle[1] - point[1]


def _between(end: Point, middle: Point) -> Point:
    return end[0] + 2 / 3 * (middle[0] - end[0]), end[1] + 2 / 3 * (middle[1] - end[1])


def arc(start: Point, numbers: Sequence[float], end: Point) -> Iterator[tuple[Point, Point, Point]]:
    """Yield curves for an arc of an ellipse: two handles and the end of each (SVG 1.1, appendix F.6).

    `numbers` are both radii, the turn in degrees, and whether the arc is the large one, and goes clockwise.
    """
    rx, ry, rotation, large, sweep = numbers
    rx, ry = abs(rx), abs(ry)
    if min(rx, ry) < SMALL or start == end:
        return
    sin, cos = sin_cos(rotation)
    mx, my = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = (cos * mx + sin * my) / rx, (cos * my - sin * mx) / ry
    far = distance((x, y))
    if far > 1:
        rx, ry, x, y, far = rx * far, ry * far, x / far, y / far, 1.0
    if far < SMALL:
        return
    off = math.sqrt(max(0.0, 1 / (far * far) - 1)) * (-1 if large == sweep else 1)
    cx, cy = off * y, -off * x
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    turn = Transform(cos * rx, sin * rx, -sin * ry, cos * ry, *middle) @ Transform(e=cx, f=cy)
    pieces = _quarters((x - cx, y - cy), (-x - cx, -y - cy), 1 if sweep else -1, 2)
    for number, (one, other) in enumerate(pieces):
        half = math.sqrt(max(0.0, (1 + one[0] * other[0] + one[1] * other[1]) / 2))
        handle = 2 / 3 * distance((other[0] - one[0], other[1] - one[1])) / (1 + half) * (1 if sweep else -1)
        yield (
            turn.point((one[0] - handle * one[1], one[1] + handle * one[0])),
            turn.point((other[0] + handle * other[1], other[1] - handle * other[0])),
            end if number == len(pieces) - 1 else turn.point(other),
        )


def _quarters(one: Point, other: Point, way: int, times: int) -> list[tuple[Point, Point]]:
    """Return the ends of pieces of an arc of a circle round 0, none of which is more than a quarter of it.

    The arc goes one way (1) or the other (-1), and is halved at most so many times.
    """
    across = way * (one[0] * other[1] - one[1] * other[0])
    if not times or (across >= 0 and one[0] * other[0] + one[1] * other[1] >= -1e-6):
        return [(one, other)]
    dx, dy = other[0] - one[0], other[1] - one[1]
    far = way * distance((dx, dy))
    if not far:
        return [(one, other)]
    middle = dy / far, -dx / far
    return _quarters(one, middle, way, times - 1) + _quarters(middle, other, way, times - 1)


def distance(point: Point) -> float:
    """Return how far a point is from 0."""
    return math.sqrt(point[0] * point[0] + point[1] * point[1])


# --------------------------------------------------------------------------------------------------------------- shapes


@dataclass(frozen=True)
class Viewport:
    """The width and height that percentages refer to."""

    width: float
    height: float

    @property
    def diagonal(self) -> float:
        return distance((self.width, self.height)) / math.sqrt(2)


def outline(tag: str, attributes: dict[str, str], look: Look, frame: Viewport) -> list[Segment]:
    """Return the outline of a shape; empty where a browser draws none."""

    def across(name: str) -> float:
        return length(look[name], frame.width) or 0.0

    def down(name: str) -> float:
        return length(look[name], frame.height) or 0.0

    def plain(name: str, whole: float) -> float:
        return length(attributes.get(name, "0").strip(SPACES), whole) or 0.0

    if tag == "path":
        return _moving(path_of(attributes.get("d", "")))
    if tag == "rect":
        width, height = (
            0.0 if look[name] == "auto" else across(name) if name == "width" else down(name)
            for name in ("width", "height")
        )
        return _rectangle(across("x"), down("y"), width, height, *_corners(look, frame, width, height))
    if tag == "circle":
        radius = length(look["r"], frame.diagonal) or 0.0
        return _ellipse(across("cx"), down("cy"), radius, radius)
    if tag == "ellipse":
        rx, ry = _radii(look, frame)
        return _ellipse(across("cx"), down("cy"), rx, ry)
    if tag == "line":
        one = plain("x1", frame.width), plain("y1", frame.height)
        return [("M", (one,)), ("L", ((plain("x2", frame.width), plain("y2", frame.height)),))]
    return _polygon(attributes.get("points", ""), closed=tag == "polygon")


def _radii(look: Look, frame: Viewport) -> tuple[float, float]:
    rx, ry = look["rx"].lower(), look["ry"].lower()
    across = None if rx == "auto" else length(rx, frame.width)
    down = None if ry == "auto" else length(ry, frame.height)
    return (down if across is None else across) or 0.0, (across if down is None else down) or 0.0


def _corners(look: Look, frame: Viewport, width: float, height: float) -> tuple[float, float]:
    rx, ry = _radii(look, frame)
    return min(rx, width / 2), min(ry, height / 2)


def _rectangle(x: float, y: float, width: float, height: float, rx: float, ry: float) -> list[Segment]:
    if width <= 0 or height <= 0:
        return []
    right, low = x + width, y + height
    if rx <= 0 or ry <= 0:
        return [("M", ((x, y),)), *(("L", (each,)) for each in ((right, y), (right, low), (x, low))), ("Z", ())]
    hx, hy = rx * (1 - ROUND), ry * (1 - ROUND)
    round_ = [
        ("M", ((x + rx, y),)),
        ("L", ((right - rx, y),)),
        ("C", ((right - hx, y), (right, y + hy), (right, y + ry))),
        ("L", ((right, low - ry),)),
        ("C", ((right, low - hy), (right - hx, low), (right - rx, low))),
        ("L", ((x + rx, low),)),
        ("C", ((x + hx, low), (x, low - hy), (x, low - ry))),
        ("L", ((x, y + ry),)),
        ("C", ((x, y + hy), (x + hx, y), (x + rx, y))),
        ("Z", ()),
    ]
    return _moving(round_)


def _moving(segments: Sequence[Segment]) -> list[Segment]:
    """Return a path without lines that lead nowhere, at which some printers end it; a dot stays one."""
    kept: list[Segment] = []
    for at, (kind, points) in enumerate(segments):
        if kind == "L" and kept and kept[-1][1][-1:] == points:
            after = segments[at + 1][0] if at + 1 < len(segments) else "M"
            if kept[-1][0] != "M" or after in "LC":
                continue
        kept.append((kind, points))
    return kept


def _ellipse(cx: float, cy: float, rx: float, ry: float) -> list[Segment]:
    return _rectangle(cx - rx, cy - ry, 2 * rx, 2 * ry, rx, ry)


def _polygon(text: str, closed: bool) -> list[Segment]:
    numbers: list[float] = []
    at = 0
    while found := _NUMBER.match(text, _SPACE.match(text, at).end()):  # type: ignore[union-attr]
        numbers.append(near(float(found[0])))
        at = found.end()
    points = list(zip(numbers[::2], numbers[1::2], strict=False))
    if not points or text[at:].strip(SPACES):
        return []  # of a list with something wrong in it, a browser draws nothing at all
    lines: list[Segment] = [("L", (each,)) for each in points[1:]]
    return _moving([("M", (points[0],)), *lines, *([("Z", ())] if closed else [])])
