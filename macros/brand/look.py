"""Owns how an element of a drawing looks: what attributes, classes and styles say of it, and what it inherits.

What a browser would not understand is left out as a browser leaves it out. What it would understand and a printer draws
otherwise is a reason to reject the drawing. `docs/assets/second-round/desk/look.mjs` is the same in JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from macros.brand.colours import NUMBER, SPACES, Colour4, colour, share, words
from macros.brand.drawing import Rules, SvgElement, without_comments
from macros.brand.tables import (
    COLOUR_FROM_AROUND,
    CUT_BY_UNPRINTED,
    DRAWN_BY_UNPRINTED,
    FAR_OUTSIDE,
    GROUND_UNPRINTED,
    MOST_DECLARED,
    MOST_NUMBER,
    MOST_VALUE,
    SAVE_PLAIN,
    SIZE_FROM_OUTSIDE,
    STYLES_TOO_LONG,
    UNPRINTED_ATTRIBUTES,
    UNPRINTED_IN_STYLES,
    WITHOUT_EFFECT,
)
from macros.brand.unfit import Unfit

UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 24 / 25.4}
"""How many pixels of CSS a unit has."""

OUTER_UNITS = r"r?em|ex|ch|lh|[sld]?v(?:w|h|i|b|min|max)"
"""Units whose size depends on fonts, or on where the drawing is shown."""

_LENGTH = re.compile(rf"({NUMBER})(px|pt|pc|in|cm|mm|q|%)?", re.IGNORECASE | re.ASCII)

_OUTER = re.compile(rf"{NUMBER}(?:{OUTER_UNITS})", re.IGNORECASE | re.ASCII)

PLACE_IN_IT = re.compile(
    rf"url\([{SPACES}]*(?:[\"'][{SPACES}]*)?#([^{SPACES}\"'()]+)[{SPACES}]*(?:[\"'][{SPACES}]*)?\)[{SPACES}]*(.*)",
    re.DOTALL | re.IGNORECASE | re.ASCII,
)

_COMMAS = re.compile(rf"[{SPACES},]+")

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


Declared = tuple[str, str, bool]
"""The name and the value of what is said, and whether it is important."""


class Styles:
    """What the rules for classes say, and how much may still be said of all elements."""

    def __init__(self, rules: Rules) -> None:
        self._said: dict[str, list[tuple[int, list[Declared]]]] = {}
        for at, (name, body) in enumerate(rules):
            self._said.setdefault(name, []).append((at, list(_declarations(body))))
        self._left = MOST_DECLARED

    def declared(self, element: SvgElement) -> list[tuple[str, str]]:
        """Return what is said of an element: attributes, rules of its classes, its style, then what is important.

        Raises Unfit where too much is.
        """
        found: list[tuple[str, str]] = []
        for name, value in element.attributes.items():
            if (
                name in ("rx", "ry")
                and value.strip(SPACES).lower() != "auto"
                and length(value.strip(SPACES), 1) is None
            ):
                found.append((name, "0"))  # so have browsers understood these two from the beginning
            elif name in ATTRIBUTES:
                found.append((name, value.strip(SPACES)))
        rules = [rule for name in dict.fromkeys(words(element.attributes.get("class", ""))) for rule in self._of(name)]
        said = [each for _, body in sorted(rules, key=lambda rule: rule[0]) for each in body]
        said += _declarations(element.attributes.get("style", ""))
        self._take(len(said))
        for important in (False, True):
            found += [(name, value) for name, value, is_important in said if is_important == important]
        return found

    def _of(self, name: str) -> list[tuple[int, list[Declared]]]:
        rules = self._said.get(name, [])
        self._take(len(rules))
        return rules

    def _take(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise Unfit(STYLES_TOO_LONG)


class Look:
    """The values of an element, as text that a browser would understand."""

    def __init__(self, element: SvgElement, around: Look | None, styles: Styles) -> None:
        self._around = around
        self._values: dict[str, str] = {}
        self._variables: dict[str, str] = {}
        said = styles.declared(element)
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
        found = PLACE_IN_IT.fullmatch(value)
        identity, value = (found[1], found[2].strip(SPACES)) if found else ("", value)
        if value.lower() in ("", "none"):
            return identity, None
        return identity, self.colour("color") if value.lower() == "currentcolor" else colour(value)

    def _variable(self, name: str) -> str | None:
        found = self._variables.get(name)
        return self._around._variable(name) if found is None and self._around else found

    def _take(self, name: str, value: str) -> None:
        """Take over a value, unless a browser would not understand it."""
        if name in UNPRINTED and value.lower() not in WITHOUT_EFFECT:
            raise Unfit(DRAWN_BY_UNPRINTED.format(name=name, instead=SAVE_PLAIN))
        if name not in INHERITED and name not in OWN:
            return
        if "var(" in value.lower():
            # What a variable does not fill is as if nothing were said here, and what was said before is gone too.
            whole = _filled(value, self._variable)
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


def _declarations(body: str) -> Iterator[Declared]:
    """Yield name and value of each declaration, and whether it is important."""
    for each in without_comments(body).split(";"):
        name, colon, value = each.partition(":")
        if colon:
            name, value = name.strip(SPACES), value.strip(SPACES)
            start, mark, word = value.rpartition("!")
            is_important = bool(mark) and word.strip(SPACES).lower() == "important"
            yield (
                name if name.startswith("--") else name.lower(),
                start.strip(SPACES) if is_important else value,
                is_important,
            )


def _filled(value: str, variable: Callable[[str], str | None]) -> str | None:
    """Return a value with its variables put in, or None where one has none, or where they lead to one another."""
    for _ in range(30):
        start = value.lower().find("var(")
        if start < 0:
            return value.strip(SPACES)
        depth, end = 1, start + 4
        while end < len(value) and depth:
            depth += {"(": 1, ")": -1}.get(value[end], 0)
            end += 1
        name, comma, instead = value[start + 4 : end - 1 if not depth else end].partition(",")
        known = variable(name.strip(SPACES))
        if known is None:
            known = instead if comma else None
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
            raise Unfit(COLOUR_FROM_AROUND.format(value=word, instead=SAVE_PLAIN))
        found = PLACE_IN_IT.fullmatch(value)
        rest = found[2].strip(SPACES).lower() if found else word
        return rest in ("none", "currentcolor") or (bool(found) and not rest) or colour(rest) is not None
    return _UNDERSTOOD[name](value)


def _is_length(value: str, negative: bool = True) -> bool:
    found = length(value, 1)
    return found is not None and (negative or found >= 0)


def _is_dashes(value: str) -> bool:
    return value.lower() == "none" or all(
        _is_length(each, negative=False) for each in _COMMAS.split(value.strip(SPACES))
    )


def _is_background(value: str) -> bool:
    if value.lower() in WITHOUT_EFFECT or colour(value) is not None:
        return True
    raise Unfit(GROUND_UNPRINTED.format(value=value[:40], instead=SAVE_PLAIN))


def _is_colour(value: str) -> bool:
    return value.lower() == "currentcolor" or colour(value) is not None


def _is_clip(value: str) -> bool:
    if value.lower() == "none" or (PLACE_IN_IT.fullmatch(value) and not PLACE_IN_IT.fullmatch(value)[2]):  # type: ignore[index]
        return True
    raise Unfit(CUT_BY_UNPRINTED.format(value=value[:40], instead=SAVE_PLAIN))


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
    "paint-order": lambda each: set(words(each.lower())) <= {"normal", "fill", "stroke", "markers"} and bool(each),
    "transform": lambda _: True,
}
"""Whether a text is a value of a property that takes more than a few words."""


def length(value: str, whole: float) -> float | None:
    """Return a length in pixels of CSS, or None where it is none. A percentage is of `whole`.

    Raises Unfit where a browser would measure it by a font, or by where it is shown.
    """
    if _OUTER.fullmatch(value) or "calc(" in value.lower() or "var(" in value.lower():
        raise Unfit(SIZE_FROM_OUTSIDE.format(value=value[:40]))
    found = _LENGTH.fullmatch(value.strip(SPACES))
    if not found:
        return None
    number, unit = near(float(found[1])), (found[2] or "").lower()
    return number * whole / 100 if unit == "%" else number * UNITS[unit]


def near(number: float) -> float:
    """Return a number that a drawing can have. Raises Unfit for one beyond all paper."""
    if not abs(number) < MOST_NUMBER:
        raise Unfit(FAR_OUTSIDE)
    return number
