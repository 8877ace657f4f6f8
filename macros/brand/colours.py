"""Owns colours as a style writes them, as shares of red, green and blue; whose colours they are is for `look`.

`docs/assets/second-round/desk/colours.mjs` is the same in JavaScript.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from macros.brand.tables import COLOUR_BEYOND, COLOURS
from macros.brand.unfit import Unfit

Colour4 = tuple[float, float, float, float]
"""Red, green, blue and how opaque, each from 0 to 1."""

NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"

SPACES = " \t\n\r\f"
"""What is white in a style; Python knows more."""

_BEYOND = re.compile(r"(?:lab|lch|oklab|oklch|color|color-mix|device-cmyk|light-dark)\(")

_FUNCTION = re.compile(r"(rgb|hsl|hwb)(a?)\(([^()]{1,60})\)")

_DIGITS = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")

_HUE = re.compile(rf"({NUMBER})(deg|grad|rad|turn)?")

_SHARE = re.compile(rf"({NUMBER})(%?)")

_TURNS = {"deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}

_NAMES = dict(zip(COLOURS.split(" ")[::2], COLOURS.split(" ")[1::2], strict=True))


@lru_cache(maxsize=4096)
def colour(value: str) -> Colour4 | None:
    """Return a colour that is written as in CSS, or None where it is none. Raises Unfit for one beyond sRGB."""
    word = value.lower()
    if _BEYOND.match(word):
        raise Unfit(COLOUR_BEYOND.format(value=value[:40]))
    if word == "transparent":
        return 0.0, 0.0, 0.0, 0.0
    if word in _NAMES:
        return _of_digits(_NAMES[word])
    if _DIGITS.fullmatch(word):
        return _of_digits(word[1:])
    found = _FUNCTION.fullmatch(word)
    return _of_function(found[1], found[2], found[3]) if found else None


def share(value: str) -> float | None:
    """Return a number or a percentage as a share from 0 to 1, or None where it is neither."""
    found = _SHARE.fullmatch(value.strip(SPACES))
    return _between(float(found[1]) / (100 if found[2] else 1)) if found else None


def words(text: str) -> list[str]:
    """Return the words of a text, between which something white is."""
    return re.findall(rf"[^{SPACES}]+", text)


def _between(number: float) -> float:
    return min(1.0, max(0.0, number))


def _of_digits(digits: str) -> Colour4:
    whole = "".join(each * 2 for each in digits) if len(digits) < 6 else digits
    red, green, blue, alpha = (int(f"{whole}ff"[at : at + 2], 16) / 255 for at in (0, 2, 4, 6))
    return red, green, blue, alpha


def _of_function(name: str, old: str, inside: str) -> Colour4 | None:
    """Return what rgb(), hsl() or hwb() say: with commas as they were written at first, or without."""
    has_commas = "," in inside
    if has_commas:
        parts = [each.strip(SPACES) for each in inside.split(",")]
    else:
        before, slash, after = inside.partition("/")
        parts = words(before) + ([after.strip(SPACES)] if slash else [])
        if len(parts) != 3 + len(slash):
            return None
    if len(parts) not in (3, 4) or (name == "hwb" and (has_commas or old)):
        return None
    alpha = 1.0 if len(parts) == 3 else _value_of(parts[3], not has_commas)
    first = _hue(parts[0], not has_commas) if name != "rgb" else None
    values = [_value_of(each, not has_commas, 255 if name == "rgb" else 100) for each in parts[:3]]
    units = {each.endswith("%") for each in parts[:3]} if name == "rgb" else {each.endswith("%") for each in parts[1:3]}
    if has_commas and (len(units) > 1 or (name == "hsl" and units != {True})):
        return None
    second, third = values[1:]
    if alpha is None or second is None or third is None:
        return None
    if name == "rgb":
        return None if values[0] is None else (values[0], second, third, alpha)
    if first is None:
        return None
    return (*(_of_hsl if name == "hsl" else _of_hwb)(first, second, third), alpha)


def _value_of(text: str, can_lack: bool, whole: int = 1) -> float | None:
    """Return a number of a whole, or a percentage, as a share from 0 to 1; `none` is nothing where it can be said."""
    if text == "none" and can_lack:
        return 0.0
    found = _SHARE.fullmatch(text)
    return _between(float(found[1]) / (100 if found[2] else whole)) if found else None


def _hue(text: str, can_lack: bool) -> float | None:
    """Return an angle in degrees from 0 to 360."""
    if text == "none" and can_lack:
        return 0.0
    found = _HUE.fullmatch(text)
    degrees = float(found[1]) * _TURNS[found[2] or "deg"] if found else math.inf
    return degrees - 360 * math.floor(degrees / 360) if abs(degrees) < 1e9 else None


def _of_hsl(hue: float, saturation: float, lightness: float) -> tuple[float, float, float]:
    reach = saturation * min(lightness, 1 - lightness)

    def channel(start: int) -> float:
        at = start + hue / 30
        at = at - 12 if at >= 12 else at
        return lightness - reach * max(-1.0, min(at - 3, 9 - at, 1.0))

    return channel(0), channel(8), channel(4)


def _of_hwb(hue: float, white: float, black: float) -> tuple[float, float, float]:
    if white + black >= 1:
        grey = white / (white + black)
        return grey, grey, grey
    red, green, blue = (each * (1 - white - black) + white for each in _of_hsl(hue, 1.0, 0.5))
    return red, green, blue
