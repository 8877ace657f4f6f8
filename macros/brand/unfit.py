"""Owns the one reason why a file is no logo; it leaves looking for one to `logo` and those that it asks."""

from __future__ import annotations

import math

from macros.brand.layers import digits
from macros.brand.tables import MISSHAPEN, TALLEST, WIDEST


class Unfit(Exception):
    """Why a file is no logo: a sentence or two for whoever chose it."""


def check_shape(width: float, height: float) -> None:
    """Raise Unfit for what is too wide or too high."""
    if width > WIDEST * height or height > TALLEST * width:
        wide, high = (digits(math.floor(each * 100 + 0.5), 100) for each in (width, height))
        raise Unfit(MISSHAPEN.format(width=wide, height=high, widest=WIDEST, tallest=TALLEST))
