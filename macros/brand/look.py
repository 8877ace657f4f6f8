"""Owns how an element of a drawing looks: what attributes, classes and styles say of it, and what it inherits.

What a browser would not understand is left out as a browser leaves it out. What it would understand and a printer draws
otherwise is a reason to reject the drawing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from tinycss2 import color4

from macros.brand.drawing import Rules, SvgElement
from macros.brand.tables import (
    DRAWN_BY_UNPRINTED,
    FAR_OUTSIDE,
    MOST_NUMBER,
    SAVE_PLAIN,
    SIZE_FROM_OUTSIDE,
    UNPRINTED_ATTRIBUTES,
    UNPRINTED_IN_STYLES,
    WITHOUT_EFFECT,
)
from macros.brand.unfit import Unfit

Colour4 = tuple[float, float, float, float]
"""Red, green, blue and how opaque, each from 0 to 1."""

MOST_VALUE = 2_000
"""How many characters a value may have once its variables are put in."""

NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"

UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 24 / 25.4}
"""How many pixels of CSS a unit has."""

OUTER_UNITS = r"r?em|ex|ch|lh|[sld]?v(?:w|h|i|b|min|max)"
"""Units whose size depends on fonts, or on where the drawing is shown."""

_LENGTH = re.compile(rf"({NUMBER})(px|pt|pc|in|cm|mm|q|%)?", re.IGNORECASE)

_COLOUR = re.compile(r"#[0-9a-f]{3,8}|[a-z]+|(?:rgb|hsl)a?\([^()]{1,60}\)|hwb\([^()]{1,60}\)", re.IGNORECASE)

_PAINT = re.compile(r"url\(\s*[\"']?\s*#([^\s\"'()]+)\s*[\"']?\s*\)\s*(.*)", re.DOTALL | re.IGNORECASE)

INHERITED = {
    **{"fill": "black", "fill-opacity": "1", "fill-rule": "nonzero", "clip-rule": "nonzero", "color": "black"},
    **{"stroke": "none", "stroke-opacity": "1", "stroke-width": "1", "stroke-linecap": "butt"},
    **{"stroke-linejoin": "miter", "stroke-miterlimit": "4", "stroke-dasharray": "none", "stroke-dashoffset": "0"},
    **{"visibility": "visible", "paint-order": "normal"},
}
"""What a value is where nothing is said, for what an element has from that around it."""

OWN = {
    **{"opacity": "1", "display": "inline", "clip-path": "none", "stop-color": "black", "stop-opacity": "1"},
    **{"transform": "none", "background": "none", "background-color": "none"},
    **dict.fromkeys(("width", "height", "rx", "ry"), "auto"),
    **dict.fromkeys(("x", "y", "cx", "cy", "r"), "0"),
}
"""The same for what is an element's own."""

KEYWORDS = {
    "fill-rule": ("nonzero", "evenodd"),
    "clip-rule": ("nonzero", "evenodd"),
    "stroke-linecap": ("butt", "round", "square"),
    "stroke-linejoin": ("miter", "round", "bevel"),
    "visibility": ("visible", "hidden", "collapse"),
}

UNPRINTED = {*UNPRINTED_ATTRIBUTES, *UNPRINTED_IN_STYLES}

ATTRIBUTES = {
    *INHERITED,
    *(each for each in OWN if not each.startswith("background")),
    *UNPRINTED_ATTRIBUTES,
}
"""What may stand as an attribute too; the rest means something in a style alone."""


class Look:
    """The values of an element, as text that a browser would understand."""

    def __init__(self, element: SvgElement, around: Look | None, rules: Rules) -> None:
        self._around = around
        self._values: dict[str, str] = {}
        self._variables: dict[str, str] = dict(around._variables) if around else {}
        said = list(_declared(element, rules))
        for name, value in said:
            if name.startswith("--"):
                self._variables[name] = value
        for name, value in said:
            self._take(name, value)

    def __getitem__(self, name: str) -> str:
        if name in self._values:
            return self._values[name]
        if name in OWN:
            return OWN[name]
        return self._around[name] if self._around else INHERITED[name]

    def number(self, name: str) -> float:
        """Return a share from 0 to 1, such as an opacity."""
        return share(self[name]) or 0.0

    def colour(self, name: str) -> Colour4:
        """Return a colour, where it is one."""
        value = self[name]
        if value.lower() == "currentcolor":
            value = self["color"]
        return colour(value) or (0.0, 0.0, 0.0, 1.0)

    def paint(self, name: str) -> tuple[str, Colour4 | None]:
        """Return what `fill` or `stroke` paint with: the id of a gradient or "", and a colour, or what stands in."""
        value = self[name]
        found = _PAINT.fullmatch(value)
        identity, value = (found[1], found[2].strip()) if found else ("", value)
        if value.lower() in ("", "none"):
            return identity, None
        return identity, self.colour("color") if value.lower() == "currentcolor" else colour(value)

    def _take(self, name: str, value: str) -> None:
        """Take over a value, unless a browser would not understand it."""
        if name in UNPRINTED and value.lower() not in WITHOUT_EFFECT:
            raise Unfit(DRAWN_BY_UNPRINTED.format(name=name, instead=SAVE_PLAIN))
        if name not in INHERITED and name not in OWN:
            return
        if "var(" in value.lower():
            # What a variable does not fill is as if nothing were said here, and what was said before is gone too.
            whole = _filled(value, self._variables)
            value = "unset" if whole is None else whole
            if value != "unset" and not _is_understood(name, value):
                value = "unset"
        word = value.lower()
        if word in ("inherit", "initial", "unset", "revert", "revert-layer") or (name, word) == (
            "color",
            "currentcolor",
        ):
            self._values.pop(name, None)
            if word == "initial" and name in INHERITED:
                self._values[name] = INHERITED[name]
            elif word == "inherit" and self._around and name in OWN:
                self._values[name] = self._around[name]
        elif _is_understood(name, value):
            self._values[name] = value


def _declared(element: SvgElement, rules: Rules) -> Iterator[tuple[str, str]]:
    """Yield what is said of an element: the attributes, the rules of its classes, its style, then what is important."""
    attributes = element.attributes
    for name, value in attributes.items():
        if name in ("rx", "ry") and value.strip().lower() != "auto" and length(value.strip(), 1) is None:
            yield name, "0"  # so have browsers understood these two from the beginning
        elif name in ATTRIBUTES:
            yield name, value.strip()
    classes = attributes.get("class", "").split()
    declared = [each for name, body in rules if name in classes for each in _declarations(body)]
    own = list(_declarations(attributes.get("style", "")))
    for important in (False, True):
        for name, value, is_important in (*declared, *own):
            if is_important == important:
                yield name, value


def _declarations(body: str) -> Iterator[tuple[str, str, bool]]:
    """Yield name and value of each declaration, and whether it is important."""
    for each in re.sub(r"/\*.*?\*/", " ", body, flags=re.DOTALL).split(";"):
        name, colon, value = each.partition(":")
        if colon:
            found = re.search(r"!\s*important\s*$", value, re.IGNORECASE)
            value, name = (value[: found.start()] if found else value).strip(), name.strip()
            yield name if name.startswith("--") else name.lower(), value, bool(found)


def _filled(value: str, variables: Mapping[str, str]) -> str | None:
    """Return a value with its variables put in, or None where one has none, or where they lead to one another."""
    for _ in range(30):
        start = value.lower().find("var(")
        if start < 0:
            return value.strip()
        depth, end = 1, start + 4
        while end < len(value) and depth:
            depth += {"(": 1, ")": -1}.get(value[end], 0)
            end += 1
        name, comma, instead = value[start + 4 : end - 1 if not depth else end].partition(",")
        known = variables.get(name.strip(), instead if comma else None)
        if known is None:
            return None
        value = f"{value[:start]} {known} {value[end:]}"
        if len(value) > MOST_VALUE:
            return None
    return None


@lru_cache(maxsize=4096)
def _is_understood(name: str, value: str) -> bool:
    """Whether a browser takes this for a value of the property. Raises Unfit where it does, and a printer does not."""
    word = value.lower()
    if name in KEYWORDS:
        return word in KEYWORDS[name]
    if name in ("fill", "stroke"):
        if word in ("context-fill", "context-stroke"):
            raise Unfit(f"Its colour is “{word}”, which depends on what is around it. {SAVE_PLAIN}")
        found = _PAINT.fullmatch(value)
        rest = found[2].strip().lower() if found else word
        return rest in ("none", "currentcolor") or (bool(found) and not rest) or colour(rest) is not None
    return _UNDERSTOOD[name](value)


def _is_length(value: str, negative: bool = True) -> bool:
    found = length(value, 1)
    return found is not None and (negative or found >= 0)


def _is_dashes(value: str) -> bool:
    return value.lower() == "none" or all(
        _is_length(each, negative=False) for each in re.split(r"[\s,]+", value.strip())
    )


def _is_background(value: str) -> bool:
    if value.lower() in WITHOUT_EFFECT or colour(value) is not None:
        return True
    raise Unfit(f"Its background is “{value[:40]}”, which is not printed. {SAVE_PLAIN}")


def _is_colour(value: str) -> bool:
    return value.lower() == "currentcolor" or colour(value) is not None


def _is_clip(value: str) -> bool:
    if value.lower() == "none" or (_PAINT.fullmatch(value) and not _PAINT.fullmatch(value)[2]):  # type: ignore[index]
        return True
    raise Unfit(f"It is cut out by “{value[:40]}”, which is not printed. {SAVE_PLAIN}")


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(NUMBER, value)) and 0 <= float(value) < 1e9


_UNDERSTOOD: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(
        ("opacity", "fill-opacity", "stroke-opacity", "stop-opacity"), lambda each: share(each) is not None
    ),
    **dict.fromkeys(("color", "stop-color"), _is_colour),
    **dict.fromkeys(("background", "background-color"), _is_background),
    **dict.fromkeys(("x", "y", "cx", "cy", "stroke-dashoffset"), _is_length),
    **dict.fromkeys(("r", "stroke-width"), lambda each: _is_length(each, negative=False)),
    **dict.fromkeys(
        ("width", "height", "rx", "ry"), lambda each: each.lower() == "auto" or _is_length(each, negative=False)
    ),
    "stroke-dasharray": _is_dashes,
    "stroke-miterlimit": _is_number,
    "clip-path": _is_clip,
    "display": lambda each: bool(re.fullmatch(r"[a-z-]+", each.lower())),
    "paint-order": lambda each: set(each.lower().split()) <= {"normal", "fill", "stroke", "markers"} and bool(each),
    "transform": lambda _: True,
}
"""Whether a text is a value of a property that takes more than a few words."""


@lru_cache(maxsize=4096)
def colour(value: str) -> Colour4 | None:
    """Return a colour that is written as in CSS, or None where it is none. Raises Unfit for one beyond sRGB."""
    if re.match(r"(?:lab|lch|oklab|oklch|color|color-mix|device-cmyk|light-dark)\(", value, re.IGNORECASE):
        raise Unfit(f"Its colour “{value[:40]}” is not printed. Save it with colours such as #12343b.")
    if "," in value and "none" in value.lower():
        return None  # only the newer way to write colours, without commas, has values that are none
    found = color4.parse_color(value) if _COLOUR.fullmatch(value) else None
    if found is None or isinstance(found, str):
        return None
    red, green, blue = (min(1.0, max(0.0, float(each or 0))) for each in found.to("srgb").coordinates)
    return red, green, blue, float(found.alpha)


def share(value: str) -> float | None:
    """Return a number or a percentage as a share from 0 to 1, or None where it is neither."""
    found = re.fullmatch(rf"({NUMBER})(%?)", value.strip())
    return min(1.0, max(0.0, float(found[1]) / (100 if found[2] else 1))) if found else None


def length(value: str, whole: float) -> float | None:
    """Return a length in pixels of CSS, or None where it is none. A percentage is of `whole`.

    Raises Unfit where a browser would measure it by a font, or by where it is shown.
    """
    if re.fullmatch(rf"{NUMBER}(?:{OUTER_UNITS})", value, re.IGNORECASE) or re.search(
        r"calc\(|var\(", value, re.IGNORECASE
    ):
        raise Unfit(SIZE_FROM_OUTSIDE.format(value=value[:40]))
    found = _LENGTH.fullmatch(value.strip())
    if not found:
        return None
    number, unit = near(float(found[1])), (found[2] or "").lower()
    return number * whole / 100 if unit == "%" else number * UNITS[unit]


def near(number: float) -> float:
    """Return a number that a drawing can have. Raises Unfit for one beyond all paper."""
    if not abs(number) < MOST_NUMBER:
        raise Unfit(FAR_OUTSIDE)
    return number
