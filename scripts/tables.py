"""Owns how a table that Python and the browser both need is written for the browser; what is in it, the engine says."""

from __future__ import annotations

import ast
import inspect
import json
import unicodedata
from pathlib import Path
from types import ModuleType

from macros import brand, errors, orders, paper
from scripts import ROOT

LONGEST_LINE, LONGEST_WORD = 120, 16

SOURCES: dict[str, tuple[ModuleType, ...]] = {
    "docs/assets/second-round/pdf/tables.mjs": (errors, paper.pack_tables, paper.fill_tables),
    "docs/assets/second-round/desk/tables.mjs": (orders.tables,),
    "docs/assets/second-round/desk/logo-tables.mjs": (brand.tables,),
    "docs/assets/second-round/desk/code-pages.mjs": (orders.code_pages,),
}
"""The modules that the browser gets, and the modules whose constants stand in each."""

OPENING = """\
// Owns the limits, signs and sentences that Python has too; it is never changed by hand.
//
// Made by `second-round refresh` from {sources}.
"""


def files() -> dict[str, str]:
    """Return the text of each module by its path in the project."""
    return {name: _module(sources) for name, sources in SOURCES.items()}


def _module(sources: tuple[ModuleType, ...]) -> str:
    """Return a module with every public constant of some modules, in their order, with what is said of it."""
    names = [Path(inspect.getfile(source)).relative_to(ROOT).as_posix() for source in sources]
    parts = [OPENING.format(sources=", ".join(names))]
    for source in sources:
        for name, words in _constants(source).items():
            comment = f"/** {words} */\n" if words else ""
            parts.append(f"{comment}export const {name} = {_written(getattr(source, name))};\n")
    return "\n".join(parts)


def _constants(source: ModuleType) -> dict[str, str]:
    """Return the names of a module's constants, each with the docstring below it on one line, or ''."""
    found: dict[str, str] = {}
    last = ""
    for node in ast.parse(inspect.getsource(source)).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]) if name.isupper() and name[0] != "_":
                found[name] = ""
                last = name
            case ast.Expr(value=ast.Constant(value=str(words))) if last:
                found[last] = " ".join(words.split())
                last = ""
            case _:
                last = ""
    return found


def _written(value: object, indent: int = 0) -> str:
    """Return a value as JavaScript: on one line, or where that is too long, an entry on each."""
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int):
        return f"{value:_}"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, bytes):
        return _written(tuple(value), indent)
    if isinstance(value, dict):
        entries = [f"{_key(key)}: {_written(each, indent + 2)}" for key, each in value.items()]
        start, end = "{ ", " }"
    elif isinstance(value, tuple):
        entries = [_written(each, indent + 2) for each in value]
        start, end = "[", "]"
    else:
        raise TypeError(f"A table for the browser can't hold {value!r}.")
    short = f"{start}{', '.join(entries)}{end}"
    if len(short) + indent <= LONGEST_LINE - len("export const = ;") - LONGEST_WORD:
        return short
    pad = " " * indent
    lines = "".join(f"{pad}  {entry},\n" for entry in entries)
    return f"{start.strip()}\n{lines}{pad}{end.strip()}"


def _key(key: object) -> str:
    return str(key) if str(key).isidentifier() else _written(str(key))


def _string(text: str) -> str:
    """Return a string of JavaScript, with codes in place of what nobody would see."""
    written = json.dumps(text, ensure_ascii=False)
    if '"' in text and not set(text) & set("'\\"):
        written = "'" + written[1:-1].replace('\\"', '"') + "'"
    return "".join([each if _is_seen(each) else f"\\u{ord(each):04x}" for each in written])


def _is_seen(character: str) -> bool:
    return character == " " or unicodedata.category(character)[0] in "LNPS"
