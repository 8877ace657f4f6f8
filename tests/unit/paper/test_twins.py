"""What is written in two languages is two times the same: the same modules, with the same names in the same order."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

ENGINE, SCRIPTS = ROOT / "macros", ROOT / "docs/assets/second-round"

TWINS = {
    "paper/pack/pack.py": "pdf/pack.mjs",
    "paper/pack/syntax.py": "pdf/syntax.mjs",
    "paper/fill/attach.py": "pdf/attach.mjs",
    "paper/fill/copy.py": "pdf/copy.mjs",
    "paper/fill/filled.py": "pdf/filled.mjs",
    "paper/fill/frame.py": "pdf/frame.mjs",
    "paper/fill/imprint.py": "pdf/imprint.mjs",
    "paper/fill/layout.py": "pdf/layout.mjs",
    "paper/fill/link.py": "pdf/link.mjs",
    "paper/fill/marks.py": "pdf/marks.mjs",
    "paper/fill/pixels.py": "pdf/pixels.mjs",
    "paper/fill/selection.py": "pdf/selection.mjs",
    "paper/fill/squeeze.py": "pdf/squeeze.mjs",
    "paper/fill/text.py": "pdf/text.mjs",
    "paper/fill/lines.py": "pdf/lines.mjs",
    "brand/colours.py": "desk/colours.mjs",
    "brand/drawing.py": "desk/drawing.mjs",
    "brand/look.py": "desk/look.mjs",
    "brand/outlines.py": "desk/outlines.mjs",
    "brand/measures.py": "desk/measures.mjs",
    "brand/gradients.py": "desk/gradients.mjs",
    "brand/layers.py": "desk/layers.mjs",
    "brand/paint.py": "desk/paint.mjs",
    "orders/decoding.py": "desk/decoding.mjs",
    "orders/headings.py": "desk/headings.mjs",
    "orders/roster.py": "desk/roster.mjs",
}
"""Each module of the engine that the browser has too."""

ALONE = {
    "paper/fill/shaper.py": "what the fonts of a pack lack is shaped in other fonts; in the browser it is drawn",
    "paper/fill/scripts.py": "as above",
    "paper/fill/direction.py": "as above; a browser knows which way letters run",
    "paper/fill/tables.py": "data, from which the browser's tables are made",
    "paper/pack/tables.py": "data, as above",
    "paper/pack/bind.py": "packs are made where sheets are pressed, never in a browser",
    "paper/pack/anchors.py": "as above",
    "paper/pack/typeface.py": "as above",
    "paper/pack/streams.py": "as above",
    "pdf/picture.mjs": "what the fonts of a pack lack is drawn by the browser",
    "pdf/pack-file.mjs": "the command has its packs at hand; the browser fetches them",
    "pdf/errors.mjs": "Python's errors are those of the whole engine, in macros/errors.py",
    "pdf/tables.mjs": "made by `second-round refresh`",
    "pdf/brought.mjs": "what Python brings",
    "pdf/crc32.mjs": "Python brings it",
    "paper/fill/qr.py": "a library makes the codes, which the browser makes by itself",
    "pdf/qr.mjs": "as above; tests/browser/test_brand.py holds the two together",
}
"""Modules of these rooms that have no twin, and why."""

ONLY_HERE = {
    "paper/fill/link.py #spans": "Python keeps what a function has returned",
    "paper/fill/copy.py Copy.pdf": "in the browser the pieces are the PDF, as a Blob takes them",
    "paper/fill/copy.py closed": "a pack is closed once, where it is made",
    "paper/fill/squeeze.py numberBits": "JavaScript has `Bits.add`",
    "pdf/squeeze.mjs Bits": "Python puts bits together as a text",
    "pdf/squeeze.mjs Bits.add": "as above",
    "pdf/squeeze.mjs Bits.byte": "as above",
    "pdf/squeeze.mjs Bits.end": "as above",
    "pdf/squeeze.mjs Bits.bytes": "as above",
    "pdf/squeeze.mjs put": "as above",
    "pdf/squeeze.mjs #mirrored": "a text is turned round by itself",
    "orders/roster.py RowProblem.__str__": "JavaScript has `asLine`",
    "pdf/copy.mjs Person": "Python has a pair",
    "pdf/imprint.mjs #joined": "Python's bytes join themselves",
    "pdf/filled.mjs Drawing": "text is drawn as a picture in the browser alone",
    "pdf/filled.mjs Filled.#put": "as above",
    "pdf/pack.mjs Pack.body": "Python unpacks a part when it is needed; JavaScript can't, and says so",
    "pdf/link.mjs #checksumOf": "Python has the bytes in one piece",
    "pdf/link.mjs #sizeOf": "as above",
    "pdf/link.mjs #sorted": "Python brings it",
    "pdf/link.mjs #row": "Python's numbers become bytes by themselves",
    "pdf/text.mjs Letters.glyph": "Python's mappings raise where a key is not there",
    "desk/roster.mjs asLine": "Python has `RowProblem.__str__`",
    "orders/headings.py Columns.used": "JavaScript has it worked out among the others",
    "desk/headings.mjs bareOf": "Python's strings have `strip`",
    "desk/decoding.mjs #certain": "a dataclass fills in what is usual",
    "desk/decoding.mjs #binary": "Python's bytes can be searched",
    "desk/decoding.mjs #asUtf8": "Python's bytes decode themselves",
    "desk/decoding.mjs #bytesIn": "Python's strings encode themselves",
    "desk/roster.mjs #grouped": "Python's formats have it",
    "desk/colours.mjs bare": "Python's strings have `strip`",
    "desk/colours.mjs beginning": "Python's strings are of characters",
    "desk/drawing.mjs SvgElement.constructor": "a dataclass has it by itself, as the next three",
    "desk/outlines.mjs Transform.constructor": "as above",
    "desk/outlines.mjs Viewport.constructor": "as above",
    "desk/outlines.mjs Transform.all": "as above",
    "brand/drawing.py SvgReader.constructor": "a class of JavaScript names what it has outside of it, as the next two",
    "brand/outlines.py Pen.constructor": "as above",
    "brand/layers.py SvgWriter.constructor": "as above",
    "brand/drawing.py SvgReader.checkName": "expat knows other names than xml.mjs",
    "brand/look.py Look.__getitem__": "JavaScript has `get`",
    "desk/look.mjs Look.get": "Python has `[]`",
    "brand/outlines.py Transform.__matmul__": "JavaScript has `after`",
    "desk/outlines.mjs Transform.after": "Python has `@`",
    "desk/outlines.mjs #numberAt": "patterns of Python begin where they are told",
    "desk/outlines.mjs #after": "as above",
    "desk/outlines.mjs #isSame": "Python compares tuples",
    "brand/layers.py digits": "the browser has `numberText`",
    "desk/paint.mjs Painter.#look": "Python's mappings raise where a key is not there",
}
"""Names that one of two twins has, and why the other has not."""

CALLED_OTHERWISE = {
    "orders/roster.py read": "readRoster",  # an exported name of the browser stands once among all modules
}
"""Names that are others in JavaScript, and why."""


def camel(name: str) -> str:
    """Return a name of Python's as JavaScript has it, without what says that it is private."""
    if name == "__init__":
        return "constructor"
    first, *rest = name.strip("_").split("_")
    return "".join([first, *(each.title() for each in rest)])


def in_python(text: str) -> Iterator[str]:
    """Yield every class, function and method of a module, in order: as 'fill', 'Filled.now' or, if private, '#one'."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield ("#" if node.name[0] == "_" else "") + (
                node.name.strip("_") if isinstance(node, ast.ClassDef) else camel(node.name)
            )
        if isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, ast.FunctionDef):
                    dunder = each.name.startswith("__") and each.name != "__init__"
                    private = "#" if each.name[0] == "_" and not each.name.startswith("__") else ""
                    yield f"{node.name.strip('_')}.{private}{each.name if dunder else camel(each.name)}"


_DEFINED = re.compile(
    r"""
    ^(?P<export>export\ )?(?:async\ )?(?:function\*?|(?P<class>class))\ (?P<name>\w+) # a function, or a class
    | ^(?:/\*\*|\ \*)\ @typedef\ \{object\}\ (?P<type>\w+)                            # or a type that is one
    | ^\ \ (?:async\ |get\ |static\ )*\*?(?P<method>\#?\w+)\(.*\{$                    # or a method, if in a class
    | ^(?P<end>\})$
    """,
    re.MULTILINE | re.VERBOSE,
)


def in_javascript(text: str) -> Iterator[str]:
    """Yield the same of a module in JavaScript, where a type that is an object stands for a class."""
    inside = ""
    for found in _DEFINED.finditer(text):
        if found["name"]:
            inside = found["name"] if found["class"] else ""
            yield ("" if found["export"] else "#") + found["name"]
        elif found["type"]:
            yield found["type"]
        elif found["method"] and inside:
            yield f"{inside}.{found['method']}"
        elif found["end"]:
            inside = ""


def names(module: str) -> list[str]:
    """Return what a module has, with the path of the module before it."""
    folder, read = (ENGINE, in_python) if module.endswith(".py") else (SCRIPTS, in_javascript)
    return [f"{module} {name}" for name in read((folder / module).read_text(encoding="utf-8"))]


@pytest.mark.parametrize("module", TWINS)
def test_twins_have_the_same_names_in_the_same_order(module: str) -> None:
    """Whoever changes one of two modules finds the same function, class or method in the other, at the same place."""
    here = [CALLED_OTHERWISE.get(name, name.split()[1]) for name in names(module) if name not in ONLY_HERE]
    assert [name.split()[1] for name in names(TWINS[module]) if name not in ONLY_HERE] == here


def test_every_module_has_a_twin_or_a_reason() -> None:
    """A module that is new in one of the rooms is new in the other, or it says why it is alone."""
    here = {
        path.relative_to(ENGINE).as_posix() for room in ("pack", "fill") for path in ENGINE.glob(f"paper/{room}/*.py")
    }
    there = {path.relative_to(SCRIPTS).as_posix() for path in SCRIPTS.glob("pdf/*.mjs")}
    found = {name for name in here | there if not name.endswith("/__init__.py")}
    others = {name for pair in TWINS.items() for name in pair if name.startswith(("orders/", "brand/", "desk/"))}
    assert found | others == {*TWINS, *TWINS.values(), *ALONE}


def test_no_exception_is_left_over() -> None:
    """Each name that is an exception is there."""
    every = {name for pair in TWINS.items() for module in pair for name in names(module)}
    assert {*ONLY_HERE, *CALLED_OTHERWISE} <= every


def test_a_difference_is_seen() -> None:
    """The readers see names that are lost, moved, made public or new, in both languages."""
    python = (
        "class Copy:\n    def __init__(self): ...\n    def _set_all(self): ...\n\ndef fill(): ...\n\ndef _one(): ...\n"
    )
    javascript = "export class Copy {\n  constructor() {\n  }\n\n  #setAll() {\n  }\n}\n\nexport function fill() {\n}\n"
    assert [*in_python(python)] == ["Copy", "Copy.constructor", "Copy.#setAll", "fill", "#one"]
    assert [*in_javascript(f"{javascript}\nfunction one() {{\n}}\n")] == [*in_python(python)]
    assert [*in_javascript(javascript.replace("export function", "function"))][-1] == "#fill"
    assert next(in_javascript(f"/** @typedef {{object}} Place where */\n{javascript}")) == "Place"
