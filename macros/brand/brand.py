"""Owns whose handout this is, and that its colours can be read; does not know where they are used."""

from __future__ import annotations

import base64
import json
import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints

from macros.brand.layers import plain_svg
from macros.values import Paper, Value, text


class Logo(Value):
    """A logo, whole: nothing has to be read or fetched to print it."""

    kind: Literal["svg", "png"]
    data: str
    """The bytes of a picture's file in base 64; what a drawing consists of, as JSON (`layers`)."""
    wide: float
    """How many times as wide as high it is."""

    @property
    def file(self) -> bytes:
        """The logo as a file of its kind."""
        return plain_svg(json.loads(self.data)).encode() if self.kind == "svg" else base64.b64decode(self.data)

    def size(self, width: float, height: float) -> tuple[float, float]:
        """Return width and height of the logo at its largest in a box of this size, in the unit of the box."""
        return min(width, height * self.wide), min(height, width / self.wide)


COLOUR = r"^#[0-9a-fA-F]{6}$"
"""A colour as it is written."""

WEB = r"^https://[^\s<>\"\\]+$"
"""An address on the web, with nothing in it that could end it in a page."""

_HOST = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(\.(?!-)[\w-]{1,63}(?<!-))*\.?|\[[0-9a-fA-F:.]+\]")


def web_address(address: str) -> str:
    """Return an address that leads to a host. Raises ValueError for one that leads nowhere, or has a user name."""
    parts = urlsplit(address)  # raises ValueError for half of a bracket
    if parts.port == 0 or "@" in parts.netloc or not _HOST.fullmatch(parts.netloc.removesuffix(f":{parts.port}")):
        raise ValueError(address)
    if re.search(r"%(?![0-9a-fA-F]{2})", address):
        raise ValueError(address)
    return address


MADE_UP = ("example", "example.com", "example.org", "example.net", "invalid", "test", "localhost")
"""Ends of host names that nobody can have (RFC 2606 and 6761)."""

LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z]{2,4})*$"
"""The name of a language, such as fr-CA."""

LEAST_CONTRAST = 4.5
"""Contrast with white that text of any size needs: WCAG 2.2, success criterion 1.4.3."""

Colour = Annotated[
    str,
    StringConstraints(pattern=COLOUR),
    Field(description='a colour in quotes, "#" and six digits, such as "#12343b"'),
]


class Link(Value):
    """A place to read more or to ask."""

    title: Annotated[str, text(40), Field(description="what is there, in at most 40 characters")]
    address: Annotated[
        str,
        StringConstraints(pattern=WEB, max_length=80),
        AfterValidator(web_address),
        Field(description="an address that begins with https://, at most 80 characters, so that it can be typed"),
    ]


class Hide(Value):
    """What a site leaves out, because it is not for those who read it."""

    pages: Annotated[tuple[str, ...], Field(description="a list of pages or folders in docs/, such as contribute")] = ()
    sections: Annotated[tuple[str, ...], Field(description="a list of titles of the menu, such as Career centres")] = ()
    cards: Annotated[tuple[str, ...], Field(description="a list of ids of cards and lines of work")] = ()


class Brand(Value):
    """A career centre's name, address, colours and more, as `brand.yml` gives them."""

    name: Annotated[str, text(60), Field(description="the name on every handout, at most 60 characters")]
    address: Annotated[
        str,
        StringConstraints(pattern=r"^https?://[^\s<>\"#?]+/$", max_length=120),
        AfterValidator(web_address),
        Field(description="where this site is published: https://…, with a / at the end"),
    ]
    contact: Annotated[str, text(90), Field(description="one line on whom to turn to, at most 90 characters")]
    colour: Colour
    accent: Colour
    paper: Annotated[Paper, Field(description="letter or a4: which of the two is offered first")]
    logo: Annotated[Logo | None, Field(description="the name of an SVG or PNG file beside this one")] = None
    appointment: Annotated[
        Annotated[str, StringConstraints(pattern=WEB, max_length=120), AfterValidator(web_address)] | None,
        Field(description="where to book an appointment: an address that begins with https://, at most 120 characters"),
    ] = None
    links: Annotated[
        tuple[Link, ...], Field(max_length=4, description="a list of at most four links, each with title and address")
    ] = ()
    dates: Annotated[
        str,
        StringConstraints(pattern=LANGUAGE),
        Field(description="the language of dates, such as en, en-GB, de or fr-CA"),
    ] = "en"
    spelling: Annotated[
        Literal["british", "american"],
        Field(description="british or american: how titles, menus and buttons are spelled"),
    ] = "british"
    hide: Annotated[Hide, Field(description="what the site leaves out: the lists pages, sections and cards")] = Hide()

    @property
    def leads_nowhere(self) -> bool:
        """Whether the address is made up: nobody can have such a host."""
        host = (urlsplit(self.address).hostname or "").rstrip(".")
        return any(host == end or host.endswith(f".{end}") for end in MADE_UP)


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


def readable(colour: str, ground: str = "#ffffff") -> str:
    """Return the nearest shade of `colour` that can be read on `ground`: a darker one on light, a lighter on dark."""
    end = 0 if luminance(ground) > 0.18 else 255
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    shades = [[round(end + (channel - end) * step / 100) for channel in channels] for step in range(100, -1, -1)]
    texts = ["#" + "".join(f"{channel:02x}" for channel in shade) for shade in shades]
    return next(text for text in texts if contrast(text, ground) >= LEAST_CONTRAST or text == texts[-1])
