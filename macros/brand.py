"""Owns whose handout this is, and that its colours can be read; refuses to know where they are used."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from macros.model import Paper, Value, text

COLOUR = r"^#[0-9a-fA-F]{6}$"

LEAST_CONTRAST = 4.5
"""Contrast with white that text of any size needs: WCAG 2.2, success criterion 1.4.3."""

Colour = Annotated[
    str,
    StringConstraints(pattern=COLOUR),
    Field(description='a colour in quotes, "#" and six digits, such as "#12343b"'),
]


class Brand(Value):
    """A career centre's name, address and colours, as `brand.yml` gives them."""

    name: Annotated[str, text(60), Field(description="the name on every handout, at most 60 characters")]
    address: Annotated[
        str,
        StringConstraints(pattern=r"^https?://[^\s<>\"#?]+/$", max_length=120),
        Field(description="where this site is published: https://…, with a / at the end"),
    ]
    contact: Annotated[str, text(90), Field(description="one line on whom to turn to, at most 90 characters")]
    colour: Colour
    accent: Colour
    paper: Annotated[Paper, Field(description="letter or a4: which of the two is offered first")]


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1, of a colour such as '#12343b' (WCAG 2.2, definitions)."""

    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str = "#ffffff") -> float:
    """Return the contrast ratio, 1 to 21, of two colours (WCAG 2.2, definitions)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str) -> str:
    """Return the nearest darker shade of `colour` that has enough contrast with white."""
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    for step in range(100, -1, -1):
        darker = "#" + "".join(f"{round(channel * step / 100):02x}" for channel in channels)
        if contrast(darker) >= LEAST_CONTRAST:
            return darker
    return "#000000"
