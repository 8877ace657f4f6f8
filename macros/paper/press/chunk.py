"""Owns what one finished sheet is made of, before it is numbered; does not know where it came from or where it goes.

An object of a PDF is text here. `{o3}` stands for the number of the sheet's own object 3, `{s0}` for that of its own
stream 0, `{p1}` for that of its place 1 for what a brand says, `{k2}` for its key 2 in the map of parents, and a word,
as in `{pages}`, for an object that sheets share. `{u-check}` is where the link `check` leads.
`{x72.5}` and `{y36}` stand for a place on the paper, `{media}` for the edges of that: a chunk counts in points to the
right and down from the corner of what the sheet is drawn on, since papers are cut out of its middle.
Strings are hexadecimal unless they are plain words, so that no brace or reference in them is taken for one of ours.
"""

from __future__ import annotations

from pydantic import ConfigDict

from macros.values import Value

BYTES = ConfigDict(frozen=True, extra="forbid", strict=True, ser_json_bytes="base64", val_json_bytes="base64")
"""Bytes are base 64 in JSON: those of a picture are no text."""


class Box(Value):
    """Where a field can be filled in: an object of its own, with a size in thousandths of a point."""

    object: int
    width: int
    height: int
    size: int = 0
    """Of the type, in hundredths of a point; 0 for a box to tick."""
    lines: bool = False
    """Whether text goes on in a next line."""
    white: bool = False
    """Whether what is typed covers the ruled lines below it."""


class BrandPlace(Value):
    """Where the linker puts what a brand says: a form that it makes, with a size in thousandths of a point."""

    what: str
    """What stands there, as in `PLACES`."""
    width: int
    height: int


class FormField(Value):
    """A field: what a person would call it, and its box."""

    words: str
    box: Box


class Stream(Value):
    """What is in a stream object, not compressed, and its dictionary without the keys that say how long it is."""

    model_config = BYTES

    dictionary: str
    data: bytes
    is_page: bool = False
    """Whether it draws a page, which begins with where on the paper that is."""

    def written(self) -> bytes:
        """Return the stream as it stands in a file."""
        return f"{self.dictionary[:-2]}/Length {len(self.data)}>>stream\n".encode("ascii") + self.data + b"\nendstream"


class Chunk(Value):
    """The finished objects of one sheet, not yet numbered. `objects` begin with the pages."""

    model_config = BYTES

    objects: tuple[str, ...]
    streams: tuple[Stream, ...]
    pages: int
    sections: tuple[int, ...]
    """The objects that hang at the top of the structure."""
    outline: int
    leaf: int
    """The sheet's leaf in the map of parents."""
    keys: int
    """How many keys that leaf has."""
    fields: tuple[int | str, ...]
    """What hangs at the top of the form, in reading order: an object, or the name of a field that sheets share."""
    blanks: dict[str, FormField]
    glyphs: dict[str, dict[int, str]]
    """The glyph numbers of each font that the pages use, each with the text that it stands for."""
    places: tuple[BrandPlace, ...] = ()
    """What a brand says on the pages; `{p0}` is the first of them in an object."""


PLACES = (
    "head",
    "edition",
    "contact",
    "check",
    "check-code",
    "appointment",
    "appointment-code",
    "link-0",
    "link-1",
    "link-2",
    "link-3",
)
"""What a brand says on sheets: name and logo, the edition in its language, whom to ask, and what leads elsewhere.

A text that leads elsewhere lies in a link to an address of its name, and a code may stand beside it.
"""

OPTIONAL = frozenset(name for name in PLACES if name.startswith(("appointment", "link")))
"""What a brand may leave out. Its elements and links are conditional: `{appointment?…}` stands for what is in it where
the brand has an appointment, and else for nothing.
"""

LINKED = frozenset(name for name in PLACES if name in ("check", "appointment") or name.startswith("link"))
"""What leads to an address of a brand."""

TYPE = {
    "head": (950, 1800, 2),
    "edition": (950, 1800, 0),
    "contact": (950, 1800, 0),
    "check": (950, 1800, 0),
    "appointment": (950, 1800, 0),
    **{f"link-{number}": (950, 1800, 0) for number in range(4)},
}
"""How large a text is set, in hundredths of a point: in ordinary and in large print; and where its lines stand:
0 at the left, 1 in the middle, 2 at the right."""

COLOUR = "/Brand"
"""What the colour space of a brand's colour is called in the finished pages."""

RESOURCE = {"body": "/B", "body-bold": "/H", "field": "/Field", "more": "/More"}
"""What a font is called in the finished pages, on every machine."""

INK = "0 g"
"""The colour of what people type, as an operator."""

MULTILINE = 4096
"""The flag of a text field that takes several lines."""

LARGE_TYPE = 1200
"""Type above this, in hundredths of a point, is that of large print."""
