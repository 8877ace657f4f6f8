"""The house as it is drawn: which rooms there are, who may know whom, and what each shows to the others."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from pathlib import Path

import pytest

import macros
from macros.web import Components

ROOT = Path(__file__).resolve().parents[2]
MACROS = ROOT / "macros"
MOST_LINES = 500

ROOMS: dict[str, set[str]] = {
    # Plain modules, which every room may know.
    "errors": set(),
    "values": set(),
    "cache": set(),
    # Rooms, and whom each knows beside the plain modules. A room stands below all that it knows.
    "brand": set(),
    "guidance": {"brand"},
    "editions": {"guidance"},
    "reading": {"brand", "guidance", "editions"},
    "scaffold": {"guidance", "reading"},
    "web": {"guidance", "editions"},
    "web.build": {"brand"},
    "paper.sheets": {"brand", "guidance"},
    "paper.press": {"brand", "paper.sheets"},
    "paper.pack": {"brand", "paper.press"},
    "paper.fill": {"paper.pack", "paper.press"},
    "paper": {"brand", "guidance", "paper.sheets", "paper.press", "paper.pack", "paper.fill"},
    "word": {"brand", "guidance"},
    "courses": {"guidance"},
    "orders": {"guidance", "paper"},
    "site": {"brand", "guidance", "editions", "reading", "web", "web.build", "paper", "word", "courses"},
    "hooks": {"site", "web.build"},
    "": {"site", "web"},
}
"""Who may know whom. The two doors are `hooks` and the package itself; `web` and `paper` are strangers."""

PLAIN = {"errors", "values", "cache"}

SCRIPTS = "scripts"


@dataclass(frozen=True)
class Import:
    """One name that a module imports: from which module (dotted, within macros/), and the name ('' for all of it)."""

    by: str
    module: str
    name: str


def dotted(path: Path) -> str:
    """Return the name of a module within macros/: 'paper.fill.copy', and 'paper.fill' for the face of that room."""
    return ".".join(path.relative_to(MACROS).with_suffix("").parts).removesuffix("__init__").removesuffix(".")


MODULES = {dotted(path): path for path in sorted(MACROS.rglob("*.py"))}


def room(module: str) -> str:
    """Return the room that a module is in: the innermost of the drawing."""
    while module not in ROOMS:
        module = module.rpartition(".")[0]
    return module


def imports(path: Path, by: str) -> Iterator[Import]:
    """Yield what a file imports of macros/, anywhere in it: functions and types count too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "macros":
            module = str(node.module).removeprefix("macros").removeprefix(".")
            for alias in node.names:
                inner = f"{module}.{alias.name}".strip(".")
                yield Import(by, inner, "") if inner in MODULES else Import(by, module, alias.name)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "macros":
                    yield Import(by, alias.name.removeprefix("macros").removeprefix("."), "")


@cache
def known() -> dict[str, tuple[Import, ...]]:
    """Return what each module of the engine imports of the others."""
    return {module: tuple(imports(path, module)) for module, path in MODULES.items()}


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """Return the members of a circle, or nothing where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def foreign(each: Import) -> bool:
    """Whether something is imported from another room."""
    return room(each.module) != room(each.by)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_knows_only_whom_its_room_may(module: str) -> None:
    """What a module imports, types included, is in its own room, in a plain module, or in a room below it."""
    allowed = ROOMS[room(module)] | PLAIN | {room(module)}
    assert {each.module for each in known()[module] if room(each.module) not in allowed} == set()


def test_the_drawing_has_no_circle_and_no_arrow_that_nobody_needs() -> None:
    """Rooms lie above one another, and whom a room may know, it does know: a drawing that allows more tells less."""
    assert circle(ROOMS) == []
    used: dict[str, set[str]] = defaultdict(set)
    for module, found in known().items():
        used[room(module)] |= {room(each.module) for each in found if foreign(each)} - PLAIN
    assert {name: may - used[name] for name, may in ROOMS.items() if may - used[name]} == {}


def test_no_module_leads_back_to_itself() -> None:
    """Whoever reads a module, and then those it imports, is never led back to it, by no type and no late import."""
    # To import from a room's face inside of the room would lead back by way of the face.
    assert circle({module: {each.module for each in found} for module, found in known().items()}) == []


@pytest.mark.parametrize("file", sorted([*MACROS.rglob("*.py"), *(ROOT / SCRIPTS).rglob("*.py")]))
def test_a_room_is_entered_by_its_face(file: Path) -> None:
    """From outside, only what a room lists in `__all__` is imported, and from the room itself.

    Who stands outside of `paper` goes by the face of `paper`, and not to a room inside of it.
    """
    by = dotted(file) if file.is_relative_to(MACROS) else SCRIPTS
    wrong = []
    for each in imports(file, by):
        inner = room(each.module)
        if inner in PLAIN or (by != SCRIPTS and inner == room(by)) or not inner or inner in ("hooks", "site"):
            continue
        outside = not f"{by}.".startswith(f"{inner.partition('.')[0]}.") and inner != "web.build"
        gate = inner.partition(".")[0] if outside else inner
        # A module that a face lists is loaded by whoever asks for it, and not with the face.
        module, _, last = each.module.rpartition(".")
        name, where = (each.name, each.module) if each.name else (last, module)
        if each.module == gate and not each.name:
            continue
        if where != gate or name not in importlib.import_module(f"macros.{gate}").__all__:
            wrong.append(f"{each.module} {each.name}")
    assert wrong == []


@pytest.mark.parametrize("name", [name for name in ROOMS if name in MODULES and MODULES[name].name == "__init__.py"])
def test_a_room_opens_by_saying_what_it_owns_and_what_it_leaves(name: str) -> None:
    """The first words of a room's face say both, and what it lists is there."""
    face = importlib.import_module(f"macros.{name}".rstrip("."))
    first = inspect.cleandoc(str(face.__doc__)).split("\n\n")[0]
    assert first.endswith(".")
    assert first.startswith("Owns ")
    if name:
        assert re.search(r"\b(leaves|does not)\b", str(face.__doc__))
        loaded = {each for each in face.__all__ if not hasattr(face, each)}
        assert {each for each in loaded if f"{name}.{each}" not in MODULES} == set()


@cache
def asked_for() -> set[tuple[str, str]]:
    """Return each name that somebody imports from a module of another room, or of the commands."""
    found = {(each.module, each.name) for each in chain(*known().values()) if foreign(each)}
    for path in (ROOT / SCRIPTS).rglob("*.py"):
        found |= {(each.module, each.name) for each in imports(path, SCRIPTS)}
    return found


@pytest.mark.parametrize("name", [name for name in ROOMS if name and MODULES[name].name == "__init__.py"])
def test_a_face_lists_nothing_that_nobody_asks_for(name: str) -> None:
    """What a room shows to others, some room or command imports, or reads off the room as a whole."""
    face = importlib.import_module(f"macros.{name}")
    whole = "".join(path.read_text("utf-8") for path in [*MACROS.rglob("*.py"), *(ROOT / SCRIPTS).rglob("*.py")])
    last = name.rpartition(".")[2]
    used = {
        each
        for each in face.__all__
        if {(name, each), (f"{name}.{each}", "")} & asked_for() or re.search(rf"\b(?:{last}|engine)\.{each}\b", whole)
    }
    assert set(face.__all__) - used == set()


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_short_and_opens_by_saying_what_it_owns(module: str) -> None:
    """No module is so long that it needs a drawing to be found in, and the first words of each are a sentence."""
    text = MODULES[module].read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring
    assert docstring.split("\n\n")[0].rstrip().endswith(".")


def test_only_the_doors_know_the_generator_and_only_the_press_its_printer() -> None:
    """Nothing but the two doors imports MkDocs, not even for a type, and nothing but the press WeasyPrint."""
    for module, path in MODULES.items():
        found = set(
            re.findall(r"^\s*(?:from|import) (mkdocs|mkdocs_macros|weasyprint)\b", path.read_text("utf-8"), re.M)
        )
        assert found <= ({"mkdocs", "mkdocs_macros"} if module in ("", "hooks") else set()) | (
            {"weasyprint"} if module == "paper.press.press" else set()
        )


ALIKE: dict[str, str] = {}
"""Names of classes that may stand twice, each with its reason."""


def test_no_public_class_is_called_like_another() -> None:
    """A name of a class means one thing in all of the engine."""
    names = Counter(
        node.name
        for path in MODULES.values()
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name[0] != "_"
    )
    assert {name for name, times in names.items() if times > 1 and name not in ALIKE} == set()


def test_each_module_says_why_it_is_ours() -> None:
    """The page on what we write and what a library does has every module of the engine, with its reason."""
    page = (ROOT / "docs/contribute/libraries.md").read_text(encoding="utf-8")
    # A face that only lists what others do has nothing of its own to give a reason for.
    named = {
        module.rpartition(".")[2] or "__init__"
        for module, path in MODULES.items()
        if path.name != "__init__.py" or re.search(r"^def ", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {name for name in named if f"`{name}`" not in page} == set()


def test_the_first_door_names_all_that_a_page_can_call() -> None:
    """What a page can call is what the components offer, and the door's own words list each."""
    methods = {name for name, each in vars(Components).items() if inspect.isfunction(each) and name[0] != "_"}
    offered = methods - {"feed"}
    assert set(macros.COMPONENTS) == offered
    assert set(re.findall(r"^\{\{ (\w+)\(", str(macros.__doc__), re.MULTILINE)) == offered
