"""Owns how a test reads a built page; refuses to know what should be on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path


@dataclass
class Element:
    """A start tag with its attributes, the text up to its end tag, and the tags inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    inside: list[Element] = field(default_factory=list)


class PageReader(HTMLParser):
    """Every element of a page, in order."""

    VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905  # shorter

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        for outer in self._open:
            outer.inside.append(element)
        if tag not in self.VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        for position in range(len(self._open) - 1, -1, -1):
            if self._open[position].tag == tag:
                del self._open[position:]
                return

    def handle_data(self, data: str) -> None:
        for outer in self._open:
            outer.text += data

    def text_of(self, tag: str) -> str:
        """Return the text of every element of this tag."""
        return " ".join(element.text for element in self.elements if element.tag == tag)

    def all(self, attribute: str) -> list[Element]:
        """Return every element that carries `attribute`."""
        return [element for element in self.elements if attribute in element.attributes]
