"""Owns what AT-SPI tells of the page that a browser shows, as JSON, raw; refuses to know any other module of ours.

    /usr/bin/python3 read_tree.py firefox http://127.0.0.1:1234/plan/

It is run by the system's Python, which has the bindings. It waits until the page is there and stays the same.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

STATES = (
    *("checkable", "checked", "expandable", "expanded", "invalid_entry", "modal", "pressed", "read_only", "required"),
    *("selected", "sensitive"),
)
PATIENCE = 60.0
CALM = 0.3
ADDRESS = ("DocURL", "URI")  # in Firefox, in Chromium
MOST = 3000  # things between a window and its page


def children(node: Any) -> Iterator[Any]:
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child:
            yield child


def tree(node: Any) -> dict[str, Any]:
    states = node.get_state_set()
    attributes = node.get_attributes() or {}
    return {
        "role": node.get_role().value_nick,
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "states": [each for each in STATES if states.contains(getattr(Atspi.StateType, each.upper()))],
        "landmark": attributes.get("xml-roles", ""),
        "level": attributes.get("level", ""),
        "children": [tree(child) for child in children(node)],
    }


def document(program: str, address: str) -> Any:
    """The page at an address, or None as long as it is not there."""
    for application in children(Atspi.get_desktop(0)):
        if program not in (application.get_name() or "").lower():
            continue
        seen = list(children(application))
        for node in seen:  # it grows
            if node.get_role() != Atspi.Role.DOCUMENT_WEB:
                seen += children(node)
            elif any(Atspi.Document.get_document_attribute_value(node, name) == address for name in ADDRESS):
                return node
            if len(seen) > MOST:
                break
    return None


def main(program: str, address: str) -> None:
    until = time.monotonic() + PATIENCE
    before: Any = None
    while time.monotonic() < until:
        try:
            page = document(program, address)
            now = tree(page) if page else None
        except GLib.Error:  # what was there a moment ago has gone
            now = None
        if now and now == before:
            print(json.dumps(now))
            return
        before = now
        time.sleep(CALM)
        Atspi.get_desktop(0).clear_cache()
    sys.exit(f"{program} shows no page at {address} that stays the same")


if __name__ == "__main__":
    main(*sys.argv[1:])
