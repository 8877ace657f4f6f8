"""Owns the signs of a site, at its head and on a browser's tab: whose they are, and their files; judges no logo."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from macros.brand import Brand

MARK = "mark.svg"
"""The sign of the guidance, among the files that every page may ask for. Its title says whose it is."""

SQUARE = (0.8, 1.25)
"""How many times as wide as high a logo may be, at least and at most, to stand on a tab, which is square."""

LETTER = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" role="img"><title>{name}</title>'
    '<path fill="{colour}" d="M0 0h32v32H0z"/><text x="16" y="23.5" text-anchor="middle" font-family="sans-serif" '
    'font-size="21" font-weight="700" fill="#fff">{letter}</text></svg>'
)


@dataclass(frozen=True)
class Signs:
    """The files of the `logo`, at the head of a page, and of the `icon`, on its tab; `files` has what must be added."""

    logo: str = MARK
    icon: str = MARK
    files: Mapping[str, bytes] = field(default_factory=dict)


def signs(mark: bytes, brand: Brand) -> Signs:
    """Return a brand's signs: its logo, and the first letter of its name where that has no place, or it has none.

    The guidance's own mark stays where it is named after the brand.
    """
    if brand.logo is None and f"<title>{escape(brand.name)}</title>".encode() in mark:
        return Signs()
    letters = re.findall(r"[^\W_]", brand.name)
    letter = LETTER.format(
        name=escape(brand.name), colour=brand.colour, letter=escape(letters[0].upper()) if letters else ""
    )
    files = {"letter.svg": letter.encode()}
    if brand.logo is None:
        return Signs("letter.svg", "letter.svg", files)
    name = f"logo.{brand.logo.kind}"
    logo = {name: brand.logo.file}
    if SQUARE[0] <= brand.logo.wide <= SQUARE[1]:
        return Signs(name, name, logo)
    return Signs(name, "letter.svg", logo | files)
