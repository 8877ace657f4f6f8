"""Owns which scripts a page asks for at once, as their own imports say; it asks for none that may never run."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence

START = "second-round.mjs"
"""The script that every page loads. It brings the module of each element that it finds in the page."""

# `import … from "…"`, `import "…"` and `export … from "…"`, each at the start of a line.
_IMPORT = re.compile(
    r"""^(?:import\s+(?:[^;"']*?\bfrom\s+)?|export\s+(?:\*|\{[^}]*\})[^;"']*?\bfrom\s+)["']([^"']+)["']""", re.MULTILINE
)
# A line of the table of elements: "<tag>": … import("<module>") …
_ELEMENT = re.compile(r"""^\s*"(second-round-[a-z-]+)":.*?\bimport\("([^"]+)"\)""", re.MULTILINE)
_TAG = re.compile(r"<(second-round-[a-z-]+)\b")
_SCRIPT = re.compile(rf'<script\b[^>]*\bsrc="([^"]*){re.escape(START)}"')


def chains(modules: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return, by the tag of each element, the modules that come before it can begin: its own, and all those imports.

    `modules` has the text of each, by its path from the folder that they are all in. Under "" are those that every page
    needs, less START itself, for which the page asks anyway. What is imported later, if ever, is in none.
    """
    start = modules[START]
    every = tuple(_chain(START, modules))[1:]
    return {"": every} | {
        tag: tuple(name for name in _chain(_path(START, address), modules) if name not in every)
        for tag, address in _ELEMENT.findall(start)
    }


def _chain(module: str, modules: Mapping[str, str]) -> Iterator[str]:
    """Yield a module and whatever it imports at once, each of them once, and the nearest first."""
    found = {module: None}
    waiting = [module]
    while waiting:
        name = waiting.pop(0)
        yield name
        for path in (_path(name, address) for address in _IMPORT.findall(modules[name])):
            if path not in found:
                found[path] = None
                waiting.append(path)


def _path(module: str, address: str) -> str:
    """Return the path of what a module imports."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(module), address))


def with_preloads(page: str, by_tag: Mapping[str, Sequence[str]]) -> str:
    """Return a whole page with a link for each module that its script and its elements need, at the end of its head.

    Without them a browser learns of a module only when it has read the one that imports it, which on a phone takes as
    long as a request each time. `by_tag` is what `chains` found. A page that doesn't load our script stays as it is.
    """
    script = _SCRIPT.search(page)
    if not script:
        return page
    wanted = dict.fromkeys(name for tag in ("", *_TAG.findall(page)) for name in by_tag.get(tag, ()))
    links = "".join(f'<link rel="modulepreload" href="{script[1]}{name}">' for name in wanted)
    return page.replace("</head>", f"{links}</head>", 1)
