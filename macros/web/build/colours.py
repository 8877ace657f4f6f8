"""Owns the colours of a brand on screen; does not know what is drawn in them."""

from __future__ import annotations

from macros.brand import Brand, readable

GROUNDS = {"default": "#e9eeed", "slate": "#1e2d2f"}
"""The ground of each scheme that is hardest to read on: the darkest of the light ones, the lightest of the dark."""


def branded(style: str, brand: Brand) -> str:
    """Return a style sheet in the brand's colours, each in a shade that can be read on all grounds of its scheme.

    Sheets that are drawn in small are white in both schemes, and in the colour itself, as they are on paper.
    """
    others = {
        name: colour
        for colour, names in ((brand.colour.lower(), ("deep", "link")), (brand.accent.lower(), ("warm", "focus")))
        for name in names
        if f"--sr-{names[0]}: {colour};" not in style
    }
    if not others:
        return style
    rules = f"  [data-md-color-scheme] {{ --sr-drawn-ink: {brand.colour.lower()} }}\n"
    for scheme, ground in GROUNDS.items():
        shades = "; ".join(f"--sr-{name}: {readable(colour, ground)}" for name, colour in others.items())
        rules += f'  [data-md-color-scheme="{scheme}"] {{ {shades} }}\n'
    return f"{style}\n/* The brand's own; on paper all is black. */\n@media screen {{\n{rules}}}\n"
