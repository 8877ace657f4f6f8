"""Owns the one reason why a file is no logo; it leaves looking for one to `logo` and those that it asks."""

from __future__ import annotations

from macros.brand.tables import MISSHAPEN, TALLEST, WIDEST


class Unfit(Exception):
    """Why a file is no logo: a sentence or two for whoever chose it."""


def check_shape(width: float, height: float) -> None:
    """Raise Unfit for what is too wide or too high."""
    if width > WIDEST * height or height > TALLEST * width:
        raise Unfit(MISSHAPEN.format(width=f"{width:g}", height=f"{height:g}", widest=WIDEST, tallest=TALLEST))
