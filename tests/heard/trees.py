"""Owns how the tree of a page that assistive technology gets is written down, alike for each engine; reads none.

    main
      heading 1: A day of many
      navigation: Pause points
        list
          list item
            link: When they call 0 of 8 done
          … more like it

A line is what a thing is, what it is called, and in brackets its states. What only holds others, and plain text, has no
line. Of several neighbours that have the same shape, whatever they are called, the first one stands for all: so a text
changes when a page is built in another way, and not with each word of the guidance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

ROLES = {
    "check-box": "checkbox",
    "combo-box": "combobox",
    "description-list": "list",
    "description-term": "term",
    "description-value": "definition",
    "document-web": "document",
    "push-button": "button",
    "table-cell": "cell",
    "table-column-header": "column header",
    "table-row": "row",
    "table-row-header": "row header",
    "toggle-button": "toggle button",
}
"""What AT-SPI calls a thing, and what a page does, where that is another word."""

PLAIN = {
    *("content-deletion", "content-insertion", "header", "label", "paragraph", "section", "static", "text", "unknown"),
}
"""What has no line of its own: it only holds others, or is text."""

UNNAMED = {"document", "list", "list item", "row", "table"}
"""What engines call by all that it holds, or not at all."""

LANDMARKS = {"main", "navigation", "banner", "contentinfo", "complementary", "region", "search", "form"}

MOST = 3
"""As many neighbours of the same shape are written down one by one."""


@dataclass(frozen=True)
class Thing:
    """One thing of a page with what it holds."""

    role: str
    name: str
    states: tuple[str, ...]
    holds: tuple[Thing, ...]

    @property
    def shape(self) -> Any:
        return self.role, self.states, tuple(each.shape for each in self.holds)


def things(raw: dict[str, Any]) -> Iterator[Thing]:
    """Yield what a node of `read_tree` is: itself, or where it is plain, what it holds."""
    held = tuple(each for child in raw["children"] for each in things(child))
    role = _role(raw)
    name = " ".join(raw["name"].split()).partition(". To get missing image descriptions")[0]
    if raw["role"] in PLAIN or (role in ("panel", "group") and not name):
        yield from held
        return
    states = tuple(_states(raw))
    yield Thing(role, "" if role in UNNAMED else name, states, held)


def _role(raw: dict[str, Any]) -> str:
    if raw["level"] and raw["role"] == "heading":
        return f"heading {raw['level']}"
    if raw["role"] == "toggle-button" and "expandable" in raw["states"]:  # a fold, as Chromium calls it
        return "button"
    if raw["landmark"] in LANDMARKS:
        return str(raw["landmark"])
    return ROLES.get(raw["role"], str(raw["role"]).replace("-", " "))


def _states(raw: dict[str, Any]) -> Iterator[str]:
    states = set(raw["states"])
    if raw["role"] in ("check-box", "radio-button"):
        yield "checked" if "checked" in states else "not checked"
    if "expandable" in states:
        yield "expanded" if "expanded" in states else "collapsed"
    for state in ("pressed", "required", "invalid_entry", "modal"):
        if state in states:
            yield state.replace("_", " ")
    if raw["role"] in ("push-button", "entry", "check-box", "combo-box") and "sensitive" not in states:
        yield "disabled"
    if raw["description"] and raw["role"] != "image":  # of a drawing, each engine describes another part
        yield "described"


def written(tree: list[Thing], depth: int = 0) -> list[str]:
    """Return the lines of some neighbours."""
    lines: list[str] = []
    for _, same in groupby(tree, key=lambda each: each.shape):
        alike = list(same)
        shown = alike if len(alike) <= MOST and not alike[0].holds else alike[:1]
        for each in shown:
            states = f" ({', '.join(each.states)})" if each.states else ""
            lines.append(f"{'  ' * depth}{each.role}{f': {each.name}' if each.name else ''}{states}")
            lines += written(list(each.holds), depth + 1)
        if len(alike) > len(shown):
            lines.append(f"{'  ' * depth}… more like it")
    return lines


def parts(raw: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return the lines of a page without what is in its main part, and those of that part."""
    (page,) = things(raw)
    main: list[Thing] = []

    def without_main(each: Thing) -> Thing:
        if each.role == "main":
            main.append(each)
            return Thing("main", "", (), ())
        return Thing(each.role, each.name, each.states, tuple(map(without_main, each.holds)))

    frame = without_main(page)
    return written([frame]), written(main)
