"""Owns what stands in an SVG file: the elements that draw; rejects whatever could run, fetch, or need a font.

A file is never cleaned of what does harm. What is not on the list here and would be drawn or run is a reason to reject
it. How an element looks is for `look`. `docs/assets/second-round/desk/drawing.mjs` is the same in JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from macros.brand.colours import SPACES
from macros.brand.tables import (
    CONDITIONS,
    CUT_WITHIN_A_CUT,
    DRAWN,
    DRAWN_FOR_SOME,
    HOLDS_UNPRINTED,
    INSTEAD,
    LEADS_BY,
    LEADS_OUT,
    LEADS_TO,
    MOST_DEPTH,
    MOST_ELEMENTS,
    NAMESPACE,
    NO_DRAWING,
    NO_PLAIN_STYLE,
    ODD_ENCODING,
    RUNS,
    SAVE_PLAIN,
    SILENT,
    SINGLE_BYTES,
    SVG_DAMAGED,
    TOO_MANY_SHAPES,
    WITH_DOCTYPE,
)
from macros.brand.unfit import Unfit

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Rules = list[tuple[str, str]]
"""The rules of style elements: the name of a class, and what is declared for it."""


@dataclass
class SvgElement:
    """An element that draws or says how: its attributes, where its name is its own, and what is in it."""

    tag: str
    attributes: dict[str, str]
    children: list[SvgElement] = field(default_factory=list)

    def all(self) -> Iterator[SvgElement]:
        """Yield this element and all in it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.all()


def read_drawing(data: bytes) -> tuple[SvgElement, Rules]:
    """Return the outermost element of an SVG file, and its rules for classes. Raises Unfit."""
    text = _decoded(data)
    # Looked for before anything is parsed, so that no entity is put in.
    if "<!DOCTYPE" in text:
        raise Unfit(WITH_DOCTYPE)
    if _NO_XML.search(text):
        raise Unfit(SVG_DAMAGED)
    reader = _SvgReader()
    parser = expat.ParserCreate("utf-8", " ")
    parser.ProcessingInstructionHandler = parser.StartNamespaceDeclHandler = reader.check_name
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(text.encode(), True)
    except (expat.ExpatError, UnicodeError) as error:
        raise Unfit(SVG_DAMAGED) from error
    return reader.top, reader.rules


def _decoded(data: bytes) -> str:
    """Return the text of a file, by its first bytes or by the encoding that it says it has. Raises Unfit."""
    said = re.match(rb"<\?xml[ \t\r\n][^>]{0,200}?encoding[ \t\r\n]*=[ \t\r\n]*[\"']([^\"'>]*)[\"']", data)
    name = said[1].decode("latin-1").lower() if said else "utf-8"
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return data.decode("utf-16")
        if data[:3] == b"\xef\xbb\xbf" or name in ("utf-8", "utf8"):
            return data.decode("utf-8-sig")
    except UnicodeError as error:
        raise Unfit(SVG_DAMAGED) from error
    if re.fullmatch(SINGLE_BYTES, name):
        return data.decode("latin-1")
    raise Unfit(SVG_DAMAGED if name in ("", "utf-16") else ODD_ENCODING)


class _SvgReader:
    """Takes an SVG file element by element. Each handler raises Unfit at what must not be in it."""

    def __init__(self) -> None:
        self.rules: Rules = []
        self.top: SvgElement
        self._open: list[SvgElement] = []
        """The elements that are open and kept, from the outermost."""
        self._left_out = 0
        """How many elements are open that are left out, with all that is in them."""
        self._count = 0
        """How many elements have begun."""
        self._style: list[str] = []
        """The pieces of the style element that is open."""

    def check_name(self, name: str | None, _: object = None) -> None:
        """Raise Unfit for letters beyond ASCII: each edition of XML has others, and no SVG needs any."""
        if not (name or "").isascii():
            raise Unfit(SVG_DAMAGED)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        for each in (tag, *attributes):
            self.check_name(each.rpartition(" ")[2])
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) + self._left_out >= MOST_DEPTH:
            raise Unfit(TOO_MANY_SHAPES.format(most=f"{MOST_ELEMENTS:,}"))
        if not self._open and (space, tag) != (NAMESPACE, "svg"):
            raise Unfit(NO_DRAWING)
        if self._left_out or space != NAMESPACE or tag in SILENT:
            self._left_out += 1
            return
        if tag not in DRAWN or (self._open and tag == "svg"):
            raise Unfit(HOLDS_UNPRINTED.format(tag=tag[:30], instead=INSTEAD.get(tag, SAVE_PLAIN)))
        kept = dict(filter(None, (_attribute(tag, *each) for each in attributes.items())))
        if "clipPath" in (tag, *(each.tag for each in self._open)):
            # One that clips itself would be drawn for ever; a class could bring the clipping in from the style.
            if "clip-path" in f"{kept.keys()} {kept.get('style', '')}".lower():
                raise Unfit(CUT_WITHIN_A_CUT)
            kept.pop("class", None)
        element = SvgElement(tag, kept)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.top = element
        self._open.append(element)

    def end(self, _: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        element = self._open.pop()
        if element.tag == "style":
            style, self._style = without_comments("".join(self._style)), []
            if element.attributes.get("type", "text/css").strip(SPACES).lower() in ("", "text/css"):
                self.rules += _rules_of(style, element.attributes.get("media", ""))

    def text(self, text: str) -> None:
        if not self._left_out and self._open and self._open[-1].tag == "style":
            self._style.append(text)


def _attribute(tag: str, name: str, value: str) -> tuple[str, str] | None:
    """Return an attribute as it is kept, or None where it is of no use. Raises Unfit where it is dangerous."""
    space, _, key = name.rpartition(" ")
    if key.lower().startswith("on"):
        raise Unfit(RUNS.format(key=key[:30]))
    if key == "href":
        if not re.fullmatch(r"#[^ \t\r\n]+", value) or not tag.endswith("Gradient"):
            raise Unfit(LEADS_TO.format(value=value[:40]))
        return ("xlink:href" if space else "href"), value
    if space:
        return None
    if key in CONDITIONS and value.strip(SPACES):
        raise Unfit(DRAWN_FOR_SOME.format(key=key, instead=SAVE_PLAIN))
    if _leads_out(value) or "\\" in value:
        raise Unfit(LEADS_BY.format(key=key[:30]))
    return key, value


def without_comments(style: str) -> str:
    """Return a style with a space in place of each comment; one that does not end stays."""
    found, at = "", 0
    while (start := style.find("/*", at)) >= 0 and (end := style.find("*/", start + 2)) >= 0:
        found += f"{style[at:start]} "
        at = end + 2
    return found + style[at:]


def _rules_of(style: str, media: str) -> Rules:
    """Return the rules of a style that holds nothing but rules for classes. Raises Unfit where there is more in it."""
    *blocks, rest = style.split("}")
    pieces = [block.split("{") for block in blocks]
    if (
        rest.strip(SPACES)
        or any(len(each) != 2 for each in pieces)
        or media.strip(SPACES).lower() not in ("", "all")
        or re.search(r"[@\\]|/\*", style)
        or _leads_out(style)
    ):
        raise Unfit(NO_PLAIN_STYLE)
    rules = [(each.strip(SPACES), body) for before, body in pieces for each in before.split(",")]
    if not all(re.fullmatch(r"\.[A-Za-z0-9_\-\u0080-\U0010ffff]+", each) for each, _ in rules):
        raise Unfit(NO_PLAIN_STYLE)
    return [(each[1:], body) for each, body in rules]


def _leads_out(value: str) -> bool:
    """Whether a value names an address that is not a place in the same file."""
    return bool(re.search(LEADS_OUT, value, re.IGNORECASE | re.ASCII))
