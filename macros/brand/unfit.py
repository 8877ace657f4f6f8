"""Owns the one reason why a file is no logo; it leaves looking for one to `logo` and those that it asks."""

from __future__ import annotations


class Unfit(Exception):
    """Why a file is no logo: a sentence or two for whoever chose it."""


WIDEST, TALLEST = 10.0, 3.0
"""How many times as wide as high, and as high as wide, a logo may be."""

PLAIN = "Save it as a plain drawing, of paths and plain colours."
"""What helps with most drawings."""


def check_shape(width: float, height: float) -> None:
    """Raise Unfit for what is too wide or too high."""
    if not 1 / TALLEST <= width / height <= WIDEST:
        raise Unfit(
            f"It is {width:g} wide and {height:g} high; at most {WIDEST:g} times as wide as high, "
            f"and {TALLEST:g} times as high as wide, can be printed well."
        )
